//! Aggregates that cost nanoseconds: a log-linear histogram and integrals over time.

use alloc::boxed::Box;
use core::ops::Range;

use crate::run::Distribution;

/// Sub-buckets of an octave: a bucket is at most 1/128 wide, so a percentile is at most 1 % high.
const SUB_BITS: u32 = 7;
/// Largest value that is told apart, in bits of microseconds: about 51 days.
const VALUE_BITS: u32 = 42;
const BUCKETS: usize = ((VALUE_BITS - SUB_BITS + 1) as usize) << SUB_BITS;

/// Counts of microseconds in log-linear buckets, with exact mean and maximum. Reading and
/// forgetting look at no bucket above the largest value: an idle minute costs nothing.
#[derive(Clone, Debug)]
pub struct Histogram {
    counts: Box<[u32; BUCKETS]>,
    sum: u64,
    max: u64,
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram {
            counts: Box::new([0; BUCKETS]),
            sum: 0,
            max: 0,
        }
    }
}

impl Histogram {
    /// Counts one value.
    #[inline]
    pub fn record(&mut self, micros: u64) {
        self.counts[bucket(micros)] += 1;
        self.sum += micros;
        if micros > self.max {
            self.max = micros;
        }
    }

    /// The buckets that may hold something.
    fn touched(&self) -> Range<usize> {
        0..bucket(self.max) + 1
    }

    /// Values counted.
    pub fn n(&self) -> u64 {
        let touched = self.counts[self.touched()].iter();
        touched.map(|&count| u64::from(count)).sum()
    }

    /// The value of rank ceil(p/100 × `of`), as milliseconds at its bucket's upper edge; `None`
    /// when that rank is beyond the values counted. `of` may count values that never came.
    pub fn percentile_ms(&self, p: f64, of: u64) -> Option<f64> {
        let rank = libm::ceil(p / 100.0 * of as f64).max(1.0) as u64;
        let mut below = 0;
        for bucket in self.touched() {
            below += u64::from(self.counts[bucket]);
            if below >= rank {
                return Some(upper_edge(bucket).min(self.max) as f64 / 1000.0);
            }
        }
        None
    }

    /// The report's figures.
    pub fn distribution(&self) -> Distribution {
        let n = self.n();
        if n == 0 {
            return Distribution::default();
        }
        let p = |p| self.percentile_ms(p, n);
        Distribution {
            mean: Some(self.sum as f64 / n as f64 / 1000.0),
            p50: p(50.0),
            p90: p(90.0),
            p95: p(95.0),
            p99: p(99.0),
            max: Some(self.max as f64 / 1000.0),
        }
    }

    /// Count, sum, smallest and largest value in microseconds; the smallest is its bucket's lower
    /// edge, at most 1 % low. `None` without a value.
    pub fn set(&self) -> Option<(f64, f64, f64, f64)> {
        let first = self.touched().find(|&bucket| self.counts[bucket] > 0)?;
        let min = first
            .checked_sub(1)
            .map_or(0, |below| upper_edge(below) + 1);
        Some((
            self.n() as f64,
            self.sum as f64,
            min as f64,
            self.max as f64,
        ))
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        let touched = self.touched();
        self.counts[touched].fill(0);
        (self.sum, self.max) = (0, 0);
    }
}

/// The bucket of a value: exact below 128, then 128 an octave.
#[inline]
fn bucket(micros: u64) -> usize {
    let value = micros.min((1 << VALUE_BITS) - 1);
    let shift = (64 - SUB_BITS).saturating_sub(value.leading_zeros() + 1);
    (((shift as u64) << SUB_BITS) + (value >> shift)) as usize
}

/// The largest value of a bucket.
fn upper_edge(bucket: usize) -> u64 {
    let octave = bucket >> SUB_BITS;
    let shift = octave.saturating_sub(1);
    let sub = bucket - (shift << SUB_BITS);
    ((sub as u64 + 1) << shift) - 1
}

/// The integral of a step function that changes at every request: two operations a change.
///
/// The area up to t is level × t − Σ change × time of change; whole numbers, so that the order of
/// changes does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Integral {
    level: u64,
    moment: u64,
    taken: u64,
}

impl Integral {
    /// The level rises by `change` at `now_us`.
    #[inline]
    pub fn rise(&mut self, now_us: u64, change: u64) {
        self.level += change;
        self.moment = self.moment.wrapping_add(change.wrapping_mul(now_us));
    }

    /// The level falls by `change` at `now_us`.
    #[inline]
    pub fn fall(&mut self, now_us: u64, change: u64) {
        self.level -= change;
        self.moment = self.moment.wrapping_sub(change.wrapping_mul(now_us));
    }

    /// The area since the last take, in level × microseconds.
    pub fn take(&mut self, now_us: u64) -> u64 {
        let area = self.level.wrapping_mul(now_us).wrapping_sub(self.moment);
        let since = area.wrapping_sub(self.taken);
        self.taken = area;
        since
    }

    /// The level now.
    pub const fn level(&self) -> u64 {
        self.level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_exact_below_128_and_at_most_one_percent_wide_above() {
        let mut last = 0;
        for value in (0..4096)
            .chain((13..42).flat_map(|b| [(1 << b) - 1, 1 << b, (1 << b) + (1 << (b - 3))]))
        {
            let b = bucket(value);
            assert!(b >= last || value < 4096, "buckets ascend");
            last = b;
            let edge = upper_edge(b);
            assert!(
                edge >= value && edge as f64 <= value as f64 * 1.008 + 0.5,
                "{value} {edge}"
            );
            assert_eq!(bucket(edge), b);
        }
    }

    #[test]
    fn percentiles_take_the_rank_and_count_what_never_came() {
        let mut h = Histogram::default();
        for ms in 1..=100 {
            h.record(ms * 1000);
        }
        let p50 = h.percentile_ms(50.0, 100).expect("there");
        assert!((50.0..=50.5).contains(&p50), "{p50}");
        assert_eq!(h.percentile_ms(100.0, 100), Some(100.0));
        assert_eq!(
            h.percentile_ms(99.0, 102),
            None,
            "two failures push the rank beyond"
        );
        h.clear();
        assert_eq!(h.distribution(), Distribution::default());
    }

    #[test]
    fn what_was_forgotten_leaves_no_bucket_behind() {
        let mut h = Histogram::default();
        let values = [
            0,
            5,
            127,
            128,
            40_000,
            3_000_000_000,
            u64::from(u32::MAX) << 12,
        ];
        for (i, &value) in values.iter().enumerate() {
            h.record(value);
            assert_eq!(h.n(), i as u64 + 1);
        }
        assert_eq!(h.set().map(|set| (set.0, set.2)), Some((7.0, 0.0)));
        h.clear();
        assert!(h.counts.iter().all(|&count| count == 0));
        assert_eq!((h.n(), h.set(), h.percentile_ms(50.0, 1)), (0, None, None));
        h.record(250);
        assert_eq!(h.percentile_ms(100.0, 1), Some(0.25));
    }

    #[test]
    fn an_integral_is_the_area_under_its_steps() {
        let mut busy = Integral::default();
        busy.rise(10, 2);
        busy.rise(20, 1);
        busy.fall(25, 3);
        assert_eq!(busy.take(40), 2 * 10 + 3 * 5);
        busy.rise(50, 1);
        assert_eq!(busy.take(60), 10);
        assert_eq!(busy.level(), 1);
    }
}
