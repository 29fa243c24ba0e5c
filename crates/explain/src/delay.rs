//! The delay budget: where the time between a rise and the first new instance went.

use alloc::string::String;
use alloc::vec::Vec;

use crate::evidence;
use headroom_engine::run::{
    AlarmSide, Cause, Decision, InstanceState, NotScaledReason, Outcome, Run, What,
};
use headroom_model::alarm::{AlarmRule, AlarmState};
use headroom_model::scenario::Scenario;
use headroom_model::time::{MICROS_PER_SECOND, Span, Time};
use serde::{Deserialize, Serialize};

/// How the time of one scale-out was spent. Segments follow one another without a gap from
/// [`DelayBudget::from`] to [`DelayBudget::first_in_service`], so their spans add up to the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayBudget {
    /// Number of the activity.
    pub activity: u32,
    /// Index of the policy that asked.
    pub policy: u32,
    /// Desired capacity before.
    pub before: u32,
    /// Desired capacity after.
    pub after: u32,
    /// Start of the oldest datapoint that put the alarm into ALARM.
    pub from: Time,
    /// When the policy asked for capacity.
    pub decided: Time,
    /// When the first new instance came into service.
    pub first_in_service: Time,
    /// When the last one did; `None` when the run ended before, or the activity failed.
    pub last_in_service: Option<Time>,
    /// The alarm that was waited for, by its name.
    pub alarm: String,
    /// The datapoints that it needs.
    pub datapoints: u32,
    /// How long each of them is.
    pub period: Span,
    /// In order of time. Alarm, metric, cooldown and launch are always there, also with no length;
    /// the others only with a length.
    pub segments: Vec<Segment>,
}

/// One part of the wait, `[from, until)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// What was waited for.
    pub kind: SegmentKind,
    /// Its beginning.
    pub from: Time,
    /// Its end.
    pub until: Time,
}

impl Segment {
    /// Its length.
    pub fn span(&self) -> Span {
        self.until - self.from
    }
}

/// What was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// The datapoints that the alarm needs (target tracking: fact 1.14).
    Alarm,
    /// From the end of the newest of them until the alarm could see it (fact 2.12).
    Metric,
    /// Until the alarm looked again.
    Evaluation,
    /// The endpoint was Updating (fact 0.7).
    Updating,
    /// A cooldown held the policy (fact 1.22).
    Cooldown,
    /// Something else held the policy: a limit, or a load that was not yet higher.
    Held,
    /// Provisioning, download and container start of the first new instance.
    Launch,
}

impl DelayBudget {
    /// The whole wait.
    pub fn total(&self) -> Span {
        self.first_in_service - self.from
    }

    /// The time spent on `kind`, all its segments together.
    pub fn spent(&self, kind: SegmentKind) -> Span {
        let of_kind = self.segments.iter().filter(|s| s.kind == kind);
        of_kind.fold(Span::ZERO, |sum, segment| sum + segment.span())
    }

    /// Whole seconds of each segment, for reading: from clock to clock, which show full seconds, so
    /// that the lengths add up to the whole and no sentence is a second off its own times.
    pub fn rounded_s(&self) -> Vec<u64> {
        let round = |time: Time| time.micros() / MICROS_PER_SECOND;
        let lengths = self.segments.iter();
        lengths.map(|s| round(s.until) - round(s.from)).collect()
    }
}

/// The budget of the first scale-out that a policy started in `run` and that brought an instance
/// into service; `None` when there was none.
pub fn delay_budget(scenario: &Scenario, run: &Run) -> Option<DelayBudget> {
    (0..).zip(&run.events).find_map(|(id, event)| {
        let What::ActivityStarted {
            activity,
            cause: Cause::Policy(policy),
            from: before,
            to: after,
        } = event.what
        else {
            return None;
        };
        if after <= before {
            return None;
        }
        let decided = event.time;
        let acted = run.decisions.iter().find(|d| {
            (d.policy, d.time) == (policy, decided) && matches!(d.outcome, Outcome::Scaled { .. })
        })?;
        let asked = evidence::asked_alarm(scenario, acted, AlarmSide::High)?;
        let rule = asked.rule;
        let alarm = alarm_on(run, acted, decided)?;
        let (first_in_service, last_in_service) = arrivals(run, id, after - before)?;
        let delay = scenario.cloudwatch.delay(rule.reading.metric);
        let mut segments = detection(&rule, delay, alarm);
        segments.extend(held(run, policy, alarm, decided));
        segments.push(Segment {
            kind: SegmentKind::Launch,
            from: decided,
            until: first_in_service,
        });
        Some(DelayBudget {
            activity,
            policy,
            before,
            after,
            from: segments[0].from,
            decided,
            first_in_service,
            last_in_service,
            alarm: asked.name,
            datapoints: rule.datapoints_to_alarm,
            period: rule.reading.period,
            segments,
        })
    })
}

