//! `headroom simulate --ruleset`.

use super::{folder_with, headroom};

const NO_MONITORING: &str =
    include_str!("../../../../scenarios/vpc-no-monitoring-aws/scenario.toml");
const BATCH: &str =
    include_str!("../../../../scenarios/batch-transform-spot-refused/scenario.toml");

#[test]
fn both_readings_print_what_flips_and_each_alone_overrides_the_file() {
    let folder = folder_with("ruleset-both", NO_MONITORING);
    let ask = |ruleset: &str| {
        let done = headroom(
            &folder,
            &[
                "simulate",
                "scenario.toml",
                "--format",
                "table",
                "--ruleset",
                ruleset,
            ],
        );
        assert_eq!(done.code, 0, "{}", done.err);
        done
    };
    let both = ask("both");
    let first: Vec<&str> = both.out.lines().take(2).collect();
    assert_eq!(
        first[0].split_whitespace().collect::<Vec<_>>(),
        ["aws", "study_guide"]
    );
    assert_eq!(
        first[1].split_whitespace().collect::<Vec<_>>(),
        ["scales", "yes", "no"]
    );
    assert_eq!(both.err.lines().count(), 1, "a warning once: {}", both.err);
    assert!(ask("aws").out.contains("inst 4>11"));
    assert!(!ask("study_guide").out.contains("inst 4>11"));
}

#[test]
fn a_scenario_that_one_reading_refuses_flips_as_a_whole() {
    let folder = folder_with("ruleset-refused", BATCH);
    let done = headroom(&folder, &["simulate", "scenario.toml", "--ruleset", "both"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out.contains("refused: E_SPOT_BATCH") && done.out.contains("runs"),
        "{}",
        done.out
    );
}
