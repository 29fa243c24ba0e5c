//! A timed drill: questions drawn from a seed, answered against the clock, judged at its end.

use std::sync::Arc;

use headroom_study::drill::{self, SECONDS_EACH};
use headroom_study::record::{Entry, Place, Record};
use headroom_study::{Answer, Lesson, variant};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Desk, Fresh};
use crate::platform::clock::{self, Ticker};
use crate::platform::storage;

/// Where the drill that was begun last is kept: it is no record before its end.
const PLACE: &str = "headroom-drill";
/// Milliseconds between two looks at the clock.
const TICK_MS: u32 = 500;

/// One drill.
#[derive(Clone, Copy)]
pub struct Drill {
    /// What its questions are drawn from.
    pub seed: u32,
    /// The questions, in their order.
    pub questions: StoredValue<Vec<Fresh>>,
    /// Which one is shown.
    pub at: RwSignal<usize>,
    /// Those to look at again.
    pub marked: RwSignal<Vec<bool>>,
    /// When it began, milliseconds since 1970.
    pub began_ms: RwSignal<Option<u64>>,
    /// When it ended, at the latest when its time was over.
    pub ended_ms: RwSignal<Option<u64>>,
    /// Its time was over before the learner was.
    pub overtime: RwSignal<bool>,
    /// Seconds that are left.
    pub left_s: RwSignal<u64>,
    /// Whether this device keeps the answers so far.
    pub keeps: RwSignal<bool>,
    /// Questions whose key is there.
    pub keyed: RwSignal<usize>,
    /// Every answer is judged and stands in the records.
    pub judged: RwSignal<bool>,
    /// The records had it before this visit.
    recorded: StoredValue<bool>,
    ticker: StoredValue<Option<Ticker>, LocalStorage>,
    desk: Desk,
}

/// A drill as it is kept on this device.
#[derive(Serialize, Deserialize)]
struct Kept {
    seed: u32,
    began_ms: u64,
    ended_ms: Option<u64>,
    recorded: bool,
    answers: Vec<KeptAnswer>,
}

#[derive(Serialize, Deserialize)]
struct KeptAnswer {
    /// Lesson and question, so that a changed course loses only what it changed.
    id: (String, String),
    answer: Option<String>,
    sure: usize,
    marked: bool,
}

/// The seed of the drill that this device keeps, and whether it goes on.
pub fn kept() -> Option<(u32, bool)> {
    let kept = read()?;
    Some((kept.seed, kept.ended_ms.is_none()))
}

/// Forgets whatever drill this device keeps.
pub fn forget() {
    storage::forget(PLACE);
}

fn read() -> Option<Kept> {
    serde_json::from_str(&storage::kept(PLACE)?).ok()
}

impl Drill {
    /// The drill of a seed over every lesson of the course; it goes on where it was left. Its keys
    /// begin to be simulated at once.
    pub fn open(desk: Desk, seed: u32, lessons: &[Arc<Lesson>]) -> Drill {
        let all: Vec<&Lesson> = lessons.iter().map(Arc::as_ref).collect();
        let fresh = |(lesson, question): (usize, usize)| {
            let lesson: &Arc<Lesson> = &lessons[lesson];
            let own = &lesson.questions[question];
            let seed = variant::seed(&format!("{seed}/{}/{}", lesson.id, own.id));
            Fresh::new(desk, Place::Drill, lesson, own, seed)
        };
        let questions: Vec<Fresh> = drill::draw(&all, seed).into_iter().map(fresh).collect();
        let drill = Drill {
            seed,
            at: RwSignal::new(0),
            marked: RwSignal::new(vec![false; questions.len()]),
            questions: StoredValue::new(questions),
            began_ms: RwSignal::new(None),
            ended_ms: RwSignal::new(None),
            overtime: RwSignal::new(false),
            left_s: RwSignal::new(0),
            keeps: RwSignal::new(storage::keeps()),
            keyed: RwSignal::new(0),
            judged: RwSignal::new(false),
            recorded: StoredValue::new(false),
            ticker: StoredValue::new_local(None),
            desk,
        };
        drill.take_up();
        drill.settle(0);
        Effect::new(move |_| drill.keep());
        drill
    }

    /// Seconds that it may take.
    pub fn limit_s(self) -> u64 {
        self.len() as u64 * u64::from(SECONDS_EACH)
    }

    /// How many questions it has.
    pub fn len(self) -> usize {
        self.questions.with_value(Vec::len)
    }

    /// A question.
    pub fn question(self, at: usize) -> Option<Fresh> {
        self.questions.with_value(|all| all.get(at).copied())
    }

    /// Starts the clock.
    pub fn start(self) {
        self.began_ms.set(Some(clock::epoch_ms()));
        self.wind();
    }

    /// Ends it: what is marked now counts.
    pub fn finish(self) {
        self.end(clock::epoch_ms());
    }

    /// Forgets the answers, for the same questions once more.
    pub fn forget(self) {
        self.desk.engine().stop_key();
        forget();
    }

    /// Whether a question has an answer that can be judged.
    pub fn answered(self, at: usize) -> bool {
        self.question(at).is_some_and(|fresh| {
            let quiz = fresh.quiz;
            let whole = |answer: &Answer| fresh.asked.with(|asked| answer.missing(asked).is_none());
            quiz.touched.get() && quiz.draft.with(whole)
        })
    }

