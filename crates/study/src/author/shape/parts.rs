//! The tables within a question.

use super::Holds::{Figure, Id, Number, Numbers, Predicate, Table, Tables, Text, Value, Word};
use super::{Shape, may, must, names};
use crate::parameter::{Parameter, Variation};

pub static RANGE: Shape = Shape {
    noun: "a range",
    fields: &[
        must("parameter", Word(|| names(&Parameter::ALL)), "which"),
        must("min", Number, "lowest"),
        must("max", Number, "highest"),
    ],
};

pub static FRAGILE: Shape = Shape {
    noun: "a variation",
    fields: &[
        must("under", Word(|| names(&Variation::ALL)), "which variation"),
        must("reason", Text, "why, in a sentence; it is shown"),
    ],
};

pub static GOAL: Shape = Shape {
    noun: "a goal",
    fields: &[
        may("lowest", Figure, "the lowest mean over the seeds is best"),
        may("highest", Figure, "the highest mean is best"),
    ],
};

pub static OPTION: Shape = Shape {
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

pub static INPUT: Shape = Shape {
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

pub static BAND: Shape = Shape {
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

pub static SLIP: Shape = Shape {
    noun: "a slip",
    fields: &[
        must("value", Number, "the wrong number"),
        must("trap", Text, "the wrong idea behind it"),
        must("feedback", Text, "said to whoever answers it"),
    ],
};

pub static ITEM: Shape = Shape {
    noun: "an item",
    fields: &[
        must("alternative", Id, "what runs for it"),
        may("label", Text, "unless it is the alternative's title"),
        must("feedback", Text, "said once the question is answered"),
        may("trap", Text, "the wrong idea of whoever puts it too far up"),
    ],
};

pub static LEFT: Shape = Shape {
    noun: "a left partner",
    fields: &[
        must("id", Id, "kebab-case"),
        must("label", Text, "what is shown"),
        may("alternative", Id, "whose runs decide"),
        may("fact", Text, "or the fact that decides"),
        must("feedback", Text, "said once the question is answered"),
    ],
};

pub static RIGHT: Shape = Shape {
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

pub static CLUE: Shape = Shape {
    noun: "a clue",
    fields: &[
        must("text", Text, "what is seen"),
        must("says", Predicate, "what it says of the run"),
    ],
};

pub static DIAL: Shape = Shape {
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

pub static REQUIREMENT: Shape = Shape {
    noun: "a requirement",
    fields: &[
        must("text", Text, "what is asked, in words"),
        must("points", Number, "points for it"),
        may("says", Predicate, "met when this holds"),
        may(
            "at_most",
            Table(&AT_MOST),
            "and a figure is at most so many times the reference's; one of both may be left out",
        ),
        must("lost", Text, "why points were lost"),
    ],
};

pub static AT_MOST: Shape = Shape {
    noun: "a limit",
    fields: &[
        must("figure", Figure, "which figure"),
        must("times", Number, "how many times the reference's"),
    ],
};

pub static FAMILY: Shape = Shape {
    noun: "a family of designs",
    fields: &[
        must("name", Text, "what its designs have in common"),
        must(
            "settings",
            Tables(&SETTING),
            "every combination of their values is a design",
        ),
    ],
};

pub static SETTING: Shape = Shape {
    noun: "a setting",
    fields: &[
        must("parameter", Word(|| names(&Parameter::ALL)), "which"),
        must("values", Numbers, "the values that are tried"),
    ],
};
