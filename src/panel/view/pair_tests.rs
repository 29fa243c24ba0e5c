//! Two configurations on one clock, and a stretch of it.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_engine::simulate;
use headroom_model::scenario::Scenario;
use headroom_study::Strip;

use super::pair::{self, Both, One};
use super::tests::{ran, view};
use super::*;
use crate::chart::drawing::{Half, Ink, NO_EVENT};

fn both(a: (Scenario, Run), b: (Scenario, Run), asks_b: bool) -> Both {
    let one = |(scenario, run)| One {
        scenario: Arc::new(scenario),
        run: Arc::new(run),
    };
    Both {
        a: one(a),
        b: one(b),
        asks_b,
        ghost: None,
        cloud: None,
    }
}

#[test]
fn two_configurations_share_an_axis_and_lanes_answer_for_the_one_that_is_asked_about() {
    let (a, run_a) = ran();
    let mut b = a.clone();
    let scaling = b.scaling.as_mut().unwrap();
    (scaling.min_capacity, scaling.max_capacity) = (9, 30);
    let run_b = simulate(&b, b.seed);
    let highest = run_a.summary.capacity.max.max(run_b.summary.capacity.max);
    let time = time_scale(&a);
    let views = pair::strips(&both((a, run_a), (b, run_b), true), time);
    let capacity = view(&views, Strip::Capacity);
    assert!(capacity.scale.share(f64::from(highest)) <= 1.0 && capacity.scale.top(0.0) == 100.0);
    let inks: Vec<Ink> = capacity.drawing.strokes.iter().map(|s| s.ink).collect();
    assert_eq!(inks, [Ink::B, Ink::A], "A lies over B");
    let limits: Vec<&str> = capacity
        .drawing
        .limits
        .iter()
        .map(|l| l.text.as_str())
        .collect();
    // B never comes near its own.
    assert_eq!(limits, ["A MaxCapacity 12"]);
    let said: Vec<String> = capacity.readings(0.0).into_iter().map(|r| r.text).collect();
    assert_eq!(said, ["A 4 in service", "B 4 in service"]);
    assert!(capacity.summary.starts_with("A: ") && capacity.summary.contains(" B: "));
    // What arrives is drawn once; a lane for each policy of each.
    let traffic = views.iter().filter(|v| v.strip == Strip::Traffic).count();
    let lanes: Vec<&StripView> = views.iter().filter(|v| v.strip == Strip::Policy).collect();
    assert_eq!((traffic, lanes.len()), (1, 2));
    assert!(lanes[0].title.starts_with("A: ") && lanes[1].title.starts_with("B: "));
    assert_eq!((lanes[0].index, lanes[1].index), (0, 1));
    let silent = |lane: &StripView| {
        lane.drawing
            .bars
            .iter()
            .all(|bar| bar.events[0] == NO_EVENT)
    };
    assert!(silent(lanes[0]) && !silent(lanes[1]));
    // Alarms of both: A's in the upper half, and only B's answer.
    let metric = view(&views, Strip::Metric);
    let of = |half: Half| metric.drawing.shades.iter().filter(move |s| s.half == half);
    assert!(of(Half::Upper).count() > 0 && of(Half::Lower).count() > 0);
    assert_eq!(of(Half::Whole).count(), 0);
    assert!(of(Half::Upper).all(|s| s.event == NO_EVENT && !s.text.starts_with("B")));
    assert!(of(Half::Lower).all(|s| s.event != NO_EVENT && !s.text.starts_with("A ")));
    let alarm = of(Half::Lower).next().unwrap();
    let at = |top_px| metric.drawing.hit(alarm.left, top_px);
    assert_eq!(
        (at(metric.drawing.height_px - 20.0), at(1.0)),
        (Some(alarm.event), None)
    );
}

