//! The lanes of what scales: activities and cooldowns of each policy, scheduled actions and calls.

use headroom_engine::run::Run;
use headroom_model::operation::{Call, Operation};
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use headroom_study::Strip;

use super::spans::{AlarmPeriod, Called, activities, called, cooldowns, metric_alarms};
use super::{StripView, clock, metric};
use crate::chart::drawing::{BAR_WORDS_INSIDE, Bar, BarKind, Drawing, End, Half, Ink};
use crate::chart::mark::{Mark, MarkKind, place_words};
use crate::chart::scale::{Scale, TimeScale};
use crate::panel::text;

/// Percent of the width that words beside a bar need, on a phone too.
const BESIDE_NEEDS: f64 = 9.0;

/// A lane for every policy that there ever is, and one for scheduled actions and calls; one lane
/// where there is none of them. What nobody's policy asked for stands with the calls, else in the
/// first.
pub fn lanes(scenario: &Scenario, run: Option<&Run>, time: TimeScale) -> Vec<StripView> {
    let names = scenario.policy_names();
    let (title, unit) = text::POLICY;
    let calls = calls_of(scenario);
    let mut lanes: Vec<(String, &str, Lane)> = Vec::new();
    match names.as_slice() {
        [_] => lanes.push((title.into(), unit, Lane::Policy(0))),
        many => {
            let named = (0..).zip(many);
            lanes.extend(named.map(|(i, name)| (name.clone(), unit, Lane::Policy(i))));
        }
    }
    if let Some((title, unit)) = calls {
        lanes.push((title.into(), unit, Lane::Calls));
    }
    if lanes.is_empty() {
        lanes.push((title.into(), unit, Lane::Policy(0)));
    }
    let others = if calls.is_some() { lanes.len() - 1 } else { 0 };
    let drawn = lanes.into_iter().enumerate();
    let drawn = drawn.map(|(index, (title, unit, lane))| {
        let view = match run {
            Some(run) => draw(scenario, run, lane, index == others, time),
            None => StripView::blank(Strip::Policy, &title, unit),
        };
        StripView {
            index,
            title,
            unit: unit.into(),
            ..view
        }
    });
    drawn.collect()
}

/// Title and unit of the lane of scheduled actions and calls, where there are any.
fn calls_of(scenario: &Scenario) -> Option<(&'static str, &'static str)> {
    let puts_action = |o: &Operation| matches!(o.call, Call::PutScheduledAction(_));
    let scaling = scenario.scaling.as_ref();
    let scheduled = scaling.is_some_and(|s| !s.scheduled_actions.is_empty())
        || scenario.operations.iter().any(puts_action);
    let called = !scenario.operations.is_empty();
    (scheduled || called).then(|| text::calls(scheduled, called))
}

/// Whose lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    /// The policy of this index.
    Policy(u32),
    /// Scheduled actions and calls.
    Calls,
}

/// A solid bar for an activity with its size, a ticked bar for a cooldown, a hatched period for an
/// alarm that calls a step policy, a mark for a scheduled action or call. One lane has the
/// `others`: what nobody's policy asked for.
fn draw(scenario: &Scenario, run: &Run, lane: Lane, others: bool, time: TimeScale) -> StripView {
    let end = Time::ZERO + run.duration;
    let policy = match lane {
        Lane::Policy(policy) => Some(policy),
        Lane::Calls => None,
    };
    let mut activities = activities(run);
    activities.retain(|a| match a.policy {
        Some(_) => a.policy == policy,
        None => others,
    });
    let place = |from: Time, to: Time| time.stretch(from.secs_f64(), to.secs_f64());
    let jobs = activities.iter().filter_map(|a| {
        let (left, width) = place(a.start, a.end.unwrap_or(end))?;
        Some(Bar {
            kind: if a.to >= a.from {
                BarKind::Out
            } else {
                BarKind::In
            },
            left,
            width,
            text: text::change(a.from, a.to),
            events: a.events,
        })
    });
    let mut jobs: Vec<Bar> = jobs.collect();
    give_way(&mut jobs);
    let own = cooldowns(run)
        .into_iter()
        .filter(|c| Some(c.policy) == policy);
    let waits = own.filter_map(|c| {
        let (left, width) = place(c.start, c.end)?;
        Some(Bar {
            kind: BarKind::Wait,
            left,
            width,
            text: String::new(),
            events: [c.event, c.event],
        })
    });
    let called = match lane {
        Lane::Calls => called(scenario, run),
        Lane::Policy(_) => Vec::new(),
    };
    let calling = policy.map_or(Vec::new(), |policy| calling(scenario, run, policy));
    let named = |ink, top, text: &str| End {
        ink,
        top,
        text: text.into(),
        given: false,
    };
    let lower = match lane {
        Lane::Policy(_) => text::COOLDOWN,
        Lane::Calls => text::MARKS,
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
    let summary = match lane {
        Lane::Policy(_) => text::policy_summary(&said, &metric::said(scenario, &calling)),
        Lane::Calls => {
            let marks = called.iter().map(|c| {
                let at = clock(scenario, c.time.secs_f64());
                text::mark_at(&mark_words(c), &at)
            });
            text::calls_summary(&marks.collect::<Vec<_>>(), &said)
        }
    };
    let in_sight = called.iter().filter(|c| time.holds(c.time.secs_f64()));
    let mut marks: Vec<Mark> = in_sight.map(|c| mark(c, time)).collect();
    place_words(&mut marks);
    StripView {
        strip: Strip::Policy,
        index: 0,
        title: String::new(),
        unit: String::new(),
        blank: false,
        scale: Scale::linear(0.0, 1.0),
        drawing: Drawing {
            height_px: 38.0,
            shades: calling
                .iter()
                .filter_map(|p| metric::shade(p, time, false))
                .collect(),
            bars: jobs.into_iter().chain(waits).collect(),
            marks,
            ends: vec![
                named(Ink::Capacity, 24.0, text::ACTIVITY),
                named(Ink::Target, 74.0, lower),
            ],
            ..Drawing::default()
        },
        tracks: Vec::new(),
        guess: None,
        absent: "",
        summary,
    }
}

/// Periods in ALARM of the alarms that somebody made for the step policy of this index.
fn calling(scenario: &Scenario, run: &Run, policy: u32) -> Vec<AlarmPeriod> {
    let names = scenario.policy_names();
    let Some(name) = names.get(policy as usize) else {
        return Vec::new();
    };
    let alarms = scenario.scaling.iter().flat_map(|s| &s.alarms);
    let mine = (0..)
        .zip(alarms)
        .filter(|(_, a)| a.alarm_actions.contains(name));
    mine.flat_map(|(index, _)| metric_alarms(scenario, run, index))
        .collect()
}

fn mark_words(called: &Called) -> String {
    match called.refused {
        true => text::refused(&called.name),
        false => called.name.clone(),
    }
}

fn mark(called: &Called, time: TimeScale) -> Mark {
    Mark {
        kind: match (called.refused, called.scheduled) {
            (true, _) => MarkKind::Refused,
            (false, true) => MarkKind::Scheduled,
            (false, false) => MarkKind::Call,
        },
        left: time.left(called.time.secs_f64()),
        text: mark_words(called),
        before: false,
        wide: false,
        half: Half::Whole,
        event: called.event,
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
