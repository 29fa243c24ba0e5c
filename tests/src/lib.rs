//! Scenarios that the tests and benchmarks of this package share.

pub mod kinds;
pub mod worlds;
