//! A decision: one evaluation of one policy, with every guard and its truth.

use headroom_model::alarm::AlarmState;
use headroom_model::time::Time;
use serde::{Deserialize, Serialize};

/// A published value of a metric for one period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Datapoint {
    /// Its timestamp: the start of the period.
    pub period_start: Time,
    /// What CloudWatch shows.
    pub value: f64,
    /// The work of the whole variant in that period, which the target divides
    /// (SCENARIO, section 6): for InvocationsPerInstance the requests. In a step policy's decision
    /// the number that its steps are held against (fact 1.31).
    pub load: f64,
}

/// One evaluation of one policy.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// When.
    pub time: Time,
    /// Index of the policy.
    pub policy: u32,
    /// The alarm of the scenario that a step policy was asked under, by its place in the file;
    /// `None` for target tracking, which has its own two.
    pub alarm: Option<u32>,
    /// The newest visible datapoint.
    pub datapoint: Option<Datapoint>,
    /// load / target; for a step policy how far the metric is above the alarm's threshold.
    pub raw: Option<f64>,
    /// The capacity asked for, before MinCapacity and MaxCapacity: `raw` rounded up, or what the
    /// step makes of the capacity, a cooldown's credit included (fact 1.22).
    pub unclamped: Option<u32>,
    /// After MinCapacity and MaxCapacity.
    pub desired: Option<u32>,
    /// Desired capacity at that moment.
    pub current: u32,
    /// Instances in service at that moment.
    pub in_service: u32,
    /// State of AlarmHigh after this evaluation; of a step policy's alarm when it asks for more.
    pub alarm_high: AlarmState,
    /// State of AlarmLow after this evaluation; of a step policy's alarm when it asks for less.
    pub alarm_low: AlarmState,
    /// Which way the guards were asked.
    pub direction: Direction,
    /// The guards that applied and whether each held.
    pub guards: Guards,
    /// What came of it.
    pub outcome: Outcome,
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// More instances.
    Out,
    /// Fewer instances.
    In,
    /// Neither: the capacity is what the load needs, or nothing is known.
    Hold,
}

impl Direction {
    /// A word for people.
    pub const fn name(self) -> &'static str {
        match self {
            Direction::Out => "out",
            Direction::In => "in",
            Direction::Hold => "hold",
        }
    }
}

/// A condition that must hold for a policy to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Guard {
    /// A datapoint is visible and the alarm of this direction has enough of them (fact 0.6).
    DataSufficient,
    /// The alarm of this direction is in ALARM.
    AlarmInAlarm,
    /// The load asks for another capacity, in this direction.
    CapacityDiffers,
    /// MinCapacity or MaxCapacity leaves room in this direction.
    LimitsAllow,
    /// The endpoint is InService, not Updating (fact 0.7).
    EndpointInService,
    /// No cooldown holds this direction.
    NoCooldown,
    /// The policy may scale in (fact 1.16).
    ScaleInEnabled,
    /// Every other target tracking policy agrees to scale in (fact 1.17).
    PoliciesAgree,
    /// Dynamic scaling of this direction is not suspended (fact 1.36); asked while it is.
    NotSuspended,
}

impl Guard {
    /// All guards, in the order in which they are asked.
    pub const ALL: [Guard; 9] = [
        Guard::DataSufficient,
        Guard::AlarmInAlarm,
        Guard::CapacityDiffers,
        Guard::LimitsAllow,
        Guard::EndpointInService,
        Guard::NoCooldown,
        Guard::ScaleInEnabled,
        Guard::PoliciesAgree,
        Guard::NotSuspended,
    ];

    /// The report's word.
    pub const fn name(self) -> &'static str {
        match self {
            Guard::DataSufficient => "data_sufficient",
            Guard::AlarmInAlarm => "alarm_in_alarm",
            Guard::CapacityDiffers => "capacity_differs",
            Guard::LimitsAllow => "limits_allow",
            Guard::EndpointInService => "endpoint_in_service",
            Guard::NoCooldown => "no_cooldown",
            Guard::ScaleInEnabled => "scale_in_enabled",
            Guard::PoliciesAgree => "policies_agree",
            Guard::NotSuspended => "not_suspended",
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// A set of guards with their truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guards {
    asked: u16,
    held: u16,
}

impl Guards {
    /// Asks `guard` and notes whether it holds.
    pub fn ask(&mut self, guard: Guard, holds: bool) {
        self.asked |= guard.bit();
        if holds {
            self.held |= guard.bit();
        } else {
            self.held &= !guard.bit();
        }
    }

