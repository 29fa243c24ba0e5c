//! The sentence of an event, and of one evaluation of a policy.

mod words;

pub(super) use words::refused;

use alloc::string::String;

use headroom_engine::run::{
    AlarmSide, Decision, EndpointStatus, FailureReason, InstanceState, JobState, NotScaledReason,
    Outcome, Refusal, Run, What,
};
use headroom_model::alarm::AlarmState;
use headroom_model::fault::FaultKind;
use headroom_model::metric::Reading;
use headroom_model::policy::{Policy, TargetTracking};
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Start, Time};

use crate::evidence;

/// What an event says.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub enum EventMessage {
    /// A datapoint became visible.
    Datapoint {
        reading: Reading,
        start: Start,
        period: Time,
        value: f64,
    },
    /// An alarm's first state.
    AlarmBegan {
        policy: String,
        side: AlarmSide,
        state: AlarmState,
    },
    /// An alarm changed its state.
    AlarmChanged {
        policy: String,
        side: AlarmSide,
        to: AlarmState,
        breaching: u32,
        needed: u32,
        threshold: f64,
    },
    /// A policy asked for another capacity.
    Scaled {
        policy: String,
        load: f64,
        target: f64,
        unclamped: u32,
        from: u32,
        to: u32,
    },
    /// A policy did not act.
    NotScaled {
        policy: String,
        reason: NotScaledReason,
        /// The alarm of this direction.
        alarm: String,
        stepped: bool,
        current: u32,
        wanted: Option<u32>,
        count: u32,
        start: Start,
        until: Time,
    },
    /// Capacity was asked for or given back.
    ActivityStarted { cause: String, from: u32, to: u32 },
    /// An activity ended well.
    ActivitySucceeded { activity: u32, took: Span },
    /// An activity failed.
    ActivityFailed {
        activity: u32,
        reason: Option<FailureReason>,
    },
    /// A cooldown began.
    CooldownStarted {
        policy: String,
        name: &'static str,
        start: Start,
        until: Time,
    },
    /// A cooldown ended.
    CooldownEnded {
        policy: String,
        name: &'static str,
        interrupted: bool,
    },
    /// The endpoint's status changed.
    Endpoint { status: EndpointStatus },
    /// An instance changed its state.
    Instance { number: u32, state: InstanceState },
    /// A copy of an inference component changed its state.
    Copy { number: u32, state: InstanceState },
    /// An instance under inference components came or went.
    ManagedInstance { number: u32, state: InstanceState },
    /// Provisioned concurrency is ready, or was given back.
    Provisioned { count: u32 },
    /// Spot capacity of an instance will be taken back.
    SpotNotice { number: u32 },
    /// A job reached a point of its life.
    Job {
        state: JobState,
        attempt: u32,
        saved: Span,
        lost: Span,
        has_checkpoints: bool,
    },
    /// The endpoint could not be created.
    CreationFailed { reason: FailureReason },
    /// An alarm of the scenario began, or changed its state.
    MetricAlarm {
        name: String,
        from: Option<AlarmState>,
        to: AlarmState,
        breaching: u32,
        needed: u32,
    },
    /// A step policy asked for another capacity.
    Stepped {
        policy: String,
        breach: f64,
        from: u32,
        to: u32,
    },
    /// A scheduled action was due.
    Scheduled {
        name: String,
        min: Option<u32>,
        max: Option<u32>,
        refusal: Option<Refusal>,
    },
    /// A call was made.
    Operation {
        call: &'static str,
        refusal: Option<Refusal>,
    },
    /// A fault began or ended.
    Fault { kind: FaultKind, begins: bool },
}

