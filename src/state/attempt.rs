//! One attempt at a lesson: predict, run, explain, answer.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::{Scenario, Seed};
use headroom_study::prediction::curve::CurveScore;
use headroom_study::prediction::{self, PredictionScore};
use headroom_study::question::{Kind, Question};
use headroom_study::record::{Entry, Record};
use headroom_study::{Answer, Lesson};
use leptos::prelude::*;

use super::{Desk, KeyState, Lab, Quiz, drawing};
use crate::chart::draft::Draft;
use crate::platform::{clock, entropy, media};
use crate::runner::client::{KeyNews, RunNews};
use crate::text;

/// How far an attempt is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    /// The prediction is open.
    Predicting,
    /// The prediction is committed; the simulated part of the run, 0 to 1.
    Running(f64),
    /// The run stands.
    Ran,
}

/// Which run the lab shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnShow {
    /// The learner's own.
    Own,
    /// That of a world of a question: their numbers. The world after the last is the learner's own
    /// design.
    World(usize, usize),
    /// That of the right cause of a diagnosis, whose number this is: the settings stay hidden.
    Evidence(usize),
}

/// A prediction against its run.
#[derive(Clone, Debug, PartialEq)]
pub enum Score {
    /// A credit for each number.
    Numbers(PredictionScore),
    /// Level, timing and peak of a drawing.
    Curve(CurveScore),
}

/// How a prediction is made. All ways are worth the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Instances in service, drawn over the minutes.
    Draw,
    /// A number for each field.
    Numbers,
}

/// One attempt at a lesson.
#[derive(Clone, Copy)]
pub struct Attempt {
    /// The lesson.
    pub lesson: StoredValue<Arc<Lesson>>,
    /// How far it is.
    pub phase: RwSignal<Phase>,
    /// The prediction, a value a field.
    pub values: RwSignal<Vec<f64>>,
    /// How the prediction is made.
    pub way: RwSignal<Way>,
    /// The prediction as a drawing.
    pub draft: RwSignal<Draft>,
    /// The seed of the run; also what the next run will have.
    pub seed: RwSignal<Seed>,
    /// The learner's own run.
    pub run: RwSignal<Option<Arc<Run>>>,
    /// The prediction against the run.
    pub score: RwSignal<Option<Score>>,
    /// The run is a further one, with another seed than the one that was scored.
    pub further: RwSignal<bool>,
    /// The lesson's questions.
    pub quizzes: StoredValue<Vec<Quiz>>,
    /// Which run the lab shows.
    pub on_show: RwSignal<OnShow>,
    /// It stands in a frame: there may be more of the lesson, and nothing else of the app around it.
    pub part: bool,
    /// The lab.
    pub lab: Lab,
    desk: Desk,
}

impl Attempt {
    /// Takes up the last attempt of the records, or begins a first one.
    pub fn open(desk: Desk, lesson: Arc<Lesson>) -> Attempt {
        let attempt = Attempt::new(desk, lesson, false);
        attempt.take_up();
        attempt
    }

    /// Likewise with the part of a lesson that a frame shows; with `again` it begins a first one
    /// whatever the records say.
    pub fn open_part(desk: Desk, lesson: Arc<Lesson>, again: bool) -> Attempt {
        let attempt = Attempt::new(desk, lesson, true);
        if !again {
            attempt.take_up();
        }
        attempt
    }

    fn new(desk: Desk, lesson: Arc<Lesson>, part: bool) -> Attempt {
        Attempt {
            phase: RwSignal::new(Phase::Predicting),
            values: RwSignal::new(lesson.prediction.iter().map(|f| f.start).collect()),
            way: RwSignal::new(
                if media::is_phone() || !drawing::has_paper(&lesson.scenario) {
                    Way::Numbers
                } else {
                    Way::Draw
                },
            ),
            draft: RwSignal::new(Draft::new(drawing::paper(&lesson.scenario))),
            seed: RwSignal::new(lesson.scenario.seed),
            run: RwSignal::new(None),
            score: RwSignal::new(None),
            further: RwSignal::new(false),
            quizzes: StoredValue::new(lesson.questions.iter().map(Quiz::new).collect()),
            on_show: RwSignal::new(OnShow::Own),
            lab: Lab::new(Arc::new(lesson.scenario.clone())),
            lesson: StoredValue::new(lesson),
            part,
            desk,
        }
    }

    /// What the prediction lacks, in words; `None` when it may be committed.
    pub fn missing(self) -> Option<String> {
        let start = self.lesson.with_value(|lesson| lesson.scenario.start);
        match self.way.get() {
            Way::Numbers => None,
            Way::Draw => self.draft.with(|draft| text::drawn_to(start, draft)),
        }
    }

