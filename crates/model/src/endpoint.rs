//! Where the model runs: instance types, launch times, routing.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::time::Span;
use crate::traffic::ServiceTime;

/// A real-time endpoint with one production variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RealTime {
    /// What it runs on.
    pub instance_type: InstanceType,
    /// Instances in service at second 0, at least 1 (fact 4.1).
    pub initial_instance_count: u32,
    /// How a request chooses its instance.
    pub routing_strategy: RoutingStrategy,
    /// A response later than this is a time-out (fact 4.9: 60 s).
    pub invocation_timeout: Span,
    /// How a new instance comes into service.
    pub launch: Launch,
    /// Copies of a model on the instances; then the scalable target counts copies.
    pub inference_component: Option<InferenceComponent>,
    /// What AWS does not offer (fact 4.14), as a marked hypothetical: instances that Spot capacity
    /// takes back.
    pub what_if_spot: Option<Interruptions>,
}

/// An inference component: copies of one model, packed onto instances that SageMaker manages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InferenceComponent {
    /// Copies in service at second 0.
    pub initial_copies: u32,
    /// Copies that fit on one instance, at least 1.
    pub copies_per_instance: u32,
    /// `ManagedInstanceScaling`: fewest instances, 0 allowed (fact 4.2).
    pub min_instance_count: u32,
    /// `ManagedInstanceScaling`: most instances.
    pub max_instance_count: u32,
}

/// An asynchronous endpoint: requests wait in a queue of their own, not at an instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Async {
    /// What it runs on.
    pub instance_type: InstanceType,
    /// Instances in service at second 0, at least 1 (fact 4.1).
    pub initial_instance_count: u32,
    /// From the start of service (facts, section 6: 1 to 3600 s, default 900 s).
    pub invocation_timeout: Span,
    /// How a new instance comes into service.
    pub launch: Launch,
    /// `MaxConcurrentInvocationsPerInstance`: what an instance takes from the queue at once.
    pub max_concurrent_invocations_per_instance: u32,
    /// Waiting ends here (facts, section 6: 60 to 21600 s, default 6 h).
    pub request_ttl: Span,
}

/// A serverless endpoint: environments come with the requests and go when idle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Serverless {
    /// 1024 to 6144 in steps of 1024 (facts, section 5).
    pub memory_mb: u32,
    /// `MaxConcurrency`: the next request is throttled, 1 to 200.
    pub max_concurrency: u32,
    /// `ProvisionedConcurrency`: environments that stay warm, at most `max_concurrency`.
    pub provisioned_concurrency: u32,
    /// From the start of an environment to its first request's start. The mean may be 0.
    pub cold_start: ServiceTime,
    /// An environment that is idle this long is gone. AWS publishes no figure [D].
    pub idle_timeout: Span,
}

impl Serverless {
    /// A response later than this is a time-out (facts, section 5).
    pub const TIMEOUT: Span = Span::from_secs(60);

    /// Memory in GB, as the bill counts it.
    pub fn memory_gb(&self) -> f64 {
        f64::from(self.memory_mb) / 1024.0
    }
}

/// A batch transform or training job: so much work on so many instances, then it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// What it takes without any interruption, checkpoints left out.
    pub work: Span,
    /// What it runs on.
    pub instance_type: InstanceType,
    /// All of them start, are interrupted and end together [D].
    pub instance_count: u32,
    /// `Some` on Spot capacity.
    pub spot: Option<Interruptions>,
    /// Where an interrupted job goes on; without any it starts over.
    pub checkpoint: Option<Checkpoint>,
    /// `MaxWaitTimeInSeconds`: the job is stopped so long after its start, waiting included.
    pub max_wait: Option<Span>,
}

/// How a job saves its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Work between two checkpoints, above 0.
    pub interval: Span,
    /// What saving takes, at most `interval`; billed.
    pub cost: Span,
    /// What going on from a checkpoint takes; billed.
    pub resume_cost: Span,
}

/// When Spot capacity is taken back, and when it can be had again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interruptions {
    /// Mean of the exponential time from the start of service to the interruption, above 0.
    pub mean_interval: Span,
    /// The notice comes so long before the interruption. Nothing acts on it [D].
    pub notice: Span,
    /// Until capacity can be had again.
    pub wait_for_capacity: Span,
}

/// An ML instance type with its list price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstanceType {
    /// `ml.m5.xlarge`.
    pub name: String,
    /// vCPUs.
    pub vcpus: u32,
    /// Memory in GiB.
    pub memory_gib: f64,
    /// GPUs.
    pub gpus: u32,
    /// List price of hosting, per instance-hour.
    pub usd_per_hour: f64,
    /// Burstable types cannot be registered for auto scaling (fact 1.6).
    pub burstable: bool,
}

/// How a request chooses its instance (fact 4.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoutingStrategy {
    /// Any instance in service, at random: AWS's default.
    #[default]
    Random,
    /// The instance with the fewest waiting and running requests; ties at random.
    LeastOutstandingRequests,
}

impl RoutingStrategy {
    /// AWS's own word.
    pub const fn name(self) -> &'static str {
        match self {
            RoutingStrategy::Random => "RANDOM",
            RoutingStrategy::LeastOutstandingRequests => "LEAST_OUTSTANDING_REQUESTS",
        }
    }
}

/// How a new instance comes into service: provisioning, download of the artifact, container start.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Launch {
    /// From the request for capacity to a machine.
    pub provision: Provision,
    /// Speed of the artifact's download.
    pub download_mb_per_s: f64,
    /// From the artifact's arrival to the first healthy ping.
    pub container_start: Span,
}

impl Launch {
    /// How long the download of `artifact_mb` takes.
    pub fn download(&self, artifact_mb: f64) -> Span {
        Span::from_secs_f64(artifact_mb / self.download_mb_per_s)
    }
}

/// Provisioning time. AWS publishes no figure (fact 4.12): an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Provision {
    /// Always this long.
    Fixed(Span),
    /// A triangular draw for each instance.
    Triangular {
        /// Shortest.
        min: Span,
        /// Most frequent.
        mode: Span,
        /// Longest.
        max: Span,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_4_8_routing_is_random_unless_something_else_is_asked_for() {
        assert_eq!(RoutingStrategy::default().name(), "RANDOM");
        let other = RoutingStrategy::LeastOutstandingRequests;
        assert_eq!(other.name(), "LEAST_OUTSTANDING_REQUESTS");
    }
}
