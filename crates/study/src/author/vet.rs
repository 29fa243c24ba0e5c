//! What only a simulation can say: that keys hold, that the start is worth a lesson, that a
//! prediction can be made.

use std::fmt;
use std::path::Path;

use headroom_engine::simulate;
use headroom_model::scenario::{Scenario, Seed};
use headroom_scenario::Severity;

use super::parallel;
use super::problem::{LessonProblem, code};
use crate::key::{Doubt, Key, MARGIN, Measured, Right, Tally, Trial};
use crate::lesson::Lesson;
use crate::parameter::Variation;
use crate::prediction::{Credit, PredictionField, credit};
use crate::question::{Basis, Choice, Fragile, Goal, Kind, Question};

/// A key that was simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The lesson's id.
    pub lesson: String,
    /// The question's id.
    pub question: String,
    /// The right option's id.
    pub right: String,
    /// The key itself.
    pub key: Key,
    /// What it is said not to survive, and why.
    pub fragile: Vec<Fragile>,
}

/// `spiky-traffic/which-change: min-capacity-8 over 20 seeds`.
impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seeds = self.key.runs.seeds();
        let Checked {
            lesson,
            question,
            right,
            ..
        } = self;
        let doubt = if self.key.clear() { "" } else { ", in doubt" };
        write!(f, "{lesson}/{question}: {right} over {seeds} seeds{doubt}")?;
        for Fragile { under, reason } in &self.fragile {
            write!(f, "\n    not with {}: {reason}", under.words())?;
        }
        Ok(())
    }
}

/// Seeds that decide a key [D].
const SEEDS: u32 = 20;
/// Seeds of each variation of the uncertain parameters [D].
const VARIED_SEEDS: u32 = 5;

/// One simulation.
struct Job<'a> {
    lesson: usize,
    question: usize,
    scenario: &'a Scenario,
    trial: Trial,
}

/// Simulates every world of every question of `lessons`, which lie in `dir`.
pub fn vet(dir: &Path, lessons: &[Lesson]) -> (Vec<Checked>, Vec<LessonProblem>) {
    let mut jobs = Vec::new();
    for (l, lesson) in lessons.iter().enumerate() {
        for (q, question) in lesson.questions.iter().enumerate() {
            jobs.extend(Tally::new(question, SEEDS).trials().map(|trial| Job {
                lesson: l,
                question: q,
                scenario: &question.worlds[trial.world].scenario,
                trial,
            }));
        }
    }
    let kept = parallel::each(&jobs, |job| {
        let run = simulate(job.scenario, job.trial.seed);
        let lesson = &lessons[job.lesson];
        let fields = lesson.prediction.iter();
        let predicted: Vec<_> = fields.map(|field| field.quantity.measure(&run)).collect();
        (
            Measured::of(&lesson.questions[job.question], &run),
            predicted,
        )
    });
    let mut findings = Findings {
        dir,
        checked: Vec::new(),
        problems: Vec::new(),
    };
    for (l, lesson) in lessons.iter().enumerate() {
        for (q, question) in lesson.questions.iter().enumerate() {
            let mut tally = Tally::new(question, SEEDS);
            let of_question = jobs.iter().zip(&kept);
            let of_question = of_question.filter(|(job, _)| (job.lesson, job.question) == (l, q));
            for (job, (measured, _)) in of_question {
                tally.add_measured(job.trial, measured.clone());
            }
            findings.question(lesson, question, &tally);
        }
        for (f, field) in lesson.prediction.iter().enumerate() {
            let starts = jobs.iter().zip(&kept);
            let starts =
                starts.filter(|(job, _)| (job.lesson, job.question, job.trial.world) == (l, 0, 0));
            let values: Vec<_> = starts.map(|(job, (_, p))| (job.trial.seed, p[f])).collect();
            findings.prediction(lesson, field, &values);
        }
    }
    (findings.checked, findings.problems)
}

struct Findings<'a> {
    dir: &'a Path,
    checked: Vec<Checked>,
    problems: Vec<LessonProblem>,
}

