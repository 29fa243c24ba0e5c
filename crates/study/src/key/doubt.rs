//! Why a key must not be asked: it flips over the seeds, or its margin is too small.

use serde::{Deserialize, Serialize};

use super::right::{may_be_best, mean, values};
use super::{Right, Runs};
use crate::figure::{Figure, Part};
use crate::predicate::Predicate;
use crate::question::{
    Band, Basis, Choosable, Goal, Kind, LeftStand, NumberSource, Question, RightStand, Stand,
};

/// Why a key must not be asked. Options and seeds are indices, seeds from the first one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Doubt {
    /// Under this seed the other option is as good or better.
    Flips {
        /// Which seed, from 0.
        seed: u32,
        /// The other option, or item.
        other: usize,
    },
    /// The other option is nearer than [`MARGIN`], [`MARGIN_USD`] for a cost, or [`MARGIN_S`] for a
    /// moment.
    Close {
        /// The other option, or item.
        other: usize,
        /// The gap as a share of the worse one's mean.
        gap: f64,
    },
    /// A cheaper option meets the SLO under some seeds and misses it under others.
    SometimesMeets {
        /// The other option.
        other: usize,
        /// Runs in which it meets it.
        met: u32,
    },
    /// What decides about this option, partner or clue holds in some runs and not in others.
    SometimesHolds {
        /// Which.
        which: usize,
        /// Runs in which it holds.
        held: u32,
    },
    /// So many are right, and another number is asked for.
    Count {
        /// How many are right.
        found: u32,
        /// How many are asked for.
        wanted: u32,
    },
    /// Under this seed the number is outside the band for full credit.
    Wide {
        /// Which seed, from 0.
        seed: u32,
    },
    /// The reference of a design misses this requirement under a seed.
    ReferenceMisses {
        /// Which requirement.
        requirement: usize,
        /// Runs in which it meets it.
        met: u32,
    },
}

/// The runner-up's mean must be worse by this share of itself [D].
pub const MARGIN: f64 = 0.1;
/// Moments count from second 0, so that a share of them says nothing: seconds apart [D].
pub const MARGIN_S: f64 = 15.0;
/// Costs hardly vary between seeds, so less is clear enough [D].
pub const MARGIN_USD: f64 = 0.02;

/// The first reason found; `None` when the key is clear.
pub fn doubt(question: &Question, runs: &Runs, right: &Right) -> Option<Doubt> {
    let count = |found: usize, wanted: u32| {
        let found = found as u32;
        (found != wanted).then_some(Doubt::Count { found, wanted })
    };
    match (&question.kind, right) {
        (Kind::Choice(choice), Right::Options(right)) => count(right.len(), 1)
            .or_else(|| of_options(&choice.options, &choice.basis, runs, right)),
        (Kind::MultipleResponse(several), Right::Options(right)) => {
            count(right.len(), several.select)
                .or_else(|| of_options(&several.options, &several.basis, runs, right))
        }
        (Kind::Numeric(numeric), Right::Number(number)) => match &numeric.source {
            NumberSource::Fact(_) => None,
            NumberSource::Run(world, figure) => {
                let values = runs.values(*world, figure, f64::INFINITY);
                let outside = |value: &f64| !numeric.full.holds(*value, *number);
                let seed = values.iter().position(outside)? as u32;
                Some(Doubt::Wide { seed })
            }
        },
        (Kind::Order(order), Right::Order(sorted)) => {
            let signed = |index: usize| {
                let sign = if order.descending { -1.0 } else { 1.0 };
                let item = order.items.get(index).map_or(0, |item| item.world);
                let values = runs.values(item, &order.by, f64::INFINITY);
                values.into_iter().map(|v| sign * v).collect::<Vec<_>>()
            };
            sorted.windows(2).find_map(|pair| {
                let (first, second) = (signed(pair[0]), signed(pair[1]));
                apart(&first, &second, pair[1], margin(&order.by))
            })
        }
        (Kind::Match(matched), Right::Match(_)) => {
            for (which, left) in matched.left.iter().enumerate() {
                let LeftStand::World(world) = left.stand else {
                    continue;
                };
                let mut fitting = 0;
                for right in &matched.right {
                    if let RightStand::Says(says) = &right.stand {
                        if let Some(doubt) = sometimes(runs, world, says, which) {
                            return Some(doubt);
                        }
                        fitting += usize::from(runs.held(world, says) == runs.seeds());
                    }
                }
                if let Some(doubt) = count(fitting, 1) {
                    return Some(doubt);
                }
            }
            None
        }
        (Kind::Diagnose(diagnose), Right::Options(right)) => count(right.len(), 1).or_else(|| {
            let causes = diagnose.causes.iter().filter_map(|c| c.stand.world());
            let mut causes = causes.enumerate();
            // A clue of the right cause must always be there; of another cause, that it sometimes
            // is there does no harm as long as not every clue is.
            causes.find_map(|(index, world)| {
                let all = |seed: usize| {
                    let mut clues = diagnose.clues.iter();
                    clues.all(|clue| runs.holds(world, seed, &clue.says))
                };
                let held = (0..runs.seeds()).filter(|seed| all(*seed)).count();
                let wanted = if right.contains(&index) {
                    runs.seeds()
                } else {
                    0
                };
                (held != wanted).then_some(Doubt::SometimesHolds {
                    which: index,
                    held: held as u32,
                })
            })
        }),
        (Kind::Design(design), _) => {
            for (requirement, asked) in design.requirements.iter().enumerate() {
                let reference = design.reference;
                let meets = |seed: &usize| asked.is_met(runs, reference, reference, *seed);
                let met = (0..runs.seeds()).filter(meets).count();
                if met < runs.seeds() {
                    let met = met as u32;
                    return Some(Doubt::ReferenceMisses { requirement, met });
                }
            }
            None
        }
        _ => None,
    }
}

