//! A search among many candidates for the cheapest that keeps the SLO, in three rounds.
//!
//! Every candidate runs once, on one seed that all share: the same traffic, so that the order is
//! not luck. The best run again on more seeds, and what is reported of them comes from seeds that
//! chose nobody: the winner of a screening has been lucky, and its own figures flatter it.
//!
//! Pure bookkeeping: whoever holds the candidates runs the trials, in any order and in parallel.

use alloc::vec;
use alloc::vec::Vec;

use headroom_engine::run::Run;
use headroom_model::scenario::Seed;
use serde::{Deserialize, Serialize};

/// How a search spends its runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The screening's seed; the others follow it.
    pub first_seed: Seed,
    /// Candidates that are kept after the screening.
    pub keep: u32,
    /// Seeds of the second round, and again of the third.
    pub seeds: u32,
}

impl Plan {
    /// Ten of all, on ten seeds [D].
    pub const fn new(first_seed: Seed) -> Plan {
        Plan {
            first_seed,
            keep: 10,
            seeds: 10,
        }
    }
}

/// One run that the search needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Index of the candidate.
    pub candidate: usize,
    /// What to run it with.
    pub seed: Seed,
}

/// What the search needs of a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// US dollars.
    pub cost_usd: f64,
    /// Failed requests as a share of those that ended, 0 to 1.
    pub failed_share: f64,
    /// 99th percentile of latency; `None` without a completed request.
    pub latency_ms_p99: Option<f64>,
    /// Whether the scenario's SLO was met; true without one if nothing failed.
    pub slo_met: bool,
}

impl Measured {
    /// Reads a run.
    pub fn of(run: &Run) -> Measured {
        let requests = &run.summary.requests;
        let failed = requests.failed.total();
        let ended = (requests.completed + failed).max(1);
        Measured {
            cost_usd: run.summary.cost_usd.total,
            failed_share: failed as f64 / ended as f64,
            latency_ms_p99: run.summary.latency_ms.p99,
            slo_met: run.summary.slo.map_or(failed == 0, |slo| slo.met),
        }
    }
}

/// A candidate over several seeds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Index of the candidate.
    pub candidate: usize,
    /// Mean.
    pub cost_usd: f64,
    /// Mean.
    pub failed_share: f64,
    /// Mean of the runs that have one.
    pub latency_ms_p99: Option<f64>,
    /// Runs that met the SLO.
    pub slo_met: u32,
    /// Runs.
    pub seeds: u32,
}

impl Record {
    fn of(candidate: usize, runs: &[Measured]) -> Record {
        let n = runs.len().max(1) as f64;
        let mean = |value: fn(&Measured) -> f64| runs.iter().map(value).sum::<f64>() / n;
        let late: Vec<f64> = runs.iter().filter_map(|m| m.latency_ms_p99).collect();
        Record {
            candidate,
            cost_usd: mean(|m| m.cost_usd),
            failed_share: mean(|m| m.failed_share),
            latency_ms_p99: (!late.is_empty())
                .then(|| late.iter().sum::<f64>() / late.len() as f64),
            slo_met: runs.iter().filter(|m| m.slo_met).count() as u32,
            seeds: runs.len() as u32,
        }
    }

    /// Met by every run.
    pub const fn always_meets(&self) -> bool {
        self.seeds > 0 && self.slo_met == self.seeds
    }

