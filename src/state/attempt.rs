//! One attempt at a lesson: predict, run, explain, answer.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::{Scenario, Seed};
use headroom_study::prediction::{self, PredictionScore};
use headroom_study::record::{Entry, Record};
use headroom_study::{Lesson, Question};
use leptos::prelude::*;

use super::{Desk, KeyState, Lab, Quiz};
use crate::platform::{clock, entropy};
use crate::runner::client::{KeyNews, RunNews};

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
    /// That of an option of a question: their numbers.
    Option(usize, usize),
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
    /// The seed of the run; also what the next run will have.
    pub seed: RwSignal<Seed>,
    /// The learner's own run.
    pub run: RwSignal<Option<Arc<Run>>>,
    /// The prediction against the run.
    pub score: RwSignal<Option<PredictionScore>>,
    /// The run is a further one, with another seed than the one that was scored.
    pub further: RwSignal<bool>,
    /// The lesson's questions.
    pub quizzes: StoredValue<Vec<Quiz>>,
    /// Which run the lab shows.
    pub on_show: RwSignal<OnShow>,
    /// The lab.
    pub lab: Lab,
    desk: Desk,
}

impl Attempt {
    /// Takes up the last attempt of the records, or begins a first one.
    pub fn open(desk: Desk, lesson: Arc<Lesson>) -> Attempt {
        let attempt = Attempt {
            phase: RwSignal::new(Phase::Predicting),
            values: RwSignal::new(lesson.prediction.iter().map(|f| f.start).collect()),
            seed: RwSignal::new(lesson.scenario.seed),
            run: RwSignal::new(None),
            score: RwSignal::new(None),
            further: RwSignal::new(false),
            quizzes: StoredValue::new(lesson.questions.iter().map(|_| Quiz::new()).collect()),
            on_show: RwSignal::new(OnShow::Own),
            lab: Lab::new(Arc::new(lesson.scenario.clone())),
            lesson: StoredValue::new(lesson),
            desk,
        };
        attempt.take_up();
        attempt
    }

