//! Every invariant can break, and every world is a file.

use super::world::Worlds;
use super::*;
use headroom_engine::run::{Cause, What};
use headroom_model::time::{Span, Time};

/// The first such world that measures from the beginning, and what is found after its run was
/// spoilt.
fn spoilt_of(
    worlds: Worlds,
    such: impl Fn(&Scenario, &Run) -> bool,
    spoil: impl FnOnce(&mut Run),
) -> String {
    let good = (0..3000)
        .filter_map(|n| one(worlds, n).ok())
        .find(|(scenario, run, _)| {
            scenario.measure_from == Span::ZERO && run.series.len() > 20 && such(scenario, run)
        });
    let (scenario, mut run, broken) = good.expect("such a world");
    assert_eq!(broken, [""; 0]);
    spoil(&mut run);
    invariant::broken(&scenario, scenario.seed, &run).join("\n")
}

/// The same of a world in which a policy scales in.
fn spoilt(spoil: impl FnOnce(&mut Run)) -> String {
    let scales_in = |what: &What| matches!(what, What::ActivityStarted { cause: Cause::Policy(_), from, to, .. } if to < from);
    spoilt_of(
        Worlds::Scaling,
        |scenario, run| {
            let happens = run.events.iter().any(|event| scales_in(&event.what));
            happens && scenario.client.is_none()
        },
        spoil,
    )
}

/// The same of a world of this kind in which something arrives or is worked off.
fn spoilt_kind(kind: &str, spoil: impl FnOnce(&mut Run)) -> String {
    let such = |scenario: &Scenario, run: &Run| {
        let does = run.summary.requests.arrived > 100 || run.summary.job.is_some();
        scenario.endpoint.kind() == kind && does
    };
    spoilt_of(Worlds::EveryKind, such, spoil)
}

fn add(run: &mut Run, name: &str, row: usize, by: f64) {
    let column = run.columns.iter_mut().find(|column| column.name == name);
    let value = &mut column.expect("a column of the kind").values[row];
    *value = Some(value.unwrap_or(0.0) + by);
}

#[test]
fn every_invariant_of_a_kind_can_break() {
    let component = |spoil: fn(&mut Run)| {
        let such = |scenario: &Scenario, run: &Run| {
            let endpoint = scenario.endpoint.real_time();
            let instances = run
                .events
                .iter()
                .filter(|e| matches!(e.what, What::ManagedInstance { .. }));
            endpoint.is_some_and(|e| e.inference_component.is_some()) && instances.count() > 4
        };
        spoilt_of(Worlds::EveryKind, such, spoil)
    };
    for (what, found) in [
        (
            "cannot fail so",
            spoilt_kind("async", |run| run.summary.requests.failed.throttled += 1),
        ),
        (
            "cannot fail so",
            spoilt_kind("serverless", |run| {
                run.summary.requests.failed.rejected += 1
            }),
        ),
        (
            "backlog",
            spoilt_kind("async", |run| add(run, "ApproximateBacklogSize", 3, -1e6)),
        ),
        (
            "without capacity",
            spoilt_kind("async", |run| {
                add(run, "HasBacklogWithoutCapacity", 0, 1.0);
                run.series.in_service_instance_count[0] = 1;
            }),
        ),
        (
            "serverless cost",
            spoilt_kind("serverless", |run| run.summary.cost_usd.serverless *= 0.99),
        ),
        (
            "its parts",
            spoilt_kind("serverless", |run| run.summary.cost_usd.total += 0.01),
        ),
        (
            "minutes throttle",
            spoilt_kind("serverless", |run| add(run, "Throttles", 2, 1.0)),
        ),
        (
            "start",
            spoilt_kind("serverless", |run| run.summary.cold_starts += 1),
        ),
        (
            "busy",
            spoilt_kind("serverless", |run| {
                if let Some(environments) = &mut run.summary.environments {
                    environments.mean_busy += 1000.0;
                }
            }),
        ),
        (
            "the figures",
            spoilt_kind("training", |run| {
                if let Some(job) = &mut run.summary.job {
                    job.interruptions += 1;
                }
            }),
        ),
        (
            "done, of",
            spoilt_kind("training", |run| add(run, "work_done_s", 1, 1e6)),
        ),
        (
            "less work lost",
            spoilt_kind("batch_transform", |run| add(run, "work_lost_s", 1, 1e6)),
        ),
        (
            "cost of instances",
            spoilt_kind("batch_transform", |run| {
                run.summary.cost_usd.instances += 0.01
            }),
        ),
        (
            "there is room for",
            component(|run| {
                run.events.retain(
                    |e| !matches!(e.what, What::ManagedInstance { number, .. } if number > 1),
                );
            }),
        ),
        (
            "goes twice",
            component(|run| {
                let mut event = run.events[0].clone();
                event.what = What::ManagedInstance {
                    number: 77,
                    state: headroom_engine::run::InstanceState::Gone,
                };
                run.events.insert(0, event);
            }),
        ),
        ("cost of VPC endpoints", {
            let such = |_: &Scenario, run: &Run| run.summary.cost_usd.vpc_endpoints > 0.0;
            spoilt_of(Worlds::EveryKind, such, |run| {
                run.summary.cost_usd.vpc_endpoints += 0.01
            })
        }),
    ] {
        assert!(found.contains(what), "{what:?} is not in {found:?}");
    }
}

