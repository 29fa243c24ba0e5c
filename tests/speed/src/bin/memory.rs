//! Memory that a run of one day takes at most, whatever the traffic: the run as it goes, and what
//! it leaves.

use std::process::ExitCode;

use headroom_engine::Sim;
use headroom_model::endpoint::RoutingStrategy;
use headroom_model::scenario::Scenario;
use headroom_model::time::Span;
use headroom_model::traffic::{Component, ServiceTime};
use headroom_speed::table::{Limit, Table};
use headroom_speed::worlds::{fixed, seed, tracked};
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

fn main() -> ExitCode {
    let mut table = Table::default();
    for (rps, instances) in [(5.0, 1), (50.0, 4), (500.0, 32)] {
        let scenario = day(rps, instances);
        let before = HEAP.current_usage();
        HEAP.reset_peak_usage();
        let run = Sim::new(&scenario, seed(1)).finish();
        let peak = HEAP.peak_usage() - before;
        let kept = HEAP.current_usage() - before;
        eprintln!(
            "{} requests, {} activities; the run keeps {:.2} MiB",
            run.summary.requests.arrived,
            run.summary.scaling.scale_outs + run.summary.scaling.scale_ins,
            mib(kept)
        );
        table.judged(
            &format!("memory for a day at {rps} rps"),
            mib(peak),
            Limit::at_most(4.0, 1.0),
            |measured| format!("{measured:.2} MiB"),
        );
    }
    table.finish()
}

/// Traffic that swings by four fifths every four hours: it scales, and it queues.
fn day(rps: f64, instances: u32) -> Scenario {
    let lognormal = ServiceTime::Lognormal {
        mean_ms: 100.0,
        cv: 0.5,
    };
    let mut day = fixed(rps, instances, 2, lognormal, 86_400);
    day.traffic.components = vec![Component::Sine {
        mean_rps: rps,
        amplitude_rps: 0.8 * rps,
        period: Span::from_secs(4 * 3600),
        phase: Span::ZERO,
    }];
    let mut day = tracked(day, 900.0, 1, 3 * instances);
    let endpoint = day.endpoint.real_time_mut().expect("real-time");
    endpoint.routing_strategy = RoutingStrategy::LeastOutstandingRequests;
    day
}

fn mib(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
