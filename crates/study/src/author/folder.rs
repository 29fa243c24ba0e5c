//! A course's folder: `course.toml`, and a folder for each lesson.

use std::path::Path;

use headroom_scenario::{Document, Problems};

use super::fields::{Source, Table};
use super::markdown::{self, Section};
use super::problem::{LessonProblem, code};
use super::questions::{self, Question};
use crate::course::{Course, FailedLesson};
use crate::lesson::Lesson;
use crate::prediction::PredictionField;
use headroom_explain::Strip;

/// A course that was read, with everything that is wrong with it.
pub struct Loaded {
    /// Every lesson that course.toml names.
    pub ids: Vec<String>,
    /// Cards of the lessons that loaded, and what kept the others.
    pub course: Course,
    /// In the order of the course.
    pub lessons: Vec<Lesson>,
    /// Of every file.
    pub problems: Vec<LessonProblem>,
}

/// Reads the course in `dir`.
pub fn load(dir: &Path) -> Loaded {
    let source = Source::read(None, &dir.join("course.toml"));
    let (title, units) = source.toml(course).unwrap_or_default();
    let mut loaded = Loaded {
        ids: units.iter().flat_map(|u| u.lessons.clone()).collect(),
        course: Course {
            title,
            lessons: Vec::new(),
            failed: Vec::new(),
        },
        lessons: Vec::new(),
        problems: Vec::new(),
    };
    check_ids(dir, &source, &loaded.ids);
    loaded.problems = source.into_problems();
    for unit in units {
        for id in unit.lessons {
            let (lesson, problems) = lesson(dir, &id, &unit.title);
            match lesson {
                Some(lesson) => {
                    loaded.course.lessons.push(lesson.card());
                    loaded.lessons.push(lesson);
                }
                None => loaded.course.failed.push(FailedLesson {
                    id,
                    unit: unit.title.clone(),
                    problems: problems
                        .iter()
                        .filter(|p| p.refuses())
                        .map(sentence)
                        .collect(),
                }),
            }
            loaded.problems.extend(problems);
        }
    }
    loaded
}

#[derive(Default)]
struct Unit {
    title: String,
    lessons: Vec<String>,
}

