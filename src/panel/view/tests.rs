//! The views of a real run agree with its series and its events.

use headroom_engine::run::{Run, What};
use headroom_engine::simulate;
use headroom_model::endpoint::{InstanceType, Launch, Provision, RealTime, RoutingStrategy};
use headroom_model::metric::Metric;
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::{Scaling, TargetTracking};
use headroom_model::scenario::{CloudWatch, Endpoint, Scenario, Seed};
use headroom_model::time::{Span, Start, Time};
use headroom_model::traffic::{Arrivals, Component, Height, Model, ServiceTime, Traffic};
use headroom_study::Strip;

use super::*;
use crate::chart::drawing::BarKind;

/// 50 rps on four instances of 20 rps, doubled at 09:05 for ten minutes.
fn scenario() -> Scenario {
    let endpoint = RealTime {
        instance_type: InstanceType {
            name: "ml.m5.large".into(),
            vcpus: 2,
            memory_gib: 8.0,
            gpus: 0,
            usd_per_hour: 0.115,
            burstable: false,
        },
        initial_instance_count: 4,
        routing_strategy: RoutingStrategy::Random,
        invocation_timeout: Span::from_secs(60),
        launch: Launch {
            provision: Provision::Fixed(Span::from_secs(180)),
            download_mb_per_s: 50.0,
            container_start: Span::from_secs(30),
        },
    };
    let policy = TargetTracking {
        policy_name: "per-instance".into(),
        metric: Metric::InvocationsPerInstance,
        target_value: 800.0,
        scale_out_cooldown: Span::from_secs(300),
        scale_in_cooldown: Span::from_secs(300),
        disable_scale_in: false,
    };
    let spike = Component::Spike {
        at: Time::from_secs(900),
        duration: Span::from_secs(600),
        height: Height::Multiplies(2.0),
        rise: Span::ZERO,
        fall: Span::ZERO,
    };
    Scenario {
        id: "test".into(),
        title: String::new(),
        summary: String::new(),
        seed: Seed::new(7).unwrap(),
        start: Start(Start::DEFAULT.0 + (8 * 60 + 50) * 60),
        duration: Span::from_secs(4200),
        ruleset: Ruleset::Aws,
        traffic: Traffic {
            arrivals: Arrivals::Poisson,
            components: vec![Component::Constant { rps: 50.0 }, spike],
        },
        client: None,
        model: Model {
            service_time: ServiceTime::Lognormal {
                mean_ms: 100.0,
                cv: 0.5,
            },
            workers: 2,
            max_queue: 20,
            cpu_cores: 1.0,
            gpus: 0.0,
            artifact_mb: 500.0,
            error_rate: 0.0,
        },
        endpoint: Endpoint::RealTime(endpoint),
        scaling: Some(Scaling {
            min_capacity: 4,
            max_capacity: 12,
            policies: vec![policy],
        }),
        faults: Vec::new(),
        cloudwatch: CloudWatch {
            metric_delay: Span::from_secs(120),
            metric_delays: Vec::new(),
        },
        slo: None,
        measure_from: Span::ZERO,
    }
}

fn ran() -> (Scenario, Run) {
    let scenario = scenario();
    let run = simulate(&scenario, scenario.seed);
    (scenario, run)
}

fn view(views: &[StripView], strip: Strip) -> &StripView {
    views.iter().find(|v| v.strip == strip).unwrap()
}

#[test]
fn before_the_run_only_the_traffic_and_the_prediction_are_known() {
    let predicted = Predicted {
        peak_requested: Some(9.0),
        first_new_in_service_s: Some(1500.0),
        drawn: Vec::new(),
    };
    let views = strips(&scenario(), None, Some(predicted));
    assert_eq!(views.len(), Strip::ALL.len());
    let traffic = view(&views, Strip::Traffic);
    // 50 to 100 on an axis to 115, upright at 900 s of 4200.
    assert_eq!(
        traffic.drawing.strokes[1].d,
        "M0 56.5L214.3 56.5 214.3 13 357.1 13 357.1 56.5 1000 56.5"
    );
    let capacity = view(&views, Strip::Capacity);
    assert_eq!(capacity.drawing.strokes.len(), 1);
    assert_eq!(capacity.guess.as_ref().unwrap().text, "9 predicted");
    assert_eq!(capacity.drawing.limits[0].text, "MaxCapacity 12");
    for strip in [
        Strip::Metric,
        Strip::Policy,
        Strip::Latency,
        Strip::Errors,
        Strip::Cost,
    ] {
        let blank = view(&views, strip);
        assert!(blank.blank && blank.drawing.strokes.is_empty());
        assert!(blank.readings(0.0).is_empty());
    }
}

