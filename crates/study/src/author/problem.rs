//! What is wrong with a lesson, and where.

use std::fmt;
use std::path::PathBuf;

use headroom_scenario::Severity;

/// One thing that is wrong with a file of a course.
#[derive(Clone, Debug, PartialEq)]
pub struct LessonProblem {
    /// The lesson's id; `None` for the course's own file.
    pub lesson: Option<String>,
    /// Which file.
    pub file: PathBuf,
    /// Line in the file, from 1, when it is known.
    pub line: Option<u32>,
    /// Whether the lesson is refused.
    pub severity: Severity,
    /// Stable; one of [`CODES`], or of the scenario's codes.
    pub code: &'static str,
    /// What is wrong and what would be right, in words.
    pub text: String,
}

impl LessonProblem {
    /// Whether the lesson is refused.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// `lessons/spiky-traffic/lesson.toml:9: what is wrong [CODE]`.
impl fmt::Display for LessonProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        let warning = match self.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
        };
        write!(f, " {warning}{} [{}]", self.text, self.code)
    }
}

/// The stable codes, each with its meaning: one table.
pub mod code {
    macro_rules! codes {
        ($($name:ident = $meaning:literal;)*) => {
            $(#[doc = $meaning] pub const $name: &str = stringify!($name);)*
            /// Every code of a lesson's files with its meaning.
            pub const CODES: &[(&str, &str)] = &[$(($name, $meaning)),*];
        };
    }

    codes! {
        E_FILE = "A file is missing or cannot be read.";
        E_SYNTAX = "The file is not well-formed TOML.";
        E_UNKNOWN_FIELD = "A lesson has no such field here.";
        E_MISSING_FIELD = "A field that has no default is missing.";
        E_WRONG_TYPE = "A value is of the wrong type.";
        E_OUT_OF_RANGE = "A number or a text is outside its range.";
        E_UNKNOWN_VALUE = "A word is none of those that are allowed.";
        E_BAD_ID = "An identity is not kebab-case.";
        E_DUPLICATE_NAME = "Two things that need different names have the same.";
        E_NOT_IN_COURSE = "A lesson's folder is not in course.toml.";
        E_HTML = "Lesson text holds raw HTML.";
        E_LINK = "A link leads to a scheme that is not allowed.";
        E_MARKDOWN = "Lesson text uses Markdown that the app does not show.";
        E_CLAIM = "A claim does not say where it comes from, or says nothing.";
        E_SECTION = "Lesson text has a section too many or too few.";
        E_ALTERNATIVE = "An alternative is named that the scenario does not have.";
        E_FIGURE = "A text asks for a figure that does not exist, or that the question does not simulate.";
        E_PREDICATE = "A statement about a run, or a figure, does not parse.";
        E_UNKNOWN_FACT = "A question names a fact that is not in the table, or not of this type.";
        E_UNKNOWN_TASK = "A lesson or question names an exam task statement that is not in the table.";
        E_UNKNOWN_TRAP = "A wrong idea is not in the table.";
        E_BASIS = "Nothing, or more than one thing, decides what is right.";
        E_NO_TRAP = "A wrong option does not name the wrong idea behind it.";
        E_TRAP_IS_RIGHT = "A right option or number names a wrong idea.";
        E_NO_REASON = "A wrong option that runs an alternative does not say why it is wrong.";
        E_NOT_FOR_REASON = "A wrong option does not fail for the reason that it states.";
        E_CLAIM_TEXT = "A claim's words do not stand in the text, or not under its kind.";
        E_CLAIM_FALSE = "A claim does not hold under every seed.";
        E_DUPLICATE_QUESTION = "Two questions ask for the same figures of the same runs, or for the same fact.";
        E_TOO_FEW_QUESTIONS = "The course has fewer questions than it promises.";
        E_TRAP_LEFT_OUT = "An exam trap is in fewer questions than the course promises.";
        E_SOLUTION_MISSES = "The reference solution does not meet the goal under every seed.";
        E_NO_SLO = "A question asks for the SLO, and the scenario has none.";
        E_NO_KEY = "No option can be the right one.";
        E_KEY_FLIPS = "Another option is as good or better under at least one seed.";
        E_KEY_NOT_ROBUST = "The key changes when launch times or service times vary by 20 %.";
        E_KEY_CLOSE = "Another option is too near for a clear key.";
        E_FAMILY_WINS = "A design of a family earns as many points as the reference.";
        E_START_MEETS_GOAL = "The lesson's own scenario already meets the goal.";
        E_OUT_OF_REACH = "The run's figure cannot be predicted with the field's range and step.";
        E_START_IS_ANSWER = "A prediction field starts at the answer.";
    }
}

pub use code::CODES;