impl Findings<'_> {
    fn refuse(&mut self, lesson: &Lesson, code: &'static str, text: String) {
        self.problems.push(LessonProblem {
            lesson: Some(lesson.id.clone()),
            file: self.dir.join(&lesson.id).join("lesson.toml"),
            line: None,
            severity: Severity::Error,
            code,
            text,
        });
    }

    /// Whether the key holds.
    fn question(&mut self, lesson: &Lesson, question: &Question, tally: &Tally) {
        let id = &question.id;
        let Some(key) = tally.key() else {
            let text = format!("question {id}: no option can be right");
            return self.refuse(lesson, code::E_NO_KEY, text);
        };
        if let Some(doubt) = key.doubt {
            let code = match doubt {
                Doubt::Close { .. } => code::E_KEY_CLOSE,
                _ => code::E_KEY_FLIPS,
            };
            self.refuse(lesson, code, format!("question {id}: {doubt:?}"));
        }
        let right = key
            .right_option()
            .and_then(|o| question.choosables().get(o));
        let world = right.and_then(|option| option.stand.world()).unwrap_or(0);
        let judged = question.worlds.iter().all(|w| w.scenario.slo.is_some());
        let (met, of) = (key.runs.slo_met(world), key.runs.seeds());
        if judged && key.runs.slo_met(0) > 0 {
            let text = format!("question {id}: the lesson's scenario meets the SLO under a seed");
            self.refuse(lesson, code::E_START_MEETS_GOAL, text);
        }
        if judged && met < of {
            let text =
                format!("question {id}: the right option meets the SLO in {met} of {of} runs");
            self.refuse(lesson, code::E_RIGHT_MISSES_SLO, text);
        }
        if let Kind::Choice(Choice {
            basis: Basis::Best(Goal::Lowest(figure)),
            ..
        }) = &question.kind
        {
            let mean = |world| key.runs.spread(world, figure).map(|s| s.mean);
            if let (Some(start), Some(best)) = (mean(0), mean(world))
                && start * (1.0 - MARGIN) <= best
            {
                let text = format!(
                    "question {id}: the lesson's scenario comes to {start}, the right option to {best}"
                );
                self.refuse(lesson, code::E_START_MEETS_GOAL, text);
            }
        }
        let right = right.map_or("", |option| &option.id);
        self.robust(lesson, question, &key);
        self.checked.push(Checked {
            lesson: lesson.id.clone(),
            question: id.clone(),
            right: right.to_owned(),
            fragile: question.fragile.clone(),
            key,
        });
    }

    /// Whether the key stays what it is when the uncertain parameters vary.
    fn robust(&mut self, lesson: &Lesson, question: &Question, key: &Key) {
        let stated = |variation| question.fragile.iter().any(|f| f.under == variation);
        for (_, variation) in Variation::ALL {
            if stated(variation) || !question.is_simulated() {
                continue;
            }
            let mut varied = question.clone();
            for world in &mut varied.worlds {
                world.scenario = variation.apply(&world.scenario);
            }
            let mut tally = Tally::new(&varied, VARIED_SEEDS);
            let trials: Vec<Trial> = tally.trials().collect();
            let measured = parallel::each(&trials, |trial| {
                let world = &varied.worlds[trial.world];
                Measured::of(&varied, &simulate(&world.scenario, trial.seed))
            });
            for (trial, measured) in trials.into_iter().zip(measured) {
                tally.add_measured(trial, measured);
            }
            let holds = tally.key().is_some_and(|varied| {
                // A number of the run changes with the run; which option is right must not.
                let is_number = matches!(varied.right, Right::Number(_) | Right::Values(_));
                let flips = !matches!(varied.doubt, None | Some(Doubt::Close { .. }));
                is_number || (varied.right == key.right && !flips)
            });
            if !holds {
                let text = format!(
                    "question {}: with {} the key is another one or none; change the question, or \
                     state it under fragile with a reason",
                    question.id,
                    variation.words()
                );
                self.refuse(lesson, code::E_KEY_NOT_ROBUST, text);
            }
        }
    }

    /// Whether the number can be predicted, and is not there already.
    fn prediction(
        &mut self,
        lesson: &Lesson,
        field: &PredictionField,
        values: &[(Seed, Option<f64>)],
    ) {
        let of = &field.prompt;
        for (seed, value) in values {
            let seed = seed.get();
            let Some(value) = *value else {
                let text = format!("{of}: under seed {seed} the run has no such figure");
                return self.refuse(lesson, code::E_OUT_OF_REACH, text);
            };
            if credit(field.quantity, nearest(field, value), value) != Credit::Full {
                let text = format!(
                    "{of}: under seed {seed} the run says {value}, which no step of the field comes near"
                );
                return self.refuse(lesson, code::E_OUT_OF_REACH, text);
            }
            if credit(field.quantity, field.start, value) == Credit::Full {
                let text = format!(
                    "{of}: the field starts at {}, which is right under seed {seed}",
                    field.start
                );
                return self.refuse(lesson, code::E_START_IS_ANSWER, text);
            }
        }
    }
}

/// What the field's steps come nearest to `value`.
fn nearest(field: &PredictionField, value: f64) -> f64 {
    let steps = ((value - field.min) / field.step).round();
    (field.min + steps * field.step).clamp(field.min, field.max)
}
