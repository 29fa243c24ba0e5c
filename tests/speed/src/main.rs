//! Speed as ratios within one run: the engine against the floor, against two simulation libraries
//! on the same queue, and against itself on larger worlds.
//!
//! Time is this thread's own. Everything takes turns in short slices, and the best slice counts:
//! other programs only ever add time, and not to every slice.

use std::hint::black_box;
use std::process::ExitCode;

use cpu_time::ThreadTime;
use headroom_engine::{Sim, simulate};
use headroom_model::endpoint::RoutingStrategy;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use headroom_model::traffic::ServiceTime;
use headroom_speed::floor;
use headroom_speed::peers::{self, Served};
use headroom_speed::table::{Limit, Table};
use headroom_speed::worlds::{fixed, seed, tracked};

/// Turns that everything takes.
const ROUNDS: u64 = 40;
/// Requests of one turn, about.
const REQUESTS: u64 = 100_000;
/// Slices of the long run, each compared with a run of its own.
const SLICES: u64 = 100;

fn main() -> ExitCode {
    let mut table = Table::default();
    against_floor(&mut table);
    against_peers(&mut table);
    against_longer(&mut table);
    let day = tracked(fixed(50.0, 4, 2, lognormal(), 86_400), 900.0, 1, 40);
    let mut requests = 0;
    let ns = cpu_ns(|| {
        requests = simulate(&day, seed(1)).summary.requests.arrived;
        1
    });
    let millions = requests as f64 / 1e6;
    table.plain(
        &format!("one day at 50 rps, {millions:.1} million requests"),
        &format!("{:.0} ms", ns / 1e6),
    );
    table.finish()
}

fn against_floor(table: &mut Table) {
    let random = [16, 4, 1000].map(|n| world(n, RoutingStrategy::Random));
    let lor = [16, 4, 1000].map(|n| world(n, RoutingStrategy::LeastOutstandingRequests));
    let (mut floor, mut engine) = (f64::MAX, [f64::MAX; 6]);
    for _ in 0..ROUNDS {
        floor = floor.min(cpu_ns(|| floor::sample(REQUESTS)));
        for (best, scenario) in engine.iter_mut().zip(random.iter().chain(&lor)) {
            *best = best.min(cpu_ns(|| arrived(scenario, 1)));
        }
    }
    table.plain(
        "floor: a gap and a service time, sampled",
        &format!("{floor:.1} ns"),
    );
    let gate = Limit::at_most(4.5, 3.0);
    let floors = |ratio: f64| format!("{ratio:.2} floors");
    let at = |ns: f64, name: &str| format!("{name}, metrics and scaler on: {ns:.1} ns a request");
    let [r16, r4, r1000, l16, l4, l1000] = engine;
    table.judged(&at(r16, "RANDOM, 16 instances"), r16 / floor, gate, floors);
    table.judged(
        &at(l16, "LEAST_OUTSTANDING_REQUESTS, 16 instances"),
        l16 / floor,
        gate,
        floors,
    );
    table.plain("RANDOM, 4 to 1,000 instances", &more(percent(r1000, r4)));
    table.judged(
        &format!("LEAST_OUTSTANDING_REQUESTS, 4 to 1,000 instances: {l4:.1} to {l1000:.1} ns"),
        percent(l1000, l4),
        Limit::at_most(35.0, 15.0),
        more,
    );
}

