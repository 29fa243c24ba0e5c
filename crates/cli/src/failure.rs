//! Why a command could not do its work.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use headroom_scenario::Problems;

/// Why a command could not do its work; each names the file it is about.
#[derive(Debug)]
pub enum Failure {
    /// A file could not be read.
    Read(PathBuf, io::Error),
    /// A file, or standard output, could not be written.
    Write(PathBuf, io::Error),
    /// A file's name ends in neither .toml nor .json.
    UnknownKind(PathBuf),
    /// A folder has neither lessons nor scenarios.
    EmptyFolder(PathBuf),
    /// A scenario has problems.
    Scenario(PathBuf, Problems),
    /// --require-slo for a scenario without one.
    NoSlo(PathBuf),
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
            Failure::EmptyFolder(path) => {
                write!(
                    f,
                    "{}: no course.toml and no scenario file in it",
                    path.display()
                )
            }
            Failure::Scenario(path, problems) => write!(f, "{}", about(path, problems)),
            Failure::NoSlo(path) => write!(
                f,
                "{}: --require-slo needs a scenario with an slo, and this one states none",
                path.display()
            ),
            Failure::Many(failures) => {
                let texts: Vec<_> = failures.iter().map(Failure::to_string).collect();
                write!(f, "{}", texts.join("\n"))
            }
        }
    }
}

/// The problems of a file, one a line, each with the file's name.
pub fn about(path: &Path, problems: &Problems) -> String {
    let lines: Vec<_> = problems
        .0
        .iter()
        .map(|p| format!("{}: {p}", path.display()))
        .collect();
    lines.join("\n")
}