#[test]
fn every_kind_of_endpoint_and_job_stands_beside_itself() {
    macro_rules! kinds {
        ($($name:literal: $strips:expr,)*) => { [$((
            include_str!(concat!("../../../scenarios/", $name, "/scenario.toml")),
            &$strips[..],
        )),*] };
    }
    use Strip::*;
    for (text, strips) in kinds! {
        "serverless-to-zero": [Traffic, Capacity, ColdStarts, Latency, Errors, Cost],
        "async-to-zero": [Traffic, Capacity, Metric, Policy, Queue, Utilization, Errors, Cost],
        "component-to-zero": [Traffic, Capacity, Metric, Policy, Queue, Latency, Errors, Cost],
        "spot-training-with-checkpoints": [Job, Cost],
        "provisioned-concurrency-tracked": [Capacity, Metric, Policy, ColdStarts],
    } {
        let read = headroom_scenario::load_toml(text);
        let a = read.expect("a golden scenario").scenario;
        let mut b = a.clone();
        b.seed = headroom_model::scenario::Seed::new(77).expect("a seed");
        let (run_a, run_b) = (simulate(&a, a.seed), simulate(&b, b.seed));
        let (time, id) = (time_scale(&a), a.id.clone());
        let views = pair::strips(&both((a, run_a), (b, run_b), false), time);
        for strip in strips {
            let mine: Vec<_> = views.iter().filter(|v| v.strip == *strip).collect();
            assert!(!mine.is_empty(), "{id}: {strip:?}");
            for view in mine {
                assert!(!view.blank && !view.summary.is_empty(), "{id}: {strip:?}");
                let inks: Vec<Ink> = view.drawing.strokes.iter().map(|s| s.ink).collect();
                let lanes = matches!(strip, Traffic | Policy);
                assert!(
                    lanes || inks.ends_with(&[Ink::B, Ink::A]),
                    "{id}: {strip:?} {inks:?}"
                );
            }
        }
        let marks = views.iter().flat_map(|v| &v.drawing.marks);
        let marks: Vec<_> = marks.map(|m| (m.half, m.event == NO_EVENT)).collect();
        if strips.contains(&Job) {
            assert!(marks.contains(&(Half::Upper, false)) && marks.contains(&(Half::Lower, true)));
        }
    }
}

#[test]
fn a_stretch_shows_what_lies_in_it_and_the_values_at_its_end() {
    let (scenario, run) = ran();
    let whole = strips(&scenario, Some(&run), None, None, time_scale(&scenario));
    let metric = view(&whole, Strip::Metric);
    let alarm = metric
        .drawing
        .shades
        .iter()
        .find(|s| !s.low)
        .expect("an alarm");
    let seconds = |left: f64| time_scale(&scenario).seconds(left / 100.0);
    let (from, to) = (seconds(alarm.left), seconds(alarm.left + alarm.width));

    let time = TimeScale::between(from - 60.0, from + 60.0);
    let part = strips(&scenario, Some(&run), None, None, time);
    let seen = &view(&part, Strip::Metric).drawing.shades;
    let seen: Vec<_> = seen
        .iter()
        .filter(|s| !s.low)
        .map(|s| s.left.round())
        .collect();
    assert_eq!(seen, [50.0], "it begins in the middle");
    let capacity = view(&part, Strip::Capacity);
    let end = capacity.value(Unit::InService, from + 60.0).unwrap();
    let word = Unit::InService.words(end);
    assert!(
        capacity.drawing.ends.iter().any(|e| e.text == word),
        "{word}"
    );

    let after = TimeScale::between(to + 1.0, to + 61.0);
    let part = strips(&scenario, Some(&run), None, None, after);
    let seen = &view(&part, Strip::Metric).drawing.shades;
    assert!(seen.iter().all(|s| s.low || s.left > 0.0), "it is over");
    let scales = |views: &[StripView]| views.iter().map(|v| v.scale).collect::<Vec<_>>();
    assert_eq!(scales(&part), scales(&whole), "values keep their axes");
}
