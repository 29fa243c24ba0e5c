//! When requests arrive: the rate as linear pieces, and its integral inverted exactly.

use alloc::vec::Vec;

use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::{MICROS_PER_SECOND, Span, Time};
use headroom_model::traffic::{Arrivals as Spread, Component, Height, Traffic};

use crate::random::sample::{Ahead, Exponential};
use crate::random::stream::{Purpose, Stream};

/// Where several factors of the rate change at once, their product is no straight line; pieces of
/// this length stand for it [D].
const CURVE_PIECE_US: u64 = MICROS_PER_SECOND;

/// Requests per second at `time`, as the scenario states it.
pub fn rate(scenario: &Scenario, time: Time) -> f64 {
    let micros = time.micros();
    rate_within(&scenario.traffic, micros, micros, micros.saturating_add(1))
}

/// Expected arrivals from second 0 to the end: the integral of the rate.
pub fn expected_arrivals(traffic: &Traffic, duration: Span) -> f64 {
    pieces(traffic, duration).iter().map(|p| p.mass).sum()
}

/// A stretch of time in which the rate is a straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    pieces: Vec<Piece>,
    /// Index of the current piece.
    at: usize,
    /// Integral from the current piece's start to the last arrival.
    x: f64,
    end_us: u64,
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
        Arrivals {
            pieces: pieces(&scenario.traffic, scenario.duration),
            at: 0,
            x: 0.0,
            end_us: scenario.duration.micros(),
            gap: match scenario.traffic.arrivals {
                Spread::Poisson => Gap::Poisson {
                    stream: Stream::new(seed, Purpose::Arrivals, 0),
                    unit: Exponential::new(),
                    ahead: Ahead::new(),
                },
                Spread::Uniform => Gap::Uniform { next: 0.5 },
            },
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
        loop {
            let Some(piece) = self.pieces.get(self.at) else {
                return u64::MAX;
            };
            if self.x < piece.mass {
                let us = (piece.time_us(self.x) + 0.5) as i64 as u64;
                return if us < self.end_us { us } else { u64::MAX };
            }
            self.x -= piece.mass;
            self.at += 1;
        }
    }
}

/// The rate over `[0, duration)` as straight lines.
fn pieces(traffic: &Traffic, duration: Span) -> Vec<Piece> {
    let end = duration.micros();
    let mut cuts: Vec<u64> = alloc::vec![0, end];
    for component in &traffic.components {
        if let Component::Spike {
            at,
            duration,
            rise,
            fall,
            ..
        } = component
        {
            let (from, to) = (at.micros(), (*at + *duration).micros());
            cuts.extend([
                from,
                from + rise.micros(),
                to.saturating_sub(fall.micros()),
                to,
            ]);
        }
    }
    cuts.retain(|&cut| cut <= end);
    cuts.sort_unstable();
    cuts.dedup();

    let mut pieces = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let step = if is_curved(traffic, from, to) {
            CURVE_PIECE_US
        } else {
            to - from
        };
        let mut start = from;
        while start < to {
            let stop = to.min(start + step);
            let (first, last) = (
                rate_within(traffic, start, start, stop),
                rate_within(traffic, stop, start, stop),
            );
            let seconds = (stop - start) as f64 / MICROS_PER_SECOND as f64;
            pieces.push(Piece {
                start_us: start as f64,
                rate: first,
                us_per_request: MICROS_PER_SECOND as f64 / first,
                slope: (last - first) / seconds,
                mass: 0.5 * (first + last) * seconds,
            });
            start = stop;
        }
    }
    pieces
}

/// Whether two factors change inside `[from, to)`: then the rate is no straight line there.
fn is_curved(traffic: &Traffic, from: u64, to: u64) -> bool {
    let moving = |multiplies: bool| {
        traffic.components.iter().filter(move |c| {
            matches!(
                c,
                Component::Spike {
                    height: Height::Multiplies(_),
                    ..
                }
            ) == multiplies
                && share(c, from, from, to) != share(c, to, from, to)
        })
    };
    let factors = moving(true).count() + usize::from(moving(false).next().is_some());
    factors > 1
}

/// The rate at `t`, a moment of `[from, to]` inside which no component changes its shape. The
/// interval says on which side of a jump `t` lies.
fn rate_within(traffic: &Traffic, t: u64, from: u64, to: u64) -> f64 {
    let (mut sum, mut product) = (0.0, 1.0);
    for component in &traffic.components {
        match component {
            Component::Constant { rps } => sum += rps,
            Component::Spike { height, .. } => {
                let share = share(component, t, from, to);
                match height {
                    Height::Adds(rps) => sum += rps * share,
                    Height::Multiplies(factor) => product *= 1.0 + (factor - 1.0) * share,
                }
            }
        }
    }
    sum * product
}

