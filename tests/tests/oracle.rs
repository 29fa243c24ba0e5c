//! An independent answer for simple worlds: with a fixed fleet, first come first served and no
//! faults, a request's start and end are known when it arrives. No events, no heap of departures.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use headroom_engine::random::sample::Service;
use headroom_engine::random::stream::{Purpose, Stream};
use headroom_engine::simulate;
use headroom_engine::traffic::Arrivals;
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::Span;
use headroom_model::traffic::ServiceTime;
use headroom_tests::worlds::{fixed, seed};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

const WORLDS: u64 = 200;

/// What the recursion finds.
struct Answer {
    arrived: u64,
    rejected: u64,
    in_flight: u64,
    /// Of completed requests, ascending, in microseconds.
    latencies: Vec<u64>,
    waits: Vec<u64>,
    busy_us: u64,
}

/// One instance: when each of its workers is free, and when those that may still wait start.
struct Instance {
    free: BinaryHeap<Reverse<u64>>,
    starts: VecDeque<u64>,
}

fn recursion(scenario: &Scenario, seed: Seed) -> Answer {
    let endpoint = scenario.endpoint.real_time().expect("real-time");
    let end = scenario.duration.micros();
    let mut instances: Vec<Instance> = (0..endpoint.initial_instance_count)
        .map(|_| Instance {
            free: (0..scenario.model.workers).map(|_| Reverse(0)).collect(),
            starts: VecDeque::new(),
        })
        .collect();
    let mut arrivals = Arrivals::new(scenario, seed);
    let mut service = Service::new(
        scenario.model.service_time,
        Stream::new(seed, Purpose::Service, 0),
    );
    let mut routing = Stream::new(seed, Purpose::Routing, 0);
    let mut answer = Answer {
        arrived: 0,
        rejected: 0,
        in_flight: 0,
        latencies: Vec::new(),
        waits: Vec::new(),
        busy_us: 0,
    };
    loop {
        let now = arrivals.next_us();
        if now == u64::MAX {
            break;
        }
        answer.arrived += 1;
        let took = service.draw();
        let chosen = routing.below(endpoint.initial_instance_count) as usize;
        let instance = &mut instances[chosen];
        while instance.starts.front().is_some_and(|&start| start <= now) {
            instance.starts.pop_front();
        }
        let Reverse(free) = *instance.free.peek().expect("a worker");
        if free > now && instance.starts.len() >= scenario.model.max_queue as usize {
            answer.rejected += 1;
            continue;
        }
        instance.free.pop();
        let start = now.max(free);
        let done = start + took;
        instance.free.push(Reverse(done));
        instance.starts.push_back(start);
        answer.busy_us += done.min(end).saturating_sub(start);
        if done < end {
            answer.latencies.push(done - now);
            answer.waits.push(start - now);
        } else {
            answer.in_flight += 1;
        }
    }
    answer.latencies.sort_unstable();
    answer.waits.sort_unstable();
    answer
}

fn percentile(sorted: &[u64], p: f64) -> f64 {
    let rank = (p / 100.0 * sorted.len() as f64).ceil().max(1.0) as usize;
    sorted[rank - 1] as f64 / 1000.0
}

#[test]
fn two_hundred_worlds_agree_with_the_recursion() {
    let mut requests = 0;
    for n in 0..WORLDS {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(n);
        let mut pick = |of: u64| dice.next_u64() % of;
        let mean_ms = 5.0 + pick(500) as f64;
        let cv = 0.1 + pick(15) as f64 / 10.0;
        let service = match pick(4) {
            0 => ServiceTime::Constant { mean_ms },
            1 => ServiceTime::Exponential { mean_ms },
            2 => ServiceTime::Gamma { mean_ms, cv },
            _ => ServiceTime::Lognormal { mean_ms, cv },
        };
        let (instances, workers) = (1 + pick(8) as u32, 1 + pick(5) as u32);
        let full_rps = f64::from(instances * workers) * 1000.0 / mean_ms;
        let rps = full_rps * (0.2 + pick(110) as f64 / 100.0);
        let duration_s = (10_000.0 / rps).ceil() as u64;
        let mut scenario = fixed(rps, instances, workers, service, duration_s.max(1));
        scenario.model.max_queue = pick(60) as u32;
        let endpoint = scenario.endpoint.real_time_mut().expect("real-time");
        endpoint.invocation_timeout = Span::from_secs(1_000_000);

        let run = simulate(&scenario, seed(n));
        let oracle = recursion(&scenario, seed(n));
        let r = &run.summary.requests;
        assert_eq!(r.arrived, oracle.arrived, "world {n}");
        assert_eq!(r.failed.rejected, oracle.rejected, "world {n}");
        assert_eq!(r.in_flight_at_end, oracle.in_flight, "world {n}");
        assert_eq!(r.completed, oracle.latencies.len() as u64, "world {n}");
        for (name, ours, exact) in [
            (
                "p50",
                run.summary.latency_ms.p50,
                percentile(&oracle.latencies, 50.0),
            ),
            (
                "p99",
                run.summary.latency_ms.p99,
                percentile(&oracle.latencies, 99.0),
            ),
            (
                "wait p50",
                run.summary.wait_ms.p50,
                percentile(&oracle.waits, 50.0),
            ),
            (
                "wait p99",
                run.summary.wait_ms.p99,
                percentile(&oracle.waits, 99.0),
            ),
            (
                "max",
                run.summary.latency_ms.max,
                percentile(&oracle.latencies, 100.0),
            ),
        ] {
            let ours = ours.expect("completed requests");
            assert!(
                ours >= exact && ours <= exact * 1.01,
                "world {n}, {name}: {ours} {exact}"
            );
        }
        let whole = scenario.duration.micros() * u64::from(instances * workers);
        let share = oracle.busy_us as f64 / whole as f64;
        let ours = run.summary.worker_utilization.expect("in service");
        assert!((ours - share).abs() < 1e-12, "world {n}: {ours} {share}");
        requests += r.arrived;
    }
    assert!(requests > 1_000_000, "{requests}");
}
