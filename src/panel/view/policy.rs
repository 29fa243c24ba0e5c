//! The metrics with their targets and alarms, and the lanes of activities and cooldowns.

use headroom_engine::run::{AlarmSide, Run};
use headroom_model::metric::Metric;
use headroom_model::policy::TargetTracking;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use headroom_study::Strip;

use super::load::{end, minutes, stroke, tick};
use super::spans::{activities, alarms, cooldowns};
use super::{StripView, Track, Unit, clock, time_scale};
use crate::chart::drawing::{BAR_WORDS_INSIDE, Bar, BarKind, Drawing, End, Ink, Limit, Shade};
use crate::chart::scale::Scale;
use crate::chart::ticks;
use crate::panel::text;

/// Percent of the width below which a hatched period has no room for its name.
const NAME_NEEDS: f64 = 7.0;

/// Percent of the width that words beside a bar need, on a phone too.
const BESIDE_NEEDS: f64 = 9.0;

/// A metric and the policies that follow it, each with its index.
struct Followed<'a> {
    metric: Metric,
    policies: Vec<(u32, &'a TargetTracking)>,
}

/// Every metric that a policy follows, in the order of the file; without a policy the one that
/// every endpoint has.
fn followed(scenario: &Scenario) -> Vec<Followed<'_>> {
    let mut all: Vec<Followed<'_>> = Vec::new();
    let policies = scenario.scaling.iter().flat_map(|s| &s.policies);
    for (index, policy) in (0..).zip(policies) {
        let Some(policy) = policy.tracking() else {
            continue;
        };
        match all.iter_mut().find(|f| f.metric == policy.reading.metric) {
            Some(found) => found.policies.push((index, policy)),
            None => all.push(Followed {
                metric: policy.reading.metric,
                policies: vec![(index, policy)],
            }),
        }
    }
    if all.is_empty() {
        all.push(Followed {
            metric: Metric::InvocationsPerInstance,
            policies: Vec::new(),
        });
    }
    all
}

/// What was published of a metric.
fn column(run: &Run, metric: Metric) -> &[Option<f64>] {
    match metric {
        Metric::InvocationsPerInstance => &run.series.invocations_per_instance,
        Metric::CPUUtilization => &run.series.cpu_utilization,
        Metric::GPUUtilization => &run.series.gpu_utilization,
        _ => &[],
    }
}

fn metric_track(run: &Run, metric: Metric) -> Track {
    let column = column(run, metric);
    minutes(run, Ink::Metric, Unit::Metric, |i| {
        column.get(i).copied().flatten()
    })
}

/// A strip for every followed metric.
pub fn metrics(scenario: &Scenario, run: Option<&Run>, ghost: Option<&Run>) -> Vec<StripView> {
    let all = followed(scenario);
    let drawn = all.iter().enumerate().map(|(index, followed)| StripView {
        index,
        ..metric(scenario, followed, run, ghost)
    });
    drawn.collect()
}

/// Name and published values of every followed metric, for the table.
pub fn columns<'a>(scenario: &Scenario, run: &'a Run) -> Vec<(&'static str, &'a [Option<f64>])> {
    let all = followed(scenario).into_iter();
    all.map(|f| (f.metric.name(), column(run, f.metric)))
        .collect()
}

