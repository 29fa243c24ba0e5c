//! A lesson, ready to show: `<id>.json` of a lesson pack.

use std::collections::BTreeSet;

use headroom_model::scenario::Scenario;
use serde::{Deserialize, Serialize};

use crate::course::LessonCard;
use crate::prediction::PredictionField;
use crate::question::Question;
use crate::text::Block;
use headroom_explain::Strip;

/// Predict, run, explain, answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
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
    /// Strips that it shows at first; the rest stands behind "Show all strips".
    pub strips: Vec<Strip>,
    /// The situation, before anything else.
    pub lead: Vec<Block>,
    /// Before the prediction.
    pub predict: Vec<Block>,
    /// Said beside the run; may be empty.
    #[serde(default)]
    pub run: Vec<Block>,
    /// What to look at, before the explanation; may be empty.
    #[serde(default)]
    pub observe: Vec<Block>,
    /// After the run.
    pub explain: Vec<Block>,
    /// Before the questions; may be empty.
    #[serde(default)]
    pub quiz: Vec<Block>,
    /// After the questions.
    pub after: Vec<Block>,
    /// What runs.
    pub scenario: Scenario,
    /// What the learner commits to before the run.
    pub prediction: Vec<PredictionField>,
    /// Questions after the run.
    pub questions: Vec<Question>,
}

impl Lesson {
    /// What a list shows of it.
    pub fn card(&self) -> LessonCard {
        let tasks: BTreeSet<&String> = self.questions.iter().flat_map(|q| &q.tasks).collect();
        LessonCard {
            id: self.id.clone(),
            title: self.title.clone(),
            question: self.question.clone(),
            unit: self.unit.clone(),
            minutes: self.minutes,
            tasks: tasks.into_iter().cloned().collect(),
        }
    }
}
