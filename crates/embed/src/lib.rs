//! A frame in somebody's course page: what its address may say ([`options`]), what the two pages
//! say to each other ([`message`]), and who may say what when ([`session`]).
//!
//! Architecture Invariant: pure state machines. Nothing here listens, posts or remembers; the app
//! feeds events in and performs the effects that come out.
//! Architecture Invariant: a score leaves the frame only to the window and origin that a valid
//! `init` has named, and never changes its addressee afterwards.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod message;
pub mod options;
pub mod session;
