//! A design's reference against whole families of other designs: the best of each is searched for.

use std::fmt;

use headroom_explain::figure::{number, usd};

use super::lab::{Lab, World};
use crate::figure::Figure;
use crate::key::{Measured, Runs};
use crate::parameter::Parameter;
use crate::question::{Design, Kind, Question};

/// Seeds under which the designs of a family are searched [D]: the first ones that judge a
/// learner's design.
const SEEDS: u32 = 5;

/// The designs of every family of a question, in the lab.
#[derive(Default)]
pub struct Plan {
    families: Vec<(String, Vec<Candidate>)>,
}

struct Candidate {
    settings: Vec<(Parameter, f64)>,
    world: World,
}

/// The best design of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The family's name.
    pub family: String,
    /// What it sets.
    pub settings: Vec<(Parameter, f64)>,
    /// Points that it earns, of how many.
    pub points: (f64, f64),
    /// Mean of what it costs, and of what the reference costs, US dollars.
    pub cost_usd: (f64, f64),
    /// How many designs the family has.
    pub designs: usize,
    /// It earns as many points as the reference.
    pub wins: bool,
}

/// `best of 12 designs, target tracking alone: MinCapacity 3, TargetValue 800 with 60 of 100
/// points at $8.95 (reference $7.45)`.
impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = self.settings.iter().map(|(parameter, value)| {
            let name = Parameter::ALL.iter().find(|(_, known)| known == parameter);
            format!("{} {}", name.map_or("", |(name, _)| *name), number(*value))
        });
        write!(
            f,
            "best of {} designs, {}: {} with {} of {} points at {} (reference {})",
            self.designs,
            self.family,
            settings.collect::<Vec<_>>().join(", "),
            number(self.points.0),
            number(self.points.1),
            usd(self.cost_usd.0),
            usd(self.cost_usd.1),
        )
    }
}

impl Plan {
    /// Asks the lab for everything that the search will look at.
    pub fn new(lab: &mut Lab, question: &Question, worlds: &[World]) -> Plan {
        let Kind::Design(design) = &question.kind else {
            return Plan::default();
        };
        let Some(base) = question.worlds.get(design.world) else {
            return Plan::default();
        };
        let mut families = Vec::new();
        for family in &design.families {
            let mut candidates = Vec::new();
            for settings in family.designs() {
                // The reader has tried each of them.
                if let Ok(scenario) = Parameter::set_all(&base.scenario, &settings) {
                    let world = lab.world(&scenario);
                    candidates.push(Candidate { settings, world });
                }
            }
            families.push((family.name.clone(), candidates));
        }
        let all = families.iter().flat_map(|(_, candidates)| candidates);
        let figures = question.figures();
        for world in all
            .map(|candidate| candidate.world)
            .chain(worlds.iter().copied())
        {
            for n in 0..SEEDS {
                if let Some(seed) = question.first_seed() {
                    lab.want(world, seed.nth(n.into()), &figures);
                }
            }
        }
        Plan { families }
    }

    /// The best design of each family: most points, then lowest cost.
    pub fn search(&self, lab: &Lab, question: &Question, worlds: &[World]) -> Vec<Found> {
        let Kind::Design(design) = &question.kind else {
            return Vec::new();
        };
        let judged = self.families.iter().filter_map(|(name, candidates)| {
            let designs = candidates.iter().map(|candidate| {
                let runs = runs(lab, question, worlds, candidate.world);
                found(name, candidate, design, &runs, worlds.len())
            });
            let better = |a: &Found, b: &Found| {
                let points = a.points.0.total_cmp(&b.points.0);
                points.then(b.cost_usd.0.total_cmp(&a.cost_usd.0))
            };
            let best = designs.max_by(better)?;
            Some(Found {
                designs: candidates.len(),
                ..best
            })
        });
        judged.collect()
    }
}

/// The runs of the question's worlds, and last those of one more.
fn runs(lab: &Lab, question: &Question, worlds: &[World], own: World) -> Runs {
    let figures = question.figures();
    let of = |world: World| {
        let seeds = (0..SEEDS).filter_map(|n| Some(question.first_seed()?.nth(n.into())));
        seeds
            .map(|seed| Measured(figures.iter().map(|f| lab.value(world, seed, f)).collect()))
            .collect()
    };
    let rows = worlds.iter().copied().chain([own]).map(of).collect();
    Runs { figures, rows }
}

fn found(family: &str, candidate: &Candidate, design: &Design, runs: &Runs, own: usize) -> Found {
    let points = design.points(runs, own);
    let (best, _) = design.points(runs, design.reference);
    let cost = |world| {
        let cost = runs.spread(world, &Figure::cost_usd());
        cost.map_or(f64::NAN, |spread| spread.mean)
    };
    Found {
        family: family.to_owned(),
        settings: candidate.settings.clone(),
        points,
        cost_usd: (cost(own), cost(design.reference)),
        designs: 0,
        wins: points.0 >= best,
    }
}