    /// More runs that meet the SLO first; among those that always do, the cheaper; among the
    /// others, the one that fails less, then the cheaper. The index settles the rest, so that the
    /// order never depends on which trial came back first.
    fn order(&self, other: &Record) -> core::cmp::Ordering {
        let met = |r: &Record| u64::from(r.slo_met) * 1_000_000 / u64::from(r.seeds.max(1));
        let failing = |r: &Record| {
            if r.always_meets() {
                0.0
            } else {
                r.failed_share
            }
        };
        met(other)
            .cmp(&met(self))
            .then(failing(self).total_cmp(&failing(other)))
            .then(self.cost_usd.total_cmp(&other.cost_usd))
            .then(self.candidate.cmp(&other.candidate))
    }
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The finalists on seeds that chose nobody, best first.
    pub finalists: Vec<Record>,
    /// Every candidate on the screening's seed, by index.
    pub screened: Vec<Record>,
    /// Indices of the screened candidates that no other beats in cost and in failures at once,
    /// cheapest first.
    pub front: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Round {
    Screening,
    Choosing,
    Reporting,
    Over,
}

/// A search in progress.
#[derive(Clone, Debug)]
pub struct Search {
    plan: Plan,
    round: Round,
    /// Who runs in this round.
    field: Vec<usize>,
    /// By place in the field, then by seed.
    measured: Vec<Vec<Option<Measured>>>,
    /// Trials of this round that were given out.
    given: usize,
    screened: Vec<Record>,
    finalists: Vec<Record>,
}

impl Search {
    /// A search among `candidates` of them.
    pub fn new(candidates: usize, plan: Plan) -> Search {
        let mut search = Search {
            plan,
            round: Round::Over,
            field: (0..candidates).collect(),
            measured: Vec::new(),
            given: 0,
            screened: Vec::new(),
            finalists: Vec::new(),
        };
        if candidates > 0 {
            search.open(Round::Screening);
        }
        search
    }

    /// The next run that is needed; `None` while the round waits for runs that are under way, and
    /// at the end.
    pub fn next_trial(&mut self) -> Option<Trial> {
        let (seeds, from) = self.seeds();
        if self.round == Round::Over || self.given == self.field.len() * seeds {
            return None;
        }
        let (seed, place) = (self.given / self.field.len(), self.given % self.field.len());
        self.given += 1;
        Some(Trial {
            candidate: self.field[place],
            seed: self.plan.first_seed.nth(from + seed as u64),
        })
    }

    /// Takes the run of a trial. One that was not asked for is ignored.
    pub fn add(&mut self, trial: Trial, measured: Measured) {
        let (_, from) = self.seeds();
        let first = self.plan.first_seed.nth(from);
        let seed = trial.seed.get().wrapping_sub(first.get()) & Seed::MAX;
        let place = self.field.iter().position(|&c| c == trial.candidate);
        let row = place.and_then(|place| self.measured.get_mut(place));
        let Some(slot) = row.and_then(|row| row.get_mut(seed as usize)) else {
            return;
        };
        *slot = Some(measured);
        if self.measured.iter().flatten().all(Option::is_some) {
            self.close();
        }
    }

    /// Runs that came back and runs in all, of all rounds.
    pub fn progress(&self) -> (usize, usize) {
        let candidates = match self.round {
            Round::Screening => self.field.len(),
            _ => self.screened.len(),
        };
        let kept = candidates.min(self.plan.keep as usize);
        let final_runs = kept * self.plan.seeds as usize;
        let before = match self.round {
            Round::Screening => 0,
            Round::Choosing => candidates,
            Round::Reporting => candidates + final_runs,
            Round::Over => candidates + 2 * final_runs,
        };
        let here = self
            .measured
            .iter()
            .flatten()
            .filter(|m| m.is_some())
            .count();
        (before + here, candidates + 2 * final_runs)
    }

    /// The result, once every run is in.
    pub fn found(&self) -> Option<Found> {
        (self.round == Round::Over).then(|| Found {
            finalists: self.finalists.clone(),
            front: front(&self.screened),
            screened: self.screened.clone(),
        })
    }

    /// `(seeds of this round, how far after the first seed they begin)`.
    fn seeds(&self) -> (usize, u64) {
        let seeds = self.plan.seeds as usize;
        match self.round {
            Round::Screening => (1, 0),
            Round::Choosing => (seeds, 1),
            Round::Reporting => (seeds, 1 + seeds as u64),
            Round::Over => (0, 0),
        }
    }

    fn open(&mut self, round: Round) {
        self.round = round;
        let (seeds, _) = self.seeds();
        self.measured = vec![vec![None; seeds]; self.field.len()];
        self.given = 0;
    }