    /// How many are open, and how many are marked.
    pub fn open_and_marked(self) -> (usize, usize) {
        let open = (0..self.len()).filter(|at| !self.answered(*at)).count();
        let marked = self.marked.with(|all| all.iter().filter(|m| **m).count());
        (open, marked)
    }

    /// Marks a question to look at again, or takes the mark away.
    pub fn mark(self, at: usize) {
        self.marked.update(|all| {
            if let Some(mark) = all.get_mut(at) {
                *mark = !*mark;
            }
        });
    }

    /// What it took, seconds.
    pub fn took_s(self) -> u64 {
        let (began, ended) = (self.began_ms.get(), self.ended_ms.get());
        let took = began.zip(ended).map(|(b, e)| e.saturating_sub(b) / 1000);
        took.unwrap_or_default()
    }

    /// Runs the clock until the time is over.
    fn wind(self) {
        let Some(began) = self.began_ms.get_untracked() else {
            return;
        };
        let over = began + self.limit_s() * 1000;
        // `false` also when the page is gone, and the signals with it.
        let tick = move || {
            let now = clock::epoch_ms();
            let left = over.saturating_sub(now).div_ceil(1000);
            if self.left_s.try_get_untracked().is_none() || self.ended_ms.get_untracked().is_some()
            {
                return false;
            }
            self.left_s.set(left);
            if now >= over {
                self.overtime.set(true);
                self.end(over);
            }
            now < over
        };
        if tick() {
            let ticker = clock::every(TICK_MS, move |_| tick());
            self.ticker.set_value(Some(ticker));
        }
    }

    fn end(self, at_ms: u64) {
        if self.ended_ms.get_untracked().is_none() {
            self.ended_ms.set(Some(at_ms));
            self.judge();
        }
    }

    /// Simulates the keys from this question on, one after the other, while the learner works.
    fn settle(self, at: usize) {
        let Some(fresh) = self.question(at) else {
            return self.judge();
        };
        fresh.settle(move || {
            self.keyed.set(at + 1);
            self.settle(at + 1);
        });
    }

    /// Judges every answer once it has ended and every key is there; puts it into the records once.
    fn judge(self) {
        let all = self.keyed.get_untracked() == self.len();
        if !all || self.ended_ms.get_untracked().is_none() || self.judged.get_untracked() {
            return;
        }
        let records = !self.recorded.get_value();
        let mut right = 0;
        for at in 0..self.len() {
            let Some(fresh) = self.question(at).filter(|_| untrack(|| self.answered(at))) else {
                continue;
            };
            let answer = fresh.quiz.draft.get_untracked();
            fresh.quiz.waiting.set(Some(answer));
            let told = fresh.judge(records);
            right += u32::from(told.is_some_and(|told| told.correct));
        }
        if records {
            let entry = Entry::Drilled {
                seed: self.seed,
                right,
                of: self.len() as u32,
                seconds: untrack(|| self.took_s()) as u32,
            };
            let record = Record::new(clock::epoch_ms(), entry);
            self.desk.notebook.append(record);
            self.recorded.set_value(true);
        }
        self.judged.set(true);
    }

    /// Keeps the answers so far.
    fn keep(self) {
        let (began, ended) = (self.began_ms.get(), self.ended_ms.get());
        let recorded = self.judged.get() || self.recorded.get_value();
        let questions = self.questions.get_value();
        let marked = self.marked.get();
        let answer = |(fresh, marked): (&Fresh, bool)| {
            let quiz = fresh.quiz;
            let asked = fresh.asked.get();
            let draft = quiz.draft.get();
            let whole = quiz.touched.get() && draft.missing(&asked).is_none();
            KeptAnswer {
                id: fresh.id(),
                answer: whole.then(|| draft.encode(&asked)),
                sure: quiz.sure.get(),
                marked,
            }
        };
        let answers = questions.iter().zip(marked).map(answer).collect();
        let Some(began_ms) = began else { return };
        let kept = Kept {
            seed: self.seed,
            began_ms,
            ended_ms: ended,
            recorded,
            answers,
        };
        let text = serde_json::to_string(&kept).unwrap_or_default();
        self.keeps.set(storage::keep(PLACE, &text));
    }

    fn take_up(self) {
        let Some(kept) = read().filter(|kept| kept.seed == self.seed) else {
            return;
        };
        for answer in kept.answers {
            let questions = self.questions.get_value();
            let Some(at) = questions.iter().position(|fresh| fresh.id() == answer.id) else {
                continue;
            };
            let quiz = questions[at].quiz;
            let decode = |line: String| {
                questions[at]
                    .asked
                    .with_untracked(|asked| Answer::decode(asked, &line))
            };
            if let Some(given) = answer.answer.and_then(decode) {
                quiz.mark(given);
            }
            quiz.sure.set(answer.sure);
            if answer.marked {
                self.mark(at);
            }
        }
        self.recorded.set_value(kept.recorded);
        self.began_ms.set(Some(kept.began_ms));
        self.ended_ms.set(kept.ended_ms);
        self.wind();
    }
}
