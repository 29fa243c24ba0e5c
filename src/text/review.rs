//! The words of review and drill.

use headroom_explain::figure;
use headroom_model::scenario::Scenario;
use headroom_model::traffic::{Component, Height};
use headroom_study::drill::SECONDS_EACH;
use headroom_study::exam::Task;
use headroom_study::parameter::Parameter;
use headroom_study::plan::date;
use headroom_study::variant::Drawn;

use super::{counted, number};

// What both share.

/// Over what the lesson tells at its beginning.
pub const SITUATION: &str = "The situation";
/// The parameters of a question are not drawn yet.
pub const DRAWING: &str = "Drawing parameters with a clear key…";
/// Lessons that did not load.
pub const NOT_LOADED: &str = "Not every lesson loaded, and questions come from all of them.";

/// What differs from the lesson, whose scenario this is.
pub fn drawn(drawn: &Drawn, scenario: &Scenario) -> String {
    let adds = |component: &Component| {
        let Component::Spike { height, .. } = component else {
            return None;
        };
        Some(matches!(height, Height::Adds(_)))
    };
    let (name, unit) = match drawn.parameter {
        Parameter::BaseRps => ("base load", " rps"),
        Parameter::SpikeHeight => {
            let adds = scenario.traffic.components.iter().find_map(adds);
            match adds {
                Some(true) => ("what the spike adds", " rps"),
                _ => ("what the spike multiplies by", ""),
            }
        }
        Parameter::ArtifactMb => ("model artifact", " MB"),
        Parameter::ServiceTimeMs => ("mean service time", " ms"),
        Parameter::ScaleOutCooldown => ("ScaleOutCooldown", " s"),
        Parameter::ScaleInCooldown => ("ScaleInCooldown", " s"),
        other => {
            let found = Parameter::ALL.iter().find(|(_, p)| *p == other);
            (found.map_or("", |(name, _)| *name), "")
        }
    };
    let Drawn { lesson, now, .. } = drawn;
    let value = |value: f64| format!("{}{unit}", figure::number(value));
    format!(
        "Changed here: {name}, {} instead of {}.",
        value(*now),
        value(*lesson)
    )
}

/// Which question of how many.
pub fn question_of(n: usize, of: usize) -> String {
    format!("Question {n} of {of}")
}

/// A day seen from today, both in days since 1970-01-01: "tomorrow", "on Thursday",
/// "on 14 December 2026".
pub fn day(today: i64, day: i64) -> String {
    match day - today {
        ..=0 => "today".into(),
        1 => "tomorrow".into(),
        2..=6 => format!("on {}", WEEKDAYS[(day + 3).rem_euclid(7) as usize]),
        _ => format!("on {}", written(day)),
    }
}

/// From Monday; 1970-01-01 was a Thursday.
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day: 4 December 2026.
pub fn written(day: i64) -> String {
    let (year, month, of_month) = date(day);
    format!("{of_month} {} {year}", MONTHS[month - 1])
}

// Review.

/// The heading.
pub const REVIEW: &str = "Review";
/// The button after an answer.
pub const NEXT_QUESTION: &str = "Next question";
/// The button after the last answer.
pub const TO_THE_END: &str = "See how it went";
/// A question without a clear key is passed over.
pub const PASS_OVER: &str = "Skip this question";
/// The heading of the end.
pub const REVIEWED: &str = "What you reviewed";
/// Over what else can be done.
pub const INSTEAD: &str = "What to do instead";

/// Nothing is due, and when something will be.
pub fn nothing_due(today: i64, next: Option<i64>) -> String {
    match next {
        Some(next) => format!("Nothing due. Next review {}.", day(today, next)),
        None => "Nothing due. A question comes here once it was answered in a lesson.".into(),
    }
}

/// How many were right at the end.
pub fn reviewed(right: usize, of: usize) -> String {
    format!("{right} of {of} right.")
}

/// When a question comes back.
pub fn comes_back(today: i64, back: i64) -> String {
    format!("It comes back {}.", day(today, back))
}

/// A question that was not answered.
pub const STAYS_DUE: &str = "Not answered: it stays due.";

/// The lesson to go on with.
pub fn go_on(title: &str) -> String {
    format!("Lesson: {title}")
}

// Drill.

/// The heading.
pub const DRILL: &str = "Timed drill";
/// The button that starts it.
pub const START_DRILL: &str = "Start the drill";
/// The buttons between the questions.
pub const BACK: &str = "Back";
/// Likewise.
pub const FORWARD: &str = "Next";
/// The box of a question to look at again.
pub const MARK: &str = "Mark for review";
/// The list of the questions.
pub const OVERVIEW: &str = "Questions";
/// The button that asks for the end.
pub const FINISH: &str = "Finish the drill";
/// The button that means it.
pub const FINISH_NOW: &str = "Finish now";
/// The button that takes it back.
pub const GO_ON: &str = "Go on";
/// The same questions once more.
pub const SAME_DRILL: &str = "Same drill again";
/// Other questions.
pub const NEW_DRILL: &str = "New drill";
/// Over the score by unit.
pub const BY_UNIT: &str = "By unit";
/// Over the score by task of the exam.
pub const BY_TASK: &str = "By task of the exam";
/// Over the list of answers.
pub const EVERY_ANSWER: &str = "Every question";
/// The columns of a score.
pub const SCORE_COLUMNS: [&str; 2] = ["Topic", "Right"];
/// The time is over.
pub const TIME_IS_UP: &str = "The time is up. What you marked until then counts.";
/// Storage is blocked.
pub const NOT_KEPT: &str = "Storage is blocked: a reload or leaving this page loses the answers \
                            of this drill.";
