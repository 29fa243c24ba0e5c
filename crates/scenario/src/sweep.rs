//! A scenario under every combination of values for some of its places.

use serde_json::Value as Json;

use crate::diagnostic::{Problem, Problems, Severity};
use crate::raw::Node;
use crate::raw::path::{self, Step};
use crate::{Document, Source, alternative, check, code};

/// Most combinations of one sweep [D]: a slip of the pen is not run for a week.
pub const MOST_VARIANTS: u64 = 1_000_000;

/// A place of a scenario and the values it takes, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// As in problems: `scaling.scalable_target.MinCapacity`.
    pub path: String,
    /// At least one.
    pub values: Vec<Json>,
    steps: Vec<Step>,
}

impl Axis {
    /// Reads `PATH=a,b,c`. A value is JSON (`300`, `true`, `{"min_s":60}`), else a text.
    ///
    /// # Errors
    /// What the text lacks.
    pub fn read(text: &str) -> Result<Axis, String> {
        let Some((path, list)) = split_path(text) else {
            return Err("a variation is PATH=VALUE,VALUE,…".into());
        };
        let steps = path::steps(path).ok_or_else(|| format!("{path:?} is no path"))?;
        if let Some(fixed) = alternative::fixed(&steps) {
            return Err(format!("{fixed} cannot be varied"));
        }
        let values = values(list);
        if values.iter().any(|value| value == "") {
            return Err(format!("{path} has an empty value"));
        }
        Ok(Axis {
            path: path.into(),
            values,
            steps,
        })
    }
}

/// The path and what follows its `=`; a quoted name may hold one.
fn split_path(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let at = text.find(|c| {
        quoted ^= c == '"';
        c == '=' && !quoted
    })?;
    Some((&text[..at], &text[at + 1..]))
}

fn values(list: &str) -> Vec<Json> {
    let mut values = Vec::new();
    let mut rest = list;
    loop {
        let mut json = serde_json::Deserializer::from_str(rest).into_iter::<Json>();
        let value = json.next().and_then(Result::ok);
        let after = rest[json.byte_offset()..].trim_start();
        rest = match value {
            Some(value) if after.is_empty() || after.starts_with(',') => {
                values.push(value);
                after
            }
            _ => {
                let end = rest.find(',').unwrap_or(rest.len());
                values.push(rest[..end].trim().into());
                &rest[end..]
            }
        };
        match rest.strip_prefix(',') {
            Some(more) => rest = more,
            None => return values,
        }
    }
}

/// Every combination of the values of some axes; the last axis changes fastest.
#[derive(Clone, Debug)]
pub struct Grid {
    source: Source,
    axes: Vec<Axis>,
}

impl Grid {
    /// Of a scenario. Its alternatives are left out: a grid has variants of its own.
    ///
    /// # Errors
    /// Two axes vary the same place, or there are too many combinations.
    pub fn new(mut source: Source, axes: Vec<Axis>) -> Result<Grid, String> {
        for (i, axis) in axes.iter().enumerate() {
            let clash = |other: &&Axis| {
                other.steps.starts_with(&axis.steps) || axis.steps.starts_with(&other.steps)
            };
            if let Some(other) = axes[..i].iter().find(clash) {
                return Err(format!(
                    "{} and {} vary the same place",
                    other.path, axis.path
                ));
            }
        }
        let sizes = axes.iter().map(|axis| axis.values.len() as u64);
        if sizes.fold(1, u64::saturating_mul) > MOST_VARIANTS {
            return Err(format!("a sweep has at most {MOST_VARIANTS} combinations"));
        }
        alternative::leave_out(&mut source.root);
        Ok(Grid { source, axes })
    }

    /// How many combinations there are; 1 without any axis.
    pub fn len(&self) -> u64 {
        self.axes
            .iter()
            .map(|axis| axis.values.len() as u64)
            .product()
    }

    /// Whether an axis has no values at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values of a combination, in the order of the axes.
    pub fn values(&self, index: u64) -> Vec<(&str, &Json)> {
        let mut rest = index;
        let mut values: Vec<(&str, &Json)> = Vec::new();
        for axis in self.axes.iter().rev() {
            let size = axis.values.len() as u64;
            values.push((&axis.path, &axis.values[(rest % size) as usize]));
            rest /= size;
        }
        values.reverse();
        values
    }

