//! What a file says, before anything is judged: one tree for TOML and JSON.
//!
//! A tree instead of serde structs, because a derived reader stops at the first error and a
//! person wants all of them; and because a tree keeps the line of every value.

pub mod fields;
pub mod json;
pub mod nearest;
pub mod path;
pub mod range;
#[cfg(feature = "toml")]
pub mod toml;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it says.
    pub value: Value,
    /// Line in the file, from 1. JSON does not tell.
    pub line: Option<u32>,
}

impl Node {
    /// A text that stands in no file.
    pub fn of(text: &str) -> Node {
        Node {
            value: Value::Text(text.into()),
            line: None,
        }
    }

    /// A table that stands in no file.
    pub fn table(fields: Vec<(String, Node)>) -> Node {
        Node {
            value: Value::Table(fields),
            line: None,
        }
    }

    /// The fields of a table; none of anything else.
    pub fn fields(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Table(fields) => fields,
            _ => &[],
        }
    }

    /// The field `name` of a table.
    pub fn field(&self, name: &str) -> Option<&Node> {
        let found = self.fields().iter().find(|(n, _)| n == name);
        found.map(|(_, node)| node)
    }

    /// Likewise, to be changed.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Table(fields) => {
                let found = fields.iter_mut().find(|(n, _)| n == name);
                found.map(|(_, node)| node)
            }
            _ => None,
        }
    }

    /// Gives a table the field `name`.
    pub fn set(&mut self, name: &str, node: Node) {
        if let Some(there) = self.field_mut(name) {
            *there = node;
        } else if let Value::Table(fields) = &mut self.value {
            fields.push((name.into(), node));
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Likewise, to be changed.
    pub fn items_mut(&mut self) -> &mut [Node] {
        match &mut self.value {
            Value::List(items) => items,
            _ => &mut [],
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A value of TOML or JSON. Numbers are `f64` throughout: every integer of the format is below
/// 2^53. TOML's date-times arrive as their text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// JSON's `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// Any number, NaN and infinities included.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// A table, in file order, without duplicates.
    Table(Vec<(String, Node)>),
}

impl Value {
    /// The kind of value, for people.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Flag(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The value as a problem shows it: on one line and short.
    pub fn show(&self) -> String {
        match self {
            Value::Null => "null".into(),
            Value::Flag(flag) => flag.to_string(),
            Value::Number(number) => show_number(*number),
            Value::Text(text) => format!("{:?}", shorten(text)),
            Value::List(items) if items.is_empty() => "an empty list".into(),
            Value::List(items) => format!("a list of {}", items.len()),
            Value::Table(fields) => {
                let names: Vec<_> = fields
                    .iter()
                    .take(3)
                    .map(|(name, _)| shorten(name))
                    .collect();
                let more = if fields.len() > 3 { ", …" } else { "" };
                format!("{{{}{more}}}", names.join(", "))
            }
        }
    }
}

/// A number as people write it; exponents only beyond 16 digits.
pub fn show_number(number: f64) -> String {
    if number != 0.0 && number.is_finite() && !(1e-4..1e16).contains(&number.abs()) {
        format!("{number:e}")
    } else {
        format!("{number}")
    }
}

fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.into();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
