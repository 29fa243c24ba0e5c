//! The views of the golden runs: every kind of endpoint, every kind of scaling.

use headroom_engine::run::{JobState, Run, What};
use headroom_engine::simulate;
use headroom_model::scenario::Scenario;
use headroom_study::Strip;

use super::*;
use crate::chart::mark::MarkKind;

macro_rules! golden {
    ($name:literal) => {
        golden(include_str!(concat!(
            "../../../scenarios/",
            $name,
            "/scenario.toml"
        )))
    };
}

fn golden(text: &str) -> (Scenario, Run, Vec<StripView>) {
    let read = headroom_scenario::load_toml(text);
    let scenario = read.expect("a golden scenario").scenario;
    let run = simulate(&scenario, scenario.seed);
    let views = strips(
        &scenario,
        Some(&run),
        Some(&run),
        None,
        time_scale(&scenario),
    );
    for view in &views {
        assert!(!view.blank && !view.summary.is_empty(), "{:?}", view.strip);
        let mut texts: Vec<&str> = vec![&view.summary];
        for stroke in &view.drawing.strokes {
            texts.push(&stroke.d);
        }
        for wrong in ["NaN", "inf", "no number"] {
            assert!(
                texts.iter().all(|t| !t.contains(wrong)),
                "{:?} {texts:?}",
                view.strip
            );
        }
        let marks = &view.drawing.marks;
        assert!(marks.iter().all(|m| (0.0..=100.0).contains(&m.left)));
    }
    let before = strips(&scenario, None, None, None, time_scale(&scenario));
    let names = |views: &[StripView]| -> Vec<_> {
        views
            .iter()
            .map(|v| (v.strip, v.index, v.title.clone()))
            .collect()
    };
    assert_eq!(
        names(&before),
        names(&views),
        "the same strips before and after"
    );
    for table in tables(&scenario, &run, &Strip::ALL) {
        assert!(table.rows.iter().all(|r| r.len() == table.columns.len()));
    }
    (scenario, run, views)
}

fn of(views: &[StripView], strip: Strip) -> Vec<&StripView> {
    views.iter().filter(|v| v.strip == strip).collect()
}

fn activities(scenario: &Scenario, run: &Run) -> Vec<String> {
    let table = tables(scenario, run, &[Strip::Policy]).remove(1);
    table.rows.into_iter().map(|row| row.join(" | ")).collect()
}

#[test]
fn a_step_policy_shows_its_metric_its_threshold_and_its_alarm() {
    let (scenario, run, views) = golden!("step-by-size-of-breach");
    let metric = of(&views, Strip::Metric);
    assert_eq!(metric.len(), 1);
    assert_eq!(metric[0].title, "InvocationsPerInstance");
    let ends: Vec<&str> = metric[0]
        .drawing
        .ends
        .iter()
        .map(|e| e.text.as_str())
        .collect();
    assert!(ends.contains(&"threshold 350"), "{ends:?}");
    let shade = &metric[0].drawing.shades[0];
    assert!(!shade.low && shade.text == "busy", "{shade:?}");
    assert!(metric[0].summary.contains("against the threshold 350"));
    assert!(metric[0].summary.contains("busy in ALARM from 00:"));
    let lane = of(&views, Strip::Policy);
    assert_eq!(lane.len(), 1);
    assert_eq!(lane[0].drawing.shades.len(), metric[0].drawing.shades.len());
    let rows = activities(&scenario, &run);
    assert!(
        rows.iter().any(|r| r.starts_with("busy in ALARM | 00:")),
        "{rows:?}"
    );
    let moments = moments(&scenario, &run);
    assert!(
        moments
            .iter()
            .any(|m| m.kind == MomentKind::Alarm && m.said.ends_with("busy on."))
    );
}

#[test]
fn scheduled_actions_are_marks_with_words() {
    let (scenario, run, views) = golden!("schedule-up-and-down");
    let lanes = of(&views, Strip::Policy);
    let titles: Vec<&str> = lanes.iter().map(|v| v.title.as_str()).collect();
    assert_eq!(titles, ["Policy", "Schedule"]);
    let marks = &lanes[1].drawing.marks;
    let said: Vec<(MarkKind, &str)> = marks.iter().map(|m| (m.kind, m.text.as_str())).collect();
    assert_eq!(
        said,
        [(MarkKind::Scheduled, "up"), (MarkKind::Scheduled, "down")]
    );
    // 07:45 of 07:30 to 09:10.
    assert!((marks[0].left - 15.0).abs() < 1e-9);
    assert_eq!(lanes[1].drawing.hit(15.2, 30.0), Some(marks[0].event));
    // What the action asked for stands beside it, what the policy asked for in its own lane.
    assert_eq!(lanes[1].drawing.bars.len(), 1);
    assert!(lanes[0].drawing.bars.len() > 1);
    assert!(
        lanes[1]
            .summary
            .starts_with("2 scheduled actions and calls: up at 07:45, down at 09:00")
    );
    let rows = activities(&scenario, &run);
    let up = "The scheduled action up was due, MinCapacity 7. | 07:45 |  | ";
    assert!(rows.iter().any(|r| r == up), "{rows:?}");
    let moments = moments(&scenario, &run);
    let calls = moments.iter().filter(|m| m.kind == MomentKind::Call);
    assert_eq!(calls.count(), 2);
}

