//! The strips: one measure each, over the one clock of a run.

use headroom_model::metric::Metric;
use headroom_model::scenario::{Endpoint, Scenario};
use serde::{Deserialize, Serialize};

/// One measure over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strip {
    /// How far a job has come.
    Job,
    /// Requests per second that arrive.
    Traffic,
    /// What serves them: instances, copies, or environments.
    Capacity,
    /// Serverless environments that were started for a request.
    ColdStarts,
    /// The metrics that the policies follow, with their targets.
    Metric,
    /// Scaling activities and cooldowns.
    Policy,
    /// Requests that wait; of an asynchronous endpoint its backlog.
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
    pub const ALL: [Strip; 11] = [
        Strip::Job,
        Strip::Traffic,
        Strip::Capacity,
        Strip::ColdStarts,
        Strip::Metric,
        Strip::Policy,
        Strip::Queue,
        Strip::Latency,
        Strip::Utilization,
        Strip::Errors,
        Strip::Cost,
    ];

    /// Whether `scenario` has what this strip shows.
    pub fn is_of(self, scenario: &Scenario) -> bool {
        let endpoint = &scenario.endpoint;
        let is_job = endpoint.job().is_some();
        let is_serverless = matches!(endpoint, Endpoint::Serverless(_));
        match self {
            Strip::Job => is_job,
            Strip::ColdStarts => is_serverless,
            Strip::Cost => true,
            Strip::Metric | Strip::Policy if is_serverless => scenario.scaling.is_some(),
            Strip::Queue => !is_job && !is_serverless,
            Strip::Utilization => scenario.publishes(Metric::CPUUtilization),
            Strip::Traffic
            | Strip::Capacity
            | Strip::Metric
            | Strip::Policy
            | Strip::Latency
            | Strip::Errors => !is_job,
        }
    }
}