impl EventMessage {
    /// The sentence of the event with this id; `None` for an id that the run does not have.
    pub fn of_event(scenario: &Scenario, run: &Run, id: u32) -> Option<EventMessage> {
        let event = run.events.get(id as usize)?;
        let start = run.start;
        let name = |index| policy(scenario, index).map_or(String::new(), |p| p.policy_name.clone());
        Some(match event.what {
            What::Datapoint { reading, datapoint } => EventMessage::Datapoint {
                reading,
                start,
                period: datapoint.period_start,
                value: datapoint.value,
            },
            What::AlarmState {
                policy,
                side,
                from: None,
                to,
                ..
            } => EventMessage::AlarmBegan {
                policy: name(policy),
                side,
                state: to,
            },
            What::AlarmState {
                policy: index,
                side,
                to,
                breaching,
                needed,
                ..
            } => EventMessage::AlarmChanged {
                policy: name(index),
                side,
                to,
                breaching,
                needed,
                threshold: policy(scenario, index)
                    .and_then(Policy::tracking)
                    .map_or(0.0, |p| threshold(p, side)),
            },
            What::Decision {
                first,
                count,
                until,
                ..
            } => decision(
                scenario,
                run,
                run.decisions.get(first as usize)?,
                count,
                until,
            ),
            What::ActivityStarted {
                cause, from, to, ..
            } => EventMessage::ActivityStarted {
                cause: evidence::cause(scenario, run, event, cause),
                from,
                to,
            },
            What::ActivityEnded { activity, status } => match status {
                ActivityStatus::Failed => EventMessage::ActivityFailed {
                    activity,
                    reason: crate::clues::reason(scenario, run, id),
                },
                ActivityStatus::Successful | ActivityStatus::InProgress => {
                    EventMessage::ActivitySucceeded {
                        activity,
                        took: event.time - started(run, activity).unwrap_or(event.time),
                    }
                }
            },
            What::CooldownStarted {
                policy,
                direction,
                until,
            } => EventMessage::CooldownStarted {
                policy: name(policy),
                name: evidence::cooldown_name(scenario, policy, direction, event.time),
                start,
                until,
            },
            What::CooldownEnded {
                policy,
                direction,
                interrupted,
            } => EventMessage::CooldownEnded {
                policy: name(policy),
                name: evidence::cooldown_name(scenario, policy, direction, event.time),
                interrupted,
            },
            What::EndpointStatus { status } => EventMessage::Endpoint { status },
            What::Instance { number, state } => match has_copies(scenario) {
                true => EventMessage::Copy { number, state },
                false => EventMessage::Instance { number, state },
            },
            What::ManagedInstance { number, state } => {
                EventMessage::ManagedInstance { number, state }
            }
            What::Provisioned { count } => EventMessage::Provisioned { count },
            What::SpotNotice { number } => EventMessage::SpotNotice { number },
            What::Job {
                state,
                attempt,
                saved,
                lost,
            } => EventMessage::Job {
                state,
                attempt,
                saved,
                lost,
                has_checkpoints: scenario
                    .endpoint
                    .job()
                    .is_some_and(|job| job.checkpoint.is_some()),
            },
            What::CreationFailed { reason } => EventMessage::CreationFailed { reason },
            What::MetricAlarmState {
                alarm,
                from,
                to,
                breaching,
                needed,
            } => EventMessage::MetricAlarm {
                name: evidence::alarm_name(scenario, alarm).into(),
                from,
                to,
                breaching,
                needed,
            },
            What::ScheduledAction {
                ref name,
                min,
                max,
                refusal,
            } => EventMessage::Scheduled {
                name: name.clone(),
                min,
                max,
                refusal,
            },
            What::Operation { index, refusal } => EventMessage::Operation {
                call: scenario
                    .operations
                    .get(index as usize)
                    .map_or("", |o| o.call.name()),
                refusal,
            },
            What::Fault { kind, begins, .. } => EventMessage::Fault { kind, begins },
        })
    }

    /// The sentence of one evaluation of a policy.
    pub fn of_decision(scenario: &Scenario, run: &Run, made: &Decision) -> EventMessage {
        decision(scenario, run, made, 1, made.time)
    }
}

fn has_copies(scenario: &Scenario) -> bool {
    let endpoint = scenario.endpoint.real_time();
    endpoint.is_some_and(|e| e.inference_component.is_some())
}

fn decision(scenario: &Scenario, run: &Run, d: &Decision, count: u32, until: Time) -> EventMessage {
    let rule = evidence::policy_at(scenario, d.policy, d.time);
    let policy = rule.map_or(String::new(), |p| p.policy_name.clone());
    match d.outcome {
        Outcome::Scaled { .. } if d.alarm.is_some() => EventMessage::Stepped {
            policy,
            breach: d.raw.unwrap_or(0.0),
            from: d.current,
            to: d.desired.unwrap_or(d.current),
        },
        Outcome::Scaled { .. } => EventMessage::Scaled {
            policy,
            load: d.datapoint.map_or(0.0, |point| point.load),
            target: rule
                .and_then(Policy::tracking)
                .map_or(0.0, |p| p.target_value),
            unclamped: d.unclamped.unwrap_or(d.current),
            from: d.current,
            to: d.desired.unwrap_or(d.current),
        },
        Outcome::NotScaled(reason) => EventMessage::NotScaled {
            policy,
            reason,
            alarm: evidence::asked_alarm(scenario, d, evidence::side(d))
                .map_or(String::new(), |alarm| alarm.name),
            stepped: d.alarm.is_some(),
            current: d.current,
            wanted: d.unclamped,
            count,
            start: run.start,
            until,
        },
    }
}

fn policy(scenario: &Scenario, index: u32) -> Option<&Policy> {
    evidence::policies(scenario).get(index as usize).copied()
}

fn threshold(policy: &TargetTracking, side: AlarmSide) -> f64 {
    match side {
        AlarmSide::High => policy.alarm_high().threshold,
        AlarmSide::Low => policy.alarm_low().threshold,
    }
}

/// When the activity of this number started.
fn started(run: &Run, number: u32) -> Option<Time> {
    let mut events = run.events.iter();
    let event = events
        .find(|e| matches!(e.what, What::ActivityStarted { activity, .. } if activity == number))?;
    Some(event.time)
}
