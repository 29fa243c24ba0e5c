//! The course: which lessons there are, in which order.

use serde::{Deserialize, Serialize};

/// `course.json` of a lesson pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// The course's name.
    pub title: String,
    /// Lessons that loaded, in the order of the course.
    pub lessons: Vec<LessonCard>,
    /// Lessons that did not load, with the reasons, so that the app can say so.
    pub failed: Vec<FailedLesson>,
}

/// What a list shows of a lesson; the lesson itself is in `<id>.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LessonCard {
    /// Kebab-case identity, the name of its folder.
    pub id: String,
    /// A thing or a question.
    pub title: String,
    /// The question that it opens with.
    pub question: String,
    /// Title of the unit that it belongs to.
    pub unit: String,
    /// How long it takes.
    pub minutes: u32,
    /// Exam task statements that its questions serve: ids of [`crate::exam::TASKS`], in order.
    #[serde(default)]
    pub tasks: Vec<String>,
}

/// A lesson that did not load.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailedLesson {
    /// The name of its folder.
    pub id: String,
    /// Title of the unit that it belongs to.
    pub unit: String,
    /// Every problem, one sentence each, with file and line where known.
    pub problems: Vec<String>,
}
