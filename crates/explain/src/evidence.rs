//! What a run knew at a moment: look-ups in its events and decisions, by time.

mod activity;

pub use activity::{
    Activity, activity_numbered, activity_of, desired, latest_activity, latest_call, wait,
};

use alloc::string::String;
use alloc::vec::Vec;

use headroom_engine::cloudwatch::alarm::{self, EXTRA_PERIODS};
use headroom_engine::run::{
    AlarmSide, Cause, Decision, Direction, Event, Guard, Outcome, Run, What,
};
use headroom_model::alarm::{AlarmRule, MetricAlarm};
use headroom_model::metric::Reading;
use headroom_model::policy::{Policy, TargetTracking};
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;

use crate::message::AskedAlarm;

/// Every policy that there ever is, by its index; the first definition of each.
pub fn policies(scenario: &Scenario) -> Vec<&Policy> {
    let mut first: Vec<&Policy> = Vec::new();
    for (policy, _) in scenario.every_policy() {
        if first.iter().all(|p| p.policy_name != policy.policy_name) {
            first.push(policy);
        }
    }
    first
}

/// The policy of this index as it was at `time`: as the file has it, or as the latest call has.
pub fn policy_at(scenario: &Scenario, index: u32, time: Time) -> Option<&Policy> {
    let name = policy_name(scenario, index);
    let known = scenario.every_policy().filter(|(policy, call)| {
        policy.policy_name == name && call.is_none_or(|call| call.at <= time)
    });
    let latest = known.max_by_key(|(_, call)| call.map(|call| call.at));
    latest.map(|(policy, _)| policy)
}

/// The policy's name; empty for an index that the scenario does not have.
pub fn policy_name(scenario: &Scenario, index: u32) -> &str {
    let policy = policies(scenario).get(index as usize).copied();
    policy.map_or("", |p| p.policy_name.as_str())
}

/// The name of an alarm of the scenario; empty for an index that it does not have.
pub fn alarm_name(scenario: &Scenario, index: u32) -> &str {
    metric_alarm(scenario, index).map_or("", |alarm| alarm.alarm_name.as_str())
}

/// An alarm of the scenario.
pub fn metric_alarm(scenario: &Scenario, index: u32) -> Option<&MetricAlarm> {
    scenario.scaling.as_ref()?.alarms.get(index as usize)
}

/// The alarm that a decision asked, or would ask on `side`.
pub fn asked_alarm(scenario: &Scenario, d: &Decision, side: AlarmSide) -> Option<AskedAlarm> {
    alarm_of(scenario, d.policy, d.alarm, side, d.time)
}

/// The alarm of the scenario that is `own`, else the one of a policy on `side`; a step policy's is
/// the first that names it.
pub fn alarm_of(
    scenario: &Scenario,
    policy: u32,
    own: Option<u32>,
    side: AlarmSide,
    time: Time,
) -> Option<AskedAlarm> {
    let tracking = policy_at(scenario, policy, time).and_then(Policy::tracking);
    if let (None, Some(tracking)) = (own, tracking) {
        return Some(AskedAlarm {
            name: side.name().into(),
            rule: rule(tracking, side),
        });
    }
    let name = policy_name(scenario, policy);
    let alarm = match own {
        Some(index) => metric_alarm(scenario, index)?,
        None => {
            let mut alarms = scenario.scaling.as_ref()?.alarms.iter();
            alarms.find(|alarm| alarm.alarm_actions.iter().any(|action| action == name))?
        }
    };
    Some(AskedAlarm {
        name: alarm.alarm_name.clone(),
        rule: alarm.rule,
    })
}

/// Whether a policy scales by steps.
pub fn is_stepped(scenario: &Scenario, policy: u32, time: Time) -> bool {
    policy_at(scenario, policy, time).is_some_and(|policy| policy.tracking().is_none())
}

