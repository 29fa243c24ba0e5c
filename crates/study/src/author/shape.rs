//! Every field of lesson.toml: what it holds, whether it must be there, what it means. The reader
//! asks for no other field, and the JSON Schema and the format's document are written from it.

mod parts;
mod question;

use crate::exam::TASKS;

use super::folder::{CLAIM_KINDS, STRIPS};
use super::questions::QUANTITIES;
pub use question::QUESTION;

/// A table of lesson.toml.
#[derive(Debug)]
pub struct Shape {
    /// What a table of it is called in a sentence.
    pub noun: &'static str,
    /// Its fields, in the order in which people write them.
    pub fields: &'static [Field],
}

/// A field of a table.
#[derive(Debug)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// What stands there.
    pub holds: Holds,
    /// Whether it must be there.
    pub required: bool,
    /// Kinds of question that have it; empty: all.
    pub of: &'static [&'static str],
    /// What it means.
    pub meaning: &'static str,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// A text that is not empty.
    Text,
    /// Kebab-case.
    Id,
    /// A finite number.
    Number,
    /// A whole number in a range.
    Whole(u32, u32),
    /// `true` or `false`.
    Truth,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// A list of these words, each once.
    Words(fn() -> Vec<&'static str>),
    /// A list of texts, each once.
    Texts,
    /// A list of finite numbers.
    Numbers,
    /// A statement about a run.
    Predicate,
    /// A figure of a run, or a quantity's word.
    Figure,
    /// A number or a word.
    Value,
    /// A word, or a table.
    Either(&'static str, &'static Shape),
    /// A table.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
}

impl Shape {
    /// Its field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

fn names<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}

const fn must(name: &'static str, holds: Holds, meaning: &'static str) -> Field {
    Field {
        name,
        holds,
        required: true,
        of: &[],
        meaning,
    }
}

const fn may(name: &'static str, holds: Holds, meaning: &'static str) -> Field {
    Field {
        required: false,
        ..must(name, holds, meaning)
    }
}

const fn of(kinds: &'static [&'static str], field: Field) -> Field {
    Field { of: kinds, ..field }
}

use Holds::{Id, Number, Predicate, Table, Tables, Text, Texts, Whole, Word, Words};

/// Longest lesson, in minutes [D].
pub const MINUTES_MOST: u32 = 60;
/// Fewest and most seeds that a learner's device runs for a key [D].
pub const DEVICE: (u32, u32) = (3, 20);
/// Most options that can be right [D].
pub const SELECT: (u32, u32) = (2, 5);

/// Most of anything that a course can promise [D].
pub const MOST_PROMISED: u32 = 10_000;

/// course.toml.
pub static COURSE: Shape = Shape {
    noun: "a course",
    fields: &[
        must("title", Text, "name of the course"),
        may(
            "promise",
            Table(&PROMISE),
            "how much there is in it, at least",
        ),
        must("units", Tables(&UNIT), "its units, in their order"),
    ],
};

static PROMISE: Shape = Shape {
    noun: "a promise",
    fields: &[
        must("questions", Whole(0, MOST_PROMISED), "questions"),
        must(
            "exam_shaped",
            Whole(0, MOST_PROMISED),
            "questions that an exam could ask, with a run that shows the answer",
        ),
        must(
            "each_trap",
            Whole(0, MOST_PROMISED),
            "questions that lead past each of the exam's traps",
        ),
    ],
};

static UNIT: Shape = Shape {
    noun: "a unit",
    fields: &[
        must("title", Text, "name of the unit"),
        must("lessons", Texts, "ids of its lessons, in their order"),
    ],
};

/// lesson.toml.
pub static LESSON: Shape = Shape {
    noun: "a lesson",
    fields: &[
        may("format", Whole(1, 1), "version of the format: 1"),
        must("title", Text, "a thing or a question"),
        must("question", Text, "the open question that it answers"),
        must(
            "minutes",
            Whole(1, MINUTES_MOST),
            "how long it takes to work through",
        ),
        must(
            "strips",
            Words(|| names(&STRIPS)),
            "charts shown first; the others stand behind \"Show all strips\"",
        ),
        must(
            "tasks",
            Words(|| TASKS.iter().map(|task| task.id).collect()),
            "exam task statements that it serves",
        ),
        may(
            "goal",
            Predicate,
            "what the lesson's scenario must miss and the solution meet, under every seed; slo.met unless it says otherwise",
        ),
        must(
            "solution",
            Id,
            "the alternative that is the reference solution",
        ),
        may(
            "prediction",
            Tables(&PREDICTION),
            "what the learner commits to before the run",
        ),
        may(
            "claims",
            Tables(&CLAIM),
            "statements of the text that the runs must bear out",
        ),
        may("questions", Tables(&QUESTION), "asked after the run"),
    ],
};

static PREDICTION: Shape = Shape {
    noun: "a prediction",
    fields: &[
        must("quantity", Word(|| names(&QUANTITIES)), "what is predicted"),
        must("prompt", Text, "what the learner is asked"),
        may(
            "unit",
            Text,
            "instances, requests; a time of day has none, every other quantity must have one",
        ),
        must("min", Number, "lowest value of the stepper"),
        must("max", Number, "highest value"),
        must("step", Number, "what one press changes"),
        must(
            "start",
            Number,
            "what stands there at first, never the answer",
        ),
    ],
};

static CLAIM: Shape = Shape {
    noun: "a claim",
    fields: &[
        must(
            "kind",
            Word(|| names(&CLAIM_KINDS)),
            "where it comes from: the kind of the quotation, or run for a sentence about the run",
        ),
        must("text", Text, "words of text.md, as they stand there"),
        may(
            "alternative",
            Id,
            "whose runs; start, the lesson's own scenario, unless it says otherwise",
        ),
        must("holds", Predicate, "what must hold under every seed"),
    ],
};
