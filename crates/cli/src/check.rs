//! `headroom check`.

use std::path::Path;

use headroom_study::author::LessonProblem;

use crate::arguments::Check;
use crate::failure::Failure;
use crate::{Verdict, file, output};

pub fn run(arguments: &Check) -> Result<Verdict, Failure> {
    let mut failures = Vec::new();
    let mut accepted = String::new();
    for path in &arguments.paths {
        let checked = if path.join("course.toml").exists() {
            lessons(path)
        } else if path.is_dir() {
            folder(path)
        } else {
            scenario(path)
        };
        match checked {
            Ok(line) => accepted += &format!("{}: {line}\n", path.display()),
            Err(failure) => failures.push(failure),
        }
    }
    output::write(None, &accepted)?;
    if failures.is_empty() {
        Ok(Verdict::Done)
    } else {
        Err(Failure::Many(failures))
    }
}

/// A course: every file of it, and every key by simulation.
fn lessons(path: &Path) -> Result<String, Failure> {
    let report = headroom_study::lint(path);
    let problems = lines(&report.problems);
    if report.refuse() {
        return Err(Failure::Lessons(problems));
    }
    output::complain(&problems);
    let mut lines = String::new();
    for summary in &report.summaries {
        lines += &format!("\n  {summary}");
        let keys = report.checked.iter();
        for key in keys.filter(|key| key.lesson == summary.lesson) {
            lines += &format!("\n  {key}");
        }
    }
    let runs = report.runs;
    Ok(format!(
        "ok, {}, {} simulated and {} known from before\n  {}{lines}",
        counted(report.lessons.len(), "lesson"),
        counted(runs.simulated, "run"),
        runs.kept,
        report.totals,
    ))
}

/// Problems of lessons, one a line.
pub fn lines(problems: &[LessonProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(LessonProblem::to_string).collect();
    lines.join("\n")
}

/// Every scenario file that lies directly in a folder.
fn folder(path: &Path) -> Result<String, Failure> {
    let unreadable = |error| Failure::Read(path.into(), error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if matches!(
            file.extension().and_then(|e| e.to_str()),
            Some("toml" | "json")
        ) {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(Failure::EmptyFolder(path.into()));
    }
    files.sort();
    let failures: Vec<_> = files
        .iter()
        .filter_map(|file| scenario(file).err())
        .collect();
    if failures.is_empty() {
        Ok(format!("ok, {}", counted(files.len(), "scenario")))
    } else {
        Err(Failure::Many(failures))
    }
}

fn scenario(path: &Path) -> Result<String, Failure> {
    let document = file::load(path)?;
    Ok(match document.alternatives.len() {
        0 => "ok".into(),
        n => format!("ok, with {}", counted(n, "alternative")),
    })
}

/// `1 lesson`, `2 lessons`.
fn counted(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{plural}")
}
