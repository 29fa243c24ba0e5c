//! Random endpoints and jobs, by kind.

use serde_json::{Value, json};

use super::dice::Dice;
use super::traffic::service;

/// What a world runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plain variant.
    RealTime,
    /// A plain variant on Spot capacity: the marked hypothetical.
    WhatIfSpot,
    /// An inference component.
    Component,
    /// Serverless inference.
    Serverless,
    /// Asynchronous inference.
    Async,
    /// A batch transform.
    BatchTransform,
    /// A batch transform on Spot capacity, which only study guides know.
    BatchTransformSpot,
    /// A training job.
    Training,
    /// A training job on Spot capacity.
    TrainingSpot,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 9] = [
        Kind::RealTime,
        Kind::WhatIfSpot,
        Kind::Component,
        Kind::Serverless,
        Kind::Async,
        Kind::BatchTransform,
        Kind::BatchTransformSpot,
        Kind::Training,
        Kind::TrainingSpot,
    ];

    /// It works off what it has, and serves no request.
    pub const fn is_job(self) -> bool {
        matches!(
            self,
            Kind::BatchTransform | Kind::BatchTransformSpot | Kind::Training | Kind::TrainingSpot
        )
    }

    /// It may have a VPC.
    pub const fn has_network(self) -> bool {
        !matches!(self, Kind::Serverless)
    }
}

fn provision(d: &mut Dice) -> Value {
    match d.below(4) {
        // Beyond 900 s a launch fails and the endpoint rolls back.
        0 => json!({"min_s": 100, "mode_s": 800, "max_s": 1300}),
        1 => json!(0),
        _ => json!(d.below(400)),
    }
}

fn interruptions(d: &mut Dice) -> Value {
    json!({"mean_interval_s": 60 + d.below(5000), "notice_s": d.below(200),
        "wait_for_capacity_s": if d.chance(3) { 0 } else { d.below(900) }})
}

/// An endpoint that begins with so many instances, or as much as its kind has of the like.
pub fn endpoint(d: &mut Dice, kind: Kind, instances: u64) -> Value {
    if kind == Kind::Serverless {
        let most = 1 + d.below(12);
        let mean_ms = d.between(0.0, 8000.0);
        return json!({"kind": "serverless", "memory_mb": 1024 * (1 + d.below(6)),
            "max_concurrency": most, "provisioned_concurrency": d.below(most + 1),
            "cold_start": service(d, mean_ms), "idle_timeout_s": d.below(900)});
    }
    let mut endpoint = json!({
        "kind": if kind == Kind::Async { "async" } else { "real_time" },
        "instance_type": "ml.m5.xlarge",
        "initial_instance_count": instances,
        "invocation_timeout_s": 1 + d.below(60),
        "launch": {"provision_s": provision(d)},
    });
    if kind == Kind::Async {
        endpoint["request_ttl_s"] = (60 + d.below(3000)).into();
        if d.chance(2) {
            endpoint["max_concurrent_invocations_per_instance"] = (1 + d.below(6)).into();
        }
        return endpoint;
    }
    endpoint["routing_strategy"] = d.pick(&["RANDOM", "LEAST_OUTSTANDING_REQUESTS"]).into();
    match kind {
        Kind::WhatIfSpot => {
            endpoint["purchase"] = "spot".into();
            endpoint["what_if_spot"] = true.into();
            endpoint["interruptions"] = interruptions(d);
        }
        Kind::Component => {
            let per_instance = 1 + d.below(4);
            let copies = 1 + d.below(instances * per_instance);
            let status = d.pick(&["ENABLED", "ENABLED", "ENABLED", "DISABLED"]);
            endpoint["inference_component"] = json!({"initial_copies": copies,
                "copies_per_instance": per_instance, "ManagedInstanceScaling": {"Status": status,
                    "MinInstanceCount": d.below(instances + 1),
                    "MaxInstanceCount": instances + d.below(5)}});
        }
        _ => {}
    }
    endpoint
}

/// A job that may be done before the world ends, or not.
pub fn job(d: &mut Dice, kind: Kind, duration_s: u64) -> Value {
    let work_s = 1 + d.below(duration_s);
    let on_spot = matches!(kind, Kind::BatchTransformSpot | Kind::TrainingSpot);
    let is_batch = matches!(kind, Kind::BatchTransform | Kind::BatchTransformSpot);
    let mut job = json!({
        "kind": if is_batch { "batch_transform" } else { "training" },
        "instance_type": d.pick(&["ml.m5.xlarge", "ml.g5.xlarge"]),
        "instance_count": 1 + d.below(5),
        "work_s": work_s,
    });
    if on_spot {
        job["purchase"] = "spot".into();
        job["interruptions"] = interruptions(d);
        if d.chance(2) {
            job["max_wait_s"] = (work_s + d.below(duration_s)).into();
        }
    }
    if d.chance(2) {
        let interval_s = 1 + d.below(1200);
        job["checkpoint_interval_s"] = interval_s.into();
        job["checkpoint_cost_s"] = d.below(interval_s.min(60) + 1).into();
        job["resume_cost_s"] = d.below(120).into();
    }
    job
}
