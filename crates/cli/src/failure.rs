//! Why a command could not do its work.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use headroom_model::time::{Clock, Span, Start, Time};
use headroom_scenario::{Problem, Problems};

use crate::arguments::Asked;

/// Why a command could not do its work; each names the file it is about.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read.
    Read(PathBuf, io::Error),
    /// A file, or standard output, could not be written.
    Write(PathBuf, io::Error),
    /// A file's name ends in neither .toml nor .json.
    UnknownKind(PathBuf),
    /// Lessons, or the combinations of a sweep, have problems, one a line.
    Lessons(String),
    /// A sweep's variations do not go together.
    Sweep(PathBuf, String),
    /// A sizing that leads to no number.
    NoSize,
    /// A folder has neither lessons nor scenarios.
    EmptyFolder(PathBuf),
    /// A scenario has problems.
    Scenario(PathBuf, Problems),
    /// --require-slo for a scenario without one.
    NoSlo(PathBuf),
    /// A scenario that registers no scalable target.
    NothingToExport(PathBuf),
    /// --why about a time that the run does not have.
    OutsideRun {
        /// The scenario's file.
        file: PathBuf,
        /// What was asked for.
        asked: Asked,
        /// The simulated clock at second 0.
        start: Start,
        /// The simulated span.
        duration: Span,
    },
    /// Several of these.
    Many(Vec<Failure>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Read(path, error) => write!(f, "{}: cannot be read: {error}", path.display()),
            Failure::Write(path, error) => {
                write!(f, "{}: cannot be written: {error}", path.display())
            }
            Failure::UnknownKind(path) => {
                write!(
                    f,
                    "{}: a scenario file ends in .toml or .json",
                    path.display()
                )
            }
            Failure::Lessons(lines) => write!(f, "{lines}"),
            Failure::Sweep(path, why) => write!(f, "{}: {why}", path.display()),
            Failure::NoSize => write!(
                f,
                "these figures lead to no fleet: the target or the number of instances is out of all bounds"
            ),
            Failure::EmptyFolder(path) => {
                write!(
                    f,
                    "{}: no course.toml and no scenario file in it",
                    path.display()
                )
            }
            Failure::Scenario(path, problems) => write!(f, "{}", about(path, problems)),
            Failure::NothingToExport(path) => write!(
                f,
                "{}: nothing to export: the scenario has no scaling",
                path.display()
            ),
            Failure::NoSlo(path) => write!(
                f,
                "{}: --require-slo needs a scenario with an slo, and this one states none",
                path.display()
            ),
            Failure::OutsideRun {
                file,
                asked,
                start,
                duration,
            } => {
                let asked = match asked {
                    Asked::Clock(second_of_day) => Clock {
                        second_of_day: *second_of_day,
                    }
                    .to_string(),
                    Asked::After(span) => format!("{}s", span.secs_f64()),
                };
                write!(
                    f,
                    "{}: --why {asked} is outside the run, which goes from {} to {}, 0s to {}s",
                    file.display(),
                    start.clock(Time::ZERO),
                    start.clock(Time::ZERO + *duration),
                    duration.secs_f64()
                )
            }
            Failure::Many(failures) => {
                let texts: Vec<_> = failures.iter().map(Failure::to_string).collect();
                write!(f, "{}", texts.join("\n"))
            }
        }
    }
}

/// The problems of a file, one a line: `scenario.toml:9: path: value is not allowed: …`.
pub fn about(path: &Path, problems: &Problems) -> String {
    let line = |problem: &Problem| {
        let place = path.display();
        let unplaced = Problem {
            line: None,
            ..problem.clone()
        };
        match problem.line {
            Some(line) => format!("{place}:{line}: {unplaced}"),
            None => format!("{place}: {unplaced}"),
        }
    };
    let lines: Vec<String> = problems.0.iter().map(line).collect();
    lines.join("\n")
}
