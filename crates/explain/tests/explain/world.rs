//! The scenario of the tests: 50 rps that double at 09:05, four instances of 20 rps, target 800.

use headroom_engine::run::Run;
use headroom_model::endpoint::{InstanceType, Launch, Provision, RealTime, RoutingStrategy};
use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::TargetTracking;
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::Scaling;
use headroom_model::scenario::{CloudWatch, Endpoint, Scenario, Seed};
use headroom_model::time::{Span, Start, Time};
use headroom_model::traffic::{Arrivals, Component, Height, Model, ServiceTime, Traffic};

/// Traffic as given, everything else fixed.
pub fn scenario(components: Vec<Component>) -> Scenario {
    Scenario {
        id: "spiky".into(),
        title: "Spiky".into(),
        summary: String::new(),
        seed: Seed::new(1).unwrap(),
        start: Start(Start::DEFAULT.0 + (8 * 60 + 50) * 60),
        duration: Span::from_secs(3600),
        ruleset: Ruleset::Aws,
        traffic: Traffic {
            arrivals: Arrivals::Uniform,
            components,
        },
        client: None,
        model: Model {
            service_time: ServiceTime::Lognormal {
                mean_ms: 100.0,
                cv: 0.5,
            },
            workers: 2,
            max_queue: 20,
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
            initial_instance_count: 4,
            routing_strategy: RoutingStrategy::Random,
            invocation_timeout: Span::from_secs(60),
            launch: Launch {
                provision: Provision::Triangular {
                    min: Span::from_secs(180),
                    mode: Span::from_secs(300),
                    max: Span::from_secs(540),
                },
                download_mb_per_s: 100.0,
                container_start: Span::from_secs(30),
            },
            inference_component: None,
            what_if_spot: None,
        }),
        scaling: Some(Scaling {
            policies: vec![
                TargetTracking {
                    reading: Reading::usual(Metric::InvocationsPerInstance),
                    target_value: 800.0,
                    scale_out_cooldown: Span::from_secs(300),
                    scale_in_cooldown: Span::from_secs(300),
                    disable_scale_in: false,
                }
                .named("requests"),
            ],
            ..Scaling::new(2, 20)
        }),
        network: headroom_model::network::Network::Public,
        prices: headroom_model::price::Prices::default(),
        operations: Vec::new(),
        faults: Vec::new(),
        cloudwatch: CloudWatch {
            metric_delay: Span::from_secs(120),
            metric_delays: Vec::new(),
        },
        slo: None,
        measure_from: Span::ZERO,
    }
}

/// 50 rps, doubled from 09:05 to 09:35.
pub fn spiky() -> Scenario {
    scenario(vec![
        Component::Constant { rps: 50.0 },
        spike(900, 1800, Height::Multiplies(2.0)),
    ])
}

/// A spike without rise or fall.
pub fn spike(at_s: u64, duration_s: u64, height: Height) -> Component {
    Component::Spike {
        at: Time::from_secs(at_s),
        duration: Span::from_secs(duration_s),
        height,
        rise: Span::ZERO,
        fall: Span::ZERO,
    }
}

/// Its run under seed 1.
pub fn run(scenario: &Scenario) -> Run {
    headroom_engine::simulate(scenario, scenario.seed)
}
