//! `cargo xtask bench`: speed as ratios and memory, measured in one run on one machine.
//!
//! Each bench prints rows of a table, what was measured against its gate and its aim, and fails
//! beyond a gate. All rows together go to `docs/PERFORMANCE.md`.

mod machine;
mod note;

use crate::command::{command, root, run, run_reading, target_folder};
use crate::setup;
use crate::site;
use crate::steps::Steps;
use crate::test;
use std::process::Command;

/// The benches outside the workspace.
const MANIFEST: &str = "tests/speed/Cargo.toml";
const NOTE: &str = "docs/PERFORMANCE.md";

pub fn bench() -> Result<(), String> {
    let again = "cargo xtask bench";
    let mut steps = Steps::default();
    if !setup::bring(&mut steps, setup::FOR_CHECK, again) {
        return steps.finish();
    }
    let mut rows = Vec::new();
    let peers = || speed(&["test", "--release"]).and_then(|mut test| run(&mut test));
    steps.run("the peers simulate the same queue", again, peers);
    steps.run("speed: floor, libraries, larger worlds", again, || {
        let mut bench = speed(&["run", "--release", "--bin", "headroom-speed"])?;
        read_rows(&mut bench, &mut rows)
    });
    steps.run("memory of a day", again, || {
        let mut bench = speed(&["run", "--release", "--bin", "memory"])?;
        read_rows(&mut bench, &mut rows)
    });
    steps.run("wasm in Node against native", again, || {
        test::build_node_module()?;
        let mut bench = test::node(&["tests/node-digest/bench.mjs"])?;
        read_rows(&mut bench, &mut rows)
    });
    steps.run("the table in docs/PERFORMANCE.md", again, || {
        let path = root().join(NOTE);
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{NOTE}: {e}"))?;
        let text = note::with_table(&text, &machine::describe(), &rows)?;
        std::fs::write(&path, text).map_err(|e| format!("{NOTE}: {e}"))
    });
    steps.finish()
}

/// How fast the page answers, on the optimised site: the figures are printed.
pub fn browser() -> Result<(), String> {
    let again = "cargo xtask bench --browser";
    let mut steps = Steps::default();
    if site::prepare(&mut steps, site::Kind::Optimised, again) {
        steps.run("the page's speed in Chromium", again, || {
            run(&mut command("node", &["tests/browser/run.mjs", "speed"]))
        });
    }
    steps.finish()
}

/// Lighthouse's scores of the optimised site, against what we want of them.
pub fn lighthouse() -> Result<(), String> {
    let again = "cargo xtask bench --lighthouse";
    let mut steps = Steps::default();
    if setup::bring(&mut steps, setup::FOR_TEST, again)
        && setup::bring(&mut steps, setup::FOR_LIGHTHOUSE, again)
        && site::prepare(&mut steps, site::Kind::Optimised, again)
    {
        steps.run("Lighthouse, desktop, median of three", again, || {
            let (chromium, _) = setup::chromium().ok_or("    Chromium is missing")?;
            let mut scores = command("node", &["tools/lighthouse/run.mjs"]);
            scores.env("CHROMIUM", chromium);
            run(&mut scores)
        });
    }
    steps.finish()
}

/// Cargo at work on the benches outside the workspace, which are built beside the rest.
pub fn speed(words: &[&str]) -> Result<Command, String> {
    let [what, rest @ ..] = words else {
        return Err("cargo wants a command".into());
    };
    let folder = target_folder()?.join("speed").display().to_string();
    let mut all = vec![*what, "--locked", "--manifest-path", MANIFEST];
    all.extend(["--target-dir", &folder]);
    all.extend(rest);
    Ok(command("cargo", &all))
}

/// Runs a bench; its rows are kept even when it fails, since a missed gate belongs in the table.
fn read_rows(bench: &mut Command, rows: &mut Vec<String>) -> Result<(), String> {
    let before = rows.len();
    run_reading(bench, |line| {
        if line.starts_with("| ") {
            rows.push(line.to_owned());
        }
    })?;
    if rows.len() == before {
        return Err("    it printed no row".into());
    }
    Ok(())
}
