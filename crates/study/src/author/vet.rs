//! What only a simulation can say: that keys hold, that the start is worth a lesson, that a
//! prediction can be made.

use std::fmt;
use std::path::Path;

use headroom_engine::run::Run;
use headroom_engine::simulate;
use headroom_model::scenario::{Scenario, Seed};
use headroom_scenario::Severity;

use super::parallel;
use super::problem::{LessonProblem, code};
use crate::choice::{Choice, Goal};
use crate::key::{Doubt, Key, MARGIN, Measured, Tally, Trial};
use crate::lesson::Lesson;
use crate::prediction::{Credit, PredictionField, credit};

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
}

/// `spiky-traffic/which-change: min-capacity-8 over 20 seeds`.
impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seeds = self.key.by_option.first().map_or(0, |o| o.seeds);
        let Checked {
            lesson,
            question,
            right,
            ..
        } = self;
        let doubt = if self.key.clear() { "" } else { ", in doubt" };
        write!(f, "{lesson}/{question}: {right} over {seeds} seeds{doubt}")
    }
}

/// Seeds of the start when no question asks for more [D].
const SEEDS: u32 = 20;

/// One simulation.
struct Job<'a> {
    lesson: usize,
    place: Place,
    scenario: &'a Scenario,
    seed: Seed,
}

#[derive(Clone, Copy)]
enum Place {
    /// The lesson as it stands.
    Start,
    /// (question, option).
    Option(usize, usize),
}

/// What is kept of one simulation.
enum Kept {
    /// Predicted quantities in the order of the fields, and each question's goal.
    Start(Vec<Option<f64>>, Vec<Measured>),
    Option(Measured),
}

/// Simulates every start and every option of `lessons`, which lie in `dir`.
pub fn vet(dir: &Path, lessons: &[Lesson]) -> (Vec<Checked>, Vec<LessonProblem>) {
    let jobs: Vec<Job<'_>> = (0..).zip(lessons).flat_map(|(i, l)| jobs(i, l)).collect();
    let kept = parallel::each(&jobs, |job| {
        keep(
            &lessons[job.lesson],
            job.place,
            &simulate(job.scenario, job.seed),
        )
    });
    let mut findings = Findings {
        dir,
        checked: Vec::new(),
        problems: Vec::new(),
    };
    for (i, lesson) in lessons.iter().enumerate() {
        let of_lesson = jobs.iter().zip(&kept).filter(|(job, _)| job.lesson == i);
        let mut tallies: Vec<Tally> = lesson.questions.iter().map(Tally::new).collect();
        let mut starts = Vec::new();
        for (job, kept) in of_lesson {
            match (job.place, kept) {
                (Place::Option(question, option), Kept::Option(measured)) => {
                    let seed = job.seed;
                    tallies[question].add_measured(Trial { option, seed }, *measured);
                }
                (_, Kept::Start(predicted, goals)) => starts.push((job.seed, predicted, goals)),
                (Place::Start, Kept::Option(_)) => {}
            }
        }
        for (q, (choice, tally)) in lesson.questions.iter().zip(&tallies).enumerate() {
            let goals: Vec<Measured> = starts.iter().map(|(_, _, goals)| goals[q]).collect();
            let start = &goals[..goals.len().min(choice.seeds as usize)];
            findings.question(lesson, choice, tally, start);
        }
        for (f, field) in lesson.prediction.iter().enumerate() {
            let values: Vec<_> = starts.iter().map(|(seed, p, _)| (*seed, p[f])).collect();
            findings.prediction(lesson, field, &values);
        }
    }
    (findings.checked, findings.problems)
}

