//! What lasts: periods in ALARM, activities, cooldowns; and what people did meanwhile. Read from the
//! events of a run.

use headroom_engine::run::{AlarmSide, Cause, Direction, Event, Run, What};
use headroom_model::alarm::{AlarmState, ComparisonOperator, MetricAlarm};
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;

/// A period in ALARM.
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmPeriod {
    /// Its name: of a target tracking policy's two alarms the end of it.
    pub name: String,
    /// One of a target tracking policy's own two, not one that somebody made.
    pub own: bool,
    /// It breaches below its threshold: it asks for less.
    pub low: bool,
    /// When it went to ALARM.
    pub from: Time,
    /// When it left, or the end of the run.
    pub to: Time,
    /// The event with which it began.
    pub event: u32,
}

/// Every period in ALARM of a policy's alarms, in order of their start.
pub fn alarms(run: &Run, of: u32) -> Vec<AlarmPeriod> {
    let sides = [AlarmSide::High, AlarmSide::Low];
    let of_side = |wanted: AlarmSide| {
        let changes = changes(run, |what| match *what {
            What::AlarmState {
                policy, side, to, ..
            } if policy == of && side == wanted => Some(to),
            _ => None,
        });
        periods(run, changes, wanted.name(), true, wanted == AlarmSide::Low)
    };
    let mut periods: Vec<AlarmPeriod> = sides.into_iter().flat_map(of_side).collect();
    periods.sort_by_key(|p| p.from);
    periods
}

/// Every period in ALARM of the scenario's alarm of this place, in order.
pub fn metric_alarms(scenario: &Scenario, run: &Run, of: u32) -> Vec<AlarmPeriod> {
    let made = scenario.scaling.as_ref();
    let Some(made) = made.and_then(|s| s.alarms.get(of as usize)) else {
        return Vec::new();
    };
    let changes = changes(run, |what| match *what {
        What::MetricAlarmState { alarm, to, .. } if alarm == of => Some(to),
        _ => None,
    });
    periods(run, changes, &made.alarm_name, false, asks_for_less(made))
}

/// An alarm that breaches below its threshold is there for a scale-in.
pub const fn asks_for_less(alarm: &MetricAlarm) -> bool {
    matches!(
        alarm.rule.comparison_operator,
        ComparisonOperator::LessThanThreshold | ComparisonOperator::LessThanOrEqualToThreshold
    )
}

/// Every change of state that `of` tells, with its event.
fn changes(
    run: &Run,
    of: impl Fn(&What) -> Option<AlarmState>,
) -> impl Iterator<Item = (u32, Time, AlarmState)> {
    (0..)
        .zip(&run.events)
        .filter_map(move |(id, event)| Some((id, event.time, of(&event.what)?)))
}

fn periods(
    run: &Run,
    changes: impl Iterator<Item = (u32, Time, AlarmState)>,
    name: &str,
    own: bool,
    low: bool,
) -> Vec<AlarmPeriod> {
    let mut found: Vec<AlarmPeriod> = Vec::new();
    let mut open = None;
    let end = Time::ZERO + run.duration;
    let period = |(from, event): (Time, u32), to| AlarmPeriod {
        name: name.into(),
        own,
        low,
        from,
        to,
        event,
    };
    for (id, time, to) in changes {
        if to == AlarmState::Alarm {
            open.get_or_insert((time, id));
        } else if let Some(began) = open.take() {
            found.push(period(began, time));
        }
    }
    found.extend(open.map(|began| period(began, end)));
    found
}

/// A scheduled action that was due, or a call that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    /// When.
    pub time: Time,
    /// Its event.
    pub event: u32,
    /// The action's name, or the call's.
    pub name: String,
    /// A scheduled action, not a call.
    pub scheduled: bool,
    /// It changed nothing.
    pub refused: bool,
}

/// Every scheduled action and call, in order of time.
pub fn called(scenario: &Scenario, run: &Run) -> Vec<Called> {
    let one = |(event, e): (u32, &Event)| {
        let (name, scheduled, refusal) = match &e.what {
            What::ScheduledAction { name, refusal, .. } => (name.clone(), true, refusal),
            What::Operation { index, refusal } => {
                let made = scenario.operations.get(*index as usize);
                let name = made.map_or("", |o| o.call.name());
                (name.to_owned(), false, refusal)
            }
            _ => return None,
        };
        Some(Called {
            time: e.time,
            event,
            name,
            scheduled,
            refused: refusal.is_some(),
        })
    };
    (0..).zip(&run.events).filter_map(one).collect()
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
    /// Index of the policy that asked; `None` for anyone else.
    pub policy: Option<u32>,
    /// The events with which it began and ended; twice the first while it goes on.
    pub events: [u32; 2],
}

/// Every scaling activity, in order of its start.
pub fn activities(run: &Run) -> Vec<Activity> {
    let mut numbered: Vec<(u32, Activity)> = Vec::new();
    for (id, event) in (0..).zip(&run.events) {
        match event.what {
            What::ActivityStarted {
                activity,
                cause,
                from,
                to,
            } => numbered.push((
                activity,
                Activity {
                    start: event.time,
                    end: None,
                    from,
                    to,
                    status: ActivityStatus::InProgress,
                    policy: match cause {
                        Cause::Policy(policy) => Some(policy),
                        _ => None,
                    },
                    events: [id, id],
                },
            )),
            What::ActivityEnded { activity, status } => {
                if let Some((_, found)) = numbered.iter_mut().find(|(n, _)| *n == activity) {
                    found.end = Some(event.time);
                    found.status = status;
                    found.events[1] = id;
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
    /// The event with which it began.
    pub event: u32,
}

/// Every cooldown, in order of its start.
pub fn cooldowns(run: &Run) -> Vec<Cooldown> {
    let last = Time::ZERO + run.duration;
    let mut found: Vec<(Cooldown, bool)> = Vec::new();
    for (id, event) in (0..).zip(&run.events) {
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
                    event: id,
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
