//! What only a simulation can say: that keys hold, that wrong options fail for their reasons, that
//! claims are so, that the start is worth a lesson, that a prediction can be made.

mod ends;
mod findings;
mod summary;

use std::collections::BTreeMap;
use std::path::Path;

use headroom_model::scenario::Seed;

use super::families;
use super::folder::Compiled;
use super::lab::{self, Count, Lab, World};
use super::problem::{LessonProblem, code};
use super::same::asks;
use crate::figure::Figure;
use crate::key::{Key, Measured, SWEPT_SEEDS, Tally};
use crate::parameter::Variation;
use crate::predicate::{Predicate, Whose};
use crate::question::{Kind, Question};
use findings::Findings;

pub use summary::{Checked, Summary};

/// Seeds that decide a key.
const SEEDS: u32 = SWEPT_SEEDS;
/// Seeds of each variation of the uncertain parameters [D].
const VARIED_SEEDS: u32 = 5;

/// What a check by simulation found.
pub struct Vetted {
    /// Keys, in the order of the course.
    pub checked: Vec<Checked>,
    /// Lessons, in the order of the course.
    pub summaries: Vec<Summary>,
    /// Everything that is wrong.
    pub problems: Vec<LessonProblem>,
    /// Runs that it took.
    pub count: Count,
}

/// The worlds of a question in the lab: as they are, and varied.
struct Plan {
    worlds: Vec<World>,
    varied: Vec<(Variation, Question, Vec<World>)>,
    ends: Vec<ends::End>,
    families: families::Plan,
}

/// Simulates every world of every question of `lessons`, which lie in `dir`.
pub fn vet(dir: &Path, lessons: &[Compiled]) -> Vetted {
    let mut lab = Lab::default();
    let plans: Vec<Vec<Plan>> = lessons
        .iter()
        .map(|lesson| plan(&mut lab, lesson))
        .collect();
    lab.work(lab::cache(dir).as_deref());
    let mut findings = Findings {
        dir,
        checked: Vec::new(),
        problems: Vec::new(),
    };
    let mut summaries = Vec::new();
    let mut asked: BTreeMap<String, String> = BTreeMap::new();
    for (compiled, plans) in lessons.iter().zip(&plans) {
        let lesson = &compiled.lesson;
        let before = findings.checked.len();
        findings.goal(&mut lab, compiled);
        for claim in &compiled.claims {
            findings.claim(&mut lab, compiled, claim);
        }
        let start = lab.world(&lesson.scenario);
        for (field, line) in lesson.prediction.iter().zip(&compiled.prediction_lines) {
            let figure = field.quantity.figure();
            let seeds = (0..SEEDS).map(|n| lesson.scenario.seed.nth(n.into()));
            let values: Vec<_> = seeds.map(|s| (s, lab.value(start, s, &figure))).collect();
            findings.prediction(compiled, *line, field, &values);
        }
        for (authored, plan) in compiled.questions.iter().zip(plans) {
            findings.question(&lab, compiled, authored, plan);
            let here = format!("{}/{}", lesson.id, authored.question.id);
            let same = asks(&authored.question);
            if let Some(other) = asked.get(&same) {
                let text = format!(
                    "question {}: {other} asks the same of the same runs, or of the same fact",
                    authored.question.id
                );
                findings.refuse(compiled, authored.line, code::E_DUPLICATE_QUESTION, text);
            } else {
                asked.insert(same, here);
            }
        }
        let margins = findings.checked[before..].iter().filter_map(|c| c.margin);
        summaries.push(Summary {
            lesson: lesson.id.clone(),
            questions: lesson.questions.len(),
            claims: compiled.claims.len(),
            narrowest: margins.reduce(f64::min),
        });
    }
    Vetted {
        checked: findings.checked,
        summaries,
        problems: findings.problems,
        count: lab.count,
    }
}

/// Asks the lab for everything that the checks of a lesson will look at.
fn plan(lab: &mut Lab, compiled: &Compiled) -> Vec<Plan> {
    let lesson = &compiled.lesson;
    let start = lab.world(&lesson.scenario);
    let solution = lab.world(&compiled.solution.scenario);
    let predicted: Vec<Figure> = lesson
        .prediction
        .iter()
        .map(|f| f.quantity.figure())
        .collect();
    let figures = |says: &Predicate| -> Vec<Figure> {
        says.figures().into_iter().map(|(_, f)| f.clone()).collect()
    };
    let goal = figures(&compiled.goal);
    for n in 0..SEEDS {
        let seed = lesson.scenario.seed.nth(n.into());
        lab.want(start, seed, predicted.iter().chain(&goal));
        lab.want(solution, seed, &goal);
        for claim in &compiled.claims {
            let holds = figures(&claim.holds);
            let world = lab.world(&claim.world.scenario);
            lab.want(world, seed, &holds);
            lab.want(start, seed, &holds);
        }
    }
    compiled
        .questions
        .iter()
        .map(|authored| {
            let question = &authored.question;
            let mut wanted = question.figures();
            for reason in &authored.reasons {
                wanted.extend(figures(&reason.says));
            }
            let worlds = question.worlds.iter().map(|w| lab.world(&w.scenario));
            let worlds: Vec<World> = worlds.collect();
            let want = |lab: &mut Lab, question: &Question, worlds: &[World], seeds| {
                for trial in Tally::new(question, seeds).trials() {
                    lab.want(worlds[trial.world], trial.seed, &wanted);
                }
            };
            want(lab, question, &worlds, SEEDS);
            let mut plan = Plan {
                families: families::Plan::new(lab, question, &worlds),
                ends: ends::plan(lab, lesson, question, &wanted),
                worlds,
                varied: Vec::new(),
            };
            for (_, variation) in Variation::ALL {
                if !question.is_simulated()
                    || question.fragile.iter().any(|f| f.under == variation)
                    // Numbers of a run change with the run; only which is right must not.
                    || matches!(question.kind, Kind::Numeric(_) | Kind::Prediction(_))
                {
                    continue;
                }
                let mut varied = question.clone();
                for world in &mut varied.worlds {
                    world.scenario = variation.apply(&world.scenario);
                }
                let worlds = varied.worlds.iter().map(|w| lab.world(&w.scenario));
                let worlds: Vec<World> = worlds.collect();
                want(lab, &varied, &worlds, VARIED_SEEDS);
                plan.varied.push((variation, varied, worlds));
            }
            plan
        })
        .collect()
}

/// The key of a question from the lab's figures.
fn key(lab: &Lab, question: &Question, worlds: &[World], seeds: u32) -> Option<Key> {
    let figures = question.figures();
    let mut tally = Tally::new(question, seeds);
    let trials: Vec<_> = tally.trials().collect();
    for trial in trials {
        let value = |figure| lab.value(worlds[trial.world], trial.seed, figure);
        tally.add_measured(trial, Measured(figures.iter().map(value).collect()));
    }
    tally.key()
}

/// In how many of the first seeds `says` holds of `world`; and the first in which it does not.
fn held(
    lab: &Lab,
    world: World,
    start: World,
    first: Seed,
    says: &Predicate,
) -> (u32, Option<Seed>) {
    let holds = |seed: Seed| {
        says.holds_with(&|whose, figure: &Figure| match whose {
            Whose::Own => lab.value(world, seed, figure),
            Whose::Start => lab.value(start, seed, figure),
        })
    };
    let seeds = || (0..SEEDS).map(|n| first.nth(n.into()));
    let held = seeds().filter(|seed| holds(*seed)).count();
    (held as u32, seeds().find(|seed| !holds(*seed)))
}
