//! `cargo xtask test`: everything that CI runs, each part also alone.

mod interop;
mod tally;

use crate::check;
use crate::command::{command, run, run_reading, target_folder};
use crate::setup;
use crate::site::{self, Kind};
use crate::steps::Steps;
use std::process::Command;
use tally::Tally;

/// A part of the tests that runs alone as `cargo xtask test NAME`.
type Part = (
    &'static str,
    &'static str,
    fn(&mut Tally) -> Result<(), String>,
);

const RUST: Part = ("rust", "Rust tests", rust);
const DIGESTS: Part = ("digests", "digests: Node's wasm against native", digests);
const BROWSER: Part = ("browser", "browser tests on the optimised build", browser);

/// Not among everything: it needs the Python registry.
const INTEROP: Part = (
    "interop",
    "exports against AWS's own models",
    interop::interop,
);

/// Set-up, rules, Rust tests, the optimised site, digests in Node, browser tests.
pub fn everything() -> Result<(), String> {
    let again = "cargo xtask test";
    let mut steps = Steps::default();
    let mut tally = Tally::default();
    // All of set-up first: who lacks a right should hear so now, not after ten minutes.
    let ready = setup::bring(&mut steps, setup::FOR_BUILD, again)
        && setup::bring(&mut steps, setup::FOR_TEST, again);
    if ready {
        check::run_all(&mut steps);
        part(&mut steps, &mut tally, RUST);
        part(&mut steps, &mut tally, DIGESTS);
        let built = steps.run("build the site", "cargo xtask build", || {
            site::build(Kind::Optimised)
        });
        if built {
            part(&mut steps, &mut tally, BROWSER);
        }
    }
    let verdict = steps.finish();
    tally.print();
    verdict
}

/// One part alone; the browser tests take the `dist/` that is there.
pub fn one(name: &str) -> Result<(), String> {
    let parts = [RUST, DIGESTS, BROWSER, INTEROP];
    let Some(found) = parts.into_iter().find(|(known, _, _)| *known == name) else {
        return Err(format!(
            "test knows rust, digests, browser, interop, not `{name}`"
        ));
    };
    let mut steps = Steps::default();
    let mut tally = Tally::default();
    part(&mut steps, &mut tally, found);
    let verdict = steps.finish();
    tally.print();
    verdict
}

fn part(steps: &mut Steps, tally: &mut Tally, (name, title, run): Part) -> bool {
    steps.run(title, &format!("cargo xtask test {name}"), || run(tally))
}

fn rust(tally: &mut Tally) -> Result<(), String> {
    let mut tests = command(
        "cargo",
        &["test", "--workspace", "--locked", "--no-fail-fast"],
    );
    run_reading(&mut tests, |line| tally.read_cargo(line))?;
    tally.some_ran("Rust")
}

/// Builds the engine as a module for Node.
pub fn build_node_module() -> Result<(), String> {
    run(&mut command(
        "cargo",
        &[
            "build",
            "--release",
            "--locked",
            "--package",
            "headroom-node",
            "--lib",
            "--target",
            "wasm32-unknown-unknown",
        ],
    ))
}

/// Node, told where cargo builds.
pub fn node(arguments: &[&str]) -> Result<Command, String> {
    let mut node = command("node", arguments);
    node.env("HEADROOM_TARGET", target_folder()?);
    Ok(node)
}

fn digests(tally: &mut Tally) -> Result<(), String> {
    build_node_module()?;
    // The wasm as it is published, the native side as the tests have just built it: the bits must
    // not depend on the level of optimisation either.
    let program = ["build", "--locked", "--package", "headroom-cli"];
    run(&mut command("cargo", &program))?;
    let mut tests = node(&["--test", "--test-reporter=spec", "tests/node-digest/"])?;
    run_reading(&mut tests, |line| tally.read_node("digest", line))?;
    tally.some_ran("digest")
}

fn browser(tally: &mut Tally) -> Result<(), String> {
    let Some((chromium, version)) = setup::chromium() else {
        return Err("    Chromium is missing: `cargo xtask doctor` says how to get it".into());
    };
    eprintln!("    {version}");
    let mut tests = command("node", &["tests/browser/run.mjs"]);
    tests.env("CHROMIUM", chromium);
    run_reading(&mut tests, |line| tally.read_node("browser", line))?;
    tally.some_ran("browser")
}

/// `cargo xtask bless`: writes what the golden tests and the test of the lessons' schema would
/// compare with.
pub fn bless() -> Result<(), String> {
    let golden = ["test", "--locked", "--package", "headroom-tests"];
    let schema = ["test", "--locked", "--package", "headroom-study", "schema"];
    let zones = ["test", "--locked", "--package", "headroom-scenario", "zone"];
    for arguments in [&golden[..], &schema[..], &zones[..]] {
        let mut tests = command("cargo", arguments);
        tests.env("HEADROOM_BLESS", "1");
        run(&mut tests)?;
    }
    eprintln!("\nWhat changed (read it before you commit it):");
    let folders = [
        "tests",
        "public/schema",
        "docs",
        "scenarios",
        "crates/scenario",
        "README.md",
    ];
    let mut status = command("git", &["status", "--short", "--"]);
    run(status.args(folders))
}
