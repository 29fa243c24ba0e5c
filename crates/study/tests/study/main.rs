//! The crate against the engine, against planted faults, against the lessons that ship, and
//! against another program that schedules reviews.

#[cfg(feature = "author")]
mod course;
mod devices;
mod grading;
mod lessons;
#[cfg(feature = "author")]
mod planted;
mod review;
#[cfg(feature = "author")]
mod variant;
#[cfg(feature = "author")]
mod workshop;
