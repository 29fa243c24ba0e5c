//! What one policy would do, with every guard that applies.

use alloc::vec::Vec;

use headroom_model::alarm::{AlarmState, ComparisonOperator};
use headroom_model::metric::{Reading, Statistic};
use headroom_model::policy::{Configuration, StepScaling, TargetTracking};
use headroom_model::time::Time;

use super::cooldown::{self, Cooldown};
use super::{Alarm, Owner, Slot, step_scaling, target_tracking};
use crate::run::{
    AlarmSide, Datapoint, Decision, Direction, Guard, Guards, NotScaledReason, Outcome,
};
use crate::world::{MINUTE_US, World};

/// A decision before the policies were held against each other.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What the policy would do.
    pub decision: Decision,
    /// Its say in the scale-in of target tracking.
    pub vote: Vote,
    /// It is evaluated now; else only its vote counts.
    pub invoked: bool,
    /// The alarms that invoke it, by their place.
    pub invoked_by: Vec<usize>,
    /// The events that it rests on.
    pub because: Vec<u32>,
}

/// A policy's say in the scale-in of target tracking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vote {
    /// A target tracking policy that may scale in (fact 1.17).
    Counts,
    /// A target tracking policy with `DisableScaleIn` (fact 1.16).
    None,
    /// A step policy: it needs no consent and gives none (fact 1.19).
    Step,
}

/// The placeholder of a proposal that no guard holds; arbitration and the activity replace it.
const READY: Outcome = Outcome::Scaled { activity: 0 };

impl Proposal {
    /// No guard holds it.
    pub fn is_ready(&self) -> bool {
        self.decision.outcome == READY
    }
}

/// What a policy asks for.
struct Wish {
    direction: Direction,
    raw: Option<f64>,
    unclamped: Option<u32>,
    /// The capacity asked for is another one, in this direction.
    differs: bool,
    /// Why not, if it is not.
    same: NotScaledReason,
    /// What a cooldown left of it.
    cooldown: Option<Cooldown>,
    /// State of the alarm that was asked, and its event.
    alarm: Option<(AlarmState, u32)>,
    may_scale_in: bool,
}

impl World {
    /// `None` for a policy that is not there.
    pub(crate) fn propose(&self, now_us: u64, index: u32, full: bool) -> Option<Proposal> {
        let slot = &self.target.policies[index as usize];
        match &slot.policy.as_ref()?.configuration {
            Configuration::TargetTracking(rule) => {
                Some(self.propose_tracking(now_us, index, slot, rule, full))
            }
            Configuration::StepScaling(rule) => self.propose_step(now_us, index, slot, rule, full),
        }
    }

    /// Whether an alarm in ALARM invokes its policies now: at every evaluation, at most once a
    /// minute (fact 1.32; facts, section 3).
    fn invokes(&self, now_us: u64, alarm: &Alarm) -> bool {
        let due = alarm.invoked_us.is_none_or(|us| us + MINUTE_US <= now_us);
        alarm.state == AlarmState::Alarm && due
    }

