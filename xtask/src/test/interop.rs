//! `cargo xtask test interop`: what `headroom export` prints, held against AWS's own models.
//!
//! The models are packages of the Python registry, so they live in a virtual environment below the
//! target folder, made once for each version of tests/interop/requirements.txt.

use crate::command::{answer, command, root, run, run_reading, target_folder};
use std::path::PathBuf;

use super::tally::Tally;

const REQUIREMENTS: &str = "tests/interop/requirements.txt";

pub fn interop(tally: &mut Tally) -> Result<(), String> {
    let environment = environment()?;
    let program = ["build", "--locked", "--package", "headroom-cli"];
    run(&mut command("cargo", &program))?;
    let mut arguments = vec![
        "tests/interop/check.py".to_owned(),
        format!("{}/debug/headroom", target_folder()?.display()),
    ];
    arguments.extend(scenarios()?);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let python = environment.join("bin/python");
    let mut check = command(&python.display().to_string(), &arguments);
    run_reading(&mut check, |line| tally.read_plain("interop", line))?;
    tally.some_ran("interop")
}

/// The virtual environment, made when it is absent or of another version.
fn environment() -> Result<PathBuf, String> {
    let environment = target_folder()?.join("interop");
    let stamp = environment.join("headroom-installed.txt");
    let wanted =
        std::fs::read(root().join(REQUIREMENTS)).map_err(|e| format!("{REQUIREMENTS}: {e}"))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(environment);
    }
    if answer("python3", &["--version"]).is_none() {
        return Err(
            "    python3 is missing. On Debian and Ubuntu: apt-get install python3-venv".into(),
        );
    }
    let place = environment.display().to_string();
    run(&mut command("python3", &["-m", "venv", "--clear", &place]))?;
    let pip = environment.join("bin/pip").display().to_string();
    run(&mut command(
        &pip,
        &["install", "--quiet", "--requirement", REQUIREMENTS],
    ))?;
    // Written last: without it the environment counts as absent.
    std::fs::write(&stamp, wanted).map_err(|e| format!("{}: {e}", stamp.display()))?;
    Ok(environment)
}

/// Every scenario of the lessons and of the gallery.
fn scenarios() -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for folder in ["lessons", "scenarios"] {
        let entries =
            std::fs::read_dir(root().join(folder)).map_err(|e| format!("{folder}: {e}"))?;
        for entry in entries.flatten() {
            let scenario = entry.path().join("scenario.toml");
            if scenario.is_file() {
                found.push(scenario.display().to_string());
            }
        }
    }
    found.sort();
    Ok(found)
}