fn of_options(options: &[Choosable], basis: &Basis, runs: &Runs, right: &[usize]) -> Option<Doubt> {
    match basis {
        Basis::Best(goal) => of_best(options, goal, runs, *right.first()?),
        Basis::Meets(says) => options
            .iter()
            .enumerate()
            .find_map(|(which, option)| sometimes(runs, option.stand.world()?, says, which)),
        Basis::Holds => {
            options
                .iter()
                .enumerate()
                .find_map(|(which, option)| match &option.stand {
                    Stand::Says(world, says) => sometimes(runs, *world, says, which),
                    Stand::World(_) | Stand::Value(_) => None,
                })
        }
        Basis::Fact(_) => None,
    }
}

fn sometimes(runs: &Runs, world: usize, says: &Predicate, which: usize) -> Option<Doubt> {
    let held = runs.held(world, says);
    let held_always_or_never = held == 0 || held == runs.seeds();
    (!held_always_or_never).then_some(Doubt::SometimesHolds {
        which,
        held: held as u32,
    })
}

fn of_best(options: &[Choosable], goal: &Goal, runs: &Runs, right: usize) -> Option<Doubt> {
    let others = || (0..options.len()).filter(move |&other| other != right);
    if *goal == Goal::CheapestMeetingSlo {
        for other in others() {
            let met = options[other].stand.world().map_or(0, |w| runs.slo_met(w));
            let cheaper = mean(&options[other], goal, runs) <= mean(&options[right], goal, runs);
            if met > 0 && met < runs.seeds() && cheaper {
                let met = met as u32;
                return Some(Doubt::SometimesMeets { other, met });
            }
        }
    }
    let (figure, _) = goal.figure();
    let margin = margin(&figure);
    let signed = |option: usize| {
        let sign = match goal {
            Goal::Highest(_) => -1.0,
            Goal::Lowest(_) | Goal::CheapestMeetingSlo => 1.0,
        };
        let values = values(&options[option], goal, runs);
        values.into_iter().map(|v| sign * v).collect::<Vec<_>>()
    };
    let rivals = others().filter(|&other| may_be_best(&options[other], goal, runs));
    let best = signed(right);
    rivals
        .into_iter()
        .find_map(|other| apart(&best, &signed(other), other, margin))
}

/// How far apart two means of a figure must be.
fn margin(figure: &Figure) -> Band {
    match figure {
        Figure::Event(_, _, Part::TimeS) => Band::Within(MARGIN_S),
        _ if *figure == Figure::cost_usd() => Band::Share(MARGIN_USD),
        _ => Band::Share(MARGIN),
    }
}

/// Whether `best` is lower than `rival` under every seed and by a margin of the larger of both.
fn apart(best: &[f64], rival: &[f64], other: usize, margin: Band) -> Option<Doubt> {
    if let Some(seed) = best.iter().zip(rival).position(|(b, r)| r <= b) {
        let seed = seed as u32;
        return Some(Doubt::Flips { seed, other });
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (best, rival) = (mean(best), mean(rival));
    let gap = (rival - best) / rival.abs().max(best.abs());
    let is_apart = match margin {
        Band::Within(least) => rival - best >= least,
        Band::Share(least) => gap >= least,
    };
    // A comparison that is false for NaN as well: infinite against infinite is no margin.
    let is_clear = is_apart || (rival.is_infinite() && best.is_finite());
    (!is_clear).then_some(Doubt::Close { other, gap })
}
