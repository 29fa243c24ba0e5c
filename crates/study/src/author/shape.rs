//! Every field of lesson.toml: what it holds, whether it must be there, what it means. The reader
//! asks for no other field, and the JSON Schema and the format's document are written from it.

use crate::exam::TASKS;
use crate::parameter::{Parameter, Variation};

use super::folder::{CLAIM_KINDS, STRIPS};
use super::questions::{KINDS, QUANTITIES};

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

use Holds::{
    Either, Figure, Id, Number, Predicate, Table, Tables, Text, Texts, Truth, Value, Whole, Word,
    Words,
};

/// Longest lesson, in minutes [D].
pub const MINUTES_MOST: u32 = 60;
/// Fewest and most seeds that a learner's device runs for a key [D].
pub const DEVICE: (u32, u32) = (3, 20);
/// Most options that can be right [D].
pub const SELECT: (u32, u32) = (2, 5);

/// course.toml.
pub static COURSE: Shape = Shape {
    noun: "a course",
    fields: &[
        must("title", Text, "name of the course"),
        must("units", Tables(&UNIT), "its units, in their order"),
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

const CHOOSE: &[&str] = &["choice", "multiple_response"];

/// A question; `of` says which kinds have which field.
pub static QUESTION: Shape = Shape {
    noun: "a question",
    fields: &[
        must(
            "id",
            Id,
            "kebab-case, unique in the lesson; its stem is the section # Question ID of text.md",
        ),
        may(
            "kind",
            Word(|| names(&KINDS)),
            "choice unless it says otherwise",
        ),
        may(
            "tasks",
            Words(|| TASKS.iter().map(|task| task.id).collect()),
            "exam task statements, if not the lesson's",
        ),
        may(
            "traps",
            Texts,
            "wrong ideas that it looks for, besides those of its options",
        ),
        may(
            "seeds",
            Whole(DEVICE.0, DEVICE.1),
            "seeds that the learner's device runs for the key, 3 unless it says otherwise; the check always runs 20",
        ),
        may(
            "ranges",
            Tables(&RANGE),
            "parameters that a fresh variant may draw anew",
        ),
        may(
            "fragile",
            Tables(&FRAGILE),
            "variations that the key does not survive, with the reason",
        ),
        of(
            CHOOSE,
            may(
                "goal",
                Either("cheapest_meeting_slo", &GOAL),
                "the best of the options' runs is right",
            ),
        ),
        of(
            CHOOSE,
            may(
                "meets",
                Predicate,
                "options in whose runs this holds are right",
            ),
        ),
        of(
            &["choice", "multiple_response", "numeric"],
            may(
                "fact",
                Text,
                "the option, or number, that states this fact's value is right",
            ),
        ),
        of(
            &["multiple_response"],
            must("select", Whole(SELECT.0, SELECT.1), "how many are right"),
        ),
        of(
            CHOOSE,
            must("options", Tables(&OPTION), "in the order shown"),
        ),
        of(
            &["numeric", "prediction", "design"],
            may(
                "alternative",
                Id,
                "whose runs; start unless it says otherwise",
            ),
        ),
        of(
            &["numeric"],
            may(
                "figure",
                Figure,
                "the figure asked for: its mean over the seeds is right",
            ),
        ),
        of(
            &["numeric"],
            may("unit", Text, "s, instances; may be left out"),
        ),
        of(
            &["numeric"],
            must("input", Table(&INPUT), "what may be entered"),
        ),
        of(
            &["numeric"],
            must("full", Table(&BAND), "near enough for full credit"),
        ),
        of(
            &["numeric"],
            must("half", Table(&BAND), "near enough for half"),
        ),
        of(
            &["numeric"],
            must("feedback", Text, "said once it is answered"),
        ),
        of(
            &["numeric"],
            may(
                "slips",
                Tables(&SLIP),
                "wrong numbers that a wrong idea leads to",
            ),
        ),
        of(
            &["order"],
            must(
                "items",
                Tables(&ITEM),
                "in the order shown, never the right one",
            ),
        ),
        of(
            &["order"],
            must(
                "by",
                Figure,
                "what they are sorted by: the mean over the seeds",
            ),
        ),
        of(&["order"], may("descending", Truth, "highest first")),
        of(
            &["order"],
            must("first", Text, "what stands first, in words"),
        ),
        of(&["order"], must("last", Text, "what stands last, in words")),
        of(
            &["match"],
            must("left", Tables(&LEFT), "what needs a partner"),
        ),
        of(
            &["match"],
            must("right", Tables(&RIGHT), "what it is chosen from"),
        ),
        of(
            &["prediction"],
            must("fields", Tables(&PREDICTION), "what is predicted"),
        ),
        of(
            &["diagnose"],
            must(
                "strips",
                Words(|| names(&STRIPS)),
                "charts of the run that are shown",
            ),
        ),
        of(
            &["diagnose"],
            must(
                "clues",
                Tables(&CLUE),
                "what is seen; together they fit one cause only",
            ),
        ),
        of(
            &["diagnose"],
            must(
                "causes",
                Tables(&OPTION),
                "each stands for the alternative in which it is the cause",
            ),
        ),
        of(
            &["design"],
            must(
                "reference",
                Id,
                "the alternative that shows how well it can be done",
            ),
        ),
        of(
            &["design"],
            must("dials", Tables(&DIAL), "what may be changed"),
        ),
        of(
            &["design"],
            must(
                "requirements",
                Tables(&REQUIREMENT),
                "what is asked of the result",
            ),
        ),
    ],
};

static RANGE: Shape = Shape {
    noun: "a range",
    fields: &[
        must("parameter", Word(|| names(&Parameter::ALL)), "which"),
        must("min", Number, "lowest"),
        must("max", Number, "highest"),
    ],
};

static FRAGILE: Shape = Shape {
    noun: "a variation",
    fields: &[
        must("under", Word(|| names(&Variation::ALL)), "which variation"),
        must("reason", Text, "why, in a sentence; it is shown"),
    ],
};

static GOAL: Shape = Shape {
    noun: "a goal",
    fields: &[
        may("lowest", Figure, "the lowest mean over the seeds is best"),
        may("highest", Figure, "the highest mean is best"),
    ],
};

static OPTION: Shape = Shape {
    noun: "an option",
    fields: &[
        may("id", Id, "unless it is the alternative's"),
        may("label", Text, "unless it is the alternative's title"),
        may("alternative", Id, "what runs for it"),
        may(
            "says",
            Predicate,
            "right when this holds in every run of the alternative, or of start",
        ),
        may("value", Value, "right when it is the fact's value"),
        must("feedback", Text, "said once it was chosen"),
        may(
            "trap",
            Text,
            "the wrong idea behind it; every wrong option has one",
        ),
        may(
            "because",
            Predicate,
            "why it is wrong, to hold in every run of its alternative; every wrong option that runs one says it",
        ),
    ],
};

static INPUT: Shape = Shape {
    noun: "an input",
    fields: &[
        must("min", Number, "lowest"),
        must("max", Number, "highest"),
        must("step", Number, "what one press changes"),
        must(
            "start",
            Number,
            "what stands there at first, never the answer",
        ),
    ],
};

static BAND: Shape = Shape {
    noun: "a band",
    fields: &[
        may("within", Number, "so far off, in the number's own unit"),
        may(
            "share",
            Number,
            "so far off, as a share of the right number",
        ),
    ],
};

static SLIP: Shape = Shape {
    noun: "a slip",
    fields: &[
        must("value", Number, "the wrong number"),
        must("trap", Text, "the wrong idea behind it"),
        must("feedback", Text, "said to whoever answers it"),
    ],
};

static ITEM: Shape = Shape {
    noun: "an item",
    fields: &[
        must("alternative", Id, "what runs for it"),
        may("label", Text, "unless it is the alternative's title"),
        must("feedback", Text, "said once the question is answered"),
        may("trap", Text, "the wrong idea of whoever puts it too far up"),
    ],
};

static LEFT: Shape = Shape {
    noun: "a left partner",
    fields: &[
        must("id", Id, "kebab-case"),
        must("label", Text, "what is shown"),
        may("alternative", Id, "whose runs decide"),
        may("fact", Text, "or the fact that decides"),
        must("feedback", Text, "said once the question is answered"),
    ],
};

static RIGHT: Shape = Shape {
    noun: "a right partner",
    fields: &[
        must("id", Id, "kebab-case"),
        must("label", Text, "what is shown"),
        may(
            "says",
            Predicate,
            "partner of every alternative in whose runs this holds",
        ),
        may("value", Value, "partner of every fact that has this value"),
        may("feedback", Text, "said after the left partner's"),
    ],
};

static CLUE: Shape = Shape {
    noun: "a clue",
    fields: &[
        must("text", Text, "what is seen"),
        must("says", Predicate, "what it says of the run"),
    ],
};

static DIAL: Shape = Shape {
    noun: "a dial",
    fields: &[
        must(
            "parameter",
            Word(|| names(&Parameter::ALL)),
            "what it sets; it starts at the scenario's own value",
        ),
        must("label", Text, "AWS's name of it"),
        may("unit", Text, "s, instances; may be left out"),
        must("min", Number, "lowest"),
        must("max", Number, "highest"),
        must("step", Number, "what one press changes"),
    ],
};

static REQUIREMENT: Shape = Shape {
    noun: "a requirement",
    fields: &[
        must("text", Text, "what is asked, in words"),
        must("points", Number, "points for it"),
        may("says", Predicate, "met when this holds"),
        may(
            "at_most",
            Table(&AT_MOST),
            "or when a figure is at most so many times the reference's",
        ),
        must("lost", Text, "why points were lost"),
    ],
};

static AT_MOST: Shape = Shape {
    noun: "a limit",
    fields: &[
        must("figure", Figure, "which figure"),
        must("times", Number, "how many times the reference's"),
    ],
};
