//! The views of a real run agree with its series and its events.

use headroom_engine::run::{Run, What};
use headroom_engine::simulate;
use headroom_model::endpoint::{InstanceType, Launch, Provision, RealTime, RoutingStrategy};
use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::TargetTracking;
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::Scaling;
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
        inference_component: None,
        what_if_spot: None,
    };
    let policy = TargetTracking {
        reading: Reading::usual(Metric::InvocationsPerInstance),
        target_value: 800.0,
        scale_out_cooldown: Span::from_secs(300),
        scale_in_cooldown: Span::from_secs(300),
        disable_scale_in: false,
    }
    .named("per-instance");
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
            payload_mb: 0.0,
            error_rate: 0.0,
            container_metrics: Default::default(),
        },
        endpoint: Endpoint::RealTime(endpoint),
        scaling: Some(Scaling {
            policies: vec![policy],
            ..Scaling::new(4, 12)
        }),
        network: headroom_model::network::Network::Public,
        prices: headroom_model::price::Prices::default(),
        operations: Vec::new(),
        faults: Vec::new(),
        cloudwatch: CloudWatch {
            metric_delay: Span::from_secs(120),
            metric_delays: Vec::new(),
        },
        slo: None,
        measure_from: Span::ZERO,
    }
}

pub(super) fn ran() -> (Scenario, Run) {
    let scenario = scenario();
    let run = simulate(&scenario, scenario.seed);
    (scenario, run)
}

pub(super) fn view(views: &[StripView], strip: Strip) -> &StripView {
    views.iter().find(|v| v.strip == strip).unwrap()
}

#[test]
fn before_the_run_only_the_traffic_and_the_prediction_are_known() {
    let predicted = Predicted {
        peak_requested: Some(9.0),
        first_new_in_service_s: Some(1500.0),
        drawn: Vec::new(),
    };
    let views = strips(
        &scenario(),
        None,
        None,
        Some(predicted),
        time_scale(&scenario()),
    );
    let known = Strip::ALL.iter().filter(|s| s.is_of(&scenario()));
    assert_eq!(views.len(), known.count());
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
        Strip::Queue,
        Strip::Latency,
        Strip::Utilization,
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
    let views = strips(&scenario, Some(&run), None, None, time_scale(&scenario));
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
    let views = strips(&scenario, Some(&run), None, None, time_scale(&scenario));
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
    let lane = policy::lanes(&scenario, Some(&run), time_scale(&scenario)).remove(0);
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
    let metric = metric::metrics(&scenario, Some(&run), None, time_scale(&scenario)).remove(0);
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
    let errors = load::errors(&scenario, Some(&run), None, time_scale(&scenario));
    assert!(errors.summary.contains("failed"));
}

