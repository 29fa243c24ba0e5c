//! What must hold of a kind of endpoint.

use std::collections::BTreeMap;

use headroom_engine::run::{InstanceState, JobState, Run, What};
use headroom_model::endpoint::{InferenceComponent, Job, Serverless};
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::{Span, Time};

use super::Broken;

/// What only this kind can break.
pub fn kind(scenario: &Scenario, run: &Run, found: &mut Broken) {
    failures(scenario, run, found);
    match &scenario.endpoint {
        Endpoint::RealTime(endpoint) => {
            if let Some(rule) = &endpoint.inference_component {
                component(rule, endpoint.initial_instance_count, run, found);
            }
        }
        Endpoint::Async(_) => queue(run, found),
        Endpoint::Serverless(rule) => serverless(scenario, rule, run, found),
        Endpoint::BatchTransform(rule) | Endpoint::Training(rule) => job(rule, run, found),
    }
}

/// Ways to fail that this kind does not have.
fn failures(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let f = &run.summary.requests.failed;
    let never = match &scenario.endpoint {
        Endpoint::RealTime(_) => f.throttled,
        Endpoint::Async(_) => f.throttled + f.rejected + f.no_capacity,
        Endpoint::Serverless(_) => f.rejected + f.no_capacity + f.instance_lost,
        Endpoint::BatchTransform(_) | Endpoint::Training(_) => run.summary.requests.arrived,
    };
    found.unless(never == 0, || format!("a kind that cannot fail so: {f:?}"));
}

/// The values of a column of the kind, a row each.
fn column<'a>(run: &'a Run, name: &str) -> &'a [Option<f64>] {
    let found = run.columns.iter().find(|column| column.name == name);
    found.map_or(&[], |column| &column.values)
}

/// Instances stay within what ManagedInstanceScaling allows, and a copy serves on one.
fn component(rule: &InferenceComponent, initial: u32, run: &Run, found: &mut Broken) {
    let most = rule.max_instance_count.max(initial);
    let least = rule.min_instance_count.min(initial);
    let mut hosts: BTreeMap<u32, Time> = BTreeMap::new();
    let (mut copies, mut created) = (0_u32, false);
    let mut serving: BTreeMap<u32, bool> = BTreeMap::new();
    for event in &run.events {
        match event.what {
            What::ManagedInstance { number, state } => {
                let at = event.time.secs_f64();
                match state {
                    InstanceState::Gone => {
                        found.unless(hosts.remove(&number).is_some(), || {
                            format!("instance {number} goes twice, at {at} s")
                        });
                        found.unless(hosts.len() as u32 >= least, || {
                            format!("fewer than {least} instances at {at} s")
                        });
                    }
                    _ => {
                        hosts.entry(number).or_insert(event.time);
                    }
                }
                created = true;
            }
            What::Instance { number, state } => {
                let serves = state == InstanceState::InService;
                let before = serving.insert(number, serves).unwrap_or(false);
                copies = copies + u32::from(serves && !before) - u32::from(!serves && before);
            }
            _ => continue,
        }
        let room = hosts.len() as u64 * u64::from(rule.copies_per_instance);
        found.unless(hosts.len() as u32 <= most, || {
            format!("more than {most} instances at {} s", event.time.secs_f64())
        });
        found.unless(!created || u64::from(copies) <= room, || {
            let at = event.time.secs_f64();
            format!("{copies} copies serve at {at} s, and there is room for {room}")
        });
    }
}

/// A backlog without capacity is what it says.
fn queue(run: &Run, found: &mut Broken) {
    let waits = column(run, "HasBacklogWithoutCapacity");
    let backlog = column(run, "ApproximateBacklogSize");
    for (row, (waits, backlog)) in waits.iter().zip(backlog).enumerate() {
        let backlog = backlog.unwrap_or(-1.0);
        found.unless(backlog >= 0.0, || format!("row {row}: backlog {backlog}"));
        if *waits == Some(1.0) {
            let n = run.series.in_service_instance_count[row];
            found.unless(n == 0 && backlog > 0.0, || {
                format!("row {row}: a backlog of {backlog} without capacity, under {n} instances")
            });
        }
    }
}

