//! The nouns of Headroom: what a scenario is made of, in AWS's own words.
//!
//! The module list is the glossary. A [`scenario::Scenario`] is *true*: it was checked by the
//! `scenario` crate, so the engine may run any value of it without looking again.
//!
//! Architecture Invariant: this crate knows no file format, no clock, no random number and no
//! behaviour. It holds values and the arithmetic that belongs to a single value.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod alarm;
pub mod client;
pub mod endpoint;
pub mod fault;
pub mod metric;
pub mod network;
pub mod operation;
pub mod policy;
pub mod price;
pub mod rate;
pub mod ruleset;
pub mod scaling;
pub mod scenario;
pub mod time;
pub mod traffic;
