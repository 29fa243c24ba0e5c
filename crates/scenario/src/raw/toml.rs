//! TOML to the tree, with the line of every value.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Node, Value};
use crate::diagnostic::{Problem, Severity, code};

/// Reads a TOML text; every syntax error is a problem with line and column.
pub fn parse(text: &str) -> Result<Node, Vec<Problem>> {
    let lines = Lines::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let span = table.span();
        return Ok(tree(DeValue::Table(table.into_inner()), span, &lines));
    }
    Err(errors.iter().map(|error| syntax(error, &lines)).collect())
}

fn syntax(error: &toml::de::Error, lines: &Lines) -> Problem {
    let message = error.message();
    let place = error.span().map(|span| lines.line_and_column(span.start));
    let duplicate = message.starts_with("duplicate key");
    Problem {
        severity: Severity::Error,
        code: if duplicate {
            code::E_DUPLICATE_FIELD
        } else {
            code::E_SYNTAX
        },
        path: String::new(),
        value: String::new(),
        rule: match place {
            Some((_, column)) => {
                format!(
                    "the TOML cannot be read at column {column}: {}",
                    message.trim()
                )
            }
            None => format!("the TOML cannot be read: {}", message.trim()),
        },
        hint: String::new(),
        line: place.map(|(line, _)| line),
    }
}

fn tree(value: DeValue<'_>, span: Range<usize>, lines: &Lines) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(integer) => Value::Number(
            i128::from_str_radix(integer.as_str(), integer.radix()).map_or_else(
                |_| integer.as_str().parse().unwrap_or(f64::INFINITY),
                |i| i as f64,
            ),
        ),
        DeValue::Float(float) => Value::Number(float.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(moment) => Value::Text(moment.to_string()),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| spanned(item, lines)).collect())
        }
        DeValue::Table(table) => {
            let mut fields: Vec<_> = table.into_iter().collect();
            // The parser's table is sorted by name; people read in file order.
            fields.sort_by_key(|(name, _)| name.span().start);
            let fields = fields.into_iter();
            Value::Table(
                fields
                    .map(|(name, item)| (name.into_inner().into_owned(), spanned(item, lines)))
                    .collect(),
            )
        }
    };
    Node {
        value,
        line: Some(lines.line_and_column(span.start).0),
    }
}

fn spanned(item: Spanned<DeValue<'_>>, lines: &Lines) -> Node {
    let span = item.span();
    tree(item.into_inner(), span, lines)
}

/// Where the lines of a text begin.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Lines<'a> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at + 1))
            .collect();
        Lines { text, starts }
    }

    /// Both from 1; the column counts characters.
    fn line_and_column(&self, at: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let before = self.text.get(self.starts[line - 1]..at).unwrap_or_default();
        (line as u32, before.chars().count() as u32 + 1)
    }
}