/// Storage works.
pub const KEPT: &str = "A reload keeps your answers, and the clock goes on meanwhile.";
/// A question that was left open.
pub const NOT_ANSWERED: &str = "not answered";
/// Beside a wrong answer that the learner was sure of.
pub const WAS_SURE: &str = "You were sure. It comes back tomorrow.";
/// The fold with the reasons.
pub const WHY: &str = "Why";

/// What a drill is.
pub fn rules(seed: u32, questions: usize, limit_s: u64) -> [String; 4] {
    let minutes = limit_s / 60;
    [
        format!(
            "{questions} questions over the whole course, {minutes} minutes. {SECONDS_EACH} s a \
             question is our assumption of the exam\u{2019}s pace."
        ),
        "No feedback until the end. You may go back, change answers, and mark questions to look \
         at again."
            .into(),
        "Every right answer is simulated on this device while you work.".into(),
        format!("Drill {seed}: the same number gives the same questions."),
    ]
}

/// A number of the overview for a screen reader.
pub fn overview_item(n: usize, answered: bool, marked: bool) -> String {
    let answered = if answered { "answered" } else { "open" };
    let marked = if marked { ", marked" } else { "" };
    format!("Question {n}, {answered}{marked}")
}

/// What is open before the end.
pub fn before_the_end(open: usize, marked: usize) -> String {
    format!(
        "{} not answered, {} marked.",
        number(open as u64),
        number(marked as u64)
    )
}

/// The time that is left, as minutes and seconds.
pub fn time_left(seconds: u64) -> String {
    format!("{} left", minutes(seconds))
}

/// Said aloud once.
pub fn soon_over(left_minutes: u64) -> String {
    format!(
        "{} left.",
        counted(left_minutes, "minute is", "minutes are")
    )
}

/// The score.
pub fn drilled(right: usize, of: usize, seconds: u64) -> String {
    format!("{right} of {of} right, in {}.", minutes(seconds))
}

/// Keys are still on their way at the end.
pub fn keys_to_come(done: usize, of: usize) -> String {
    format!("Simulating the keys: {done} of {of}.")
}

/// Minutes and seconds: 35:09.
fn minutes(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Before an answer of the list.
pub fn you_said(answer: &str) -> String {
    format!("Your answer: {answer}")
}

/// Before the right answer.
pub fn right_is(answer: &str) -> String {
    format!("Right: {answer}")
}

/// Which drill it was.
pub fn drill_no(seed: u32) -> String {
    format!("Drill {seed}")
}

/// A score.
pub fn right_of(right: usize, of: usize) -> String {
    format!("{right} of {of}")
}

/// A task statement of the exam, as short as it can be told.
pub fn task(task: &Task) -> String {
    let short = task.statement.split(':').next().unwrap_or_default();
    format!("{} {}", task.id, short.trim_end_matches('.'))
}

/// Another drill was begun and not finished.
pub fn other_drill(seed: u32) -> String {
    format!("Drill {seed} is not finished. Starting this one drops its answers.")
}

/// The link to it.
pub const OTHER_DRILL: &str = "Back to it";
/// What the numbers of the overview look like.
pub const OVERVIEW_KEY: &str = "Filled: answered. With a bar: marked.";

/// A drill of the records.
pub fn drill_before(seed: u32, right: u32, of: u32) -> String {
    format!("Drill {seed}: {right} of {of} right")
}

/// Over the drills of the records.
pub const DRILLS_BEFORE: &str = "Finished drills";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_as_people_name_them() {
        // 2026-11-29 is a Sunday.
        let today = 20_786;
        assert_eq!(day(today, today + 1), "tomorrow");
        assert_eq!(day(today, today + 4), "on Thursday");
        assert_eq!(day(today, today + 6), "on Saturday");
        assert_eq!(day(today, today + 15), "on 14 December 2026");
        assert_eq!(day(today, today + 457), "on 29 February 2028");
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(-3), (1969, 12, 29), "a clock before 1970 does no harm");
        assert_eq!(written(today + 5), "4 December 2026");
    }

    #[test]
    fn what_was_drawn_is_said_beside_the_lessons_value() {
        let file = include_str!("../../lessons/delay-budget/scenario.toml");
        let document = headroom_scenario::load_toml(file).expect("it loads");
        let said = |parameter, lesson, now| {
            let drawn = Drawn {
                parameter,
                lesson,
                now,
            };
            super::drawn(&drawn, &document.scenario)
        };
        assert_eq!(
            said(Parameter::ArtifactMb, 3000.0, 2300.0),
            "Changed here: model artifact, 2,300 MB instead of 3,000 MB."
        );
        assert_eq!(
            said(Parameter::SpikeHeight, 40.0, 42.0),
            "Changed here: what the spike adds, 42 rps instead of 40 rps."
        );
    }
}
