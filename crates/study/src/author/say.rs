//! What the check says about keys, in words for whoever writes the lesson.

use headroom_explain::figure::{counted, number};

use crate::key::{Doubt, Key, Right};
use crate::question::{Choosable, Kind, Question};

/// Why a key must not be asked.
pub fn doubt(doubt: &Doubt, question: &Question, seeds: usize) -> String {
    let seed = |n: u32| {
        question
            .first_seed()
            .map_or(0, |seed| seed.nth(n.into()).get())
    };
    let runs = |n: u32| format!("{n} of {}", counted(seeds as u64, "run", "runs"));
    let part = |index: usize| part(question, index);
    match *doubt {
        Doubt::Flips { seed: n, other } => format!(
            "under seed {} {} is as good as the right one or better",
            seed(n),
            part(other)
        ),
        Doubt::Close { other, gap } => format!(
            "{} comes within {} % of the right one: too near for a clear key",
            part(other),
            number((gap * 1000.0).round() / 10.0)
        ),
        Doubt::SometimesMeets { other, met } => format!(
            "{} is cheaper than the right one and meets the SLO in {}",
            part(other),
            runs(met)
        ),
        Doubt::SometimesHolds { which, held } => format!(
            "what decides about {} holds in {}: it must in all or in none",
            part(which),
            runs(held)
        ),
        Doubt::Count { found, wanted } => {
            format!("{found} of them are right, and {wanted} must be")
        }
        Doubt::Wide { seed: n } => format!(
            "under seed {} the run's number lies outside the band for full credit",
            seed(n)
        ),
        Doubt::ReferenceMisses { requirement, met } => {
            let text = match &question.kind {
                Kind::Design(design) => design.requirements.get(requirement),
                _ => None,
            };
            let text = text.map_or("a requirement", |asked| &asked.text);
            format!("the reference meets {text:?} in {}", runs(met))
        }
    }
}

/// The id of an option, item or left partner.
fn part(question: &Question, index: usize) -> String {
    let id = match &question.kind {
        Kind::Order(order) => order.items.get(index).map(|item| &item.id),
        Kind::Match(matched) => matched.left.get(index).map(|left| &left.id),
        _ => question.choosables().get(index).map(|option| &option.id),
    };
    id.map_or_else(|| format!("the one of index {index}"), Clone::clone)
}

/// What is right, by ids.
pub fn right(right: &Right, question: &Question) -> String {
    let ids = |indices: &[usize]| {
        let ids: Vec<String> = indices.iter().map(|index| part(question, *index)).collect();
        ids.join(", ")
    };
    match right {
        Right::Options(options) => ids(options),
        Right::Order(order) => ids(order),
        Right::Number(value) => number(*value),
        Right::Values(values) => {
            let values = values
                .iter()
                .map(|value| value.map_or("none".into(), number));
            values.collect::<Vec<String>>().join(", ")
        }
        Right::Match(partners) => {
            let Kind::Match(matched) = &question.kind else {
                return String::new();
            };
            let pairs = matched.left.iter().zip(partners);
            let pairs = pairs.filter_map(|(left, right)| {
                let right = matched.right.get(*right)?;
                Some(format!("{} = {}", left.id, right.id))
            });
            pairs.collect::<Vec<String>>().join(", ")
        }
        Right::Design => match &question.kind {
            Kind::Design(design) => question
                .worlds
                .get(design.reference)
                .map(|world| format!("{} meets it", world.id))
                .unwrap_or_default(),
            _ => String::new(),
        },
    }
}

/// How far the nearest rival is from the right option, or the nearest two items of an order from
/// each other, as a share of the larger; `None` where nothing is compared.
pub fn margin(question: &Question, key: &Key) -> Option<f64> {
    let gap = |a: f64, b: f64| match a.abs().max(b.abs()) {
        larger if larger.is_infinite() => 1.0,
        0.0 => 0.0,
        larger => (a - b).abs() / larger,
    };
    match (&question.kind, &key.right) {
        (Kind::Choice(choice), Right::Options(_)) => {
            let crate::question::Basis::Best(goal) = &choice.basis else {
                return None;
            };
            let (figure, absent) = goal.figure();
            let mean = |option: &Choosable| {
                let values = key.runs.values(option.stand.world()?, &figure, absent);
                Some(values.iter().sum::<f64>() / values.len().max(1) as f64)
            };
            let right = key.right_option()?;
            let best = mean(choice.options.get(right)?)?;
            let may = |option: &&Choosable| {
                *goal != crate::question::Goal::CheapestMeetingSlo
                    || option.stand.world().map(|w| key.runs.slo_met(w)) == Some(key.runs.seeds())
            };
            let others = choice.options.iter().enumerate();
            let others = others.filter(|(index, _)| *index != right).map(|(_, o)| o);
            let gaps = others.filter(may).filter_map(|o| Some(gap(best, mean(o)?)));
            gaps.reduce(f64::min)
        }
        (Kind::Order(order), Right::Order(sorted)) => {
            let means: Option<Vec<f64>> = sorted
                .iter()
                .map(|item| {
                    let item = order.items.get(*item)?;
                    key.runs.spread(item.world, &order.by).map(|s| s.mean)
                })
                .collect();
            let means = means?;
            means
                .windows(2)
                .map(|pair| gap(pair[0], pair[1]))
                .reduce(f64::min)
        }
        _ => None,
    }
}
