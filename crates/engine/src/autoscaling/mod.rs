//! Application Auto Scaling: what the alarms ask for, what holds it, what it starts.

pub mod arbitrate;
pub mod cooldown;
pub mod evaluate;
pub mod target_tracking;

use headroom_model::alarm::AlarmState;
use headroom_model::policy::TargetTracking;

use crate::run::Cause;
use cooldown::Cooldown;

/// A scaling activity in progress. There is at most one: the endpoint is Updating meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct Activity {
    /// From 1.
    pub number: u32,
    /// Who asked.
    pub cause: Cause,
    /// Desired capacity before.
    pub from: u32,
    /// Desired capacity it moves to.
    pub to: u32,
    /// Instances that have yet to arrive or to leave.
    pub pending: u32,
    /// Its `activity_started` event.
    pub event: u32,
}

/// A policy and what it remembers.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The policy.
    pub rule: TargetTracking,
    /// AlarmHigh.
    pub high: Alarm,
    /// AlarmLow.
    pub low: Alarm,
    /// After its scale-out.
    pub out: Option<Cooldown>,
    /// After its scale-in.
    pub r#in: Option<Cooldown>,
    /// Its latest decision's event.
    pub decision_event: Option<u32>,
}

/// An alarm's state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alarm {
    /// After the latest evaluation.
    pub state: AlarmState,
    /// The event of the latest change.
    pub event: u32,
}
