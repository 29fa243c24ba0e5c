//! The engine's own worked example: a spike that doubles 50 rps, and what each figure must be.

use headroom_engine::run::{NotScaledReason, Outcome, Run, What};
use headroom_engine::{Sim, simulate};
use headroom_model::endpoint::{InstanceType, Launch, Provision, RealTime, RoutingStrategy};
use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::TargetTracking;
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::Scaling;
use headroom_model::scenario::{CloudWatch, Endpoint, Scenario, Seed, Slo, SloLatency};
use headroom_model::time::{Span, Start, Time};
use headroom_model::traffic::{Arrivals, Component, Height, Model, ServiceTime, Traffic};

fn seed(n: u64) -> Seed {
    Seed::new(n).expect("a small seed")
}

/// 50 rps, doubled from 900 s to 2,700 s; two workers of 100 ms an instance; target 800.
fn spike() -> Scenario {
    Scenario {
        id: "spike".into(),
        title: String::new(),
        summary: String::new(),
        seed: seed(1),
        start: Start::DEFAULT,
        duration: Span::from_secs(3600),
        ruleset: Ruleset::Aws,
        traffic: Traffic {
            arrivals: Arrivals::Poisson,
            components: vec![
                Component::Constant { rps: 50.0 },
                Component::Spike {
                    at: Time::from_secs(900),
                    duration: Span::from_secs(1800),
                    height: Height::Multiplies(2.0),
                    rise: Span::ZERO,
                    fall: Span::ZERO,
                },
            ],
        },
        client: None,
        model: Model {
            service_time: ServiceTime::Lognormal {
                mean_ms: 100.0,
                cv: 0.5,
            },
            workers: 2,
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
                .named("track"),
            ],
            ..Scaling::new(2, 20)
        }),
        network: headroom_model::network::Network::Public,
        prices: headroom_model::price::Prices::default(),
        operations: vec![],
        faults: vec![],
        cloudwatch: CloudWatch {
            metric_delay: Span::from_secs(120),
            metric_delays: vec![],
        },
        slo: Some(Slo {
            latency: Some(SloLatency {
                latency_ms: 1000.0,
                percentile: 99.0,
            }),
            availability: Some(0.999),
        }),
        measure_from: Span::ZERO,
    }
}

fn activities(run: &Run) -> Vec<(f64, u32, u32)> {
    run.events
        .iter()
        .filter_map(|e| match e.what {
            What::ActivityStarted { from, to, .. } => Some((e.time.secs_f64(), from, to)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_policy_jumps_once_after_three_datapoints_and_the_metric_delay() {
    for n in 1..=5 {
        let run = simulate(&spike(), seed(n));
        // Fact 0.2, 0.4: 3 of 3 minutes from 900 s close at 1,080 s and are seen 120 s later.
        assert_eq!(activities(&run)[0], (1200.0, 4, 8), "seed {n}");
        let r = &run.summary.requests;
        assert_eq!(
            r.arrived,
            r.completed + r.failed.total() + r.in_flight_at_end
        );
        assert_eq!(r.failed.rejected + r.failed.timed_out, r.failed.total());
        assert!(
            (6_500..11_500).contains(&r.failed.total()),
            "{}",
            r.failed.total()
        );
        let p99 = run.summary.latency_ms.p99.expect("there");
        assert!((50_000.0..52_000.0).contains(&p99), "{p99}");
        let hours = run.summary.capacity.instance_seconds / 3600.0;
        assert!((6.6..6.75).contains(&hours), "{hours}");
        assert!((run.summary.cost_usd.total - hours * 0.23).abs() < 1e-9);
        assert!(!run.summary.slo.expect("asked for").met);
        assert_eq!(run.series.len(), 60);
    }
}

#[test]
fn cutting_a_run_anywhere_changes_nothing() {
    let scenario = spike();
    let whole = simulate(&scenario, seed(3));
    for step_us in [7_777_777, 60_000_000, 399_999_999] {
        let mut sim = Sim::new(&scenario, seed(3));
        let mut t = 0;
        while sim.now() < Time::from_secs(3600) {
            t += step_us;
            sim.advance_to(Time::from_micros(t));
        }
        assert_eq!(sim.finish(), whole, "in steps of {step_us} µs");
    }
    assert_eq!(simulate(&scenario, seed(3)).digest(), whole.digest());
    assert_ne!(simulate(&scenario, seed(4)).digest(), whole.digest());
}

#[test]
fn while_the_endpoint_is_updating_no_policy_acts() {
    let run = simulate(&spike(), seed(1));
    let reason = Outcome::NotScaled(NotScaledReason::TargetServicePutResourceAsUnscalable);
    let held: Vec<f64> = run
        .decisions
        .iter()
        .filter(|d| d.outcome == reason)
        .map(|d| d.time.secs_f64())
        .collect();
    assert!(
        held.contains(&1260.0) && held.iter().all(|t| *t > 1200.0),
        "{held:?}"
    );
}

#[test]
fn a_policy_never_changes_the_traffic() {
    let mut other = spike();
    if let Some(scaling) = &mut other.scaling {
        scaling.policies[0].tracking_mut().unwrap().target_value = 300.0;
    }
    let (a, b) = (simulate(&spike(), seed(9)), simulate(&other, seed(9)));
    assert_eq!(a.series.invocations, b.series.invocations);
    assert_ne!(activities(&a), activities(&b));
}

#[test]
fn causes_come_before_their_effects_and_activities_lead_back_to_datapoints() {
    let run = simulate(&spike(), seed(1));
    let mut before = Time::ZERO;
    for (id, event) in run.events.iter().enumerate() {
        assert!(event.time >= before, "events are in order of time");
        before = event.time;
        assert!(event.because.iter().all(|cause| (*cause as usize) < id));
    }
    let mut chain = vec![
        run.events
            .iter()
            .position(|e| matches!(e.what, What::ActivityStarted { .. }))
            .expect("one"),
    ];
    let mut kinds = Vec::new();
    while let Some(id) = chain.pop() {
        kinds.push(run.events[id].what.kind());
        chain.extend(run.events[id].because.iter().map(|c| *c as usize));
    }
    for kind in ["decision", "alarm_state", "datapoint"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
}
