//! Golden runs: one line a minute, so that a difference tells its story.
//!
//! A folder of `scenarios` is a case: its scenario and its run. `cargo xtask bless` rewrites the
//! runs and the table of the gallery.

use std::fs;
use std::path::{Path, PathBuf};

use headroom_cli::table::table;
use headroom_engine::simulate;

/// What stands above the table of `scenarios/README.md`.
const ABOVE: &str = "# The gallery

Each folder holds a scenario and its run, a line a minute: `headroom simulate scenarios/NAME/scenario.toml` prints it, and the tests hold it. A refusal is a run too: its problems. `cargo xtask bless` writes the runs and this page; the first comment of a scenario says what it shows.

";

fn gallery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

fn cases() -> Vec<PathBuf> {
    let all = fs::read_dir(gallery()).expect("scenarios");
    let mut cases: Vec<_> = all
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

fn is_blessing() -> bool {
    std::env::var_os("HEADROOM_BLESS").is_some()
}

fn name(case: &Path) -> String {
    case.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn scenario(case: &Path) -> String {
    fs::read_to_string(case.join("scenario.toml")).expect("a scenario")
}

#[test]
fn golden_runs_read_as_before() {
    let cases = cases();
    let mut differing = Vec::new();
    for case in &cases {
        let (name, text) = (name(case), scenario(case));
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
        if is_blessing() {
            fs::write(case.join("run.txt"), &now).expect("written");
        } else if fs::read_to_string(case.join("run.txt")).ok().as_deref() != Some(&now) {
            println!("--- {name}, as it runs now\n{now}");
            differing.push(name);
        }
    }
    assert!(cases.len() >= 30);
    assert!(
        differing.is_empty(),
        "{differing:?} differ; cargo xtask bless rewrites them"
    );
}

#[test]
fn the_gallery_says_what_each_scenario_shows() {
    let mut page = String::from(ABOVE);
    page.push_str("| scenario | what it shows |\n| --- | --- |\n");
    for case in cases() {
        let (name, text) = (name(&case), scenario(&case));
        let comment = text.lines().take_while(|line| line.starts_with("# "));
        let shows: Vec<&str> = comment.map(|line| &line[2..]).collect();
        assert!(!shows.is_empty(), "{name} says what it shows");
        let title = text.lines().find_map(|line| line.strip_prefix("title = "));
        let title = title.expect("a title").trim_matches('"');
        page += &format!(
            "| [{title}]({name}/scenario.toml), [its run]({name}/run.txt) | {} |\n",
            shows.join(" ")
        );
    }
    let path = gallery().join("README.md");
    if is_blessing() {
        fs::write(path, page).expect("written");
    } else {
        let kept = fs::read_to_string(path).expect("scenarios/README.md");
        assert_eq!(
            kept, page,
            "cargo xtask bless writes it: what a scenario shows is its first comment"
        );
    }
}
