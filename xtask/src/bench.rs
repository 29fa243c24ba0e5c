//! `cargo xtask bench`: speed as ratios, measured in one run on one machine.

use crate::command::{command, root, run};
use crate::setup;
use crate::steps::Steps;

pub fn bench() -> Result<(), String> {
    let again = "cargo xtask bench";
    let mut steps = Steps::default();
    if !setup::bring(&mut steps, setup::FOR_CHECK, again) {
        return steps.finish();
    }
    if root().join("bench/Cargo.toml").is_file() {
        steps.run("the engine against its floor", again, || {
            run(&mut command(
                "cargo",
                &[
                    "run",
                    "--quiet",
                    "--release",
                    "--locked",
                    "--package",
                    "headroom-bench",
                ],
            ))
        });
    }
    steps.finish()
}
