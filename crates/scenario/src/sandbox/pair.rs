//! Two configurations of one scenario, A and B. They share the run and the traffic, so that both
//! meet the same requests.

use serde_json::Value as Json;

use super::fit::own_name;
use super::form::{self, Field, Kind, at};
use super::table::SECTIONS;
use crate::alternative;
use crate::aws::import::Import;
use crate::raw::path::{self, Step};
use crate::raw::{Node, Value, show_number};
use crate::{Document, Problems, Source};

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

impl Side {
    /// Both, in order.
    pub const BOTH: [Side; 2] = [Side::A, Side::B];

    /// Its letter.
    pub const fn name(self) -> &'static str {
        match self {
            Side::A => "A",
            Side::B => "B",
        }
    }

    /// The other one.
    pub const fn other(self) -> Side {
        match self {
            Side::A => Side::B,
            Side::B => Side::A,
        }
    }
}

/// Two texts that may say what no scenario may: a person is writing them.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub(super) sides: [Source; 2],
}

/// Top-level fields that both have alike.
const SHARED: [&str; 6] = [
    "format",
    "seed",
    "start",
    "duration_s",
    "measure_from_s",
    "traffic",
];

impl Pair {
    /// `b` beside `a`; what they share is taken from `a`. Alternatives are left out.
    pub fn new(mut a: Source, mut b: Source) -> Pair {
        alternative::leave_out(&mut a.root);
        alternative::leave_out(&mut b.root);
        let mut pair = Pair { sides: [a, b] };
        pair.share(Side::A);
        pair
    }

    /// A and B alike.
    pub fn twice(source: Source) -> Pair {
        Pair::new(source.clone(), source)
    }

    /// One of the texts.
    pub fn side(&self, side: Side) -> &Source {
        &self.sides[side as usize]
    }

    /// Puts another text in the place of one, and gives the other what they share.
    #[must_use]
    pub fn with_source(&self, side: Side, source: Source) -> Pair {
        let mut pair = self.clone();
        pair.sides[side as usize] = source;
        alternative::leave_out(&mut pair.sides[side as usize].root);
        pair.share(side);
        pair
    }

    /// One of them judged.
    ///
    /// # Errors
    /// Every problem of the text.
    pub fn document(&self, side: Side) -> Result<Document, Problems> {
        self.side(side).document()
    }

    /// The lines of the form, section by section.
    pub fn lines(&self) -> Vec<Vec<form::Line>> {
        let [a, b] = &self.sides;
        form::lines(&a.root, &b.root)
    }

