//! A course's folder: a folder for each lesson that `course.toml` names.

use std::cell::RefCell;
use std::path::Path;

use headroom_scenario::{Document, Problems};

use super::course::{self, Promise};
use super::fields::{Source, Table};
use super::markdown::{self, Section};
use super::problem::{LessonProblem, code};
use super::questions::{self, Authored, Question, START, world_of};
use super::shape::{LESSON, MINUTES_MOST};
use crate::course::{Course, FailedLesson};
use crate::lesson::Lesson;
use crate::predicate::Predicate;
use crate::prediction::PredictionField;
use crate::question::World;
use crate::text::{Block, ClaimKind, Inline, plain};
use headroom_explain::Strip;

/// A course that was read, with everything that is wrong with it.
pub struct Loaded {
    /// Every lesson that course.toml names.
    pub ids: Vec<String>,
    /// What course.toml promises of them.
    pub promise: Option<Promise>,
    /// Cards of the lessons that loaded, and what kept the others.
    pub course: Course,
    /// In the order of the course.
    pub lessons: Vec<Compiled>,
    /// Of every file.
    pub problems: Vec<LessonProblem>,
}

/// Reads the course in `dir`.
pub fn load(dir: &Path) -> Loaded {
    let (outline, problems) = course::read(dir);
    let mut loaded = Loaded {
        ids: outline.ids(),
        promise: outline.promise,
        course: Course {
            title: outline.title,
            lessons: Vec::new(),
            failed: Vec::new(),
        },
        lessons: Vec::new(),
        problems,
    };
    for unit in outline.units {
        for id in unit.lessons {
            let (lesson, problems) = lesson(dir, &id, &unit.title);
            match lesson {
                Some(lesson) => {
                    loaded.course.lessons.push(lesson.lesson.card());
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

/// A lesson with what only the check needs of it.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What the app gets.
    pub lesson: Lesson,
    /// What the lesson's scenario misses and the solution meets.
    pub goal: Predicate,
    /// The reference solution.
    pub solution: World,
    /// Where it stands.
    pub solution_line: u32,
    /// Statements of the text that the runs bear out.
    pub claims: Vec<Claim>,
    /// The lesson's questions, in its order.
    pub questions: Vec<Authored>,
    /// Where each field of the prediction stands.
    pub prediction_lines: Vec<u32>,
}

/// A statement of the text, and what must hold for it.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Of a quotation; `None` for a sentence about the run.
    pub kind: Option<ClaimKind>,
    /// Words of the text.
    pub text: String,
    /// Whose runs.
    pub world: World,
    /// What must hold.
    pub holds: Predicate,
    /// Where it stands in lesson.toml.
    pub line: u32,
}

/// The beats of a lesson, its questions apart: each a section of text.md, and whether it must be
/// there.
pub const BEATS: [(&str, bool); 7] = [
    ("Open", true),
    ("Predict", true),
    ("Run", false),
    ("Observe", false),
    ("Explain", true),
    ("Quiz", false),
    ("After", true),
];

/// Reads all three files of a lesson, so that all their problems come at once.
fn lesson(dir: &Path, id: &str, unit: &str) -> (Option<Compiled>, Vec<LessonProblem>) {
    let folder = dir.join(id);
    let read = |name: &str| Source::read(Some(id), &folder.join(name));
    let (about, world, words) = (read("lesson.toml"), read("scenario.toml"), read("text.md"));
    let document = scenario(&world);
    let mut sections = if words.is_read() {
        markdown::sections(&words)
    } else {
        Vec::new()
    };
    let all: Vec<Block> = sections.iter().flat_map(|s| s.blocks.clone()).collect();
    let text = words.is_read().then_some(&all[..]);
    let head = about.toml(&LESSON, |table| head(table, document.as_ref(), text));
    let (head, asked) = head.unzip();
    let asked: Vec<Question> = asked.unwrap_or_default();
    let mut section = |title: &str, must| take(&words, &mut sections, title, must);
    let beats = BEATS.map(|(title, must)| section(title, must));
    // Without their ids nobody knows which sections belong to questions.
    let ids_known = head.is_some() && asked.iter().all(|question| question.id.is_some());
    let head = head.flatten();
    let tasks = head.as_ref().map(|head| head.tasks.clone());
    let tasks = tasks.unwrap_or_default();
    let mut questions = Vec::new();
    for question in asked {
        let Some(id) = question.id.clone() else {
            continue;
        };
        let stem = section(&format!("Question {id}"), true);
        questions.extend(question.into_question(id, stem, &tasks));
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
    let compiled = head.zip(document).map(|(head, document)| {
        let [lead, predict, run, observe, explain, quiz, after] = beats;
        let asked = questions.iter().map(|authored| authored.question.clone());
        let lesson = Lesson {
            id: id.to_owned(),
            title: head.title,
            question: head.question,
            unit: unit.to_owned(),
            minutes: head.minutes,
            strips: head.strips,
            lead,
            predict,
            run,
            observe,
            explain,
            quiz,
            after,
            scenario: document.scenario,
            prediction: head.prediction,
            questions: asked.collect(),
        };
        Compiled {
            lesson,
            goal: head.goal,
            solution: head.solution,
            solution_line: head.solution_line,
            claims: head.claims,
            questions,
            prediction_lines: head.prediction_lines,
        }
    });
    (compiled, problems)
}

/// What lesson.toml says, but for the questions.
struct Head {
    title: String,
    question: String,
    minutes: u32,
    strips: Vec<Strip>,
    tasks: Vec<String>,
    goal: Predicate,
    solution: World,
    solution_line: u32,
    prediction: Vec<PredictionField>,
    prediction_lines: Vec<u32>,
    claims: Vec<Claim>,
}

/// Strips by their words in lesson files.
pub const STRIPS: [(&str, Strip); 11] = [
    ("job", Strip::Job),
    ("traffic", Strip::Traffic),
    ("capacity", Strip::Capacity),
    ("cold_starts", Strip::ColdStarts),
    ("metric", Strip::Metric),
    ("policy", Strip::Policy),
    ("queue", Strip::Queue),
    ("latency", Strip::Latency),
    ("utilization", Strip::Utilization),
    ("errors", Strip::Errors),
    ("cost", Strip::Cost),
];

/// Kinds of claims by their words in lesson files.
pub const CLAIM_KINDS: [(&str, Option<ClaimKind>); 5] = [
    ("aws_docs", Some(ClaimKind::AwsDocs)),
    ("observed", Some(ClaimKind::Observed)),
    ("study_guide", Some(ClaimKind::StudyGuide)),
    ("our_assumption", Some(ClaimKind::OurAssumption)),
    ("run", None),
];

/// `text` is what text.md says; `None` when it cannot be read.
fn head(
    table: &Table<'_>,
    document: Option<&Document>,
    text: Option<&[Block]>,
) -> (Option<Head>, Vec<Question>) {
    let format = table.maybe("format", |table, name| table.whole(name, 1..=1));
    let title = table.text("title");
    let question = table.text("question");
    let minutes = table.whole("minutes", 1..=MINUTES_MOST);
    let strips = table.words("strips", &STRIPS);
    if let (Some(strips), Some(document)) = (&strips, document) {
        without_any(table, strips, document);
    }
    let tasks = questions::tasks(table, "tasks");
    let goal = table.maybe("goal", Table::predicate);
    let solution = table.id("solution");
    let solution = solution.and_then(|id| named(table, "solution", document?, &id));
    let is_judged = document.is_none_or(|document| document.scenario.slo.is_some());
    if !table.has("goal") && !is_judged {
        let text = "the scenario has no slo, so the lesson must say what its goal is";
        table.refuse("goal", code::E_NO_SLO, text);
    }
    let lines = RefCell::new(Vec::new());
    let prediction: Vec<_> = table.tables("prediction", |table| {
        lines.borrow_mut().push(table.line());
        questions::prediction(table)
    });
    let claims = table.tables("claims", |table| claim(table, document, text));
    let asked = table.tables("questions", |t| Some(questions::question(t, document)));
    let asked: Vec<Question> = asked.into_iter().flatten().collect();
    let ids: Vec<&String> = asked.iter().filter_map(|q| q.id.as_ref()).collect();
    for (i, id) in ids.iter().enumerate() {
        if ids[..i].contains(id) {
            let text = format!("two questions have the id {id}");
            table.refuse("questions", code::E_DUPLICATE_NAME, text);
        }
    }
    let slo_met = || "slo.met".parse().ok();
    let head = || {
        format?;
        Some(Head {
            title: title?,
            question: question?,
            minutes: minutes?,
            strips: strips?,
            tasks: tasks?,
            goal: goal?.or_else(slo_met)?,
            solution: solution?,
            solution_line: table.line_of("solution"),
            prediction: prediction.into_iter().collect::<Option<_>>()?,
            prediction_lines: lines.into_inner(),
            claims: claims.into_iter().collect::<Option<_>>()?,
        })
    };
    (head(), asked)
}

/// Refuses strips that no world of the lesson has: a job has no traffic, an endpoint no progress.
fn without_any(table: &Table<'_>, strips: &[Strip], document: &Document) {
    let others = document.alternatives.iter().map(|a| &a.scenario);
    let worlds: Vec<_> = std::iter::once(&document.scenario).chain(others).collect();
    for strip in strips {
        if worlds.iter().any(|world| strip.is_of(world)) {
            continue;
        }
        let name = STRIPS.iter().find(|(_, known)| known == strip);
        let name = name.map_or("", |(name, _)| name);
        let text = format!(
            "a {} has no strip {name:?}",
            document.scenario.endpoint.kind()
        );
        table.refuse("strips", code::E_UNKNOWN_VALUE, text);
    }
}

/// The world of an alternative that a field names.
fn named(table: &Table<'_>, name: &'static str, document: &Document, id: &str) -> Option<World> {
    let world = world_of(document, id);
    world
        .map_err(|text| table.refuse(name, code::E_ALTERNATIVE, text))
        .ok()
}

/// A claim; its words stand in the text, and there under its kind.
fn claim(table: &Table<'_>, document: Option<&Document>, text: Option<&[Block]>) -> Option<Claim> {
    let kind = table.word("kind", &CLAIM_KINDS);
    let words = table.text("text");
    let world = table.maybe("alternative", Table::id);
    let holds = table.predicate("holds");
    let world = world.and_then(|id| {
        let id = id.unwrap_or_else(|| START.to_owned());
        named(table, "alternative", document?, &id)
    });
    if let (Some(kind), Some(words), Some(text)) = (kind, &words, text) {
        let bare = words.replace(['`', '*'], "");
        let stands = |block: &Block| match (kind, block) {
            (Some(kind), Block::Claim { kind: of, text }) => *of == kind && says(text, &bare),
            (None, Block::Paragraph(text)) => says(text, &bare),
            (None, Block::List(items)) => items.iter().any(|item| says(item, &bare)),
            _ => false,
        };
        if !text.iter().any(stands) {
            let place = match kind {
                Some(kind) => format!("in a quotation marked {}", kind.label()),
                None => "in a paragraph or list".to_owned(),
            };
            let text = format!("text.md does not say {words:?} {place}");
            table.refuse("text", code::E_CLAIM_TEXT, text);
        }
    }
    Some(Claim {
        kind: kind?,
        text: words?,
        world: world?,
        holds: holds?,
        line: table.line(),
    })
}

fn says(text: &[Inline], words: &str) -> bool {
    plain(text).contains(words)
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
fn take(source: &Source, sections: &mut Vec<Section>, title: &str, must: bool) -> Vec<Block> {
    let Some(at) = sections.iter().position(|section| section.title == title) else {
        if must && source.is_read() {
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
