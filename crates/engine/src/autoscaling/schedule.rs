//! Scheduled actions: they move the limits, and capacity only where it is outside of them.

use alloc::vec;
use alloc::vec::Vec;

use headroom_model::scaling::ScheduledAction;

use super::Scheduled;
use crate::agenda::Control;
use crate::run::{Cause, Refusal, What};
use crate::world::World;

impl World {
    /// Puts a scheduled action on the agenda, from `now_us` on.
    pub(crate) fn schedule(&mut self, now_us: u64, action: ScheduledAction) {
        for old in &mut self.target.schedule {
            old.active &= old.action.scheduled_action_name != action.scheduled_action_name;
        }
        let index = self.target.schedule.len() as u32;
        let due = action.firings.iter().map(|time| time.micros());
        for at_us in due.filter(|&us| us >= now_us) {
            self.agenda
                .push(at_us, Control::Scheduled { action: index });
        }
        self.target.schedule.push(Scheduled {
            action,
            active: true,
        });
    }

    /// A scheduled action is due. Cooldowns do not concern it (fact 1.25); it never sets a count,
    /// and nothing undoes it (facts 1.33, 1.34).
    pub(crate) fn scheduled_action(&mut self, now_us: u64, index: u32) {
        let Some(scheduled) = self.target.schedule.get(index as usize) else {
            return;
        };
        if !scheduled.active {
            return;
        }
        let action = scheduled.action.clone();
        let (min, max) = (action.min_capacity, action.max_capacity);
        let asked = self.limits_with(min, max);
        // What is missed under suspension is not made up for (fact 1.36).
        let refusal = if self.target.suspended.scheduled_scaling_suspended {
            Some(Refusal::ScheduledScalingSuspended)
        } else if self.updating().is_some() {
            Some(Refusal::NotInService)
        } else {
            asked.err()
        };
        let held_by = match refusal {
            Some(Refusal::ScheduledScalingSuspended) => self.suspended_by,
            Some(Refusal::NotInService) => self.updating(),
            _ => None,
        };
        let what = What::ScheduledAction {
            name: action.scheduled_action_name,
            min,
            max,
            refusal,
        };
        let event = self.log.note(now_us, held_by.into_iter().collect(), what);
        match (refusal, asked) {
            (None, Ok(limits)) => {
                self.target.limits = Some(limits);
                self.keep_limits(now_us, Cause::ScheduledAction(index), vec![event]);
            }
            (Some(Refusal::ScheduledScalingSuspended), _) => {}
            _ => self.counts.failed += 1,
        }
    }

    /// The limits after a change of one or both: a new minimum above the stored maximum, or the
    /// reverse, needs both (fact 1.34).
    pub(crate) fn limits_with(
        &self,
        min: Option<u32>,
        max: Option<u32>,
    ) -> Result<(u32, u32), Refusal> {
        let stored = self.target.limits;
        let min = min.or(stored.map(|l| l.0)).ok_or(Refusal::NotRegistered)?;
        let max = max.or(stored.map(|l| l.1)).ok_or(Refusal::NotRegistered)?;
        let min = min.max(self.lowest_minimum());
        if min > max {
            return Err(Refusal::MinAboveMax);
        }
        Ok((min, max))
    }

    /// Moves capacity into the limits (facts 1.4, 1.34): out to the minimum, in to the maximum.
    pub(crate) fn keep_limits(&mut self, now_us: u64, cause: Cause, because: Vec<u32>) {
        let (min, max) = self.target.bounds();
        let inside = self.desired.clamp(min, max);
        if inside != self.desired {
            self.start_activity(now_us, cause, inside, because);
        }
    }
}