    /// Whether every guard that was asked holds.
    pub const fn all_hold(self) -> bool {
        self.asked == self.held
    }

    /// `None` when it was not asked.
    pub const fn truth(self, guard: Guard) -> Option<bool> {
        if self.asked & guard.bit() == 0 {
            None
        } else {
            Some(self.held & guard.bit() != 0)
        }
    }

    /// The guards that were asked, with their truth, in the order of [`Guard::ALL`].
    pub fn iter(self) -> impl Iterator<Item = (Guard, bool)> {
        Guard::ALL
            .into_iter()
            .filter_map(move |g| self.truth(g).map(|holds| (g, holds)))
    }
}

/// What came of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The activity of this number started.
    Scaled {
        /// Number of the activity.
        activity: u32,
    },
    /// Nothing moved.
    NotScaled(NotScaledReason),
}

/// Why nothing moved. AWS's codes where it has one (fact 1.37).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotScaledReason {
    /// The load needs no other capacity.
    AlreadyAtDesiredCapacity,
    /// MaxCapacity is reached.
    AlreadyAtMaxCapacity,
    /// MinCapacity is reached.
    AlreadyAtMinCapacity,
    /// The endpoint was Updating.
    TargetServicePutResourceAsUnscalable,
    /// Too few datapoints to judge.
    InsufficientData,
    /// The alarm of this direction was not in ALARM.
    AlarmNotInAlarm,
    /// A cooldown held it.
    CoolingDown,
    /// `DisableScaleIn` is true.
    ScaleInDisabled,
    /// Another target tracking policy did not agree to scale in.
    PoliciesDisagree,
    /// Another policy asked for a larger capacity, or came first in the file.
    OtherPolicyWon,
    /// One instance less would put the metric back over its target (fact 0.5).
    AutoScalingAnticipatedFlapping,
    /// No policy adds capacity for now (fact 1.36).
    DynamicScalingOutSuspended,
    /// No policy takes capacity away for now (fact 1.36).
    DynamicScalingInSuspended,
}

impl NotScaledReason {
    /// AWS's code, or ours in the same style.
    pub const fn name(self) -> &'static str {
        match self {
            NotScaledReason::AlreadyAtDesiredCapacity => "AlreadyAtDesiredCapacity",
            NotScaledReason::AlreadyAtMaxCapacity => "AlreadyAtMaxCapacity",
            NotScaledReason::AlreadyAtMinCapacity => "AlreadyAtMinCapacity",
            NotScaledReason::TargetServicePutResourceAsUnscalable => {
                "TargetServicePutResourceAsUnscalable"
            }
            NotScaledReason::InsufficientData => "InsufficientData",
            NotScaledReason::AlarmNotInAlarm => "AlarmNotInAlarm",
            NotScaledReason::CoolingDown => "CoolingDown",
            NotScaledReason::ScaleInDisabled => "ScaleInDisabled",
            NotScaledReason::PoliciesDisagree => "PoliciesDisagree",
            NotScaledReason::OtherPolicyWon => "OtherPolicyWon",
            NotScaledReason::AutoScalingAnticipatedFlapping => "AutoScalingAnticipatedFlapping",
            NotScaledReason::DynamicScalingOutSuspended => "DynamicScalingOutSuspended",
            NotScaledReason::DynamicScalingInSuspended => "DynamicScalingInSuspended",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NotScaledReason as Reason;

    #[test]
    fn fact_1_37_reasons_have_the_codes_of_aws() {
        for (reason, code) in [
            (
                Reason::AutoScalingAnticipatedFlapping,
                "AutoScalingAnticipatedFlapping",
            ),
            (
                Reason::TargetServicePutResourceAsUnscalable,
                "TargetServicePutResourceAsUnscalable",
            ),
            (Reason::AlreadyAtMaxCapacity, "AlreadyAtMaxCapacity"),
            (Reason::AlreadyAtMinCapacity, "AlreadyAtMinCapacity"),
            (Reason::AlreadyAtDesiredCapacity, "AlreadyAtDesiredCapacity"),
        ] {
            assert_eq!(reason.name(), code);
        }
    }
}
