//! The crate against the engine, against planted faults, and against the lessons that ship.

mod grading;
mod lessons;
#[cfg(feature = "author")]
mod planted;
#[cfg(feature = "author")]
mod workshop;
