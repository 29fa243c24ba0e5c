//! A question: the fields that all kinds share, and those of each kind.

use super::Holds::{
    Either, Figure, Id, Predicate, Table, Tables, Text, Texts, Truth, Whole, Word, Words,
};
use super::parts::{
    BAND, CLUE, DIAL, FAMILY, FRAGILE, GOAL, INPUT, ITEM, LEFT, OPTION, RANGE, REQUIREMENT, RIGHT,
    SLIP,
};
use super::{DEVICE, PREDICTION, SELECT, Shape, may, must, names, of};
use crate::author::folder::STRIPS;
use crate::author::questions::KINDS;
use crate::exam::TASKS;

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
        of(
            &["design"],
            may(
                "families",
                Tables(&FAMILY),
                "kinds of design; the reference must earn more points than the best of each",
            ),
        ),
    ],
};
