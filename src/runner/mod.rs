//! Runs of the engine, off the main thread where a worker may be made, else in short slices on
//! the page. The page asks through [`client::Engine`] and hears through a callback.
//!
//! Architecture Invariant: nothing here changes a run. A slice boundary, a worker and a fallback
//! give the same bytes.

pub mod client;
pub mod driver;
pub mod message;
mod worker;
