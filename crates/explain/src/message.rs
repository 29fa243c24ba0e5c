//! Every sentence about a run: a key with arguments, worded once.
//!
//! A message is data until it is shown: `key` names it for tests and translators, its fields are
//! the arguments, `Display` is the wording.

mod budget;
mod event;
mod strip;

pub use budget::BudgetMessage;
pub use event::EventMessage;
pub use strip::StripMessage;
