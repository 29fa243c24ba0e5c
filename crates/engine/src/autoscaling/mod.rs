//! Application Auto Scaling: what the alarms ask for, what holds it, what it starts.

pub mod arbitrate;
pub mod cooldown;
pub mod evaluate;
pub mod operate;
pub mod propose;
pub mod schedule;
pub mod step_scaling;
pub mod target_tracking;

use alloc::string::String;
use alloc::vec::Vec;

use headroom_model::alarm::{AlarmRule, AlarmState};
use headroom_model::policy::Policy;
use headroom_model::scaling::{ScheduledAction, SuspendedState};

use crate::run::{AlarmSide, Cause};
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

/// The scalable target: limits, what hangs on it, and what it remembers.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// MinCapacity and MaxCapacity; `None` when nothing is registered.
    pub limits: Option<(u32, u32)>,
    /// What is suspended.
    pub suspended: SuspendedState,
    /// Every policy there ever is, by [`headroom_model::scenario::Scenario::policy_names`].
    pub policies: Vec<Slot>,
    /// Of policies and of the scenario, in the order of their names.
    pub alarms: Vec<Alarm>,
    /// In file order, then in the order of the calls that put them.
    pub schedule: Vec<Scheduled>,
    /// The event of the UpdateEndpoint that goes on.
    pub update: Option<u32>,
    /// Registration could not move the capacity yet: its event.
    pub owed: Option<u32>,
}

/// A scheduled action, and whether it still is there.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// The action.
    pub action: ScheduledAction,
    /// It was neither replaced nor deregistered.
    pub active: bool,
}

/// A place for a policy and what it remembers.
#[derive(Clone, Debug, Default)]
pub struct Slot {
    /// The policy, while there is one.
    pub policy: Option<Policy>,
    /// After its scale-out.
    pub out: Option<Cooldown>,
    /// After its scale-in.
    pub r#in: Option<Cooldown>,
    /// Its latest decision's event.
    pub decision_event: Option<u32>,
}

/// Whose alarm it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A target tracking policy's.
    Tracking {
        /// Which of the two: all AlarmHigh come before all AlarmLow, as their names do.
        side: AlarmSide,
        /// Index of the policy.
        policy: u32,
    },
    /// The scenario's, by its place in the file.
    Scenario(u32),
}

/// An alarm and its state.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// Its name, which is its place among the alarms (fact 1.13).
    pub name: String,
    /// Whose.
    pub owner: Owner,
    /// When it is in ALARM.
    pub rule: AlarmRule,
    /// Names of the step policies that it invokes.
    pub actions: Vec<String>,
    /// After the latest evaluation.
    pub state: AlarmState,
    /// The event of the latest change.
    pub event: u32,
    /// When it last invoked its policies: at most once a minute (facts, section 3).
    pub invoked_us: Option<u64>,
}

impl Target {
    /// The limits; without a target there are none.
    pub fn bounds(&self) -> (u32, u32) {
        self.limits.unwrap_or((0, u32::MAX))
    }

    /// The alarm of a target tracking policy.
    pub fn tracking_alarm(&self, policy: u32, side: AlarmSide) -> Option<&Alarm> {
        let owner = Owner::Tracking { side, policy };
        self.alarms.iter().find(|alarm| alarm.owner == owner)
    }

    /// Puts an alarm in the place of its name.
    pub fn add_alarm(&mut self, alarm: Alarm) {
        let key = |a: &Alarm| (a.name.clone(), a.owner);
        let at = self.alarms.partition_point(|a| key(a) < key(&alarm));
        self.alarms.insert(at, alarm);
    }
}
