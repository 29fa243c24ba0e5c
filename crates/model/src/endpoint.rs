//! Where the model runs: instance types, launch times, routing.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::time::Span;

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
