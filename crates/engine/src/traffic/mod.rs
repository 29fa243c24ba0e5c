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

/// The rate as the scenario states it; where its moments are random, those of the scenario's own
/// seed.
pub fn rate_of(scenario: &Scenario) -> Rate {
    rate_under(&scenario.traffic, scenario.duration, scenario.seed)
}

/// Requests per second at one moment; for many, ask [`rate_of`] once.
pub fn rate(scenario: &Scenario, time: Time) -> f64 {
    rate_of(scenario).at(time.micros())
}

/// The rate with the moments that `seed` draws.
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
        Component::SpikeWithin {
            earliest,
            latest,
            duration: length,
            ..
        } => {
            let mut stream = Stream::new(seed, Purpose::SpikeMoment, i as u64);
            let (from, to) = (earliest.micros(), latest.micros());
            let begin = from + ((to - from) as f64 * stream.unit() + 0.5) as u64;
            alloc::vec![(begin, begin + length.micros())]
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
    fn a_spike_within_a_span_begins_anywhere_in_it_by_its_seed() {
        let traffic = Traffic {
            arrivals: headroom_model::traffic::Arrivals::Uniform,
            components: alloc::vec![Component::SpikeWithin {
                earliest: Time::from_secs(600),
                latest: Time::from_secs(1600),
                duration: Span::from_secs(60),
                height: headroom_model::traffic::Height::Adds(5.0),
                rise: Span::ZERO,
                fall: Span::ZERO,
            }],
        };
        let second_of = |seed: u64| {
            let seed = Seed::new(seed).expect("small");
            let rate = rate_under(&traffic, Span::from_secs(3600), seed);
            (0..3600).find(|second| rate.at(second * 1_000_000) > 0.0)
        };
        let begins: Vec<u64> = (0..200).filter_map(second_of).collect();
        assert_eq!(begins.len(), 200);
        assert!(begins.iter().all(|second| (600..=1600).contains(second)));
        let mean = begins.iter().sum::<u64>() / 200;
        assert!((1050..1150).contains(&mean), "{mean}");
        assert_eq!(second_of(7), second_of(7));
    }

    #[test]
    fn promotions_have_exponential_gaps_from_end_to_start() {
        let stream = Stream::new(Seed::new(4).expect("small"), Purpose::Promotions, 0);
        let runs = promotions(1_000_000, 500_000, 10_000_000_000, stream);
        assert!(runs.windows(2).all(|w| w[1].0 >= w[0].1));
        // 10,000 s of cycles of 1.5 s on average: 6,667, and five standard deviations.
        assert!(runs.len().abs_diff(6_667) < 300, "{}", runs.len());
    }
}
