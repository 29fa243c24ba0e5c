//! Samplers: times on a worker and provisioning times, each fixed and part of the engine's
//! version.

use alloc::boxed::Box;
use core::f64::consts::{LN_2, LOG2_E};

use headroom_model::endpoint::Provision;
use headroom_model::time::Span;
use headroom_model::traffic::ServiceTime;

use super::stream::Stream;
pub use super::ziggurat::{Exponential, Normal};

/// Gamma draws of scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables"
/// (2000), with Stuart's power for shapes below 1.
#[derive(Clone, Debug)]
struct Gamma {
    d: f64,
    c: f64,
    /// 1 / shape when the shape is below 1.
    power: Option<f64>,
    normal: Normal,
}

impl Gamma {
    fn new(shape: f64) -> Gamma {
        let lifted = if shape < 1.0 { shape + 1.0 } else { shape };
        let d = lifted - 1.0 / 3.0;
        let power = (shape < 1.0).then(|| 1.0 / shape);
        Gamma {
            d,
            c: 1.0 / libm::sqrt(9.0 * d),
            power,
            normal: Normal::new(),
        }
    }

    #[inline]
    fn draw(&self, stream: &mut Stream) -> f64 {
        let value = loop {
            let x = self.normal.draw(stream);
            let t = 1.0 + self.c * x;
            if t <= 0.0 {
                continue;
            }
            let v = t * t * t;
            let u = 1.0 - stream.unit();
            let squeeze = 1.0 - 0.0331 * (x * x) * (x * x);
            if u < squeeze || libm::log(u) < 0.5 * x * x + self.d * (1.0 - v + libm::log(v)) {
                break self.d * v;
            }
        };
        match self.power {
            None => value,
            Some(power) => value * libm::exp(libm::log(1.0 - stream.unit()) * power),
        }
    }
}

/// How many values are drawn at once. In a batch one draw's arithmetic overlaps with the next
/// one's; one by one, each request would wait for its own.
const BATCH: usize = 128;

/// Values drawn ahead of their use. The k-th value is the k-th draw, batch or no batch.
#[derive(Clone, Debug)]
pub struct Ahead<T> {
    values: Box<[T; BATCH]>,
    at: usize,
}

impl<T: Copy + Default> Ahead<T> {
    /// Nothing drawn yet.
    pub fn new() -> Ahead<T> {
        Ahead {
            values: Box::new([T::default(); BATCH]),
            at: BATCH,
        }
    }

    /// The next value; `refill` draws a batch when the last is used up.
    #[inline]
    pub fn next(&mut self, refill: impl FnOnce(&mut [T; BATCH])) -> T {
        if self.at == BATCH {
            refill(&mut self.values);
            self.at = 0;
        }
        let value = self.values[self.at];
        self.at += 1;
        value
    }
}

impl<T: Copy + Default> Default for Ahead<T> {
    fn default() -> Ahead<T> {
        Ahead::new()
    }
}

/// Draws times on a worker.
#[derive(Clone, Debug)]
pub struct Service {
    ahead: Ahead<u64>,
    source: Source,
}

#[derive(Clone, Debug)]
struct Source {
    stream: Stream,
    shape: Shape,
}

#[derive(Clone, Debug)]
enum Shape {
    Constant {
        micros: u64,
    },
    Exponential {
        mean_us: f64,
        unit: Exponential,
    },
    /// 2^(mu + sigma z), in microseconds.
    Lognormal {
        mu: f64,
        sigma: f64,
        unit: Normal,
        power: PowerOfTwo,
    },
    Gamma {
        scale_us: f64,
        unit: Gamma,
    },
}

impl Service {
    /// Draws of `service_time` from `stream`.
    pub fn new(service_time: ServiceTime, stream: Stream) -> Service {
        let mean_us = service_time.mean_ms() * 1000.0;
        let shape = match service_time {
            ServiceTime::Constant { .. } => Shape::Constant {
                micros: round(mean_us),
            },
            ServiceTime::Exponential { .. } => Shape::Exponential {
                mean_us,
                unit: Exponential::new(),
            },
            ServiceTime::Lognormal { cv, .. } => {
                // Moments of the log-normal: sigma² = ln(1 + cv²), mu = ln(mean) − sigma²/2.
                let variance = libm::log1p(cv * cv);
                Shape::Lognormal {
                    mu: (libm::log(mean_us) - 0.5 * variance) * LOG2_E,
                    sigma: libm::sqrt(variance) * LOG2_E,
                    unit: Normal::new(),
                    power: PowerOfTwo::new(),
                }
            }
            ServiceTime::Gamma { cv, .. } => Shape::Gamma {
                scale_us: mean_us * cv * cv,
                unit: Gamma::new(1.0 / (cv * cv)),
            },
        };
        Service {
            ahead: Ahead::new(),
            source: Source { stream, shape },
        }
    }

