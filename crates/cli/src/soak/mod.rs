//! `headroom soak`: random worlds, and what must hold in each of them.

pub mod invariant;
pub mod world;

use std::ops::ControlFlow;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_scenario::load_json;

use crate::arguments::Soak;
use crate::failure::Failure;
use crate::{Verdict, output, parallel};

pub(crate) fn run(arguments: &Soak) -> Result<Verdict, Failure> {
    let (first, seeds) = (arguments.first, arguments.seeds);
    if arguments.print {
        for n in first..first + seeds {
            output::write(None, &crate::simulate::json(&world::world(n)))?;
        }
        return Ok(Verdict::Done);
    }
    let mut told = Totals::default();
    let mut broken = Vec::new();
    parallel::in_order(
        seeds,
        |n| one(first + n),
        |n, outcome| {
            let lines = told.add(outcome);
            broken.extend(
                lines
                    .into_iter()
                    .map(|line| format!("world {}: {line}", first + n)),
            );
            // The first bad worlds are enough to begin with.
            if broken.len() < 20 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        },
    );
    if !broken.is_empty() {
        let again = "`headroom soak --first N --seeds 1 --print` shows world N";
        broken.push(again.into());
        return Err(Failure::Lessons(broken.join("\n")));
    }
    output::write(None, &told.line(seeds))?;
    Ok(Verdict::Done)
}

/// World `n`, run, and what does not hold in it.
///
/// # Errors
/// The reader refuses the world, or it is larger than a world may be.
pub fn one(n: u64) -> Result<(Scenario, Run, Vec<String>), String> {
    let text = world::world(n).to_string();
    let scenario = load_json(&text)
        .map_err(|problems| problems.to_string())?
        .scenario;
    let run = headroom_engine::simulate(&scenario, scenario.seed);
    if run.summary.requests.arrived > world::MOST_REQUESTS {
        return Err(format!("{} requests", run.summary.requests.arrived));
    }
    let broken = invariant::broken(&scenario, scenario.seed, &run);
    Ok((scenario, run, broken))
}

/// What the worlds had in them, so that a soak in still water is seen.
#[derive(Default)]
struct Totals {
    requests: u64,
    failures: u64,
    scale_outs: u64,
    scale_ins: u64,
    failed: u64,
}

impl Totals {
    /// Counts a world; what does not hold in it.
    fn add(&mut self, outcome: Result<(Scenario, Run, Vec<String>), String>) -> Vec<String> {
        match outcome {
            Ok((_, run, broken)) => {
                let summary = &run.summary;
                self.requests += summary.requests.arrived;
                self.failures += summary.requests.failed.total();
                self.scale_outs += summary.scaling.scale_outs;
                self.scale_ins += summary.scaling.scale_ins;
                self.failed += summary.scaling.failed;
                broken
            }
            Err(why) => vec![why],
        }
    }

    fn line(&self, worlds: u64) -> String {
        let Totals {
            requests,
            failures,
            scale_outs,
            scale_ins,
            failed,
        } = self;
        format!(
            "{worlds} worlds hold: {requests} requests, {failures} failures, {scale_outs} scale-outs, {scale_ins} scale-ins, {failed} failed activities\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headroom_engine::run::{Cause, What};
    use headroom_model::time::{Span, Time};

    /// A world in which things happen, its run, and what is found after the run was spoilt.
    fn spoilt(spoil: impl FnOnce(&mut Run)) -> String {
        let scales_in = |what: &What| matches!(what, What::ActivityStarted { cause: Cause::Policy(_), from, to, .. } if to < from);
        let happens = |run: &Run| {
            run.series.len() > 20 && run.events.iter().any(|event| scales_in(&event.what))
        };
        let good = (0..1000)
            .filter_map(|n| one(n).ok())
            .find(|(_, run, _)| happens(run));
        let (scenario, mut run, broken) = good.expect("such a world");
        assert_eq!(broken, [""; 0]);
        spoil(&mut run);
        invariant::broken(&scenario, scenario.seed, &run).join("\n")
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
        for n in 0..200 {
            assert_eq!(world::world(n), world::world(n));
            let text = world::world(n).to_string();
            assert!(
                load_json(&text).is_ok(),
                "{n}: {}",
                load_json(&text).unwrap_err()
            );
        }
    }
}
