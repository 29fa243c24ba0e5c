//! What only a simulation can say: that keys hold, that wrong options fail for their reasons, that
//! claims are so, that the start is worth a lesson, that a prediction can be made.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use headroom_model::scenario::Seed;
use headroom_scenario::Severity;

use super::folder::{Claim, Compiled};
use super::lab::{self, Count, Lab, World};
use super::problem::{LessonProblem, code};
use super::questions::Authored;
use super::say;
use crate::figure::Figure;
use crate::key::{Doubt, Key, MARGIN, Measured, Right, Tally};
use crate::parameter::Variation;
use crate::predicate::{Predicate, Whose};
use crate::prediction::{Credit, PredictionField, credit};
use crate::question::{Basis, Choice, Fragile, Goal, Kind, Numeric, Question, Test};

/// A key that was simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The lesson's id.
    pub lesson: String,
    /// The question's id.
    pub question: String,
    /// Its kind's word.
    pub kind: &'static str,
    /// What is right, by ids.
    pub right: String,
    /// How far the nearest rival is, as a share; `None` where nothing is compared.
    pub margin: Option<f64>,
    /// The key itself.
    pub key: Key,
    /// What it is said not to survive, and why.
    pub fragile: Vec<Fragile>,
}

/// `spiky-traffic/which-change (choice): min-capacity-8 over 20 seeds, margin 100 %`.
impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seeds = self.key.runs.seeds();
        let Checked {
            lesson,
            question,
            kind,
            right,
            ..
        } = self;
        write!(f, "{lesson}/{question} ({kind}): {right}")?;
        if seeds > 0 {
            write!(f, " over {seeds} seeds")?;
        } else {
            write!(f, " by fact")?;
        }
        if let Some(margin) = self.margin {
            write!(f, ", margin {:.0} %", margin * 100.0)?;
        }
        if !self.key.clear() {
            write!(f, ", in doubt")?;
        }
        for Fragile { under, reason } in &self.fragile {
            write!(f, "\n    not with {}: {reason}", under.words())?;
        }
        Ok(())
    }
}

/// What was checked of one lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Its id.
    pub lesson: String,
    /// How many questions it has.
    pub questions: usize,
    /// How many claims hold.
    pub claims: usize,
    /// The smallest margin of its keys.
    pub narrowest: Option<f64>,
}

/// `spiky-traffic: 6 questions and 5 claims over 20 seeds, narrowest margin 12 %`.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let Summary {
            lesson,
            questions,
            claims,
            narrowest,
        } = self;
        let (q, c) = (plural(*questions), plural(*claims));
        write!(
            f,
            "{lesson}: {questions} question{q} and {claims} claim{c} over {SEEDS} seeds"
        )?;
        match narrowest {
            Some(margin) => write!(f, ", narrowest margin {:.0} %", margin * 100.0),
            None => Ok(()),
        }
    }
}

/// Seeds that decide a key [D].
const SEEDS: u32 = 20;
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
            if let Some(other) = asked.get(&say::asks(&authored.question)) {
                let text = format!(
                    "question {}: {other} asks the same of the same runs, or of the same fact",
                    authored.question.id
                );
                findings.refuse(compiled, authored.line, code::E_DUPLICATE_QUESTION, text);
            } else {
                asked.insert(say::asks(&authored.question), here);
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

struct Findings<'a> {
    dir: &'a Path,
    checked: Vec<Checked>,
    problems: Vec<LessonProblem>,
}

