//! The browser, one capability a file. The only folder that names web-sys, js-sys or gloo.
//!
//! Architecture Invariant: every capability has a "not available" answer (`None`, `Err` or a
//! no-op that is documented), because a third-party frame may deny any of them.

pub mod clock;
pub mod crash;
pub mod document;
pub mod entropy;
pub mod fetch;
pub mod host;
pub mod location;
pub mod media;
pub mod offline;
pub mod storage;
pub mod tabs;
pub mod task;
pub mod transfer;
pub mod worker;