    /// Microseconds on a worker.
    #[inline]
    pub fn draw(&mut self) -> u64 {
        self.ahead.next(|batch| self.source.fill(batch))
    }

    /// Microseconds on a worker, from another stream.
    pub fn draw_from(&self, stream: &mut Stream) -> u64 {
        let mut one = [0];
        self.source.shape.fill(stream, &mut one);
        one[0]
    }
}

impl Source {
    #[inline(never)]
    fn fill(&mut self, batch: &mut [u64]) {
        self.shape.fill(&mut self.stream, batch);
    }
}

impl Shape {
    #[inline]
    fn fill(&self, stream: &mut Stream, batch: &mut [u64]) {
        match self {
            Shape::Constant { micros } => batch.fill(*micros),
            Shape::Exponential { mean_us, unit } => {
                batch.fill_with(|| round(mean_us * unit.draw(stream)));
            }
            Shape::Lognormal {
                mu,
                sigma,
                unit,
                power,
            } => {
                batch.fill_with(|| round(power.of(mu + sigma * unit.draw(stream))));
            }
            Shape::Gamma { scale_us, unit } => {
                batch.fill_with(|| round(scale_us * unit.draw(stream)));
            }
        }
    }
}

/// 2^x by a table of 64 roots and a polynomial between them: the relative error is below 2e-12,
/// and it takes a third of the time of `libm::exp`, which was a third of a whole run.
#[derive(Clone, Debug)]
struct PowerOfTwo {
    /// 2^(i/64).
    roots: Box<[f64; 64]>,
}

impl PowerOfTwo {
    fn new() -> PowerOfTwo {
        let mut roots = Box::new([0.0; 64]);
        for (i, root) in roots.iter_mut().enumerate() {
            *root = libm::exp2(i as f64 / 64.0);
        }
        PowerOfTwo { roots }
    }

    /// 2^x for x between −1000 and 1000, and the nearest of these beyond.
    #[inline]
    fn of(&self, x: f64) -> f64 {
        // Shifted above zero, so that truncation rounds down.
        let shifted = x.clamp(-1000.0, 1000.0) + 1023.0;
        let steps = (shifted * 64.0) as i64;
        let y = (shifted - steps as f64 * (1.0 / 64.0)) * LN_2;
        let between = 1.0 + y * (1.0 + y * (0.5 + y * (1.0 / 6.0 + y * (1.0 / 24.0))));
        self.roots[(steps & 63) as usize] * between * f64::from_bits((steps as u64 >> 6) << 52)
    }
}

/// The nearest whole number to a value that is not negative; signed on the way, which is one
/// instruction instead of six.
#[inline]
fn round(value: f64) -> u64 {
    (value + 0.5) as i64 as u64
}

