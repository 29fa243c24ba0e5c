//! Worlds of the other kinds of endpoint, built without a file.

use headroom_model::endpoint::{Checkpoint, InstanceType, Interruptions, Job, Serverless};
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::Span;
use headroom_model::traffic::ServiceTime;

use crate::worlds::fixed;

/// A serverless endpoint under a constant Poisson rate.
pub fn serverless(
    rps: f64,
    service_time: ServiceTime,
    max_concurrency: u32,
    cold_start: ServiceTime,
    idle_timeout_s: u64,
    duration_s: u64,
) -> Scenario {
    let mut scenario = fixed(rps, 1, 1, service_time, duration_s);
    scenario.endpoint = Endpoint::Serverless(Serverless {
        memory_mb: 2048,
        max_concurrency,
        provisioned_concurrency: 0,
        cold_start,
        idle_timeout: Span::from_secs(idle_timeout_s),
    });
    scenario
}

/// A training job on Spot capacity that can be had again after `wait_s`.
pub fn spot_training(
    work_s: u64,
    mean_interval_s: u64,
    wait_s: u64,
    checkpoint: Option<[u64; 3]>,
    duration_s: u64,
) -> Scenario {
    let quick = ServiceTime::Constant { mean_ms: 1.0 };
    let mut scenario = fixed(0.0, 1, 1, quick, duration_s);
    scenario.traffic.components.clear();
    scenario.endpoint = Endpoint::Training(Job {
        work: Span::from_secs(work_s),
        instance_type: InstanceType {
            name: "ml.g5.xlarge".into(),
            vcpus: 4,
            memory_gib: 16.0,
            gpus: 1,
            usd_per_hour: 1.408,
            burstable: false,
        },
        instance_count: 1,
        spot: Some(Interruptions {
            mean_interval: Span::from_secs(mean_interval_s),
            notice: Span::from_secs(120),
            wait_for_capacity: Span::from_secs(wait_s),
        }),
        checkpoint: checkpoint.map(|[interval, cost, resume]| Checkpoint {
            interval: Span::from_secs(interval),
            cost: Span::from_secs(cost),
            resume_cost: Span::from_secs(resume),
        }),
        max_wait: None,
    });
    scenario
}
