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
    /// The metrics that the policies follow, with their targets.
    Metric,
    /// Scaling activities and cooldowns.
    Policy,
    /// Requests that wait.
    Queue,
    /// ModelLatency, p50 and p99.
    Latency,
    /// CPUUtilization and GPUUtilization.
    Utilization,
    /// Failed requests.
    Errors,
    /// US dollars.
    Cost,
}

impl Strip {
    /// Every strip, from top to bottom.
    pub const ALL: [Strip; 9] = [
        Strip::Traffic,
        Strip::Capacity,
        Strip::Metric,
        Strip::Policy,
        Strip::Queue,
        Strip::Latency,
        Strip::Utilization,
        Strip::Errors,
        Strip::Cost,
    ];
}