/// Provisioning time of one instance, from its own stream.
pub fn provision(provision: Provision, stream: &mut Stream) -> Span {
    match provision {
        Provision::Fixed(span) => span,
        Provision::Triangular { min, mode, max } => {
            // Inverse of the triangular distribution function.
            let (a, c, b) = (
                min.micros() as f64,
                mode.micros() as f64,
                max.micros() as f64,
            );
            if b <= a {
                return min;
            }
            let u = stream.unit();
            let at_mode = (c - a) / (b - a);
            let value = if u < at_mode {
                a + libm::sqrt(u * (b - a) * (c - a))
            } else {
                b - libm::sqrt((1.0 - u) * (b - a) * (b - c))
            };
            Span::from_micros(round(value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::stream::Purpose;
    use headroom_model::scenario::Seed;

    const N: u32 = 400_000;

    fn stream() -> Stream {
        Stream::new(Seed::new(11).expect("small"), Purpose::Service, 0)
    }

    /// Mean and variance of `N` draws.
    fn moments(mut draw: impl FnMut() -> f64) -> (f64, f64) {
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..N {
            let x = draw();
            sum += x;
            squares += x * x;
        }
        let mean = sum / f64::from(N);
        (mean, squares / f64::from(N) - mean * mean)
    }

    /// Largest distance between the empirical and the true distribution function, on a grid.
    fn distance(
        mut draw: impl FnMut() -> f64,
        cdf: impl Fn(f64) -> f64,
        low: f64,
        high: f64,
    ) -> f64 {
        let mut counts = [0_u32; 200];
        for _ in 0..N {
            let cell = ((draw() - low) / (high - low) * 200.0).clamp(0.0, 199.0) as usize;
            counts[cell] += 1;
        }
        let (mut below, mut worst) = (0_u32, 0.0_f64);
        for (i, count) in counts.iter().enumerate().take(199) {
            below += count;
            let edge = low + (high - low) * (i + 1) as f64 / 200.0;
            worst = worst.max((f64::from(below) / f64::from(N) - cdf(edge)).abs());
        }
        worst
    }

    #[test]
    fn exponential_agrees_with_theory() {
        let (unit, mut s) = (Exponential::new(), stream());
        let (mean, variance) = moments(|| unit.draw(&mut s));
        assert!((mean - 1.0).abs() < 0.006, "{mean}");
        assert!((variance - 1.0).abs() < 0.02, "{variance}");
        // Kolmogorov-Smirnov at one in a million: 2.7 / sqrt(N).
        let gap = distance(|| unit.draw(&mut s), |x| 1.0 - libm::exp(-x), 0.0, 12.0);
        assert!(gap < 0.0043, "{gap}");
    }

    #[test]
    fn normal_agrees_with_theory() {
        let (unit, mut s) = (Normal::new(), stream());
        let (mean, variance) = moments(|| unit.draw(&mut s));
        assert!(mean.abs() < 0.006, "{mean}");
        assert!((variance - 1.0).abs() < 0.01, "{variance}");
        let cdf = |x: f64| 0.5 * libm::erfc(-x / core::f64::consts::SQRT_2);
        let gap = distance(|| unit.draw(&mut s), cdf, -5.0, 5.0);
        assert!(gap < 0.0043, "{gap}");
    }

    #[test]
    fn lognormal_has_the_stated_mean_and_variation() {
        let mut service = Service::new(
            ServiceTime::Lognormal {
                mean_ms: 100.0,
                cv: 0.5,
            },
            stream(),
        );
        let (mean, variance) = moments(|| service.draw() as f64 / 1000.0);
        assert!((mean - 100.0).abs() < 0.5, "{mean}");
        assert!((libm::sqrt(variance) / mean - 0.5).abs() < 0.01);
    }

    #[test]
    fn gamma_has_the_stated_mean_and_variation() {
        for cv in [0.3, 1.0, 1.8] {
            let shape = ServiceTime::Gamma { mean_ms: 100.0, cv };
            let mut service = Service::new(shape, stream());
            let (mean, variance) = moments(|| service.draw() as f64 / 1000.0);
            assert!(
                (mean - 100.0).abs() < 5.0 * 100.0 * cv / libm::sqrt(f64::from(N)),
                "{mean}"
            );
            assert!(
                (libm::sqrt(variance) / mean / cv - 1.0).abs() < 0.02,
                "{cv}: {variance}"
            );
        }
        // With cv 1 it is the exponential.
        let (unit, mut s) = (Gamma::new(1.0), stream());
        let gap = distance(|| unit.draw(&mut s), |x| 1.0 - libm::exp(-x), 0.0, 12.0);
        assert!(gap < 0.0043, "{gap}");
    }

    #[test]
    fn powers_of_two_agree_with_libm() {
        let power = PowerOfTwo::new();
        for i in -4000..4000 {
            let x = f64::from(i) * 0.0101;
            let relative = power.of(x) / libm::exp2(x) - 1.0;
            assert!(relative.abs() < 2e-12, "{x}: {relative}");
        }
    }

    #[test]
    fn triangular_stays_inside_and_has_the_stated_mean() {
        let shape = Provision::Triangular {
            min: Span::from_secs(180),
            mode: Span::from_secs(300),
            max: Span::from_secs(540),
        };
        let mut s = stream();
        let (mut sum, n) = (0.0, 100_000);
        for _ in 0..n {
            let x = provision(shape, &mut s).secs_f64();
            assert!((180.0..=540.0).contains(&x), "{x}");
            sum += x;
        }
        // (180 + 300 + 540) / 3 = 340, standard error 0.24.
        assert!((sum / f64::from(n) - 340.0).abs() < 1.2);
    }
}
