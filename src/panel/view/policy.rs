//! The metric with its target and its alarms, and the lane of activities and cooldowns.

use headroom_engine::run::{AlarmSide, Run};
use headroom_model::metric::Metric;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use headroom_study::Strip;

use super::load::{end, minutes, stroke, tick};
use super::spans::{activities, alarms, cooldowns};
use super::{StripView, Unit, clock, time_scale};
use crate::chart::drawing::{Bar, BarKind, Drawing, End, Ink, Limit, Shade};
use crate::chart::scale::Scale;
use crate::chart::ticks;
use crate::panel::text;

/// Percent of the width below which a hatched period has no room for its name.
const NAME_NEEDS: f64 = 7.0;

/// The metric that the first policy follows.
pub fn metric(scenario: &Scenario, run: Option<&Run>) -> StripView {
    let name = Metric::InvocationsPerInstance.name();
    let Some(run) = run else {
        return StripView::blank(Strip::Metric, name, text::METRIC_UNIT);
    };
    let policy = scenario.scaling.as_ref().and_then(|s| s.policies.first());
    let target = policy.map(|p| p.target_value);
    let column = &run.series.invocations_per_instance;
    let track = minutes(run, Ink::Metric, Unit::Metric, |i| column[i]);
    let highest = track.highest().unwrap_or((0.0, 0.0));
    let most = highest.0.max(target.unwrap_or(0.0));
    let y = ticks::up_to(most, 3);
    let scale = Scale::linear(0.0, most * 1.08);
    let time = time_scale(scenario);

    let alarms = alarms(run);
    let shades = alarms.iter().map(|alarm| {
        let left = time.left(alarm.from.secs_f64());
        let width = time.left(alarm.to.secs_f64()) - left;
        Shade {
            left,
            width,
            low: alarm.side == AlarmSide::Low,
            text: match alarm.side {
                _ if width < NAME_NEEDS => "",
                AlarmSide::High => text::ALARM_HIGH,
                AlarmSide::Low => text::ALARM_LOW,
            },
        }
    });
    let said: Vec<String> = alarms
        .iter()
        .map(|alarm| {
            let (from, to) = (alarm.from.secs_f64(), alarm.to.secs_f64());
            text::in_alarm(
                alarm.side.name(),
                &clock(scenario, from),
                &clock(scenario, to),
            )
        })
        .collect();
    let mut ends = Vec::new();
    if let Some(target) = target {
        ends.push(end(scale, Ink::Target, target, text::target(target)));
    }
    if let Some(last) = track.last() {
        ends.push(end(scale, Ink::Metric, last, text::figure(last)));
    }
    StripView {
        strip: Strip::Metric,
        title: name.into(),
        unit: text::METRIC_UNIT.into(),
        blank: false,
        scale,
        drawing: Drawing {
            height_px: 76.0,
            y_ticks: y.iter().map(|&v| tick(scale, v, text::figure(v))).collect(),
            shades: shades.collect(),
            strokes: vec![stroke(
                Ink::Metric,
                track.paths(time, scale).0,
                false,
                false,
            )],
            limits: target.map_or(Vec::new(), |target| {
                vec![Limit {
                    ink: Ink::Target,
                    top: scale.top(target),
                    text: String::new(),
                }]
            }),
            ends,
            ..Drawing::default()
        },
        summary: text::metric_summary(
            name,
            target.unwrap_or(0.0),
            &text::figure(highest.0),
            &clock(scenario, highest.1),
            &said,
        ),
        tracks: vec![track],
        guess: None,
        absent: text::NO_DATAPOINT,
    }
}

/// The lane: a solid bar for an activity with its size, a ticked bar for a cooldown.
pub fn lane(scenario: &Scenario, run: Option<&Run>) -> StripView {
    let (title, unit) = text::POLICY;
    let Some(run) = run else {
        return StripView::blank(Strip::Policy, title, unit);
    };
    let time = time_scale(scenario);
    let last = Time::ZERO + run.duration;
    let activities = activities(run);
    let place = |from: Time, to: Time| {
        let left = time.left(from.secs_f64());
        (left, time.left(to.secs_f64()) - left)
    };
    let jobs = activities.iter().map(|a| {
        let (left, width) = place(a.start, a.end.unwrap_or(last));
        Bar {
            kind: if a.to >= a.from {
                BarKind::Out
            } else {
                BarKind::In
            },
            left,
            width,
            text: text::change(a.from, a.to),
        }
    });
    let waits = cooldowns(run).into_iter().map(|c| {
        let (left, width) = place(c.start, c.end);
        Bar {
            kind: BarKind::Wait,
            left,
            width,
            text: String::new(),
        }
    });
    let named = |ink, top, text: &str| End {
        ink,
        top,
        text: text.into(),
        given: false,
    };
    let said: Vec<String> = activities
        .iter()
        .map(|a| {
            let to = a.end.map_or(text::END_OF_RUN.into(), |end| {
                clock(scenario, end.secs_f64())
            });
            text::activity(
                &text::change(a.from, a.to),
                &clock(scenario, a.start.secs_f64()),
                &to,
            )
        })
        .collect();
    StripView {
        strip: Strip::Policy,
        title: title.into(),
        unit: unit.into(),
        blank: false,
        scale: Scale::linear(0.0, 1.0),
        drawing: Drawing {
            height_px: 38.0,
            bars: jobs.chain(waits).collect(),
            ends: vec![
                named(Ink::Capacity, 24.0, text::ACTIVITY),
                named(Ink::Target, 74.0, text::COOLDOWN),
            ],
            ..Drawing::default()
        },
        tracks: Vec::new(),
        guess: None,
        absent: "",
        summary: text::policy_summary(&said),
    }
}
