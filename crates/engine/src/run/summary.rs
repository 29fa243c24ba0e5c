//! The figures of a report, in its order and with its names.

use serde::{Deserialize, Serialize};

/// Everything that is one number for the whole run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The books.
    pub requests: Requests,
    /// Arrival to response of completed requests, queueing included.
    pub latency_ms: Distribution,
    /// Arrival to start of service of completed requests.
    pub wait_ms: Distribution,
    /// Instances in service, and billed time.
    pub capacity: Capacity,
    /// Mean share of in-service workers that were busy; `None` when none was in service.
    pub worker_utilization: Option<f64>,
    /// Environments that were started for a request: serverless.
    pub cold_starts: u64,
    /// Serverless.
    pub environments: Option<Environments>,
    /// Batch transform and training.
    pub job: Option<JobResult>,
    /// Scaling activities and what held them.
    pub scaling: ScalingCounts,
    /// US dollars at the dated list prices.
    pub cost_usd: Cost,
    /// Against the scenario's SLO, if it has one.
    pub slo: Option<SloResult>,
}

/// The books: `arrived = completed + failed.total() + in_flight_at_end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requests {
    /// Attempts, retries included.
    pub arrived: u64,
    /// Answered by the container without error.
    pub completed: u64,
    /// By the first thing that went wrong.
    pub failed: Failed,
    /// Still waiting or running at the end.
    pub in_flight_at_end: u64,
    /// The part of `arrived` that are retries.
    pub retries: u64,
    /// The callers' view.
    pub origins: Origins,
}

/// Failed attempts by the first thing that went wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// The chosen instance's queue was full.
    pub rejected: u64,
    /// No response within the time-out.
    pub timed_out: u64,
    /// Serverless concurrency was full.
    pub throttled: u64,
    /// The container answered with 5xx.
    pub model_error: u64,
    /// Nothing was in service.
    pub no_capacity: u64,
    /// The instance died with the request on it.
    pub instance_lost: u64,
}

impl Failed {
    /// All failed attempts.
    pub const fn total(&self) -> u64 {
        self.rejected
            + self.timed_out
            + self.throttled
            + self.model_error
            + self.no_capacity
            + self.instance_lost
    }

    /// Every class with its name, its count and the HTTP status that the caller saw. 503: fact
    /// 4.11; 424: ModelError, fact 4.11; 429: serverless over its concurrency [D] (facts,
    /// section 5); 400: observed at zero copies (fact 4.3). Without an answer there is none.
    pub const fn classes(&self) -> [(&'static str, u64, Option<u16>); 6] {
        [
            ("rejected", self.rejected, Some(503)),
            ("timed_out", self.timed_out, None),
            ("throttled", self.throttled, Some(429)),
            ("model_error", self.model_error, Some(424)),
            ("no_capacity", self.no_capacity, Some(400)),
            ("instance_lost", self.instance_lost, None),
        ]
    }
}

/// Requests as their callers see them: a request and its retries are one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origins {
    /// First attempts.
    pub arrived: u64,
    /// Answered in the end.
    pub succeeded: u64,
    /// Given up.
    pub failed: u64,
    /// Undecided at the end.
    pub open: u64,
}

/// A distribution of milliseconds; every figure is `None` without a value.
/// Percentiles are the upper edge of their histogram bucket, at most 1 % high.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Exact.
    pub mean: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 90th percentile.
    pub p90: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// 99th percentile.
    pub p99: Option<f64>,
    /// Exact.
    pub max: Option<f64>,
}

/// Instances in service over the measured span, and billed time over the whole run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Capacity {
    /// Fewest at any moment.
    pub min: u32,
    /// Time-weighted.
    pub mean: f64,
    /// Most at any moment.
    pub max: u32,
    /// After all events at the end.
    pub r#final: u32,
    /// Billed time, from start of provisioning to gone.
    pub instance_seconds: f64,
}

/// Scaling activities and what held them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScalingCounts {
    /// Successful activities that added.
    pub scale_outs: u64,
    /// Successful activities that removed.
    pub scale_ins: u64,
    /// Evaluations while InService that a cooldown held.
    pub blocked_by_cooldown: u64,
    /// Evaluations while InService that wanted more than MaxCapacity.
    pub clipped_by_max: u64,
    /// Failed activities.
    pub failed: u64,
}

/// US dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// All of them.
    pub total: f64,
    /// Instance time.
    pub instances: f64,
    /// Serverless processing, provisioned concurrency and payload.
    pub serverless: f64,
    /// Interface endpoints: hours and data.
    pub vpc_endpoints: f64,
    /// The NAT gateway of a private VPC with internet access: hours and data.
    pub nat_gateway: f64,
}

/// Environments of a serverless endpoint over the measured span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Environments {
    /// Time-weighted.
    pub mean: f64,
    /// With a request, its cold start included; time-weighted.
    pub mean_busy: f64,
    /// Most at any moment.
    pub max: u32,
}

/// What became of a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct JobResult {
    /// From its start to its end, or to the end of the run.
    pub wall_s: f64,
    /// `BillableTimeInSeconds` before any discount: with capacity, of one instance.
    pub billed_s: f64,
    /// How often Spot capacity was taken back.
    pub interruptions: u64,
    /// Work that was done and had to be done again, or was in vain.
    pub work_lost_s: f64,
    /// All work is done.
    pub completed: bool,
}

/// Savings of managed Spot training in percent: (1 − billable / training) × 100 (facts,
/// section 6); 0 without any training time.
pub fn savings_percent(billable_s: f64, training_s: f64) -> f64 {
    if training_s > 0.0 {
        (1.0 - billable_s / training_s) * 100.0
    } else {
        0.0
    }
}

/// The scenario's SLO, judged. A failed attempt counts as infinitely late.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SloResult {
    /// Every stated part holds.
    pub met: bool,
    /// What was reached.
    pub attained: Attained,
}

/// What was reached; a part that was not asked for, or is infinite, is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attained {
    /// The stated percentile.
    pub latency_ms: Option<f64>,
    /// Completed / (arrived − in flight).
    pub availability: Option<f64>,
}
