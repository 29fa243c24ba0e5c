//! An evaluation: alarms in name order, then policies, then at most one activity.

use alloc::vec;
use alloc::vec::Vec;

use headroom_model::alarm::{AlarmRule, AlarmState};
use headroom_model::metric::Reading;

use super::propose::Proposal;
use super::{Alarm, Owner, arbitrate};
use crate::agenda::Control;
use crate::cloudwatch::alarm::{self, EXTRA_PERIODS};
use crate::run::{Cause, Decision, Guard, NotScaledReason, Outcome, What};
use crate::world::{MINUTE_US, World};

impl World {
    /// Alarms and policies. At a full minute all of them; in between, every ten seconds, what
    /// looks at a high-resolution metric (facts, section 3).
    pub(crate) fn evaluate(&mut self, now_us: u64) {
        if now_us + self.tick_us <= self.end_us {
            self.agenda.push(now_us + self.tick_us, Control::Evaluate);
        }
        let full = now_us.is_multiple_of(MINUTE_US);
        for index in 0..self.target.alarms.len() {
            let reading = self.target.alarms[index].rule.reading;
            if full || reading.is_high_resolution() {
                self.evaluate_alarm(now_us, index);
            }
        }
        if self.target.limits.is_none() {
            return;
        }
        let mut proposals: Vec<Proposal> = (0..self.target.policies.len())
            .filter_map(|index| self.propose(now_us, index as u32, full))
            .collect();
        if !proposals.iter().any(|p| p.invoked) {
            return;
        }
        let winner = arbitrate::arbitrate(&mut proposals);
        for (index, mut proposal) in proposals.into_iter().enumerate() {
            if !proposal.invoked {
                continue;
            }
            for &alarm in &proposal.invoked_by {
                self.target.alarms[alarm].invoked_us = Some(now_us);
            }
            let acts = winner == Some(index);
            if acts {
                proposal.decision.outcome = Outcome::Scaled {
                    activity: self.last_activity + 1,
                };
            }
            self.count(&proposal.decision);
            let policy = proposal.decision.policy;
            let slot = &mut self.target.policies[policy as usize];
            let event =
                self.log
                    .note_decision(slot.decision_event, proposal.because, proposal.decision);
            slot.decision_event = Some(event);
            if acts && let Some(to) = proposal.decision.desired {
                self.start_activity(now_us, Cause::Policy(policy), to, vec![event]);
            }
        }
    }

    /// The last base period of the newest datapoint that is due under the configured delay.
    pub(crate) fn newest_due(&self, now_us: u64, reading: Reading) -> Option<usize> {
        let delay_us = self.delay_us(reading.metric);
        let closed = now_us.checked_sub(delay_us)? / reading.metric.resolution().micros();
        closed.checked_sub(1).map(|last| last as usize)
    }

    /// The last base periods of the datapoints that a rule looks at, newest first.
    fn window(&self, now_us: u64, rule: &AlarmRule) -> impl Iterator<Item = Option<usize>> + use<> {
        let reading = rule.reading;
        let newest = self.newest_due(now_us, reading);
        let step = reading.period.micros() / reading.metric.resolution().micros();
        let range = (rule.evaluation_periods + EXTRA_PERIODS) as usize;
        (0..range).map(move |age| newest?.checked_sub(age * step.max(1) as usize))
    }

    fn evaluate_alarm(&mut self, now_us: u64, index: usize) {
        let rule = self.target.alarms[index].rule;
        let before = self.target.alarms[index].state;
        let mut points = Vec::with_capacity((rule.evaluation_periods + EXTRA_PERIODS) as usize);
        for last in self.window(now_us, &rule) {
            let point = last.and_then(|last| self.store.read(rule.reading, last, now_us));
            points.push((last, point));
        }
        // Datapoints that this evaluation can see first, oldest first.
        for &(last, point) in points.iter().rev() {
            if let (Some(last), Some(datapoint)) = (last, point)
                && self.log.datapoint(rule.reading, last).is_none()
            {
                self.log
                    .note_datapoint(now_us, rule.reading, last, datapoint);
            }
        }
        let values = points.iter().map(|(_, point)| point.map(|d| d.value));
        let found = alarm::evaluate(&rule, before, values);
        if found.state == before {
            return;
        }
        let window = points.iter().take(rule.evaluation_periods as usize);
        let because = window
            .filter_map(|(last, _)| self.log.datapoint(rule.reading, (*last)?))
            .collect();
        self.note_alarm(
            now_us,
            index,
            Some(before),
            found.state,
            found.breaching,
            because,
        );
    }

    /// Notes an alarm's new state.
    fn note_alarm(
        &mut self,
        now_us: u64,
        index: usize,
        from: Option<AlarmState>,
        to: AlarmState,
        breaching: u32,
        because: Vec<u32>,
    ) {
        let alarm = &self.target.alarms[index];
        let needed = alarm.rule.datapoints_to_alarm;
        let what = match alarm.owner {
            Owner::Tracking { side, policy } => What::AlarmState {
                policy,
                side,
                from,
                to,
                breaching,
                needed,
            },
            Owner::Scenario(alarm) => What::MetricAlarmState {
                alarm,
                from,
                to,
                breaching,
                needed,
            },
        };
        let event = self.log.note(now_us, because, what);
        let alarm = &mut self.target.alarms[index];
        (alarm.state, alarm.event) = (to, event);
    }

    /// A new alarm: INSUFFICIENT_DATA is its first state.
    pub(crate) fn add_alarm(&mut self, now_us: u64, alarm: Alarm, because: Vec<u32>) {
        let (name, owner) = (alarm.name.clone(), alarm.owner);
        self.target.add_alarm(alarm);
        let is_it = |a: &Alarm| a.name == name && a.owner == owner;
        if let Some(index) = self.target.alarms.iter().position(is_it) {
            self.note_alarm(now_us, index, None, AlarmState::default(), 0, because);
        }
    }

    /// Counts what held a policy while the endpoint was InService and its alarm in ALARM.
    fn count(&mut self, decision: &Decision) {
        let truth = |guard| decision.guards.truth(guard) == Some(true);
        if !truth(Guard::EndpointInService) || !truth(Guard::AlarmInAlarm) {
            return;
        }
        let cooling = Outcome::NotScaled(NotScaledReason::CoolingDown);
        self.counts.blocked_by_cooldown += u64::from(decision.outcome == cooling);
        let clipped = decision
            .unclamped
            .is_some_and(|n| n > self.target.bounds().1);
        self.counts.clipped_by_max += u64::from(clipped);
    }
}
