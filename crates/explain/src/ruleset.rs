//! Both readings of the facts, held against each other: does an outcome flip?

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use headroom_engine::run::{Event, Run, Summary, What};
use headroom_model::scenario::Scenario;
use serde::Serialize;

use crate::clues::reason;

/// An outcome that differs between the two readings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flip {
    /// What.
    pub figure: &'static str,
    /// Under `aws`.
    pub aws: String,
    /// Under `study_guide`.
    pub study_guide: String,
}

/// A scenario under one rule set, and its run.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// As it stands under the rule set.
    pub scenario: &'a Scenario,
    /// Its run.
    pub run: &'a Run,
}

impl Side<'_> {
    fn summary(&self) -> &Summary {
        &self.run.summary
    }
}

/// Reads one outcome of a side.
type Read = fn(&Side<'_>) -> String;

/// What a person would decide by, not every last digit.
const OUTCOMES: [(&str, Read); 11] = [
    ("endpoint", |side| {
        let status = |e: &Event| match e.what {
            What::EndpointStatus { status } => Some(status.name()),
            _ => None,
        };
        let last = side.run.events.iter().rev().find_map(status);
        String::from(last.unwrap_or("none"))
    }),
    ("scales", |side| {
        let s = &side.summary().scaling;
        yes(s.scale_outs + s.scale_ins > 0)
    }),
    ("scale-outs", |side| {
        format!("{}", side.summary().scaling.scale_outs)
    }),
    ("scale-ins", |side| {
        format!("{}", side.summary().scaling.scale_ins)
    }),
    ("failed activities", |side| {
        format!("{}", side.summary().scaling.failed)
    }),
    ("their reason is said", |side| {
        let ids = 0..side.run.events.len() as u32;
        yes(ids
            .into_iter()
            .any(|id| reason(side.scenario, side.run, id).is_some()))
    }),
    ("highest capacity", |side| {
        format!("{}", side.summary().capacity.max)
    }),
    ("lowest capacity", |side| {
        format!("{}", side.summary().capacity.min)
    }),
    ("failed requests", |side| {
        format!("{}", side.summary().requests.failed.total())
    }),
    ("cost in USD", |side| {
        format!("{:.2}", side.summary().cost_usd.total)
    }),
    ("SLO", |side| {
        let met = side.summary().slo.map(|slo| slo.met);
        String::from(match met {
            Some(true) => "met",
            Some(false) => "missed",
            None => "none",
        })
    }),
];

fn yes(is_so: bool) -> String {
    String::from(if is_so { "yes" } else { "no" })
}

/// Every outcome that differs between the two readings of one scenario.
pub fn flips(aws: &Side<'_>, study_guide: &Side<'_>) -> Vec<Flip> {
    let outcomes = OUTCOMES.iter();
    let held = outcomes.map(|(figure, read)| Flip {
        figure,
        aws: read(aws),
        study_guide: read(study_guide),
    });
    held.filter(|flip| flip.aws != flip.study_guide).collect()
}

/// A scenario that only one of the readings allows: `refused` names the codes of the other, and is
/// `None` for the reading that runs it.
pub fn refusal(aws: Option<String>, study_guide: Option<String>) -> Flip {
    let side = |refused: Option<String>| match refused {
        Some(codes) => format!("refused: {codes}"),
        None => String::from("runs"),
    };
    Flip {
        figure: "scenario",
        aws: side(aws),
        study_guide: side(study_guide),
    }
}
