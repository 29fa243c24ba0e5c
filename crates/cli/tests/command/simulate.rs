//! `headroom simulate` and `headroom digest`.

use serde_json::Value;

use super::{SPIKE, folder_with, headroom};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("a JSON report")
}

#[test]
fn the_report_has_the_format_s_keys_in_its_order_and_its_books_balance() {
    let folder = folder_with("report", SPIKE);
    let done = headroom(&folder, &["simulate", "scenario.toml"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let report = json(&done.out);
    let keys = |value: &Value| {
        value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys(&report),
        [
            "format",
            "engine",
            "scenario",
            "seed",
            "ruleset",
            "prices_as_of",
            "summary",
            "series",
            "clues",
            "events"
        ]
    );
    assert_eq!(
        (&report["scenario"], &report["seed"]),
        (&Value::from("spike"), &Value::from(7))
    );

    let requests = &report["summary"]["requests"];
    let number = |value: &Value| value.as_u64().expect("a count");
    let failed: u64 = requests["failed"]
        .as_object()
        .expect("kinds")
        .values()
        .map(number)
        .sum();
    assert!(failed > 0, "the spike is too much for four instances");
    assert_eq!(
        number(&requests["arrived"]),
        number(&requests["completed"]) + failed + number(&requests["in_flight_at_end"])
    );
    let invocations = report["series"]["Invocations"]
        .as_array()
        .expect("a column");
    assert_eq!(invocations.len(), 60);
    assert_eq!(
        invocations.iter().map(number).sum::<u64>(),
        number(&requests["arrived"])
    );
    assert!(
        report["events"]
            .as_array()
            .is_some_and(|events| !events.is_empty())
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_another_run() {
    let folder = folder_with("bytes", SPIKE);
    let run = |seed: &str| headroom(&folder, &["simulate", "scenario.toml", "--seed", seed]).out;
    let digest = |seed: &str| headroom(&folder, &["digest", "scenario.toml", "--seed", seed]).out;
    assert_eq!(
        run("7"),
        headroom(&folder, &["simulate", "scenario.toml"]).out,
        "7 is the file's"
    );
    assert_ne!(run("7"), run("8"));
    assert_eq!(
        digest("7"),
        headroom(&folder, &["digest", "scenario.toml"]).out
    );
    assert_ne!(digest("7"), digest("8"));
    assert_eq!(digest("7").trim_end().len(), 32);
}

#[test]
fn a_json_file_of_the_same_shape_gives_the_same_report() {
    let folder = folder_with("json-file", SPIKE);
    let scenario = r#"{"id":"spike","start":"2026-03-02T08:55:00Z","duration_s":3600,"seed":7,
        "traffic":{"components":[{"kind":"constant","rps":50},{"kind":"spike","at_s":600,"duration_s":1800,"rps":50}]},
        "model":{"service_time":{"distribution":"lognormal","mean_ms":100,"cv":0.5},"workers":2},
        "endpoint":{"kind":"real_time","instance_type":"ml.m5.xlarge","initial_instance_count":4},
        "scaling":{"scalable_target":{"MinCapacity":2,"MaxCapacity":12},"policies":[{"PolicyName":"track",
          "PolicyType":"TargetTrackingScaling","TargetTrackingScalingPolicyConfiguration":{"TargetValue":800,
          "PredefinedMetricSpecification":{"PredefinedMetricType":"SageMakerVariantInvocationsPerInstance"}}}]},
        "slo":{"latency_ms":500,"percentile":99,"availability":0.99}}"#;
    std::fs::write(folder.join("scenario.json"), scenario).expect("written");
    let [toml, json] =
        ["scenario.toml", "scenario.json"].map(|file| headroom(&folder, &["simulate", file]).out);
    assert!(!toml.is_empty());
    assert_eq!(toml, json);
}

#[test]
fn runs_give_mean_and_interval_of_every_figure_whatever_the_threads_do() {
    let folder = folder_with("runs", SPIKE);
    let done = headroom(
        &folder,
        &["simulate", "scenario.toml", "--runs", "8", "--seed", "3"],
    );
    assert_eq!(done.code, 0, "{}", done.err);
    for _ in 0..3 {
        let again = headroom(
            &folder,
            &["simulate", "scenario.toml", "--runs", "8", "--seed", "3"],
        );
        assert_eq!(again.out, done.out);
    }
    let report = json(&done.out);
    assert_eq!(
        (&report["seed"], &report["runs"]),
        (&Value::from(3), &Value::from(8))
    );
    let arrived = &report["summary"]["requests"]["arrived"];
    assert_eq!(
        (&arrived["n"], &arrived["nulls"]),
        (&Value::from(8), &Value::from(0))
    );

    // The same by hand, from the eight reports.
    let values: Vec<f64> = (3..11)
        .map(|seed: u32| {
            headroom(
                &folder,
                &["simulate", "scenario.toml", "--seed", &seed.to_string()],
            )
            .out
        })
        .map(|out| {
            json(&out)["summary"]["requests"]["arrived"]
                .as_f64()
                .expect("a count")
        })
        .collect();
    let mean = values.iter().sum::<f64>() / 8.0;
    let s = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 7.0).sqrt();
    assert!((arrived["mean"].as_f64().expect("a mean") - mean).abs() < 1e-9 * mean);
    // t of seven degrees of freedom: 2.3646.
    let half = 2.3646 * s / 8f64.sqrt();
    assert!((arrived["ci95"].as_f64().expect("an interval") - half).abs() < 1e-3 * half);
    // Failed attempts count as infinitely late: a latency that no run attains is null in all.
    assert_eq!(
        report["summary"]["slo"]["attained"]["latency_ms"]["nulls"],
        Value::from(8)
    );

    let csv = headroom(
        &folder,
        &[
            "simulate",
            "scenario.toml",
            "--runs",
            "8",
            "--seed",
            "3",
            "--format",
            "csv",
        ],
    )
    .out;
    assert!(
        csv.starts_with("figure,mean,ci95,n,nulls\nrequests.arrived,"),
        "{csv}"
    );
    assert!(csv.contains("\nslo.attained.latency_ms,,,0,8\n"), "{csv}");
    let table = headroom(
        &folder,
        &[
            "simulate",
            "scenario.toml",
            "--runs",
            "8",
            "--format",
            "table",
        ],
    )
    .out;
    assert!(
        table
            .lines()
            .any(|line| line.starts_with("requests.failed.rejected ") && line.contains('±')),
        "{table}"
    );
}

#[test]
fn require_slo_is_exit_code_2_with_the_report_all_the_same() {
    let folder = folder_with("slo", SPIKE);
    let missed = headroom(
        &folder,
        &[
            "simulate",
            "scenario.toml",
            "--require-slo",
            "-o",
            "report.json",
        ],
    );
    assert_eq!(
        (missed.code, missed.out.as_str(), missed.err.as_str()),
        (2, "", "")
    );
    let report = json(&std::fs::read_to_string(folder.join("report.json")).expect("written"));
    assert_eq!(report["summary"]["slo"]["met"], Value::Bool(false));
    assert_eq!(
        headroom(
            &folder,
            &["simulate", "scenario.toml", "--runs", "2", "--require-slo"]
        )
        .code,
        2
    );
    assert_eq!(
        headroom(&folder, &["simulate", "scenario.toml"]).code,
        0,
        "nobody asked"
    );

    let folder = folder_with(
        "slo-met",
        &SPIKE.replace("initial_instance_count = 4", "initial_instance_count = 12"),
    );
    let met = headroom(&folder, &["simulate", "scenario.toml", "--require-slo"]);
    assert_eq!(met.code, 0);
    assert_eq!(json(&met.out)["summary"]["slo"]["met"], Value::Bool(true));

    let without = SPIKE.split("[slo]").next().expect("the part before");
    let none = headroom(
        &folder_with("slo-none", without),
        &["simulate", "scenario.toml", "--require-slo"],
    );
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("states none"), "{}", none.err);
}

#[test]
fn the_table_tells_the_story_in_one_line_a_minute() {
    let folder = folder_with("table", SPIKE);
    let table = headroom(&folder, &["simulate", "scenario.toml", "--format", "table"]).out;
    let lines: Vec<_> = table.lines().collect();
    assert!(
        lines[0].starts_with("08:55  rpm ") && lines[0].contains("  inst 4>4 "),
        "{}",
        lines[0]
    );
    // The spike begins at 09:05; the metric is 2 minutes late and the alarm wants 3 of 3 minutes.
    let scaled = lines
        .iter()
        .position(|line| line.ends_with("why load"))
        .expect("it scales out");
    assert!(
        lines[scaled].starts_with("09:10 ") && lines[scaled].contains("inst 4>8 "),
        "{}",
        lines[scaled]
    );
    assert!(lines[scaled].contains("  HIGH 3/3 "), "{}", lines[scaled]);
    assert!(
        lines[scaled + 1].ends_with("why updating"),
        "{}",
        lines[scaled + 1]
    );
    assert!(
        lines.iter().any(|line| line.contains("  cool out ")),
        "{table}"
    );
    let minutes: Vec<_> = lines.iter().take_while(|line| !line.is_empty()).collect();
    assert_eq!(
        minutes.len(),
        61,
        "an hour of minutes, and the evaluation at its end"
    );
    // Fixed columns.
    let columns = |line: &str| ["rpm", "inst", "cool", "why"].map(|word| line.find(word));
    assert!(
        minutes
            .iter()
            .all(|line| columns(line) == columns(lines[0])),
        "{table}"
    );
    assert!(table.contains("\nslo        missed\n"), "{table}");
}

#[test]
fn csv_is_one_row_a_minute() {
    let folder = folder_with("csv", SPIKE);
    let csv = headroom(&folder, &["simulate", "scenario.toml", "--format", "csv"]).out;
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 61, "a head and 60 minutes");
    assert_eq!(
        rows[0][..3],
        ["time_s", "Invocations", "InvocationsPerInstance"]
    );
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert_eq!((rows[1][0], rows[60][0]), ("0", "3540"));
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_early_causes_no_panic() {
    use std::process::{Command, Stdio};
    let folder = folder_with("pipe", SPIKE);
    let mut child = Command::new(env!("CARGO_BIN_EXE_headroom"))
        .args(["simulate", "scenario.toml"])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("headroom starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("headroom ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn why_prints_the_answer_and_five_links_in_their_order() {
    let folder = folder_with("why", SPIKE);
    let why = |time: &str| headroom(&folder, &["simulate", "scenario.toml", "--why", time]);
    let done = why("09:10");
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let first = done.out.lines().next().expect("an answer");
    assert!(
        first.starts_with("At 09:10 track changed the desired capacity from 4 to 8: ceil(")
            && first.ends_with(" / 800) = 8."),
        "{first}"
    );
    let links: Vec<&str> = done
        .out
        .lines()
        .filter_map(|line| line.get(10..)?.split("  ").next())
        .filter(|title| ["Datapoint", "Alarm", "Policy", "Cooldown", "Activity"].contains(title))
        .collect();
    assert_eq!(
        links,
        ["Datapoint", "Alarm", "Policy", "Cooldown", "Activity"],
        "{}",
        done.out
    );
    assert!(done.out.contains("4 → 8 is InProgress"), "{}", done.out);
    // The clock starts at 08:55.
    assert_eq!(why("900s").out, done.out);
    assert_eq!(why("09:10:00").out, done.out);
    let nothing = why("09:08");
    assert!(
        nothing
            .out
            .starts_with("At 09:08 track did not scale: AlarmHigh needs 3 of 3 datapoints above 800; 1 of 3 so far.\n"),
        "{}",
        nothing.out
    );
    for edge in ["08:55", "0s", "09:55", "3600s"] {
        assert_eq!(why(edge).code, 0, "{edge}");
    }
}

#[test]
fn why_refuses_a_time_that_is_none_or_outside_the_run() {
    let folder = folder_with("why-refused", SPIKE);
    let why = |time: &str| headroom(&folder, &["simulate", "scenario.toml", "--why", time]);
    for (time, shown) in [
        ("08:54", "08:54:00"),
        ("09:55:01", "09:55:01"),
        ("3601s", "3601s"),
    ] {
        let done = why(time);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{time}");
        assert_eq!(
            done.err,
            format!(
                "scenario.toml: --why {shown} is outside the run, which goes from 08:55:00 to 09:55:00, 0s to 3600s\n"
            )
        );
    }
    for time in [
        "",
        "noon",
        "24:00",
        "09:60",
        "9",
        "720",
        "-1s",
        "NaNs",
        "1e99s",
        "09:00:00:00",
        "+9:00",
    ] {
        let arguments = ["simulate", "scenario.toml", &format!("--why={time}")];
        let done = headroom(&folder, &arguments);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{time:?}");
        assert!(!done.err.contains("panicked"), "{}", done.err);
    }
    assert!(
        why("noon")
            .err
            .contains("HH:MM, HH:MM:SS, or seconds from the start, as 720s")
    );
    let both = headroom(
        &folder,
        &["simulate", "scenario.toml", "--why", "09:10", "--runs", "3"],
    );
    assert_eq!((both.code, both.out.as_str()), (1, ""));
    let help = headroom(&folder, &["simulate", "--help"]).out;
    assert!(
        help.contains("--why <TIME>") && help.contains("Datapoint  what could be seen"),
        "{help}"
    );
}
