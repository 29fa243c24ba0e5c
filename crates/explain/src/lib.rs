//! From runs to causes and sentences.
//!
//! [`report`] is the finished run in the report format, [`csv`] its series as a table, [`delay`]
//! where the time between a rise and new capacity went, [`why`] the causal chain of any moment or
//! event, [`why_not`] the guards that held a decision, [`but_for`] what lifting one would have
//! changed, [`compare`] two runs side by side, [`doubt`] how sure that is,
//! [`paths`] what follows where a way out of the VPC is missing, [`search`] which of many keeps the SLO at the lowest
//! cost, [`published`] what CloudWatch shows of a metric, [`message`] every sentence about a run.
//!
//! Architecture Invariant: this crate only reads. It takes a scenario and a run and returns
//! values; every sentence about a run is worded here, once, from a key with arguments.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod but_for;
pub mod clues;
pub mod compare;
pub mod csv;
pub mod delay;
pub mod doubt;
mod evidence;
pub mod figure;
pub mod message;
pub mod paths;
pub mod published;
pub mod report;
pub mod ruleset;
pub mod search;
pub mod size;
pub mod strip;
pub mod why;
pub mod why_not;

pub use compare::{Comparison, compare};
pub use csv::csv;
pub use delay::{DelayBudget, delay_budget};
pub use published::{kind_column, published, published_by_row};
pub use report::Report;
pub use size::{Size, size};
pub use strip::Strip;
pub use why::{Chain, chain, chain_of_event};
pub use why_not::why_not;
