//! The next departure: a tournament of worker slots.
//!
//! Every slot is a leaf with its time, and each node holds the earlier of its two children. A
//! change plays one match a level, all of them without a branch that could be guessed wrong, and
//! the siblings' keys can be fetched at once. A binary heap of the same size takes twice the time.

use alloc::vec;
use alloc::vec::Vec;

/// Bits of a key that name the slot; the rest is the time.
const SLOT_BITS: u32 = 22;
/// Worker slots that a scenario may have at once.
pub const MAX_SLOTS: u64 = 1 << SLOT_BITS;
/// The latest time that a key carries: about 51 days.
const MAX_TIME_US: u64 = (1 << (64 - SLOT_BITS)) - 1;
/// An idle slot's key: later than any time.
const IDLE: u64 = u64::MAX;

/// Departures by time, then by slot: a total order.
#[derive(Clone, Debug)]
pub struct Departures {
    /// `nodes[1]` is the winner; the children of node i are 2i and 2i + 1; the leaves come last.
    nodes: Vec<u64>,
}

impl Departures {
    /// No slot yet.
    pub fn new() -> Departures {
        Departures {
            nodes: vec![IDLE; 2],
        }
    }

    /// Makes room for `slots`.
    pub fn grow(&mut self, slots: usize) {
        let leaves = self.leaves();
        if slots <= leaves {
            return;
        }
        let keys: Vec<u64> = self.nodes[leaves..].to_vec();
        let leaves = slots.next_power_of_two();
        self.nodes = vec![IDLE; 2 * leaves];
        self.nodes[leaves..leaves + keys.len()].copy_from_slice(&keys);
        for node in (1..leaves).rev() {
            self.nodes[node] = self.nodes[2 * node].min(self.nodes[2 * node + 1]);
        }
    }

    /// When the next worker is done; `u64::MAX` when none is busy.
    #[inline]
    pub fn next_us(&self) -> u64 {
        match self.nodes[1] {
            IDLE => u64::MAX,
            key => key >> SLOT_BITS,
        }
    }

    /// The slot of the worker that is done next, if one is busy.
    #[inline]
    pub fn next_slot(&self) -> Option<u32> {
        let key = self.nodes[1];
        (key != IDLE).then_some((key & (MAX_SLOTS - 1)) as u32)
    }

    /// The worker of `slot` will be done at `done_us`.
    #[inline]
    pub fn start(&mut self, slot: u32, done_us: u64) {
        self.set(
            slot,
            done_us.min(MAX_TIME_US) << SLOT_BITS | u64::from(slot),
        );
    }

    /// The worker of `slot` is idle.
    #[inline]
    pub fn stop(&mut self, slot: u32) {
        self.set(slot, IDLE);
    }

    /// Whether the worker of `slot` is busy.
    pub fn is_busy(&self, slot: u32) -> bool {
        self.nodes[self.leaves() + slot as usize] != IDLE
    }

    /// Slots of busy workers, in order of slots.
    pub fn busy(&self) -> impl Iterator<Item = u32> {
        let keys = self.nodes[self.leaves()..].iter().zip(0_u32..);
        keys.filter(|(key, _)| **key != IDLE).map(|(_, slot)| slot)
    }

    fn leaves(&self) -> usize {
        self.nodes.len() / 2
    }

    #[inline]
    fn set(&mut self, slot: u32, key: u64) {
        let mut node = self.leaves() + slot as usize;
        let mut winner = key;
        self.nodes[node] = key;
        while node > 1 {
            winner = winner.min(self.nodes[node ^ 1]);
            node >>= 1;
            self.nodes[node] = winner;
        }
    }
}

impl Default for Departures {
    fn default() -> Departures {
        Departures::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_wins_and_the_lower_slot_breaks_a_tie() {
        let mut departures = Departures::new();
        assert_eq!(
            (departures.next_us(), departures.next_slot()),
            (u64::MAX, None)
        );
        departures.grow(3);
        departures.start(2, 30);
        departures.start(0, 50);
        assert_eq!(
            (departures.next_us(), departures.next_slot()),
            (30, Some(2))
        );
        departures.grow(9);
        departures.start(8, 20);
        departures.start(7, 20);
        assert_eq!(
            (departures.next_us(), departures.next_slot()),
            (20, Some(7))
        );
        departures.stop(7);
        departures.stop(8);
        assert_eq!(departures.next_slot(), Some(2));
        assert_eq!(departures.busy().collect::<Vec<_>>(), [0, 2]);
        departures.start(2, u64::MAX);
        assert_eq!(
            departures.next_us(),
            50,
            "beyond the last time is the last time"
        );
    }
}
