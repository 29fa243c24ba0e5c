//! When requests arrive: the rate's integral, inverted exactly.

mod arrivals;

use alloc::vec::Vec;

use headroom_model::rate::{Rate, Runs};
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Component, Traffic};

pub use arrivals::Arrivals;

use crate::random::sample::Exponential;
use crate::random::stream::{Purpose, Stream};

/// The rate as the scenario states it; where the moments of promotions are random, those of the
/// scenario's own seed.
pub fn rate_of(scenario: &Scenario) -> Rate {
    rate_under(&scenario.traffic, scenario.duration, scenario.seed)
}

/// Requests per second at one moment; for many, ask [`rate_of`] once.
pub fn rate(scenario: &Scenario, time: Time) -> f64 {
    rate_of(scenario).at(time.micros())
}

/// The rate with the promotions that `seed` draws.
fn rate_under(traffic: &Traffic, duration: Span, seed: Seed) -> Rate {
    Rate::new(traffic, duration, |i, component| match component {
        Component::Promotions {
            mean_interval,
            duration: length,
            ..
        } => {
            let stream = Stream::new(seed, Purpose::Promotions, i as u64);
            promotions(
                mean_interval.micros(),
                length.micros(),
                duration.micros(),
                stream,
            )
        }
        _ => Vec::new(),
    })
}

/// Gaps are exponential from one end to the next start.
fn promotions(mean_us: u64, length_us: u64, end: u64, mut stream: Stream) -> Runs {
    let unit = Exponential::new();
    let mut runs = Vec::new();
    let mut t = 0;
    loop {
        let start = t + (mean_us as f64 * unit.draw(&mut stream) + 0.5) as u64;
        if start >= end {
            return runs;
        }
        t = start + length_us;
        runs.push((start, t));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promotions_have_exponential_gaps_from_end_to_start() {
        let stream = Stream::new(Seed::new(4).expect("small"), Purpose::Promotions, 0);
        let runs = promotions(1_000_000, 500_000, 10_000_000_000, stream);
        assert!(runs.windows(2).all(|w| w[1].0 >= w[0].1));
        // 10,000 s of cycles of 1.5 s on average: 6,667, and five standard deviations.
        assert!(runs.len().abs_diff(6_667) < 300, "{}", runs.len());
    }
}
