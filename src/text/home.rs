//! The words of the home page.

use headroom_model::time::Clock;
use headroom_study::record::LessonProgress;

use super::{counted, hundredths};

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
