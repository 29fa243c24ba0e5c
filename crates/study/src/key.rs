//! The key of a question: every option simulated over every seed. It is never stored.

use headroom_engine::run::Run;
use headroom_model::scenario::Seed;
use serde::{Deserialize, Serialize};

use crate::choice::{Choice, Goal};

/// One run that the key needs: `choice.options[option].scenario` under `seed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Index of the option.
    pub option: usize,
    /// What to run it with.
    pub seed: Seed,
}

/// What the key needs of a run. Small enough to send from a worker for every trial.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// What the goal looks at: the quantity, or US dollars. Infinite when the run never reaches it.
    pub value: f64,
    /// Failed requests.
    pub failed: u64,
    /// US dollars.
    pub cost_usd: f64,
    /// 99th percentile of latency; `None` without a completed request.
    pub latency_ms_p99: Option<f64>,
    /// Whether the run met its scenario's SLO; false without one.
    pub slo_met: bool,
}

impl Measured {
    /// Reads `run` for a question with this goal.
    pub fn of(goal: Goal, run: &Run) -> Measured {
        let summary = &run.summary;
        Measured {
            value: match goal {
                Goal::Lowest(quantity) => quantity.measure(run).unwrap_or(f64::INFINITY),
                Goal::CheapestMeetingSlo => summary.cost_usd.total,
            },
            failed: summary.requests.failed.total(),
            cost_usd: summary.cost_usd.total,
            latency_ms_p99: summary.latency_ms.p99,
            slo_met: summary.slo.is_some_and(|slo| slo.met),
        }
    }
}

/// Collects the trials of a question until the key stands.
#[derive(Clone, Debug)]
pub struct Tally {
    goal: Goal,
    first_seed: Option<Seed>,
    /// By option, then by seed.
    measured: Vec<Vec<Option<Measured>>>,
}

impl Tally {
    /// An empty tally of `choice`.
    pub fn new(choice: &Choice) -> Tally {
        Tally {
            goal: choice.goal,
            first_seed: choice.first_seed(),
            measured: vec![vec![None; choice.seeds as usize]; choice.options.len()],
        }
    }

    /// Every trial, seed by seed, so that a partial tally is fair to all options.
    pub fn trials(&self) -> impl Iterator<Item = Trial> + use<> {
        let options = self.measured.len();
        let seeds = self.measured.first().map_or(0, Vec::len) as u64;
        let first = self.first_seed;
        (0..seeds)
            .filter_map(move |n| first.map(|seed| seed.nth(n)))
            .flat_map(move |seed| (0..options).map(move |option| Trial { option, seed }))
    }

    /// Takes the run of a trial. One that the question does not ask for is ignored.
    pub fn add(&mut self, trial: Trial, run: &Run) {
        self.add_measured(trial, Measured::of(self.goal, run));
    }

    /// Likewise, for a run that was read elsewhere.
    pub fn add_measured(&mut self, trial: Trial, measured: Measured) {
        let Some(first) = self.first_seed else { return };
        let n = trial.seed.get().wrapping_sub(first.get()) & Seed::MAX;
        let row = self.measured.get_mut(trial.option);
        if let Some(place) = row.and_then(|row| row.get_mut(n as usize)) {
            *place = Some(measured);
        }
    }

    /// The key; `None` while a trial is missing, or when no option can be right.
    pub fn key(&self) -> Option<Key> {
        let rows: Vec<Vec<Measured>> = self
            .measured
            .iter()
            .map(|row| row.iter().copied().collect())
            .collect::<Option<_>>()?;
        if rows.first().is_none_or(Vec::is_empty) {
            return None;
        }
        let right = right(self.goal, &rows)?;
        Some(Key {
            right,
            doubt: doubt(self.goal, &rows, right),
            by_option: rows.iter().map(|row| OptionOutcome::of(row)).collect(),
        })
    }
}

/// Which option is right, and what every option came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// Index of the right option.
    pub right: usize,
    /// In the order of the options.
    pub by_option: Vec<OptionOutcome>,
    /// Why the key must not be asked, if there is a reason.
    pub doubt: Option<Doubt>,
}

impl Key {
    /// Whether the right option is right under every seed and by a clear margin.
    pub fn clear(&self) -> bool {
        self.doubt.is_none()
    }
}

