//! `headroom sweep`.

use serde_json::{Value, json};

use super::{SPIKE, folder_with, headroom};

const TARGET: &str =
    "scaling.policies[0].TargetTrackingScalingPolicyConfiguration.TargetValue=600,800";
const MIN: &str = "scaling.scalable_target.MinCapacity=2,4";

fn lines(text: &str) -> Vec<Value> {
    let read = |line| serde_json::from_str(line).expect("a JSON line");
    text.lines().map(read).collect()
}

#[test]
fn every_combination_and_seed_is_a_line_in_order() {
    let folder = folder_with("sweep", SPIKE);
    let asked = [
        "sweep",
        "scenario.toml",
        "--vary",
        TARGET,
        "--vary",
        MIN,
        "--seeds",
        "2",
    ];
    let done = headroom(&folder, &asked);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let rows = lines(&done.out);
    assert_eq!(rows.len(), 8);
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(row["index"], json!(index));
        let values: Vec<&Value> = row["set"].as_object().expect("a table").values().collect();
        let expected = ([600, 800][index / 4], [2, 4][index / 2 % 2]);
        assert_eq!(json!(values), json!([expected.0, expected.1]));
        assert_eq!(row["seed"], json!(7 + index % 2));
    }
    assert_eq!(
        done.out,
        headroom(&folder, &asked).out,
        "the same bytes again"
    );

    // A line says what `simulate` says of that scenario and seed.
    let same = headroom(&folder, &["simulate", "scenario.toml", "--seed", "8"]);
    let report: Value = serde_json::from_str(&same.out).expect("a report");
    let default = rows
        .iter()
        .find(|row| row["seed"] == json!(8) && row["summary"] == report["summary"]);
    assert!(
        default.is_some(),
        "target 800 and minimum 2 are the file's own"
    );
}

#[test]
fn shards_are_the_whole_each_line_once() {
    let folder = folder_with("shards", SPIKE);
    let run = |shard: &[&str]| {
        let asked = ["sweep", "scenario.toml", "--vary", MIN, "--seeds", "3"];
        headroom(&folder, &[&asked[..], shard].concat()).out
    };
    let whole = run(&[]);
    assert_eq!(lines(&whole).len(), 6);
    let mut parts: Vec<String> = Vec::new();
    for shard in ["1/4", "2/4", "3/4", "4/4"] {
        parts.extend(run(&["--shard", shard]).lines().map(String::from));
    }
    parts.sort();
    let mut all: Vec<&str> = whole.lines().collect();
    all.sort_unstable();
    assert_eq!(parts, all);
    assert_eq!(run(&["--shard", "7/9"]), "");
}

#[test]
fn every_combination_is_judged_before_any_runs() {
    let folder = folder_with("sweep-refused", SPIKE);
    let run = |vary: &[&str]| {
        let varied = vary.iter().flat_map(|vary| ["--vary", vary]);
        let asked: Vec<&str> = ["sweep", "scenario.toml"]
            .into_iter()
            .chain(varied)
            .collect();
        headroom(&folder, &asked)
    };
    let done = run(&[
        "scaling.scalable_target.MinCapacity=2,20,0",
        "model.workers=2,-1",
    ]);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    for part in [
        "[E_MIN_ABOVE_MAX]",
        "[E_MIN_ZERO_REAL_TIME]",
        "model.workers: -1 is not allowed",
        "[E_OUT_OF_RANGE]",
        "with scaling.scalable_target.MinCapacity=20 model.workers=2: ",
    ] {
        assert!(done.err.contains(part), "{part} is not in {}", done.err);
    }
    assert_eq!(
        done.err.lines().count(),
        3,
        "each problem once: {}",
        done.err
    );
    for bad in [
        &["id=a,b"][..],
        &["model.workers"],
        &["model.workers="],
        &["model.workers=1", "model.workers=2"],
        &["model.max_queue.x=1"],
    ] {
        let done = run(bad);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{bad:?}");
        assert!(
            !done.err.is_empty() && !done.err.contains("panicked"),
            "{}",
            done.err
        );
    }
    for shard in ["0/2", "3/2", "1", "a/b"] {
        let done = headroom(&folder, &["sweep", "scenario.toml", "--shard", shard]);
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{shard}");
    }
}
