//! Lesson folders: read, compiled for the app, and checked by simulation.
//!
//! `course.toml` is the only place of order. A lesson is a folder: `lesson.toml` (what is asked),
//! `scenario.toml` (what runs, with its alternatives), `text.md` (what is said). Every problem of
//! every file is reported at once, and a lesson with a problem leaves the others usable.

mod course;
pub mod facts;
mod families;
mod fields;
mod folder;
mod lab;
mod markdown;
mod parallel;
mod problem;
mod questions;
mod same;
mod say;
mod schema;
mod shape;
mod skeleton;
mod vet;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::course::{Course, FailedLesson};
use crate::lesson::Lesson;
use folder::Loaded;

pub use course::Totals;
pub use families::Found;
pub use lab::Count;
pub use problem::{CODES, LessonProblem, code};
pub use schema::{fields, schema};
pub use skeleton::{NewError, new_lesson};
pub use vet::{Checked, Summary};

/// What became of a folder of lessons.
#[derive(Clone, Debug, PartialEq)]
pub struct LintReport {
    /// The course as the app would get it.
    pub course: Course,
    /// Lessons that loaded.
    pub lessons: Vec<Lesson>,
    /// Keys that were simulated, in the order of the course.
    pub checked: Vec<Checked>,
    /// What was checked of each lesson that loaded.
    pub summaries: Vec<Summary>,
    /// What the lessons that loaded come to.
    pub totals: Totals,
    /// Runs that it took.
    pub runs: Count,
    /// Every problem, warnings included, in the order of the course.
    pub problems: Vec<LessonProblem>,
}

impl LintReport {
    /// Whether any problem refuses a lesson.
    pub fn refuse(&self) -> bool {
        self.problems.iter().any(LessonProblem::refuses)
    }
}

/// A line for each key, one for each lesson, then one for each problem.
impl fmt::Display for LintReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for checked in &self.checked {
            writeln!(f, "{checked}")?;
        }
        for summary in &self.summaries {
            writeln!(f, "{summary}")?;
        }
        for problem in &self.problems {
            writeln!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// Loads every lesson of the course in `dir` and simulates every key: `headroom check lessons/`.
/// Total: what cannot be read is a problem in the report.
pub fn lint(dir: &Path) -> LintReport {
    let mut loaded = folder::load(dir);
    let vetted = vet::vet(dir, &loaded.lessons);
    loaded.problems.extend(vetted.problems);
    let totals = Totals::of(&loaded.lessons);
    // What a lesson that did not load would have added, nobody knows.
    if let (Some(promise), true) = (&loaded.promise, loaded.course.failed.is_empty()) {
        loaded.problems.extend(totals.missing(dir, promise));
    }
    let order = order(&loaded);
    let mut problems = std::mem::take(&mut loaded.problems);
    problems.sort_by_key(|problem| order(problem.lesson.as_deref()));
    LintReport {
        course: loaded.course,
        lessons: loaded.lessons.into_iter().map(|l| l.lesson).collect(),
        checked: vetted.checked,
        summaries: vetted.summaries,
        totals,
        runs: vetted.count,
        problems,
    }
}

/// What a pack holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    /// Files that were written.
    pub files: Vec<PathBuf>,
    /// Lessons that did not load; the pack's course names them.
    pub failed: Vec<FailedLesson>,
    /// Every problem, warnings included.
    pub problems: Vec<LessonProblem>,
}

/// Why there is no pack at all.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The course itself cannot be read.
    #[error("the course cannot be read:\n{}", lines(.0))]
    Course(Vec<LessonProblem>),
    /// A file cannot be written.
    #[error("{} cannot be written: {error}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// Compiles the course in `dir` into `out`: `course.json` and a `<id>.json` for each lesson that
/// loads. Nothing is simulated: that is [`lint`]'s part.
///
/// # Errors
/// When the course cannot be read, or a file cannot be written.
pub fn pack(dir: &Path, out: &Path) -> Result<Packed, PackError> {
    let loaded = folder::load(dir);
    if loaded.course.lessons.is_empty() && loaded.course.failed.is_empty() {
        return Err(PackError::Course(loaded.problems));
    }
    let refused = |path: &Path, error| PackError::Write {
        path: path.into(),
        error,
    };
    std::fs::create_dir_all(out).map_err(|error| refused(out, error))?;
    let mut files = Vec::new();
    let mut write = |name: &str, json: serde_json::Result<String>| {
        let path = out.join(format!("{name}.json"));
        let json =
            json.map_err(|error| refused(&path, std::io::Error::other(error.to_string())))?;
        std::fs::write(&path, json).map_err(|error| refused(&path, error))?;
        files.push(path);
        Ok(())
    };
    write("course", serde_json::to_string(&loaded.course))?;
    for lesson in &loaded.lessons {
        let lesson = &lesson.lesson;
        write(&lesson.id, serde_json::to_string(lesson))?;
    }
    Ok(Packed {
        files,
        failed: loaded.course.failed,
        problems: loaded.problems,
    })
}

/// Problems of the course first, then those of its lessons, in the course's order.
fn order(loaded: &Loaded) -> impl Fn(Option<&str>) -> usize + use<> {
    let ids = loaded.ids.clone();
    move |lesson| match lesson {
        None => 0,
        Some(id) => {
            1 + ids
                .iter()
                .position(|known| known == id)
                .unwrap_or(ids.len())
        }
    }
}

fn lines(problems: &[LessonProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