impl Findings<'_> {
    fn refuse(&mut self, compiled: &Compiled, line: u32, code: &'static str, text: String) {
        let id = &compiled.lesson.id;
        self.problems.push(LessonProblem {
            lesson: Some(id.clone()),
            file: self.dir.join(id).join("lesson.toml"),
            line: Some(line),
            severity: Severity::Error,
            code,
            text,
        });
    }

    /// Whether the start misses the goal and the solution meets it.
    fn goal(&mut self, lab: &mut Lab, compiled: &Compiled) {
        let (goal, line) = (&compiled.goal, compiled.solution_line);
        let scenario = &compiled.lesson.scenario;
        let start = lab.world(scenario);
        let solution = lab.world(&compiled.solution.scenario);
        let (met, _) = held(lab, start, start, scenario.seed, goal);
        if met > 0 {
            let text = format!(
                "the lesson's own scenario meets the goal ({goal}) in {met} of {SEEDS} runs"
            );
            self.refuse(compiled, line, code::E_START_MEETS_GOAL, text);
        }
        let (met, misses) = held(lab, solution, start, scenario.seed, goal);
        if let Some(seed) = misses {
            let text = format!(
                "the solution {} meets the goal ({goal}) in {met} of {SEEDS} runs, and not under seed {}",
                compiled.solution.id,
                seed.get()
            );
            self.refuse(compiled, line, code::E_SOLUTION_MISSES, text);
        }
    }

    fn claim(&mut self, lab: &mut Lab, compiled: &Compiled, claim: &Claim) {
        let first = compiled.lesson.scenario.seed;
        let start = lab.world(&compiled.lesson.scenario);
        let world = lab.world(&claim.world.scenario);
        let (met, misses) = held(lab, world, start, first, &claim.holds);
        if let Some(seed) = misses {
            let kind = claim.kind.map_or("the run", |kind| kind.label());
            let text = format!(
                "{:?} ({kind}) is not borne out: {} holds in {met} of {SEEDS} runs of {}, and not under seed {}",
                claim.text,
                claim.holds,
                claim.world.id,
                seed.get()
            );
            self.refuse(compiled, claim.line, code::E_CLAIM_FALSE, text);
        }
    }

    /// Whether the key holds.
    fn question(&mut self, lab: &Lab, compiled: &Compiled, authored: &Authored, plan: &Plan) {
        let Authored { question, line, .. } = authored;
        let (id, line) = (&question.id, *line);
        let Some(key) = key(lab, question, &plan.worlds, SEEDS) else {
            let text = format!("question {id}: nothing can be right");
            return self.refuse(compiled, line, code::E_NO_KEY, text);
        };
        if let Some(doubt) = &key.doubt {
            let code = match doubt {
                Doubt::Close { .. } => code::E_KEY_CLOSE,
                _ => code::E_KEY_FLIPS,
            };
            let why = say::doubt(doubt, question, key.runs.seeds());
            self.refuse(compiled, line, code, format!("question {id}: {why}"));
        }
        self.start(compiled, authored, &key);
        self.wrong_options(compiled, authored, &key, lab, plan);
        self.inputs(compiled, authored, &key);
        self.robust(compiled, authored, &key, lab, plan);
        self.checked.push(Checked {
            lesson: compiled.lesson.id.clone(),
            question: id.clone(),
            kind: question.kind.name(),
            right: say::right(&key.right, question),
            margin: say::margin(question, &key),
            fragile: question.fragile.clone(),
            key,
        });
    }

    /// Whether the lesson's own scenario is as good as what is asked for already.
    fn start(&mut self, compiled: &Compiled, authored: &Authored, key: &Key) {
        let Authored { question, line, .. } = authored;
        let id = &question.id;
        let found = match &question.kind {
            Kind::Choice(Choice {
                basis: Basis::Best(Goal::Lowest(figure)),
                ..
            }) => {
                let mean = |world| key.runs.spread(world, figure).map(|s| s.mean);
                let right = key
                    .right_option()
                    .and_then(|o| question.choosables().get(o));
                let right = right.and_then(|option| option.stand.world());
                match (mean(0), right.filter(|right| *right > 0).and_then(mean)) {
                    (Some(start), Some(best)) if start * (1.0 - MARGIN) <= best => Some(format!(
                        "{figure} of the lesson's own scenario is {start:.1} on average, that of the right option {best:.1}"
                    )),
                    _ => None,
                }
            }
            Kind::Choice(Choice {
                basis: Basis::Best(Goal::CheapestMeetingSlo),
                options,
            }) if key.runs.slo_met(0) > 0 && options.iter().all(|o| o.stand.world() != Some(0)) => {
                Some("the lesson's own scenario meets the SLO under a seed".to_owned())
            }
            Kind::Design(design) => {
                let met = |seed| {
                    let mut all = design.requirements.iter();
                    all.all(|asked| match &asked.test {
                        Test::Holds(says) => key.runs.holds(design.world, seed, says),
                        Test::AtMost(figure, times) => {
                            let of = |world| key.runs.value(world, seed, figure);
                            let both = of(design.world).zip(of(design.reference));
                            both.is_some_and(|(own, reference)| own <= times * reference)
                        }
                    })
                };
                let already = (0..key.runs.seeds()).any(met);
                already.then(|| "what is to be changed meets every requirement already".to_owned())
            }
            _ => None,
        };
        if let Some(text) = found {
            let text = format!("question {id}: {text}");
            self.refuse(compiled, *line, code::E_START_MEETS_GOAL, text);
        }
    }

    /// Whether every wrong option names a wrong idea, and fails for the reason that it states.
    fn wrong_options(
        &mut self,
        compiled: &Compiled,
        authored: &Authored,
        key: &Key,
        lab: &Lab,
        plan: &Plan,
    ) {
        let question = &authored.question;
        let (id, line) = (&question.id, authored.line);
        for (index, option) in question.choosables().iter().enumerate() {
            let named = format!("question {id}, {}", option.id);
            match (key.is_right(index), &option.trap) {
                (true, Some(trap)) => {
                    let text = format!("{named}: it is right, and names the wrong idea {trap}");
                    self.refuse(compiled, line, code::E_TRAP_IS_RIGHT, text);
                }
                (false, None) => {
                    let text = format!("{named}: it is wrong, and names no wrong idea (trap)");
                    self.refuse(compiled, line, code::E_NO_TRAP, text);
                }
                _ => {}
            }
            let crate::question::Stand::World(world) = option.stand else {
                continue;
            };
            // A cause is wrong because the clues do not fit it: nothing more is to be said.
            if key.is_right(index) || matches!(question.kind, Kind::Diagnose(_)) {
                continue;
            }
            let Some(reason) = authored.reasons.iter().find(|r| r.option == index) else {
                let text = format!("{named}: it is wrong, and does not say why (because)");
                self.refuse(compiled, line, code::E_NO_REASON, text);
                continue;
            };
            let first = question
                .first_seed()
                .unwrap_or(compiled.lesson.scenario.seed);
            let (worlds, says) = (&plan.worlds, &reason.says);
            let (held, misses) = held(lab, worlds[world], worlds[0], first, says);
            if let Some(seed) = misses {
                let text = format!(
                    "{named}: it does not fail because {says}: that holds in {held} of {SEEDS} runs, and not under seed {}",
                    seed.get()
                );
                self.refuse(compiled, reason.line, code::E_NOT_FOR_REASON, text);
            }
        }
        if let (Kind::Numeric(numeric), Right::Number(right)) = (&question.kind, &key.right) {
            for slip in &numeric.slips {
                if numeric.full.holds(*right, slip.value) || numeric.full.holds(slip.value, *right)
                {
                    let text = format!(
                        "question {id}: the slip {} is right: the number is {right}",
                        slip.value
                    );
                    self.refuse(compiled, line, code::E_TRAP_IS_RIGHT, text);
                }
            }
        }
    }

    /// Whether what is asked for can be entered, and does not stand there already.
    fn inputs(&mut self, compiled: &Compiled, authored: &Authored, key: &Key) {
        let Authored { question, line, .. } = authored;
        let id = &question.id;
        match (&question.kind, &key.right) {
            (Kind::Numeric(Numeric { input, full, .. }), Right::Number(right)) => {
                let steps = ((right - input.min) / input.step).round();
                let near = (input.min + steps * input.step).clamp(input.min, input.max);
                if !full.holds(near, *right) {
                    let text = format!("question {id}: no step comes near the number, {right}");
                    self.refuse(compiled, *line, code::E_OUT_OF_REACH, text);
                }
                if full.holds(input.start, *right) {
                    let text = format!("question {id}: it starts at the number, {right}");
                    self.refuse(compiled, *line, code::E_START_IS_ANSWER, text);
                }
            }
            (Kind::Order(order), Right::Order(sorted))
                if sorted.iter().copied().eq(0..order.items.len()) =>
            {
                let text = format!("question {id}: the items stand in the right order already");
                self.refuse(compiled, *line, code::E_START_IS_ANSWER, text);
            }
            (Kind::Prediction(prediction), _) => {
                let first = question
                    .first_seed()
                    .unwrap_or(compiled.lesson.scenario.seed);
                for field in &prediction.fields {
                    let figure = field.quantity.figure();
                    // Graded against the run of the first seed alone.
                    let value = key.runs.value(prediction.world, 0, &figure);
                    self.prediction(compiled, *line, field, &[(first, value)]);
                }
            }
            _ => {}
        }
    }

    /// Whether the key stays what it is when the uncertain parameters vary.
    fn robust(
        &mut self,
        compiled: &Compiled,
        authored: &Authored,
        right: &Key,
        lab: &Lab,
        plan: &Plan,
    ) {
        for (variation, varied, worlds) in &plan.varied {
            let holds = key(lab, varied, worlds, VARIED_SEEDS).is_some_and(|varied| {
                let flips = !matches!(varied.doubt, None | Some(Doubt::Close { .. }));
                varied.right == right.right && !flips
            });
            if !holds {
                let text = format!(
                    "question {}: with {} the key is another one or none; change the question, or \
                     state it under fragile with a reason",
                    authored.question.id,
                    variation.words()
                );
                self.refuse(compiled, authored.line, code::E_KEY_NOT_ROBUST, text);
            }
        }
    }

    /// Whether the number can be predicted, and is not there already.
    fn prediction(
        &mut self,
        compiled: &Compiled,
        line: u32,
        field: &PredictionField,
        values: &[(Seed, Option<f64>)],
    ) {
        let of = &field.prompt;
        for (seed, value) in values {
            let seed = seed.get();
            let Some(value) = *value else {
                let text = format!("{of}: under seed {seed} the run has no such figure");
                return self.refuse(compiled, line, code::E_OUT_OF_REACH, text);
            };
            if credit(field.quantity, nearest(field, value), value) != Credit::Full {
                let text = format!(
                    "{of}: under seed {seed} the run says {value}, which no step of the field comes near"
                );
                return self.refuse(compiled, line, code::E_OUT_OF_REACH, text);
            }
            if credit(field.quantity, field.start, value) == Credit::Full {
                let text = format!(
                    "{of}: the field starts at {}, which is right under seed {seed}",
                    field.start
                );
                return self.refuse(compiled, line, code::E_START_IS_ANSWER, text);
            }
        }
    }
}

/// What the field's steps come nearest to `value`.
fn nearest(field: &PredictionField, value: f64) -> f64 {
    let steps = ((value - field.min) / field.step).round();
    (field.min + steps * field.step).clamp(field.min, field.max)
}
