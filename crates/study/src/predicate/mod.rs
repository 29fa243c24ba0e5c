//! What can be said of a run and be true or false: `requests.failed.total > 5000 and
//! InService at 900 == 4`.
//!
//! ```text
//! predicate  = and { "or" and }            and   = not { "and" not }
//! not        = [ "not" ] comparison        sum   = product { ("+" | "-") product }
//! comparison = sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum | "between" sum "and" sum ]
//! product    = unary { ("*" | "/") unary } unary = [ "-" ] atom
//! atom       = number | figure | "start." figure | "(" predicate ")"
//! ```
//! `start.` asks for the same figure of the lesson's own scenario under the same seed. A comparison
//! with a figure that the run does not have is false.

pub(crate) mod token;

use std::fmt;
use std::str::FromStr;

use headroom_engine::run::Run;
use serde::{Deserialize, Serialize};

use crate::figure::{Figure, FigureError, read_figure};
use token::{Token, Tokens};

/// A statement about a run. Written and stored as text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Predicate {
    text: String,
    root: Expression,
}

/// Whose figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// That of the run that is judged.
    Own,
    /// That of the lesson's own scenario under the same seed.
    Start,
}

#[derive(Clone, Debug, PartialEq)]
enum Expression {
    Number(f64),
    Figure(Whose, Figure),
    Negative(Box<Expression>),
    Not(Box<Expression>),
    Arithmetic(Box<Expression>, char, Box<Expression>),
    Comparison(Box<Expression>, Sign, Box<Expression>),
    Between(Box<Expression>, Box<Expression>, Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
}

/// Signs of comparison.
const COMPARE: [&str; 6] = ["<", "<=", ">", ">=", "==", "!="];

impl Predicate {
    /// Whether it holds, with figures looked up by `value`.
    pub fn holds_with(&self, value: &impl Fn(Whose, &Figure) -> Option<f64>) -> bool {
        self.root.truth(value)
    }

    /// Whether it holds for `run`; `start` is the lesson's own run under the same seed.
    pub fn holds(&self, run: &Run, start: Option<&Run>) -> bool {
        self.holds_with(&|whose, figure: &Figure| match whose {
            Whose::Own => figure.measure(run),
            Whose::Start => figure.measure(start?),
        })
    }

    /// Every figure that it asks for, in the order of the text.
    pub fn figures(&self) -> Vec<(Whose, &Figure)> {
        let mut figures = Vec::new();
        self.root.collect(&mut figures);
        figures
    }

    /// Whether it compares with the lesson's own scenario.
    pub fn needs_start(&self) -> bool {
        self.figures()
            .iter()
            .any(|(whose, _)| *whose == Whose::Start)
    }
}

impl Expression {
    fn truth(&self, value: &impl Fn(Whose, &Figure) -> Option<f64>) -> bool {
        match self {
            Expression::And(a, b) => a.truth(value) && b.truth(value),
            Expression::Or(a, b) => a.truth(value) || b.truth(value),
            Expression::Not(a) => !a.truth(value),
            Expression::Comparison(a, sign, b) => {
                let (Some(a), Some(b)) = (a.number(value), b.number(value)) else {
                    return false;
                };
                match sign {
                    Sign::Less => a < b,
                    Sign::AtMost => a <= b,
                    Sign::More => a > b,
                    Sign::AtLeast => a >= b,
                    Sign::Equal => a == b,
                    Sign::Unequal => a != b,
                }
            }
            Expression::Between(a, low, high) => {
                let number = |e: &Expression| e.number(value);
                match (number(a), number(low), number(high)) {
                    (Some(a), Some(low), Some(high)) => (low..=high).contains(&a),
                    _ => false,
                }
            }
            // A figure that is yes or no.
            other => other.number(value).is_some_and(|v| v != 0.0),
        }
    }

    fn number(&self, value: &impl Fn(Whose, &Figure) -> Option<f64>) -> Option<f64> {
        match self {
            Expression::Number(n) => Some(*n),
            Expression::Figure(whose, figure) => value(*whose, figure),
            Expression::Negative(a) => a.number(value).map(|a| -a),
            Expression::Arithmetic(a, sign, b) => {
                let (a, b) = (a.number(value)?, b.number(value)?);
                let result = match sign {
                    '+' => a + b,
                    '-' => a - b,
                    '*' => a * b,
                    _ => a / b,
                };
                result.is_finite().then_some(result)
            }
            _ => None,
        }
    }