#[test]
fn capacity_by_events_is_capacity_by_minutes() {
    let (scenario, run) = ran();
    let views = strips(&scenario, Some(&run), None);
    let capacity = view(&views, Strip::Capacity);
    for i in 0..run.series.len() {
        // A row holds the value at its end, before what happens at that very instant.
        let end = f64::from(run.series.time_s[i]) + 60.0 - 0.01;
        assert_eq!(
            capacity.value(Unit::InService, end),
            Some(f64::from(run.series.in_service_instance_count[i])),
            "in service in row {i}"
        );
        assert_eq!(
            capacity.value(Unit::Desired, end),
            Some(f64::from(run.series.desired_instance_count[i])),
            "desired in row {i}"
        );
    }
    assert!(run.summary.scaling.scale_outs > 0, "the run must scale");
}

#[test]
fn a_figure_of_a_minute_stands_at_its_end() {
    let (scenario, run) = ran();
    let views = strips(&scenario, Some(&run), None);
    let metric = view(&views, Strip::Metric);
    assert_eq!(metric.value(Unit::Metric, 59.0), None);
    assert_eq!(metric.readings(59.0)[0].text, "no datapoint");
    assert_eq!(
        metric.value(Unit::Metric, 60.0),
        run.series.invocations_per_instance[0]
    );
    let traffic = view(&views, Strip::Traffic);
    assert_eq!(
        traffic.value(Unit::Rps, 900.0),
        Some(run.series.invocations[15] as f64 / 60.0)
    );
}

#[test]
fn cooldowns_start_when_their_activity_has_succeeded() {
    let (scenario, run) = ran();
    let lane = policy::lane(&scenario, Some(&run));
    let bars = |kind| lane.drawing.bars.iter().filter(move |b| b.kind == kind);
    let job = bars(BarKind::Out).next().unwrap();
    let wait = bars(BarKind::Wait).next().unwrap();
    assert!((wait.left - (job.left + job.width)).abs() < 1e-9);
    assert!((wait.width - 100.0 * 300.0 / 4200.0).abs() < 1e-6);
    assert!(job.text.starts_with('+'));
    let started = |e: &&headroom_engine::run::Event| matches!(e.what, What::ActivityStarted { .. });
    assert_eq!(
        bars(BarKind::Out).count() + bars(BarKind::In).count(),
        run.events.iter().filter(started).count()
    );
}

#[test]
fn alarm_periods_hatch_the_metric() {
    let (scenario, run) = ran();
    let metric = policy::metric(&scenario, Some(&run));
    let high: Vec<_> = metric.drawing.shades.iter().filter(|s| !s.low).collect();
    assert!(!high.is_empty());
    // The traffic doubles at 09:05; three datapoints and their delay later is 09:10.
    assert!((high[0].left - 100.0 * 1200.0 / 4200.0).abs() < 1e-9);
    assert!(metric.summary.contains("AlarmHigh in ALARM from 09:10 to"));
}

#[test]
fn a_share_of_errors_is_never_above_one() {
    let (scenario, mut run) = ran();
    run.series.invocations[3] = 2;
    run.series.errors[3] = 5;
    run.series.invocations[4] = 0;
    run.series.errors[4] = 0;
    assert_eq!(load::error_share(&run, 3), Some(1.0));
    assert_eq!(load::error_share(&run, 4), None);
    let errors = load::errors(&scenario, Some(&run));
    assert!(errors.summary.contains("failed"));
}

