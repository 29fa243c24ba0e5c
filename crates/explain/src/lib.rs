//! From runs to causes and sentences.
//!
//! Architecture Invariant: this crate only reads. It takes a scenario and a run and returns
//! values; every sentence about a run is worded here, once, from a key with arguments.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod strip;

pub use strip::Strip;