#[test]
fn every_invariant_can_break() {
    for (what, found) in [
        ("books", spoilt(|run| run.summary.requests.completed += 1)),
        (
            "books of origins",
            spoilt(|run| run.summary.requests.origins.open += 1),
        ),
        ("minutes hold", spoilt(|run| run.series.invocations[3] += 1)),
        ("queue", spoilt(|run| run.series.queue[3] = -1.0)),
        (
            "CPU",
            spoilt(|run| run.series.cpu_utilization[3] = Some(401.0)),
        ),
        (
            "billed",
            spoilt(|run| run.summary.capacity.instance_seconds += 1.0),
        ),
        (
            "cost of minutes",
            spoilt(|run| run.series.cost_usd[3] += 0.01),
        ),
        (
            "time goes back",
            spoilt(|run| {
                if let Some(event) = run.events.last_mut() {
                    event.time = Time::ZERO;
                }
            }),
        ),
        (
            "desired",
            spoilt(|run| run.series.desired_instance_count[5] += 1),
        ),
        (
            "say the figures",
            spoilt(|run| run.summary.capacity.r#final += 1),
        ),
        ("digest", spoilt(|run| run.series.errors[0] += 1)),
        (
            "other requests arrive",
            spoilt(|run| run.series.invocations[0] += 1),
        ),
        (
            "in its cooldown",
            spoilt(|run| {
                let end = Time::ZERO + Span::from_secs(1_000_000);
                for policy in 0..4 {
                    let mut event = run.events[0].clone();
                    event.what = What::CooldownStarted {
                        policy,
                        direction: headroom_engine::run::Direction::Out,
                        until: end,
                    };
                    run.events.insert(1, event);
                }
                // No cooldown ends early.
                run.events
                    .retain(|event| !matches!(event.what, What::CooldownEnded { .. }));
                run.events.retain(|event| !matches!(event.what, What::CooldownStarted { until, .. } if until != end));
            }),
        ),
        (
            "an activity at",
            spoilt(|run| {
                let updating = |what: &What| matches!(what, What::EndpointStatus { status } if status.name() == "InService");
                run.events.retain(|event| !updating(&event.what));
            }),
        ),
    ] {
        assert!(found.contains(what), "{what:?} is not in {found:?}");
    }
}

#[test]
fn worlds_are_files_that_the_reader_takes_and_are_the_same_again() {
    for worlds in [Worlds::Scaling, Worlds::EveryKind] {
        for n in 0..300 {
            let world = world::world(worlds, n);
            assert_eq!(world, world::world(worlds, n));
            let read = load_json(&world.to_string());
            assert!(read.is_ok(), "{worlds:?} {n}: {}", read.unwrap_err());
        }
    }
}
