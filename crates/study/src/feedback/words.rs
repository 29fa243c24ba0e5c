//! An answer in words, for a list of answers.

use headroom_explain::figure::{number, with_unit};

use crate::key::{Key, Right};
use crate::question::{Answer, Kind, Question};

/// An answer as a person would say it.
pub fn in_words(question: &Question, answer: &Answer) -> String {
    let option = |i: &usize| {
        let option = question.choosables().get(*i);
        option.map_or(String::new(), |option| option.label.clone())
    };
    match (answer, &question.kind) {
        (Answer::One(chosen), _) => option(chosen),
        (Answer::Several(chosen), _) => joined(chosen.iter().map(option)),
        (Answer::Number(value), Kind::Numeric(numeric)) => with_unit(*value, &numeric.unit),
        (Answer::Order(sorted), Kind::Order(order)) => {
            let places = (1..).zip(sorted);
            let item = |(place, i): (usize, &usize)| {
                let label = order.items.get(*i).map_or("", |item| &item.label);
                format!("{place}. {label}")
            };
            joined(places.map(item))
        }
        (Answer::Match(partners), Kind::Match(matched)) => {
            let pairs = matched.left.iter().zip(partners);
            joined(pairs.map(|(left, partner)| {
                let right = partner.and_then(|i| matched.right.get(i));
                format!("{}: {}", left.label, right.map_or("", |r| &r.label))
            }))
        }
        (Answer::Values(values), _) => joined(values.iter().map(|value| number(*value))),
        (Answer::Number(_) | Answer::Order(_) | Answer::Match(_), _) => String::new(),
    }
}

/// The right answer; `None` for a design, which has many.
pub fn right_in_words(question: &Question, key: &Key) -> Option<String> {
    let right = match &key.right {
        Right::Options(right) => Answer::Several(right.clone()),
        Right::Number(number) => Answer::Number(*number),
        Right::Order(order) => Answer::Order(order.clone()),
        Right::Match(partners) => Answer::Match(partners.iter().copied().map(Some).collect()),
        Right::Values(values) => Answer::Values(values.iter().flatten().copied().collect()),
        Right::Design => return None,
    };
    Some(in_words(question, &right))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}
