//! Reading a figure from text.

use thiserror::Error;

use super::{Column, Figure, Fold, Happening, Part, Place, SUMMARY};
use crate::predicate::token::{Token, Tokens};

/// Why a text is no figure, or no predicate.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("column {column}: {text}")]
pub struct FigureError {
    /// Where in the text, from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub text: String,
}

/// Reasons that [`Figure::Evaluations`] counts: the engine's words.
const REASONS: [&str; 11] = [
    "Scaled",
    "AlreadyAtDesiredCapacity",
    "AlreadyAtMaxCapacity",
    "AlreadyAtMinCapacity",
    "TargetServicePutResourceAsUnscalable",
    "InsufficientData",
    "AlarmNotInAlarm",
    "CoolingDown",
    "ScaleInDisabled",
    "PoliciesDisagree",
    "OtherPolicyWon",
];

/// A text that is one figure and nothing else.
pub fn whole(text: &str) -> Result<Figure, FigureError> {
    let mut tokens = Tokens::of(text)?;
    let figure = figure(&mut tokens)?;
    tokens.end()?;
    Ok(figure)
}

/// A figure at the head of `tokens`.
pub fn figure(tokens: &mut Tokens) -> Result<Figure, FigureError> {
    let at = tokens.column();
    let name = tokens.word("a figure")?;
    if tokens.eat(&Token::Open) {
        return call(tokens, &name, at);
    }
    if let Ok(column) = one_of(&name, &Column::ALL, at, "series") {
        tokens.keyword("at")?;
        return Ok(Figure::At(column, tokens.whole()?));
    }
    let path = name.strip_prefix("summary.").unwrap_or(&name);
    if let Some(index) = SUMMARY.iter().position(|(known, _)| *known == path) {
        return Ok(Figure::Summary(index));
    }
    let nearest = nearest(path, SUMMARY.iter().map(|(path, _)| *path));
    Err(FigureError {
        column: at,
        text: format!("{name} is no figure of a run{nearest}"),
    })
}

/// What follows `name(`.
fn call(tokens: &mut Tokens, name: &str, at: usize) -> Result<Figure, FigureError> {
    if let Ok(fold) = one_of(name, &Fold::ALL, at, "function") {
        let column_at = tokens.column();
        let column = tokens.word("a series")?;
        let column = one_of(&column, &Column::ALL, column_at, "series")?;
        let span = if tokens.eat_word("from") {
            let from = tokens.whole()?;
            tokens.keyword("to")?;
            Some((from, tokens.whole()?))
        } else {
            None
        };
        tokens.expect(&Token::Close, ")")?;
        return Ok(Figure::Over(fold, column, span));
    }
    let inner_at = tokens.column();
    let inner = tokens.word("a kind of event")?;
    if name == "evaluations" {
        tokens.expect(&Token::Close, ")")?;
        if !REASONS.contains(&inner.as_str()) {
            return Err(FigureError {
                column: inner_at,
                text: format!("{inner} is none of {}", REASONS.join(", ")),
            });
        }
        return Ok(Figure::Evaluations(inner));
    }
    let happening = one_of(&inner, &Happening::ALL, inner_at, "event")?;
    let place = match name {
        "count" => {
            tokens.expect(&Token::Close, ")")?;
            return Ok(Figure::Count(happening));
        }
        "first" => Place::First,
        "last" => Place::Last,
        "nth" => {
            tokens.expect(&Token::Comma, ",")?;
            Place::Nth(tokens.whole()?)
        }
        _ => {
            return Err(FigureError {
                column: at,
                text: format!(
                    "{name}(…) is none of sum, mean, min, max, count, first, last, nth, evaluations"
                ),
            });
        }
    };
    tokens.expect(&Token::Close, ")")?;
    let part_at = tokens.column();
    let part = match tokens.word(".time_s, .from or .to")?.as_str() {
        ".time_s" => Part::TimeS,
        ".from" => Part::From,
        ".to" => Part::To,
        other => {
            return Err(FigureError {
                column: part_at,
                text: format!("{other} is none of .time_s, .from, .to"),
            });
        }
    };
    Ok(Figure::Event(happening, place, part))
}

fn one_of<T: Copy>(
    name: &str,
    all: &[(&str, T)],
    column: usize,
    noun: &str,
) -> Result<T, FigureError> {
    let found = all.iter().find(|(word, _)| *word == name);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
        FigureError {
            column,
            text: format!("{name} is no {noun}: it is one of {}", words.join(", ")),
        }
    })
}

/// `; did you mean …` for a path of the same last word, or with the same beginning.
fn nearest<'a>(path: &str, all: impl Iterator<Item = &'a str>) -> String {
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let wanted = last(path);
    let close: Vec<&str> = all.filter(|known| last(known) == wanted).collect();
    match close[..] {
        [] => String::new(),
        _ => format!("; did you mean {}?", close.join(" or ")),
    }
}
