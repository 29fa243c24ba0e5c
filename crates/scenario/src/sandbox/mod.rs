//! What the sandbox edits: two configurations of one scenario, field by field.
//!
//! [`form`] says which fields there are, in AWS's words, with unit and rule; [`pair`] holds two
//! texts that share their clock, seed and traffic, and changes them; [`link`] carries a pair in
//! an address. Everything works on the tree of the file, so that a value that is refused stays
//! where the person wrote it, and every field of the format is within reach.

mod fit;
pub mod form;
pub mod link;
pub mod pair;
pub mod preset;
mod table;
pub mod trace;

pub use form::{Kind, Line, lines};
pub use link::{Link, LinkError};
pub use pair::{Pair, Side};
pub use preset::Preset;
