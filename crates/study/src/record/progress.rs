//! What the records say about each lesson.

use std::collections::BTreeMap;

use super::{Entry, Record};

/// Progress in every lesson that has a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    lessons: BTreeMap<String, LessonProgress>,
}

impl Progress {
    /// Progress in a lesson; `None` when it was never begun.
    pub fn lesson(&self, id: &str) -> Option<&LessonProgress> {
        self.lessons.get(id)
    }

    /// Every lesson that was begun, by id.
    pub fn lessons(&self) -> impl Iterator<Item = (&str, &LessonProgress)> {
        self.lessons
            .iter()
            .map(|(id, lesson)| (id.as_str(), lesson))
    }
}

/// Progress in one lesson.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LessonProgress {
    /// Predictions committed.
    pub predictions: u32,
    /// The best score of a prediction, as (points, of).
    pub best: Option<(f64, f64)>,
    /// By question id.
    pub questions: BTreeMap<String, QuestionProgress>,
    /// Every question was answered to its end.
    pub finished: bool,
    /// When the latest record was made, milliseconds since 1970-01-01T00:00:00Z.
    pub latest_ms: u64,
}

impl LessonProgress {
    /// Questions that were answered.
    pub fn answered(&self) -> usize {
        self.questions.len()
    }

    /// Questions whose first answer was right.
    pub fn first_try_right(&self) -> usize {
        self.questions
            .values()
            .filter(|q| q.first_try_right)
            .count()
    }
}

/// Progress in one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuestionProgress {
    /// Options that were checked.
    pub tries: u32,
    /// The first of them was right: this is the score, and nothing later changes it.
    pub first_try_right: bool,
    /// One of them was right.
    pub solved: bool,
}

/// What `records`, in the order in which they were made, come to.
pub fn progress(records: &[Record]) -> Progress {
    let mut progress = Progress::default();
    for record in records {
        let elsewhere = matches!(record.entry(), Entry::Answered { place: Some(_), .. });
        let Some(id) = record.entry().lesson().filter(|_| !elsewhere) else {
            continue;
        };
        let lesson = progress.lessons.entry(id.to_owned()).or_default();
        lesson.latest_ms = lesson.latest_ms.max(record.at_ms());
        match record.entry() {
            Entry::Predicted { .. } | Entry::Drew { .. } => lesson.predictions += 1,
            Entry::Scored { points, of, .. } => {
                if lesson
                    .best
                    .is_none_or(|best| share(*points, *of) > share(best.0, best.1))
                {
                    lesson.best = Some((*points, *of));
                }
            }
            Entry::Answered {
                question, correct, ..
            } => {
                let question = lesson.questions.entry(question.clone()).or_default();
                question.first_try_right |= *correct && question.tries == 0;
                question.solved |= *correct;
                question.tries += 1;
            }
            // The wrong answer before it is the score.
            Entry::GaveUp { .. } | Entry::Drilled { .. } | Entry::Planned(_) => {}
            Entry::Finished { .. } => lesson.finished = true,
        }
    }
    progress
}

/// A lesson may gain or lose a field over time: shares compare, points do not.
fn share(points: f64, of: f64) -> f64 {
    if of > 0.0 { points / of } else { 0.0 }
}
