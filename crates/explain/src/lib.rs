//! From runs to causes and sentences.
//!
//! [`report`] is the finished run in the report format, [`csv`] its series as a table, [`delay`]
//! where the time between a rise and new capacity went, [`message`] every sentence about a run.
//!
//! Architecture Invariant: this crate only reads. It takes a scenario and a run and returns
//! values; every sentence about a run is worded here, once, from a key with arguments.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod csv;
pub mod delay;
pub mod figure;
pub mod message;
pub mod report;
pub mod strip;

pub use csv::csv;
pub use delay::{DelayBudget, delay_budget};
pub use report::Report;
pub use strip::Strip;
