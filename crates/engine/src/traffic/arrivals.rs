//! The stream of arrivals: the integral of the rate, piece by piece, inverted at each step.

use headroom_model::rate::Rate;
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::MICROS_PER_SECOND;
use headroom_model::traffic::Arrivals as Spread;

use super::rate_under;
use crate::random::sample::{Ahead, Exponential};
use crate::random::stream::{Purpose, Stream};

/// A stretch of time in which the rate is a straight line.
#[derive(Clone, Copy, Debug, Default)]
struct Piece {
    start_us: f64,
    /// Requests per second at the start.
    rate: f64,
    /// 1 / rate, in microseconds: a division less an arrival.
    us_per_request: f64,
    /// Change of the rate, per second.
    slope: f64,
    /// Integral of the rate over the piece.
    mass: f64,
}

impl Piece {
    /// Microseconds at which the integral since the piece's start is `x`.
    #[inline]
    fn time_us(&self, x: f64) -> f64 {
        let elapsed_us = if self.slope == 0.0 {
            x * self.us_per_request
        } else {
            // Root of rate·t + slope·t²/2 = x, in the form that does not cancel.
            let root = self.rate * self.rate + 2.0 * self.slope * x;
            let seconds = 2.0 * x / (self.rate + libm::sqrt(if root > 0.0 { root } else { 0.0 }));
            seconds * MICROS_PER_SECOND as f64
        };
        self.start_us + elapsed_us
    }
}

/// The stream of arrivals.
#[derive(Clone, Debug)]
pub struct Arrivals {
    rate: Rate,
    /// Index of the cut at which the current interval begins.
    cut: usize,
    /// Where the next piece begins, and the length of pieces in this interval.
    next_start: u64,
    step: u64,
    piece: Piece,
    /// Integral from the current piece's start to the last arrival.
    x: f64,
    gap: Gap,
}

#[derive(Clone, Debug)]
enum Gap {
    Poisson {
        stream: Stream,
        unit: Exponential,
        ahead: Ahead<f64>,
    },
    /// The first arrival is half a unit in.
    Uniform { next: f64 },
}

impl Arrivals {
    /// The arrivals of `scenario` under `seed`.
    pub fn new(scenario: &Scenario, seed: Seed) -> Arrivals {
        let gap = match scenario.traffic.arrivals {
            Spread::Poisson => Gap::Poisson {
                stream: Stream::new(seed, Purpose::Arrivals, 0),
                unit: Exponential::new(),
                ahead: Ahead::new(),
            },
            Spread::Uniform => Gap::Uniform { next: 0.5 },
        };
        Arrivals::over(rate_under(&scenario.traffic, scenario.duration, seed), gap)
    }

    fn over(rate: Rate, gap: Gap) -> Arrivals {
        Arrivals {
            rate,
            cut: 0,
            next_start: 0,
            step: 0,
            piece: Piece::default(),
            x: 0.0,
            gap,
        }
    }

    /// The next arrival, rounded to the nearest microsecond; `u64::MAX` when none is left.
    #[inline]
    pub fn next_us(&mut self) -> u64 {
        let gap = match &mut self.gap {
            Gap::Poisson {
                stream,
                unit,
                ahead,
            } => ahead.next(|batch| unit.fill(stream, batch)),
            Gap::Uniform { next } => core::mem::replace(next, 1.0),
        };
        self.x += gap;
        while self.x >= self.piece.mass {
            self.x -= self.piece.mass;
            if !self.next_piece() {
                return u64::MAX;
            }
        }
        let us = (self.piece.time_us(self.x) + 0.5) as i64 as u64;
        if us < self.end_us() { us } else { u64::MAX }
    }

    fn end_us(&self) -> u64 {
        self.rate.cuts().last().copied().unwrap_or(0)
    }

