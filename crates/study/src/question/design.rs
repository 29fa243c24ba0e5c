//! A design: the learner sets dials, and unseen seeds judge the result beside a reference.

use headroom_explain::figure::with_unit;
use headroom_model::scenario::Scenario;
use serde::{Deserialize, Serialize};

use super::{Answer, Kind, Question, World};
use crate::figure::Figure;
use crate::key::Runs;
use crate::parameter::Parameter;
use crate::predicate::Predicate;

/// Settings that must reach a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Design {
    /// What may be changed.
    pub dials: Vec<Dial>,
    /// The world that is changed.
    pub world: usize,
    /// The world that shows how well it can be done; nobody is told its settings before the end.
    pub reference: usize,
    /// What is asked of the result, each for points of its own.
    pub requirements: Vec<Requirement>,
    /// What the reference was held against: the check searches each of them.
    pub families: Vec<Family>,
}

/// One setting to change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dial {
    /// What it sets.
    pub parameter: Parameter,
    /// AWS's name of it.
    pub label: String,
    /// `s`, `instances`; may be empty.
    pub unit: String,
    /// Lowest value.
    pub min: f64,
    /// Highest value.
    pub max: f64,
    /// What one press changes.
    pub step: f64,
    /// What it stands at first: the scenario's own value.
    pub start: f64,
}

/// One thing that is asked of a design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// What is asked, in words.
    pub text: String,
    /// Points; a share of them for a share of the seeds.
    pub points: f64,
    /// Met by a run in which this holds, ...
    pub says: Option<Predicate>,
    /// ... and in which the figure is at most so many times that of the reference under the same
    /// seed. At least one of both is asked.
    pub at_most: Option<(Figure, f64)>,
    /// Why points were lost, figures filled in.
    pub lost: String,
}

impl Requirement {
    /// Whether the run of `world` under this seed, from 0, meets it beside that of `reference`.
    pub fn is_met(&self, runs: &Runs, world: usize, reference: usize, seed: usize) -> bool {
        let holds = |says: &Predicate| runs.holds(world, seed, says);
        let is_within = |(figure, times): &(Figure, f64)| {
            let of = |world| runs.value(world, seed, figure);
            let both = of(world).zip(of(reference));
            both.is_some_and(|(own, best)| own <= times * best)
        };
        self.says.as_ref().is_none_or(holds) && self.at_most.as_ref().is_none_or(is_within)
    }
}

/// Designs of one kind, all of which the reference must beat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// What they have in common: "target tracking alone".
    pub name: String,
    /// Every combination of these is a design; what is not named stays as it is.
    pub settings: Vec<(Parameter, Vec<f64>)>,
}

impl Family {
    /// Its designs: the settings of each.
    pub fn designs(&self) -> Vec<Vec<(Parameter, f64)>> {
        let none = vec![Vec::new()];
        self.settings
            .iter()
            .fold(none, |designs, (parameter, values)| {
                let with = |design: &Vec<(Parameter, f64)>, value: f64| {
                    let mut longer = design.clone();
                    longer.push((*parameter, value));
                    longer
                };
                let all = designs.iter();
                all.flat_map(|design| values.iter().map(move |value| with(design, *value)))
                    .collect()
            })
    }
}

impl Design {
    /// Where the dials stand in `scenario`, in words; what it does not have is left out.
    pub fn settings_of(&self, scenario: &Scenario) -> String {
        let setting = |dial: &Dial| {
            let value = dial.parameter.get(scenario)?;
            let said = match dial.parameter.is_switch() {
                true if value < 0.5 => String::from("off"),
                true => String::from("on"),
                false => with_unit(value, &dial.unit),
            };
            Some(format!("{}: {said}.", dial.label))
        };
        let settings: Vec<String> = self.dials.iter().filter_map(setting).collect();
        settings.join(" ")
    }

    /// Points of `world`, and the most that can be had: a share of them for a share of the seeds.
    pub fn points(&self, runs: &Runs, world: usize) -> (f64, f64) {
        let seeds = runs.seeds();
        let share = |asked: &Requirement| {
            let meets = |seed: &usize| asked.is_met(runs, world, self.reference, *seed);
            (0..seeds).filter(meets).count() as f64 / seeds.max(1) as f64
        };
        let all = self.requirements.iter();
        all.fold((0.0, 0.0), |(points, of), asked| {
            (points + asked.points * share(asked), of + asked.points)
        })
    }

    /// `scenario` with the learner's values.
    ///
    /// # Errors
    /// Every value that is refused, in words.
    pub fn apply(&self, scenario: &Scenario, values: &[f64]) -> Result<Scenario, Vec<String>> {
        let mut refused = Vec::new();
        for (dial, value) in self.dials.iter().zip(values) {
            if !(dial.min..=dial.max).contains(value) {
                let Dial {
                    label, min, max, ..
                } = dial;
                refused.push(format!("{label} must lie from {min} to {max}."));
            }
        }
        let settings: Vec<(Parameter, f64)> = self
            .dials
            .iter()
            .zip(values)
            .map(|(dial, value)| (dial.parameter, *value))
            .collect();
        match Parameter::set_all(scenario, &settings) {
            Ok(changed) if refused.is_empty() => Ok(changed),
            Ok(_) => Err(refused),
            Err(more) => {
                refused.extend(more);
                Err(refused)
            }
        }
    }
}

impl Question {
    /// The question with what `answer` adds to its worlds: a design's own world comes last. All
    /// other answers change nothing.
    ///
    /// # Errors
    /// Every setting that is refused, in words.
    pub fn with_answer(&self, answer: &Answer) -> Result<Question, Vec<String>> {
        let mut asked = self.clone();
        if let (Kind::Design(design), Answer::Values(values)) = (&self.kind, answer) {
            let own = self.worlds.get(design.world);
            let own = own.ok_or_else(|| vec!["There is nothing to change.".to_owned()])?;
            asked.worlds.push(World {
                id: "own".to_owned(),
                label: "Your design".to_owned(),
                scenario: design.apply(&own.scenario, values)?,
            });
        }
        Ok(asked)
    }
}
