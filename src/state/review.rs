//! The questions that are due, one after the other.

use std::sync::Arc;

use headroom_study::feedback::Feedback;
use headroom_study::record::Place;
use headroom_study::review::{self, Due};
use headroom_study::{Answer, Lesson, variant};
use leptos::prelude::*;

use super::{Desk, Fresh, Lab, today};
use crate::runner::client::RunNews;

/// One sitting: what was due when it began.
#[derive(Clone, Copy)]
pub struct Review {
    /// The questions, in the order in which they are asked.
    pub questions: StoredValue<Vec<Fresh>>,
    /// Which one is asked; past the last one at the end.
    pub at: RwSignal<usize>,
    /// The timeline of the question that is asked.
    pub lab: Lab,
    /// What runs on it, in words; empty before anything does.
    pub label: RwSignal<String>,
    desk: Desk,
}

impl Review {
    /// What of `due` can be asked with these lessons; `None` when nothing can. The same day draws
    /// the same parameters.
    pub fn open(desk: Desk, due: &[Due], lessons: &[Arc<Lesson>]) -> Option<Review> {
        let (_, day) = today();
        let fresh = |due: &Due| {
            let lesson = lessons.iter().find(|lesson| lesson.id == due.lesson)?;
            let own = lesson.questions.iter().find(|q| q.id == due.question)?;
            let seed = variant::seed(&format!("{day}/{}/{}", lesson.id, own.id));
            Some(Fresh::new(desk, Place::Review, lesson, own, seed))
        };
        let questions: Vec<Fresh> = due.iter().filter_map(fresh).collect();
        let first = *questions.first()?;
        let review = Review {
            questions: StoredValue::new(questions),
            at: RwSignal::new(0),
            lab: Lab::new(Arc::new(first.scenario())),
            label: RwSignal::new(String::new()),
            desk,
        };
        review.settle(0);
        Some(review)
    }

    /// The question that is asked; `None` at the end.
    pub fn now(self) -> Option<Fresh> {
        let at = self.at.get();
        self.questions.with_value(|all| all.get(at).copied())
    }

    /// Simulates the keys from this question on, one after the other, while the learner reads.
    fn settle(self, at: usize) {
        let Some(fresh) = self.questions.with_value(|all| all.get(at).copied()) else {
            return;
        };
        fresh.settle(move || {
            if let Some(told) = fresh.judge(true) {
                self.judged(fresh, &told);
            }
            self.settle(at + 1);
        });
    }

    /// Checks what is marked.
    pub fn check(self) {
        let Some(fresh) = untrack(|| self.now()) else {
            return;
        };
        let at = self.at.get_untracked();
        fresh.check(move |told| {
            self.judged(fresh, told);
            // The key of a design took the engine from those that come next.
            self.settle(at + 1);
        });
    }

    /// Shows what the answer came to on the timeline.
    fn judged(self, fresh: Fresh, told: &Feedback) {
        let chosen = fresh.quiz.answers.with_untracked(|all| match all.last() {
            Some(Answer::One(one)) => *one,
            Some(Answer::Several(several)) => several.first().copied().unwrap_or_default(),
            _ => 0,
        });
        if let Some(world) = told.parts.get(chosen).and_then(|part| part.world) {
            self.show(fresh, world, None);
        }
    }

    /// Puts the run of a world of the question on the timeline, under its own label or another.
    pub fn show(self, fresh: Fresh, world: usize, label: Option<&str>) {
        let asked = fresh.answered();
        let Some((world, seed)) = asked.worlds.get(world).zip(asked.first_seed()) else {
            return;
        };
        let scenario = Arc::new(world.scenario.clone());
        let label = label.unwrap_or(&world.label).to_owned();
        let kept = scenario.clone();
        self.desk.engine().run(&scenario, seed, move |news| {
            if let RunNews::Done(run) = news {
                self.lab.show(kept.clone(), run);
                self.lab.rest();
                self.label.set(label.clone());
            }
        });
    }

    /// On to the next question, or to the end.
    pub fn next(self) {
        self.desk.engine().stop_run();
        self.at.update(|at| *at += 1);
        self.label.set(String::new());
        if let Some(fresh) = untrack(|| self.now()) {
            self.lab.clear(Arc::new(fresh.scenario()));
        }
    }

    /// The day on which a question comes back, and today.
    pub fn back_on(self, fresh: Fresh) -> (Option<i64>, i64) {
        let (zone, today) = today();
        let (lesson, question) = fresh.id();
        let records = self.desk.notebook.records;
        let back = records.with(|all| review::back_on(all, zone, &lesson, &question));
        (back, today)
    }
}
