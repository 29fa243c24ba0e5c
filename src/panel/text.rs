//! The words of the charts and their controls: a constant a sentence, a function where a sentence
//! has arguments, so that a missing word does not compile. Part of the one catalogue, `crate::text`.

mod files;
mod fleet;
mod kinds;
mod marks;
mod pair;
mod pen;
mod play;
mod strip;
mod table;
mod value;
mod why;

pub use files::*;
pub use fleet::*;
pub use kinds::*;
pub use marks::*;
pub use pair::*;
pub use pen::*;
pub use play::*;
pub use strip::*;
pub use table::*;
pub use value::*;
pub use why::*;
