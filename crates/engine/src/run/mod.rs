//! What a run leaves behind: figures, series, events, decisions. Immutable and comparable.

mod decision;
mod event;
mod log;
mod series;
mod summary;

use alloc::string::String;
use alloc::vec::Vec;

use headroom_model::scenario::{Endpoint, Scenario, Seed};
use headroom_model::time::{Span, Start};
use serde::{Deserialize, Serialize};

pub use decision::{Datapoint, Decision, Direction, Guard, Guards, NotScaledReason, Outcome};
pub use event::{
    AlarmSide, Cause, EndpointStatus, Event, FailureReason, InstanceState, JobState, Refusal, What,
};
pub(crate) use log::Log;
pub use series::Series;
pub use summary::{
    Attained, Capacity, Cost, Distribution, Environments, Failed, JobResult, Origins, Requests,
    ScalingCounts, SloResult, Summary, savings_percent,
};

/// A column of the series that only some kinds of endpoint have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// CloudWatch's name, or the report's.
    pub name: String,
    /// By row; `None` was not published.
    pub values: Vec<Option<f64>>,
}

/// What AWS does not offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hypothetical {
    /// A real-time endpoint on Spot capacity (fact 4.14).
    Spot,
    /// A batch transform on Spot capacity, as study guides have it (disagreement 5).
    SpotBatch,
}

impl Hypothetical {
    /// The report's word.
    pub const fn name(self) -> &'static str {
        match self {
            Hypothetical::Spot => "spot",
            Hypothetical::SpotBatch => "spot_batch",
        }
    }

    /// What of `scenario` AWS does not offer.
    pub fn of(scenario: &Scenario) -> Option<Hypothetical> {
        match &scenario.endpoint {
            Endpoint::RealTime(e) if e.what_if_spot.is_some() => Some(Hypothetical::Spot),
            Endpoint::BatchTransform(job) if job.spot.is_some() => Some(Hypothetical::SpotBatch),
            _ => None,
        }
    }
}

/// A finished run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The engine's version: the same scenario, seed and version give the same run.
    pub engine: String,
    /// The scenario's `id`.
    pub scenario: String,
    /// The seed that was run.
    pub seed: Seed,
    /// The simulated wall clock at second 0.
    pub start: Start,
    /// The simulated span.
    pub duration: Span,
    /// The figures of the report (SCENARIO, section 8).
    pub summary: Summary,
    /// What AWS does not offer, and was run all the same.
    pub hypothetical: Option<Hypothetical>,
    /// One row a minute.
    pub series: Series,
    /// More of the same rows, by kind of endpoint.
    pub columns: Vec<Column>,
    /// What happened and why, in order of time; an event's `id` is its index.
    pub events: Vec<Event>,
    /// Every evaluation of every policy, also when nothing scaled, in order of time.
    pub decisions: Vec<Decision>,
}