fn metric(
    scenario: &Scenario,
    followed: &Followed<'_>,
    run: Option<&Run>,
    ghost: Option<&Run>,
) -> StripView {
    let name = followed.metric.name();
    let unit = text::metric_unit(followed.metric);
    let Some(run) = run else {
        return StripView::blank(Strip::Metric, name, unit);
    };
    let track = metric_track(run, followed.metric);
    let ghost = ghost.map(|ghost| metric_track(ghost, followed.metric));
    let highest = track.highest().unwrap_or((0.0, 0.0));
    let mut targets: Vec<f64> = followed.policies.iter().map(|p| p.1.target_value).collect();
    targets.dedup();
    let tops = ghost.iter().filter_map(Track::highest).map(|h| h.0);
    let most = tops
        .chain(targets.iter().copied())
        .fold(highest.0, f64::max);
    let y = ticks::up_to(most, 3);
    let scale = Scale::linear(0.0, most * 1.08);
    let time = time_scale(scenario);

    let alarms: Vec<_> = followed
        .policies
        .iter()
        .flat_map(|&(index, _)| alarms(run, index))
        .collect();
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
            event: alarm.event,
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
    let mut ends: Vec<End> = targets
        .iter()
        .map(|&target| end(scale, Ink::Target, target, text::target(target)))
        .collect();
    if let Some(last) = track.last() {
        ends.push(end(scale, Ink::Metric, last, text::figure(last)));
    }
    let mut strokes = vec![stroke(
        Ink::Metric,
        track.paths(time, scale).0,
        false,
        false,
    )];
    strokes.extend(ghost.map(|g| stroke(Ink::Ghost, g.paths(time, scale).0, false, false)));
    StripView {
        strip: Strip::Metric,
        index: 0,
        title: name.into(),
        unit: unit.into(),
        blank: false,
        scale,
        drawing: Drawing {
            height_px: 76.0,
            y_ticks: y.iter().map(|&v| tick(scale, v, text::figure(v))).collect(),
            shades: shades.collect(),
            strokes,
            limits: targets
                .iter()
                .map(|&target| Limit {
                    ink: Ink::Target,
                    top: scale.top(target),
                    text: String::new(),
                })
                .collect(),
            ends,
            ..Drawing::default()
        },
        summary: text::metric_summary(
            name,
            &targets,
            &text::figure(highest.0),
            &clock(scenario, highest.1),
            &said,
        ),
        tracks: vec![track],
        guess: None,
        absent: text::NO_DATAPOINT,
    }
}

/// A lane for every policy; one lane where there is none. What nobody's policy asked for stands in
/// the first.
pub fn lanes(scenario: &Scenario, run: Option<&Run>) -> Vec<StripView> {
    let policies = scenario.scaling.as_ref().map_or(&[][..], |s| &s.policies);
    let (title, unit) = text::POLICY;
    let titles: Vec<&str> = match policies {
        [] | [_] => vec![title],
        many => many.iter().map(|p| p.policy_name.as_str()).collect(),
    };
    let drawn = titles.into_iter().enumerate().map(|(index, title)| {
        let view = match run {
            Some(run) => lane(scenario, run, index as u32),
            None => StripView::blank(Strip::Policy, title, unit),
        };
        StripView {
            index,
            title: title.into(),
            unit: unit.into(),
            ..view
        }
    });
    drawn.collect()
}

/// A solid bar for an activity with its size, a ticked bar for a cooldown.
fn lane(scenario: &Scenario, run: &Run, policy: u32) -> StripView {
    let time = time_scale(scenario);
    let last = Time::ZERO + run.duration;
    let mut activities = activities(run);
    activities.retain(|a| a.policy.unwrap_or(0) == policy);
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
            events: a.events,
        }
    });
    let mut jobs: Vec<Bar> = jobs.collect();
    give_way(&mut jobs);
    let own = cooldowns(run).into_iter().filter(|c| c.policy == policy);
    let waits = own.map(|c| {
        let (left, width) = place(c.start, c.end);
        Bar {
            kind: BarKind::Wait,
            left,
            width,
            text: String::new(),
            events: [c.event, c.event],
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
        index: 0,
        title: String::new(),
        unit: String::new(),
        blank: false,
        scale: Scale::linear(0.0, 1.0),
        drawing: Drawing {
            height_px: 38.0,
            bars: jobs.into_iter().chain(waits).collect(),
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

/// A narrow bar has its words beside it; they go where the next bar is too near.
fn give_way(bars: &mut [Bar]) {
    for i in 1..bars.len() {
        let (before, next) = (&bars[i - 1], &bars[i]);
        let room = next.left - before.left - before.width;
        if before.width < BAR_WORDS_INSIDE && room < BESIDE_NEEDS {
            bars[i - 1].text.clear();
        }
    }
}
