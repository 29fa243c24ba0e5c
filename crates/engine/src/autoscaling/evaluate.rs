//! The full minute: alarms in name order, then policies, then at most one activity.

use alloc::vec::Vec;

use headroom_model::alarm::AlarmState;
use headroom_model::metric::Metric;
use headroom_model::policy::ALARM_LOW_DATAPOINTS;
use headroom_model::time::Time;

use super::cooldown::{self, Cooldown};
use super::{Alarm, Policy, arbitrate, target_tracking};
use crate::agenda::Control;
use crate::cloudwatch::alarm::{self, EXTRA_PERIODS};
use crate::run::{
    AlarmSide, Cause, Datapoint, Decision, Direction, Guard, Guards, NotScaledReason, Outcome, What,
};
use crate::world::{MINUTE_US, World};

/// A decision before the policies were held against each other.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What the policy would do.
    pub decision: Decision,
    /// The policy has no vote in scale-in.
    pub disable_scale_in: bool,
    /// The events that it rests on.
    because: Vec<u32>,
}

/// The placeholder of a proposal that no guard holds; arbitration and the activity replace it.
const READY: Outcome = Outcome::Scaled { activity: 0 };

impl Proposal {
    /// No guard holds it.
    pub fn is_ready(&self) -> bool {
        self.decision.outcome == READY
    }
}

impl World {
    /// Alarms and policies at a full minute.
    pub(crate) fn evaluate(&mut self, now_us: u64) {
        if now_us + MINUTE_US <= self.end_us {
            self.agenda.push(now_us + MINUTE_US, Control::Evaluate);
        }
        if self.policies.is_empty() {
            return;
        }
        let newest = self.newest_due(now_us);
        self.note_datapoints(now_us, newest);
        for side in [AlarmSide::High, AlarmSide::Low] {
            for index in 0..self.policies.len() {
                self.evaluate_alarm(now_us, index, side, newest);
            }
        }
        let mut proposals: Vec<Proposal> = (0..self.policies.len())
            .map(|index| self.propose(now_us, index, newest))
            .collect();
        let winner = arbitrate::arbitrate(&mut proposals);
        for (index, mut proposal) in proposals.into_iter().enumerate() {
            let acts = winner == Some(index);
            if acts {
                proposal.decision.outcome = Outcome::Scaled {
                    activity: self.last_activity + 1,
                };
            }
            self.count(&proposal.decision);
            let event = self.log.note_decision(
                self.policies[index].decision_event,
                proposal.because,
                proposal.decision,
            );
            self.policies[index].decision_event = Some(event);
            if acts && let Some(to) = proposal.decision.desired {
                self.start_activity(now_us, Cause::Policy(index as u32), to, alloc::vec![event]);
            }
        }
    }

    /// The newest minute whose datapoint is due under the configured delay.
    fn newest_due(&self, now_us: u64) -> Option<usize> {
        let closed = now_us.checked_sub(self.metric_delay_us)? / MINUTE_US;
        closed.checked_sub(1).map(|minute| minute as usize)
    }

    /// Datapoints that this evaluation can see first.
    fn note_datapoints(&mut self, now_us: u64, newest: Option<usize>) {
        let Some(newest) = newest else {
            return;
        };
        // No alarm looks further back.
        let range = ALARM_LOW_DATAPOINTS + EXTRA_PERIODS;
        for minute in (newest + 1).saturating_sub(range as usize)..=newest {
            if self.log.datapoint(minute).is_none()
                && let Some(datapoint) = self.datapoint(now_us, minute)
            {
                let metric = Metric::InvocationsPerInstance;
                self.log.note_datapoint(now_us, minute, metric, datapoint);
            }
        }
    }

    /// The datapoint of `minute`, if it can be seen by now.
    fn datapoint(&self, now_us: u64, minute: usize) -> Option<Datapoint> {
        let point = (*self.meter.points.get(minute)?)?;
        if point.visible.micros() > now_us {
            return None;
        }
        Some(Datapoint {
            period_start: Time::from_micros(minute as u64 * MINUTE_US),
            value: point.value,
            load: point.load as f64,
        })
    }

