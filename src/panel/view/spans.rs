//! What lasts: periods in ALARM, activities, cooldowns, read from the events of a run.

use headroom_engine::run::{AlarmSide, Cause, Direction, Run, What};
use headroom_model::alarm::AlarmState;
use headroom_model::scaling::ActivityStatus;
use headroom_model::time::Time;

/// A period in ALARM.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlarmPeriod {
    /// Which of the policy's two.
    pub side: AlarmSide,
    /// When it went to ALARM.
    pub from: Time,
    /// When it left, or the end of the run.
    pub to: Time,
    /// The event with which it began.
    pub event: u32,
}

/// Every period in ALARM of a policy's alarms, in order of their start.
pub fn alarms(run: &Run, of: u32) -> Vec<AlarmPeriod> {
    let end = Time::ZERO + run.duration;
    let mut periods: Vec<AlarmPeriod> = Vec::new();
    let mut open: [Option<(Time, u32)>; 2] = [None, None];
    for (id, event) in (0..).zip(&run.events) {
        if let What::AlarmState {
            policy, side, to, ..
        } = event.what
            && policy == of
        {
            let slot = &mut open[usize::from(side == AlarmSide::Low)];
            if to == AlarmState::Alarm {
                slot.get_or_insert((event.time, id));
            } else if let Some((from, began)) = slot.take() {
                periods.push(AlarmPeriod {
                    side,
                    from,
                    to: event.time,
                    event: began,
                });
            }
        }
    }
    for (slot, side) in open.into_iter().zip([AlarmSide::High, AlarmSide::Low]) {
        if let Some((from, event)) = slot {
            periods.push(AlarmPeriod {
                side,
                from,
                to: end,
                event,
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
