//! Random worlds: whatever happens in them, the books balance.

use headroom_engine::run::{Direction, EndpointStatus, InstanceState, Outcome, Run, What};
use headroom_engine::simulate;
use headroom_model::client::{Backoff, Client, RetryOn};
use headroom_model::endpoint::{Provision, RoutingStrategy};
use headroom_model::fault::{Fault, FaultKind};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Arrivals, Component, Height, ServiceTime};
use headroom_tests::worlds::{fixed, seed, tracked};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

const WORLDS: u64 = 500;

struct Dice(Xoshiro256PlusPlus);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.below(1_000_001) as f64 / 1e6
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }
}

/// Any world that the model can hold, small enough to run 500 of.
fn world(n: u64) -> Scenario {
    let mut dice = Dice(Xoshiro256PlusPlus::seed_from_u64(n));
    let mean_ms = dice.between(5.0, 3000.0);
    let service = match dice.below(4) {
        3 => ServiceTime::Gamma {
            mean_ms,
            cv: dice.between(0.2, 1.6),
        },
        0 => ServiceTime::Constant { mean_ms },
        1 => ServiceTime::Exponential { mean_ms },
        _ => ServiceTime::Lognormal {
            mean_ms,
            cv: dice.between(0.05, 2.0),
        },
    };
    let (instances, workers) = (1 + dice.below(6) as u32, 1 + dice.below(4) as u32);
    let capacity_rps = f64::from(instances * workers) * 1000.0 / mean_ms;
    let rps = (capacity_rps * dice.between(0.0, 1.3)).min(12.0);
    let duration_s = 60 + dice.below(4000);
    let mut scenario = fixed(rps, instances, workers, service, duration_s);
    if dice.chance(3) {
        scenario.traffic.arrivals = Arrivals::Uniform;
    }
    if dice.chance(2) {
        let more = component(&mut dice, duration_s);
        scenario.traffic.components.push(more);
    }
    if dice.chance(3) {
        scenario.client = Some(client(&mut dice));
    }
    for _ in 0..dice.below(3) {
        let fault = fault(&mut dice, duration_s);
        scenario.faults.push(fault);
    }
    scenario.model.max_queue = dice.below(30) as u32;
    scenario.model.error_rate = if dice.chance(3) {
        dice.between(0.0, 0.5)
    } else {
        0.0
    };
    scenario.model.cpu_cores = dice.between(0.0, 3.0);
    scenario.measure_from = Span::from_secs(if dice.chance(2) {
        dice.below(duration_s)
    } else {
        0
    });
    let endpoint = scenario.endpoint.real_time_mut().expect("real-time");
    if dice.chance(2) {
        endpoint.routing_strategy = RoutingStrategy::LeastOutstandingRequests;
    }
    endpoint.invocation_timeout = Span::from_secs(1 + dice.below(60));
    endpoint.launch.provision = match dice.below(4) {
        // Beyond 900 s a launch fails and the endpoint rolls back.
        0 => Provision::Triangular {
            min: Span::from_secs(100),
            mode: Span::from_secs(800),
            max: Span::from_secs(1300),
        },
        1 => Provision::Fixed(Span::ZERO),
        _ => Provision::Fixed(Span::from_secs(dice.below(400))),
    };
    if dice.chance(4) {
        return scenario;
    }
    let min = 1 + dice.below(4) as u32;
    let max = min + dice.below(8) as u32;
    let target = dice.between(1.0, 400.0);
    let mut scenario = tracked(scenario, target, min, max);
    scenario.cloudwatch.metric_delay = Span::from_secs(dice.below(200));
    if let Some(policy) = scenario
        .scaling
        .as_mut()
        .and_then(|s| s.policies.first_mut())
        .and_then(|p| p.tracking_mut())
    {
        policy.scale_out_cooldown = Span::from_secs(dice.below(700));
        policy.scale_in_cooldown = Span::from_secs(dice.below(700));
        policy.disable_scale_in = dice.chance(8);
    }
    scenario
}