fn jobs(index: usize, lesson: &Lesson) -> Vec<Job<'_>> {
    let job = |place, scenario, seed| Job {
        lesson: index,
        place,
        scenario,
        seed,
    };
    let most = lesson.questions.iter().map(|q| q.seeds).max().unwrap_or(0);
    let first = lesson.scenario.seed;
    let seeds = (0..u64::from(most.max(SEEDS))).map(|n| first.nth(n));
    let mut jobs: Vec<_> = seeds
        .map(|s| job(Place::Start, &lesson.scenario, s))
        .collect();
    for (q, choice) in lesson.questions.iter().enumerate() {
        for trial in Tally::new(choice).trials() {
            let scenario = &choice.options[trial.option].scenario;
            jobs.push(job(Place::Option(q, trial.option), scenario, trial.seed));
        }
    }
    jobs
}

fn keep(lesson: &Lesson, place: Place, run: &Run) -> Kept {
    match place {
        Place::Start => {
            let fields = lesson.prediction.iter();
            let goals = lesson.questions.iter();
            Kept::Start(
                fields.map(|field| field.quantity.measure(run)).collect(),
                goals.map(|choice| Measured::of(choice.goal, run)).collect(),
            )
        }
        Place::Option(question, _) => {
            Kept::Option(Measured::of(lesson.questions[question].goal, run))
        }
    }
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

    /// Whether the key holds, the start misses the goal, and the right option meets it.
    fn question(&mut self, lesson: &Lesson, choice: &Choice, tally: &Tally, start: &[Measured]) {
        let id = &choice.id;
        let Some(key) = tally.key() else {
            let text = format!("question {id}: no option can be right");
            return self.refuse(lesson, code::E_NO_KEY, text);
        };
        if let Some(doubt) = key.doubt {
            let (code, why) = in_words(choice, &key, doubt);
            self.refuse(lesson, code, format!("question {id}: {why}"));
        }
        let right = &choice.options[key.right];
        let outcome = &key.by_option[key.right];
        if start.iter().any(|m| m.slo_met) {
            let text = format!("question {id}: the lesson's scenario meets the SLO under a seed");
            self.refuse(lesson, code::E_START_MEETS_GOAL, text);
        }
        if right.scenario.slo.is_some() && outcome.slo_met < outcome.seeds {
            let (met, of) = (outcome.slo_met, outcome.seeds);
            let text = format!(
                "question {id}: {} meets the SLO in {met} of {of} runs",
                right.id
            );
            self.refuse(lesson, code::E_RIGHT_MISSES_SLO, text);
        }
        if matches!(choice.goal, Goal::Lowest(_)) {
            let mean = start.iter().map(|m| m.value).sum::<f64>() / start.len() as f64;
            // Written so that a start that never reaches the quantity counts as far away.
            if mean * (1.0 - MARGIN) <= outcome.value.mean {
                let text = format!(
                    "question {id}: the lesson's scenario comes to {mean}, {} to {}",
                    right.id, outcome.value.mean
                );
                self.refuse(lesson, code::E_START_MEETS_GOAL, text);
            }
        }
        self.checked.push(Checked {
            lesson: lesson.id.clone(),
            question: id.clone(),
            right: right.id.clone(),
            key,
        });
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

fn in_words(choice: &Choice, key: &Key, doubt: Doubt) -> (&'static str, String) {
    let id = |option: usize| choice.options[option].id.as_str();
    let right = id(key.right);
    match doubt {
        Doubt::Flips { seed, other } => {
            let seed = choice
                .first_seed()
                .map_or(0, |s| s.nth(u64::from(seed)).get());
            let text = format!(
                "{right} is right on average, under seed {seed} {} is as good or better",
                id(other)
            );
            (code::E_KEY_FLIPS, text)
        }
        Doubt::Close { other, gap } => {
            let percent = gap * 100.0;
            let text = format!("{right} is only {percent:.1} % better than {}", id(other));
            (code::E_KEY_CLOSE, text)
        }
        Doubt::SometimesMeets { other, met } => {
            let text = format!(
                "{} is cheaper than {right} and meets the SLO in {met} runs",
                id(other)
            );
            (code::E_KEY_FLIPS, text)
        }
    }
}