    /// Commits the prediction and runs; nothing while the prediction lacks something.
    pub fn commit(self) {
        if untrack(|| self.missing()).is_some() {
            return;
        }
        self.further.set(false);
        let lesson = self.lesson.get_value();
        let (lesson, seed) = (lesson.id.clone(), self.seed.get_untracked());
        self.append(match self.way.get_untracked() {
            Way::Numbers => Entry::Predicted {
                lesson,
                seed,
                values: self.values.get_untracked(),
            },
            Way::Draw => Entry::Drew {
                lesson,
                seed,
                changes: self.draft.with_untracked(Draft::changes),
            },
        });
        self.start(First::Play, true);
    }

    /// Stops the run; the prediction may be changed again.
    pub fn cancel(self) {
        self.desk.engine().stop_run();
        self.phase.set(Phase::Predicting);
    }

    /// Runs the same scenario under a new seed, against the same prediction.
    pub fn another_seed(self) {
        self.draw_seed();
        self.further.set(true);
        // Its lesson is in the numbers; the first play was the one to watch.
        self.start(First::Rest, false);
    }

    /// Opens the prediction again, for a run under a new seed.
    pub fn predict_again(self) {
        self.desk.engine().stop_run();
        self.draw_seed();
        self.run.set(None);
        self.score.set(None);
        self.on_show.set(OnShow::Own);
        self.lab.clear(self.scenario());
        self.phase.set(Phase::Predicting);
    }

    /// Puts the learner's own run back into the lab.
    pub fn show_own(self) {
        if let Some(run) = self.run.get_untracked() {
            self.lab.show(self.scenario(), run);
            self.on_show.set(OnShow::Own);
        }
    }

    /// Runs a world of a question with the learner's seed and shows it in the lab.
    pub fn show(self, what: OnShow) {
        let Some(scenario) = self.scenario_of(what) else {
            return;
        };
        let scenario = Arc::new(scenario);
        let seed = self.seed.get_untracked();
        let kept = scenario.clone();
        self.desk.engine().run(&scenario, seed, move |news| {
            if let RunNews::Done(run) = news {
                self.lab.show(kept.clone(), run);
                self.on_show.set(what);
            }
        });
    }

    /// The name of what the lab shows.
    pub fn shown_label(self, what: OnShow) -> String {
        let world = |question: usize, world: usize| -> Option<String> {
            let asked = self.asked(question)?;
            Some(asked.worlds.get(world)?.label.clone())
        };
        match what {
            OnShow::Own => text::YOUR_RUN.to_owned(),
            OnShow::World(question, of) => world(question, of).unwrap_or_default(),
            OnShow::Evidence(question) => text::evidence_of(question + 1),
        }
    }

    fn scenario_of(self, what: OnShow) -> Option<Scenario> {
        let (question, world) = match what {
            OnShow::Own => return self.lesson.with_value(|l| Some(l.scenario.clone())),
            OnShow::World(question, world) => (question, world),
            OnShow::Evidence(question) => {
                let KeyState::Known(key) = self.quiz(question)?.key.get_untracked() else {
                    return None;
                };
                let right = key?.right_option()?;
                let cause = self.asked(question)?;
                (question, cause.choosables().get(right)?.stand.world()?)
            }
        };
        Some(self.asked(question)?.worlds.get(world)?.scenario.clone())
    }

    /// A question with the world that its newest answer adds.
    fn asked(self, question: usize) -> Option<Question> {
        let lesson = self.lesson.get_value();
        let asked = lesson.questions.get(question)?;
        let last = self
            .quiz(question)?
            .answers
            .with_untracked(|all| all.last().cloned());
        let with = last.and_then(|answer| asked.with_answer(&answer).ok());
        Some(with.unwrap_or_else(|| asked.clone()))
    }

    /// Checks the marked answer of a question: at once when its key is known, else when it comes.
    /// A design has a key of its own for every answer.
    pub fn check(self, question: usize) {
        let lesson = self.lesson.get_value();
        let (Some(quiz), Some(asked)) = (self.quiz(question), lesson.questions.get(question))
        else {
            return;
        };
        let Some(with) = quiz.take(asked) else {
            return;
        };
        if matches!(asked.kind, Kind::Design(_)) {
            self.simulate_key(question, &with, move || self.simulate_keys(0));
        } else {
            self.judge(question);
        }
    }

