//! Queues with a known answer: M/M/c, M/G/1 and M/M/1/K, at utilisations 0.5 and 0.8.
//!
//! Each figure is the mean of independent replications over at least 10^6 requests together; it
//! must lie within 5 % of theory and within 3.3 standard errors.

use headroom_engine::run::Summary;
use headroom_engine::simulate;
use headroom_model::scenario::Scenario;
use headroom_model::time::Span;
use headroom_model::traffic::ServiceTime;
use headroom_tests::worlds::{fixed, seed};

const REPLICATIONS: u64 = 25;
/// Requests of a replication after its warm-up.
const REQUESTS: f64 = 44_000.0;
const MEAN_MS: f64 = 10.0;

/// `instances` of `c` workers at utilisation `rho`, measured after a warm-up of 2,000 requests.
fn queue(rho: f64, instances: u32, c: u32, service: ServiceTime) -> Scenario {
    let rps = rho * f64::from(instances * c) * 1000.0 / MEAN_MS;
    let warm_up_s = 2_000.0 / rps;
    let mut scenario = fixed(rps, instances, c, service, 1);
    scenario.measure_from = Span::from_secs_f64(warm_up_s);
    scenario.duration = Span::from_secs_f64(warm_up_s + REQUESTS / rps);
    scenario.model.max_queue = 1_000_000;
    scenario
}

/// Holds the mean of a figure over the replications against theory.
fn hold(name: &str, scenario: &Scenario, theory: f64, figure: impl Fn(&Summary) -> f64) {
    let mut requests = 0;
    let values: Vec<f64> = (0..REPLICATIONS)
        .map(|n| {
            let run = simulate(scenario, seed(1000 + n));
            requests += run.summary.requests.arrived;
            figure(&run.summary)
        })
        .collect();
    let n = REPLICATIONS as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    let z = (mean - theory) / (variance / n).sqrt();
    println!("{name}: {mean:.4} against {theory:.4}, z {z:.2}, {requests} requests");
    assert!(requests >= 1_000_000, "{name}: {requests}");
    assert!(
        (mean / theory - 1.0).abs() < 0.05,
        "{name}: {mean} against {theory}"
    );
    assert!(z.abs() < 3.3, "{name}: z = {z}");
}

fn mean_wait(summary: &Summary) -> f64 {
    summary.wait_ms.mean.expect("completed requests")
}

/// Probability of waiting in M/M/c (Erlang C), by the recursion of Erlang B.
fn erlang_c(c: u32, rho: f64) -> f64 {
    let load = rho * f64::from(c);
    let b = (1..=c).fold(1.0, |b, k| load * b / (f64::from(k) + load * b));
    b / (1.0 - rho + rho * b)
}

#[test]
fn m_m_c_waits_as_erlang_c_says() {
    for rho in [0.5, 0.8] {
        for c in [1, 4] {
            let theory = erlang_c(c, rho) * MEAN_MS / (f64::from(c) * (1.0 - rho));
            let scenario = queue(rho, 1, c, ServiceTime::Exponential { mean_ms: MEAN_MS });
            hold(&format!("M/M/{c} at {rho}"), &scenario, theory, mean_wait);
        }
    }
}

#[test]
fn random_routing_splits_a_poisson_stream_into_poisson_streams() {
    let rho = 0.8;
    let scenario = queue(rho, 5, 1, ServiceTime::Exponential { mean_ms: MEAN_MS });
    hold(
        "5 × M/M/1 at 0.8",
        &scenario,
        rho / (1.0 - rho) * MEAN_MS,
        mean_wait,
    );
}

#[test]
fn m_g_1_waits_as_pollaczek_and_khinchine_say() {
    for rho in [0.5, 0.8] {
        for (name, service, cv) in [
            ("M/D/1", ServiceTime::Constant { mean_ms: MEAN_MS }, 0.0),
            (
                "M/LN/1",
                ServiceTime::Lognormal {
                    mean_ms: MEAN_MS,
                    cv: 0.5,
                },
                0.5,
            ),
        ] {
            let theory = rho / (1.0 - rho) * (1.0 + cv * cv) / 2.0 * MEAN_MS;
            hold(
                &format!("{name} at {rho}"),
                &queue(rho, 1, 1, service),
                theory,
                mean_wait,
            );
        }
    }
}

#[test]
fn m_m_1_k_rejects_its_share() {
    for (rho, k) in [(0.5, 3), (0.8, 5)] {
        let powers: f64 = (0..=k).map(|i| f64::powi(rho, i)).sum();
        let theory = f64::powi(rho, k) / powers;
        let mut scenario = queue(rho, 1, 1, ServiceTime::Exponential { mean_ms: MEAN_MS });
        scenario.model.max_queue = k as u32 - 1;
        hold(&format!("M/M/1/{k} at {rho}"), &scenario, theory, |s| {
            s.requests.failed.rejected as f64 / s.requests.arrived as f64
        });
    }
}

#[test]
fn workers_are_as_busy_as_the_load_says() {
    let scenario = queue(
        0.8,
        3,
        2,
        ServiceTime::Lognormal {
            mean_ms: MEAN_MS,
            cv: 0.5,
        },
    );
    hold("utilisation", &scenario, 0.8, |s| {
        s.worker_utilization.expect("in service")
    });
    let endpoint = scenario.endpoint.real_time().expect("real-time");
    let per_core = 100.0 * 2.0 / f64::from(endpoint.instance_type.vcpus);
    assert_eq!(
        per_core, 50.0,
        "two workers of four cores fill half of the box"
    );
}