#[test]
fn a_refused_action_is_a_cross() {
    let (_, _, views) = golden!("schedule-refused-while-updating");
    let lanes = of(&views, Strip::Policy);
    let marks = &lanes[1].drawing.marks;
    assert_eq!(marks[0].kind, MarkKind::Refused);
    assert!(lanes[1].summary.contains("floor, refused at 00:22"));
}

#[test]
fn an_asynchronous_endpoint_shows_its_backlog_and_both_metrics() {
    let (_, run, views) = golden!("async-to-zero");
    let queue = of(&views, Strip::Queue);
    assert_eq!(
        (queue[0].title.as_str(), queue[0].unit.as_str()),
        ("Backlog", "ApproximateBacklogSize")
    );
    let highest = queue[0].tracks[0].highest().unwrap().0;
    let column = run
        .columns
        .iter()
        .find(|c| c.name == "ApproximateBacklogSize")
        .unwrap();
    assert_eq!(
        highest,
        column.values.iter().flatten().copied().fold(0.0, f64::max)
    );
    assert!(highest > 10.0);
    let titles: Vec<_> = of(&views, Strip::Metric)
        .iter()
        .map(|v| v.title.clone())
        .collect();
    assert_eq!(
        titles,
        [
            "ApproximateBacklogSizePerInstance",
            "HasBacklogWithoutCapacity"
        ]
    );
    assert!(
        of(&views, Strip::Metric)
            .iter()
            .all(|v| v.tracks[0].highest().is_some())
    );
}

#[test]
fn copies_stand_on_instances() {
    let (scenario, run, views) = golden!("component-to-zero");
    let capacity = of(&views, Strip::Capacity)[0];
    assert_eq!(capacity.unit, "copies, and their instances");
    let hosts = kinds::hosts(&run);
    for (i, &time) in run.series.time_s.iter().enumerate() {
        let column = &run
            .columns
            .iter()
            .find(|c| c.name == "ManagedInstanceCount")
            .unwrap()
            .values;
        assert_eq!(hosts.at(f64::from(time) + 59.99), column[i], "row {i}");
    }
    assert!(
        capacity
            .summary
            .starts_with("Copies in service: 1 at the start")
    );
    assert!(
        capacity
            .summary
            .ends_with("They stood on 1 instance at most."),
        "{}",
        capacity.summary
    );
    let table = tables(&scenario, &run, &[Strip::Capacity]).remove(0);
    assert_eq!(
        table.columns[1..],
        [
            "Copies in service",
            "Copies desired",
            "ManagedInstanceCount"
        ]
    );
}

#[test]
fn a_serverless_endpoint_shows_environments_and_cold_starts() {
    let (_, run, views) = golden!("serverless-to-zero");
    let shown: Vec<Strip> = views.iter().map(|v| v.strip).collect();
    assert!(!shown.contains(&Strip::Queue) && !shown.contains(&Strip::Policy));
    let environments = of(&views, Strip::Capacity)[0];
    assert_eq!(environments.title, "Environments");
    assert_eq!(environments.value(Unit::Environments, 3600.0), Some(0.0));
    let cold = of(&views, Strip::ColdStarts)[0];
    let sum: f64 = cold.tracks[0].points.iter().filter_map(|p| p.1).sum();
    assert_eq!(sum as u64, run.summary.cold_starts);
    assert!(
        cold.summary
            .contains(" cold starts; most of them in the minute of 0")
    );
}

#[test]
fn a_job_shows_progress_interruptions_and_checkpoints() {
    let (scenario, run, views) = golden!("spot-training-with-checkpoints");
    let shown: Vec<Strip> = views.iter().map(|v| v.strip).collect();
    assert_eq!(shown, [Strip::Job, Strip::Cost]);
    let job = &views[0];
    let count = |state| {
        let is_it = |e: &&headroom_engine::run::Event| matches!(e.what, What::Job { state: s, .. } if s == state);
        run.events.iter().filter(is_it).count()
    };
    let marks = |kind| job.drawing.marks.iter().filter(|m| m.kind == kind).count();
    assert_eq!(marks(MarkKind::Interrupted), count(JobState::Interrupted));
    assert_eq!(marks(MarkKind::Saved), count(JobState::CheckpointSaved));
    assert_eq!(
        job.drawing.shades.len(),
        count(JobState::WaitingForCapacity)
    );
    assert_eq!(job.value(Unit::Done, 43_200.0), Some(1.0));
    assert!(
        job.summary
            .starts_with("100 % of 7,200 s of work done at 10:50"),
        "{}",
        job.summary
    );
    let moments = moments(&scenario, &run);
    let first = instructive(&scenario, &run);
    let there = moments.iter().find(|m| m.seconds == first).unwrap();
    assert!(
        there.said.contains("Spot capacity was taken back"),
        "{}",
        there.said
    );
}

#[test]
fn a_metric_of_ten_seconds_keeps_its_ten_seconds() {
    let (_, _, views) = golden!("high-resolution-tracking");
    let metric = of(&views, Strip::Metric)[0];
    assert_eq!(metric.title, "ConcurrentRequestsPerModel");
    let points = &metric.tracks[0].points;
    assert!(points.windows(2).all(|w| w[1].0 - w[0].0 == 10.0));
    assert!(metric.unit.ends_with("Average of 10 s"));
}