/// The same queue in two libraries, of which each is one component with two kinds of events.
fn against_peers(table: &mut Table) {
    let seconds = REQUESTS as f64 / peers::RPS;
    let service_time = ServiceTime::Lognormal {
        mean_ms: peers::MEAN_S * 1000.0,
        cv: peers::CV,
    };
    let queue = fixed(peers::RPS, 1, peers::WORKERS, service_time, seconds as u64);
    let mut engine = f64::MAX;
    let (mut events, mut actors) = (f64::MAX, f64::MAX);
    let (mut ours, mut theirs) = (0.0, 0.0);
    for round in 1..=ROUNDS {
        engine = engine.min(cpu_ns(|| {
            let run = simulate(black_box(&queue), seed(round));
            ours += run.summary.wait_ms.mean.unwrap_or(0.0) / ROUNDS as f64;
            run.summary.requests.arrived
        }));
        let mut peer = |run: fn(u64, u64) -> Served| {
            cpu_ns(|| {
                let served = run(round, REQUESTS);
                theirs += served.wait_s * 1000.0 / served.requests as f64 / (2 * ROUNDS) as f64;
                served.requests
            })
        };
        events = events.min(peer(peers::events::run));
        actors = actors.min(peer(peers::actors::run));
    }
    table.plain(
        "M/G/8 at 80 %, mean wait: engine against libraries",
        &format!("{ours:.1} against {theirs:.1} ms"),
    );
    let times = |ratio: f64| format!("{ratio:.2} times as fast");
    table.judged(
        &format!("M/G/8 against simcore: {engine:.1} against {events:.1} ns"),
        events / engine,
        Limit::at_least(1.5, 2.0),
        times,
    );
    table.judged(
        &format!("M/G/8 against nexosim: {engine:.1} against {actors:.1} ns"),
        actors / engine,
        Limit::at_least(8.0, 11.0),
        times,
    );
    // Four million requests each: beyond this it is not the same queue.
    table.judged(
        "M/G/8, mean waits apart",
        100.0 * (ours / theirs - 1.0).abs(),
        Limit::at_most(5.0, 3.0),
        |apart| format!("{apart:.1} %"),
    );
}

/// A hundred short runs against one that is a hundred times as long, slice by slice in turns.
fn against_longer(table: &mut Table) {
    let mut long = world(16, RoutingStrategy::LeastOutstandingRequests);
    let short = long.clone();
    let slice_us = short.duration.micros();
    long.duration = headroom_model::time::Span::from_micros(slice_us * SLICES);
    let (mut short_ns, mut long_ns) = (0.0, 0.0);
    let (mut short_n, mut long_n) = (0, 0);
    let mut sim = None;
    long_ns += cpu_ns(|| {
        sim = Some(Sim::new(&long, seed(1)));
        1
    });
    let Some(mut sim) = sim else { return };
    for slice in 1..=SLICES {
        short_ns += cpu_ns(|| {
            short_n += arrived(&short, slice);
            1
        });
        long_ns += cpu_ns(|| {
            sim.advance_to(Time::from_micros(slice_us * slice));
            1
        });
    }
    long_ns += cpu_ns(|| {
        long_n += sim.finish().summary.requests.arrived;
        1
    });
    let (short, long) = (short_ns / short_n as f64, long_ns / long_n as f64);
    table.judged(
        &format!("cost of a request, 0.1 to 10 million: {short:.1} to {long:.1} ns"),
        percent(long, short),
        Limit::at_most(10.0, 3.0),
        more,
    );
}

const fn lognormal() -> ServiceTime {
    ServiceTime::Lognormal {
        mean_ms: 100.0,
        cv: 0.5,
    }
}

/// `instances` at 80 %, all metrics and the scaler on, which has no reason to act; about
/// [`REQUESTS`] requests, and at least half a minute.
fn world(instances: u32, routing: RoutingStrategy) -> Scenario {
    let rps = instances * 16;
    let seconds = (REQUESTS / u64::from(rps)).max(30);
    let world = fixed(f64::from(rps), instances, 2, lognormal(), seconds);
    let mut world = tracked(world, 1000.0, 1, 2 * instances);
    let endpoint = world.endpoint.real_time_mut().expect("real-time");
    endpoint.routing_strategy = routing;
    world
}

fn arrived(scenario: &Scenario, n: u64) -> u64 {
    let run = simulate(black_box(scenario), seed(n));
    run.summary.requests.arrived
}

/// Nanoseconds for each of the things that `work` did.
fn cpu_ns(work: impl FnOnce() -> u64) -> f64 {
    let start = ThreadTime::now();
    let n = black_box(work());
    start.elapsed().as_nanos() as f64 / n as f64
}

fn percent(ns: f64, of: f64) -> f64 {
    100.0 * (ns / of - 1.0)
}

fn more(percent: f64) -> String {
    format!("{percent:+.0} %")
}