    fn close(&mut self) {
        let runs = core::mem::take(&mut self.measured);
        let mut records: Vec<Record> = self
            .field
            .iter()
            .zip(runs)
            .map(|(&candidate, row)| {
                let row: Vec<Measured> = row.into_iter().flatten().collect();
                Record::of(candidate, &row)
            })
            .collect();
        let next = match self.round {
            Round::Screening => {
                self.screened = records.clone();
                Round::Choosing
            }
            Round::Choosing => Round::Reporting,
            Round::Reporting | Round::Over => Round::Over,
        };
        records.sort_by(Record::order);
        if next == Round::Choosing {
            records.truncate(self.plan.keep as usize);
        }
        self.field = records.iter().map(|r| r.candidate).collect();
        if next == Round::Over {
            self.finalists = records;
        }
        self.open(next);
    }
}

/// Who is beaten by nobody in cost and in failures at once, cheapest first.
fn front(records: &[Record]) -> Vec<usize> {
    let mut order: Vec<&Record> = records.iter().collect();
    order.sort_by(|a, b| {
        let cost = a.cost_usd.total_cmp(&b.cost_usd);
        cost.then(a.failed_share.total_cmp(&b.failed_share))
            .then(a.candidate.cmp(&b.candidate))
    });
    let mut fewest = f64::INFINITY;
    let mut front = Vec::new();
    for record in order {
        if record.failed_share < fewest {
            fewest = record.failed_share;
            front.push(record.candidate);
        }
    }
    front
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(keep: u32, seeds: u32) -> Plan {
        let first_seed = Seed::new(7).expect("small");
        Plan {
            first_seed,
            keep,
            seeds,
        }
    }

    fn measured(cost_usd: f64, failed_share: f64) -> Measured {
        Measured {
            cost_usd,
            failed_share,
            latency_ms_p99: Some(100.0),
            slo_met: failed_share < 0.01,
        }
    }

    /// Runs a search, the trials of a round coming back in reverse.
    fn searched(candidates: usize, plan: Plan, run: impl Fn(Trial) -> Measured) -> (Found, usize) {
        let mut search = Search::new(candidates, plan);
        let mut runs = 0;
        loop {
            let mut open: Vec<Trial> = core::iter::from_fn(|| search.next_trial()).collect();
            if open.is_empty() {
                let (done, of) = search.progress();
                assert_eq!(done, of);
                return (search.found().expect("every run is in"), runs);
            }
            runs += open.len();
            open.reverse();
            for trial in open {
                search.add(trial, run(trial));
            }
        }
    }

    #[test]
    fn the_cheapest_that_keeps_the_slo_wins() {
        let (found, runs) = searched(6, plan(3, 2), |t| {
            let n = t.candidate as f64;
            // Cheaper ones fail.
            measured(1.0 + n, if t.candidate < 2 { 0.3 } else { 0.0 })
        });
        let order: Vec<usize> = found.finalists.iter().map(|r| r.candidate).collect();
        assert_eq!(order, [2, 3, 4]);
        assert_eq!(runs, 6 + 2 * 3 * 2);
        assert_eq!(found.front, [0, 2]);
    }

    #[test]
    fn luck_in_the_screening_does_not_last() {
        // Candidate 0 is fine on the screening's seed alone.
        let (found, _) = searched(2, plan(2, 3), |t| {
            let lucky = t.seed.get() == 7 || t.candidate == 1;
            measured(1.0 + t.candidate as f64, if lucky { 0.0 } else { 0.2 })
        });
        assert_eq!(found.finalists[0].candidate, 1);
        assert!(found.finalists[0].always_meets());
        assert_eq!(found.finalists[1].slo_met, 0);
    }

    #[test]
    fn the_reported_seeds_chose_nobody() {
        let mut search = Search::new(3, plan(1, 2));
        let mut seeds: Vec<Vec<u64>> = Vec::new();
        while search.found().is_none() {
            let open: Vec<Trial> = core::iter::from_fn(|| search.next_trial()).collect();
            seeds.push(open.iter().map(|t| t.seed.get()).collect());
            for trial in open {
                search.add(trial, measured(1.0, 0.0));
            }
        }
        assert_eq!(seeds, [vec![7, 7, 7], vec![8, 9], vec![10, 11]]);
    }

    #[test]
    fn nobody_to_search_among_is_an_end() {
        let mut search = Search::new(0, plan(10, 10));
        assert_eq!(search.next_trial(), None);
        assert!(
            search
                .found()
                .is_some_and(|found| found.finalists.is_empty())
        );
    }
}