    /// Commits the prediction and runs.
    pub fn commit(self) {
        self.further.set(false);
        let lesson = self.lesson.get_value();
        self.append(Entry::Predicted {
            lesson: lesson.id.clone(),
            seed: self.seed.get_untracked(),
            values: self.values.get_untracked(),
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

    /// Runs an option of a question with the learner's seed and shows it in the lab.
    pub fn show_option(self, question: usize, option: usize) {
        let lesson = self.lesson.get_value();
        let world = lesson.questions.get(question).and_then(|asked| {
            let chosen = asked.choosables().get(option)?;
            asked.worlds.get(chosen.stand.world()?)
        });
        let Some(world) = world else {
            return;
        };
        let scenario = Arc::new(world.scenario.clone());
        let seed = self.seed.get_untracked();
        let kept = scenario.clone();
        self.desk.engine().run(&scenario, seed, move |news| {
            if let RunNews::Done(run) = news {
                self.lab.show(kept.clone(), run);
                self.on_show.set(OnShow::Option(question, option));
            }
        });
    }

    /// Checks the marked option of a question: at once when its key is known, else when it comes.
    pub fn check(self, question: usize) {
        let Some(quiz) = self.quiz(question) else {
            return;
        };
        quiz.waiting.set(quiz.chosen.get_untracked());
        self.judge(question);
    }

    /// The state of a question.
    pub fn quiz(self, question: usize) -> Option<Quiz> {
        self.quizzes.with_value(|all| all.get(question).copied())
    }

    /// Whether every question is answered rightly.
    pub fn finished(self) -> bool {
        self.quizzes.get_value().into_iter().all(Quiz::solved)
    }

    /// Whether the run stands and was played to its end, or the play was skipped.
    pub fn seen(self) -> bool {
        self.phase.get() == Phase::Ran && !self.lab.revealing.get()
    }

    /// Whether the learner is at the questions: an option is marked or checked.
    pub fn answering(self) -> bool {
        self.quizzes
            .get_value()
            .into_iter()
            .any(|quiz| quiz.chosen.get().is_some())
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
        let score = self.lesson.with_value(|lesson| {
            prediction::grade(&lesson.prediction, &self.values.get_untracked(), &run)
        });
        if scored {
            self.append(Entry::Scored {
                lesson: self.lesson.with_value(|lesson| lesson.id.clone()),
                seed: run.seed,
                points: score.points,
                of: score.of,
            });
        }
        self.score.set(Some(score));
        self.lab.show(scenario, run.clone());
        self.run.set(Some(run));
        self.phase.set(Phase::Ran);
        match first {
            First::Play => self.lab.play(),
            First::Rest => self.lab.rest(),
        }
        self.simulate_keys(0);
    }

    /// Simulates the keys of the questions from `question` on, one after the other, while the
    /// learner reads.
    fn simulate_keys(self, question: usize) {
        let lesson = self.lesson.get_value();
        let (Some(quiz), Some(choice)) = (self.quiz(question), lesson.questions.get(question))
        else {
            return;
        };
        if matches!(quiz.key.get_untracked(), KeyState::Known(_)) {
            return self.simulate_keys(question + 1);
        }
        self.desk.engine().key(choice, move |news| match news {
            KeyNews::Progress(done, of) => quiz.key.set(KeyState::Trying(done, of)),
            KeyNews::Done(key) => {
                quiz.key.set(KeyState::Known(key));
                self.judge(question);
                self.simulate_keys(question + 1);
            }
        });
    }

    /// Judges the option that waits, if the key is known.
    fn judge(self, question: usize) {
        let Some(quiz) = self.quiz(question) else {
            return;
        };
        let KeyState::Known(key) = quiz.key.get_untracked() else {
            return;
        };
        let Some(option) = quiz.waiting.get_untracked() else {
            return;
        };
        quiz.waiting.set(None);
        let Some(key) = key else {
            return;
        };
        quiz.answers.update(|answers| answers.push(option));
        let lesson = self.lesson.get_value();
        let named = lesson.questions.get(question);
        let named = named.and_then(|asked| Some((asked, asked.choosables().get(option)?)));
        if let Some((asked, chosen)) = named {
            self.append(Entry::Answered {
                lesson: lesson.id.clone(),
                question: asked.id.clone(),
                option: chosen.id.clone(),
                correct: key.is_right(option),
                confidence: None,
            });
        }
        if key.is_right(option) && self.finished() {
            self.append(Entry::Finished {
                lesson: lesson.id.clone(),
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
        let mut predicted = None;
        let mut scored = false;
        self.desk.notebook.records.with_untracked(|records| {
            for record in records {
                match record.entry() {
                    Entry::Predicted {
                        lesson: id,
                        seed,
                        values,
                    } if *id == lesson.id => {
                        predicted = Some((*seed, values.clone()));
                        scored = false;
                    }
                    Entry::Scored { lesson: id, .. } if *id == lesson.id => scored = true,
                    Entry::Answered {
                        lesson: id,
                        question,
                        option,
                        ..
                    } if *id == lesson.id => self.take_up_answer(&lesson, question, option),
                    _ => {}
                }
            }
        });
        // A lesson that has changed since may ask for other numbers.
        let fits = |(_, values): &(Seed, Vec<f64>)| values.len() == lesson.prediction.len();
        if let Some((seed, values)) = predicted.filter(fits) {
            self.seed.set(seed);
            self.values.set(values);
            self.start(First::Rest, !scored);
        }
    }

    fn take_up_answer(self, lesson: &Lesson, question: &str, option: &str) {
        let at = |asked: &Question| asked.id == question;
        let Some(index) = lesson.questions.iter().position(at) else {
            return;
        };
        let options = lesson.questions[index].choosables();
        let option = options.iter().position(|o| o.id == option);
        if let (Some(quiz), Some(option)) = (self.quiz(index), option) {
            quiz.answers.update(|answers| answers.push(option));
            quiz.chosen.set(Some(option));
        }
    }
}

/// What the lab does with a new run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// Plays it.
    Play,
    /// Shows it whole, the playhead at its end.
    Rest,
}
