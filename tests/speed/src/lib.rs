//! What the two tables share: worlds, and rows that `cargo xtask bench` copies into the notes.

pub mod floor;
pub mod peers;
pub mod table;
// The worlds of the tests, without the tests' other dependencies.
#[path = "../../src/worlds.rs"]
pub mod worlds;
