//! Golden runs: one line a minute, so that a difference tells its story.
//!
//! A folder of `golden` is a case: its scenario and its run. `cargo xtask bless` rewrites the runs.

use std::fs;
use std::path::Path;

use headroom_cli::table::table;
use headroom_engine::simulate;

#[test]
fn golden_runs_read_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let bless = std::env::var_os("HEADROOM_BLESS").is_some();
    let mut cases: Vec<_> = fs::read_dir(folder)
        .expect("golden")
        .map(|entry| entry.expect("readable").path())
        .collect();
    cases.sort();
    let mut differing = Vec::new();
    for case in &cases {
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(case.join("scenario.toml")).expect("a scenario");
        assert!(
            text.contains(&format!("id = \"{name}\"")),
            "a case is named after its scenario"
        );
        // A refusal is a run too: its problems, one a line.
        let now = match headroom_scenario::load_toml(&text) {
            Ok(document) => {
                let scenario = &document.scenario;
                table(scenario, &simulate(scenario, scenario.seed))
            }
            Err(problems) => format!("{problems}\n"),
        };
        if bless {
            fs::write(case.join("run.txt"), &now).expect("written");
        } else if fs::read_to_string(case.join("run.txt")).ok().as_deref() != Some(&now) {
            println!("--- {name}, as it runs now\n{now}");
            differing.push(name);
        }
    }
    assert!(cases.len() >= 5);
    assert!(
        differing.is_empty(),
        "{differing:?} differ; cargo xtask bless rewrites them"
    );
}
