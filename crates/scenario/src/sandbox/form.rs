//! The fields of two configurations as lines: what stands in the table of the format, in its
//! order, then whatever else the texts hold.

use crate::raw::path::{self, Step};
use crate::raw::{Node, Value};

use super::table::SECTIONS;

/// How a value is written and asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// Anything, as JSON.
    Json,
}

/// A field of the format.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its path; `[]` stands for any item.
    pub path: &'static str,
    /// Its unit; empty for none.
    pub unit: &'static str,
    /// How it is written.
    pub kind: Kind,
    /// What is allowed, and what holds when it is absent.
    pub rule: &'static str,
    /// The field that must say one of some words for this one to stand there.
    pub when: Option<(&'static str, &'static [&'static str])>,
    /// What it becomes when its condition is met for the first time, as JSON; empty for nothing.
    pub start: &'static str,
}

/// A list of the format, and what may be added to it.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Its path.
    pub path: &'static str,
    /// What may be added: its name for people, and the new item as JSON.
    pub items: &'static [(&'static str, &'static str)],
}

/// Fields that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Kebab-case.
    pub id: &'static str,
    /// For people.
    pub title: &'static str,
    /// A and B have the same in it.
    pub shared: bool,
    /// Lists that may grow.
    pub lists: &'static [List],
    /// Its fields, in the order of the format.
    pub fields: &'static [Field],
}

/// A line of the form.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// The head of an item of a list: `scaling.policies[0]`.
    Item {
        /// Its path.
        path: String,
        /// How deep it lies: 0 for an item of a list that may grow.
        depth: usize,
    },
    /// A field.
    Field {
        /// Its path.
        path: String,
        /// Its own name, and the tables that a reader must know it by.
        label: String,
        /// Its unit.
        unit: &'static str,
        /// How it is written.
        kind: Kind,
        /// What is allowed.
        rule: &'static str,
    },
}

impl Line {
    /// Its path.
    pub fn path(&self) -> &str {
        match self {
            Line::Item { path, .. } | Line::Field { path, .. } => path,
        }
    }
}

/// The sections, in the order of the form. The last one holds what no other has.
pub fn sections() -> &'static [Section] {
    SECTIONS
}

/// The lines of every section, for two texts.
pub fn lines(a: &Node, b: &Node) -> Vec<Vec<Line>> {
    let mut form = Form {
        sides: [a, b],
        known: Vec::new(),
    };
    let mut all: Vec<Vec<Line>> = SECTIONS
        .iter()
        .map(|section| form.section(section))
        .collect();
    let rest = form.rest();
    if let Some(last) = all.last_mut() {
        last.extend(rest);
    }
    all
}

struct Form<'a> {
    sides: [&'a Node; 2],
    /// Paths that have a line.
    known: Vec<String>,
}

/// Kept by every text and edited by nobody.
const HIDDEN: [&str; 3] = ["format", "alternatives", "id"];

