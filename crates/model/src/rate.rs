//! The rate of a scenario's traffic: what each component adds or multiplies, and where it
//! changes its shape.

use alloc::vec::Vec;

use crate::time::{MICROS_PER_SECOND, Span};
use crate::traffic::{Component, Height, Traffic};

/// A curve stands as straight pieces of this length: a sine, and the product of factors that
/// change at once [D].
const CURVE_PIECE_US: u64 = MICROS_PER_SECOND;

/// When a component runs whose moments are random, in microseconds and in order of time.
pub type Runs = Vec<(u64, u64)>;

/// A scenario's rate over `[0, duration)`.
#[derive(Clone, Debug)]
pub struct Rate {
    components: Vec<Component>,
    /// By component: when it runs, if that is random.
    drawn: Vec<Runs>,
    /// Moments at which a component changes its shape, from 0 to the end.
    cuts: Vec<u64>,
}

/// How a component changes inside an interval.
#[derive(Clone, Copy, PartialEq)]
enum Bend {
    Flat,
    Line,
    Curve,
}

impl Rate {
    /// The rate of `traffic`; `drawn` says when the component at an index runs where that is random,
    /// and so not this crate's to know.
    pub fn new(
        traffic: &Traffic,
        duration: Span,
        drawn: impl Fn(usize, &Component) -> Runs,
    ) -> Rate {
        let end = duration.micros();
        let runs = |(i, component)| match component {
            &(Component::Promotions { .. } | Component::SpikeWithin { .. }) => drawn(i, component),
            _ => Vec::new(),
        };
        let mut rate = Rate {
            components: traffic.components.clone(),
            drawn: traffic.components.iter().enumerate().map(runs).collect(),
            cuts: alloc::vec![0, end],
        };
        for i in 0..rate.components.len() {
            let cuts = rate.cuts_of(i, end);
            rate.cuts.extend(cuts);
        }
        rate.cuts.retain(|&cut| cut <= end);
        rate.cuts.sort_unstable();
        rate.cuts.dedup();
        rate
    }

    /// Moments at which the rate changes its shape, ascending, from 0 to the end.
    pub fn cuts(&self) -> &[u64] {
        &self.cuts
    }

    /// Requests per second at a moment.
    pub fn at(&self, t: u64) -> f64 {
        self.within(t, t)
    }

    /// Requests per second at `t`, on the side of a jump on which the microsecond `inside` lies.
    pub fn within(&self, t: u64, inside: u64) -> f64 {
        let (mut sum, mut product) = (0.0, 1.0);
        for i in 0..self.components.len() {
            let value = self.value(i, t, inside);
            if self.multiplies(i) {
                product *= value
            } else {
                sum += value
            }
        }
        sum * product
    }

    /// The length of straight pieces in `[from, to)`, two neighbouring cuts.
    pub fn step(&self, from: u64, to: u64) -> u64 {
        let bends = |multiplies| {
            let of = (0..self.components.len()).filter(move |&i| self.multiplies(i) == multiplies);
            of.map(|i| self.bend(i, from, to))
                .filter(|bend| *bend != Bend::Flat)
        };
        let curved = bends(true)
            .chain(bends(false))
            .any(|bend| bend == Bend::Curve);
        let factors = bends(true).count() + usize::from(bends(false).next().is_some());
        if curved || factors > 1 {
            CURVE_PIECE_US
        } else {
            to - from
        }
    }

