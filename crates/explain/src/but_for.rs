//! But for: the same scenario with one thing lifted, run under the same seed and so with the same
//! random numbers, and what that changes.

use alloc::vec::Vec;

use headroom_engine::run::{Decision, Direction, Guard, Run, What};
use headroom_model::endpoint::Provision;
use headroom_model::fault::FaultKind;
use headroom_model::operation::{Call, SuspendedChange};
use headroom_model::policy::{Configuration, Policy};
use headroom_model::scaling::{ActivityStatus, SuspendedState};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use serde::{Deserialize, Serialize};

use crate::evidence;
use crate::message::ButForMessage;

/// A thing that a scenario can do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lift {
    /// Both cooldowns of every policy are 0.
    Cooldown,
    /// MaxCapacity is out of the way.
    MaxCapacity,
    /// MinCapacity is 1.
    MinCapacity,
    /// Every policy may scale in.
    DisableScaleIn,
    /// A datapoint is visible as soon as its minute has ended.
    MetricDelay,
    /// A new instance is in service at once.
    Launch,
    /// Only the policy of this index is there.
    OtherPolicies(u32),
    /// Nothing goes wrong.
    Faults,
    /// Nothing is suspended.
    Suspension,
}

/// MaxCapacity is lifted to so many times itself: out of the way, and still a bound.
const MAX_CAPACITY_TIMES: u32 = 10;
/// Workers that the lifted fleet may have, so that the ghost stays as cheap as any run.
const MAX_WORKERS: u32 = 100_000;

impl Lift {
    /// Every lift that needs no policy to be named.
    pub const ALL: [Lift; 8] = [
        Lift::Cooldown,
        Lift::MaxCapacity,
        Lift::MinCapacity,
        Lift::DisableScaleIn,
        Lift::MetricDelay,
        Lift::Launch,
        Lift::Faults,
        Lift::Suspension,
    ];

    /// What lifts a guard that failed in `decision`; for a guard that nobody can lift, the
    /// sentence that says so.
    pub fn of_guard(
        scenario: &Scenario,
        decision: &Decision,
        guard: Guard,
    ) -> Result<Lift, ButForMessage> {
        match guard {
            Guard::DataSufficient if loses_metrics(scenario) => Ok(Lift::Faults),
            Guard::DataSufficient => Ok(Lift::MetricDelay),
            Guard::AlarmInAlarm => {
                let side = evidence::side(decision);
                let alarm = evidence::asked_alarm(scenario, decision, side);
                Err(ButForMessage::AlarmStays {
                    name: alarm.map_or(side.name().into(), |alarm| alarm.name),
                    own: decision.alarm.is_some(),
                })
            }
            Guard::CapacityDiffers
                if evidence::is_stepped(scenario, decision.policy, decision.time) =>
            {
                Err(ButForMessage::StepStays)
            }
            Guard::CapacityDiffers => Err(ButForMessage::LoadStays),
            Guard::LimitsAllow if decision.direction == Direction::In => Ok(Lift::MinCapacity),
            Guard::LimitsAllow => Ok(Lift::MaxCapacity),
            // An activity lasts as long as its launch.
            Guard::EndpointInService => Ok(Lift::Launch),
            Guard::NoCooldown => Ok(Lift::Cooldown),
            Guard::ScaleInEnabled => Ok(Lift::DisableScaleIn),
            Guard::PoliciesAgree => Ok(Lift::OtherPolicies(decision.policy)),
            Guard::NotSuspended => Ok(Lift::Suspension),
        }
    }
}

fn loses_metrics(scenario: &Scenario) -> bool {
    let is_one = |kind| {
        matches!(
            kind,
            FaultKind::MetricsDelay { .. } | FaultKind::MetricsLost { .. }
        )
    };
    scenario.faults.iter().any(|fault| is_one(fault.kind))
}

