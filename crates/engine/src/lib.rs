//! Time passes: a scenario and a seed go in, a run comes out.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod run;
