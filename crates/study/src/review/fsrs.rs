//! The memory model FSRS-6 with its published default parameters.
//!
//! A memory has a *stability*, the days after which it is recalled with a probability of 90 %, and
//! a *difficulty* from 1 to 10. A review changes both. The formulas are those of the crate `fsrs`,
//! to which a table of its values holds this port; fitting parameters to a learner is left out.

use libm::{exp, pow};

/// How a review went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// Not recalled.
    Again = 1,
    /// Recalled with doubt.
    Hard = 2,
    /// Recalled.
    Good = 3,
    /// Recalled at once. Our records cannot tell it from [`Rating::Good`].
    Easy = 4,
}

/// What is remembered of one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days until the probability of recall has sunk to 90 %.
    pub stability: f64,
    /// From 1, easy, to 10.
    pub difficulty: f64,
}

/// The default parameters of FSRS-6, as published: w0 to w20.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/// The probability of recall after [`Memory::stability`] days: the definition of stability.
const AT_STABILITY: f64 = 0.9;
const STABILITY: (f64, f64) = (0.001, 36_500.0);
const DIFFICULTY: (f64, f64) = (1.0, 10.0);

impl Memory {
    /// After the first answer.
    pub fn first(rating: Rating) -> Memory {
        Memory {
            stability: W[rating as usize - 1],
            difficulty: within(first_difficulty(rating), DIFFICULTY),
        }
    }

    /// After a further review, `days` after the one before. On the same day what is learned lasts
    /// less, so that day has a formula of its own.
    pub fn after(self, days: f64, rating: Rating) -> Memory {
        let stability = if days == 0.0 {
            self.same_day(rating)
        } else if rating == Rating::Again {
            self.forgotten(days)
        } else {
            self.recalled(days, rating)
        };
        Memory {
            stability: within(stability, STABILITY),
            difficulty: self.next_difficulty(rating),
        }
    }

    /// The probability of recall `days` after the last review: a power law.
    pub fn recall(self, days: f64) -> f64 {
        pow(1.0 + factor() * days / self.stability, -W[20])
    }

    /// Days until the probability of recall has sunk to `wanted`.
    pub fn interval(self, wanted: f64) -> f64 {
        self.stability / factor() * (pow(wanted, -1.0 / W[20]) - 1.0)
    }

    fn recalled(self, days: f64, rating: Rating) -> f64 {
        let by_rating = match rating {
            Rating::Hard => W[15],
            Rating::Easy => W[16],
            Rating::Again | Rating::Good => 1.0,
        };
        let gain = exp(W[8])
            * (11.0 - self.difficulty)
            * pow(self.stability, -W[9])
            * (exp((1.0 - self.recall(days)) * W[10]) - 1.0)
            * by_rating;
        self.stability * (1.0 + gain)
    }

    fn forgotten(self, days: f64) -> f64 {
        let left = W[11]
            * pow(self.difficulty, -W[12])
            * (pow(self.stability + 1.0, W[13]) - 1.0)
            * exp((1.0 - self.recall(days)) * W[14]);
        // Forgetting never makes a memory stronger.
        left.min(self.stability / exp(W[17] * W[18]))
    }

    fn same_day(self, rating: Rating) -> f64 {
        let change =
            exp(W[17] * (f64::from(rating as u8) - 3.0 + W[18])) * pow(self.stability, -W[19]);
        self.stability
            * if rating == Rating::Again {
                change
            } else {
                change.max(1.0)
            }
    }

    fn next_difficulty(self, rating: Rating) -> f64 {
        let change = -W[6] * (f64::from(rating as u8) - 3.0);
        let damped = self.difficulty + change * (10.0 - self.difficulty) / 9.0;
        let reverted = W[7] * first_difficulty(Rating::Easy) + (1.0 - W[7]) * damped;
        within(reverted, DIFFICULTY)
    }
}

fn first_difficulty(rating: Rating) -> f64 {
    W[4] - exp(W[5] * (f64::from(rating as u8) - 1.0)) + 1.0
}

/// Scales the curve so that it passes through [`AT_STABILITY`] after the stability's days.
fn factor() -> f64 {
    pow(AT_STABILITY, -1.0 / W[20]) - 1.0
}

fn within(value: f64, (low, high): (f64, f64)) -> f64 {
    value.clamp(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stability_is_the_interval_of_ninety_percent() {
        for rating in [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy] {
            let memory = Memory::first(rating);
            assert!((memory.interval(0.9) - memory.stability).abs() < 1e-9);
            assert!((memory.recall(memory.stability) - 0.9).abs() < 1e-12);
            let days = memory.interval(0.8);
            assert!((memory.recall(days) - 0.8).abs() < 1e-12);
        }
    }

    #[test]
    fn better_ratings_last_longer() {
        let memory = Memory::first(Rating::Good);
        let after = |rating| memory.after(3.0, rating).stability;
        assert!(after(Rating::Again) < after(Rating::Hard));
        assert!(after(Rating::Hard) < after(Rating::Good));
        assert!(after(Rating::Good) < after(Rating::Easy));
    }

    #[test]
    fn no_history_leaves_the_ranges() {
        // 4^6 histories, each with short and long waits.
        for code in 0..4096_u32 {
            let mut memory = Memory::first(rating(code));
            for step in 1..6 {
                let days = [0.0, 1.0, 400.0, 36_500.0][(code >> step) as usize % 4];
                memory = memory.after(days, rating(code >> (2 * step)));
                assert!((STABILITY.0..=STABILITY.1).contains(&memory.stability));
                assert!((DIFFICULTY.0..=DIFFICULTY.1).contains(&memory.difficulty));
                assert!((0.0..=1.0).contains(&memory.recall(days)));
            }
        }
    }

    fn rating(code: u32) -> Rating {
        [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy][code as usize % 4]
    }
}