    /// Expected arrivals: the integral of the rate.
    pub fn mass(&self) -> f64 {
        let mut mass = 0.0;
        for pair in self.cuts.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let step = self.step(from, to);
            let mut start = from;
            while start < to {
                let stop = to.min(start + step);
                let seconds = (stop - start) as f64 / MICROS_PER_SECOND as f64;
                mass += 0.5 * (self.within(start, start) + self.within(stop, start)) * seconds;
                start = stop;
            }
        }
        mass
    }

    fn multiplies(&self, i: usize) -> bool {
        matches!(
            self.components[i],
            Component::Spike {
                height: Height::Multiplies(_),
                ..
            } | Component::SpikeWithin {
                height: Height::Multiplies(_),
                ..
            } | Component::Promotions { .. }
        )
    }

    fn cuts_of(&self, i: usize, end: u64) -> Vec<u64> {
        match &self.components[i] {
            Component::Constant { .. } | Component::Sine { .. } => Vec::new(),
            Component::Spike {
                at,
                duration,
                rise,
                fall,
                ..
            } => {
                let (from, to) = (at.micros(), (*at + *duration).micros());
                alloc::vec![
                    from,
                    from + rise.micros(),
                    to.saturating_sub(fall.micros()),
                    to
                ]
            }
            Component::SpikeWithin { rise, fall, .. } => self.drawn[i]
                .iter()
                .flat_map(|&(from, to)| [from, from + rise.micros(), to - fall.micros(), to])
                .collect(),
            Component::Ramp { from, to, .. } => alloc::vec![from.micros(), to.micros()],
            Component::BusinessHours { open, .. } => open
                .iter()
                .flat_map(|(from, to)| [from.micros(), to.micros()])
                .collect(),
            Component::Promotions { .. } => self.drawn[i]
                .iter()
                .flat_map(|(from, to)| [*from, *to])
                .collect(),
            Component::Trace { interval, rps } => {
                let length = interval.micros();
                (0..=rps.len() as u64)
                    .map(|k| k * length)
                    .take_while(|&cut| cut <= end)
                    .collect()
            }
        }
    }

    /// How component `i` changes in `[from, to)`, two neighbouring cuts.
    fn bend(&self, i: usize, from: u64, to: u64) -> Bend {
        if matches!(self.components[i], Component::Sine { .. }) {
            return Bend::Curve;
        }
        let changes = self.value(i, from, from) != self.value(i, to, from);
        if changes { Bend::Line } else { Bend::Flat }
    }

    /// What component `i` adds or multiplies at `t`; `inside` says on which side of a jump.
    fn value(&self, i: usize, t: u64, inside: u64) -> f64 {
        match &self.components[i] {
            Component::Constant { rps } => *rps,
            Component::Spike {
                at,
                duration,
                height,
                rise,
                fall,
            } => {
                let (begin, end) = (at.micros(), (*at + *duration).micros());
                let share = share(t, inside, begin, end, rise.micros(), fall.micros());
                at_share(*height, share)
            }
            Component::SpikeWithin {
                height, rise, fall, ..
            } => {
                let (rise, fall) = (rise.micros(), fall.micros());
                let runs = self.drawn[i].iter();
                let share = runs.map(|&(begin, end)| share(t, inside, begin, end, rise, fall));
                at_share(*height, share.sum())
            }
            Component::Ramp {
                from,
                to,
                from_rps,
                to_rps,
            } => {
                let (from, to) = (from.micros(), to.micros());
                if inside < from {
                    0.0
                } else if inside >= to {
                    *to_rps
                } else {
                    from_rps + (to_rps - from_rps) * ((t - from) as f64 / (to - from) as f64)
                }
            }
            Component::BusinessHours { rps, off_rps, open } => {
                let after = open.partition_point(|(from, _)| from.micros() <= inside);
                let is_open = after > 0 && inside < open[after - 1].1.micros();
                if is_open { *rps } else { *off_rps }
            }
            Component::Promotions { multiplier, .. } => {
                let runs = &self.drawn[i];
                let after = runs.partition_point(|(from, _)| *from <= inside);
                if after > 0 && inside < runs[after - 1].1 {
                    *multiplier
                } else {
                    1.0
                }
            }
            Component::Sine {
                mean_rps,
                amplitude_rps,
                period,
                phase,
            } => {
                // The remainder first: the sine of a small angle keeps its digits.
                let turn = (t + phase.micros()) % period.micros();
                let angle = core::f64::consts::TAU * (turn as f64 / period.micros() as f64);
                (mean_rps + amplitude_rps * libm::sin(angle)).max(0.0)
            }
            Component::Trace { interval, rps } => rps
                .get((inside / interval.micros()) as usize)
                .copied()
                .unwrap_or(0.0),
        }
    }
}

/// What a spike does at a share of its full height.
fn at_share(height: Height, share: f64) -> f64 {
    match height {
        Height::Adds(rps) => rps * share,
        Height::Multiplies(factor) => 1.0 + (factor - 1.0) * share,
    }
}

