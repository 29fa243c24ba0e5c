//! Predictions: what the learner commits to before the run, and what it was worth.

pub mod curve;

use headroom_engine::run::Run;
use headroom_explain::figure::{clock, count, number};
use headroom_model::time::{Span, Start, Time};
use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;

/// One number to predict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PredictionField {
    /// What is predicted.
    pub quantity: Quantity,
    /// What the learner is asked.
    pub prompt: String,
    /// `instances`, `requests`; empty for a time of day.
    pub unit: String,
    /// Lowest value of the stepper, in the quantity's unit.
    pub min: f64,
    /// Highest value.
    pub max: f64,
    /// What one press changes.
    pub step: f64,
    /// What the stepper shows at first: never the answer.
    pub start: f64,
}

/// A prediction held against a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PredictionScore {
    /// One for each field, in its order.
    pub parts: Vec<PartScore>,
    /// The sum of the credits: 1 for full, ½ for half.
    pub points: f64,
    /// The most that can be had.
    pub of: f64,
}

/// One number of a prediction, judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartScore {
    /// What was predicted.
    pub quantity: Quantity,
    /// The learner's number, in the quantity's unit.
    pub predicted: f64,
    /// The run's; `None` when the run has none.
    pub simulated: Option<f64>,
    /// What it is worth.
    pub credit: Credit,
    /// Both numbers and the credit, in words.
    pub sentence: String,
}

/// What a predicted number is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credit {
    /// Near enough.
    Full,
    /// Of the right size.
    Half,
    /// Neither.
    None,
}

impl Credit {
    /// 1, ½ or 0.
    pub const fn points(self) -> f64 {
        match self {
            Credit::Full => 1.0,
            Credit::Half => 0.5,
            Credit::None => 0.0,
        }
    }
}

/// Judges the values of `fields`, in their order; a missing value earns nothing.
pub fn grade(fields: &[PredictionField], values: &[f64], run: &Run) -> PredictionScore {
    let values = values.iter().copied().chain(std::iter::repeat(f64::NAN));
    let parts: Vec<PartScore> = fields
        .iter()
        .zip(values)
        .map(|(field, predicted)| {
            let simulated = field.quantity.measure(run);
            let credit = simulated.map_or(Credit::None, |s| credit(field.quantity, predicted, s));
            PartScore {
                quantity: field.quantity,
                predicted,
                simulated,
                credit,
                sentence: sentence(field.quantity, predicted, simulated, credit, run.start),
            }
        })
        .collect();
    PredictionScore {
        points: parts.iter().map(|part| part.credit.points()).sum(),
        of: parts.len() as f64,
        parts,
    }
}

/// Seconds around the moment that earn full credit.
const MOMENT_FULL_S: f64 = 60.0;
/// Seconds around the moment that earn half.
const MOMENT_HALF_S: f64 = 180.0;
/// Share of the capacity around it that earns half; full credit is for the number itself.
const CAPACITY_HALF: f64 = 0.1;
/// Factor around a count of requests that earns full credit.
const REQUESTS_FULL: f64 = 1.25;
/// Factor that earns half.
const REQUESTS_HALF: f64 = 2.0;

/// Share of a job's time around it that earns full credit.
const JOB_FULL: f64 = 0.05;
/// Share that earns half.
const JOB_HALF: f64 = 0.15;

/// What `predicted` is worth when the run says `simulated`.
pub fn credit(quantity: Quantity, predicted: f64, simulated: f64) -> Credit {
    // Half a step of a float is not a wrong prediction.
    const SLACK: f64 = 1e-9;
    let off = (predicted - simulated).abs();
    let within = |full: bool, half: bool| match (full, half) {
        (true, _) => Credit::Full,
        (false, true) => Credit::Half,
        (false, false) => Credit::None,
    };
    match quantity {
        Quantity::PeakRequested | Quantity::LowestCapacity => {
            within(off < 0.5, off <= CAPACITY_HALF * simulated + SLACK)
        }
        Quantity::JobEnds | Quantity::BillableTime => within(
            off <= JOB_FULL * simulated + SLACK,
            off <= JOB_HALF * simulated + SLACK,
        ),
        Quantity::FirstNewInService => within(off <= MOMENT_FULL_S, off <= MOMENT_HALF_S),
        // "None" is a claim of its own: only none is right.
        Quantity::FailedRequests | Quantity::WorkLost if simulated == 0.0 || predicted == 0.0 => {
            within(predicted == simulated, false)
        }
        Quantity::FailedRequests | Quantity::WorkLost => {
            let factor = (predicted / simulated).max(simulated / predicted);
            let is_positive = predicted > 0.0;
            within(
                is_positive && factor <= REQUESTS_FULL + SLACK,
                is_positive && factor <= REQUESTS_HALF + SLACK,
            )
        }
    }
}

