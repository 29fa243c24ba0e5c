//! The words of the delay budget, the causal chain and the outcome.

use crate::text::number;

// The delay budget.

/// The question that the causal chain answers.
pub fn why_at(clock: &str, scaled: bool) -> String {
    if scaled {
        format!("Why did it scale at {clock}?")
    } else {
        format!("Why did nothing scale at {clock}?")
    }
}

/// The way back from a link's own time.
pub fn back_to(clock: &str) -> String {
    format!("Back to {clock}")
}

/// The button that asks about another moment.
pub const ASK_ANOTHER: &str = "Ask about another time";
/// While it is picked.
pub const PICKING: &str =
    "Move the playhead, then press Enter or a place in a chart. Escape keeps the answer.";
/// A link that says everything in its first line.
pub const NO_MORE: &str = "There is no more to this link in this run.";
/// What stood between the decision and an activity.
pub const WHAT_HELD: &str = "What held it";
/// What the run might do without.
pub const BUT_FOR: &str = "The same run";

/// The button that lifts one thing.
pub fn without(what: &str) -> String {
    format!("Run without {what}")
}

/// While the run without it goes on.
pub fn lifting(what: &str) -> String {
    format!("Simulating without {what}…")
}

/// How the charts show the run without it.
pub const GHOST_LINE: &str = "Dotted in the charts, with the same traffic and seed.";
/// Takes it away again.
pub const GHOST_AWAY: &str = "Remove the dotted lines";

/// The label of the bar.
pub const DELAY_BUDGET: &str = "Delay budget";

/// A length of time in whole seconds.
pub fn seconds(value: f64) -> String {
    format!("{} s", number(value.round() as u64))
}

// The outcome table.

/// The column headings.
pub const OUTCOME: [&str; 4] = ["Measure", "You", "Simulated", "Credit"];