    /// Goes on to the next piece; `false`, and for good, after the last.
    #[cold]
    fn next_piece(&mut self) -> bool {
        let cuts = self.rate.cuts();
        if self.step != 0 && self.next_start == cuts[self.cut + 1] {
            self.cut += 1;
            self.step = 0;
        }
        let [from, to] = match cuts.get(self.cut..self.cut + 2) {
            Some(pair) => [pair[0], pair[1]],
            None => {
                self.piece = Piece::default();
                return false;
            }
        };
        if self.step == 0 {
            self.step = self.rate.step(from, to);
        }
        let (start, stop) = (self.next_start, to.min(self.next_start + self.step));
        let (first, last) = (
            self.rate.within(start, start),
            self.rate.within(stop, start),
        );
        let seconds = (stop - start) as f64 / MICROS_PER_SECOND as f64;
        self.next_start = stop;
        self.piece = Piece {
            start_us: start as f64,
            rate: first,
            us_per_request: MICROS_PER_SECOND as f64 / first,
            slope: (last - first) / seconds,
            mass: 0.5 * (first + last) * seconds,
        };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use headroom_model::time::{Span, Time};
    use headroom_model::traffic::{Component, Height, Traffic};

    fn all(components: Vec<Component>, seconds: u64) -> Vec<u64> {
        let traffic = Traffic {
            arrivals: Spread::Uniform,
            components,
        };
        let rate = Rate::new(&traffic, Span::from_secs(seconds), |_, _| Vec::new());
        let mut arrivals = Arrivals::over(rate, Gap::Uniform { next: 0.5 });
        let mut times = Vec::new();
        loop {
            match arrivals.next_us() {
                u64::MAX => return times,
                us => times.push(us),
            }
        }
    }

    fn rising(height: Height) -> Component {
        Component::Spike {
            at: Time::ZERO,
            duration: Span::from_secs(20),
            height,
            rise: Span::from_secs(10),
            fall: Span::ZERO,
        }
    }

    #[test]
    fn uniform_arrival_k_comes_when_the_integral_is_k_less_a_half() {
        let times = all(vec![Component::Constant { rps: 2.0 }], 2);
        assert_eq!(times, [250_000, 750_000, 1_250_000, 1_750_000]);
    }

    #[test]
    fn silence_between_two_bursts_is_skipped() {
        let trace = Component::Trace {
            interval: Span::from_secs(1),
            rps: vec![1.0, 0.0, 0.0, 1.0],
        };
        assert_eq!(all(vec![trace], 10), [500_000, 3_500_000]);
    }

    #[test]
    fn a_rise_is_linear_and_its_integral_is_inverted_exactly() {
        // 0 to 10 rps over 10 s: the integral is t²/2, arrival k at sqrt(2k − 1).
        let times = all(vec![rising(Height::Adds(10.0))], 10);
        assert_eq!(times.len(), 50);
        for (i, &us) in times.iter().enumerate() {
            let exact = libm::sqrt(2.0 * i as f64 + 1.0) * 1e6;
            assert!((us as f64 - exact).abs() <= 0.5, "{i}: {us} {exact}");
        }
    }

    #[test]
    fn two_factors_that_change_at_once_are_cut_into_short_pieces() {
        let parts = vec![
            rising(Height::Adds(1000.0)),
            rising(Height::Multiplies(3.0)),
        ];
        // Integral of 100 t (1 + 0.2 t) from 0 to 10, then 3,000 rps for 10 s.
        let exact = 5000.0 + 20.0 * 1000.0 / 3.0 + 30_000.0;
        let got = all(parts, 20).len() as f64;
        assert!((got / exact - 1.0).abs() < 0.001, "{got} {exact}");
    }

    #[test]
    fn a_sine_has_the_mass_of_its_mean() {
        let sine = Component::Sine {
            mean_rps: 100.0,
            amplitude_rps: 60.0,
            period: Span::from_secs(60),
            phase: Span::ZERO,
        };
        assert!(all(vec![sine], 120).len().abs_diff(12_000) <= 2);
    }
}
