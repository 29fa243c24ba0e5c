//! Cooldowns: `[t, t + cooldown)` after a *successful* activity of the policy (facts 1.22, 1.23).

use alloc::vec;

use headroom_model::scaling::ActivityStatus;
use headroom_model::time::Time;

use super::Activity;
use crate::agenda::Control;
use crate::run::{Cause, Direction, What};
use crate::world::World;

/// A cooldown in force.
#[derive(Clone, Copy, Debug)]
pub struct Cooldown {
    /// When it ends by itself.
    pub until_us: u64,
    /// Its `cooldown_started` event.
    pub event: u32,
    /// The capacity before the activities that it counts: what a step is applied to (fact 1.22).
    pub base: u32,
}

impl World {
    /// Counts the activity and starts the acting policy's cooldown.
    pub(crate) fn activity_ended(
        &mut self,
        now_us: u64,
        activity: &Activity,
        status: ActivityStatus,
        event: u32,
    ) {
        let out = activity.to > activity.from;
        let counter = match status {
            ActivityStatus::Successful if out => &mut self.counts.scale_outs,
            ActivityStatus::Successful => &mut self.counts.scale_ins,
            _ => &mut self.counts.failed,
        };
        *counter += 1;
        let Cause::Policy(index) = activity.cause else {
            return;
        };
        if status != ActivityStatus::Successful {
            return;
        }
        let slot = &self.target.policies[index as usize];
        let Some(policy) = &slot.policy else {
            return;
        };
        let span = policy.cooldown(out);
        if span.micros() == 0 {
            return;
        }
        // What was added since the first of a chain of activities counts: of +2 and then +3 the
        // second adds one, and a third +3 adds nothing (fact 1.22).
        let chained = slot.out.filter(|_| out).map(|c| c.base);
        let base = chained.unwrap_or(activity.from);
        // Each activity restarts it.
        self.end_cooldown(now_us, index, out, Some(event));
        let until_us = now_us + span.micros();
        let what = What::CooldownStarted {
            policy: index,
            direction: Control::direction(out),
            until: Time::from_micros(until_us),
        };
        let event = self.log.note(now_us, vec![event], what);
        *self.cooldown_mut(index, out) = Some(Cooldown {
            until_us,
            event,
            base,
        });
        self.agenda
            .push(until_us, Control::CooldownEnd { policy: index, out });
    }

    /// The agenda says that a cooldown is over; it may have been cut short or restarted since.
    pub(crate) fn cooldown_due(&mut self, now_us: u64, index: u32, out: bool) {
        if self
            .cooldown_mut(index, out)
            .is_some_and(|c| c.until_us == now_us)
        {
            self.end_cooldown(now_us, index, out, None);
        }
    }

    /// A scale-out cuts every scale-in cooldown short, and none resumes (fact 1.23).
    pub(crate) fn interrupt_scale_in_cooldowns(&mut self, now_us: u64, because: u32) {
        for index in 0..self.target.policies.len() as u32 {
            self.end_cooldown(now_us, index, false, Some(because));
        }
    }

    /// `cut_by` is the event that cut it short.
    pub(crate) fn end_cooldown(&mut self, now_us: u64, index: u32, out: bool, cut_by: Option<u32>) {
        if let Some(cooldown) = self.cooldown_mut(index, out).take() {
            let what = What::CooldownEnded {
                policy: index,
                direction: Control::direction(out),
                interrupted: cut_by.is_some(),
            };
            let because = cut_by.into_iter().chain([cooldown.event]).collect();
            self.log.note(now_us, because, what);
        }
    }

    fn cooldown_mut(&mut self, index: u32, out: bool) -> &mut Option<Cooldown> {
        let policy = &mut self.target.policies[index as usize];
        if out {
            &mut policy.out
        } else {
            &mut policy.r#in
        }
    }
}

/// The cooldown that holds `direction`, if any. In the scale-out cooldown only more capacity
/// acts, which a target tracking scale-out always asks for; scale-in waits for both [D].
pub fn holding(
    direction: Direction,
    out: Option<Cooldown>,
    r#in: Option<Cooldown>,
) -> Option<Cooldown> {
    match direction {
        Direction::In => r#in.or(out),
        Direction::Out | Direction::Hold => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_1_24_scale_in_waits_for_both_cooldowns() {
        let cooldown = Some(Cooldown {
            until_us: 1,
            event: 0,
            base: 1,
        });
        for (out, r#in) in [(cooldown, None), (None, cooldown)] {
            assert!(holding(Direction::In, out, r#in).is_some());
            assert!(holding(Direction::Out, out, r#in).is_none());
        }
        assert!(holding(Direction::In, None, None).is_none());
    }
}
