//! `headroom soak`: random worlds, and what must hold in each of them.

mod dice;
mod endpoint;
mod fault;
pub mod invariant;
mod metric;
mod scaling;
pub mod totals;
mod traffic;
pub mod world;

use std::ops::ControlFlow;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_scenario::load_json;

use crate::arguments::Soak;
use crate::failure::Failure;
use crate::{Verdict, output, parallel};
use totals::Totals;
use world::Worlds;

pub(crate) fn run(arguments: &Soak) -> Result<Verdict, Failure> {
    let (first, seeds, worlds) = (arguments.first, arguments.seeds, arguments.worlds);
    if arguments.print {
        for n in first..first + seeds {
            output::write(None, &crate::simulate::json(&world::world(worlds, n)))?;
        }
        return Ok(Verdict::Done);
    }
    let mut told = Totals::default();
    let mut broken = Vec::new();
    parallel::in_order(
        seeds,
        |n| one(worlds, first + n),
        |n, outcome| {
            let lines = match outcome {
                Ok((_, run, broken)) => {
                    told.add(&run);
                    broken
                }
                Err(why) => vec![why],
            };
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
        let again =
            "`headroom soak --first N --seeds 1 --print` shows world N of the same --worlds";
        broken.push(again.into());
        return Err(Failure::Lessons(broken.join("\n")));
    }
    output::write(None, &format!("{seeds} worlds hold: {told}\n"))?;
    Ok(Verdict::Done)
}

/// World `n`, run, and what does not hold in it.
///
/// # Errors
/// The reader refuses the world, or it is larger than a world may be.
pub fn one(worlds: Worlds, n: u64) -> Result<(Scenario, Run, Vec<String>), String> {
    let text = world::world(worlds, n).to_string();
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

#[cfg(test)]
mod tests;
