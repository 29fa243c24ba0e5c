//! The metric with its target and its alarms, and the lane of activities and cooldowns.

use headroom_engine::run::{AlarmSide, Direction, Run, What};
use headroom_model::metric::{AlarmState, Metric};
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use headroom_study::Strip;

use super::load::{end, minutes, stroke, tick};
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
    let (top, y) = ticks::from_zero(highest.0.max(target.unwrap_or(0.0)), 2);
    let scale = Scale::linear(0.0, top);
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

/// A period in ALARM.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlarmPeriod {
    /// Which of the policy's two.
    pub side: AlarmSide,
    /// When it went to ALARM.
    pub from: Time,
    /// When it left, or the end of the run.
    pub to: Time,
}

/// Every period in ALARM of the first policy's alarms, in order of their start.
pub fn alarms(run: &Run) -> Vec<AlarmPeriod> {
    let end = Time::ZERO + run.duration;
    let mut periods: Vec<AlarmPeriod> = Vec::new();
    let mut open: [Option<Time>; 2] = [None, None];
    for event in &run.events {
        if let What::AlarmState {
            policy: 0,
            side,
            to,
            ..
        } = event.what
        {
            let slot = &mut open[usize::from(side == AlarmSide::Low)];
            if to == AlarmState::Alarm {
                slot.get_or_insert(event.time);
            } else if let Some(from) = slot.take() {
                let to = event.time;
                periods.push(AlarmPeriod { side, from, to });
            }
        }
    }
    for (slot, side) in open.into_iter().zip([AlarmSide::High, AlarmSide::Low]) {
        if let Some(from) = slot {
            periods.push(AlarmPeriod {
                side,
                from,
                to: end,
            });
        }
    }
    periods.sort_by_key(|p| p.from);
    periods
}

/// A scaling activity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activity {
    /// When it started.
    pub start: Time,
    /// When it ended; `None` while it goes on at the end of the run.
    pub end: Option<Time>,
    /// Desired capacity before.
    pub from: u32,
    /// Desired capacity that it asked for.
    pub to: u32,
    /// How it ended, or that it goes on.
    pub status: ActivityStatus,
}

/// Every scaling activity, in order of its start.
pub fn activities(run: &Run) -> Vec<Activity> {
    let mut numbered: Vec<(u32, Activity)> = Vec::new();
    for event in &run.events {
        match event.what {
            What::ActivityStarted {
                activity, from, to, ..
            } => numbered.push((
                activity,
                Activity {
                    start: event.time,
                    end: None,
                    from,
                    to,
                    status: ActivityStatus::InProgress,
                },
            )),
            What::ActivityEnded { activity, status } => {
                if let Some((_, found)) = numbered.iter_mut().find(|(n, _)| *n == activity) {
                    found.end = Some(event.time);
                    found.status = status;
                }
            }
            _ => {}
        }
    }
    numbered.into_iter().map(|(_, activity)| activity).collect()
}

/// A cooldown. It starts when its activity has succeeded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cooldown {
    /// Index of the policy.
    pub policy: u32,
    /// After a scale-out, not a scale-in.
    pub out: bool,
    /// When it started.
    pub start: Time,
    /// When it ended; the end of the run where it goes on.
    pub end: Time,
    /// A scale-out cut it short.
    pub interrupted: bool,
}

/// Every cooldown, in order of its start.
pub fn cooldowns(run: &Run) -> Vec<Cooldown> {
    let last = Time::ZERO + run.duration;
    let mut found: Vec<(Cooldown, bool)> = Vec::new();
    for event in &run.events {
        match event.what {
            What::CooldownStarted {
                policy, direction, ..
            } => found.push((
                Cooldown {
                    policy,
                    out: direction == Direction::Out,
                    start: event.time,
                    end: last,
                    interrupted: false,
                },
                true,
            )),
            What::CooldownEnded {
                policy,
                direction,
                interrupted,
            } => {
                let out = direction == Direction::Out;
                let open =
                    |(c, open): &&mut (Cooldown, bool)| *open && c.policy == policy && c.out == out;
                if let Some((cooldown, open)) = found.iter_mut().find(open) {
                    cooldown.end = event.time;
                    cooldown.interrupted = interrupted;
                    *open = false;
                }
            }
            _ => {}
        }
    }
    found.into_iter().map(|(cooldown, _)| cooldown).collect()
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
