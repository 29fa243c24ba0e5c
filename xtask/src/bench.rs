//! `cargo xtask bench`: speed as ratios, measured in one run on one machine.
//!
//! Each bench prints its ratio and its gate, and fails only far beyond the gate: machines differ.

use crate::command::{command, run};
use crate::setup;
use crate::steps::Steps;
use crate::test;

pub fn bench() -> Result<(), String> {
    let again = "cargo xtask bench";
    let mut steps = Steps::default();
    if !setup::bring(&mut steps, setup::FOR_CHECK, again) {
        return steps.finish();
    }
    let floor = "cargo bench --package headroom-tests --bench speed";
    steps.run("the engine against its sampling floor", floor, || {
        let words = [
            "bench",
            "--locked",
            "--package",
            "headroom-tests",
            "--bench",
            "speed",
        ];
        run(&mut command("cargo", &words))
    });
    steps.run("wasm in Node against native", again, || {
        test::build_node_module()?;
        run(&mut test::node(&["tests/node-digest/bench.mjs"])?)
    });
    steps.finish()
}
