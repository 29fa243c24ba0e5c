//! Random worlds: any traffic, any policies, any faults, as scenario files. Small enough to run
//! thousands of, and written as JSON, so that the reader is soaked too and a bad one can be kept.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::dice::Dice;
use super::endpoint::{Kind, endpoint, job};
use super::scaling::{Day, Target, scale};
use super::{fault, traffic};

/// Most requests of a world, retries included.
pub const MOST_REQUESTS: u64 = 50_000;
/// Most requests of a world of the scaling soak without its retries; a request has two of them at
/// most.
const MOST_ORIGINS: f64 = 14_000.0;
/// The same of a world of every kind, which are many.
const FEW_ORIGINS: f64 = 6_000.0;

/// Which worlds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Worlds {
    /// Plain variants behind a real-time endpoint, under heavy scaling
    #[default]
    Scaling,
    /// Every kind of endpoint and job, in networks that break
    EveryKind,
}

/// World number `n`, a scenario of format 1.
pub fn world(worlds: Worlds, n: u64) -> Value {
    match worlds {
        Worlds::Scaling => scaling(n),
        Worlds::EveryKind => every_kind(n),
    }
}

fn scaling(n: u64) -> Value {
    let mut dice = Dice::of(n);
    let d = &mut dice;
    let duration_s = 300 + d.below(7200);
    let mean_ms = d.between(5.0, 3000.0);
    let (instances, workers) = (1 + d.below(6), 1 + d.below(4));
    let capacity_rps = (instances * workers) as f64 * 1000.0 / mean_ms;
    let most_rps = most_rps(MOST_ORIGINS, duration_s);
    let rps = (capacity_rps * d.between(0.0, 1.3)).min(most_rps);
    let mut components = vec![json!({"kind": "constant", "rps": rps})];
    for _ in 0..d.below(3) {
        components.push(traffic::component(d, duration_s, most_rps));
    }
    let mut world = json!({
        "id": format!("soak-{n}"),
        "seed": n,
        "duration_s": duration_s,
        "ruleset": d.pick(&["aws", "study_guide"]),
        "traffic": {"arrivals": d.pick(&["poisson", "uniform"]), "components": components},
        "model": traffic::model(d, mean_ms, workers),
        "endpoint": endpoint(d, Kind::RealTime, instances),
        "cloudwatch": {"metric_delay_s": d.below(200)},
    });
    if d.chance(2) {
        world["client"] = traffic::client(d);
    }
    let faults: Vec<Value> = (0..d.below(4))
        .map(|_| fault::fault(d, duration_s))
        .collect();
    world["faults"] = faults.into();
    if !d.chance(6) {
        scale(
            d,
            &mut world,
            &Target::of(Kind::RealTime, Day::USUAL, duration_s),
        );
    }
    if d.chance(5) {
        world["measure_from_s"] = d.below(duration_s / 2).into();
    }
    world
}

/// Up to three parts share the budget, each of them at most doubled by a multiplier.
fn most_rps(origins: f64, duration_s: u64) -> f64 {
    origins / duration_s as f64 / 6.0
}

/// A world of any kind: mostly what serves requests, a job now and then.
fn every_kind(n: u64) -> Value {
    let mut dice = Dice::of(n ^ 0x0005_eed0_fa11);
    let d = &mut dice;
    let duration_s = 300 + d.below(7200);
    let kind = Kind::ALL[d.below(Kind::ALL.len() as u64) as usize];
    let day = Day::any(d);
    let mut world = json!({
        "id": format!("every-kind-{n}"),
        "seed": n,
        "start": day.start,
        "duration_s": duration_s,
        "ruleset": if kind == Kind::BatchTransformSpot { "study_guide" } else { d.pick(&["aws", "study_guide"]) },
        "cloudwatch": {"metric_delay_s": d.below(200)},
        "prices": {"spot_discount": d.between(0.0, 0.9),
            "serverless": {"provisioned_usd_per_gb_second": 0.000_01}},
    });
    let mut faults: Vec<Value> = (0..d.below(4))
        .map(|_| fault::any_fault(d, duration_s))
        .collect();
    if kind.has_network() && d.chance(2) {
        let (network, broken) = fault::network(d, duration_s);
        world["network"] = network;
        faults.extend(broken);
    }
    world["faults"] = faults.into();
    if kind.is_job() {
        world["endpoint"] = job(d, kind, duration_s);
        return world;
    }
    serves(d, &mut world, kind, day, duration_s);
    world
}

/// What only a kind that serves requests has.
fn serves(d: &mut Dice, world: &mut Value, kind: Kind, day: Day, duration_s: u64) {
    let mean_ms = d.between(5.0, 3000.0);
    let (instances, workers) = (1 + d.below(4), 1 + d.below(4));
    let capacity_rps = (instances * workers) as f64 * 1000.0 / mean_ms;
    let most_rps = most_rps(FEW_ORIGINS, duration_s);
    // Half of them are idle for long, so that what may go to zero goes there.
    let share = if d.chance(2) {
        0.0
    } else {
        d.between(0.0, 1.3)
    };
    let mut components =
        vec![json!({"kind": "constant", "rps": (capacity_rps * share).min(most_rps)})];
    for _ in 0..d.below(3) {
        components.push(traffic::any_component(d, duration_s, most_rps));
    }
    world["traffic"] =
        json!({"arrivals": d.pick(&["poisson", "uniform"]), "components": components});
    world["model"] = traffic::model(d, mean_ms, workers);
    world["model"]["artifact_mb"] = d.between(0.0, 5000.0).into();
    world["model"]["payload_mb"] = d.between(0.0, 3.0).into();
    world["endpoint"] = endpoint(d, kind, instances);
    if d.chance(2) {
        world["client"] = traffic::client(d);
    }
    if d.chance(3) {
        world["slo"] =
            json!({"latency_ms": d.between(10.0, 5000.0), "percentile": 99, "availability": 0.99});
    }
    if !d.chance(6) {
        let concurrency = world["endpoint"]["max_concurrency"].as_u64();
        let target = Target::of(kind, day, duration_s).up_to(concurrency);
        scale(d, world, &target);
    }
    if d.chance(5) {
        world["measure_from_s"] = d.below(duration_s / 2).into();
    }
}