    /// Gives a question up, for good: it says everything that it would say to the right answer.
    pub fn reveal(self, question: usize) {
        let lesson = self.lesson.get_value();
        let (Some(quiz), Some(asked)) = (self.quiz(question), lesson.questions.get(question))
        else {
            return;
        };
        quiz.closed.set(true);
        self.append(Entry::GaveUp {
            lesson: lesson.id.clone(),
            question: asked.id.clone(),
        });
        self.finish();
    }

    /// The state of a question.
    pub fn quiz(self, question: usize) -> Option<Quiz> {
        self.quizzes.with_value(|all| all.get(question).copied())
    }

    /// Whether every question is answered to its end.
    pub fn finished(self) -> bool {
        let quizzes = self.quizzes.get_value();
        quizzes.into_iter().all(|quiz| quiz.closed.get())
    }

    /// Whether the run stands and was played to its end, or the play was skipped.
    pub fn seen(self) -> bool {
        self.phase.get() == Phase::Ran && !self.lab.revealing.get()
    }

    /// Whether the learner is at the questions: something is marked or checked.
    pub fn answering(self) -> bool {
        let quizzes = self.quizzes.get_value();
        quizzes.into_iter().any(|quiz| quiz.touched.get())
    }

    fn scenario(self) -> Arc<Scenario> {
        self.lesson
            .with_value(|lesson| Arc::new(lesson.scenario.clone()))
    }

    fn draw_seed(self) {
        let next = self.seed.get_untracked().nth(1);
        self.seed.set(entropy::seed().unwrap_or(next));
    }

    /// Runs; `scored` puts the score into the records.
    fn start(self, first: First, scored: bool) {
        let scenario = self.scenario();
        let seed = self.seed.get_untracked();
        self.phase.set(Phase::Running(0.0));
        self.on_show.set(OnShow::Own);
        let kept = scenario.clone();
        self.desk
            .engine()
            .run(&scenario, seed, move |news| match news {
                RunNews::Progress(done) => self.phase.set(Phase::Running(done)),
                RunNews::Done(run) => self.ran(kept.clone(), run, first, scored),
            });
    }

    fn ran(self, scenario: Arc<Scenario>, run: Arc<Run>, first: First, scored: bool) {
        let score = self.grade(&scenario, &run);
        let (points, of) = match &score {
            Some(Score::Numbers(score)) => (score.points, score.of),
            Some(Score::Curve(score)) => (score.points, score.of),
            None => (0.0, 0.0),
        };
        if scored && score.is_some() {
            self.append(Entry::Scored {
                lesson: self.lesson.with_value(|lesson| lesson.id.clone()),
                seed: run.seed,
                points,
                of,
            });
        }
        self.score.set(score);
        self.lab.show(scenario, run.clone());
        self.run.set(Some(run));
        self.phase.set(Phase::Ran);
        match first {
            First::Play => self.lab.play(),
            First::Rest => self.lab.rest(),
        }
        self.simulate_keys(0);
    }

    /// The prediction against `run`. A drawing that is not complete is not scored; it cannot be
    /// committed either.
    fn grade(self, scenario: &Scenario, run: &Run) -> Option<Score> {
        match self.way.get_untracked() {
            Way::Numbers => Some(Score::Numbers(self.lesson.with_value(|lesson| {
                prediction::grade(&lesson.prediction, &self.values.get_untracked(), run)
            }))),
            Way::Draw => {
                let drawing = self.draft.with_untracked(|d| drawing::drawing(scenario, d));
                drawing.grade(scenario, run).ok().map(Score::Curve)
            }
        }
    }

    /// Simulates the keys of the questions from `question` on, one after the other, while the
    /// learner reads. A design's key needs an answer.
    fn simulate_keys(self, question: usize) {
        let lesson = self.lesson.get_value();
        let Some(quiz) = self.quiz(question) else {
            return;
        };
        let design = lesson.questions.get(question).map(|asked| &asked.kind);
        let design = matches!(design, Some(Kind::Design(_)));
        let answered = quiz.answers.with_untracked(|all| !all.is_empty());
        let known = matches!(quiz.key.get_untracked(), KeyState::Known(_));
        match self.asked(question) {
            Some(asked) if !known && (!design || answered) => {
                self.simulate_key(question, &asked, move || self.simulate_keys(question + 1));
            }
            _ => self.simulate_keys(question + 1),
        }
    }

    fn simulate_key(self, question: usize, asked: &Question, after: impl Fn() + 'static) {
        let Some(quiz) = self.quiz(question) else {
            return;
        };
        quiz.key.set(KeyState::Unknown);
        self.desk.engine().key(asked, move |news| match news {
            KeyNews::Progress(done, of) => quiz.key.set(KeyState::Trying(done, of)),
            KeyNews::Done(key) => {
                quiz.key.set(KeyState::Known(key));
                self.judge(question);
                after();
            }
        });
    }

