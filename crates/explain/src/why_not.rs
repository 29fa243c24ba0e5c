//! Why a decision did not scale: the guards that would have had to hold as well.

use alloc::vec::Vec;

use headroom_engine::run::{Decision, Direction, Guard, Outcome, Run};
use headroom_model::alarm::AlarmState;
use headroom_model::scenario::Scenario;

use crate::message::GuardMessage;

/// What stood between a decision and an activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Obstacle {
    /// The guard that failed; `None` when all held and another policy acted.
    pub guard: Option<Guard>,
    /// With its values.
    pub message: GuardMessage,
}

/// The minimal set of obstacles of `decision`, in the order in which they are asked: had none of
/// them been there, the policy would have scaled. Empty for a decision that did scale.
pub fn why_not(scenario: &Scenario, run: &Run, decision: &Decision) -> Vec<Obstacle> {
    if matches!(decision.outcome, Outcome::Scaled { .. }) {
        return Vec::new();
    }
    let guards = failing(decision);
    if guards.is_empty() {
        return Vec::from([Obstacle {
            guard: None,
            message: GuardMessage::other_policy(scenario, run, decision),
        }]);
    }
    guards
        .into_iter()
        .map(|guard| Obstacle {
            guard: Some(guard),
            message: GuardMessage::of_guard(scenario, run, decision, guard),
        })
        .collect()
}

/// The guards that failed, without those that only repeat another one.
pub(crate) fn failing(decision: &Decision) -> Vec<Guard> {
    let fails = |guard| decision.guards.truth(guard) == Some(false);
    let no_data = fails(Guard::DataSufficient);
    let asked = match decision.direction {
        Direction::In => decision.alarm_low,
        Direction::Out | Direction::Hold => decision.alarm_high,
    };
    let repeats = |guard| match guard {
        // An alarm without data is not in ALARM, and without a datapoint no capacity is known.
        Guard::AlarmInAlarm => no_data && asked == AlarmState::InsufficientData,
        Guard::CapacityDiffers => no_data && decision.unclamped.is_none(),
        _ => false,
    };
    let all = Guard::ALL.into_iter();
    all.filter(|&guard| fails(guard) && !repeats(guard))
        .collect()
}
