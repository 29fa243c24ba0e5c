//! What is wrong with a lesson, from the figures of its runs.

use std::path::Path;

use headroom_model::scenario::Seed;
use headroom_scenario::Severity;

use super::{Checked, Plan, SEEDS, VARIED_SEEDS, ends, held, key};
use crate::author::folder::{Claim, Compiled};
use crate::author::lab::Lab;
use crate::author::problem::{LessonProblem, code};
use crate::author::questions::Authored;
use crate::author::say;
use crate::key::{Doubt, Key, MARGIN, Right};
use crate::prediction::{Credit, PredictionField, credit};
use crate::question::{Basis, Choice, Goal, Kind, Numeric};

/// What the checks of all lessons found.
pub struct Findings<'a> {
    /// The course's folder.
    pub dir: &'a Path,
    /// Keys, in the order of the course.
    pub checked: Vec<Checked>,
    /// Everything that is wrong.
    pub problems: Vec<LessonProblem>,
}

impl Findings<'_> {
    pub fn refuse(&mut self, compiled: &Compiled, line: u32, code: &'static str, text: String) {
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
    pub fn goal(&mut self, lab: &mut Lab, compiled: &Compiled) {
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

    pub fn claim(&mut self, lab: &mut Lab, compiled: &Compiled, claim: &Claim) {
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
    pub fn question(&mut self, lab: &Lab, compiled: &Compiled, authored: &Authored, plan: &Plan) {
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
        for end in &plan.ends {
            if let Some(why) = ends::trouble(lab, compiled, authored, end) {
                let text = format!("question {id}, range, {}: {why}", end.at);
                self.refuse(compiled, line, code::E_KEY_NOT_ROBUST, text);
            }
        }
        let families = plan.families.search(lab, question, &plan.worlds);
        for wins in families.iter().filter(|found| found.wins) {
            let text = format!("question {id}: {wins}: as many points as the reference");
            self.refuse(compiled, line, code::E_FAMILY_WINS, text);
        }
        self.checked.push(Checked {
            lesson: compiled.lesson.id.clone(),
            question: id.clone(),
            kind: question.kind.name(),
            right: say::right(&key.right, question),
            margin: say::margin(question, &key),
            fragile: question.fragile.clone(),
            families,
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
                    let (world, reference) = (design.world, design.reference);
                    let mut all = design.requirements.iter();
                    all.all(|asked| asked.is_met(&key.runs, world, reference, seed))
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
    pub fn prediction(
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