/// How near a prediction must be for full and for half credit, in words.
pub const fn rule(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::PeakRequested | Quantity::LowestCapacity => {
            "Exact for full credit, within 10 % for half."
        }
        Quantity::FirstNewInService => "Within 60 s for full credit, within 180 s for half.",
        Quantity::JobEnds | Quantity::BillableTime => {
            "Within 5 % of the job's time for full credit, within 15 % for half."
        }
        Quantity::FailedRequests | Quantity::WorkLost => {
            "Within a factor of 1.25 for full credit, within a factor of 2 for half; \"none\" must be exact."
        }
    }
}

/// Both numbers and the credit, in words.
pub fn sentence(
    quantity: Quantity,
    predicted: f64,
    simulated: Option<f64>,
    credit: Credit,
    start: Start,
) -> String {
    let words = |value: f64| match () {
        () if quantity.is_moment() => clock(start, Time::ZERO + Span::from_secs_f64(value)),
        () if value.is_finite() => count(value.max(0.0).round() as u64),
        () => number(value),
    };
    let name = match quantity {
        Quantity::PeakRequested => "Peak requested",
        Quantity::FirstNewInService => "First new instance in service",
        Quantity::FailedRequests => "Failed requests",
        Quantity::LowestCapacity => "Fewest in service",
        Quantity::JobEnds => "The job ends",
        Quantity::BillableTime => "Billable time, s",
        Quantity::WorkLost => "Work done again, s",
    };
    let credit = match credit {
        Credit::Full => "Full credit.",
        Credit::Half => "Half credit.",
        Credit::None => "No credit.",
    };
    let simulated = simulated.map_or_else(|| "never".to_owned(), words);
    if predicted.is_finite() {
        let predicted = words(predicted);
        format!("{name}: you said {predicted}, the run says {simulated}. {credit}")
    } else {
        format!("{name}: you said nothing, the run says {simulated}. {credit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Credit::{Full, Half, None};

    #[test]
    fn a_capacity_is_exact_or_within_a_tenth() {
        let of = |predicted, simulated| credit(Quantity::PeakRequested, predicted, simulated);
        assert_eq!(
            [of(8.0, 8.0), of(7.0, 8.0), of(9.0, 8.0)],
            [Full, None, None]
        );
        assert_eq!(
            [of(18.0, 20.0), of(22.0, 20.0), of(17.0, 20.0)],
            [Half, Half, None]
        );
    }

    #[test]
    fn a_moment_is_within_one_or_three_minutes() {
        let of = |predicted, simulated| credit(Quantity::FirstNewInService, predicted, simulated);
        assert_eq!([of(1500.0, 1440.0), of(1500.0, 1560.0)], [Full, Full]);
        assert_eq!([of(1500.0, 1560.1), of(1500.0, 1680.0)], [Half, Half]);
        assert_eq!(of(1500.0, 1680.1), None);
    }

    #[test]
    fn a_count_is_within_a_factor_and_none_is_exact() {
        let of = |predicted, simulated| credit(Quantity::FailedRequests, predicted, simulated);
        assert_eq!(
            [of(10_000.0, 12_500.0), of(12_500.0, 10_000.0)],
            [Full, Full]
        );
        assert_eq!(
            [of(10_000.0, 20_000.0), of(10_000.0, 5_000.0)],
            [Half, Half]
        );
        assert_eq!([of(10_000.0, 20_001.0), of(-5.0, 5.0)], [None, None]);
        assert_eq!(
            [of(0.0, 0.0), of(0.0, 1.0), of(1.0, 0.0)],
            [Full, None, None]
        );
    }

    #[test]
    fn a_jobs_time_is_within_a_share_of_it() {
        for quantity in [Quantity::JobEnds, Quantity::BillableTime] {
            let of = |predicted| credit(quantity, predicted, 20_000.0);
            assert_eq!([of(21_000.0), of(19_000.0)], [Full, Full]);
            assert_eq!([of(23_000.0), of(17_000.0)], [Half, Half]);
            assert_eq!([of(23_001.0), of(0.0)], [None, None]);
        }
    }

    #[test]
    fn what_is_no_number_earns_nothing() {
        for quantity in Quantity::ALL {
            assert_eq!(credit(quantity, f64::NAN, 8.0), None);
            assert_eq!(credit(quantity, f64::INFINITY, 8.0), None);
        }
    }

    #[test]
    fn the_sentence_names_both_numbers_in_their_unit() {
        let say = |q, p, s, c| sentence(q, p, s, c, Start(0));
        assert_eq!(
            say(Quantity::FirstNewInService, 3600.0, Some(3661.0), Half),
            "First new instance in service: you said 01:00, the run says 01:01:01. Half credit."
        );
        assert_eq!(
            say(Quantity::FailedRequests, 12_000.0, Some(0.0), None),
            "Failed requests: you said 12,000, the run says 0. No credit."
        );
        assert_eq!(
            say(Quantity::FirstNewInService, 60.0, Option::None, None),
            "First new instance in service: you said 00:01, the run says never. No credit."
        );
        assert_eq!(
            say(Quantity::PeakRequested, f64::NAN, Some(8.0), None),
            "Peak requested: you said nothing, the run says 8. No credit."
        );
    }
}