/// What a policy calls the cooldown after an activity of this direction.
pub fn cooldown_name(
    scenario: &Scenario,
    policy: u32,
    after: Direction,
    time: Time,
) -> &'static str {
    match after {
        _ if is_stepped(scenario, policy, time) => "Cooldown",
        Direction::In => "ScaleInCooldown",
        Direction::Out | Direction::Hold => "ScaleOutCooldown",
    }
}

/// Who asked for the activity that `event` started, by name.
pub fn cause(scenario: &Scenario, run: &Run, event: &Event, cause: Cause) -> String {
    let name = match cause {
        Cause::Registration => Some("RegisterScalableTarget"),
        Cause::Policy(index) => Some(policy_name(scenario, index)),
        Cause::ScheduledAction(_) => {
            event
                .because
                .iter()
                .find_map(|id| match &run.events.get(*id as usize)?.what {
                    What::ScheduledAction { name, .. } => Some(name.as_str()),
                    _ => None,
                })
        }
    };
    name.unwrap_or_default().into()
}

/// The rule of one of a policy's two alarms.
pub fn rule(policy: &TargetTracking, side: AlarmSide) -> AlarmRule {
    match side {
        AlarmSide::High => policy.alarm_high(),
        AlarmSide::Low => policy.alarm_low(),
    }
}

/// The alarm that a decision asked; AlarmHigh when it asked neither.
pub fn side(decision: &Decision) -> AlarmSide {
    match decision.direction {
        Direction::In => AlarmSide::Low,
        Direction::Out | Direction::Hold => AlarmSide::High,
    }
}

/// Everything that had happened by `time`; an event's index is its id.
pub fn until(run: &Run, time: Time) -> &[Event] {
    &run.events[..run.events.partition_point(|e| e.time <= time)]
}

/// The decisions of the latest evaluation by `time`, one for each policy.
pub fn evaluation(run: &Run, time: Time) -> &[Decision] {
    let known = &run.decisions[..run.decisions.partition_point(|d| d.time <= time)];
    match known.last() {
        Some(last) => &known[known.partition_point(|d| d.time < last.time)..],
        None => known,
    }
}

/// The event that tells of `decision`; equal consecutive ones share it.
pub fn decision_event(run: &Run, decision: &Decision) -> Option<u32> {
    let told = |first: u32, last: u32| {
        let time = |index: u32| {
            run.decisions
                .get(index as usize)
                .map(|d| (d.policy, d.time))
        };
        time(first).is_some_and(|(policy, from)| policy == decision.policy && from <= decision.time)
            && time(last).is_some_and(|(_, until)| until >= decision.time)
    };
    let is_it =
        |e: &Event| matches!(e.what, What::Decision { first, last, .. } if told(first, last));
    let id = until(run, decision.time).iter().rposition(is_it)?;
    Some(id as u32)
}

/// The latest change of an alarm by `time`.
pub fn alarm_event(run: &Run, index: u32, of: AlarmSide, time: Time) -> Option<u32> {
    let is_it = |e: &Event| matches!(e.what, What::AlarmState { policy, side, .. } if policy == index && side == of);
    let id = until(run, time).iter().rposition(is_it)?;
    Some(id as u32)
}

/// The latest change of an alarm of the scenario by `time`.
pub fn metric_alarm_event(run: &Run, of: u32, time: Time) -> Option<u32> {
    let is_it = |e: &Event| matches!(e.what, What::MetricAlarmState { alarm, .. } if alarm == of);
    let id = until(run, time).iter().rposition(is_it)?;
    Some(id as u32)
}

/// The event with which the datapoint of a period became visible.
pub fn datapoint_event(run: &Run, of: Reading, period: Time, time: Time) -> Option<u32> {
    let is_it = |e: &Event| matches!(e.what, What::Datapoint { reading, datapoint } if reading == of && datapoint.period_start == period);
    let id = until(run, time).iter().rposition(is_it)?;
    Some(id as u32)
}

