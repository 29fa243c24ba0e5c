//! How a request chooses its instance (fact 4.8).
//!
//! LEAST_OUTSTANDING_REQUESTS keeps the instances in service sorted by their outstanding requests,
//! with the boundary of each level: choosing, one more and one less are a swap each, however
//! many instances there are.

use alloc::vec::Vec;

/// Not in the order: not in service.
const NOWHERE: u32 = u32::MAX;

/// Instances in service by outstanding requests. Rebuilt when the fleet changes.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// Rows, by outstanding requests, ascending.
    order: Vec<u32>,
    /// Position of a row in `order`.
    position: Vec<u32>,
    /// Outstanding requests of a row.
    outstanding: Vec<u32>,
    /// `start[k]`: how many rows have fewer than k outstanding requests.
    start: Vec<u32>,
}

impl Levels {
    /// Starts over with the rows in service and their outstanding requests.
    pub fn rebuild(&mut self, rows: usize, in_service: impl Iterator<Item = (u32, u32)>) {
        self.position.clear();
        self.position.resize(rows, NOWHERE);
        self.outstanding.clear();
        self.outstanding.resize(rows, 0);
        self.order.clear();
        let mut highest = 0;
        for (row, outstanding) in in_service {
            self.order.push(row);
            self.outstanding[row as usize] = outstanding;
            highest = highest.max(outstanding);
        }
        let outstanding = &self.outstanding;
        // A stable sort: the order does not depend on what was there before.
        self.order.sort_by_key(|&row| outstanding[row as usize]);
        self.start.clear();
        for level in 0..=highest + 1 {
            let below = self
                .order
                .partition_point(|&row| outstanding[row as usize] < level);
            self.start.push(below as u32);
        }
        for (at, &row) in self.order.iter().enumerate() {
            self.position[row as usize] = at as u32;
        }
    }

    /// Lets one more row in, idle and last in order, without starting over; `false` when somebody
    /// has had a request since the last start.
    pub fn append(&mut self, row: u32) -> bool {
        // Whoever rises first makes room for a third level.
        let [0, all] = self.start[..] else {
            return false;
        };
        if self.position.len() != row as usize {
            return false;
        }
        self.position.push(all);
        self.outstanding.push(0);
        self.order.push(row);
        self.start[1] = all + 1;
        true
    }

    /// One of those with the fewest, evenly by 32 random bits.
    #[inline]
    pub fn choose(&self, bits: u32) -> Option<u32> {
        let first = *self.order.first()?;
        let level = self.outstanding[first as usize] as usize;
        let ties = u64::from(self.start[level + 1]);
        Some(self.order[((u64::from(bits) * ties) >> 32) as usize])
    }

    /// `row` has one more: it becomes the first of the next level.
    #[inline]
    pub fn rise(&mut self, row: u32) {
        let level = self.outstanding[row as usize] as usize;
        if self.start.len() == level + 2 {
            self.start.push(self.order.len() as u32);
        }
        let last = self.start[level + 1] - 1;
        self.swap(row, last);
        self.start[level + 1] = last;
        self.outstanding[row as usize] += 1;
    }

    /// `row` has one less: it becomes the last of the level below. A row that is not in service
    /// is nobody's concern.
    #[inline]
    pub fn fall(&mut self, row: u32) {
        if self.position[row as usize] == NOWHERE {
            return;
        }
        let level = self.outstanding[row as usize] as usize;
        let first = self.start[level];
        self.swap(row, first);
        self.start[level] = first + 1;
        self.outstanding[row as usize] -= 1;
    }

    #[inline]
    fn swap(&mut self, row: u32, to: u32) {
        let from = self.position[row as usize];
        let other = self.order[to as usize];
        self.order[from as usize] = other;
        self.order[to as usize] = row;
        self.position[other as usize] = from;
        self.position[row as usize] = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::stream::{Purpose, Stream};
    use headroom_model::scenario::Seed;

    #[test]
    fn the_order_holds_under_any_changes() {
        let mut levels = Levels::default();
        let mut counts = [3_u32, 0, 2, 0, 5];
        levels.rebuild(6, (0..5).map(|row| (row, counts[row as usize])));
        let mut dice = Stream::new(Seed::new(3).expect("small"), Purpose::Routing, 0);
        for _ in 0..10_000 {
            let row = dice.below(5);
            if dice.below(2) == 0 {
                levels.rise(row);
                counts[row as usize] += 1;
            } else if counts[row as usize] > 0 {
                levels.fall(row);
                counts[row as usize] -= 1;
            }
            let fewest = *counts.iter().min().expect("five");
            let chosen = levels.choose(dice.bits() as u32).expect("one");
            assert_eq!(counts[chosen as usize], fewest);
        }
        levels.fall(5);
    }

    #[test]
    fn ties_are_even() {
        let mut levels = Levels::default();
        levels.rebuild(4, [(0, 1), (1, 1), (2, 4), (3, 1)].into_iter());
        let mut dice = Stream::new(Seed::new(3).expect("small"), Purpose::Routing, 0);
        let mut hits = [0_u32; 4];
        for _ in 0..30_000 {
            hits[levels.choose((dice.bits() >> 32) as u32).expect("one") as usize] += 1;
        }
        assert_eq!(hits[2], 0);
        assert!(
            [0, 1, 3]
                .iter()
                .all(|&row| hits[row].abs_diff(10_000) < 410),
            "{hits:?}"
        );
    }

    #[test]
    fn an_appended_row_stands_where_a_new_start_would_put_it() {
        let (mut grown, mut fresh) = (Levels::default(), Levels::default());
        assert!(!grown.append(0), "it has not started");
        grown.rebuild(1, [(0, 0)].into_iter());
        assert!(grown.append(1) && grown.append(2));
        assert!(!grown.append(4), "row 3 is missing");
        fresh.rebuild(3, (0..3).map(|row| (row, 0)));
        for bits in [0, 0x6000_0000, 0xf000_0000] {
            assert_eq!(grown.choose(bits), fresh.choose(bits));
        }
        grown.rise(1);
        assert!(!grown.append(3), "the order has changed");
        grown.fall(1);
        assert!(!grown.append(3), "the order has changed");
    }
}
