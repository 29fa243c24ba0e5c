//! When requests arrive: the rate as linear pieces, and its integral inverted exactly.

mod arrivals;
mod rate;

use headroom_model::scenario::Scenario;
use headroom_model::time::Time;

pub use arrivals::Arrivals;
use rate::Rate;

/// Requests per second at each of `times`, as the scenario states them; where the moments of
/// promotions are random, those of the scenario's own seed.
pub fn rates(scenario: &Scenario, times: impl Iterator<Item = Time>) -> impl Iterator<Item = f64> {
    let rate = Rate::new(&scenario.traffic, scenario.duration, scenario.seed);
    times.map(move |time| rate.at(time.micros()))
}

/// Requests per second at `time`. For many moments, [`rates`] reads the scenario only once.
pub fn rate(scenario: &Scenario, time: Time) -> f64 {
    rates(scenario, core::iter::once(time)).sum()
}
