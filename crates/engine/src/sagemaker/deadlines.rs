//! Deadlines: of requests that wait, and of the few that run longer than their time-out.

use alloc::collections::{BinaryHeap, VecDeque};
use core::cmp::Reverse;

/// A waiting request that may time out.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// When.
    pub at_us: u64,
    /// Where it waits.
    pub row: u32,
    /// Its number.
    pub number: u64,
}

/// A request on a worker that will time out: its end is known, and later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Runs {
    /// When.
    pub at_us: u64,
    /// Its number.
    pub number: u64,
    /// Where it runs.
    pub slot: u32,
}

/// All deadlines. Every request has the same time-out, so those that wait are due in order of
/// arrival; a request that has left its queue stays here until somebody looks.
#[derive(Clone, Debug)]
pub struct Deadlines {
    waiting: VecDeque<Waits>,
    running: BinaryHeap<Reverse<Runs>>,
    next_us: u64,
}

/// What is due.
#[derive(Clone, Copy, Debug)]
pub enum Due {
    /// A request that waited, if it still does.
    Waits(Waits),
    /// A request that runs.
    Runs(Runs),
}

impl Deadlines {
    /// None yet.
    pub fn new() -> Deadlines {
        Deadlines {
            waiting: VecDeque::new(),
            running: BinaryHeap::new(),
            next_us: u64::MAX,
        }
    }

    /// When the next one is due; `u64::MAX` when there is none.
    #[inline]
    pub fn next_us(&self) -> u64 {
        self.next_us
    }

    /// A request joined a queue.
    #[inline]
    pub fn wait(&mut self, waits: Waits) {
        self.waiting.push_back(waits);
        self.next_us = self.next_us.min(waits.at_us);
    }

    /// A request started that will not end in time.
    #[cold]
    pub fn run(&mut self, runs: Runs) {
        self.running.push(Reverse(runs));
        self.next_us = self.next_us.min(runs.at_us);
    }

    /// Takes the next one, and forgets those behind it that no longer wait: a look at all of them
    /// in a row costs less than an event for each.
    pub fn pop(&mut self, still_waits: impl Fn(&Waits) -> bool) -> Option<Due> {
        let waits = self.waiting.front().map_or(u64::MAX, |w| w.at_us);
        let runs = self.running.peek().map_or(u64::MAX, |r| r.0.at_us);
        let due = if waits <= runs {
            self.waiting.pop_front().map(Due::Waits)
        } else {
            self.running.pop().map(|Reverse(runs)| Due::Runs(runs))
        };
        while self.waiting.front().is_some_and(|w| !still_waits(w)) {
            self.waiting.pop_front();
        }
        let waits = self.waiting.front().map_or(u64::MAX, |w| w.at_us);
        let runs = self.running.peek().map_or(u64::MAX, |r| r.0.at_us);
        self.next_us = waits.min(runs);
        due
    }
}

impl Default for Deadlines {
    fn default() -> Deadlines {
        Deadlines::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_of_both_kinds_comes_first_and_the_forgotten_do_not_come() {
        let mut deadlines = Deadlines::new();
        assert_eq!(deadlines.next_us(), u64::MAX);
        for number in 0..5 {
            deadlines.wait(Waits {
                at_us: 10 * number + 10,
                row: 0,
                number,
            });
        }
        deadlines.run(Runs {
            at_us: 25,
            number: 9,
            slot: 3,
        });
        assert!(matches!(deadlines.pop(|_| true), Some(Due::Waits(w)) if w.number == 0));
        // Numbers 1 and 2 wait no longer; 1 was at the front.
        assert!(matches!(deadlines.pop(|w| w.number > 2), Some(Due::Waits(w)) if w.number == 1));
        assert_eq!(deadlines.next_us(), 25);
        assert!(matches!(deadlines.pop(|_| true), Some(Due::Runs(r)) if r.number == 9));
        assert_eq!(deadlines.next_us(), 40);
    }
}
