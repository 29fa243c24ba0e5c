//! Scenarios that the tests and benchmarks of this package share.

pub mod worlds;