/// More traffic of any kind.
fn component(dice: &mut Dice, duration_s: u64) -> Component {
    let time = |dice: &mut Dice| Time::from_secs(dice.below(duration_s));
    let span = |dice: &mut Dice| Span::from_secs(1 + dice.below(duration_s));
    match dice.below(6) {
        0 => Component::Ramp {
            from: Time::from_secs(dice.below(duration_s / 2)),
            to: Time::from_secs(duration_s / 2 + dice.below(duration_s)),
            from_rps: dice.between(0.0, 5.0),
            to_rps: dice.between(0.0, 10.0),
        },
        1 => {
            let from = time(dice);
            Component::BusinessHours {
                rps: dice.between(0.0, 10.0),
                off_rps: dice.between(0.0, 2.0),
                open: vec![(from, from + span(dice))],
            }
        }
        2 => Component::Promotions {
            multiplier: dice.between(0.0, 3.0),
            mean_interval: span(dice),
            duration: span(dice),
        },
        3 => Component::Sine {
            mean_rps: dice.between(0.0, 5.0),
            amplitude_rps: dice.between(0.0, 8.0),
            period: span(dice),
            phase: span(dice),
        },
        4 => Component::Trace {
            interval: Span::from_secs(30 + dice.below(200)),
            rps: (0..dice.below(20))
                .map(|_| dice.between(0.0, 10.0))
                .collect(),
        },
        _ => {
            let length = 10 + dice.below(duration_s);
            Component::Spike {
                at: time(dice),
                duration: Span::from_secs(length),
                height: if dice.chance(2) {
                    Height::Adds(dice.between(0.0, 15.0))
                } else {
                    Height::Multiplies(dice.between(0.0, 4.0))
                },
                rise: Span::from_secs(dice.below(length / 2 + 1)),
                fall: Span::from_secs(dice.below(length / 2 + 1)),
            }
        }
    }
}

fn client(dice: &mut Dice) -> Client {
    Client {
        timeout: dice.chance(2).then(|| Span::from_secs(1 + dice.below(90))),
        max_retries: dice.below(4) as u32,
        retry_on: RetryOn {
            model_error: dice.chance(2),
            rejected: !dice.chance(4),
            ..RetryOn::default()
        },
        backoff: Backoff {
            base_ms: dice.between(0.0, 2000.0),
            jitter: dice.between(0.0, 1.0),
            ..Backoff::default()
        },
    }
}

fn fault(dice: &mut Dice, duration_s: u64) -> Fault {
    let duration = Span::from_secs(1 + dice.below(duration_s / 2));
    let kind = match dice.below(5) {
        0 => FaultKind::InstanceCrash {
            count: 1 + dice.below(3) as u32,
        },
        1 => FaultKind::MetricsDelay {
            duration,
            delay: Span::from_secs(dice.below(600)),
        },
        2 => FaultKind::MetricsLost { duration },
        3 => FaultKind::InsufficientCapacity { duration },
        _ => FaultKind::SlowModel {
            duration,
            factor: dice.between(0.2, 5.0),
        },
    };
    Fault {
        at: Time::from_secs(dice.below(duration_s)),
        kind,
    }
}

#[test]
fn the_books_balance_in_500_random_worlds() {
    let (mut requests, mut failures, mut activities, mut rollbacks) = (0, 0, 0, 0);
    let (mut lost, mut retries) = (0, 0);
    for n in 0..WORLDS {
        let scenario = world(n);
        let run = simulate(&scenario, seed(n));
        let r = &run.summary.requests;
        // Four independent counts: arrivals, a histogram's completions, failures by kind, and
        // what stands in queues and on workers at the end.
        assert_eq!(
            r.arrived,
            r.completed + r.failed.total() + r.in_flight_at_end,
            "world {n}: {r:?}"
        );
        assert_eq!(
            r.origins.arrived,
            r.origins.succeeded + r.origins.failed + r.origins.open
        );
        if scenario.measure_from == Span::ZERO {
            assert_eq!(
                run.series.invocations.iter().sum::<u64>(),
                r.arrived,
                "world {n}"
            );
            assert_eq!(
                run.series.errors.iter().sum::<u64>(),
                r.failed.total(),
                "world {n}"
            );
        }
        check_series(n, &scenario, &run);
        check_cost(n, &scenario, &run);
        check_order(n, &scenario, &run);
        requests += r.arrived;
        failures += r.failed.total();
        activities += run.summary.scaling.scale_outs + run.summary.scaling.scale_ins;
        rollbacks += run.summary.scaling.failed;
        lost += r.failed.instance_lost;
        retries += r.retries;
    }
    // The worlds are worth looking at.
    println!("{lost} lost with their instance, {retries} retries");
    println!(
        "{requests} requests, {failures} failures, {activities} activities, {rollbacks} rolled back"
    );
    assert!(failures > 10_000 && activities > 200 && rollbacks > 10);
    assert!(
        lost > 20 && retries > 1000,
        "{lost} lost, {retries} retries"
    );
}

