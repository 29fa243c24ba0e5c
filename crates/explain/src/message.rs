//! Every sentence about a run: a key with arguments, worded once.
//!
//! A message is data until it is shown: `key` names it for tests and translators, its fields are
//! the arguments, `Display` is the wording.

mod alarm;
mod answer;
mod budget;
mod but_for;
mod called;
mod comparison;
mod doubt;
mod event;
mod guard;
mod link;
mod path;
mod strip;

pub use alarm::AskedAlarm;
pub use answer::AnswerMessage;
pub use budget::BudgetMessage;
pub use but_for::ButForMessage;
pub use called::{CalledMessage, Wait};
pub use comparison::ComparisonMessage;
pub use event::EventMessage;
pub use guard::GuardMessage;
pub use link::LinkMessage;
pub use path::PathMessage;
pub use strip::StripMessage;