impl Form<'_> {
    fn section(&mut self, section: &Section) -> Vec<Line> {
        let fields: Vec<(&str, &Field)> = section.fields.iter().map(|f| (f.path, f)).collect();
        let mut lines = Vec::new();
        self.group(&fields, "", 0, &mut lines);
        lines
    }

    /// `fields` with what is left of their paths below `prefix`.
    fn group(
        &mut self,
        fields: &[(&str, &Field)],
        prefix: &str,
        depth: usize,
        lines: &mut Vec<Line>,
    ) {
        let mut rest = fields;
        while let Some((path, field)) = rest.first() {
            let Some((list, _)) = path.split_once("[]") else {
                self.field(&format!("{prefix}{path}"), field, lines);
                rest = &rest[1..];
                continue;
            };
            let same =
                |(path, _): &&(&str, &Field)| path.split_once("[]").is_some_and(|(l, _)| l == list);
            let many = rest.iter().take_while(same).count();
            let (mine, after) = rest.split_at(many);
            rest = after;
            let list = format!("{prefix}{list}");
            let below: Vec<(&str, &Field)> = mine
                .iter()
                .map(|(path, field)| (path.split_once("[]").map_or("", |(_, below)| below), *field))
                .collect();
            for index in 0..self.longest(&list) {
                let item = path::item(&list, index);
                lines.push(Line::Item {
                    path: item.clone(),
                    depth,
                });
                self.group(&below, &item, depth + 1, lines);
            }
        }
    }

    fn field(&mut self, path: &str, field: &Field, lines: &mut Vec<Line>) {
        let stands = self
            .sides
            .iter()
            .any(|side| at(side, path).is_some() || applies(side, path, field));
        if !stands || self.known.iter().any(|known| known == path) {
            return;
        }
        self.known.push(path.into());
        lines.push(Line::Field {
            path: path.into(),
            label: label(path),
            unit: field.unit,
            kind: field.kind,
            rule: field.rule,
        });
    }

    /// Items of a list in the longer of the two texts.
    fn longest(&self, list: &str) -> usize {
        let items = |side: &&Node| at(side, list).map_or(0, |node| node.items().len());
        self.sides.iter().map(items).max().unwrap_or(0)
    }

    /// Leaves that have no line yet.
    fn rest(&mut self) -> Vec<Line> {
        let mut lines = Vec::new();
        for side in self.sides {
            for (name, node) in side.fields() {
                if !HIDDEN.contains(&name.as_str()) {
                    self.leaves(&path::field("", name), node, &mut lines);
                }
            }
        }
        lines
    }

    fn leaves(&mut self, path: &str, node: &Node, lines: &mut Vec<Line>) {
        if self.known.iter().any(|known| known == path) {
            return;
        }
        match &node.value {
            Value::Table(fields) if !fields.is_empty() => {
                for (name, node) in fields {
                    self.leaves(&path::field(path, name), node, lines);
                }
            }
            Value::List(items) if items.iter().any(|i| matches!(i.value, Value::Table(_))) => {
                for (index, node) in items.iter().enumerate() {
                    self.leaves(&path::item(path, index), node, lines);
                }
            }
            // An empty list or table says nothing.
            Value::Table(_) => {}
            Value::List(items) if items.is_empty() => {}
            _ => {
                self.known.push(path.into());
                lines.push(Line::Field {
                    path: path.into(),
                    label: path.into(),
                    unit: "",
                    kind: Kind::Json,
                    rule: "",
                });
            }
        }
    }
}

/// The node at a path.
pub(super) fn at<'a>(root: &'a Node, path: &str) -> Option<&'a Node> {
    path::steps(path)?
        .iter()
        .try_fold(root, |node, step| match step {
            Step::Field(name) => node.field(name),
            Step::Item(index) => node.items().get(*index),
        })
}

/// Whether the field may stand in a text: its condition is met, and the item that it would be in
/// is there.
pub(super) fn applies(root: &Node, path: &str, field: &Field) -> bool {
    let in_item = match path.rfind(']') {
        Some(end) => at(root, &path[..=end]).is_some(),
        None => true,
    };
    in_item
        && field.when.is_none_or(|(other, words)| {
            let other = beside(other, path);
            let says = at(root, &other).and_then(Node::text);
            words.contains(&says.unwrap_or(""))
        })
}

/// The pattern `other` with the items of `path`, as far as the two agree.
fn beside(other: &str, path: &str) -> String {
    let mut indices = path
        .split('[')
        .skip(1)
        .filter_map(|part| part.split_once(']'))
        .map(|(i, _)| i);
    let mut text = String::new();
    for (n, part) in other.split("[]").enumerate() {
        if n > 0 {
            text.push_str(&format!("[{}]", indices.next().unwrap_or("0")));
        }
        text.push_str(part);
    }
    text
}

/// A field's own name; where that alone says too little, with the table that it is in.
fn label(path: &str) -> String {
    let tail = path.rsplit_once(']').map_or(path, |(_, tail)| tail);
    let parts: Vec<&str> = tail.split('.').filter(|part| !part.is_empty()).collect();
    let long = |part: &&&str| {
        part.starts_with("TargetTrackingScaling") || part.starts_with("StepScalingPolicy")
    };
    let parts: Vec<&str> = parts.iter().filter(|part| !long(part)).copied().collect();
    match parts.as_slice() {
        [.., table, name]
            if [
                "launch",
                "service_time",
                "cold_start",
                "interruptions",
                "backoff",
                "SuspendedState",
                "inference_component",
                "ScalableTargetAction",
                "ManagedInstanceScaling",
                "CustomizedMetricSpecification",
            ]
            .contains(table) =>
        {
            format!("{table}.{name}")
        }
        [.., name] => (*name).into(),
        [] => path.into(),
    }
}
