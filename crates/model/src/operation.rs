//! API calls that somebody makes during the run.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::policy::Policy;
use crate::scaling::ScheduledAction;
use crate::time::{Span, Time};

/// A call at a moment. One that AWS would refuse is refused in the run, not in the file, where it
/// depends on what has happened by then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// When it is made.
    pub at: Time,
    /// Which, and with what.
    pub call: Call,
}

/// The calls of format 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Call {
    /// Registers the target, or changes what is sent; moves capacity into the limits even when it
    /// sends neither (fact 1.4).
    RegisterScalableTarget {
        /// `MinCapacity`; needed when the target is not registered.
        min_capacity: Option<u32>,
        /// `MaxCapacity`; needed when the target is not registered.
        max_capacity: Option<u32>,
        /// `SuspendedState`; a flag that is not sent stays as it is [D].
        suspended_state: SuspendedChange,
    },
    /// Forgets the target with its policies and scheduled actions.
    DeregisterScalableTarget,
    /// Adds a policy, or replaces the one of its name.
    PutScalingPolicy(Policy),
    /// Removes a policy.
    DeleteScalingPolicy {
        /// `PolicyName`.
        policy_name: String,
    },
    /// Adds a scheduled action, or replaces the one of its name.
    PutScheduledAction(ScheduledAction),
    /// Changes the endpoint's configuration without changing its count: it is Updating for so
    /// long, and nothing scales (fact 1.39).
    UpdateEndpoint {
        /// How long it takes.
        duration: Span,
    },
}

impl Call {
    /// The API's own spelling.
    pub const fn name(&self) -> &'static str {
        match self {
            Call::RegisterScalableTarget { .. } => "RegisterScalableTarget",
            Call::DeregisterScalableTarget => "DeregisterScalableTarget",
            Call::PutScalingPolicy(_) => "PutScalingPolicy",
            Call::DeleteScalingPolicy { .. } => "DeleteScalingPolicy",
            Call::PutScheduledAction(_) => "PutScheduledAction",
            Call::UpdateEndpoint { .. } => "UpdateEndpoint",
        }
    }
}

/// The flags of a `SuspendedState` that a request sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspendedChange {
    /// `DynamicScalingInSuspended`.
    pub dynamic_scaling_in_suspended: Option<bool>,
    /// `DynamicScalingOutSuspended`.
    pub dynamic_scaling_out_suspended: Option<bool>,
    /// `ScheduledScalingSuspended`.
    pub scheduled_scaling_suspended: Option<bool>,
}