    /// The scenario of a combination.
    ///
    /// # Errors
    /// Every problem of the scenario with these values.
    pub fn document(&self, index: u64) -> Result<Document, Problems> {
        let mut root = self.source.root.clone();
        let mut problems = Vec::new();
        for (axis, (path, value)) in self.axes.iter().zip(self.values(index)) {
            let node: Node = serde_json::from_value(value.clone()).unwrap_or(Node {
                value: crate::raw::Value::Null,
                line: None,
            });
            if !alternative::set(&mut root, &axis.steps, &node) {
                problems.push(Problem {
                    severity: Severity::Error,
                    code: code::E_BAD_PATH,
                    path: path.into(),
                    value: String::new(),
                    rule: "the path leads through something that is no table or no such item"
                        .into(),
                    hint: String::new(),
                    line: None,
                });
            }
        }
        if problems.is_empty() {
            check::document(&root)
        } else {
            Err(Problems(problems))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FILE: &str = r#"{"id": "a",
        "traffic": {"components": [{"kind": "constant", "rps": 2}]},
        "model": {"service_time": {"distribution": "constant", "mean_ms": 40}},
        "endpoint": {"kind": "real_time", "instance_type": "ml.c5.large"},
        "alternatives": [{"id": "b", "title": "B", "set": {"model.workers": 9}}]}"#;

    fn grid(axes: &[&str]) -> Result<Grid, String> {
        let axes = axes
            .iter()
            .map(|text| Axis::read(text))
            .collect::<Result<_, _>>()?;
        Grid::new(Source::json(FILE).expect("well-formed"), axes)
    }

    #[test]
    fn values_are_json_or_text() {
        for (text, path, values) in [
            ("a=1,2.5,-3", "a", json!([1, 2.5, -3])),
            ("a=true,null", "a", json!([true, null])),
            ("a.b=RANDOM,x y", "a.b", json!(["RANDOM", "x y"])),
            ("a=\"1,2\",3", "a", json!(["1,2", 3])),
            ("a={\"b\":[1,2]}, 5", "a", json!([{"b": [1, 2]}, 5])),
            ("a=1x,02", "a", json!(["1x", "02"])),
            ("a=cron(0 8 ? * MON *)", "a", json!(["cron(0 8 ? * MON *)"])),
            ("a[\"b=c\"]=1", "a[\"b=c\"]", json!([1])),
        ] {
            let axis = Axis::read(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(
                (axis.path.as_str(), json!(axis.values)),
                (path, values),
                "{text}"
            );
        }
        for text in [
            "",
            "a",
            "=1",
            "a..b=1",
            "a=",
            "a=1,,2",
            "id=x,y",
            "format=1",
            "alternatives[0].id=x",
        ] {
            assert!(Axis::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_axis_changes_fastest_and_places_may_be_new() {
        let grid = grid(&["model.workers=1,2", "traffic.components[0].rps=5,6,7"]).expect("a grid");
        assert_eq!(grid.len(), 6);
        assert_eq!(
            json!(grid.values(4)),
            json!([["model.workers", 2], ["traffic.components[0].rps", 6]])
        );
        let document = grid.document(4).expect("valid");
        assert_eq!(document.scenario.model.workers, 2);
        assert!(document.alternatives.is_empty());
        let problems = grid.document(0).and_then(|_| {
            let axes = vec![Axis::read("model.workers=0").expect("an axis")];
            Grid::new(Source::json(FILE).expect("well-formed"), axes)
                .expect("a grid")
                .document(0)
        });
        assert_eq!(problems.expect_err("refused").0[0].path, "model.workers");
    }

    #[test]
    fn axes_do_not_meet_and_do_not_explode() {
        assert!(grid(&["model.workers=1", "model.workers=2"]).is_err());
        assert!(grid(&["model=1", "model.workers=2"]).is_err());
        let many = format!("model.workers={}", vec!["1"; 1001].join(","));
        let more = format!("model.max_queue={}", vec!["1"; 1001].join(","));
        assert!(grid(&[&many, &more]).is_err());
        let through = grid(&["id.x=1"]);
        assert!(through.is_err(), "{through:?}");
        let nowhere = grid(&["traffic.components[7].rps=1"]).expect("a grid");
        assert_eq!(
            nowhere.document(0).expect_err("refused").0[0].code,
            code::E_BAD_PATH
        );
    }
}
