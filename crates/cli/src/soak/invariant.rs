//! What must hold in every run, whatever the scenario.

use std::collections::{BTreeMap, BTreeSet};

use headroom_engine::run::{
    Cause, Direction, EndpointStatus, InstanceState, NotScaledReason, Outcome, Run, What,
};
use headroom_engine::{Sim, simulate};
use headroom_model::operation::Call;
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::{Span, Time};

/// Everything that does not hold, a line each; none in a good run.
pub fn broken(scenario: &Scenario, seed: Seed, run: &Run) -> Vec<String> {
    let mut found = Broken(Vec::new());
    books(scenario, run, &mut found);
    series(scenario, run, &mut found);
    cost(scenario, run, &mut found);
    order(scenario, run, &mut found);
    desired(run, &mut found);
    limits(scenario, run, &mut found);
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

/// Cost, again, from the life of each instance.
fn cost(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let end = Time::ZERO + scenario.duration;
    let mut born = BTreeMap::new();
    let mut billed = Span::ZERO;
    for event in &run.events {
        let What::Instance { number, state } = event.what else {
            continue;
        };
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
    for start in born.into_values() {
        billed += end - start;
    }
    let seconds = run.summary.capacity.instance_seconds;
    found.unless(seconds == billed.micros() as f64 / 1e6, || {
        format!(
            "billed {seconds} s, the instances lived {} s",
            billed.secs_f64()
        )
    });
    let price = scenario
        .endpoint
        .instance_type()
        .map_or(0.0, |t| t.usd_per_hour);
    let usd = billed.secs_f64() / 3600.0 * price;
    let total = run.summary.cost_usd.total;
    found.unless((total - usd).abs() < 1e-9, || {
        format!("cost {total}, again {usd}")
    });
    let minutes: f64 = run.series.cost_usd.iter().sum();
    found.unless((minutes - usd).abs() < 1e-9, || {
        format!("cost of minutes {minutes}, again {usd}")
    });
}

/// Time never goes back; nothing serves before it is in service; one activity at a time; no
/// scale-in inside the cooldown of the policy that asks; decisions act exactly when all guards hold.
fn order(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let mut last = Time::ZERO;
    let mut status = EndpointStatus::InService;
    let mut in_service = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut held: BTreeMap<u32, Time> = BTreeMap::new();
    for event in &run.events {
        let now = event.time;
        found.unless(now >= last, || {
            format!("time goes back to {}", now.secs_f64())
        });
        last = now;
        match event.what {
            What::EndpointStatus { status: now } => status = now,
            What::Instance { number, state } => {
                let fresh = seen.insert(number);
                if state == InstanceState::InService {
                    found.unless(!fresh || now == Time::ZERO, || {
                        format!("instance {number} serves before it has started")
                    });
                    in_service.insert(number);
                } else {
                    in_service.remove(&number);
                }
            }
            What::CooldownStarted { policy, until, .. } => {
                held.insert(policy, until);
            }
            What::CooldownEnded { policy, .. } => {
                held.remove(&policy);
            }
            What::ActivityStarted {
                from, to, cause, ..
            } => {
                found.unless(status == EndpointStatus::InService, || {
                    format!(
                        "an activity at {} s while {}",
                        now.secs_f64(),
                        status.name()
                    )
                });
                if let Cause::Policy(policy) = cause
                    && to < from
                {
                    let until = held.get(&policy).copied().unwrap_or(Time::ZERO);
                    found.unless(now >= until, || {
                        format!(
                            "policy {policy} scales in at {} s in its cooldown",
                            now.secs_f64()
                        )
                    });
                }
            }
            _ => {}
        }
    }
    let count = in_service.len() as u32;
    let r#final = run.summary.capacity.r#final;
    found.unless(
        count == r#final,
        || format!("{count} in service, and {final} say the figures", final = r#final),
    );
    found.unless(last <= Time::ZERO + scenario.duration, || {
        "an event after the end".into()
    });
    for decision in &run.decisions {
        let acted = matches!(decision.outcome, Outcome::Scaled { .. });
        let may = decision.guards.all_hold() && decision.direction != Direction::Hold;
        // Of several that may act, one does (fact 1.18).
        let lost = decision.outcome == Outcome::NotScaled(NotScaledReason::OtherPolicyWon);
        found.unless(acted == may || may && lost, || format!("{decision:?}"));
    }
}

/// Whoever asks for a capacity asks for one within the limits that are in force at that moment.
fn limits(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let registered = scenario.scaling.as_ref();
    let mut limits = registered.map(|s| (s.min_capacity, s.max_capacity));
    for event in &run.events {
        let (min, max) = match &event.what {
            What::ScheduledAction {
                min,
                max,
                refusal: None,
                ..
            } => (*min, *max),
            What::Operation {
                index,
                refusal: None,
            } => match scenario.operations.get(*index as usize).map(|o| &o.call) {
                Some(Call::RegisterScalableTarget {
                    min_capacity,
                    max_capacity,
                    ..
                }) => (*min_capacity, *max_capacity),
                Some(Call::DeregisterScalableTarget) => {
                    limits = None;
                    continue;
                }
                _ => continue,
            },
            What::ActivityStarted { from, to, .. } => {
                let inside = limits.is_some_and(|(min, max)| (min..=max).contains(to));
                found.unless(inside, || {
                    let at = event.time.secs_f64();
                    format!("an activity at {at} s from {from} to {to}, outside of {limits:?}")
                });
                continue;
            }
            _ => continue,
        };
        let (old_min, old_max) = limits.unwrap_or((0, 0));
        limits = Some((min.unwrap_or(old_min), max.unwrap_or(old_max)));
    }
}

/// Every minute, the desired capacity is what an activity left it at, within what was ever asked.
fn desired(run: &Run, found: &mut Broken) {
    let mut events = run.events.iter().peekable();
    let mut open: BTreeMap<u32, u32> = BTreeMap::new();
    let mut expected = None;
    for (row, got) in run.series.desired_instance_count.iter().enumerate() {
        let end = Time::from_secs(60 * (row as u64 + 1));
        // A row shows its end: what happens at that instant belongs to the next one.
        while let Some(event) = events.next_if(|event| event.time < end) {
            match event.what {
                What::ActivityStarted {
                    activity, from, to, ..
                } => {
                    open.insert(activity, from);
                    expected = Some(to);
                }
                What::ActivityEnded { activity, status } => {
                    let from = open.remove(&activity);
                    if status == ActivityStatus::Failed {
                        expected = from;
                    }
                }
                _ => {}
            }
        }
        let expected = *expected.get_or_insert(*got);
        found.unless(*got == expected, || {
            format!("row {row}: desired {got}, and the activities left it at {expected}")
        });
    }
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
    if scenario.client.is_some() || scenario.scaling.is_none() {
        return;
    }
    let mut fixed = scenario.clone();
    fixed.scaling = None;
    fixed.operations.clear();
    let other = simulate(&fixed, seed);
    let same = other.series.invocations == run.series.invocations;
    found.unless(same, || "without scaling other requests arrive".into());
}
