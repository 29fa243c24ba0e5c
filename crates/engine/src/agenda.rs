//! The control plane's queue, ordered by (time, class, sequence): no tie is left to the heap.

use alloc::collections::BinaryHeap;
use core::cmp::Reverse;

use crate::run::Direction;

/// What the control plane does at a moment. The order of the variants is the order at one
/// instant (SCENARIO, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Control {
    /// The summary begins here.
    MeasureStart,
    /// A period closes and is published.
    PeriodEnd,
    /// A fault begins or ends.
    Fault {
        /// Its place in the file.
        index: u32,
        /// It begins.
        begins: bool,
    },
    /// An instance goes on to its next state.
    Instance {
        /// Its row in the fleet.
        row: u32,
        /// Its number: rows are used again.
        number: u32,
    },
    /// An instance that waited for capacity gets it.
    Capacity {
        /// Its row in the fleet.
        row: u32,
        /// Its number.
        number: u32,
    },
    /// Provisioned concurrency is ready.
    Provisioned {
        /// How many environments.
        count: u32,
    },
    /// What a job does ends.
    Job {
        /// The step that it belongs to.
        step: u32,
    },
    /// A job's Spot capacity will be taken back.
    JobNotice {
        /// The attempt that it belongs to.
        attempt: u32,
    },
    /// A managed instance is there.
    HostReady {
        /// Its number.
        number: u32,
    },
    /// A managed instance may have been without a copy for long enough.
    HostIdle {
        /// Its number.
        number: u32,
    },
    /// Spot capacity of an instance will be taken back.
    SpotNotice {
        /// Its row in the fleet.
        row: u32,
        /// Its number.
        number: u32,
    },
    /// Spot capacity of an instance is taken back.
    SpotReclaim {
        /// Its row in the fleet.
        row: u32,
        /// Its number.
        number: u32,
    },
    /// Spot capacity can be had again.
    SpotCapacity {
        /// The activity that waits for it; 0 for none.
        activity: u32,
        /// The event that took the capacity.
        because: u32,
    },
    /// An UpdateEndpoint is over.
    UpdateEnd {
        /// The event of its call.
        event: u32,
    },
    /// A cooldown is over.
    CooldownEnd {
        /// Index of the policy.
        policy: u32,
        /// Out or in.
        out: bool,
    },
    /// A call is made.
    Operation {
        /// Its place in the file.
        index: u32,
    },
    /// A scheduled action is due.
    Scheduled {
        /// Its place among the scheduled actions.
        action: u32,
    },
    /// Alarms, then policies.
    Evaluate,
}

impl Control {
    const fn class(self) -> u8 {
        match self {
            Control::MeasureStart => 0,
            Control::PeriodEnd => 1,
            Control::Fault { .. } => 2,
            Control::Instance { .. }
            | Control::Capacity { .. }
            | Control::Provisioned { .. }
            | Control::Job { .. }
            | Control::JobNotice { .. }
            | Control::HostReady { .. }
            | Control::HostIdle { .. }
            | Control::SpotNotice { .. }
            | Control::SpotReclaim { .. }
            | Control::SpotCapacity { .. } => 3,
            Control::UpdateEnd { .. } => 4,
            Control::CooldownEnd { .. } => 5,
            Control::Operation { .. } => 6,
            Control::Scheduled { .. } => 7,
            Control::Evaluate => 8,
        }
    }

    /// The direction of a `CooldownEnd`.
    pub const fn direction(out: bool) -> Direction {
        if out { Direction::Out } else { Direction::In }
    }
}

/// The queue.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    heap: BinaryHeap<Reverse<(u64, u8, u64, Control)>>,
    sequence: u64,
}

impl Agenda {
    /// Puts `control` on the agenda.
    pub fn push(&mut self, time_us: u64, control: Control) {
        self.sequence += 1;
        self.heap
            .push(Reverse((time_us, control.class(), self.sequence, control)));
    }

    /// When the next one is due; `u64::MAX` when there is none.
    pub fn next_us(&self) -> u64 {
        self.heap.peek().map_or(u64::MAX, |entry| entry.0.0)
    }

    /// Takes the next one.
    pub fn pop(&mut self) -> Option<(u64, Control)> {
        self.heap
            .pop()
            .map(|Reverse((time_us, _, _, control))| (time_us, control))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_instant_goes_by_class_and_then_by_sequence() {
        let mut agenda = Agenda::default();
        agenda.push(5, Control::Evaluate);
        agenda.push(5, Control::Instance { row: 2, number: 9 });
        agenda.push(5, Control::Instance { row: 1, number: 8 });
        agenda.push(5, Control::PeriodEnd);
        agenda.push(4, Control::Evaluate);
        let order: alloc::vec::Vec<_> = core::iter::from_fn(|| agenda.pop()).collect();
        assert_eq!(
            order,
            [
                (4, Control::Evaluate),
                (5, Control::PeriodEnd),
                (5, Control::Instance { row: 2, number: 9 }),
                (5, Control::Instance { row: 1, number: 8 }),
                (5, Control::Evaluate),
            ]
        );
    }
}