    fn is_truth(&self) -> bool {
        match self {
            Expression::Number(_) | Expression::Negative(_) | Expression::Arithmetic(..) => false,
            Expression::Figure(_, figure) => figure.is_truth(),
            _ => true,
        }
    }

    fn collect<'a>(&'a self, into: &mut Vec<(Whose, &'a Figure)>) {
        match self {
            Expression::Number(_) => {}
            Expression::Figure(whose, figure) => into.push((*whose, figure)),
            Expression::Negative(a) | Expression::Not(a) => a.collect(into),
            Expression::Arithmetic(a, _, b)
            | Expression::Comparison(a, _, b)
            | Expression::And(a, b)
            | Expression::Or(a, b) => {
                a.collect(into);
                b.collect(into);
            }
            Expression::Between(a, b, c) => {
                a.collect(into);
                b.collect(into);
                c.collect(into);
            }
        }
    }
}

impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Predicate {
    type Err = FigureError;

    fn from_str(text: &str) -> Result<Predicate, FigureError> {
        let mut tokens = Tokens::of(text)?;
        let root = or(&mut tokens)?;
        tokens.end()?;
        if !root.is_truth() {
            return Err(number_for_truth(1));
        }
        Ok(Predicate {
            text: text.trim().to_owned(),
            root,
        })
    }
}

impl TryFrom<String> for Predicate {
    type Error = FigureError;

