//! JSON to the tree. A field that is given twice is refused: serde_json's own value would keep
//! the last one in silence.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Node, Value};
use crate::diagnostic::{Problem, Severity, code};

/// Reads a JSON text; the problem names line and column.
pub fn parse(text: &str) -> Result<Node, Box<Problem>> {
    serde_json::from_str(text).map_err(|error| {
        // Only the duplicate check below raises data errors.
        let code = if error.is_data() {
            code::E_DUPLICATE_FIELD
        } else {
            code::E_SYNTAX
        };
        Box::new(Problem {
            severity: Severity::Error,
            code,
            path: String::new(),
            value: String::new(),
            rule: format!("the JSON cannot be read: {error}"),
            hint: String::new(),
            line: u32::try_from(error.line()).ok().filter(|line| *line > 0),
        })
    })
}

/// The tree as JSON for people: two spaces a level, fields in the tree's order.
pub fn write(node: &Node) -> String {
    let mut text = String::new();
    write_into(node, 0, &mut text);
    text
}

fn write_into(node: &Node, depth: usize, text: &mut String) {
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    };
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Flag(flag) => text.push_str(if *flag { "true" } else { "false" }),
        // JSON has neither NaN nor infinities, and no checked scenario has them.
        Value::Number(number) if !number.is_finite() => text.push_str("null"),
        Value::Number(number) => text.push_str(&super::show_number(*number)),
        Value::Text(inner) => text.push_str(&quote(inner)),
        Value::List(items) if items.is_empty() => text.push_str("[]"),
        Value::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { "," } else { "" });
                line(text, depth + 1);
                write_into(item, depth + 1, text);
            }
            line(text, depth);
            text.push(']');
        }
        Value::Table(fields) if fields.is_empty() => text.push_str("{}"),
        Value::Table(fields) => {
            text.push('{');
            for (index, (name, item)) in fields.iter().enumerate() {
                text.push_str(if index > 0 { "," } else { "" });
                line(text, depth + 1);
                text.push_str(&quote(name));
                text.push_str(": ");
                write_into(item, depth + 1, text);
            }
            line(text, depth);
            text.push('}');
        }
    }
}

/// A text as a JSON string.
pub fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        let value = deserializer.deserialize_any(Tree)?;
        Ok(Node { value, line: None })
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields: Vec<(String, Node)> = Vec::new();
        let mut names = std::collections::BTreeSet::new();
        while let Some((name, node)) = map.next_entry::<String, Node>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format_args!(
                    "the field {name:?} is given twice"
                )));
            }
            fields.push((name, node));
        }
        Ok(Value::Table(fields))
    }
}
