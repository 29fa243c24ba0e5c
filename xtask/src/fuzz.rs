//! `cargo xtask fuzz`: texts from anywhere against the crates that read them.
//!
//! The targets (`tests/fuzz/targets`) run under libFuzzer, each a million inputs within 512 MiB.
//! The corpus grows in `target/fuzz/corpus` and begins with the files that ship.

use std::path::{Path, PathBuf};

use crate::command::{root, run, target_folder};
use crate::setup;
use crate::steps::Steps;

const FOLDER: &str = "tests/fuzz";
const TARGETS: [&str; 3] = ["link", "scenario", "aws"];
/// Inputs a target.
const RUNS: u64 = 1_000_000;
/// Of a process, in MiB.
const MEMORY_MIB: u32 = 512;
/// The longest input, in bytes: longer than any scenario that ships.
const LONGEST: u32 = 16_384;

/// All targets, or the one that is named.
pub fn fuzz(words: &[&str]) -> Result<(), String> {
    let (names, runs) = match words {
        [] => (TARGETS.to_vec(), RUNS),
        [name] => (vec![*name], RUNS),
        [name, runs] => {
            let runs = runs
                .parse()
                .map_err(|_| format!("{runs} is no number of inputs"))?;
            (vec![*name], runs)
        }
        _ => return Err("fuzz takes a target and a number of inputs".into()),
    };
    if let Some(name) = names.iter().find(|name| !TARGETS.contains(name)) {
        return Err(format!("fuzz knows {}, not `{name}`", TARGETS.join(", ")));
    }
    let mut steps = Steps::default();
    if setup::bring(&mut steps, setup::FOR_FUZZ, "cargo xtask fuzz") {
        for name in names {
            let title = format!("{name}: {runs} inputs, none panics, under {MEMORY_MIB} MiB");
            steps.run(&title, &format!("cargo xtask fuzz {name}"), || {
                one(name, runs)
            });
        }
    }
    steps.finish()
}

fn one(name: &str, runs: u64) -> Result<(), String> {
    let folder = target_folder()?.join("fuzz");
    let corpus = folder.join("corpus").join(name);
    std::fs::create_dir_all(&corpus).map_err(|e| format!("{}: {e}", corpus.display()))?;
    for (i, seed) in seeds(name).iter().enumerate() {
        let to = corpus.join(format!("seed-{i}"));
        std::fs::copy(seed, &to).map_err(|e| format!("{}: {e}", seed.display()))?;
    }
    let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    let mut all = words("fuzz run --fuzz-dir");
    // Panics are what is looked for, and safe Rust needs no sanitizer, which the stable compiler
    // would refuse.
    all.extend(words(&format!("{FOLDER} --sanitizer none --target-dir")));
    all.extend([
        folder.display().to_string(),
        name.into(),
        corpus.display().to_string(),
    ]);
    let limits = format!(
        "-- -runs={runs} -rss_limit_mb={MEMORY_MIB} -malloc_limit_mb={MEMORY_MIB} -max_len={LONGEST} -print_final_stats=1 -verbosity=0"
    );
    all.extend(words(&limits));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut fuzzer = crate::command::command("cargo", &all);
    // cargo-fuzz passes flags of the coverage instrumentation that stable knows by this word only.
    fuzzer.env("RUSTC_BOOTSTRAP", "1");
    run(&mut fuzzer)
}

/// Files that a target begins with: its own, and for scenarios every one that ships.
fn seeds(name: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if name == "scenario" {
        for place in ["lessons", "scenarios"] {
            let folders = files(&root().join(place));
            found.extend(folders.iter().map(|folder| folder.join("scenario.toml")));
        }
        found.retain(|path| path.is_file());
    }
    let own = root().join(FOLDER).join("seeds").join(name);
    found.extend(files(&own));
    found
}

/// What lies in a folder, by name; nothing where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    found.sort();
    found
}
