//! What must hold in every run, whatever the scenario.

mod cost;
mod kind;
mod order;

use headroom_engine::run::Run;
use headroom_engine::{Sim, simulate};
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::{Span, Time};

/// Everything that does not hold, a line each; none in a good run.
pub fn broken(scenario: &Scenario, seed: Seed, run: &Run) -> Vec<String> {
    let mut found = Broken(Vec::new());
    books(scenario, run, &mut found);
    series(scenario, run, &mut found);
    cost::cost(scenario, run, &mut found);
    order::order(scenario, run, &mut found);
    order::desired(run, &mut found);
    order::limits(scenario, run, &mut found);
    kind::kind(scenario, run, &mut found);
    cuts(scenario, seed, run, &mut found);
    arrivals(scenario, seed, run, &mut found);
    found.0
}

struct Broken(Vec<String>);

impl Broken {
    /// Notes what does not hold.
    fn unless(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.0.push(what());
        }
    }
}

/// Arrived = completed + every kind of failed + in flight, from four independent counts; the
/// minutes add up to the whole.
fn books(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let r = &run.summary.requests;
    let accounted = r.completed + r.failed.total() + r.in_flight_at_end;
    found.unless(r.arrived == accounted, || format!("books: {r:?}"));
    let o = &r.origins;
    found.unless(o.arrived == o.succeeded + o.failed + o.open, || {
        format!("books of origins: {o:?}")
    });
    if scenario.measure_from == Span::ZERO {
        let arrived: u64 = run.series.invocations.iter().sum();
        let errors: u64 = run.series.errors.iter().sum();
        found.unless(arrived == r.arrived, || {
            format!("minutes hold {arrived} of {}", r.arrived)
        });
        found.unless(errors == r.failed.total(), || {
            format!("minutes hold {errors} errors")
        });
    }
}

/// Every minute's figures lie in their range; a metric that was not published is null.
fn series(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let vcpus = scenario.endpoint.instance_type().map_or(0, |t| t.vcpus);
    let full = 100.0 * f64::from(vcpus) + 1e-9;
    let s = &run.series;
    let rows = scenario.duration.micros().div_ceil(Span::MINUTE.micros());
    found.unless(s.len() as u64 == rows, || {
        format!("{} rows of {rows}", s.len())
    });
    for i in 0..s.len() {
        found.unless(s.queue[i] >= 0.0, || {
            format!("row {i}: queue {}", s.queue[i])
        });
        match s.cpu_utilization[i] {
            Some(cpu) => {
                found.unless((0.0..=full).contains(&cpu), || {
                    format!("row {i}: CPU {cpu}")
                });
            }
            None => {
                let silent = s.invocations_per_instance[i].is_none();
                found.unless(silent, || format!("row {i}: a metric of no instance"));
            }
        }
    }
    let latency = run.summary.latency_ms;
    found.unless(latency.p50.is_none() == latency.p99.is_none(), || {
        format!("p50 {:?}, and p99 {:?}", latency.p50, latency.p99)
    });
    let busy = run.summary.worker_utilization.unwrap_or(0.0);
    found.unless((0.0..=1.0 + 1e-9).contains(&busy), || {
        format!("utilisation {busy}")
    });
}

/// Cutting `advance_to` anywhere never changes the run.
fn cuts(scenario: &Scenario, seed: Seed, run: &Run, found: &mut Broken) {
    let mut sim = Sim::new(scenario, seed);
    // An odd step: it meets minutes, ten seconds and nothing at all.
    let step = 7_300_000 + seed.get() % 41_000_003;
    let mut at = 0;
    while at < scenario.duration.micros() {
        at += step;
        sim.advance_to(Time::from_micros(at));
    }
    let cut = sim.finish().digest();
    found.unless(cut == run.digest(), || {
        format!("cut every {step} us, the digest is another")
    });
}

/// A policy never changes the arrivals: without scaling the same requests come. Retries depend on
/// what became of a request, so only callers without them can be compared.
fn arrivals(scenario: &Scenario, seed: Seed, run: &Run, found: &mut Broken) {
    let nobody_scales = scenario.scaling.is_none() && scenario.operations.is_empty();
    if scenario.client.is_some() || nobody_scales {
        return;
    }
    let mut fixed = scenario.clone();
    fixed.scaling = None;
    fixed.operations.clear();
    let other = simulate(&fixed, seed);
    let same = other.series.invocations == run.series.invocations;
    found.unless(same, || "without scaling other requests arrive".into());
}
