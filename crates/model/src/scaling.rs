//! Application Auto Scaling's nouns: the scalable target and what hangs on it.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::alarm::MetricAlarm;
use crate::policy::Policy;
use crate::time::Time;

/// A registered scalable target and its policies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scaling {
    /// The lower limit, at least 1 on a plain variant (fact 1.5).
    pub min_capacity: u32,
    /// The upper limit, at least `min_capacity`.
    pub max_capacity: u32,
    /// What is suspended from the beginning.
    pub suspended_state: SuspendedState,
    /// In file order, which breaks ties.
    pub policies: Vec<Policy>,
    /// In file order. Their actions name step policies of this target, or of `operations`.
    pub alarms: Vec<MetricAlarm>,
    /// In file order, which is the order of those that are due at one instant.
    pub scheduled_actions: Vec<ScheduledAction>,
}

impl Scaling {
    /// A target without any policy.
    pub const fn new(min_capacity: u32, max_capacity: u32) -> Scaling {
        Scaling {
            min_capacity,
            max_capacity,
            suspended_state: SuspendedState::NONE,
            policies: Vec::new(),
            alarms: Vec::new(),
            scheduled_actions: Vec::new(),
        }
    }
}

/// `SuspendedState`: three independent flags (fact 1.36).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SuspendedState {
    /// `DynamicScalingInSuspended`: no policy takes capacity away.
    pub dynamic_scaling_in_suspended: bool,
    /// `DynamicScalingOutSuspended`: no policy adds capacity.
    pub dynamic_scaling_out_suspended: bool,
    /// `ScheduledScalingSuspended`: no scheduled action runs.
    pub scheduled_scaling_suspended: bool,
}

impl SuspendedState {
    /// Nothing is suspended.
    pub const NONE: SuspendedState = SuspendedState {
        dynamic_scaling_in_suspended: false,
        dynamic_scaling_out_suspended: false,
        scheduled_scaling_suspended: false,
    };
}

/// A body of `PutScheduledAction`, its schedule worked out: cron, zone, `StartTime` and `EndTime`
/// are resolved when a file is read, as the hours of a business are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduledAction {
    /// `ScheduledActionName`, unique among those of the target.
    pub scheduled_action_name: String,
    /// When it runs, ascending.
    pub firings: Vec<Time>,
    /// `MinCapacity` of the `ScalableTargetAction`; `None` leaves it as it is.
    pub min_capacity: Option<u32>,
    /// `MaxCapacity` of the `ScalableTargetAction`; at least one of both is given.
    pub max_capacity: Option<u32>,
}

/// `StatusCode` of a scaling activity (fact 1.37).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ActivityStatus {
    /// Instances are starting or draining.
    InProgress,
    /// All of them arrived or left.
    Successful,
    /// Nothing came of it.
    Failed,
}

impl ActivityStatus {
    /// Application Auto Scaling's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            ActivityStatus::InProgress => "InProgress",
            ActivityStatus::Successful => "Successful",
            ActivityStatus::Failed => "Failed",
        }
    }
}