    fn propose_tracking(
        &self,
        now_us: u64,
        index: u32,
        slot: &Slot,
        rule: &TargetTracking,
        full: bool,
    ) -> Proposal {
        let side = |side| self.target.tracking_alarm(index, side);
        let (high, low) = (side(AlarmSide::High), side(AlarmSide::Low));
        let state = |alarm: Option<&Alarm>| alarm.map_or(AlarmState::default(), |a| a.state);
        let event = |alarm: Option<&Alarm>| alarm.map_or(0, |a| a.event);
        let seen = self.newest_seen(now_us, rule.reading);
        let datapoint = seen.map(|(_, datapoint)| datapoint);
        let wanted = datapoint.map(|d| target_tracking::wanted(d.load, rule.target_value));
        let unclamped = wanted.map(|(_, n)| n);
        // An alarm in ALARM names the direction; else the load does.
        let direction = if state(high) == AlarmState::Alarm {
            Direction::Out
        } else if state(low) == AlarmState::Alarm {
            Direction::In
        } else {
            towards(self.desired, unclamped)
        };
        let asked = match direction {
            Direction::Out => Some((state(high), event(high))),
            Direction::In => Some((state(low), event(low))),
            Direction::Hold => None,
        };
        let differs = match (direction, unclamped) {
            (Direction::Out, Some(n)) => n > self.desired,
            (Direction::In, Some(n)) => n < self.desired,
            _ => false,
        };
        // One instance less would put the metric back over its target (fact 0.5).
        let flaps = direction == Direction::In
            && state(low) == AlarmState::Alarm
            && unclamped == Some(self.desired)
            && self.desired > self.target.bounds().0;
        let wish = Wish {
            direction,
            raw: wanted.map(|(raw, _)| raw),
            unclamped,
            differs,
            same: if flaps {
                NotScaledReason::AutoScalingAnticipatedFlapping
            } else {
                NotScaledReason::AlreadyAtDesiredCapacity
            },
            cooldown: cooldown::holding(direction, slot.out, slot.r#in),
            alarm: asked,
            may_scale_in: !rule.disable_scale_in,
        };
        let (guards, outcome, held_by) = self.guards(&wish);
        let mut because: Vec<u32> = seen
            .and_then(|(last, _)| self.log.datapoint(rule.reading, last))
            .into_iter()
            .collect();
        match direction {
            Direction::Out => because.push(event(high)),
            Direction::In => because.push(event(low)),
            Direction::Hold => because.extend([event(high), event(low)]),
        }
        because.extend(held_by);
        let owned =
            |a: &Alarm| matches!(a.owner, Owner::Tracking { policy, .. } if policy == index);
        let alarms = self.target.alarms.iter().enumerate();
        let invoked_by: Vec<usize> = alarms
            .filter(|(_, a)| owned(a) && self.invokes(now_us, a))
            .map(|(i, _)| i)
            .collect();
        let on = |alarm| state(alarm) == AlarmState::Alarm;
        let quiet = full && !on(high) && !on(low);
        Proposal {
            decision: Decision {
                time: Time::from_micros(now_us),
                policy: index,
                alarm: None,
                datapoint,
                raw: wish.raw,
                unclamped,
                desired: self.clamped(unclamped),
                current: self.desired,
                in_service: self.fleet.in_service(),
                alarm_high: state(high),
                alarm_low: state(low),
                direction,
                guards,
                outcome,
            },
            vote: match rule.disable_scale_in {
                true => Vote::None,
                false => Vote::Counts,
            },
            invoked: quiet || !invoked_by.is_empty(),
            invoked_by,
            because,
        }
    }

    /// A step policy under the alarm that invokes it: the first in ALARM, else the first of all.
    /// `None` for one that no alarm names.
    fn propose_step(
        &self,
        now_us: u64,
        index: u32,
        slot: &Slot,
        rule: &StepScaling,
        full: bool,
    ) -> Option<Proposal> {
        let name = &slot.policy.as_ref()?.policy_name;
        let mut named = self.target.alarms.iter().enumerate();
        let named: Vec<(usize, &Alarm)> = named
            .by_ref()
            .filter(|(_, a)| a.actions.contains(name))
            .collect();
        let invokes = named.iter().find(|(_, a)| self.invokes(now_us, a));
        let (at, alarm) = *invokes.or(named.first())?;
        let seen = self.newest_seen(now_us, alarm.rule.reading);
        let datapoint = seen.map(|(last, datapoint)| Datapoint {
            // Its load is the number that the steps are held against.
            load: self
                .aggregated(now_us, alarm.rule.reading, last, rule)
                .unwrap_or(datapoint.value),
            ..datapoint
        });
        let more = matches!(
            alarm.rule.comparison_operator,
            ComparisonOperator::GreaterThanThreshold
                | ComparisonOperator::GreaterThanOrEqualToThreshold
        );
        let breach = datapoint.map(|d| d.load - alarm.rule.threshold);
        let step = breach.and_then(|breach| {
            let above = step_scaling::is_above(breach, more);
            step_scaling::select(&rule.step_adjustments, breach, above)
        });
        // What the step makes of the capacity as it is, and of the one that a cooldown counts from.
        let fresh = step.map(|step| step_scaling::adjusted(step, rule, self.desired));
        let direction = towards(self.desired, fresh.or(datapoint.map(|_| self.desired)));
        let held = match direction {
            Direction::Out => slot.out,
            _ => cooldown::holding(direction, slot.out, slot.r#in),
        };
        let credited = match (direction, held, step) {
            (Direction::Out, Some(held), Some(step)) => {
                Some(step_scaling::adjusted(step, rule, held.base))
            }
            _ => fresh,
        };
        let larger = credited.is_some_and(|n| n > self.desired);
        let wish = Wish {
            direction,
            raw: breach,
            unclamped: credited.or(datapoint.map(|_| self.desired)),
            differs: fresh.is_some_and(|n| n != self.desired),
            same: NotScaledReason::AlreadyAtDesiredCapacity,
            // A larger scale-out passes, for what it adds beyond the credit (fact 1.22).
            cooldown: held.filter(|_| direction == Direction::In || !larger),
            alarm: Some((alarm.state, alarm.event)),
            may_scale_in: true,
        };
        let (guards, outcome, held_by) = self.guards(&wish);
        let mut because: Vec<u32> = seen
            .and_then(|(last, _)| self.log.datapoint(alarm.rule.reading, last))
            .into_iter()
            .collect();
        because.push(alarm.event);
        because.extend(held_by);
        let invoked = invokes.is_some();
        let states = match direction {
            Direction::In => (AlarmState::default(), alarm.state),
            _ => (alarm.state, AlarmState::default()),
        };
        let asked = match alarm.owner {
            Owner::Scenario(asked) => Some(asked),
            Owner::Tracking { .. } => None,
        };
        Some(Proposal {
            decision: Decision {
                time: Time::from_micros(now_us),
                policy: index,
                alarm: asked,
                datapoint,
                raw: wish.raw,
                unclamped: wish.unclamped,
                desired: self.clamped(wish.unclamped),
                current: self.desired,
                in_service: self.fleet.in_service(),
                alarm_high: states.0,
                alarm_low: states.1,
                direction,
                guards,
                outcome,
            },
            vote: Vote::Step,
            invoked: invoked || (full && alarm.state != AlarmState::Alarm),
            invoked_by: invoked.then_some(at).into_iter().collect(),
            because,
        })
    }

    /// The newest datapoint that can be seen, and its last base period: a missing one leaves the
    /// one before.
    fn newest_seen(&self, now_us: u64, reading: Reading) -> Option<(usize, Datapoint)> {
        let newest = self.newest_due(now_us, reading)?;
        (0..=newest)
            .rev()
            .find_map(|last| Some((last, self.store.read(reading, last, now_us)?)))
    }

    /// What the steps are held against: the datapoints of the metric's own resolution within the
    /// newest visible period, each as if it filled the period (fact 1.31).
    fn aggregated(
        &self,
        now_us: u64,
        reading: Reading,
        last: usize,
        rule: &StepScaling,
    ) -> Option<f64> {
        let bases = (reading.period.micros() / reading.metric.resolution().micros()).max(1);
        let fine = Reading {
            period: reading.metric.resolution(),
            ..reading
        };
        let adds = matches!(reading.statistic, Statistic::Sum | Statistic::SampleCount);
        let times = if adds { bases as f64 } else { 1.0 };
        let first = (last + 1).checked_sub(bases as usize)?;
        let points: Vec<f64> = (first..=last)
            .filter_map(|at| Some(self.store.read(fine, at, now_us)?.value * times))
            .collect();
        step_scaling::aggregate(rule.metric_aggregation_type, points.into_iter())
    }

    fn clamped(&self, unclamped: Option<u32>) -> Option<u32> {
        let (min, max) = self.target.bounds();
        unclamped.map(|n| n.clamp(min, max))
    }

    /// Asks the guards; the outcome names the first that fails, and the event that holds it.
    fn guards(&self, wish: &Wish) -> (Guards, Outcome, Option<u32>) {
        let mut ask = Asking::default();
        let (direction, differs) = (wish.direction, wish.differs);
        let state = wish.alarm.map(|(state, _)| state);
        let sufficient = wish.unclamped.is_some() && state != Some(AlarmState::InsufficientData);
        ask.guard(
            Guard::DataSufficient,
            sufficient,
            NotScaledReason::InsufficientData,
            None,
        );
        if let Some(state) = state {
            let on = state == AlarmState::Alarm;
            ask.guard(
                Guard::AlarmInAlarm,
                on,
                NotScaledReason::AlarmNotInAlarm,
                None,
            );
        }
        let suspended = self.target.suspended;
        if suspended.dynamic_scaling_out_suspended && direction == Direction::Out {
            let reason = NotScaledReason::DynamicScalingOutSuspended;
            ask.guard(Guard::NotSuspended, false, reason, self.suspended_by);
        }
        if suspended.dynamic_scaling_in_suspended && direction == Direction::In {
            let reason = NotScaledReason::DynamicScalingInSuspended;
            ask.guard(Guard::NotSuspended, false, reason, self.suspended_by);
        }
        let updating = self.updating();
        ask.guard(
            Guard::EndpointInService,
            updating.is_none(),
            NotScaledReason::TargetServicePutResourceAsUnscalable,
            updating,
        );
        ask.guard(Guard::CapacityDiffers, differs, wish.same, None);
        let (min, max) = self.target.bounds();
        let (room, at_limit) = match direction {
            Direction::In => (self.desired > min, NotScaledReason::AlreadyAtMinCapacity),
            _ => (self.desired < max, NotScaledReason::AlreadyAtMaxCapacity),
        };
        if differs {
            ask.guard(Guard::LimitsAllow, room, at_limit, None);
        }
        if direction == Direction::In {
            ask.guard(
                Guard::ScaleInEnabled,
                wish.may_scale_in,
                NotScaledReason::ScaleInDisabled,
                None,
            );
        }
        if direction != Direction::Hold {
            let event = wish.cooldown.map(|c| c.event);
            ask.guard(
                Guard::NoCooldown,
                wish.cooldown.is_none(),
                NotScaledReason::CoolingDown,
                event,
            );
        }
        (ask.guards, ask.outcome.unwrap_or(READY), ask.held_by)
    }
}

/// Which way from `current` to what is wanted.
fn towards(current: u32, wanted: Option<u32>) -> Direction {
    match wanted {
        Some(n) if n > current => Direction::Out,
        Some(n) if n < current => Direction::In,
        _ => Direction::Hold,
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
            alarm: None,
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
            vote: Vote::Counts,
            invoked: true,
            invoked_by: Vec::new(),
            because: Vec::new(),
        }
    }
}