#[test]
fn end_labels_are_far_enough_apart() {
    let (scenario, run) = ran();
    for view in strips(&scenario, Some(&run), None, None, time_scale(&scenario)) {
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
            + super::spans::alarms(&run, 0).len()
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
    for view in strips(&quiet, Some(&run), None, None, time_scale(&quiet)) {
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

/// A ghost: the same seed, and new instances at once.
fn ghost(scenario: &Scenario) -> Run {
    use headroom_explain::but_for::{Lift, lift};
    simulate(&lift(scenario, Lift::Launch).unwrap(), scenario.seed)
}

#[test]
fn a_ghost_is_drawn_on_the_runs_own_axes() {
    let (scenario, run) = ran();
    let ghost = ghost(&scenario);
    let plain = strips(&scenario, Some(&run), None, None, time_scale(&scenario));
    let haunted = strips(
        &scenario,
        Some(&run),
        Some(&ghost),
        None,
        time_scale(&scenario),
    );
    for (before, after) in plain.iter().zip(&haunted) {
        let lines = |v: &StripView| {
            let ghosts = |s: &&crate::chart::drawing::Stroke| s.ink == Ink::Ghost;
            v.drawing.strokes.iter().filter(ghosts).count()
        };
        assert_eq!(lines(before), 0);
        let has = !matches!(before.strip, Strip::Traffic | Strip::Policy);
        assert_eq!(lines(after), usize::from(has), "{:?}", before.strip);
        assert_eq!(before.tracks, after.tracks, "the run's figures stay");
        assert_eq!(before.summary, after.summary);
    }
}

#[test]
fn every_policy_has_its_lane_and_every_metric_its_strip() {
    let mut two = scenario();
    let scaling = two.scaling.as_mut().unwrap();
    let mut second = scaling.policies[0].clone();
    second.policy_name = "wide".into();
    second.tracking_mut().unwrap().target_value = 900.0;
    scaling.policies.push(second);
    let run = simulate(&two, two.seed);
    let views = strips(&two, Some(&run), None, None, time_scale(&two));
    let of = |strip| views.iter().filter(move |v| v.strip == strip);
    let titles: Vec<_> = of(Strip::Policy).map(|v| v.title.as_str()).collect();
    assert_eq!(titles, ["per-instance", "wide"]);
    // Both follow one metric: one strip with both targets.
    let metric: Vec<_> = of(Strip::Metric).collect();
    assert_eq!(metric.len(), 1);
    assert_eq!(metric[0].drawing.limits.len(), 2);
    assert!(metric[0].summary.contains("target 800 and 900"));
    let bars: usize = of(Strip::Policy).map(|v| v.drawing.bars.len()).sum();
    let spans = super::spans::activities(&run).len() + super::spans::cooldowns(&run).len();
    assert_eq!(
        bars, spans,
        "every activity and cooldown stands in one lane"
    );
}

#[test]
fn what_is_starting_is_what_is_desired_and_not_yet_in_service() {
    let (scenario, run) = ran();
    let views = strips(&scenario, Some(&run), None, None, time_scale(&scenario));
    let capacity = view(&views, Strip::Capacity);
    // Between the request at 09:10 and the first arrival.
    let at = 1250.0;
    let value = |unit| capacity.value(unit, at).unwrap();
    assert_eq!(
        value(Unit::Starting),
        value(Unit::Desired) - value(Unit::InService)
    );
    assert!(value(Unit::Starting) > 0.0);
    assert!(capacity.readings(at).iter().any(|r| r.text == "4 starting"));
    assert!(
        !capacity
            .readings(0.0)
            .iter()
            .any(|r| r.text.contains("starting"))
    );
}

#[test]
fn a_place_on_a_bar_is_its_event() {
    let (scenario, run) = ran();
    let lane = policy::lanes(&scenario, Some(&run), time_scale(&scenario)).remove(0);
    let job = &lane.drawing.bars[0];
    let middle = job.left + job.width / 2.0;
    let event = lane.drawing.hit(middle, 8.0).unwrap();
    assert!(matches!(
        run.events[event as usize].what,
        What::ActivityStarted { .. }
    ));
    let wait = lane
        .drawing
        .bars
        .iter()
        .find(|b| b.kind == BarKind::Wait)
        .unwrap();
    let event = lane
        .drawing
        .hit(wait.left + wait.width / 2.0, 28.0)
        .unwrap();
    assert!(matches!(
        run.events[event as usize].what,
        What::CooldownStarted { .. }
    ));
    assert_eq!(lane.drawing.hit(1.0, 8.0), None, "an empty place");
    let metric = metric::metrics(&scenario, Some(&run), None, time_scale(&scenario)).remove(0);
    let alarm = &metric.drawing.shades[0];
    let event = metric.drawing.hit(alarm.left, 5.0).unwrap();
    assert!(matches!(
        run.events[event as usize].what,
        What::AlarmState { .. }
    ));
}

#[test]
fn the_fleet_counts_what_the_series_counts() {
    let (scenario, run) = ran();
    let lives = Lives::of(&scenario, &run);
    for i in 0..run.series.len() {
        let end = f64::from(run.series.time_s[i]) + 60.0 - 0.01;
        let fleet = lives.at(&scenario, &run, end);
        assert_eq!(
            fleet.groups[0].count,
            u64::from(run.series.in_service_instance_count[i])
        );
        assert_eq!(fleet.per_tile, 1);
        for group in &fleet.groups {
            assert_eq!(group.tiles.len() as u64, group.count);
            assert!(group.tiles.iter().all(|t| (0.0..=1.0).contains(&t.fill)));
        }
    }
    let early = lives.at(&scenario, &run, 0.0);
    assert_eq!(early.groups[0].members, "i-01 to i-04");
    assert_eq!(early.of, "4 × ml.m5.large");
    // Half of the way through the ten seconds of the download, 180 s after the request.
    let asked = 1200.0;
    let fleet = lives.at(&scenario, &run, asked + 185.0);
    let loading = fleet
        .groups
        .iter()
        .find(|g| g.state == headroom_engine::run::InstanceState::Downloading)
        .unwrap();
    assert_eq!(loading.count, 4);
    assert!(
        (loading.tiles[0].fill - 0.5).abs() < 1e-6,
        "{}",
        loading.tiles[0].fill
    );
    assert_eq!(loading.note, "first ready 09:13:40");
}

#[test]
fn a_large_fleet_has_fewer_tiles_than_instances() {
    let mut large = scenario();
    let endpoint = large.endpoint.real_time_mut().expect("real-time");
    endpoint.initial_instance_count = 301;
    large.scaling = None;
    large.duration = Span::from_secs(120);
    let run = simulate(&large, large.seed);
    let fleet = Lives::of(&large, &run).at(&large, &run, 60.0);
    assert_eq!(fleet.per_tile, 5);
    assert_eq!(fleet.groups[0].count, 301);
    assert_eq!(fleet.groups[0].tiles.len(), 61);
    assert_eq!(
        fleet.groups[0].tiles[60].name,
        "i-301, in service since 08:50:00"
    );
}

#[test]
fn a_drawn_prediction_is_shown_as_it_was_drawn() {
    let predicted = Predicted {
        peak_requested: Some(9.0),
        first_new_in_service_s: Some(1500.0),
        drawn: vec![(0.0, 4.0), (1260.0, 6.0), (2940.0, 4.0)],
    };
    let views = strips(
        &scenario(),
        None,
        None,
        Some(predicted),
        time_scale(&scenario()),
    );
    let capacity = view(&views, Strip::Capacity);
    assert_eq!(capacity.guess.as_ref().unwrap().text, "4 predicted");
    let d = &capacity.drawing.strokes[0].d;
    assert_eq!(d.matches('H').count(), 3, "{d}");
    assert!(d.contains("H300V") && d.contains("H700V"), "{d}");
}
