//! Every word of the interface, in one place: a constant a sentence, a function where a sentence
//! has arguments, so that a missing word does not compile. Lesson prose comes from the pack;
//! sentences about a run come from `headroom_explain`.

pub mod embed;
pub mod keeping;
pub mod progress;

use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::{Clock, Span, Start, Time};
use headroom_study::Quantity;
use headroom_study::prediction::Credit;
use headroom_study::question::Kind;
use headroom_study::record::LessonProgress;

use crate::chart::draft::Draft;
use crate::platform::crash;
use crate::widget::options::OptionWords;
use crate::widget::sortable::SortWords;

/// The product's name.
pub const NAME: &str = "Headroom";

/// The page that stands when the program has stopped.
pub const CRASH: crash::Words = crash::Words {
    title: "Headroom stopped.",
    body: "The program reached a state that it cannot go on from. Progress that was saved \
           stays saved. Reload to go on from the learning path.",
    reload: "Reload",
    copy: "Copy details",
    version: concat!("Headroom ", env!("CARGO_PKG_VERSION")),
};

/// The tab's title.
pub fn tab_title(page: &str) -> String {
    if page == NAME {
        format!("{NAME}: auto scaling SageMaker endpoints")
    } else {
        format!("{page} · {NAME}")
    }
}

// The top bar.

/// The link of the mark.
pub const TO_PATH: &str = "Headroom, learning path";
/// The theme button.
pub const TO_DARK: &str = "Switch to the dark theme";
/// The theme button.
pub const TO_LIGHT: &str = "Switch to the light theme";

// The home page.

/// The heading of the list of lessons.
pub const LEARNING_PATH: &str = "Learning path";
/// The button of the card of the next lesson.
pub const CONTINUE: &str = "Continue";
/// The button of a lesson that was never opened.
pub const START: &str = "Start";
/// While the course is on its way.
pub const LOADING_COURSE: &str = "Loading the course…";
/// While a lesson is on its way.
pub const LOADING_LESSON: &str = "Loading the lesson…";
/// The button of everything that did not load.
pub const TRY_AGAIN: &str = "Try again";
/// The course did not load.
pub const COURSE_FAILED: &str = "The course did not load.";
/// A lesson of the list did not load.
pub const LESSON_FAILED: &str = "This lesson did not load. The others work.";
/// The first question, when its lesson did not load.
pub const FIRST_QUESTION_FAILED: &str =
    "The first question did not load. The learning path below still works.";
/// The label of the first screen's answers.
pub const ONE_ANSWER: &str = "One answer";
/// Under the answers of the first screen.
pub const TAP_RUNS: &str = "Your answer runs the simulation.";
/// The button that leads from the first screen to its lesson.
pub const TO_THE_LESSON: &str = "Work through it in the lesson";
/// The button that takes the first screen's answer back.
pub const ASK_AGAIN: &str = "Answer again";

/// The question of the first screen.
pub fn first_question(traffic: &str) -> String {
    format!("{traffic} When does the first new instance take traffic?")
}

/// How the traffic changes, when it doubles.
pub fn traffic_doubles(at: Clock) -> String {
    format!("Traffic doubles at {at:#}.")
}

/// How the traffic changes otherwise.
pub fn traffic_rises(at: Clock, from_rps: f64, to_rps: f64) -> String {
    format!("Traffic rises from {from_rps} to {to_rps} rps at {at:#}.")
}

/// The situation under the first question.
pub fn situation(instances: u32, before_rps: f64, each_rps: f64, max: u32) -> String {
    format!(
        "{} {} {before_rps} rps; each can serve {each_rps}. A target tracking policy may add \
         more, up to {max}.",
        counted(u64::from(instances), "instance", "instances"),
        if instances == 1 { "takes" } else { "take" },
    )
}

/// The first answer.
pub fn within_a_minute(at: Clock) -> String {
    format!("Within a minute, by {at:#}")
}

/// The second answer.
pub fn after_the_alarm(at: Clock, minutes: u32) -> String {
    format!("At {at:#}, after {minutes} minutes above the target")
}

/// The third answer.
pub fn minutes_later(at: Clock, minutes: u32) -> String {
    format!("About {minutes} minutes later, near {at:#}")
}

/// What the run says to the first screen's answer.
pub fn first_verdict(right: bool, at: &str, after: &str, failed: u64) -> String {
    let verdict = if right { "Correct." } else { "Not this." };
    let failed = match failed {
        0 => String::from("No request fails."),
        n => format!(
            "{} in this run.",
            counted(n, "request fails", "requests fail")
        ),
    };
    format!("{verdict} The first new instance takes traffic at {at}, {after} later. {failed}")
}

