//! What a learner answers, and how it stands in the records.

use serde::{Deserialize, Serialize};

use super::{Choosable, Kind, Question};

/// An answer; indices are those of the question's lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// An option, or a cause.
    One(usize),
    /// Options, ascending.
    Several(Vec<usize>),
    /// A number.
    Number(f64),
    /// The items in the learner's order.
    Order(Vec<usize>),
    /// For each left partner one of the right; `None` while it has none.
    Match(Vec<Option<usize>>),
    /// A value for each field or dial, in their order.
    Values(Vec<f64>),
}

impl Answer {
    /// Why it cannot be judged yet, in words; `None` when it is whole and of the question's kind.
    pub fn missing(&self, question: &Question) -> Option<String> {
        match (&question.kind, self) {
            (Kind::Choice(_) | Kind::Diagnose(_), Answer::One(chosen)) => {
                (*chosen >= question.choosables().len()).then(|| "Mark one option.".to_owned())
            }
            (Kind::MultipleResponse(several), Answer::Several(chosen)) => {
                let wanted = several.select as usize;
                let all_known = chosen.iter().all(|i| *i < several.options.len());
                (chosen.len() != wanted || !all_known)
                    .then(|| format!("Mark {wanted} options: {} marked.", chosen.len()))
            }
            (Kind::Numeric(_), Answer::Number(number)) => {
                (!number.is_finite()).then(|| "Enter a number.".to_owned())
            }
            (Kind::Order(order), Answer::Order(sorted)) => {
                let mut all = sorted.clone();
                all.sort_unstable();
                (!all.into_iter().eq(0..order.items.len()))
                    .then(|| "Put every item into the order.".to_owned())
            }
            (Kind::Match(matched), Answer::Match(partners)) => {
                let known = |p: &Option<usize>| p.is_some_and(|p| p < matched.right.len());
                let open = matched.left.len() - partners.iter().filter(|p| known(p)).count();
                let same = partners.len() == matched.left.len();
                (open > 0 || !same).then(|| match open {
                    1 => "One has no partner yet.".to_owned(),
                    n => format!("{n} have no partner yet."),
                })
            }
            (Kind::Prediction(prediction), Answer::Values(values)) => {
                incomplete(values, prediction.fields.len())
            }
            (Kind::Design(design), Answer::Values(values)) => {
                incomplete(values, design.dials.len())
            }
            _ => Some("This answer belongs to another kind of question.".to_owned()),
        }
    }

    /// One line for the records: ids where there are ids, so that a lesson may sort its options
    /// anew without losing answers.
    pub fn encode(&self, question: &Question) -> String {
        let option = |i: &usize| id(question.choosables(), *i);
        match (self, &question.kind) {
            (Answer::One(chosen), _) => option(chosen),
            (Answer::Several(chosen), _) => joined(chosen.iter().map(option)),
            (Answer::Number(number), _) => number.to_string(),
            (Answer::Order(sorted), Kind::Order(order)) => {
                let id = |i: &usize| order.items.get(*i).map_or("", |item| &item.id).to_owned();
                joined(sorted.iter().map(id))
            }
            (Answer::Match(partners), Kind::Match(matched)) => {
                let pairs = matched.left.iter().zip(partners);
                joined(pairs.filter_map(|(left, partner)| {
                    let right = matched.right.get((*partner)?)?;
                    Some(format!("{}={}", left.id, right.id))
                }))
            }
            (Answer::Values(values), _) => joined(values.iter().map(f64::to_string)),
            (Answer::Order(indices), _) => joined(indices.iter().map(usize::to_string)),
            (Answer::Match(_), _) => String::new(),
        }
    }

    /// Reads a line of the records; `None` when the question has changed so that it does not fit.
    pub fn decode(question: &Question, line: &str) -> Option<Answer> {
        let option = |id: &str| question.choosables().iter().position(|o| o.id == id);
        let numbers = || -> Option<Vec<f64>> { line.split(',').map(|n| n.parse().ok()).collect() };
        let answer = match &question.kind {
            Kind::Choice(_) | Kind::Diagnose(_) => Answer::One(option(line)?),
            Kind::MultipleResponse(_) => {
                Answer::Several(line.split(',').map(option).collect::<Option<_>>()?)
            }
            Kind::Numeric(_) => Answer::Number(line.parse().ok()?),
            Kind::Order(order) => {
                let item = |id: &str| order.items.iter().position(|item| item.id == id);
                Answer::Order(line.split(',').map(item).collect::<Option<_>>()?)
            }
            Kind::Match(matched) => {
                let mut partners = vec![None; matched.left.len()];
                for pair in line.split(',') {
                    let (left, right) = pair.split_once('=')?;
                    let left = matched.left.iter().position(|p| p.id == left)?;
                    let right = matched.right.iter().position(|p| p.id == right)?;
                    partners[left] = Some(right);
                }
                Answer::Match(partners)
            }
            Kind::Prediction(_) | Kind::Design(_) => Answer::Values(numbers()?),
        };
        answer.missing(question).is_none().then_some(answer)
    }
}

fn incomplete(values: &[f64], wanted: usize) -> Option<String> {
    let given = values.iter().filter(|v| v.is_finite()).count();
    (given != wanted || values.len() != wanted).then(|| {
        format!(
            "{} of {wanted} values are missing.",
            wanted.saturating_sub(given)
        )
    })
}

fn id(options: &[Choosable], index: usize) -> String {
    options
        .get(index)
        .map_or("", |option| &option.id)
        .to_owned()
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(",")
}
