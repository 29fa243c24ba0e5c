//! Problems at the lines of the form that they are about.

use std::collections::BTreeMap;
use std::sync::Arc;

use headroom_scenario::sandbox::Line;
use headroom_scenario::{Problem, Severity};

use super::Judged;

/// What is wrong, and with whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// A, B, or both alike.
    pub sides: [bool; 2],
    /// What is wrong.
    pub problem: Problem,
}

impl Note {
    /// Whether it refuses the configuration.
    pub fn refuses(&self) -> bool {
        self.problem.severity == Severity::Error
    }
}

/// Every problem of both texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// By the path of the line.
    pub at: BTreeMap<String, Vec<Note>>,
    /// Those that no line is about.
    pub elsewhere: Vec<Note>,
}

/// Puts the problems to their lines; one that both have alike is said once.
pub fn of(judged: &[Arc<Judged>; 2], lines: &[Vec<Line>]) -> Notes {
    let mut all: Vec<Note> = Vec::new();
    for (side, judged) in judged.iter().enumerate() {
        for problem in &judged.problems.0 {
            if let Some(same) = all.iter_mut().find(|note| note.problem == *problem) {
                same.sides[side] = true;
                continue;
            }
            let mut sides = [false; 2];
            sides[side] = true;
            all.push(Note {
                sides,
                problem: problem.clone(),
            });
        }
    }
    let mut notes = Notes::default();
    for note in all {
        match line_of(&note.problem.path, lines) {
            Some(line) => notes.at.entry(line.to_owned()).or_default().push(note),
            None => notes.elsewhere.push(note),
        }
    }
    notes
}

/// The line with this path, else the nearest one above it.
fn line_of<'a>(path: &str, lines: &'a [Vec<Line>]) -> Option<&'a str> {
    let is_above = |line: &&str| {
        let rest = path.strip_prefix(line);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let paths = lines.iter().flatten().map(Line::path);
    paths.filter(is_above).max_by_key(|line| line.len())
}
