//! The crate against runs of the engine.

mod delay;
mod message;
mod report;
mod world;