    /// What stands at a path, as a person would write it; `None` when nothing does.
    pub fn written(&self, side: Side, path: &str) -> Option<String> {
        let node = at(&self.side(side).root, path)?;
        Some(match &node.value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => show_number(*number),
            Value::Flag(flag) => flag.to_string(),
            _ => compact(node),
        })
    }

    /// Whether a field may stand there: its item is there, and its condition is met.
    pub fn applies(&self, side: Side, path: &str) -> bool {
        let root = &self.side(side).root;
        at(root, path).is_some()
            || match field_of(path) {
                Some(field) => form::applies(root, path, field),
                None => path
                    .rfind(']')
                    .is_none_or(|end| at(root, &path[..=end]).is_some()),
            }
    }

    /// Whether A and B differ at a path.
    pub fn differs(&self, path: &str) -> bool {
        let [a, b] = &self.sides;
        at(&a.root, path).map(|n| &n.value) != at(&b.root, path).map(|n| &n.value)
            && self.written(Side::A, path) != self.written(Side::B, path)
    }

    /// Paths of the fields in which they differ.
    pub fn differences(&self) -> Vec<String> {
        let lines = self.lines().into_iter().flatten();
        let paths = lines.filter_map(|line| match line {
            form::Line::Field { path, .. } => Some(path),
            form::Line::Item { .. } => None,
        });
        paths.filter(|path| self.differs(path)).collect()
    }

    /// Writes what a person typed at a path; an empty text takes the field away.
    #[must_use]
    pub fn write(&self, side: Side, path: &str, kind: Kind, typed: &str) -> Pair {
        let typed = typed.trim();
        if typed.is_empty() {
            return self.without(side, path);
        }
        let value = match kind {
            Kind::Text | Kind::Choice(_) => Json::from(typed),
            Kind::Flag => Json::from(typed == "true"),
            Kind::Number => match plain(typed).parse::<f64>() {
                Ok(number) if number.is_finite() => Json::from(number),
                // Kept as it is: the check says what it must be.
                _ => Json::from(typed),
            },
            Kind::Json => serde_json::from_str(typed).unwrap_or_else(|_| Json::from(typed)),
        };
        let mut pair = self.set(side, path, &value);
        if matches!(kind, Kind::Choice(_)) {
            pair.fit(side, path);
        }
        pair.share(side);
        pair
    }

    /// Takes away what stands at a path, and the tables that are empty then.
    #[must_use]
    pub fn without(&self, side: Side, path: &str) -> Pair {
        let mut pair = self.clone();
        let root = &mut pair.sides[side as usize].root;
        if let Some(mut steps) = path::steps(path) {
            alternative::remove(root, &steps);
            while steps.pop().is_some() && !steps.is_empty() {
                let text = join(&steps);
                let is_empty = at(root, &text)
                    .is_some_and(|n| matches!(&n.value, Value::Table(f) if f.is_empty()));
                // An empty item of a list is still an item, and traffic needs its table.
                if !is_empty || matches!(steps.last(), Some(Step::Item(_))) {
                    break;
                }
                alternative::remove(root, &steps);
            }
        }
        pair.share(side);
        pair
    }

    /// Appends an item, given as JSON, to a list.
    #[must_use]
    pub fn append(&self, side: Side, list: &str, item: &str) -> Pair {
        let Ok(mut node) = serde_json::from_str::<Node>(item) else {
            return self.clone();
        };
        let root = &self.side(side).root;
        let there = at(root, list).map_or(&[][..], Node::items);
        own_name(&mut node, there);
        let mut pair = self.clone();
        let root = &mut pair.sides[side as usize].root;
        let needs_list = at(root, list).is_none();
        if let Some(mut steps) = path::steps(list) {
            if needs_list {
                let empty = Node {
                    value: Value::List(Vec::new()),
                    line: None,
                };
                alternative::set(root, &steps, &empty);
            }
            steps.push(Step::Item(at(root, list).map_or(0, |n| n.items().len())));
            alternative::set(root, &steps, &node);
        }
        pair.share(side);
        pair
    }

    /// Puts what AWS describes into the scaling of a side: each list that was pasted replaces its
    /// own, and the others stay.
    #[must_use]
    pub fn with_scaling(&self, side: Side, import: &Import) -> Pair {
        let mut pair = self.clone();
        let scaling = serde_json::from_str::<Node>(&import.scaling);
        for (name, node) in scaling.iter().flat_map(Node::fields) {
            let steps = ["scaling", name].map(|name| Step::Field(name.into()));
            alternative::set(&mut pair.sides[side as usize].root, &steps, node);
        }
        pair
    }

    /// B becomes what A is.
    #[must_use]
    pub fn copied(&self, from: Side) -> Pair {
        let mut pair = self.clone();
        pair.sides[from.other() as usize] = self.side(from).clone();
        pair
    }

    /// A becomes B, and B becomes A.
    #[must_use]
    pub fn swapped(&self) -> Pair {
        let [a, b] = self.sides.clone();
        Pair { sides: [b, a] }
    }

    fn set(&self, side: Side, path: &str, value: &Json) -> Pair {
        let mut pair = self.clone();
        // A JSON value is always a tree.
        if let (Some(steps), Ok(node)) = (
            path::steps(path),
            serde_json::from_value::<Node>(value.clone()),
        ) {
            alternative::set(&mut pair.sides[side as usize].root, &steps, &node);
        }
        pair
    }

    /// Gives the other side what both have alike.
    fn share(&mut self, from: Side) {
        let source = self.sides[from as usize].root.clone();
        let other = &mut self.sides[from.other() as usize].root;
        let job = is_job(&source) || is_job(other);
        for name in SHARED {
            // A job beside an endpoint: only the other one has traffic.
            if name == "traffic" && job {
                continue;
            }
            match source.field(name) {
                Some(node) => other.set(name, node.clone()),
                None => {
                    alternative::remove(other, &[Step::Field(name.into())]);
                }
            }
        }
    }
}

pub(super) fn is_job(root: &Node) -> bool {
    let kind = at(root, "endpoint.kind").and_then(Node::text);
    matches!(kind, Some("batch_transform" | "training"))
}

/// The field of the table that a path belongs to.
fn field_of(path: &str) -> Option<&'static Field> {
    let pattern = pattern(path);
    let fields = SECTIONS.iter().flat_map(|s| s.fields);
    fields.into_iter().find(|field| field.path == pattern)
}

/// A path with its items left open: `faults[3].kind` is `faults[].kind`.
pub(super) fn pattern(path: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in path.chars() {
        inside &= c != ']';
        if !inside {
            text.push(c);
        }
        inside |= c == '[';
    }
    text
}

/// A pattern with the items of `like`.
pub(super) fn fill(pattern: &str, like: &str) -> String {
    let items = like
        .split('[')
        .skip(1)
        .filter_map(|part| Some(part.split_once(']')?.0));
    items.fold(pattern.to_owned(), |text, item| {
        text.replacen("[]", &format!("[{item}]"), 1)
    })
}

pub(super) fn join(steps: &[Step]) -> String {
    steps.iter().fold(String::new(), |text, step| match step {
        Step::Field(name) => path::field(&text, name),
        Step::Item(index) => path::item(&text, *index),
    })
}

/// `1,000` and `1 000` are numbers for people.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect()
}

/// A tree on one line.
pub(super) fn compact(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".into(),
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) if number.is_finite() => show_number(*number),
        Value::Number(_) => "null".into(),
        Value::Text(text) => crate::raw::json::quote(text),
        Value::List(items) => format!(
            "[{}]",
            items.iter().map(compact).collect::<Vec<_>>().join(",")
        ),
        Value::Table(fields) => {
            let fields = fields
                .iter()
                .map(|(name, node)| format!("{}:{}", crate::raw::json::quote(name), compact(node)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
    }
}
