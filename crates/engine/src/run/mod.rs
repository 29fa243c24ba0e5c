//! What a run leaves behind: figures, series, events, decisions. Immutable and comparable.

mod decision;
mod event;
mod log;
mod series;
mod summary;

use alloc::string::String;
use alloc::vec::Vec;

use headroom_model::scenario::Seed;
use headroom_model::time::{Span, Start};
use serde::{Deserialize, Serialize};

pub use decision::{Datapoint, Decision, Direction, Guard, Guards, NotScaledReason, Outcome};
pub use event::{AlarmSide, Cause, EndpointStatus, Event, InstanceState, What};
pub(crate) use log::Log;
pub use series::Series;
pub use summary::{
    Attained, Capacity, Cost, Distribution, Failed, Origins, Requests, ScalingCounts, SloResult,
    Summary,
};

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
    /// One row a minute.
    pub series: Series,
    /// What happened and why, in order of time; an event's `id` is its index.
    pub events: Vec<Event>,
    /// Every evaluation of every policy, also when nothing scaled, in order of time.
    pub decisions: Vec<Decision>,
}
