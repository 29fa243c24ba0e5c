//! The key of a question: every world simulated over the seeds, or a fact. It is never stored.

mod doubt;
mod right;

use headroom_engine::run::Run;
use headroom_model::scenario::Seed;
use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::predicate::{Predicate, Whose};
use crate::question::{Goal, Question};

pub use doubt::{Doubt, MARGIN, MARGIN_S, MARGIN_USD};

/// Seeds from its first under which the compiler has tried every key and reason [D].
pub const SWEPT_SEEDS: u32 = 20;

/// One run that the key needs: `question.worlds[world].scenario` under `seed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Index of the world.
    pub world: usize,
    /// What to run it with.
    pub seed: Seed,
}

/// The figures of one run that a question asks for, in the order of [`Question::figures`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured(pub Vec<Option<f64>>);

impl Measured {
    /// Reads `run` for `question`.
    pub fn of(question: &Question, run: &Run) -> Measured {
        let figures = question.figures();
        Measured(figures.iter().map(|figure| figure.measure(run)).collect())
    }
}

/// Collects the trials of a question until the key stands.
#[derive(Clone, Debug)]
pub struct Tally {
    question: Question,
    first_seed: Option<Seed>,
    /// By world, then by seed.
    measured: Vec<Vec<Option<Measured>>>,
}

impl Tally {
    /// An empty tally of `question` over `seeds` seeds from its first.
    pub fn new(question: &Question, seeds: u32) -> Tally {
        Tally {
            first_seed: question.first_seed(),
            measured: vec![vec![None; seeds as usize]; question.worlds.len()],
            question: question.clone(),
        }
    }

    /// Every trial, seed by seed, so that a partial tally is fair to all worlds.
    pub fn trials(&self) -> impl Iterator<Item = Trial> + use<> {
        let worlds = self.measured.len();
        let seeds = self.measured.first().map_or(0, Vec::len) as u64;
        let first = self.first_seed;
        (0..seeds)
            .filter_map(move |n| first.map(|seed| seed.nth(n)))
            .flat_map(move |seed| (0..worlds).map(move |world| Trial { world, seed }))
    }

    /// Takes the run of a trial. One that the question does not ask for is ignored.
    pub fn add(&mut self, trial: Trial, run: &Run) {
        let measured = Measured::of(&self.question, run);
        self.add_measured(trial, measured);
    }

    /// Likewise, for a run that was read elsewhere.
    pub fn add_measured(&mut self, trial: Trial, measured: Measured) {
        let Some(first) = self.first_seed else { return };
        let n = trial.seed.get().wrapping_sub(first.get()) & Seed::MAX;
        let row = self.measured.get_mut(trial.world);
        if let Some(place) = row.and_then(|row| row.get_mut(n as usize)) {
            *place = Some(measured);
        }
    }

    /// The key; `None` while a trial is missing, or when nothing can be right.
    pub fn key(&self) -> Option<Key> {
        let rows: Vec<Vec<Measured>> = self
            .measured
            .iter()
            .map(|row| row.iter().cloned().collect())
            .collect::<Option<_>>()?;
        let runs = Runs {
            figures: self.question.figures(),
            rows,
        };
        let right = right::right(&self.question, &runs)?;
        Some(Key {
            doubt: doubt::doubt(&self.question, &runs, &right),
            right,
            runs,
        })
    }
}

/// What is right, and what every run came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// What is right.
    pub right: Right,
    /// The runs that say so.
    pub runs: Runs,
    /// Why the key must not be asked, if there is a reason.
    pub doubt: Option<Doubt>,
}

/// What is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// These options or causes, ascending.
    Options(Vec<usize>),
    /// This number.
    Number(f64),
    /// The items in this order.
    Order(Vec<usize>),
    /// For each left partner its right one.
    Match(Vec<usize>),
    /// A value for each field; `None` where the run has none.
    Values(Vec<Option<f64>>),
    /// Whatever meets the requirements.
    Design,
}

impl Key {
    /// Whether it holds under every seed and by a clear margin.
    pub fn clear(&self) -> bool {
        self.doubt.is_none()
    }

    /// Whether the option or cause of this index is right.
    pub fn is_right(&self, option: usize) -> bool {
        matches!(&self.right, Right::Options(right) if right.contains(&option))
    }

    /// The only right option or cause.
    pub fn right_option(&self) -> Option<usize> {
        match &self.right {
            Right::Options(right) if right.len() == 1 => right.first().copied(),
            _ => None,
        }
    }
}

/// The figures of every run of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Runs {
    /// Which figures.
    pub figures: Vec<Figure>,
    /// By world, then by seed.
    pub rows: Vec<Vec<Measured>>,
}

impl Runs {
    /// How many seeds each world ran under.
    pub fn seeds(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// A figure of one run.
    pub fn value(&self, world: usize, seed: usize, figure: &Figure) -> Option<f64> {
        let index = self.figures.iter().position(|known| known == figure)?;
        *self.rows.get(world)?.get(seed)?.0.get(index)?
    }

    /// A figure of every run of a world, `absent` where a run has none.
    pub fn values(&self, world: usize, figure: &Figure, absent: f64) -> Vec<f64> {
        let seeds = 0..self.rows.get(world).map_or(0, Vec::len);
        seeds
            .map(|seed| self.value(world, seed, figure).unwrap_or(absent))
            .collect()
    }

    /// A figure over the seeds; `None` when a run has none.
    pub fn spread(&self, world: usize, figure: &Figure) -> Option<Spread> {
        let values = self.values(world, figure, f64::NAN);
        let is_whole = !values.is_empty() && values.iter().all(|v| !v.is_nan());
        is_whole.then(|| Spread::of(values.iter().copied()))
    }

    /// How many runs of a world met the SLO.
    pub fn slo_met(&self, world: usize) -> usize {
        let met = self.values(world, &Figure::slo_met(), 0.0);
        met.into_iter().filter(|met| *met > 0.0).count()
    }

    /// Whether `predicate` holds in one run.
    pub fn holds(&self, world: usize, seed: usize, predicate: &Predicate) -> bool {
        predicate.holds_with(&|whose, figure: &Figure| match whose {
            Whose::Own => self.value(world, seed, figure),
            // The lesson's own scenario is a world of the questions that compare with it.
            Whose::Start => self.value(0, seed, figure),
        })
    }

    /// In how many runs of a world it holds.
    pub fn held(&self, world: usize, predicate: &Predicate) -> usize {
        let seeds = 0..self.rows.get(world).map_or(0, Vec::len);
        seeds
            .filter(|seed| self.holds(world, *seed, predicate))
            .count()
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

impl Goal {
    /// What is compared: the figure, and what stands for a run that never reaches it.
    pub fn figure(&self) -> (Figure, f64) {
        match self {
            Goal::Lowest(figure) => (figure.clone(), f64::INFINITY),
            Goal::Highest(figure) => (figure.clone(), f64::NEG_INFINITY),
            Goal::CheapestMeetingSlo => (Figure::cost_usd(), f64::INFINITY),
        }
    }
}

#[cfg(test)]
mod tests;
