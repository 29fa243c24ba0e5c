//! A question with one right option, whose key is simulated.

use headroom_model::scenario::{Scenario, Seed};
use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;
use crate::text::Block;

/// A question with two or more options, each a scenario of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Kebab-case identity within the lesson.
    pub id: String,
    /// What is asked.
    pub stem: Vec<Block>,
    /// In the order shown.
    pub options: Vec<ChoiceOption>,
    /// What makes an option the right one.
    pub goal: Goal,
    /// How many seeds decide, from [`Choice::first_seed`] on.
    pub seeds: u32,
}

impl Choice {
    /// Seeds run from here: the seed of the first option's scenario.
    pub fn first_seed(&self) -> Option<Seed> {
        self.options.first().map(|option| option.scenario.seed)
    }
}

/// One option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// Kebab-case identity: the scenario's alternative.
    pub id: String,
    /// What is shown, a setting and its value.
    pub label: String,
    /// What is simulated.
    pub scenario: Scenario,
    /// What the option gains. `{failed}`, `{cost}` and the other names of
    /// [`crate::feedback::FIGURES`] stand for figures of the runs: show it through
    /// [`crate::feedback::feedback`].
    pub buys: String,
    /// What the option costs, written likewise.
    pub costs: String,
}

/// What makes an option the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// The lowest value of a quantity; one that a run never reaches counts as infinite.
    Lowest(Quantity),
    /// Of the options that meet the SLO, the cheapest.
    CheapestMeetingSlo,
}
