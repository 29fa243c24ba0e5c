//! The strips: one measure each, over the one clock of a run.

use serde::{Deserialize, Serialize};

/// One measure over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strip {
    /// Requests per second that arrive.
    Traffic,
    /// Instances: desired and in service.
    Capacity,
    /// The metric that the policy follows, with its target.
    Metric,
    /// Scaling activities and cooldowns.
    Policy,
    /// ModelLatency, p50 and p99.
    Latency,
    /// Failed requests.
    Errors,
    /// US dollars.
    Cost,
}

impl Strip {
    /// Every strip, from top to bottom.
    pub const ALL: [Strip; 7] = [
        Strip::Traffic,
        Strip::Capacity,
        Strip::Metric,
        Strip::Policy,
        Strip::Latency,
        Strip::Errors,
        Strip::Cost,
    ];
}