fn course(table: &Table<'_>) -> (String, Vec<Unit>) {
    let title = table.text("title").unwrap_or_default();
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
    (title, units.into_iter().flatten().collect())
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

/// Reads all three files of a lesson, so that all their problems come at once.
fn lesson(dir: &Path, id: &str, unit: &str) -> (Option<Lesson>, Vec<LessonProblem>) {
    let folder = dir.join(id);
    let read = |name: &str| Source::read(Some(id), &folder.join(name));
    let (about, world, words) = (read("lesson.toml"), read("scenario.toml"), read("text.md"));
    let document = scenario(&world);
    let mut sections = if words.is_read() {
        markdown::sections(&words)
    } else {
        Vec::new()
    };
    let head = about.toml(|table| head(table, document.as_ref()));
    let (head, asked) = head.unzip();
    let asked: Vec<Question> = asked.unwrap_or_default();
    let mut section = |title: &str| take(&words, &mut sections, title);
    let [lead, predict, explain, after] = ["Lead", "Predict", "Explain", "After"].map(&mut section);
    // Without their ids nobody knows which sections belong to questions.
    let ids_known = head.is_some() && asked.iter().all(|question| question.id.is_some());
    let mut questions = Vec::new();
    for question in asked {
        let Some(id) = question.id.clone() else {
            continue;
        };
        let stem = section(&format!("Question {id}"));
        questions.extend(question.into_question(id, stem));
    }
    for section in sections.iter().filter(|_| ids_known) {
        let text = format!("{:?} is no section of a lesson", section.title);
        words.refuse(Some(section.line), code::E_SECTION, text);
    }
    let mut problems = about.into_problems();
    problems.extend(world.into_problems());
    problems.extend(words.into_problems());
    if problems.iter().any(LessonProblem::refuses) {
        return (None, problems);
    }
    let lesson = head.flatten().zip(document).map(|(head, document)| Lesson {
        id: id.to_owned(),
        title: head.title,
        question: head.question,
        unit: unit.to_owned(),
        minutes: head.minutes,
        strips: head.strips,
        lead,
        predict,
        explain,
        after,
        scenario: document.scenario,
        prediction: head.prediction,
        questions,
    });
    (lesson, problems)
}

/// What lesson.toml says, but for the questions.
struct Head {
    title: String,
    question: String,
    minutes: u32,
    strips: Vec<Strip>,
    prediction: Vec<PredictionField>,
}

const STRIPS: [(&str, Strip); 9] = [
    ("traffic", Strip::Traffic),
    ("capacity", Strip::Capacity),
    ("metric", Strip::Metric),
    ("policy", Strip::Policy),
    ("queue", Strip::Queue),
    ("latency", Strip::Latency),
    ("utilization", Strip::Utilization),
    ("errors", Strip::Errors),
    ("cost", Strip::Cost),
];

/// Longest lesson, in minutes [D].
const MINUTES_MOST: u32 = 60;

fn head(table: &Table<'_>, document: Option<&Document>) -> (Option<Head>, Vec<Question>) {
    let title = table.text("title");
    let question = table.text("question");
    let minutes = table.whole("minutes", 1..=MINUTES_MOST);
    let strips = table.words("strips", &STRIPS);
    let prediction: Vec<_> = table.tables("prediction", questions::prediction);
    let asked = table.tables("questions", |t| Some(questions::question(t, document)));
    let asked: Vec<Question> = asked.into_iter().flatten().collect();
    let ids: Vec<&String> = asked.iter().filter_map(|q| q.id.as_ref()).collect();
    for (i, id) in ids.iter().enumerate() {
        if ids[..i].contains(id) {
            let text = format!("two questions have the id {id}");
            table.refuse("questions", code::E_DUPLICATE_NAME, text);
        }
    }
    let head = || {
        Some(Head {
            title: title?,
            question: question?,
            minutes: minutes?,
            strips: strips?,
            prediction: prediction.into_iter().collect::<Option<_>>()?,
        })
    };
    (head(), asked)
}

fn scenario(source: &Source) -> Option<Document> {
    if !source.is_read() {
        return None;
    }
    let (document, problems) = match headroom_scenario::load_toml(&source.text) {
        Ok(document) => {
            let warnings = document.warnings.clone();
            (Some(document), warnings)
        }
        Err(problems) => (None, problems),
    };
    let Problems(problems) = problems;
    for mut problem in problems {
        let line = problem.line.take();
        let (severity, code) = (problem.severity, problem.code);
        // The code and the line stand in the lesson's own problem.
        let text = problem.to_string();
        let text = text.strip_suffix(&format!(" [{code}]")).unwrap_or(&text);
        let text = text.strip_prefix("warning: ").unwrap_or(text).to_owned();
        source.note(severity, line, code, text);
    }
    document
}

/// Takes the section of this title out; refuses when there is none, or a second one, or no text.
fn take(source: &Source, sections: &mut Vec<Section>, title: &str) -> Vec<crate::text::Block> {
    let Some(at) = sections.iter().position(|section| section.title == title) else {
        if source.is_read() {
            let text = format!("the section \"# {title}\" is missing");
            source.refuse(None, code::E_SECTION, text);
        }
        return Vec::new();
    };
    let section = sections.remove(at);
    if section.blocks.is_empty() {
        let text = format!("the section \"# {title}\" is empty");
        source.refuse(Some(section.line), code::E_SECTION, text);
    }
    section.blocks
}

/// A problem for the app: without the path on the author's machine.
fn sentence(problem: &LessonProblem) -> String {
    let file = problem
        .file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let line = problem.line.map(|line| format!(", line {line}"));
    format!(
        "{file}{}: {} [{}]",
        line.unwrap_or_default(),
        problem.text,
        problem.code
    )
}