    fn evaluate_alarm(
        &mut self,
        now_us: u64,
        index: usize,
        side: AlarmSide,
        newest: Option<usize>,
    ) {
        let policy = &self.policies[index];
        let (rule, before) = match side {
            AlarmSide::High => (policy.rule.alarm_high(), policy.high),
            AlarmSide::Low => (policy.rule.alarm_low(), policy.low),
        };
        let range = rule.evaluation_periods + EXTRA_PERIODS;
        let minutes =
            (0..range as usize).map(|age| newest.and_then(|newest| newest.checked_sub(age)));
        let value = |minute: Option<usize>| self.datapoint(now_us, minute?).map(|d| d.value);
        let found = alarm::evaluate(&rule, before.state, minutes.clone().map(value));
        if found.state == before.state {
            return;
        }
        let window = minutes.take(rule.evaluation_periods as usize);
        let because = window.filter_map(|m| self.log.datapoint(m?)).collect();
        let event = self.log.note(
            now_us,
            because,
            What::AlarmState {
                policy: index as u32,
                side,
                from: Some(before.state),
                to: found.state,
                breaching: found.breaching,
                needed: rule.datapoints_to_alarm,
            },
        );
        let policy = &mut self.policies[index];
        let alarm = if side == AlarmSide::High {
            &mut policy.high
        } else {
            &mut policy.low
        };
        *alarm = Alarm {
            state: found.state,
            event,
        };
    }

    /// What the policy would do, with every guard that applies.
    fn propose(&self, now_us: u64, index: usize, newest: Option<usize>) -> Proposal {
        let policy = &self.policies[index];
        // The newest that is visible: a missing one leaves the one before.
        let minute =
            newest.and_then(|n| (0..=n).rev().find(|&m| self.datapoint(now_us, m).is_some()));
        let datapoint = minute.and_then(|m| self.datapoint(now_us, m));
        let wanted = datapoint.map(|d| target_tracking::wanted(d.load, policy.rule.target_value));
        let unclamped = wanted.map(|(_, n)| n);
        let desired = unclamped.map(|n| n.clamp(self.limits.0, self.limits.1));
        let direction = self.direction(policy, unclamped);
        let (guards, outcome, held_by) = self.guards(policy, direction, unclamped);

        let mut because = Vec::new();
        because.extend(minute.and_then(|m| self.log.datapoint(m)));
        match direction {
            Direction::Out => because.push(policy.high.event),
            Direction::In => because.push(policy.low.event),
            Direction::Hold => because.extend([policy.high.event, policy.low.event]),
        }
        because.extend(held_by);
        let decision = Decision {
            time: Time::from_micros(now_us),
            policy: index as u32,
            datapoint,
            raw: wanted.map(|(raw, _)| raw),
            unclamped,
            desired,
            current: self.desired,
            in_service: self.fleet.in_service(),
            alarm_high: policy.high.state,
            alarm_low: policy.low.state,
            direction,
            guards,
            outcome,
        };
        Proposal {
            decision,
            disable_scale_in: policy.rule.disable_scale_in,
            because,
        }
    }

    /// An alarm in ALARM names the direction; else the load does.
    fn direction(&self, policy: &Policy, unclamped: Option<u32>) -> Direction {
        if policy.high.state == AlarmState::Alarm {
            Direction::Out
        } else if policy.low.state == AlarmState::Alarm {
            Direction::In
        } else {
            match unclamped {
                Some(n) if n > self.desired => Direction::Out,
                Some(n) if n < self.desired => Direction::In,
                _ => Direction::Hold,
            }
        }
    }