    fn try_from(text: String) -> Result<Predicate, FigureError> {
        text.parse()
    }
}

impl From<Predicate> for String {
    fn from(predicate: Predicate) -> String {
        predicate.text
    }
}

type Read = Result<Expression, FigureError>;

fn or(tokens: &mut Tokens) -> Read {
    joined(tokens, "or", and, Expression::Or)
}

fn and(tokens: &mut Tokens) -> Read {
    joined(tokens, "and", not, Expression::And)
}

fn joined(
    tokens: &mut Tokens,
    word: &str,
    part: fn(&mut Tokens) -> Read,
    join: fn(Box<Expression>, Box<Expression>) -> Expression,
) -> Read {
    let mut at = tokens.column();
    let mut left = part(tokens)?;
    while tokens.eat_word(word) {
        if !left.is_truth() {
            return Err(number_for_truth(at));
        }
        at = tokens.column();
        let right = part(tokens)?;
        if !right.is_truth() {
            return Err(number_for_truth(at));
        }
        left = join(Box::new(left), Box::new(right));
    }
    Ok(left)
}

fn not(tokens: &mut Tokens) -> Read {
    if !tokens.eat_word("not") {
        return comparison(tokens);
    }
    let at = tokens.column();
    let inner = not(tokens)?;
    if !inner.is_truth() {
        return Err(number_for_truth(at));
    }
    Ok(Expression::Not(Box::new(inner)))
}

fn comparison(tokens: &mut Tokens) -> Read {
    let at = tokens.column();
    let left = sum(tokens)?;
    if tokens.eat_word("between") {
        let left = as_number(left, at)?;
        let at = tokens.column();
        let low = as_number(sum(tokens)?, at)?;
        tokens.keyword("and")?;
        let at = tokens.column();
        let high = as_number(sum(tokens)?, at)?;
        return Ok(Expression::Between(left, low, high));
    }
    let Some(sign) = tokens.eat_sign(&COMPARE) else {
        return Ok(left);
    };
    let sign = match sign {
        "<" => Sign::Less,
        "<=" => Sign::AtMost,
        ">" => Sign::More,
        ">=" => Sign::AtLeast,
        "==" => Sign::Equal,
        _ => Sign::Unequal,
    };
    let left = as_number(left, at)?;
    let at = tokens.column();
    let right = as_number(sum(tokens)?, at)?;
    Ok(Expression::Comparison(left, sign, right))
}

fn sum(tokens: &mut Tokens) -> Read {
    arithmetic(tokens, &["+", "-"], product)
}

fn product(tokens: &mut Tokens) -> Read {
    arithmetic(tokens, &["*", "/"], unary)
}

fn arithmetic(tokens: &mut Tokens, signs: &[&'static str], part: fn(&mut Tokens) -> Read) -> Read {
    let mut at = tokens.column();
    let mut left = part(tokens)?;
    while let Some(sign) = tokens.eat_sign(signs) {
        let a = as_number(left, at)?;
        at = tokens.column();
        let b = as_number(part(tokens)?, at)?;
        let sign = sign.chars().next().unwrap_or('/');
        left = Expression::Arithmetic(a, sign, b);
    }
    Ok(left)
}

fn unary(tokens: &mut Tokens) -> Read {
    if tokens.eat_sign(&["-"]).is_some() {
        let at = tokens.column();
        return Ok(Expression::Negative(as_number(atom(tokens)?, at)?));
    }
    atom(tokens)
}

fn atom(tokens: &mut Tokens) -> Read {
    match tokens.peek() {
        Some(Token::Number(n)) => {
            let n = *n;
            tokens.take();
            Ok(Expression::Number(n))
        }
        Some(Token::Open) => {
            tokens.take();
            let inner = or(tokens)?;
            tokens.expect(&Token::Close, ")")?;
            Ok(inner)
        }
        Some(Token::Word(word)) => {
            let whose = if word.starts_with("start.") {
                tokens.drop_prefix("start.");
                Whose::Start
            } else {
                Whose::Own
            };
            Ok(Expression::Figure(whose, read_figure(tokens)?))
        }
        _ => Err(tokens.wanted("a number or a figure")),
    }
}

fn as_number(expression: Expression, column: usize) -> Result<Box<Expression>, FigureError> {
    if expression.is_truth() {
        let text = "a number is wanted here, and this is true or false".to_owned();
        return Err(FigureError { column, text });
    }
    Ok(Box::new(expression))
}

fn number_for_truth(column: usize) -> FigureError {
    FigureError {
        column,
        text: "this is a number, and a statement that is true or false is wanted".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str) -> bool {
        let predicate: Predicate = text.parse().unwrap();
        predicate.holds_with(
            &|whose, figure: &Figure| match figure.to_string().as_str() {
                "requests.failed.total" => Some(if whose == Whose::Own { 12.0 } else { 20.0 }),
                "InService at 900" => Some(4.0),
                "slo.met" => Some(1.0),
                _ => None,
            },
        )
    }

    #[test]
    fn statements_are_true_or_false() {
        let held = [
            "requests.failed.total == 12",
            "requests.failed.total between 10 and 12 and InService at 900 == 4",
            "slo.met",
            "not (requests.failed.total > 12 or InService at 900 < 4)",
            "start.requests.failed.total - requests.failed.total == 2 * 4",
            "requests.failed.total < 0.7 * start.requests.failed.total",
            "-requests.failed.total == -12",
            "1_000 + 2 / 2 == 1001",
        ];
        for text in held {
            assert!(holds(text), "{text}");
        }
        let not_held = [
            "requests.failed.total > 12",
            "not slo.met",
            // The run has no such figure: nothing holds of it, and not its opposite either.
            "first(activity).time_s > 0",
            "first(activity).time_s <= 0",
            "requests.failed.total / 0 > 1",
        ];
        for text in not_held {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn what_does_not_parse_says_where_and_what_was_wanted() {
        let cases = [
            (
                "requests.faild.total > 5",
                1,
                "did you mean requests.failed.total",
            ),
            (
                "requests.failed.total >",
                24,
                "a number or a figure is wanted here",
            ),
            ("requests.failed.total", 1, "this is a number"),
            ("InService > 4", 11, "at is wanted here"),
            ("slo.met > 1", 1, "a number is wanted here"),
            ("slo.met and 3", 13, "this is a number"),
            ("count(activty) == 1", 7, "is no event"),
            ("first(activity).when > 1", 16, ".time_s, .from, .to"),
            ("median(queue) > 1", 8, "is no event"),
            ("evaluations(Cold) > 1", 13, "CoolingDown"),
            ("slo.met; slo.met", 8, "has no meaning"),
            ("(slo.met", 9, ") is wanted"),
            ("slo.met slo.met", 9, "the end is wanted"),
        ];
        for (text, column, says) in cases {
            let error = text.parse::<Predicate>().unwrap_err();
            assert_eq!(error.column, column, "{text}: {error}");
            assert!(error.text.contains(says), "{text}: {error}");
        }
    }

    #[test]
    fn it_is_stored_as_its_text() {
        let predicate: Predicate = " slo.met ".parse().unwrap();
        let json = serde_json::to_string(&predicate).unwrap();
        assert_eq!(json, "\"slo.met\"");
        assert_eq!(serde_json::from_str::<Predicate>(&json).unwrap(), predicate);
        assert!(serde_json::from_str::<Predicate>("\"slo\"").is_err());
    }
}
