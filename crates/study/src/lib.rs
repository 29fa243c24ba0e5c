//! Lessons, predictions, questions; keys by simulation, grading, the learner's record.
//!
//! A lesson is data. Its questions carry scenarios instead of answers: the key is whatever the
//! simulated runs say ([`key`]), or a fact of the table ([`fact`]), so a lesson cannot teach what
//! the engine does not do.
//!
//! Architecture Invariant: no answer key is ever stored in a lesson. Architecture Invariant: this
//! crate looks up no time and keeps nothing itself: moments and saved lines are arguments.
//! Files are read in `author` alone, which the app leaves out.
#![forbid(unsafe_code)]

#[cfg(feature = "author")]
pub mod author;
pub mod course;
pub mod drill;
pub mod exam;
pub mod fact;
pub mod feedback;
pub mod figure;
pub mod key;
pub mod lesson;
pub mod parameter;
pub mod plan;
pub mod predicate;
pub mod prediction;
pub mod quantity;
pub mod question;
pub mod record;
pub mod reference;
pub mod review;
pub mod text;
pub mod trap;
pub mod variant;

#[cfg(feature = "author")]
pub use author::{lint, pack};

pub use course::{Course, FailedLesson, LessonCard};
pub use figure::Figure;
pub use headroom_explain::Strip;
pub use lesson::Lesson;
pub use predicate::Predicate;
pub use prediction::PredictionField;
pub use quantity::Quantity;
pub use question::{Answer, Kind, Question};
pub use text::{Block, ClaimKind, Inline};
