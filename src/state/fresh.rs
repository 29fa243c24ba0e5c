//! A question asked outside of its lesson: parameters drawn anew until their key is clear.

use std::sync::Arc;

use headroom_model::scenario::Scenario;
use headroom_study::feedback::Feedback;
use headroom_study::key::Key;
use headroom_study::question::{Kind, Question};
use headroom_study::record::{Entry, Place, Record};
use headroom_study::variant::{self, Drawn, Variant};
use headroom_study::{Answer, Lesson};
use leptos::prelude::*;

use super::{Desk, KeyState, Quiz};
use crate::platform::clock;
use crate::runner::client::KeyNews;

/// One question, drawn anew.
#[derive(Clone, Copy)]
pub struct Fresh {
    /// The lesson that it belongs to.
    pub lesson: StoredValue<Arc<Lesson>>,
    /// The draw that is asked, or tried.
    pub asked: RwSignal<Arc<Question>>,
    /// What differs from the lesson.
    pub drawn: RwSignal<Vec<Drawn>>,
    /// The draw stands, or it is the lesson's own: nothing of it changes any more.
    pub settled: RwSignal<bool>,
    /// What is answered.
    pub quiz: Quiz,
    place: Place,
    own: StoredValue<Question>,
    seed: u64,
    desk: Desk,
}

impl Fresh {
    /// The question of this place in `lesson`, drawn from `seed`.
    pub fn new(desk: Desk, place: Place, lesson: &Arc<Lesson>, own: &Question, seed: u64) -> Fresh {
        let first = variant::draw(lesson, own, seed, 0);
        Fresh {
            lesson: StoredValue::new(lesson.clone()),
            quiz: Quiz::new(&first.question),
            asked: RwSignal::new(Arc::new(first.question)),
            drawn: RwSignal::new(first.drawn),
            settled: RwSignal::new(false),
            place,
            own: StoredValue::new(own.clone()),
            seed,
            desk,
        }
    }

    /// Whether it may be shown: its numbers change no more.
    pub fn shows(self) -> bool {
        self.settled.get() || self.own.with_value(|own| own.ranges.is_empty())
    }

    /// The ids of its lesson and of itself.
    pub fn id(self) -> (String, String) {
        let lesson = self.lesson.with_value(|lesson| lesson.id.clone());
        (lesson, self.own.with_value(|own| own.id.clone()))
    }

    /// What the question is about, before anything is shown of an answer.
    pub fn scenario(self) -> Scenario {
        let first = |asked: &Arc<Question>| asked.worlds.first().map(|w| w.scenario.clone());
        let own = || self.lesson.with_value(|lesson| lesson.scenario.clone());
        self.asked.with_untracked(first).unwrap_or_else(own)
    }

    /// The question with the world that its answer adds.
    pub fn answered(self) -> Question {
        let asked = self.asked.get_untracked();
        let last = self.quiz.answers.with_untracked(|all| all.last().cloned());
        let with = last.and_then(|answer| asked.with_answer(&answer).ok());
        with.unwrap_or_else(|| (*asked).clone())
    }

    /// Simulates the key of one draw after the other until one stands, then calls `after`. The
    /// engine has one key at a time: no other may be asked for meanwhile.
    pub fn settle(self, after: impl Fn() + Clone + 'static) {
        if self.settled.get_untracked() {
            return after();
        }
        self.attempt(0, after);
    }

    fn attempt(self, attempt: u32, after: impl Fn() + Clone + 'static) {
        let Variant { question, drawn } = self.lesson.with_value(|lesson| {
            self.own
                .with_value(|own| variant::draw(lesson, own, self.seed, attempt))
        });
        let asked = Arc::new(question);
        self.asked.set(asked.clone());
        self.drawn.set(drawn);
        self.simulate(&asked, move |key| {
            let stands = variant::stands(&self.asked.get_untracked(), key);
            if !stands && attempt < variant::TRIES {
                return self.attempt(attempt + 1, after.clone());
            }
            self.settled.set(true);
            after();
        });
    }

    /// Simulates the key of `asked`; it is in [`Quiz::key`] when `then` hears of it.
    fn simulate(self, asked: &Question, then: impl Fn(Option<&Key>) + 'static) {
        let quiz = self.quiz;
        quiz.key.set(KeyState::Unknown);
        self.desk.engine().key(asked, move |news| match news {
            KeyNews::Progress(done, of) => quiz.key.set(KeyState::Trying(done, of)),
            KeyNews::Done(key) => {
                quiz.key.set(KeyState::Known(key.clone()));
                then(key.as_deref());
            }
        });
    }

    /// Judges what is marked and closes the question: at once when the key is there, else the
    /// answer waits for [`Fresh::judge`]. A design has a key of its own for its answer.
    pub fn check(self, then: impl Fn(&Feedback) + 'static) {
        let (quiz, asked) = (self.quiz, self.asked.get_untracked());
        let Some(with) = quiz.take(&asked) else {
            return;
        };
        if matches!(asked.kind, Kind::Design(_)) {
            self.simulate(&with, move |_| {
                if let Some(told) = self.judge(true) {
                    then(&told);
                }
            });
        } else if let Some(told) = self.judge(true) {
            then(&told);
        }
    }

    /// Judges the answer that waits, once the key is settled; `records` puts it into the records.
    pub fn judge(self, records: bool) -> Option<Feedback> {
        let quiz = self.quiz;
        let answer = quiz.waiting.get_untracked()?;
        let KeyState::Known(Some(_)) = quiz.key.get_untracked() else {
            return None;
        };
        if !self.settled.get_untracked() {
            return None;
        }
        quiz.waiting.set(None);
        quiz.answers.set(vec![answer.clone()]);
        let told = quiz.judge(&self.asked.get_untracked(), &answer)?;
        quiz.closed.set(true);
        if records {
            self.record(&answer, told.correct);
        }
        Some(told)
    }

    fn record(self, answer: &Answer, correct: bool) {
        let asked = self.asked.get_untracked();
        let entry = Entry::Answered {
            lesson: self.lesson.with_value(|lesson| lesson.id.clone()),
            question: asked.id.clone(),
            option: answer.encode(&asked),
            correct,
            confidence: self.quiz.confidence(),
            place: Some(self.place),
        };
        let record = Record::new(clock::epoch_ms(), entry);
        self.desk.notebook.append(record);
    }
}
