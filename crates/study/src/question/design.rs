//! A design: the learner sets dials, and unseen seeds judge the result beside a reference.

use headroom_model::scenario::Scenario;
use serde::{Deserialize, Serialize};

use super::{Answer, Kind, Question, World};
use crate::figure::Figure;
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
    /// When it is met.
    pub test: Test,
    /// Why points were lost, figures filled in.
    pub lost: String,
}

/// When a requirement is met by a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// This holds.
    Holds(Predicate),
    /// The figure is at most so many times that of the reference under the same seed.
    AtMost(Figure, f64),
}

impl Design {
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