/// How much of its full height a spike has at `t`, 0 to 1.
fn share(component: &Component, t: u64, from: u64, to: u64) -> f64 {
    let Component::Spike {
        at,
        duration,
        rise,
        fall,
        ..
    } = component
    else {
        return 1.0;
    };
    let (begin, end) = (at.micros(), (*at + *duration).micros());
    let (rise, fall) = (rise.micros(), fall.micros());
    // The first microsecond of the interval decides which part of the spike it lies in.
    let inside = from.min(to.saturating_sub(1));
    if inside < begin || inside >= end {
        0.0
    } else if inside < begin + rise {
        (t - begin) as f64 / rise as f64
    } else if inside >= end - fall {
        (end - t) as f64 / fall as f64
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn spike(at: u64, duration: u64, height: Height, rise: u64, fall: u64) -> Component {
        Component::Spike {
            at: Time::from_secs(at),
            duration: Span::from_secs(duration),
            height,
            rise: Span::from_secs(rise),
            fall: Span::from_secs(fall),
        }
    }

    fn traffic(arrivals: Spread, components: Vec<Component>) -> Traffic {
        Traffic {
            arrivals,
            components,
        }
    }

    fn all(traffic: &Traffic, seconds: u64) -> Vec<u64> {
        let mut arrivals = Arrivals {
            pieces: pieces(traffic, Span::from_secs(seconds)),
            at: 0,
            x: 0.0,
            end_us: seconds * MICROS_PER_SECOND,
            gap: Gap::Uniform { next: 0.5 },
        };
        let mut times = Vec::new();
        loop {
            match arrivals.next_us() {
                u64::MAX => return times,
                us => times.push(us),
            }
        }
    }

    #[test]
    fn uniform_arrival_k_comes_when_the_integral_is_k_less_a_half() {
        let t = traffic(Spread::Uniform, vec![Component::Constant { rps: 2.0 }]);
        assert_eq!(all(&t, 2), [250_000, 750_000, 1_250_000, 1_750_000]);
    }

    #[test]
    fn a_spike_adds_or_multiplies_in_its_half_open_interval() {
        let base = Component::Constant { rps: 10.0 };
        let t = traffic(
            Spread::Uniform,
            vec![
                base.clone(),
                spike(10, 5, Height::Adds(20.0), 0, 0),
                spike(12, 2, Height::Multiplies(2.0), 0, 0),
            ],
        );
        let at = |s: u64| rate_within(&t, s * 1_000_000, s * 1_000_000, s * 1_000_000 + 1);
        assert_eq!(
            [at(9), at(10), at(12), at(13), at(14), at(15)],
            [10.0, 30.0, 60.0, 60.0, 30.0, 10.0]
        );
        assert_eq!(all(&t, 20).len(), 200 + 100 + 60);
    }

    #[test]
    fn a_rise_is_linear_and_its_integral_is_inverted_exactly() {
        // 0 to 10 rps over 10 s: the integral is t²/2, arrival k at sqrt(2k − 1).
        let t = traffic(
            Spread::Uniform,
            vec![spike(0, 20, Height::Adds(10.0), 10, 0)],
        );
        let times = all(&t, 10);
        assert_eq!(times.len(), 50);
        for (i, &us) in times.iter().enumerate() {
            let exact = libm::sqrt(2.0 * i as f64 + 1.0) * 1e6;
            assert!((us as f64 - exact).abs() <= 0.5, "{i}: {us} {exact}");
        }
    }

    #[test]
    fn two_factors_that_change_at_once_are_cut_into_short_pieces() {
        let t = traffic(
            Spread::Uniform,
            vec![
                spike(0, 20, Height::Adds(10.0), 10, 0),
                spike(0, 20, Height::Multiplies(3.0), 10, 0),
            ],
        );
        // Integral of t(1 + 0.2 t) from 0 to 10, then 30 rps for 10 s.
        let exact = 50.0 + 0.2 * 1000.0 / 3.0 + 300.0;
        let got = expected_arrivals(&t, Span::from_secs(20));
        assert!((got / exact - 1.0).abs() < 0.001, "{got} {exact}");
    }
}