    /// Judges the answer that waits, if the key is known; else says again what the last answer of
    /// the records was told.
    fn judge(self, question: usize) {
        let lesson = self.lesson.get_value();
        let (Some(quiz), Some(asked)) = (self.quiz(question), lesson.questions.get(question))
        else {
            return;
        };
        let KeyState::Known(key) = quiz.key.get_untracked() else {
            return;
        };
        let Some(answer) = quiz.waiting.get_untracked() else {
            let mut answers = quiz.answers.get_untracked();
            if matches!(asked.kind, Kind::Design(_)) {
                // The key is that of the newest design.
                answers.drain(..answers.len().saturating_sub(1));
            }
            for answer in answers {
                let closed = quiz.closed.get_untracked();
                quiz.judge(asked, &answer);
                quiz.closed.update(|now| *now |= closed);
            }
            return;
        };
        quiz.waiting.set(None);
        if key.is_none() {
            return;
        }
        quiz.answers.update(|answers| answers.push(answer.clone()));
        let Some(told) = quiz.judge(asked, &answer) else {
            return;
        };
        self.append(Entry::Answered {
            lesson: lesson.id.clone(),
            question: asked.id.clone(),
            option: answer.encode(asked),
            correct: told.correct,
            confidence: quiz.confidence(),
            place: None,
        });
        // A second answer has a sureness of its own.
        quiz.sure.set(usize::MAX);
        self.finish();
    }

    /// Says in the records that the lesson is finished, if it is.
    fn finish(self) {
        if !self.part && untrack(|| self.finished()) {
            self.append(Entry::Finished {
                lesson: self.lesson.with_value(|lesson| lesson.id.clone()),
            });
        }
    }

    fn append(self, entry: Entry) {
        self.desk
            .notebook
            .append(Record::new(clock::epoch_ms(), entry));
    }

    /// Takes the records' last prediction and every answer: a reload loses nothing.
    fn take_up(self) {
        let lesson = self.lesson.get_value();
        let mut committed = None;
        let mut scored = false;
        self.desk.notebook.records.with_untracked(|records| {
            for record in records
                .iter()
                .filter(|r| r.entry().lesson() == Some(&lesson.id))
            {
                match record.entry() {
                    Entry::Predicted { seed, values, .. } => {
                        committed = Some((*seed, Committed::Values(values.clone())));
                        scored = false;
                    }
                    Entry::Drew { seed, changes, .. } => {
                        committed = Some((*seed, Committed::Changes(changes.clone())));
                        scored = false;
                    }
                    Entry::Scored { .. } => scored = true,
                    Entry::Answered {
                        question,
                        option,
                        place: None,
                        ..
                    } => self.take_up_answer(&lesson, question, option),
                    Entry::GaveUp { question, .. } => self.take_up_end(&lesson, question),
                    Entry::Answered { .. }
                    | Entry::Finished { .. }
                    | Entry::Drilled { .. }
                    | Entry::Planned(_) => {}
                }
            }
        });
        match committed {
            // A lesson that has changed since may ask for other numbers.
            Some((seed, Committed::Values(values))) if values.len() == lesson.prediction.len() => {
                self.seed.set(seed);
                self.way.set(Way::Numbers);
                self.values.set(values);
                self.start(First::Rest, !scored);
            }
            Some((seed, Committed::Changes(changes))) => {
                self.seed.set(seed);
                self.way.set(Way::Draw);
                self.draft.update(|draft| draft.take_up(changes));
                self.start(First::Rest, !scored);
            }
            _ => {}
        }
    }

    /// A question that was given up stays so.
    fn take_up_end(self, lesson: &Lesson, question: &str) {
        let index = lesson.questions.iter().position(|q| q.id == question);
        if let Some(quiz) = index.and_then(|index| self.quiz(index)) {
            quiz.closed.set(true);
        }
    }

    fn take_up_answer(self, lesson: &Lesson, question: &str, line: &str) {
        let at = |asked: &Question| asked.id == question;
        let Some(index) = lesson.questions.iter().position(at) else {
            return;
        };
        let answer = Answer::decode(&lesson.questions[index], line);
        if let (Some(quiz), Some(answer)) = (self.quiz(index), answer) {
            quiz.answers.update(|answers| answers.push(answer.clone()));
            quiz.mark(answer);
        }
    }
}

/// A prediction of the records.
enum Committed {
    Values(Vec<f64>),
    Changes(Vec<(u32, u32)>),
}

/// What the lab does with a new run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// Plays it.
    Play,
    /// Shows it whole, the playhead at its end.
    Rest,
}