/// How much of its full height a spike has at `t`, 0 to 1.
fn share(t: u64, inside: u64, begin: u64, end: u64, rise: u64, fall: u64) -> f64 {
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
    use crate::time::Time;
    use crate::traffic::Arrivals;
    use alloc::vec;

    fn rate(components: Vec<Component>, seconds: u64) -> Rate {
        let traffic = Traffic {
            arrivals: Arrivals::Uniform,
            components,
        };
        Rate::new(&traffic, Span::from_secs(seconds), |_, _| Vec::new())
    }

    fn at(rate: &Rate, seconds: &[u64]) -> Vec<f64> {
        seconds
            .iter()
            .map(|s| rate.at(s * MICROS_PER_SECOND))
            .collect()
    }

    #[test]
    fn a_spike_adds_or_multiplies_in_its_half_open_interval() {
        let spike = |at, duration, height| Component::Spike {
            at: Time::from_secs(at),
            duration: Span::from_secs(duration),
            height,
            rise: Span::ZERO,
            fall: Span::ZERO,
        };
        let parts = vec![
            Component::Constant { rps: 10.0 },
            spike(10, 5, Height::Adds(20.0)),
            spike(12, 2, Height::Multiplies(2.0)),
        ];
        let got = at(&rate(parts, 60), &[9, 10, 12, 13, 14, 15]);
        assert_eq!(got, [10.0, 30.0, 60.0, 60.0, 30.0, 10.0]);
    }

    #[test]
    fn a_ramp_adds_nothing_before_and_holds_after() {
        let ramp = Component::Ramp {
            from: Time::from_secs(10),
            to: Time::from_secs(20),
            from_rps: 5.0,
            to_rps: 15.0,
        };
        assert_eq!(
            at(&rate(vec![ramp], 60), &[9, 10, 15, 20, 50]),
            [0.0, 5.0, 10.0, 15.0, 15.0]
        );
    }

    #[test]
    fn open_hours_are_half_open() {
        let hours = Component::BusinessHours {
            rps: 50.0,
            off_rps: 2.0,
            open: vec![
                (Time::from_secs(10), Time::from_secs(20)),
                (Time::from_secs(30), Time::from_secs(40)),
            ],
        };
        let got = at(&rate(vec![hours], 60), &[9, 10, 19, 20, 30, 40]);
        assert_eq!(got, [2.0, 50.0, 50.0, 2.0, 50.0, 2.0]);
    }

    #[test]
    fn a_sine_swings_around_its_mean_and_stays_above_zero() {
        let sine = Component::Sine {
            mean_rps: 5.0,
            amplitude_rps: 10.0,
            period: Span::from_secs(40),
            phase: Span::from_secs(10),
        };
        let got = at(&rate(vec![sine], 60), &[0, 10, 20]);
        assert!(
            (got[0] - 15.0).abs() < 1e-9 && (got[1] - 5.0).abs() < 1e-9,
            "{got:?}"
        );
        assert_eq!(got[2], 0.0);
    }

    #[test]
    fn a_trace_holds_each_value_and_adds_nothing_after_its_end() {
        let trace = Component::Trace {
            interval: Span::from_secs(10),
            rps: vec![1.0, 3.0],
        };
        assert_eq!(
            at(&rate(vec![trace], 60), &[0, 9, 10, 19, 20]),
            [1.0, 1.0, 3.0, 3.0, 0.0]
        );
    }

    #[test]
    fn a_spike_within_a_span_stands_where_it_was_drawn() {
        let spike = Component::SpikeWithin {
            earliest: Time::ZERO,
            latest: Time::from_secs(40),
            duration: Span::from_secs(20),
            height: Height::Multiplies(3.0),
            rise: Span::from_secs(10),
            fall: Span::ZERO,
        };
        let traffic = Traffic {
            arrivals: Arrivals::Uniform,
            components: vec![Component::Constant { rps: 10.0 }, spike],
        };
        let rate = Rate::new(&traffic, Span::from_secs(60), |i, _| {
            assert_eq!(i, 1);
            vec![(20_000_000, 40_000_000)]
        });
        let got = at(&rate, &[19, 20, 25, 30, 39, 40]);
        assert_eq!(got, [10.0, 10.0, 20.0, 30.0, 30.0, 10.0]);
        assert_eq!(rate.mass(), 600.0 + 100.0 + 200.0);
    }

    #[test]
    fn promotions_multiply_while_they_run() {
        let promotion = Component::Promotions {
            multiplier: 3.0,
            mean_interval: Span::from_secs(1),
            duration: Span::from_secs(1),
        };
        let traffic = Traffic {
            arrivals: Arrivals::Uniform,
            components: vec![promotion, Component::Constant { rps: 10.0 }],
        };
        let rate = Rate::new(&traffic, Span::from_secs(60), |i, _| {
            assert_eq!(i, 0);
            vec![(5_000_000, 10_000_000)]
        });
        assert_eq!(at(&rate, &[4, 5, 9, 10]), [10.0, 30.0, 30.0, 10.0]);
        assert_eq!(rate.mass(), 700.0);
    }
}
