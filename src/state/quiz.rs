//! A question of a lesson: what is marked, what was answered, its key on the way, and what the last
//! answer was told.

use std::sync::Arc;

use headroom_study::Answer;
use headroom_study::feedback::{Feedback, feedback};
use headroom_study::key::Key;
use headroom_study::question::{Kind, Question};
use headroom_study::record::Confidence;
use leptos::prelude::*;

/// The key of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyState {
    /// Not asked for yet.
    Unknown,
    /// So many trials of so many are simulated.
    Trying(u32, u32),
    /// Simulated; `None` when the question has no key.
    Known(Option<Arc<Key>>),
}

/// The choices of how sure somebody is, in the order in which they are shown.
const SURENESS: [Confidence; 2] = [Confidence::Sure, Confidence::Unsure];

/// One question while it is answered.
#[derive(Clone, Copy)]
pub struct Quiz {
    /// What is marked or entered now.
    pub draft: RwSignal<Answer>,
    /// How sure the learner is: the place of a choice, any other number before it is said.
    pub sure: RwSignal<usize>,
    /// Whether anything was marked or entered yet.
    pub touched: RwSignal<bool>,
    /// Answers that were checked, in that order. The first one is the score.
    pub answers: RwSignal<Vec<Answer>>,
    /// The answer that waits for the key to be judged.
    pub waiting: RwSignal<Option<Answer>>,
    /// Why the waiting answer cannot be judged; empty for no reason.
    pub refused: RwSignal<Vec<String>>,
    /// The key. That of a design belongs to the newest answer.
    pub key: RwSignal<KeyState>,
    /// What the newest answer was told.
    pub told: RwSignal<Option<Feedback>>,
    /// Nothing more can be answered: the answer was right, or the kind takes one answer only.
    pub closed: RwSignal<bool>,
}

impl Quiz {
    /// A question that nobody has answered.
    pub fn new(question: &Question) -> Quiz {
        Quiz {
            draft: RwSignal::new(blank(question)),
            sure: RwSignal::new(usize::MAX),
            touched: RwSignal::new(false),
            answers: RwSignal::new(Vec::new()),
            waiting: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
            key: RwSignal::new(KeyState::Unknown),
            told: RwSignal::new(None),
            closed: RwSignal::new(false),
        }
    }

    /// How sure the learner is of what is marked, if that was said.
    pub fn confidence(self) -> Option<Confidence> {
        SURENESS.get(self.sure.get_untracked()).copied()
    }

    /// The key, once it is known and there is one.
    pub fn known(self) -> Option<Arc<Key>> {
        match self.key.get() {
            KeyState::Known(key) => key,
            _ => None,
        }
    }

    /// Marks or enters something.
    pub fn mark(self, answer: Answer) {
        self.touched.set(true);
        self.draft.set(answer);
    }

    /// Why the marked answer cannot be checked now; `None` when it can. An empty reason needs no
    /// words.
    pub fn blocked(self, question: &Question) -> Option<String> {
        if self.closed.get() || self.waiting.with(Option::is_some) {
            return Some(String::new());
        }
        let draft = self.draft.get();
        let known = self.answers.with(|answers| answers.contains(&draft));
        draft.missing(question).or(known.then(String::new))
    }

    /// Takes what is marked, to be judged once the key is there: the question with the world that
    /// the answer adds. `None` when it cannot be judged; why then stands in `refused`.
    pub fn take(self, question: &Question) -> Option<Question> {
        let answer = self.draft.get_untracked();
        match question.with_answer(&answer) {
            Ok(with) => {
                self.refused.set(Vec::new());
                self.waiting.set(Some(answer));
                Some(with)
            }
            Err(why) => {
                self.refused.set(why);
                None
            }
        }
    }

    /// Judges an answer by the known key. `None` without one.
    pub fn judge(self, question: &Question, answer: &Answer) -> Option<Feedback> {
        let KeyState::Known(Some(key)) = self.key.get_untracked() else {
            return None;
        };
        // A design's own world is part of its key.
        let asked = question.with_answer(answer).ok()?;
        let told = feedback(&asked, &key, answer);
        let once = matches!(question.kind, Kind::Prediction(_));
        self.closed.set(told.correct || once);
        self.told.set(Some(told.clone()));
        Some(told)
    }
}

/// What stands there before anything is marked: never an answer that may be checked by accident,
/// but for numbers, which start where the question says.
fn blank(question: &Question) -> Answer {
    match &question.kind {
        Kind::Choice(_) | Kind::Diagnose(_) => Answer::One(usize::MAX),
        Kind::MultipleResponse(_) => Answer::Several(Vec::new()),
        Kind::Numeric(numeric) => Answer::Number(numeric.input.start),
        Kind::Order(order) => Answer::Order((0..order.items.len()).collect()),
        Kind::Match(matched) => Answer::Match(vec![None; matched.left.len()]),
        Kind::Prediction(prediction) => {
            Answer::Values(prediction.fields.iter().map(|field| field.start).collect())
        }
        Kind::Design(design) => {
            Answer::Values(design.dials.iter().map(|dial| dial.start).collect())
        }
    }
}