/// When the alarm under which `acted` was made had gone to ALARM.
fn alarm_on(run: &Run, acted: &Decision, decided: Time) -> Option<Time> {
    let until_then = run.events.iter().take_while(|e| e.time <= decided);
    until_then
        .filter(|event| match (event.what.clone(), acted.alarm) {
            (What::MetricAlarmState { alarm, to, .. }, Some(asked)) => {
                alarm == asked && to == AlarmState::Alarm
            }
            (
                What::AlarmState {
                    policy, side, to, ..
                },
                None,
            ) => policy == acted.policy && side == AlarmSide::High && to == AlarmState::Alarm,
            _ => false,
        })
        .last()
        .map(|event| event.time)
}

/// Alarm, metric and evaluation: back from the moment at which the alarm was on. The newest
/// datapoint in its window is the newest that was due under the configured delay.
fn detection(high: &AlarmRule, delay: Span, alarm: Time) -> Vec<Segment> {
    let period = high.reading.period.micros();
    let newest_end = alarm.micros().saturating_sub(delay.micros()) / period * period;
    let window = period * u64::from(high.evaluation_periods);
    let oldest = Time::from_micros(newest_end.saturating_sub(window));
    let closed = Time::from_micros(newest_end);
    let visible = closed + delay;
    let segment = |kind, from, until| Segment { kind, from, until };
    let mut segments = alloc::vec![
        segment(SegmentKind::Alarm, oldest, closed),
        segment(SegmentKind::Metric, closed, visible),
    ];
    if visible < alarm {
        segments.push(segment(SegmentKind::Evaluation, visible, alarm));
    }
    segments
}

/// What held the policy between the alarm and its action: each evaluation that did not scale
/// accounts for the time until the next one.
fn held(run: &Run, policy: u32, alarm: Time, decided: Time) -> Vec<Segment> {
    let evaluations = run
        .decisions
        .iter()
        .filter(|d| d.policy == policy && d.time >= alarm && d.time <= decided);
    let mut segments: Vec<Segment> = Vec::new();
    let mut before: Option<&Decision> = None;
    for decision in evaluations {
        if let Some(held) = before {
            let kind = holder(held.outcome);
            match segments.last_mut() {
                Some(last) if last.kind == kind => last.until = decision.time,
                _ => segments.push(Segment {
                    kind,
                    from: held.time,
                    until: decision.time,
                }),
            }
        }
        before = Some(decision);
    }
    // A budget without a cooldown says so: that is what people look for first.
    if !segments.iter().any(|s| s.kind == SegmentKind::Cooldown) {
        segments.push(Segment {
            kind: SegmentKind::Cooldown,
            from: decided,
            until: decided,
        });
    }
    segments
}

fn holder(outcome: Outcome) -> SegmentKind {
    match outcome {
        Outcome::NotScaled(NotScaledReason::CoolingDown) => SegmentKind::Cooldown,
        Outcome::NotScaled(NotScaledReason::TargetServicePutResourceAsUnscalable) => {
            SegmentKind::Updating
        }
        Outcome::NotScaled(_) | Outcome::Scaled { .. } => SegmentKind::Held,
    }
}

/// When the first and the last of the `expected` instances that the activity event `id` launched
/// came into service. Their life is a chain of causes that begins at the event.
fn arrivals(run: &Run, id: u32, expected: u32) -> Option<(Time, Option<Time>)> {
    let mut numbers = Vec::new();
    let mut first = None;
    let mut last = None;
    let mut arrived = 0;
    for event in run.events.iter().skip(id as usize) {
        let What::Instance { number, state } = event.what else {
            continue;
        };
        let asked_for = matches!(
            state,
            InstanceState::Provisioning | InstanceState::WaitingForCapacity
        );
        if asked_for && event.because.contains(&id) {
            numbers.push(number);
        }
        if state == InstanceState::InService && numbers.contains(&number) {
            arrived += 1;
            first = first.or(Some(event.time));
            last = Some(event.time);
        }
    }
    let all = arrived == expected;
    first.map(|first| (first, last.filter(|_| all)))
}