/// The run has no new instance.
pub const FIRST_NEVER: &str = "No new instance takes traffic in this run.";

/// A span of minutes and seconds.
pub fn span(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, s) => format!("{s} s"),
        (m, 0) => format!("{m} min"),
        (m, s) => format!("{m} min {s} s"),
    }
}

/// How much of the course is done.
pub fn lessons_done(done: usize, of: usize) -> String {
    format!("{done} of {}", counted(of as u64, "lesson", "lessons"))
}

/// How long a lesson takes.
pub fn minutes(n: u32) -> String {
    format!("{n} min")
}

/// The card of the next lesson.
pub fn next_lesson(started: bool, minutes: u32) -> String {
    if started {
        format!("Started · about {minutes} min")
    } else {
        format!("Next · about {minutes} min")
    }
}

/// What was reached in a lesson: the best prediction, and questions right at the first try.
pub fn lesson_score(mine: &LessonProgress) -> String {
    let mut parts = Vec::new();
    if let Some((points, of)) = mine.best {
        parts.push(format!("Prediction {} of {of}", hundredths(points)));
    }
    if mine.answered() > 0 {
        parts.push(format!(
            "Quiz {} of {}",
            mine.first_try_right(),
            mine.answered()
        ));
    }
    parts.join(" · ")
}

/// Records that were skipped.
pub fn damaged(n: usize) -> String {
    format!(
        "{} of your progress could not be read and {} left out.",
        counted(n as u64, "record", "records"),
        if n == 1 { "is" } else { "are" },
    )
}

// The lesson page.

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
/// Beside the options that were checked.
pub const OPTION_WORDS: OptionWords = OptionWords {
    wrong: "Not this",
    right: "Correct",
    revealed: "This one",
};

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
/// The button of a design.
pub const RUN_DESIGN: &str = "Run your design";
/// The button of a question of fact.
pub const CHECK_FACT: &str = "Check";
/// The button that gives a question up.
pub const REVEAL: &str = "Show the answer";
/// What a question of fact is judged by.
pub const FACT_BASIS: &str = "A documented fact decides.";
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
/// The button that puts the learner's run back.
pub const SHOW_OWN: &str = "Back to your run";
/// What stands over the learner's run.
pub const YOUR_RUN: &str = "Your run";
/// A question without a key.
pub const NO_KEY: &str = "The simulation gives no clear answer to this question.";
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

/// While a key goes on and the answer waits for it.
pub fn trying(done: u32, of: u32) -> String {
    format!("Simulating {done} of {of}")
}

/// What the key is made of.
pub fn key_basis(worlds: usize, seeds: u32) -> String {
    format!(
        "The key is simulated: {worlds} scenarios, {} each.",
        counted(u64::from(seeds), "seed", "seeds")
    )
}

/// The finished beat "Predict".
pub fn predicted(values: &str) -> String {
    format!("You predicted {values}.")
}

/// The finished beat "Run".
pub fn ran(minutes: u64, seed: Seed) -> String {
    format!("{minutes} minutes simulated. Seed {}.", seed.get())
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
        format!("{} {unit}", number(value.max(0.0).round() as u64))
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

// An address that leads nowhere.

/// The heading.
pub const NO_SUCH_PAGE: &str = "There is no such page";

/// The message.
pub fn leads_nowhere(address: &str) -> String {
    format!("Nothing is at {address} in this version.")
}

// Numbers.

/// To two decimals, and no more of them than needed.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// A whole number with commas: 12,345.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with its noun.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_between_thousands() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(1_234_567), "1,234,567");
    }

    #[test]
    fn points_have_two_decimals_at_most() {
        assert_eq!(points(1.68 + 2e-16, 3.0), "1.68 of 3 points.");
        assert_eq!(points(0.68 + 1.0 + 0.0, 3.0), "1.68 of 3 points.");
        assert_eq!(points(1.5, 3.0), "1.5 of 3 points.");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1, "lesson", "lessons"), "1 lesson");
        assert_eq!(counted(2_000, "lesson", "lessons"), "2,000 lessons");
    }

    #[test]
    fn spans_leave_out_what_is_zero() {
        assert_eq!(span(45), "45 s");
        assert_eq!(span(600), "10 min");
        assert_eq!(span(615), "10 min 15 s");
    }
}