/// Limits hold, a metric that was not published is null, utilisation stays in its range.
fn check_series(n: u64, scenario: &Scenario, run: &Run) {
    let endpoint = scenario.endpoint.real_time().expect("real-time");
    let s = &run.series;
    assert_eq!(
        s.len() as u64,
        scenario.duration.micros().div_ceil(60_000_000),
        "world {n}"
    );
    for i in 0..s.len() {
        // A registration that rolled back leaves the count where it was.
        if let Some(scaling) = scenario
            .scaling
            .as_ref()
            .filter(|_| run.summary.scaling.failed == 0)
        {
            let desired = s.desired_instance_count[i];
            assert!(
                (scaling.min_capacity..=scaling.max_capacity).contains(&desired),
                "world {n}, row {i}"
            );
        }
        let Some(cpu) = s.cpu_utilization[i] else {
            // Nothing was in service: every instance had died.
            assert!(s.in_service_instance_count[i] == 0 && s.invocations_per_instance[i].is_none());
            continue;
        };
        let full = 100.0 * f64::from(endpoint.instance_type.vcpus);
        assert!(
            (0.0..=full + 1e-9).contains(&cpu),
            "world {n}, row {i}: {cpu}"
        );
        assert!(s.queue[i] >= 0.0);
        assert_eq!(
            s.model_latency_p50_ms[i].is_some(),
            s.model_latency_p99_ms[i].is_some()
        );
    }
    if let Some(u) = run.summary.worker_utilization {
        assert!((0.0..=1.0 + 1e-9).contains(&u), "world {n}: {u}");
    }
}

/// Cost, again, from the life of each instance.
fn check_cost(n: u64, scenario: &Scenario, run: &Run) {
    let endpoint = scenario.endpoint.real_time().expect("real-time");
    let mut born = std::collections::BTreeMap::new();
    let mut billed = Span::ZERO;
    for event in &run.events {
        if let What::Instance { number, state } = event.what {
            match state {
                InstanceState::WaitingForCapacity => {}
                InstanceState::Gone | InstanceState::Failed => {
                    // One that waited for capacity to its end was never billed.
                    if let Some(start) = born.remove(&number) {
                        billed += event.time - start;
                    }
                }
                _ => {
                    born.entry(number).or_insert(event.time);
                }
            }
        }
    }
    for start in born.into_values() {
        billed += (Time::ZERO + scenario.duration) - start;
    }
    assert_eq!(
        run.summary.capacity.instance_seconds,
        billed.micros() as f64 / 1e6,
        "world {n}"
    );
    let usd = billed.secs_f64() / 3600.0 * endpoint.instance_type.usd_per_hour;
    assert!((run.summary.cost_usd.total - usd).abs() < 1e-9, "world {n}");
    assert!(
        (run.series.cost_usd.iter().sum::<f64>() - usd).abs() < 1e-9,
        "world {n}"
    );
}

/// Time never goes back; an instance serves after it has started; no scale-in inside a cooldown.
fn check_order(n: u64, scenario: &Scenario, run: &Run) {
    let mut last = Time::ZERO;
    let mut status = EndpointStatus::InService;
    let mut in_service = std::collections::BTreeSet::new();
    let mut held_until = Time::ZERO;
    for event in &run.events {
        assert!(event.time >= last, "world {n}");
        last = event.time;
        match event.what {
            What::EndpointStatus { status: now } => status = now,
            What::Instance { number, state } => {
                if state == InstanceState::InService {
                    in_service.insert(number);
                } else {
                    in_service.remove(&number);
                }
            }
            What::CooldownStarted { until, .. } => held_until = until,
            What::CooldownEnded { .. } => held_until = Time::ZERO,
            What::ActivityStarted { from, to, .. } => {
                assert_eq!(
                    status,
                    EndpointStatus::InService,
                    "world {n}: one activity at a time"
                );
                assert!(
                    to > from || event.time >= held_until,
                    "world {n}: scale-in in a cooldown"
                );
            }
            _ => {}
        }
    }
    assert_eq!(
        in_service.len() as u32,
        run.summary.capacity.r#final,
        "world {n}"
    );
    assert!(last <= Time::ZERO + scenario.duration);
    for decision in &run.decisions {
        let acted = matches!(decision.outcome, Outcome::Scaled { .. });
        assert_eq!(
            acted,
            decision.guards.all_hold() && decision.direction != Direction::Hold,
            "world {n}: {decision:?}"
        );
    }
}
