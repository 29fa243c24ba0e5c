//! The rules of the house: the fast part of the tests.
//!
//! Each rule is a pure function over text with tests of its own that plant a violation:
//! a guard that cannot fail is a defect.

mod arrows;
mod determinism;
mod engine_tree;
pub mod facts;
mod lessons;
mod licences;
mod source;
mod views;

use crate::command::{command, root, run};
use crate::setup;
use crate::steps::Steps;

/// A rule: its name on the command line, what it holds, and how it is run.
type Rule = (&'static str, &'static str, fn() -> Result<(), String>);

const RULES: &[Rule] = &[
    ("format", "rustfmt has nothing to change", format),
    (
        "arrows",
        "crates use only what the table of arrows allows",
        arrows::check,
    ),
    (
        "determinism",
        "no platform-dependent float, clock or hash order where time passes",
        determinism::check,
    ),
    (
        "views",
        "no inline style, no HTML from strings, no unwrap in the app",
        views::check,
    ),
    (
        "engine-tree",
        "the engine's tree has no num-traits/std",
        engine_tree::check,
    ),
    (
        "licences",
        "every package is under a licence we accept",
        licences::check,
    ),
    (
        "facts",
        "every fact has its rule and its test, or a reason",
        facts::check,
    ),
    ("clippy", "clippy is silent on the crates", clippy_host),
    (
        "clippy-app",
        "clippy is silent on the app, compiled for the browser",
        clippy_app,
    ),
    (
        "benches",
        "the benches outside the workspace compile, and clippy is silent",
        benches,
    ),
    (
        "lessons",
        "every lesson holds what it promises",
        lessons::check,
    ),
];

/// `cargo xtask check`: all of them; every broken rule is reported, not only the first.
pub fn everything() -> Result<(), String> {
    let mut steps = Steps::default();
    run_all(&mut steps);
    steps.finish()
}

/// The rules as steps of a longer run; false when set-up failed and they could not run.
pub fn run_all(steps: &mut Steps) -> bool {
    if !setup::bring(steps, setup::FOR_CHECK, "cargo xtask check") {
        return false;
    }
    for (name, holds, rule) in RULES {
        steps.run(holds, &format!("cargo xtask check {name}"), rule);
    }
    true
}

/// `cargo xtask check NAME`.
pub fn one(name: &str) -> Result<(), String> {
    let Some((name, holds, rule)) = RULES.iter().find(|(known, _, _)| *known == name) else {
        let known: Vec<&str> = RULES.iter().map(|(name, _, _)| *name).collect();
        return Err(format!("check knows {}, not `{name}`", known.join(", ")));
    };
    let mut steps = Steps::default();
    steps.run(holds, &format!("cargo xtask check {name}"), rule);
    steps.finish()
}

fn format() -> Result<(), String> {
    run(&mut command("cargo", &["fmt", "--all", "--check"]))?;
    // Their own workspaces, which --all does not reach.
    for manifest in [
        "tools/wasm-bindgen/Cargo.toml",
        "tests/speed/Cargo.toml",
        "tests/fuzz/Cargo.toml",
    ] {
        let words = ["fmt", "--manifest-path", manifest, "--check"];
        run(&mut command("cargo", &words))?;
    }
    Ok(())
}

fn clippy_host() -> Result<(), String> {
    run(&mut command(
        "cargo",
        &[
            "clippy",
            "--workspace",
            "--exclude",
            "headroom-app",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ))
}

fn clippy_app() -> Result<(), String> {
    run(&mut command(
        "cargo",
        &[
            "clippy",
            "--package",
            "headroom-app",
            "--target",
            "wasm32-unknown-unknown",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ))
}

/// The other benches belong to the workspace and to [`clippy_host`].
fn benches() -> Result<(), String> {
    let words = ["clippy", "--all-targets", "--", "-D", "warnings"];
    run(&mut crate::bench::speed(&words)?)
}

/// An error that lists what was found, or nothing when the list is empty.
fn none_of(what: &str, found: &[String]) -> Result<(), String> {
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("    {what}:\n      {}", found.join("\n      ")))
}

/// `cargo metadata` of a workspace below the root.
fn metadata(manifest: &str, dependencies: bool) -> Result<serde_json::Value, String> {
    let path = root().join(manifest).display().to_string();
    let mut arguments = vec![
        "metadata",
        "--format-version",
        "1",
        "--manifest-path",
        &path,
    ];
    if dependencies {
        arguments.push("--locked");
    } else {
        arguments.push("--no-deps");
    }
    let text = crate::command::capture(&mut command("cargo", &arguments))?;
    serde_json::from_str(&text).map_err(|e| format!("cargo metadata: {e}"))
}