/// Concurrency has its bound; what throttles is counted once; nothing costs nothing.
fn serverless(scenario: &Scenario, rule: &Serverless, run: &Run, found: &mut Broken) {
    let s = &run.summary;
    // Those that were provisioned once stay for a while when they no longer are.
    let mut ready = rule.provisioned_concurrency;
    let mut provisioned = ready;
    for event in &run.events {
        if let What::Provisioned { count } = event.what {
            provisioned += count.saturating_sub(ready);
            ready = count;
        }
    }
    let environments = s.environments;
    found.unless(environments.is_some(), || "no environments".into());
    let Some(e) = environments else { return };
    let most = rule.max_concurrency + provisioned;
    found.unless(e.max <= most, || {
        format!("{} environments of {most}", e.max)
    });
    let (busy, mean) = (e.mean_busy, e.mean);
    let bound = f64::from(rule.max_concurrency) + 1e-9;
    found.unless(busy <= bound && busy <= mean + 1e-9, || {
        format!("{busy} of {mean} environments busy, at most {bound}")
    });
    if scenario.measure_from == Span::ZERO {
        let throttled = s.requests.failed.throttled;
        let rows: f64 = column(run, "Throttles").iter().flatten().sum();
        found.unless(rows == throttled as f64, || {
            format!("minutes throttle {rows}, and {throttled} were")
        });
        let cold: f64 = column(run, "ColdStarts").iter().flatten().sum();
        found.unless(cold == s.cold_starts as f64, || {
            format!("minutes start {cold} cold, and {} did", s.cold_starts)
        });
        let idle = s.requests.arrived == 0 && provisioned == 0;
        found.unless(!idle || s.cost_usd.total == 0.0, || {
            format!("idle at zero costs {}", s.cost_usd.total)
        });
    }
}

/// A job never has more work done than there is, loses only what was not saved, and ends once.
fn job(rule: &Job, run: &Run, found: &mut Broken) {
    let Some(result) = run.summary.job else {
        return found.unless(false, || "a job without a result".into());
    };
    let work = rule.work.secs_f64();
    let [done, saved, lost] =
        ["work_done_s", "work_saved_s", "work_lost_s"].map(|name| column(run, name));
    for row in 0..done.len() {
        let at = |values: &[Option<f64>]| values[row].unwrap_or(f64::NAN);
        let (done, saved) = (at(done), at(saved));
        found.unless(
            0.0 <= saved && saved <= done + 1e-6 && done <= work + 1e-6,
            || format!("row {row}: {saved} s saved of {done} s done, of {work} s"),
        );
        let before = row.checked_sub(1).and_then(|row| lost[row]).unwrap_or(0.0);
        found.unless(at(lost) >= before, || format!("row {row}: less work lost"));
    }
    let mut interruptions = 0;
    let mut end = None;
    for event in &run.events {
        let What::Job { state, saved, .. } = event.what else {
            continue;
        };
        let at = event.time.secs_f64();
        found.unless(end.is_none(), || {
            format!("{} at {at} s, after its end", state.name())
        });
        match state {
            JobState::Interrupted => interruptions += 1,
            JobState::Completed => {
                found.unless(saved == rule.work, || {
                    format!("completed with {} s of {work} s", saved.secs_f64())
                });
                end = Some((event.time, true));
            }
            JobState::MaxWaitTimeExceeded => {
                let most = rule.max_wait.map_or(0.0, Span::secs_f64);
                found.unless(at == most, || format!("stopped at {at} s, not at {most} s"));
                end = Some((event.time, false));
            }
            _ => {}
        }
    }
    found.unless(rule.spot.is_some() || interruptions == 0, || {
        "capacity on demand was interrupted".into()
    });
    let over = end.map_or(Time::ZERO + run.duration, |(time, _)| time);
    let told = (
        interruptions,
        over.secs_f64(),
        end.is_some_and(|(_, done)| done),
    );
    let said = (result.interruptions, result.wall_s, result.completed);
    found.unless(told == said, || {
        format!("the events tell {told:?}, the figures {said:?}")
    });
    let worked = saved.last().copied().flatten().unwrap_or(0.0) + result.work_lost_s;
    found.unless(
        result.billed_s + 1e-6 >= worked && result.billed_s <= result.wall_s,
        || format!("{} s billed for {worked} s of work", result.billed_s),
    );
}
