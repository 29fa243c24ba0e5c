//! Bad input: every problem at once, with its code, on standard error; nothing runs.

use super::{Done, SPIKE, folder, folder_with, headroom};

/// A text of the good scenario, what replaces it, and what must stand in the refusal.
#[rustfmt::skip]
const ROWS: &[(&str, &str, &[&str])] = &[
    ("[traffic]", "[traffic", &["[E_SYNTAX]"]),
    ("[traffic]", "colour = 1\n[traffic]", &["colour: ", "[E_UNKNOWN_FIELD]"]),
    ("MinCapacity = 2", "MinCapacity = 20", &[
        "scaling.scalable_target.MinCapacity: 20 is not allowed: MinCapacity must be at most MaxCapacity, 12 (lower it, or raise MaxCapacity) [E_MIN_ABOVE_MAX]"]),
    ("\"constant\", rps = 50", "\"constant\", rps = -50", &[
        "traffic.components[0].rps: -50 is not allowed: it must be at least 0 [E_OUT_OF_RANGE]"]),
    ("mean_ms = 100", "mean_ms = nan", &["model.service_time.mean_ms: NaN is not allowed: ", "[E_NOT_FINITE]"]),
    ("\"constant\", rps = 50", "\"constant\", rps = 1e12", &["traffic.components: ", "[E_TOO_MANY_REQUESTS]"]),
    ("initial_instance_count = 4", "purchase = \"spot\"", &["endpoint.purchase: \"spot\" is not allowed: ", "[E_SPOT_REAL_TIME]"]),
    ("MinCapacity = 2", "MinCapacity = 0", &["scaling.scalable_target.MinCapacity: 0 is not allowed: ", "[E_MIN_ZERO_REAL_TIME]"]),
    ("\"ml.m5.xlarge\"", "\"ml.t2.medium\"", &["endpoint.instance_type: \"ml.t2.medium\" is not allowed: ", "[E_BURSTABLE_SCALING]"]),
    ("[traffic]", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"logs\", type = \"gateway\" }] }\n[traffic]", &["network.vpc_endpoints[0].type: \"gateway\" is not allowed: ", "[E_VPC_WRONG_TYPE]"]),
];

#[test]
fn each_bad_input_gives_its_code_and_nothing_runs() {
    for (row, (from, to, expected)) in ROWS.iter().enumerate() {
        assert_eq!(SPIKE.matches(from).count(), 1, "{from:?} names one place");
        let folder = folder_with(&format!("refusal-{row}"), &SPIKE.replace(from, to));
        for command in [
            &["simulate", "scenario.toml"][..],
            &["check", "scenario.toml"],
            &["digest", "scenario.toml"],
        ] {
            let Done { code, out, err } = headroom(&folder, command);
            assert_eq!((code, out.as_str()), (1, ""), "{command:?} {to}: {err}");
            assert_eq!(err.lines().count(), 1, "{to}: {err}");
            assert!(err.starts_with("scenario.toml:"), "{err}");
            for part in *expected {
                assert!(err.contains(part), "{part:?} is not in {err}");
            }
            assert!(!err.contains("panicked"), "{err}");
        }
    }
}

#[test]
fn two_problems_in_one_file_are_both_reported() {
    let text = SPIKE
        .replace("MinCapacity = 2", "MinCapacity = 0")
        .replace("rps = 50 }", "rps = -1 }");
    let done = headroom(
        &folder_with("two-problems", &text),
        &["simulate", "scenario.toml"],
    );
    assert_eq!(done.code, 1);
    assert!(
        done.err.contains("[E_MIN_ZERO_REAL_TIME]") && done.err.contains("[E_OUT_OF_RANGE]"),
        "{}",
        done.err
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = folder("unreadable");
    let done = headroom(&folder, &["simulate", "missing.toml"]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert!(
        done.err.starts_with("missing.toml: cannot be read: "),
        "{}",
        done.err
    );

    std::fs::write(folder.join("scenario.yaml"), "id: a").expect("written");
    let done = headroom(&folder, &["check", "scenario.yaml"]);
    assert_eq!(
        done.err,
        "scenario.yaml: a scenario file ends in .toml or .json\n"
    );

    std::fs::write(folder.join("latin.toml"), b"id = \"\xe9\"").expect("written");
    let done = headroom(&folder, &["check", "latin.toml"]);
    assert_eq!(done.code, 1);
    assert!(
        done.err.starts_with("latin.toml: cannot be read: "),
        "{}",
        done.err
    );
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = folder_with("unwritable", SPIKE);
    let done = headroom(
        &folder,
        &["simulate", "scenario.toml", "-o", "no/such/folder.json"],
    );
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert!(
        done.err
            .starts_with("no/such/folder.json: cannot be written: "),
        "{}",
        done.err
    );
}

#[test]
fn wrong_arguments_are_exit_code_1_because_2_means_a_missed_slo() {
    let folder = folder_with("arguments", SPIKE);
    for arguments in [
        &[][..],
        &["simulat", "scenario.toml"],
        &["simulate"],
        &["simulate", "scenario.toml", "--seed", "-1"],
        &["simulate", "scenario.toml", "--seed", "9007199254740992"],
        &["simulate", "scenario.toml", "--runs", "0"],
        &["simulate", "scenario.toml", "--format", "yaml"],
    ] {
        let done = headroom(&folder, arguments);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{arguments:?}");
        assert!(
            done.err.contains("Usage") || done.err.contains("error"),
            "{}",
            done.err
        );
    }
    let help = headroom(&folder, &["simulate", "--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(
        help.out.contains("08:03  rpm   3120"),
        "the help explains the table"
    );
}
