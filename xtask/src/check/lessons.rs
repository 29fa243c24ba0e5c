//! The lessons hold what they promise: the command line checks them, we only start it. Optimised:
//! it makes thousands of runs.

use crate::command::{command, root, run};

pub fn check() -> Result<(), String> {
    let folder = root().join("lessons");
    let is_empty = std::fs::read_dir(&folder).map_or(true, |mut entries| entries.next().is_none());
    if is_empty {
        return Err("    lessons/ is empty: there is no course to check".into());
    }
    run(&mut command(
        "cargo",
        &[
            "run",
            "--quiet",
            "--release",
            "--locked",
            "--package",
            "headroom-cli",
            "--",
            "check",
            "lessons/",
        ],
    ))
}
