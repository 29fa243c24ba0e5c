//! API calls that somebody makes during the run.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use headroom_model::alarm::{AlarmRule, AlarmState};
use headroom_model::operation::Call;
use headroom_model::policy::Policy;

use super::{Alarm, Owner};
use crate::agenda::Control;
use crate::run::{AlarmSide, Cause, EndpointStatus, Refusal, What};
use crate::world::World;

impl World {
    /// The lowest MinCapacity that has an effect under the rule set.
    pub(crate) fn lowest_minimum(&self) -> u32 {
        self.scenario.ruleset.lowest_minimum()
    }

    /// The event that makes the endpoint Updating, if it is.
    pub(crate) fn updating(&self) -> Option<u32> {
        let activity = self.activity.as_ref().map(|activity| activity.event);
        activity.or(self.target.update)
    }

    /// A call is made. One that is refused changes nothing.
    pub(crate) fn operation(&mut self, now_us: u64, index: u32) {
        let Some(operation) = self.operations.get(index as usize) else {
            return;
        };
        let call = operation.call.clone();
        let refusal = self.refusal(&call);
        let held_by = match refusal {
            Some(Refusal::NotInService) => self.updating(),
            _ => None,
        };
        let what = What::Operation { index, refusal };
        let event = self.log.note(now_us, held_by.into_iter().collect(), what);
        if refusal.is_none() {
            self.call(now_us, call, event);
        }
    }

    fn refusal(&self, call: &Call) -> Option<Refusal> {
        let registered = self.target.limits.is_some();
        match call {
            Call::RegisterScalableTarget {
                min_capacity,
                max_capacity,
                ..
            } => self.limits_with(*min_capacity, *max_capacity).err(),
            Call::UpdateEndpoint { .. } => self.updating().map(|_| Refusal::NotInService),
            Call::DeleteScalingPolicy { policy_name } => {
                let slot = self.policy_index(policy_name);
                let there = slot.is_some_and(|i| self.target.policies[i].policy.is_some());
                (!there).then_some(Refusal::NoSuchPolicy)
            }
            Call::DeregisterScalableTarget
            | Call::PutScalingPolicy(_)
            | Call::PutScheduledAction(_) => (!registered).then_some(Refusal::NotRegistered),
        }
    }

    fn call(&mut self, now_us: u64, call: Call, event: u32) {
        match call {
            Call::RegisterScalableTarget {
                min_capacity,
                max_capacity,
                suspended_state: sent,
            } => {
                let state = &mut self.target.suspended;
                let before = *state;
                for (flag, sent) in [
                    (
                        &mut state.dynamic_scaling_in_suspended,
                        sent.dynamic_scaling_in_suspended,
                    ),
                    (
                        &mut state.dynamic_scaling_out_suspended,
                        sent.dynamic_scaling_out_suspended,
                    ),
                    (
                        &mut state.scheduled_scaling_suspended,
                        sent.scheduled_scaling_suspended,
                    ),
                ] {
                    *flag = sent.unwrap_or(*flag);
                }
                if *state != before {
                    self.suspended_by = Some(event);
                }
                if let Ok(limits) = self.limits_with(min_capacity, max_capacity) {
                    self.target.limits = Some(limits);
                }
                // While the endpoint is Updating the move waits for its end [D].
                if self.updating().is_some() {
                    self.target.owed = Some(event);
                } else {
                    self.keep_limits(now_us, Cause::Registration, vec![event]);
                }
            }
            Call::DeregisterScalableTarget => {
                for index in 0..self.target.policies.len() {
                    self.remove_policy(now_us, index, event);
                }
                for scheduled in &mut self.target.schedule {
                    scheduled.active = false;
                }
                self.target.limits = None;
                self.target.owed = None;
            }
            Call::PutScalingPolicy(policy) => self.put_policy(now_us, policy, vec![event]),
            Call::DeleteScalingPolicy { policy_name } => {
                if let Some(index) = self.policy_index(&policy_name) {
                    self.remove_policy(now_us, index, event);
                }
            }
            Call::PutScheduledAction(action) => self.schedule(now_us, action),
            Call::UpdateEndpoint { duration } => {
                self.target.update = Some(event);
                self.note_status(now_us, EndpointStatus::Updating, event);
                self.agenda
                    .push(now_us + duration.micros(), Control::UpdateEnd { event });
            }
        }
    }

    /// An UpdateEndpoint is over.
    pub(crate) fn update_ended(&mut self, now_us: u64, event: u32) {
        self.target.update = None;
        let in_service = self.note_status(now_us, EndpointStatus::InService, event);
        self.settle_registration(now_us, in_service);
    }

    /// The endpoint is InService again, as the event `in_service` says: a registration that had to
    /// wait for it moves the capacity.
    pub(crate) fn settle_registration(&mut self, now_us: u64, in_service: u32) {
        if let Some(event) = self.target.owed.take() {
            self.keep_limits(now_us, Cause::Registration, vec![event, in_service]);
        }
    }

    fn policy_index(&self, name: &str) -> Option<usize> {
        self.policy_names.iter().position(|n| n == name)
    }

    /// Adds a policy, or replaces the one of its name. Target tracking makes its own two alarms
    /// (fact 1.13); those of a policy that is replaced go.
    pub(crate) fn put_policy(&mut self, now_us: u64, policy: Policy, because: Vec<u32>) {
        for alarm in self.place_policy(policy) {
            self.add_alarm(now_us, alarm, because.clone());
        }
    }

    /// Puts a policy in its place; returns the alarms that it makes.
    pub(crate) fn place_policy(&mut self, policy: Policy) -> Vec<Alarm> {
        let Some(index) = self.policy_index(&policy.policy_name) else {
            return Vec::new();
        };
        self.remove_alarms(index);
        let tracking = policy.tracking().copied();
        self.target.policies[index].policy = Some(policy);
        let alarm = |side: AlarmSide, rule| {
            let owner = Owner::Tracking {
                side,
                policy: index as u32,
            };
            let name = format!("TargetTracking-{}", side.name());
            new_alarm(name, owner, rule, Vec::new())
        };
        tracking.map_or(Vec::new(), |tracking| {
            vec![
                alarm(AlarmSide::High, tracking.alarm_high()),
                alarm(AlarmSide::Low, tracking.alarm_low()),
            ]
        })
    }

    fn remove_policy(&mut self, now_us: u64, index: usize, because: u32) {
        self.remove_alarms(index);
        for out in [true, false] {
            self.end_cooldown(now_us, index as u32, out, Some(because));
        }
        let slot = &mut self.target.policies[index];
        (slot.policy, slot.decision_event) = (None, None);
    }

    fn remove_alarms(&mut self, index: usize) {
        let owned = |owner: Owner| matches!(owner, Owner::Tracking { policy, .. } if policy as usize == index);
        self.target.alarms.retain(|alarm| !owned(alarm.owner));
    }
}

/// An alarm that was not evaluated yet.
pub fn new_alarm(name: String, owner: Owner, rule: AlarmRule, actions: Vec<String>) -> Alarm {
    Alarm {
        name,
        owner,
        rule,
        actions,
        state: AlarmState::InsufficientData,
        event: 0,
        invoked_us: None,
    }
}
