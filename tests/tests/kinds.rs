//! The other kinds of endpoint against theory, and against another simulator.
//!
//! Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities" (1917), for
//! the loss formula, and B. A. Sevastyanov (1957) for its insensitivity to the distribution; the
//! exponential distribution of gaps in a Poisson stream for cold starts; J. T. Daly, "A higher
//! order estimate of the optimum checkpoint interval for restart dumps", Future Generation Computer
//! Systems 22 (2006), for jobs under interruptions; N. Mahmoudi and H. Khazaei, "SimFaaS" (2021),
//! run by `tests/simfaas/compare.py`.

use headroom_engine::simulate;
use headroom_model::scenario::Scenario;
use headroom_model::time::Span;
use headroom_model::traffic::ServiceTime;
use headroom_tests::kinds::{serverless, spot_training};
use headroom_tests::worlds::seed;

/// Mean of a figure over seeds, with its standard error.
fn mean(
    scenario: &Scenario,
    seeds: u64,
    figure: impl Fn(&headroom_engine::run::Summary) -> f64,
) -> (f64, f64) {
    let run = |n| figure(&simulate(scenario, seed(n)).summary);
    let values: Vec<f64> = (1..=seeds).map(run).collect();
    let n = seeds as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

#[track_caller]
fn near(name: &str, (mean, error): (f64, f64), theory: f64, share: f64) {
    let off = (mean - theory).abs();
    println!("{name}: {mean:.5} ± {error:.5}, theory {theory:.5}");
    assert!(off <= share * theory, "{name}: {mean} against {theory}");
    assert!(
        off <= 4.0 * error,
        "{name}: {mean} ± {error} against {theory}"
    );
}

/// Erlang's loss formula.
fn erlang_b(servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |b, n| load * b / (f64::from(n) + load * b))
}

const NO_COLD_START: ServiceTime = ServiceTime::Constant { mean_ms: 0.0 };

#[test]
fn throttling_is_erlang_b_whatever_the_distribution() {
    for service in [
        ServiceTime::Constant { mean_ms: 500.0 },
        ServiceTime::Exponential { mean_ms: 500.0 },
        ServiceTime::Lognormal {
            mean_ms: 500.0,
            cv: 2.0,
        },
    ] {
        let mut scenario = serverless(16.0, service, 10, NO_COLD_START, 600, 4100);
        scenario.measure_from = Span::from_secs(100);
        let throttled = mean(&scenario, 20, |s| {
            s.requests.failed.throttled as f64 / s.requests.arrived as f64
        });
        near("Erlang B", throttled, erlang_b(10, 8.0), 0.02);
    }
}

/// With one request at a time, no service time to speak of and no other environment, a request
/// meets no environment when the gap before it is longer than the idle time-out.
#[test]
fn facts_section_5_a_cold_start_has_the_probability_of_a_gap_beyond_the_idle_timeout() {
    let quick = ServiceTime::Constant { mean_ms: 0.1 };
    let scenario = serverless(0.05, quick, 200, NO_COLD_START, 30, 400_000);
    let cold = mean(&scenario, 20, |s| {
        s.cold_starts as f64 / s.requests.arrived as f64
    });
    near("cold start", cold, libm::exp(-0.05 * 30.0), 0.02);
}

/// Daly's expected time under exponential interruptions, waiting left out: each part of work and
/// checkpoint takes M (e^{x/M} − 1), times e^{R/M} once there is a checkpoint to resume from.
#[test]
fn spot_training_takes_the_time_of_dalys_formula() {
    let m = 7200.0;
    let part = |x: f64, resume: f64| m * libm::exp(resume / m) * (libm::exp(x / m) - 1.0);
    let without = spot_training(3600, 7200, 600, None, 50_000);
    let billed = |s: &headroom_engine::run::Summary| s.job.expect("a job").billed_s;
    near(
        "no checkpoint",
        mean(&without, 1500, billed),
        part(3600.0, 0.0),
        0.05,
    );
    let with = spot_training(14_400, 7200, 600, Some([1800, 30, 120]), 60_000);
    let theory = part(1830.0, 0.0) + 6.0 * part(1830.0, 120.0) + part(1800.0, 120.0);
    near("every half hour", mean(&with, 500, billed), theory, 0.02);
}

/// Environments and busy ones of SimFaaS 0.2.2, as `tests/simfaas/compare.py` prints them: rate
/// per second, mean service, mean cold start and idle time-out in seconds, all times exponential.
const SIMFAAS: [([f64; 4], f64, f64); 3] = [
    ([1.0, 2.0, 1.0, 60.0], 6.3578, 2.0110),
    ([0.2, 1.0, 4.0, 30.0], 1.7700, 0.2670),
    ([5.0, 0.5, 2.0, 10.0], 7.1822, 2.7334),
];

#[test]
fn environments_are_those_of_simfaas_within_three_percent() {
    for ([rps, service, cold, idle], environments, busy) in SIMFAAS {
        let exponential = |seconds: f64| ServiceTime::Exponential {
            mean_ms: seconds * 1000.0,
        };
        let scenario = serverless(
            rps,
            exponential(service),
            200,
            exponential(cold),
            idle as u64,
            200_000,
        );
        let (all, _) = mean(&scenario, 10, |s| s.environments.expect("serverless").mean);
        let (working, _) = mean(&scenario, 10, |s| {
            s.environments.expect("serverless").mean_busy
        });
        println!("{environments} {all}, {busy} {working}");
        assert!((all - environments).abs() <= 0.03 * environments);
        assert!((working - busy).abs() <= 0.03 * busy);
    }
}

/// LESSONS of the course in shape: with a checkpoint every half hour a job loses little, every
/// minute it pays for saving, without any it repeats most of its work.
#[test]
fn a_checkpoint_interval_has_a_best_size() {
    let billed = |checkpoint| {
        let scenario = spot_training(14_400, 7200, 600, checkpoint, 300_000);
        mean(&scenario, 40, |s| s.job.expect("a job").billed_s / 3600.0).0
    };
    let (none, half_hour, minute) = (
        billed(None),
        billed(Some([1800, 30, 120])),
        billed(Some([60, 30, 120])),
    );
    println!("{none} {half_hour} {minute}");
    assert!(half_hour < minute && minute < none);
    assert!((4.3..5.1).contains(&half_hour) && (5.8..6.5).contains(&minute) && none > 8.0);
}

#[test]
fn nothing_costs_nothing() {
    let quick = ServiceTime::Constant { mean_ms: 100.0 };
    let mut idle = serverless(0.0, quick, 10, NO_COLD_START, 600, 3600);
    idle.traffic.components.clear();
    idle.prices.serverless.usd_per_gb_second = 0.000_02;
    let summary = simulate(&idle, seed(1)).summary;
    assert_eq!(summary.cost_usd.total, 0.0);
    assert_eq!(summary.environments.map(|e| e.max), Some(0));
    // And a request costs its milliseconds times its memory: 2 GB × 0.1 s.
    let mut one = serverless(1.0, quick, 10, NO_COLD_START, 600, 3600);
    one.traffic.arrivals = headroom_model::traffic::Arrivals::Uniform;
    one.prices.serverless.usd_per_gb_second = 0.000_02;
    let cost = simulate(&one, seed(1)).summary.cost_usd.serverless;
    assert!(
        (cost - 3600.0 * 0.1 * 2.0 * 0.000_02).abs() < 1e-9,
        "{cost}"
    );
}