/// `scenario` without what `lift` names; `None` when it has nothing of the kind. Run it under the
/// seed of the run that it is held against: the ghost.
pub fn lift(scenario: &Scenario, lift: Lift) -> Option<Scenario> {
    let mut lifted = scenario.clone();
    let workers = lifted.model.workers.max(1);
    let raised = |max: u32| {
        let most = max.saturating_mul(MAX_CAPACITY_TIMES);
        most.min(MAX_WORKERS / workers).max(max)
    };
    match lift {
        Lift::Cooldown => {
            for policy in policies_mut(&mut lifted) {
                match &mut policy.configuration {
                    Configuration::TargetTracking(tracking) => {
                        tracking.scale_out_cooldown = Span::ZERO;
                        tracking.scale_in_cooldown = Span::ZERO;
                    }
                    Configuration::StepScaling(step) => step.cooldown = Span::ZERO,
                }
            }
        }
        Lift::MaxCapacity => limits_mut(&mut lifted, |_, max| *max = raised(*max)),
        Lift::MinCapacity => limits_mut(&mut lifted, |min, _| *min = (*min).min(1)),
        Lift::DisableScaleIn => {
            for policy in policies_mut(&mut lifted).filter_map(Policy::tracking_mut) {
                policy.disable_scale_in = false;
            }
        }
        Lift::MetricDelay => {
            lifted.cloudwatch.metric_delay = Span::ZERO;
            lifted.cloudwatch.metric_delays.clear();
        }
        Lift::Launch => {
            if let Some(launch) = lifted.endpoint.launch_mut() {
                launch.provision = Provision::Fixed(Span::ZERO);
                launch.container_start = Span::ZERO;
            }
            lifted.model.artifact_mb = 0.0;
        }
        Lift::Faults => lifted.faults.clear(),
        Lift::OtherPolicies(kept) => {
            let kept = evidence::policy_name(scenario, kept);
            if let Some(scaling) = &mut lifted.scaling {
                scaling.policies.retain(|policy| policy.policy_name == kept);
                for alarm in &mut scaling.alarms {
                    alarm.alarm_actions.retain(|action| action == kept);
                }
            }
            lifted.operations.retain(|operation| match &operation.call {
                Call::PutScalingPolicy(policy) => policy.policy_name == kept,
                Call::DeleteScalingPolicy { policy_name } => policy_name == kept,
                _ => true,
            });
        }
        Lift::Suspension => {
            if let Some(scaling) = &mut lifted.scaling {
                scaling.suspended_state = SuspendedState::NONE;
            }
            for operation in &mut lifted.operations {
                if let Call::RegisterScalableTarget {
                    suspended_state, ..
                } = &mut operation.call
                {
                    *suspended_state = SuspendedChange::default();
                }
            }
        }
    }
    (lifted != *scenario).then_some(lifted)
}

/// Every policy of the file and of the calls.
fn policies_mut(scenario: &mut Scenario) -> impl Iterator<Item = &mut Policy> {
    let of_file = scenario.scaling.iter_mut().flat_map(|s| &mut s.policies);
    let of_calls = scenario
        .operations
        .iter_mut()
        .filter_map(|o| match &mut o.call {
            Call::PutScalingPolicy(policy) => Some(policy),
            _ => None,
        });
    of_file.chain(of_calls)
}

/// Changes MinCapacity and MaxCapacity wherever they are set: by the file, by scheduled actions
/// and by calls. A limit that is not sent stays unsent.
fn limits_mut(scenario: &mut Scenario, change: impl Fn(&mut u32, &mut u32)) {
    let both = |min: &mut Option<u32>, max: &mut Option<u32>| {
        let (mut low, mut high) = (min.unwrap_or(0), max.unwrap_or(0));
        change(&mut low, &mut high);
        (*min, *max) = (min.map(|_| low), max.map(|_| high));
    };
    if let Some(scaling) = &mut scenario.scaling {
        change(&mut scaling.min_capacity, &mut scaling.max_capacity);
        for action in &mut scaling.scheduled_actions {
            both(&mut action.min_capacity, &mut action.max_capacity);
        }
    }
    for operation in &mut scenario.operations {
        match &mut operation.call {
            Call::RegisterScalableTarget {
                min_capacity,
                max_capacity,
                ..
            } => both(min_capacity, max_capacity),
            Call::PutScheduledAction(action) => {
                both(&mut action.min_capacity, &mut action.max_capacity);
            }
            _ => {}
        }
    }
}

/// A scaling activity as two runs are held against each other: when and what, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// When.
    pub at: Time,
    /// Desired capacity before.
    pub from: u32,
    /// Desired capacity after.
    pub to: u32,
    /// When it ended and how; `None` when the run ended first.
    pub ended: Option<(Time, ActivityStatus)>,
}

/// What lifting changed, in one sentence. `ghost` must be the run of [`lift`]'s scenario under
/// the seed of `run`.
pub fn compare(lift: Lift, run: &Run, ghost: &Run) -> ButForMessage {
    let (before, after) = (activities(run), activities(ghost));
    let failed = (
        run.summary.requests.failed.total(),
        ghost.summary.requests.failed.total(),
    );
    let pairs = before.iter().zip(&after);
    let first = pairs.take_while(|(a, b)| a == b).count();
    if first == before.len() && first == after.len() {
        return ButForMessage::Same { lift, failed };
    }
    ButForMessage::Differs {
        lift,
        start: run.start,
        before: before.get(first).copied(),
        after: after.get(first).copied(),
        activities: (before.len() as u64, after.len() as u64),
        failed,
    }
}

/// The activities of a run, in order of time.
pub fn activities(run: &Run) -> Vec<Started> {
    let mut all: Vec<(u32, Started)> = Vec::new();
    for event in &run.events {
        match event.what {
            What::ActivityStarted {
                activity, from, to, ..
            } => all.push((
                activity,
                Started {
                    at: event.time,
                    from,
                    to,
                    ended: None,
                },
            )),
            What::ActivityEnded { activity, status } => {
                if let Some((_, started)) = all.iter_mut().find(|(n, _)| *n == activity) {
                    started.ended = Some((event.time, status));
                }
            }
            _ => {}
        }
    }
    all.into_iter().map(|(_, started)| started).collect()
}
