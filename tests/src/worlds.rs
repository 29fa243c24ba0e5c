//! Plain worlds, built without a file.

use headroom_model::endpoint::{InstanceType, Launch, Provision, RealTime, RoutingStrategy};
use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::TargetTracking;
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::Scaling;
use headroom_model::scenario::{CloudWatch, Endpoint, Scenario, Seed};
use headroom_model::time::{Span, Start};
use headroom_model::traffic::{Arrivals, Component, Model, ServiceTime, Traffic};

/// A seed that is known to be in range.
pub fn seed(n: u64) -> Seed {
    Seed::new(n & Seed::MAX).expect("masked")
}

/// `instances` that nobody scales, under a constant Poisson rate.
pub fn fixed(
    rps: f64,
    instances: u32,
    workers: u32,
    service_time: ServiceTime,
    duration_s: u64,
) -> Scenario {
    Scenario {
        id: "fixed".into(),
        title: "Fixed".into(),
        summary: String::new(),
        seed: seed(1),
        start: Start::DEFAULT,
        duration: Span::from_secs(duration_s),
        ruleset: Ruleset::Aws,
        traffic: Traffic {
            arrivals: Arrivals::Poisson,
            components: vec![Component::Constant { rps }],
        },
        client: None,
        model: Model {
            service_time,
            workers,
            max_queue: 1000,
            cpu_cores: 1.0,
            gpus: 0.0,
            artifact_mb: 500.0,
            payload_mb: 0.0,
            error_rate: 0.0,
            container_metrics: Default::default(),
        },
        endpoint: Endpoint::RealTime(RealTime {
            instance_type: InstanceType {
                name: "ml.m5.xlarge".into(),
                vcpus: 4,
                memory_gib: 16.0,
                gpus: 0,
                usd_per_hour: 0.23,
                burstable: false,
            },
            initial_instance_count: instances,
            routing_strategy: RoutingStrategy::Random,
            invocation_timeout: Span::from_secs(60),
            launch: Launch {
                provision: Provision::Fixed(Span::from_secs(240)),
                download_mb_per_s: 100.0,
                container_start: Span::from_secs(30),
            },
            inference_component: None,
            what_if_spot: None,
        }),
        scaling: None,
        network: headroom_model::network::Network::Public,
        prices: headroom_model::price::Prices::default(),
        operations: vec![],
        faults: vec![],
        cloudwatch: CloudWatch {
            metric_delay: Span::from_secs(120),
            metric_delays: vec![],
        },
        slo: None,
        measure_from: Span::ZERO,
    }
}

/// Adds target tracking on InvocationsPerInstance.
pub fn tracked(
    mut scenario: Scenario,
    target_value: f64,
    min_capacity: u32,
    max_capacity: u32,
) -> Scenario {
    scenario.scaling = Some(Scaling {
        policies: vec![
            TargetTracking {
                reading: Reading::usual(Metric::InvocationsPerInstance),
                target_value,
                scale_out_cooldown: Span::from_secs(300),
                scale_in_cooldown: Span::from_secs(300),
                disable_scale_in: false,
            }
            .named("track"),
        ],
        ..Scaling::new(min_capacity, max_capacity)
    });
    scenario
}
