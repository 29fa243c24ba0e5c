//! What is right, from the runs or from a fact.

use super::{Right, Runs};
use crate::fact;
use crate::question::{
    Basis, Choosable, Goal, Kind, LeftStand, NumberSource, Question, RightStand, Stand,
};

/// What is right; `None` when nothing can be, or a fact is not in the table.
pub fn right(question: &Question, runs: &Runs) -> Option<Right> {
    if question.is_simulated() && runs.seeds() == 0 {
        return None;
    }
    Some(match &question.kind {
        Kind::Choice(choice) => Right::Options(options(&choice.options, &choice.basis, runs)?),
        Kind::MultipleResponse(several) => {
            Right::Options(options(&several.options, &several.basis, runs)?)
        }
        Kind::Numeric(numeric) => Right::Number(match &numeric.source {
            NumberSource::Run(world, figure) => runs.spread(*world, figure)?.mean,
            NumberSource::Fact(id) => fact::fact(id)?.number()?,
        }),
        Kind::Order(order) => {
            let mut sorted = Vec::new();
            for (index, item) in order.items.iter().enumerate() {
                sorted.push((runs.spread(item.world, &order.by)?.mean, index));
            }
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            if order.descending {
                sorted.reverse();
            }
            Right::Order(sorted.into_iter().map(|(_, index)| index).collect())
        }
        Kind::Match(matched) => {
            let mut partners = Vec::new();
            for left in &matched.left {
                let fits = |stand: &RightStand| match (&left.stand, stand) {
                    (LeftStand::World(world), RightStand::Says(says)) => {
                        // Of the runs, most decide; whether all do is a doubt.
                        2 * runs.held(*world, says) > runs.seeds()
                    }
                    (LeftStand::Fact(id), RightStand::Value(stated)) => {
                        fact::fact(id).is_some_and(|fact| fact.agrees(stated))
                    }
                    _ => false,
                };
                let all = &matched.right;
                partners.push(all.iter().position(|right| fits(&right.stand))?);
            }
            Right::Match(partners)
        }
        Kind::Prediction(prediction) => {
            let fields = prediction.fields.iter();
            let of = |f: &crate::prediction::PredictionField| {
                runs.value(prediction.world, 0, &f.quantity.figure())
            };
            Right::Values(fields.map(of).collect())
        }
        Kind::Diagnose(diagnose) => {
            let fits = |cause: &Choosable| {
                let Some(world) = cause.stand.world() else {
                    return false;
                };
                let mut clues = diagnose.clues.iter();
                clues.all(|clue| 2 * runs.held(world, &clue.says) > runs.seeds())
            };
            Right::Options(found(&diagnose.causes, fits)?)
        }
        Kind::Design(_) => Right::Design,
    })
}

/// Indices of the right options; `None` when there is none.
fn options(options: &[Choosable], basis: &Basis, runs: &Runs) -> Option<Vec<usize>> {
    match basis {
        Basis::Best(goal) => best(options, goal, runs).map(|index| vec![index]),
        Basis::Meets(says) => found(options, |option| {
            let world = option.stand.world();
            world.is_some_and(|world| 2 * runs.held(world, says) > runs.seeds())
        }),
        Basis::Holds => found(options, |option| match &option.stand {
            Stand::Says(world, says) => 2 * runs.held(*world, says) > runs.seeds(),
            Stand::World(_) | Stand::Value(_) => false,
        }),
        Basis::Fact(id) => {
            let fact = fact::fact(id)?;
            found(options, |option| match &option.stand {
                Stand::Value(stated) => fact.agrees(stated),
                Stand::World(_) | Stand::Says(..) => false,
            })
        }
    }
}

fn found(options: &[Choosable], fits: impl Fn(&Choosable) -> bool) -> Option<Vec<usize>> {
    let all = options.iter().enumerate();
    let right: Vec<usize> = all
        .filter(|(_, option)| fits(option))
        .map(|(index, _)| index)
        .collect();
    (!right.is_empty()).then_some(right)
}

/// The option with the best mean among those that may be right.
fn best(options: &[Choosable], goal: &Goal, runs: &Runs) -> Option<usize> {
    let candidates = (0..options.len()).filter(|&i| may_be_best(&options[i], goal, runs));
    let value = |i: &usize| mean(&options[*i], goal, runs);
    let sign = |value: f64| match goal {
        Goal::Highest(_) => -value,
        Goal::Lowest(_) | Goal::CheapestMeetingSlo => value,
    };
    candidates.min_by(|a, b| sign(value(a)).total_cmp(&sign(value(b))))
}

/// Whether the option can be right at all.
pub fn may_be_best(option: &Choosable, goal: &Goal, runs: &Runs) -> bool {
    let Some(world) = option.stand.world() else {
        return false;
    };
    match goal {
        Goal::CheapestMeetingSlo => runs.slo_met(world) == runs.seeds(),
        Goal::Lowest(figure) | Goal::Highest(figure) => {
            let values = runs.values(world, figure, f64::INFINITY);
            values.iter().any(|value| value.is_finite())
        }
    }
}

/// What the goal compares, of one option.
pub fn values(option: &Choosable, goal: &Goal, runs: &Runs) -> Vec<f64> {
    let (figure, absent) = goal.figure();
    let world = option.stand.world();
    world.map_or(Vec::new(), |world| runs.values(world, &figure, absent))
}

/// Its mean over the seeds.
pub fn mean(option: &Choosable, goal: &Goal, runs: &Runs) -> f64 {
    let values = values(option, goal, runs);
    values.iter().sum::<f64>() / values.len() as f64
}
