//! `headroom sweep`: a scenario under every combination of values, a JSON line a run.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use headroom_model::scenario::Seed;
use headroom_scenario::sweep::{Axis, Grid};
use serde_json::{Map, Value, json};

use crate::arguments::{Shard, Sweep};
use crate::failure::Failure;
use crate::{Verdict, file, output, parallel, simulate};

/// Most problems that are told of a grid.
const MOST_PROBLEMS: usize = 50;

pub fn run(arguments: &Sweep) -> Result<Verdict, Failure> {
    let source = file::source(&arguments.file)?;
    let axes: Vec<Axis> = arguments.vary.iter().map(|vary| vary.0.clone()).collect();
    let refused = |why| Failure::Sweep(arguments.file.clone(), why);
    // Without a variation too: the file itself may be wrong.
    let grid = Grid::new(source, axes).map_err(refused)?;
    check(&grid, arguments)?;

    let Shard { part, of } = arguments.shard;
    let seeds = u64::from(arguments.seeds);
    let all = grid.len().saturating_mul(seeds);
    // Part i of n takes every n-th run, so that a slow corner of the grid is spread.
    let mine = (all + of - part) / of;
    let mut lines = output::Lines::to(arguments.output.as_deref())?;
    let mut result = Ok(());
    parallel::in_order(
        mine,
        |job| line(&grid, arguments, job * of + part - 1),
        |_, line| match lines.write(&line) {
            Ok(output::Reader::Listens) => ControlFlow::Continue(()),
            Ok(output::Reader::Gone) => ControlFlow::Break(()),
            Err(failure) => {
                result = Err(failure);
                ControlFlow::Break(())
            }
        },
    );
    result?;
    lines.end()?;
    Ok(Verdict::Done)
}

/// Judges every combination before the first run: a refusal half-way would waste the first half.
fn check(grid: &Grid, arguments: &Sweep) -> Result<(), Failure> {
    let (mut told, mut lines) = (BTreeSet::new(), Vec::new());
    for index in 0..grid.len() {
        let Err(problems) = grid.document(index) else {
            continue;
        };
        for problem in problems.0 {
            if told.insert((problem.code, problem.path.clone(), problem.value.clone())) {
                lines.push(format!("with {}: {problem}", words(grid, index)));
            }
        }
        if lines.len() >= MOST_PROBLEMS {
            lines.push("and perhaps more".into());
            break;
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    let file = arguments.file.display();
    let lines: Vec<String> = lines.iter().map(|line| format!("{file}: {line}")).collect();
    Err(Failure::Lessons(lines.join("\n")))
}

/// `model.workers=2 model.max_queue=5`.
fn words(grid: &Grid, index: u64) -> String {
    let values = grid.values(index);
    let words = values.iter().map(|(path, value)| format!("{path}={value}"));
    let words = words.collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        "nothing varied".into()
    } else {
        words
    }
}

/// The line of run `index` of the whole sweep.
fn line(grid: &Grid, arguments: &Sweep, index: u64) -> String {
    let seeds = u64::from(arguments.seeds);
    let (variant, nth) = (index / seeds, index % seeds);
    // Every combination was judged before.
    let Ok(document) = grid.document(variant) else {
        return String::new();
    };
    let scenario = document.scenario;
    let seed: Seed = simulate::seed(&scenario, arguments.seed).nth(nth);
    let run = headroom_engine::simulate(&scenario, seed);
    let values = grid.values(variant).into_iter();
    let set: Map<String, Value> = values
        .map(|(path, value)| (path.into(), value.clone()))
        .collect();
    json!({
        "index": index,
        "scenario": scenario.id,
        "engine": headroom_engine::VERSION,
        "set": set,
        "seed": seed.get(),
        "summary": run.summary,
    })
    .to_string()
}
