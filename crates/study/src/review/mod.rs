//! Spaced repetition: when a question is asked again, and in which order.
//!
//! [`fsrs`] is the memory model, [`due`] applies it to the learner's records. Both are functions of
//! their arguments: the day is one of them.

pub mod due;
pub mod fsrs;

pub use due::{Due, Zone, back_on, due, next_day};
