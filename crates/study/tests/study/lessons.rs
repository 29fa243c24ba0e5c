//! The lessons that ship: that they load, and that their figures have the shape
//! they were designed with. Ranges, not exact figures: those are the engine's.

use std::path::PathBuf;

use headroom_engine::run::{Run, What};
use headroom_engine::simulate;
use headroom_model::scenario::Scenario;
use headroom_study::Quantity;
use headroom_study::trap::TRAPS;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../lessons")
}

/// The scenario of spiky-traffic and its alternatives by id.
pub fn spiky() -> (Scenario, Vec<(String, Scenario)>) {
    let path = folder().join("spiky-traffic/scenario.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let document = headroom_scenario::load_toml(&text).unwrap();
    let alternatives = document.alternatives.into_iter();
    let alternatives = alternatives.map(|a| (a.id, a.scenario)).collect();
    (document.scenario, alternatives)
}

/// Their keys are simulated by `cargo xtask check`.
#[cfg(feature = "author")]
#[test]
fn every_lesson_loads() {
    let out = std::env::temp_dir().join(format!("headroom-course-{}", std::process::id()));
    let packed = headroom_study::pack(&folder(), &out).unwrap();
    let refused: Vec<_> = packed.problems.iter().filter(|p| p.refuses()).collect();
    assert!(refused.is_empty(), "{refused:?}");
    assert!(packed.failed.is_empty());
    assert!(
        packed
            .files
            .iter()
            .any(|file| file.ends_with("spiky-traffic.json"))
    );
    std::fs::remove_dir_all(out).unwrap();
}

/// A wrong idea that no question looks for is one that nobody meets.
#[test]
fn every_wrong_idea_is_looked_for() {
    let lessons = std::fs::read_dir(folder()).unwrap();
    let texts: Vec<String> = lessons
        .filter_map(|lesson| {
            std::fs::read_to_string(lesson.unwrap().path().join("lesson.toml")).ok()
        })
        .collect();
    let named = |id: &str| texts.iter().any(|text| text.contains(&format!("\"{id}\"")));
    let left: Vec<_> = TRAPS
        .iter()
        .map(|trap| trap.id)
        .filter(|id| !named(id))
        .collect();
    assert!(left.is_empty(), "no lesson names {left:?}");
}

/// What a row of the table expects of every seed: (lowest, highest).
struct Expected {
    path: &'static [(u32, u32, u64)],
    failed: (u64, u64),
    p99_ms: (f64, f64),
    instance_hours: (f64, f64),
    slo_met: bool,
}

#[test]
fn spiky_traffic_has_the_shape_it_was_designed_with() {
    let (base, alternatives) = spiky();
    let unchanged = || Expected {
        path: &[(4, 8, 1200)],
        failed: (10_000, 16_000),
        p99_ms: (1_100.0, 1_400.0),
        instance_hours: (6.6, 6.7),
        slo_met: false,
    };
    check("base", &base, &unchanged());
    for (id, scenario) in &alternatives {
        let expected = match id.as_str() {
            "scale-out-cooldown-0" | "max-capacity-40" => unchanged(),
            "min-capacity-8" => Expected {
                path: &[],
                failed: (0, 0),
                p99_ms: (350.0, 450.0),
                instance_hours: (8.0, 8.0),
                slo_met: true,
            },
            "min-capacity-6" => Expected {
                path: &[(6, 8, 1200)],
                failed: (0, 200),
                p99_ms: (500.0, 900.0),
                instance_hours: (7.2, 7.5),
                slo_met: true,
            },
            "target-650" => Expected {
                path: &[(5, 10, 1200)],
                failed: (1_000, 2_500),
                p99_ms: (1_000.0, 1_300.0),
                instance_hours: (8.3, 8.4),
                slo_met: false,
            },
            other => panic!("{other} has no row in this table"),
        };
        check(id, scenario, &expected);
    }
}

#[test]
fn what_the_options_texts_call_unchanged_is_unchanged() {
    let (base, alternatives) = spiky();
    let start = simulate(&base, base.seed);
    for (id, scenario) in &alternatives {
        let same = simulate(scenario, base.seed).summary == start.summary;
        let said = ["scale-out-cooldown-0", "max-capacity-40"].contains(&id.as_str());
        assert_eq!(same, said, "{id}");
    }
}

fn check(id: &str, scenario: &Scenario, expected: &Expected) {
    for n in 0..5 {
        let run = simulate(scenario, scenario.seed.nth(n));
        let within = |value: f64, (low, high): (f64, f64)| (low..=high).contains(&value);
        let summary = &run.summary;
        let failed = summary.requests.failed.total();
        let hours = summary.capacity.instance_seconds / 3600.0;
        assert_eq!(path(&run), expected.path, "{id}, seed {n}");
        let (low, high) = expected.failed;
        assert!((low..=high).contains(&failed), "{id}, seed {n}: {failed}");
        let p99 = summary.latency_ms.p99.unwrap();
        assert!(within(p99, expected.p99_ms), "{id}, seed {n}: {p99}");
        assert!(
            within(hours, expected.instance_hours),
            "{id}, seed {n}: {hours}"
        );
        assert_eq!(summary.slo.unwrap().met, expected.slo_met, "{id}, seed {n}");
        // The first of several launches of 215 to 575 s after the decision at 1,200.
        if !expected.path.is_empty() {
            let first = Quantity::FirstNewInService.measure(&run).unwrap();
            assert!(within(first, (1415.0, 1700.0)), "{id}, seed {n}: {first}");
        }
        assert_eq!(summary.scaling.blocked_by_cooldown, 0, "{id}, seed {n}");
        assert_eq!(summary.scaling.clipped_by_max, 0, "{id}, seed {n}");
    }
}

/// Every activity as (from, to, second).
fn path(run: &Run) -> Vec<(u32, u32, u64)> {
    let events = run.events.iter();
    events
        .filter_map(|event| match event.what {
            What::ActivityStarted { from, to, .. } => {
                Some((from, to, event.time.micros() / 1_000_000))
            }
            _ => None,
        })
        .collect()
}

/// The schema is written from the table of fields that the reader asks; `cargo xtask bless` writes
/// the file.
#[cfg(feature = "author")]
#[test]
fn the_schema_of_lesson_toml_is_current() {
    let path = folder().join("../public/schema/lesson.json");
    let current = headroom_study::author::schema();
    if std::env::var_os("HEADROOM_BLESS").is_some() {
        let text = serde_json::to_string_pretty(&current).unwrap();
        std::fs::write(&path, text + "\n").unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    // The order of keys depends on what else is built.
    let stored: Option<serde_json::Value> = serde_json::from_str(&stored).ok();
    assert!(
        stored == Some(current),
        "{} is old: cargo xtask bless",
        path.display()
    );
}

#[cfg(feature = "author")]
#[test]
fn the_schema_of_fields_in_the_format_document_is_current() {
    const MARK: &str = "<!-- Written by cargo xtask bless from the reader's table of fields. -->\n";
    let path = folder().join("../docs/LESSON-FORMAT.md");
    let stored = std::fs::read_to_string(&path).unwrap();
    let (before, _) = stored.split_once(MARK).unwrap();
    let fields = headroom_study::author::fields();
    let current = format!("{before}{MARK}\n{}", fields.trim_end()) + "\n";
    if std::env::var_os("HEADROOM_BLESS").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    assert!(
        stored == current,
        "{} is old: cargo xtask bless",
        path.display()
    );
}
