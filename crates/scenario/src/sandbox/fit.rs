//! What else changes when a kind is chosen or an item is added, so that what comes of it can be a
//! scenario.

use super::form::{self, Field, Kind, at};
use super::pair::{Pair, Side, fill, is_job, join, pattern};
use super::table::SECTIONS;
use crate::alternative;
use crate::raw::path::{self, Step};
use crate::raw::{Node, Value};

/// What a job does not have.
const NOT_OF_JOBS: [&str; 6] = ["traffic", "client", "model", "slo", "scaling", "operations"];
/// What an endpoint gets when it was a job before.
const SERVED: &str = r#"{"traffic":{"components":[{"kind":"constant","rps":10}]},"model":{"service_time":{"distribution":"lognormal","mean_ms":100,"cv":0.5}}}"#;

impl Pair {
    /// After a choice: fields whose condition is no longer met go, and those that are needed now
    /// come with a first value.
    pub(super) fn fit(&mut self, side: Side, chosen: &str) {
        let pattern = pattern(chosen);
        if chosen == "endpoint.kind" {
            self.fit_kind(side);
        }
        let fields = SECTIONS.iter().flat_map(|s| s.fields);
        let mine: Vec<&Field> = fields
            .filter(|f| f.when.is_some_and(|(other, _)| other == pattern))
            .collect();
        let root = &mut self.sides[side as usize].root;
        // Several kinds may have a field of the same name.
        let path_of = |field: &Field| fill(field.path, chosen);
        let wanted: Vec<String> = mine
            .iter()
            .filter(|f| form::applies(root, &path_of(f), f))
            .map(|f| path_of(f))
            .collect();
        for field in &mine {
            let path = path_of(field);
            if !wanted.contains(&path)
                && let Some(steps) = path::steps(&path)
            {
                alternative::remove(root, &steps);
                let table = &steps[..steps.len() - 1];
                if at(root, &join(table))
                    .is_some_and(|n| matches!(&n.value, Value::Table(f) if f.is_empty()))
                {
                    alternative::remove(root, table);
                }
            }
        }
        for field in &mine {
            let path = path_of(field);
            if !form::applies(root, &path, field) {
                continue;
            }
            let Some(steps) = path::steps(&path) else {
                continue;
            };
            // A trace has a list where the others have a number.
            let is_list = at(root, &path).is_some_and(|n| matches!(n.value, Value::List(_)));
            let there = at(root, &path).is_some();
            if there && path.ends_with(".rps") && is_list != (field.kind == Kind::Json) {
                alternative::remove(root, &steps);
            }
            // A spike has either of the two.
            let other = path
                .strip_suffix(".multiplier")
                .map(|item| format!("{item}.rps"));
            let has_other = other.is_some_and(|other| at(root, &other).is_some());
            if field.start.is_empty() || at(root, &path).is_some() || has_other {
                continue;
            }
            if let Ok(node) = serde_json::from_str::<Node>(field.start) {
                alternative::set(root, &steps, &node);
            }
        }
    }

    /// A job serves no requests; what was a job needs requests and a model.
    fn fit_kind(&mut self, side: Side) {
        let root = &mut self.sides[side as usize].root;
        if is_job(root) {
            for name in NOT_OF_JOBS {
                alternative::remove(root, &[Step::Field(name.into())]);
            }
            return;
        }
        let served = serde_json::from_str::<Node>(SERVED);
        let other = self.sides[side.other() as usize].root.clone();
        let root = &mut self.sides[side as usize].root;
        for (name, node) in served.iter().flat_map(Node::fields) {
            if root.field(name).is_none() {
                root.set(name, other.field(name).unwrap_or(node).clone());
            }
        }
    }
}

/// A name that an item of the list has already gets a number.
pub(super) fn own_name(node: &mut Node, there: &[Node]) {
    let names: Vec<String> = node
        .fields()
        .iter()
        .map(|(n, _)| n.clone())
        .filter(|n| n.ends_with("Name") && n != "MetricName")
        .collect();
    for field in names {
        let taken = |name: &str| {
            there
                .iter()
                .any(|item| item.field(&field).and_then(Node::text) == Some(name))
        };
        let Some(name) = node.field(&field).and_then(Node::text).map(String::from) else {
            continue;
        };
        let free = std::iter::once(name.clone())
            .chain((2..).map(|n| format!("{name}-{n}")))
            .find(|n| !taken(n));
        if let Some(free) = free {
            node.set(&field, Node::of(&free));
        }
    }
}
