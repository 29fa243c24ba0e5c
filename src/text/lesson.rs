//! The words of the lesson page, but for its questions.

use headroom_explain::figure::with_unit;
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::{Span, Start, Time};
use headroom_study::Quantity;
use headroom_study::prediction::Credit;

use super::{counted, hundredths, number};
use crate::chart::draft::Draft;

/// The four beats of a lesson.
pub const BEATS: [&str; 4] = ["Predict", "Run", "Explain", "Quiz"];
/// The label of the list of beats.
pub const BEATS_LABEL: &str = "Progress in this lesson";
/// A lesson that did not load.
pub const THIS_LESSON_FAILED: &str = "This lesson did not load.";
/// The link back.
pub const BACK_TO_PATH: &str = "Back to the learning path";
/// The button that commits the prediction and runs.
pub const RUN: &str = "Run the simulation";

/// Under the button.
pub fn commits(seed: Seed) -> String {
    format!("This commits your prediction. Seed {}.", seed.get())
}

/// Ways to make a prediction.
pub const WAY: &str = "How you predict";
/// The same, one by one.
pub const WAYS: [&str; 2] = ["Draw it", "Enter numbers"];
/// Shows the drawing as a table, and hides the table.
pub const AS_TABLE: (&str, &str) = ("Enter as a table", "Close the table");
/// How the pen is used.
pub const HOW_TO_DRAW: &str = "Draw the number of instances in service on the capacity chart: drag, \
                               or tap to place points. A value holds until the next one.";
/// The same by keyboard.
pub const PEN_KEYS: &str = "With a keyboard: ← → move in time, ↑ ↓ change instances, with Shift by \
                            ten; Enter places a point, Delete removes it, Ctrl+Z undoes, Esc leaves.";
/// Over the lab while a prediction is drawn.
pub const DRAW_HERE: &str = "Draw your prediction";

/// What a drawing lacks; `None` when it is complete.
pub fn drawn_to(start: Start, draft: &Draft) -> Option<String> {
    let clock = |minute| minute_clock(start, minute);
    let paper = draft.paper;
    if draft.complete() {
        return None;
    }
    Some(if draft.untouched() {
        format!(
            "Draw from {} to {}. Run opens when the stretch is complete.",
            clock(paper.first),
            clock(paper.end)
        )
    } else {
        format!(
            "Drawn to {}. Run opens when you reach {}.",
            clock(draft.sketch.reached()),
            clock(paper.end)
        )
    })
}

/// A finished drawing in a sentence.
pub fn drew(start: Start, draft: &Draft) -> String {
    let changes = draft.sketch.changes(draft.paper);
    let instances = |n: u32| counted(n.into(), "instance", "instances");
    let known = draft.paper.known;
    let first = changes.iter().find(|(_, value)| *value != known);
    let most = changes.iter().map(|change| change.1).max().unwrap_or(known);
    match first {
        None => format!("You drew {} throughout.", instances(known)),
        Some(&(minute, value)) => format!(
            "You drew a first change to {} at {} and {} at most.",
            instances(value),
            minute_clock(start, minute),
            instances(most.max(known)),
        ),
    }
}

/// The wall clock at a full minute: 09:17.
pub fn minute_clock(start: Start, minute: u32) -> String {
    format!("{:#}", start.clock(Time::from_secs(u64::from(minute) * 60)))
}

/// The tag of the lab before the run.
pub const LAB_WAITS: &str = "Results are hidden until you run.";
/// The label of the lab.
pub const LAB: &str = "Lab";
/// The button that stops a run.
pub const CANCEL: &str = "Cancel";
/// The button that runs again.
pub const ANOTHER_SEED: &str = "Run again with another seed";
/// The button that predicts again.
pub const PREDICT_AGAIN: &str = "Predict again";

/// The minus button of a number.
pub fn less(what: &str) -> String {
    format!("Less: {what}")
}

/// The plus button of a number.
pub fn more(what: &str) -> String {
    format!("More: {what}")
}

/// While the run is played for the first time.
pub const PLAYING: &str = "The run is playing.";
/// The button that ends the first play.
pub const SKIP: &str = "Skip to the result";
/// The button that puts the learner's run back.
pub const SHOW_OWN: &str = "Back to your run";
/// What stands over the learner's run.
pub const YOUR_RUN: &str = "Your run";
/// The engine runs on the page.
pub const ON_PAGE: &str = "Workers are blocked here, so the simulation runs on this page.";
/// The last beat is finished.
pub const LESSON_DONE: &str = "Lesson finished.";

/// The settings of a policy, in AWS's words; `None` without one.
pub fn policy(scenario: &Scenario) -> Option<String> {
    let scaling = scenario.scaling.as_ref()?;
    let policy = scaling.policies.iter().find_map(|p| p.tracking())?;
    Some(format!(
        "MinCapacity {} · MaxCapacity {} · TargetValue {} · ScaleOutCooldown {}",
        scaling.min_capacity,
        scaling.max_capacity,
        policy.target_value,
        policy.scale_out_cooldown.secs_f64(),
    ))
}

/// While a run goes on.
pub fn running(done: f64) -> String {
    format!("Simulating, {:.0} %", done * 100.0)
}

/// The finished beat "Predict".
pub fn predicted(values: &str) -> String {
    format!("You predicted {values}.")
}

/// The finished beat "Run".
pub fn ran(minutes: u64, seed: Seed) -> String {
    let span = match minutes {
        long if long > 120 && long % 60 == 0 => counted(long / 60, "hour", "hours"),
        short => counted(short, "minute", "minutes"),
    };
    format!("{span} simulated. Seed {}.", seed.get())
}

/// The seed that a run will have.
pub fn seed(seed: Seed) -> String {
    format!("Seed {}", seed.get())
}

/// The score of the predictions.
pub fn points(points: f64, of: f64) -> String {
    format!("{} of {of} points.", hundredths(points))
}

/// What was done in this lesson before.
pub fn best_before(points: f64, of: f64) -> String {
    format!(
        "Your best prediction here: {} of {of} points.",
        hundredths(points)
    )
}

/// The run is not the one that the score is of.
pub const SCORE_OF_FIRST: &str = "Your score is of your first run of this prediction.";

/// A prediction's value with its unit; a moment as wall clock.
pub fn quantity(quantity: Quantity, unit: &str, value: f64, start: Start) -> String {
    if quantity.is_moment() {
        clock(value, start)
    } else {
        with_unit(value.max(0.0).round(), unit)
    }
}

/// The same without the unit, for a column.
pub fn quantity_short(quantity: Quantity, value: f64, start: Start) -> String {
    if quantity.is_moment() {
        clock(value, start)
    } else {
        number(value.max(0.0).round() as u64)
    }
}

/// The parts of a drawn prediction's score.
pub const CURVE_SCORE: &str = "Your drawing against the run";
/// The run has no such value.
pub const NEVER: &str = "never";

/// What a predicted number is worth.
pub const fn credit(credit: Credit) -> &'static str {
    match credit {
        Credit::Full => "full",
        Credit::Half => "half",
        Credit::None => "none",
    }
}

/// A moment as wall clock: 09:14 at a full minute, else 09:14:27.
pub fn clock(seconds: f64, start: Start) -> String {
    let at = start.clock(Time::ZERO + Span::from_secs_f64(seconds));
    if at.second_of_day.is_multiple_of(60) {
        format!("{at:#}")
    } else {
        format!("{at}")
    }
}

/// A list within a sentence: a, b and c.
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}