#[test]
fn end_labels_are_far_enough_apart() {
    let (scenario, run) = ran();
    for view in strips(&scenario, Some(&run), None) {
        let px = |top: f64| top / 100.0 * view.drawing.height_px;
        let mut tops: Vec<f64> = view.drawing.ends.iter().map(|e| px(e.top)).collect();
        tops.sort_by(f64::total_cmp);
        assert!(
            tops.windows(2).all(|w| w[1] - w[0] > 13.99),
            "{:?}: {tops:?}",
            view.strip
        );
    }
}

#[test]
fn tables_hold_a_row_for_every_minute_and_every_wait() {
    let (scenario, run) = ran();
    let tables = tables(&scenario, &run, &Strip::ALL);
    let [minutes, activities] = tables.as_slice() else {
        panic!("{} tables", tables.len());
    };
    assert_eq!(minutes.rows.len(), run.series.len());
    assert!(
        minutes
            .rows
            .iter()
            .all(|r| r.len() == minutes.columns.len())
    );
    assert_eq!(minutes.rows[15][0], "09:05");
    assert_eq!(
        activities.rows.len(),
        run.events
            .iter()
            .filter(|e| {
                matches!(
                    e.what,
                    What::ActivityStarted { .. } | What::CooldownStarted { .. }
                )
            })
            .count()
    );
    assert_eq!(super::tables(&scenario, &run, &[Strip::Traffic]).len(), 1);
}

#[test]
fn moments_come_in_order_and_say_what_happened() {
    let (scenario, run) = ran();
    let moments = moments(&scenario, &run);
    assert!(moments.windows(2).all(|w| w[0].seconds <= w[1].seconds));
    let alarm = moments
        .iter()
        .find(|m| m.kind == MomentKind::Alarm)
        .unwrap();
    assert_eq!(alarm.said, "09:10, AlarmHigh on.");
    let asked = moments
        .iter()
        .find(|m| m.kind == MomentKind::Activity)
        .unwrap();
    assert_eq!(asked.said, "09:10, 4 instances requested.");
    assert_eq!(
        said_at(&moments, alarm.seconds),
        "09:10, AlarmHigh on. 09:10, 4 instances requested."
    );
    // Four instances with one fixed start time are one piece of news.
    let arrived = moments
        .iter()
        .filter(|m| m.said.contains("in service"))
        .count();
    assert!(arrived >= 1);
    let first = instructive(&scenario, &run);
    let there = moments.iter().find(|m| m.seconds == first).unwrap();
    assert!(there.said.ends_with("8 in service."), "{}", there.said);

    assert_eq!(neighbour(&moments, 0.0, true), moments.first());
    assert_eq!(neighbour(&moments, 0.0, false), None);
    let second = neighbour(&moments, moments[0].seconds, true).unwrap();
    assert!(second.seconds > moments[0].seconds);
}

#[test]
fn an_empty_run_has_views_too() {
    let mut quiet = scenario();
    quiet.traffic.components.clear();
    quiet.scaling = None;
    quiet.duration = Span::from_secs(90);
    let run = simulate(&quiet, quiet.seed);
    for view in strips(&quiet, Some(&run), None) {
        assert!(!view.summary.is_empty());
        for stroke in &view.drawing.strokes {
            assert!(
                !stroke.d.contains("NaN") && !stroke.d.contains("inf"),
                "{}",
                stroke.d
            );
        }
        let _ = view.readings(45.0);
    }
    assert_eq!(tables(&quiet, &run, &Strip::ALL)[1].rows.len(), 0);
    assert_eq!(instructive(&quiet, &run), 90.0);
}

#[test]
fn a_drawn_prediction_is_shown_as_it_was_drawn() {
    let predicted = Predicted {
        peak_requested: Some(9.0),
        first_new_in_service_s: Some(1500.0),
        drawn: vec![(0.0, 4.0), (1260.0, 6.0), (2940.0, 4.0)],
    };
    let views = strips(&scenario(), None, Some(predicted));
    let capacity = view(&views, Strip::Capacity);
    assert_eq!(capacity.guess.as_ref().unwrap().text, "4 predicted");
    let d = &capacity.drawing.strokes[0].d;
    assert_eq!(d.matches('H').count(), 3, "{d}");
    assert!(d.contains("H300V") && d.contains("H700V"), "{d}");
}