/// What an option came to, over the seeds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionOutcome {
    /// What the goal looks at.
    pub value: Spread,
    /// Failed requests.
    pub failed: Spread,
    /// US dollars.
    pub cost_usd: Spread,
    /// 99th percentile of latency; `None` when a run has none.
    pub latency_ms_p99: Option<Spread>,
    /// Runs that met the SLO.
    pub slo_met: u32,
    /// Runs.
    pub seeds: u32,
}

impl OptionOutcome {
    /// What these runs of one option, at least one, came to.
    pub fn of(row: &[Measured]) -> OptionOutcome {
        let spread = |value: fn(&Measured) -> f64| Spread::of(row.iter().map(value));
        let p99: Option<Vec<f64>> = row.iter().map(|m| m.latency_ms_p99).collect();
        OptionOutcome {
            value: spread(|m| m.value),
            failed: spread(|m| m.failed as f64),
            cost_usd: spread(|m| m.cost_usd),
            latency_ms_p99: p99.map(|values| Spread::of(values.into_iter())),
            slo_met: row.iter().filter(|m| m.slo_met).count() as u32,
            seeds: row.len() as u32,
        }
    }
}

/// A figure over the seeds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The lowest.
    pub min: f64,
    /// The highest.
    pub max: f64,
}

impl Spread {
    fn of(values: impl Iterator<Item = f64> + Clone) -> Spread {
        let n = values.clone().count().max(1) as f64;
        Spread {
            mean: values.clone().sum::<f64>() / n,
            min: values.clone().fold(f64::INFINITY, f64::min),
            max: values.fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// Why a key must not be asked. Options and seeds are indices, seeds from the first one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Doubt {
    /// Under this seed the other option is as good or better.
    Flips {
        /// Which seed, from 0.
        seed: u32,
        /// The other option.
        other: usize,
    },
    /// The other option is nearer than [`MARGIN`], or [`MARGIN_USD`] for a cost.
    Close {
        /// The other option.
        other: usize,
        /// The gap as a share of the other option's mean.
        gap: f64,
    },
    /// A cheaper option meets the SLO under some seeds and misses it under others.
    SometimesMeets {
        /// The other option.
        other: usize,
        /// Runs in which it meets it.
        met: u32,
    },
}

/// The runner-up's mean must be worse by this share of itself [D].
pub const MARGIN: f64 = 0.1;
/// Costs hardly vary between seeds, so less is clear enough [D].
pub const MARGIN_USD: f64 = 0.02;

/// The option with the best mean among those that may be right.
fn right(goal: Goal, rows: &[Vec<Measured>]) -> Option<usize> {
    let candidates = (0..rows.len()).filter(|&i| may_be_right(goal, &rows[i]));
    candidates.min_by(|&a, &b| mean(&rows[a]).total_cmp(&mean(&rows[b])))
}

fn may_be_right(goal: Goal, row: &[Measured]) -> bool {
    match goal {
        Goal::Lowest(_) => row.iter().any(|m| m.value.is_finite()),
        Goal::CheapestMeetingSlo => row.iter().all(|m| m.slo_met),
    }
}

fn doubt(goal: Goal, rows: &[Vec<Measured>], right: usize) -> Option<Doubt> {
    let others = || (0..rows.len()).filter(move |&other| other != right);
    if goal == Goal::CheapestMeetingSlo {
        for other in others() {
            let met = rows[other].iter().filter(|m| m.slo_met).count();
            let cheaper = mean(&rows[other]) <= mean(&rows[right]);
            if met > 0 && met < rows[other].len() && cheaper {
                let met = met as u32;
                return Some(Doubt::SometimesMeets { other, met });
            }
        }
    }
    let margin = match goal {
        Goal::Lowest(_) => MARGIN,
        Goal::CheapestMeetingSlo => MARGIN_USD,
    };
    for other in others().filter(|&other| may_be_right(goal, &rows[other])) {
        let pairs = rows[right].iter().zip(&rows[other]);
        if let Some(seed) = pairs.clone().position(|(r, o)| o.value <= r.value) {
            let seed = seed as u32;
            return Some(Doubt::Flips { seed, other });
        }
        let gap = (mean(&rows[other]) - mean(&rows[right])) / mean(&rows[other]);
        // A comparison that is false for NaN as well: infinite against infinite is no margin.
        if !(gap >= margin || mean(&rows[other]).is_infinite()) {
            return Some(Doubt::Close { other, gap });
        }
    }
    None
}

fn mean(row: &[Measured]) -> f64 {
    row.iter().map(|m| m.value).sum::<f64>() / row.len() as f64
}

#[cfg(test)]
mod tests;
