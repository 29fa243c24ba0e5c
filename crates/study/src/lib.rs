//! Lessons, predictions, questions; keys by simulation, grading, the learner's record.
//!
//! A lesson is data. Its questions carry scenarios instead of answers: the key is whatever the
//! simulated options say ([`key`]), so a lesson cannot teach what the engine does not do.
//!
//! Architecture Invariant: no answer key is ever stored in a lesson. Architecture Invariant: this
//! crate looks up no time and keeps nothing itself: moments and saved lines are arguments.
//! Files are read in `author` alone, which the app leaves out.
#![forbid(unsafe_code)]

#[cfg(feature = "author")]
pub mod author;
pub mod choice;
pub mod course;
pub mod feedback;
pub mod key;
pub mod lesson;
pub mod prediction;
pub mod quantity;
pub mod record;
pub mod text;

#[cfg(feature = "author")]
pub use author::{lint, pack};

pub use choice::{Choice, ChoiceOption, Goal};
pub use course::{Course, FailedLesson, LessonCard};
pub use headroom_explain::Strip;
pub use lesson::Lesson;
pub use prediction::PredictionField;
pub use quantity::Quantity;
pub use text::{Block, ClaimKind, Inline};