/// Start of the newest period that is due at `time` under the configured delay.
pub fn newest_due(scenario: &Scenario, reading: Reading, time: Time) -> Option<Time> {
    let delay = scenario.cloudwatch.delay(reading.metric).micros();
    let base = reading.metric.resolution().micros();
    let closed = time.micros().checked_sub(delay)? / base * base;
    let newest = closed.checked_sub(reading.period.micros())?;
    Some(Time::from_micros(newest))
}

/// What an alarm had before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Datapoints among the newest N that breach.
    pub breaching: u32,
    /// Datapoints that are there, at most N.
    pub real: u32,
}

/// What an alarm had before it at `time`.
pub fn window(scenario: &Scenario, run: &Run, rule: &AlarmRule, time: Time) -> Window {
    let Some(newest) = newest_due(scenario, rule.reading, time) else {
        return Window::default();
    };
    let mut points: Vec<Option<f64>> = Vec::new();
    points.resize((rule.evaluation_periods + EXTRA_PERIODS) as usize, None);
    for event in until(run, time).iter().rev() {
        let What::Datapoint { reading, datapoint } = event.what else {
            continue;
        };
        if reading == rule.reading && datapoint.period_start <= newest {
            let age = (newest - datapoint.period_start).micros() / rule.reading.period.micros();
            if let Some(point) = points.get_mut(age as usize) {
                *point = Some(datapoint.value);
            }
        }
    }
    let real = points.iter().flatten().count() as u32;
    let found = alarm::evaluate(rule, Default::default(), points.into_iter());
    Window {
        breaching: found.breaching,
        real: real.min(rule.evaluation_periods),
    }
}

/// A cooldown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cooldown {
    /// Its `cooldown_started` event.
    pub event: u32,
    /// After which kind of activity.
    pub direction: Direction,
    /// When it began.
    pub from: Time,
    /// When it would end by itself.
    pub until: Time,
    /// When it did end, by then.
    pub ended: Option<Time>,
}

/// The latest cooldown of each direction of a policy, as `decision` met it; later ones up to
/// `asked` count too where the decision itself started nothing.
pub fn cooldowns(run: &Run, decision: &Decision, asked: Time) -> [Option<Cooldown>; 2] {
    let scaled = matches!(decision.outcome, Outcome::Scaled { .. });
    let known = match decision_event(run, decision) {
        // What follows an action is not what the action met.
        Some(event) if scaled => &run.events[..event as usize],
        _ => until(run, asked),
    };
    let free = decision.guards.truth(Guard::NoCooldown) == Some(true);
    let (mut out, mut r#in): (Option<Cooldown>, Option<Cooldown>) = (None, None);
    for (id, event) in (0..).zip(known) {
        match event.what {
            What::CooldownStarted {
                policy,
                direction,
                until,
            } if policy == decision.policy => {
                // It began after the evaluation at the same instant.
                if free && asked == decision.time && event.time == asked {
                    continue;
                }
                let slot = if direction == Direction::Out {
                    &mut out
                } else {
                    &mut r#in
                };
                *slot = Some(Cooldown {
                    event: id,
                    direction,
                    from: event.time,
                    until,
                    ended: None,
                });
            }
            What::CooldownEnded {
                policy, direction, ..
            } if policy == decision.policy => {
                let slot = if direction == Direction::Out {
                    &mut out
                } else {
                    &mut r#in
                };
                if let Some(cooldown) = slot {
                    cooldown.ended = Some(event.time);
                }
            }
            _ => {}
        }
    }
    [out, r#in]
}

/// The cooldown in force that matters to `direction`: what holds it, else any.
pub fn in_force(both: [Option<Cooldown>; 2], direction: Direction) -> Option<Cooldown> {
    let [out, r#in] = both.map(|c| c.filter(|c| c.ended.is_none()));
    match direction {
        Direction::In => r#in.or(out),
        Direction::Out | Direction::Hold => out.or(r#in),
    }
}
