//! The words of the questions.

use headroom_study::question::Kind;

use super::counted;
use crate::widget::options::OptionWords;
use crate::widget::sortable::SortWords;

/// Beside the options that were checked.
pub const OPTION_WORDS: OptionWords = OptionWords {
    wrong: "Not this",
    right: "Correct",
    revealed: "This one",
};

/// Asked before an answer is checked.
pub const HOW_SURE: &str = "How sure are you?";
/// The choices.
pub const SURE: [&str; 2] = ["Sure", "In doubt"];

/// The button of a design.
pub const RUN_DESIGN: &str = "Run your design";
/// The button of a question of fact.
pub const CHECK_FACT: &str = "Check";
/// The button that gives a question up.
pub const REVEAL: &str = "Show the answer";
/// What a question of fact is judged by.
pub const FACT_BASIS: &str = "A documented fact decides.";
/// Before the numbers of the facts that have decided.
pub const IN_THE_REFERENCE: &str = "In the reference: fact";
/// Before the wrong idea that an answer shows.
pub const IDEA: &str = "The idea behind it:";
/// The clues of a diagnosis.
pub const EVIDENCE: &str = "Evidence";
/// What a design must reach.
pub const WANTED: &str = "What counts";
/// The button that puts the run of a diagnosis on the timeline.
pub const SHOW_EVIDENCE: &str = "Show the evidence on the timeline";
/// The label of a number that answers a question.
pub const YOUR_ANSWER: &str = "Your answer";
/// A match without a partner.
pub const CHOOSE: &str = "Choose…";

/// The words of a list that is put into order.
pub const SORT_WORDS: SortWords = SortWords {
    up: |item| format!("Move up: {item}"),
    down: |item| format!("Move down: {item}"),
    moved: |item, place, of| format!("{item}, now {place} of {of}."),
};

/// What stands over the run of a diagnosis.
pub fn evidence_of(question: usize) -> String {
    format!("Evidence of question {question}")
}

/// What stands first and last in an order.
pub fn order_ends(first: &str, last: &str) -> String {
    format!("From \u{201c}{first}\u{201d} at the top to \u{201c}{last}\u{201d} at the bottom.")
}

/// A requirement and its points.
pub fn worth(requirement: &str, points: f64) -> String {
    let points = if points == 1.0 {
        String::from("1 point")
    } else {
        format!("{points} points")
    };
    format!("{requirement} ({points})")
}

/// Names the fields of a question by what is asked for.
pub fn legend(question: usize, kind: &Kind) -> String {
    let what = match kind {
        Kind::Choice(_) => String::from("one answer"),
        Kind::MultipleResponse(several) => {
            format!(
                "mark {}",
                counted(several.select.into(), "answer", "answers")
            )
        }
        Kind::Numeric(_) => String::from("a number"),
        Kind::Order(_) => String::from("put into order"),
        Kind::Match(_) => String::from("a partner for each"),
        Kind::Prediction(_) => String::from("predict before it runs"),
        Kind::Diagnose(_) => String::from("one cause"),
        Kind::Design(_) => String::from("your settings"),
    };
    format!("Question {question}, {what}")
}

/// The button of a question.
pub const CHECK: &str = "Check by simulating";
/// The button that puts an option's run on the timeline.
pub const SHOW_RUN: &str = "Show this run";

/// The same for a screen reader.
pub fn show_run_of(option: &str) -> String {
    format!("{SHOW_RUN}: {option}")
}

/// A question without a key.
pub const NO_KEY: &str = "The simulation gives no clear answer to this question.";

/// While a key goes on and the answer waits for it.
pub fn trying(done: u32, of: u32) -> String {
    format!("Simulating {done} of {of}")
}

/// What the key is made of.
pub fn key_basis(worlds: usize, seeds: u32) -> String {
    format!(
        "The key is simulated: {}, {} each.",
        counted(worlds as u64, "scenario", "scenarios"),
        counted(u64::from(seeds), "seed", "seeds")
    )
}