    /// Asks the guards; the outcome names the first that fails, and the event that holds it.
    fn guards(
        &self,
        policy: &Policy,
        direction: Direction,
        unclamped: Option<u32>,
    ) -> (Guards, Outcome, Option<u32>) {
        let mut ask = Asking::default();
        let alarm = match direction {
            Direction::Out => Some(policy.high.state),
            Direction::In => Some(policy.low.state),
            Direction::Hold => None,
        };
        let sufficient = unclamped.is_some() && alarm != Some(AlarmState::InsufficientData);
        ask.guard(
            Guard::DataSufficient,
            sufficient,
            NotScaledReason::InsufficientData,
            None,
        );
        let differs = match (direction, unclamped) {
            (Direction::Out, Some(n)) => n > self.desired,
            (Direction::In, Some(n)) => n < self.desired,
            _ => false,
        };
        if let Some(state) = alarm {
            let on = state == AlarmState::Alarm;
            ask.guard(
                Guard::AlarmInAlarm,
                on,
                NotScaledReason::AlarmNotInAlarm,
                None,
            );
        }
        let updating = self.activity.as_ref().map(|a| a.event);
        ask.guard(
            Guard::EndpointInService,
            updating.is_none(),
            NotScaledReason::TargetServicePutResourceAsUnscalable,
            updating,
        );
        ask.guard(
            Guard::CapacityDiffers,
            differs,
            NotScaledReason::AlreadyAtDesiredCapacity,
            None,
        );
        let (room, at_limit) = match direction {
            Direction::In => (
                self.desired > self.limits.0,
                NotScaledReason::AlreadyAtMinCapacity,
            ),
            _ => (
                self.desired < self.limits.1,
                NotScaledReason::AlreadyAtMaxCapacity,
            ),
        };
        if differs {
            ask.guard(Guard::LimitsAllow, room, at_limit, None);
        }
        if direction == Direction::In {
            let enabled = !policy.rule.disable_scale_in;
            ask.guard(
                Guard::ScaleInEnabled,
                enabled,
                NotScaledReason::ScaleInDisabled,
                None,
            );
        }
        if direction != Direction::Hold {
            let holding: Option<Cooldown> = cooldown::holding(direction, policy.out, policy.r#in);
            let event = holding.map(|c| c.event);
            ask.guard(
                Guard::NoCooldown,
                holding.is_none(),
                NotScaledReason::CoolingDown,
                event,
            );
        }
        (ask.guards, ask.outcome.unwrap_or(READY), ask.held_by)
    }

    /// Counts what held a policy while the endpoint was InService and its alarm in ALARM.
    fn count(&mut self, decision: &Decision) {
        let truth = |guard| decision.guards.truth(guard) == Some(true);
        if !truth(Guard::EndpointInService) || !truth(Guard::AlarmInAlarm) {
            return;
        }
        let cooling = Outcome::NotScaled(NotScaledReason::CoolingDown);
        self.counts.blocked_by_cooldown += u64::from(decision.outcome == cooling);
        let clipped = decision.unclamped.is_some_and(|n| n > self.limits.1);
        self.counts.clipped_by_max += u64::from(clipped);
    }
}

/// Guards as they are asked: the first that fails is the reason.
#[derive(Default)]
struct Asking {
    guards: Guards,
    outcome: Option<Outcome>,
    held_by: Option<u32>,
}

impl Asking {
    fn guard(&mut self, guard: Guard, holds: bool, reason: NotScaledReason, event: Option<u32>) {
        self.guards.ask(guard, holds);
        if !holds && self.outcome.is_none() {
            self.outcome = Some(Outcome::NotScaled(reason));
            self.held_by = event;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A ready proposal of a direction (a `Hold` is not ready) for a capacity of 4.
    pub(crate) fn proposal(direction: Direction, desired: u32) -> Proposal {
        let decision = Decision {
            time: Time::ZERO,
            policy: 0,
            datapoint: None,
            raw: None,
            unclamped: Some(desired),
            desired: Some(desired),
            current: 4,
            in_service: 4,
            alarm_high: AlarmState::Ok,
            alarm_low: AlarmState::Ok,
            direction,
            guards: Guards::default(),
            outcome: match direction {
                Direction::Hold => Outcome::NotScaled(NotScaledReason::AlreadyAtDesiredCapacity),
                _ => READY,
            },
        };
        Proposal {
            decision,
            disable_scale_in: false,
            because: Vec::new(),
        }
    }
}
