//! The crate against runs of the engine.

mod but_for;
mod calls;
mod delay;
mod message;
mod published;
mod report;
mod steps;
mod why;
mod world;
