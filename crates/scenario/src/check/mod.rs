//! From what a file says to what is true: every rule of format 1, section by section.

mod alarm;
mod bounds;
mod client;
mod cloudwatch;
mod endpoint;
mod fault;
mod hours;
mod launch;
mod metric;
mod model;
mod network;
mod operation;
mod policy;
mod scenario;
mod scheduled;
mod slo;
mod spike;
mod start;
mod step;
mod target;
mod traffic;
mod zone;

use headroom_model::scenario::Scenario;

pub use start::digits;
pub use zone::moment;

use crate::diagnostic::{Problem, Problems};
use crate::raw::Node;
use crate::raw::fields::{Field, Findings};
use crate::{Alternative, Document, alternative};

/// Longest span of the format: 31 days, in seconds.
const LONGEST_S: f64 = 31.0 * 86_400.0;

/// Checks a whole file: the scenario, then each alternative as a scenario of its own.
pub fn document(root: &Node) -> Result<Document, Problems> {
    let (base, Problems(mut problems)) = one(root);
    let (changes, findings) = alternative::read(root);
    problems.extend(findings.0);

    let mut alternatives = Vec::new();
    for (index, change) in changes.into_iter().enumerate() {
        let Some(change) = change else { continue };
        let (scenario, found) = one(&change.root);
        // What is wrong in the scenario itself is said once.
        let new = found
            .0
            .into_iter()
            .filter(|p| !problems.iter().any(|q| same(p, q)));
        let new: Vec<_> = new.map(|p| within(index, p)).collect();
        problems.extend(new);
        if let Some(scenario) = scenario {
            alternatives.push(Alternative {
                id: change.id,
                title: change.title,
                scenario,
            });
        }
    }

    let problems = Problems(problems);
    match base {
        Some(scenario) if !problems.refuse() => Ok(Document {
            scenario,
            alternatives,
            warnings: problems,
        }),
        _ => Err(problems),
    }
}

fn one(root: &Node) -> (Option<Scenario>, Problems) {
    let findings = Findings::default();
    let scenario = Field::root(root, &findings).table(scenario::read).flatten();
    (scenario, findings.into_problems())
}

fn same(a: &Problem, b: &Problem) -> bool {
    (a.code, &a.path, &a.value) == (b.code, &b.path, &b.value)
}

fn within(index: usize, problem: Problem) -> Problem {
    let prefix = format!("alternatives[{index}]");
    let path = match problem.path.is_empty() {
        true => prefix,
        false => format!("{prefix}.{}", problem.path),
    };
    Problem { path, ..problem }
}

/// Whether `text` is lower-case words of letters and digits, joined by single hyphens.
pub fn is_kebab_case(text: &str) -> bool {
    text.split('-').all(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

/// Reads a kebab-case identity of at most 64 characters.
pub fn id(field: &Field<'_>) -> Option<String> {
    let text = field.text(64)?;
    if !is_kebab_case(text) {
        field.refuse(
            crate::code::E_BAD_ID,
            "it must be lower-case letters and digits in words joined by hyphens",
            "for example \"spiky-traffic\"",
        );
        return None;
    }
    Some(text.into())
}
