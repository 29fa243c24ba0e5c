//! course.toml: units, their lessons, and what the course as a whole promises.

use std::fmt;
use std::path::Path;

use headroom_scenario::Severity;

use super::fields::{Source, Table};
use super::folder::Compiled;
use super::problem::{LessonProblem, code};
use super::shape::{COURSE, MOST_PROMISED};
use crate::trap::{EXAM_TRAPS, TRAPS, trap};

/// course.toml as it was read.
#[derive(Default)]
pub struct Outline {
    /// Name of the course.
    pub title: String,
    /// In their order.
    pub units: Vec<Unit>,
    /// What is promised, if anything is.
    pub promise: Option<Promise>,
}

/// A unit of the course.
#[derive(Default)]
pub struct Unit {
    /// Its name.
    pub title: String,
    /// Ids of its lessons, in their order.
    pub lessons: Vec<String>,
}

/// How much there is in a course, at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    questions: u32,
    exam_shaped: u32,
    each_trap: u32,
    line: u32,
}

impl Outline {
    /// Every lesson, in the order of the course.
    pub fn ids(&self) -> Vec<String> {
        let units = self.units.iter();
        units.flat_map(|unit| unit.lessons.clone()).collect()
    }
}

/// Reads course.toml in `dir`, and says what is wrong with it.
pub fn read(dir: &Path) -> (Outline, Vec<LessonProblem>) {
    let source = Source::read(None, &dir.join("course.toml"));
    let outline = source.toml(&COURSE, outline).unwrap_or_default();
    check_ids(dir, &source, &outline.ids());
    (outline, source.into_problems())
}

fn outline(table: &Table<'_>) -> Outline {
    let title = table.text("title").unwrap_or_default();
    let promise = table.maybe("promise", |table, name| {
        let promise = table.table(name, |table| {
            let [questions, exam_shaped, each_trap] = ["questions", "exam_shaped", "each_trap"]
                .map(|name| table.whole(name, 0..=MOST_PROMISED));
            Some(Promise {
                questions: questions?,
                exam_shaped: exam_shaped?,
                each_trap: each_trap?,
                line: table.line(),
            })
        });
        promise.flatten()
    });
    let units = table.tables("units", |unit| {
        let title = unit.text("title").unwrap_or_default();
        let lessons = unit.texts("lessons")?;
        Some(Unit { title, lessons })
    });
    if units.is_empty() {
        table.refuse(
            "units",
            code::E_MISSING_FIELD,
            "a course has at least one unit",
        );
    }
    Outline {
        title,
        units: units.into_iter().flatten().collect(),
        promise: promise.flatten(),
    }
}

/// An id is a folder's name and a part of a link; a folder that no unit names is forgotten work.
fn check_ids(dir: &Path, source: &Source, ids: &[String]) {
    for (i, id) in ids.iter().enumerate() {
        if !is_kebab(id) {
            let text = format!("{id:?} is not kebab-case");
            source.refuse(None, code::E_BAD_ID, text);
        }
        if ids[..i].contains(id) {
            source.refuse(None, code::E_DUPLICATE_NAME, format!("{id} stands twice"));
        }
    }
    let entries = std::fs::read_dir(dir);
    // What cannot be read names no lessons, and would make every folder a forgotten one.
    let Some(entries) = entries.ok().filter(|_| source.is_sound()) else {
        return;
    };
    let mut folders: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().join("lesson.toml").is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| !ids.contains(folder)) {
        let text = format!("the lesson {folder} is in no unit");
        source.refuse(None, code::E_NOT_IN_COURSE, text);
    }
}

/// Lower-case letters, digits and single hyphens.
pub fn is_kebab(id: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    id.split('-').all(part)
}

/// What a course comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Lessons that loaded.
    pub lessons: usize,
    /// Their questions.
    pub questions: usize,
    /// Those that an exam could ask, with a run that shows the answer.
    pub exam_shaped: usize,
    /// For each exam trap how many questions lead past it.
    pub traps: [usize; EXAM_TRAPS.len()],
}

impl Totals {
    /// Of these lessons.
    pub fn of(lessons: &[Compiled]) -> Totals {
        let mut totals = Totals {
            lessons: lessons.len(),
            ..Totals::default()
        };
        for question in lessons.iter().flat_map(|lesson| &lesson.lesson.questions) {
            totals.questions += 1;
            totals.exam_shaped += usize::from(question.is_exam_shaped());
            let led = question.traps.iter().filter_map(|id| trap(id)?.exam);
            let mut led: Vec<u8> = led.collect();
            led.sort_unstable();
            led.dedup();
            for number in led {
                if let Some(count) = totals.traps.get_mut(usize::from(number) - 1) {
                    *count += 1;
                }
            }
        }
        totals
    }

    /// What of `promise` is not kept, each a problem of course.toml in `dir`.
    pub fn missing(&self, dir: &Path, promise: &Promise) -> Vec<LessonProblem> {
        let mut missing = Vec::new();
        let mut note = |code, text| {
            missing.push(LessonProblem {
                lesson: None,
                file: dir.join("course.toml"),
                line: Some(promise.line),
                severity: Severity::Error,
                code,
                text,
            });
        };
        let counts = [
            (self.questions, promise.questions, "questions"),
            (
                self.exam_shaped,
                promise.exam_shaped,
                "exam-shaped questions",
            ),
        ];
        for (found, promised, noun) in counts {
            if found < promised as usize {
                let text = format!("{promised} {noun} are promised, and {found} are there");
                note(code::E_TOO_FEW_QUESTIONS, text);
            }
        }
        for (index, (found, says)) in self.traps.iter().zip(EXAM_TRAPS).enumerate() {
            let number = index + 1;
            if *found < promise.each_trap as usize {
                let leads = TRAPS
                    .iter()
                    .filter(|t| t.exam.map(usize::from) == Some(number));
                let ideas: Vec<&str> = leads.map(|trap| trap.id).collect();
                let text = format!(
                    "exam trap {number} ({says}) is in {found} of the questions, and {} are \
                     promised: {} lead into it",
                    promise.each_trap,
                    ideas.join(", ")
                );
                note(code::E_TRAP_LEFT_OUT, text);
            }
        }
        missing
    }
}

/// `84 questions in 12 lessons, 52 of them exam-shaped; each exam trap in 2 or more`.
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = self.traps.iter().min().copied().unwrap_or_default();
        write!(
            f,
            "{} questions in {} lessons, {} of them exam-shaped; each exam trap in {least} or more",
            self.questions, self.lessons, self.exam_shaped
        )
    }
}
