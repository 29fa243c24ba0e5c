//! The words of today's work, the plan until the exam, and what of the exam the lessons serve.

use headroom_study::plan::{MINUTES_A_DAY, Plan, Today};

use super::review::{nothing_due, written};
use super::{counted, number};

/// Names the part of the page with the button of the day.
pub const TODAY: &str = "Today";
/// Names the column beside the path.
pub const BESIDE: &str = "Plan";

/// The button of the day.
pub fn today_button(minutes: u32) -> String {
    format!("Today, {minutes} min")
}

/// What the day holds: questions, and a lesson by its title.
pub fn today_holds(today: &Today, lesson: Option<&str>) -> String {
    let reviews = counted(today.reviews as u64, "question", "questions");
    match (today.reviews, lesson.filter(|_| today.lesson_min > 0)) {
        (0, Some(title)) => title.to_owned(),
        (_, Some(title)) => format!("{reviews} to review, then {title}"),
        (_, None) => format!("{reviews} to review"),
    }
}

/// What waits, and what is only begun today; nothing when nothing is.
pub fn today_leaves(today: &Today, lesson_min: Option<u32>) -> Option<String> {
    let mut says = Vec::new();
    if today.postponed > 0 {
        says.push(format!(
            "{} {} until tomorrow.",
            counted(today.postponed as u64, "more question", "more questions"),
            if today.postponed == 1 {
                "waits"
            } else {
                "wait"
            },
        ));
    }
    if let Some(all) = lesson_min.filter(|all| today.lesson_min > 0 && *all > today.lesson_min) {
        says.push(format!(
            "The lesson takes about {all} min: leave it where you like, it goes on there."
        ));
    }
    (!says.is_empty()).then(|| says.join(" "))
}

/// Every lesson is finished, and nothing is due.
pub fn nothing_today(today: i64, next: Option<i64>) -> String {
    format!("Every lesson is finished. {}", nothing_due(today, next))
}

/// The heading of the plan.
pub const EXAM_PLAN: &str = "Exam plan";
/// The label of the day.
pub const EXAM_DAY: &str = "Day of the exam";
/// The label of the minutes.
pub const MINUTES: &str = "Minutes a day";
/// The button that takes the day back.
pub const NO_DAY: &str = "Remove the day";
/// Before there is a day.
pub const WITHOUT_DAY: &str =
    "With the day of your exam Headroom says which lessons fit until then.";
/// The exam is now.
pub const IS_TODAY: &str = "The exam is today.";

/// The day has passed.
pub fn is_over(day: i64) -> String {
    format!(
        "{} is over. Choose another day, or remove it.",
        written(day)
    )
}

/// Minutes that no day has.
pub fn minutes_bounds() -> String {
    format!(
        "Minutes a day must be {} to {}.",
        MINUTES_A_DAY.start(),
        MINUTES_A_DAY.end()
    )
}

/// A field that holds no day.
pub const NO_SUCH_DAY: &str = "This is no day.";

/// What fits, in a sentence or two.
pub fn fits(plan: &Plan, minutes: u32, left: usize) -> String {
    let days = counted(u64::from(plan.days), "day", "days");
    let lessons = counted(left as u64, "lesson", "lessons");
    let needed = number(u64::from(plan.needed_min));
    match (plan.days, left) {
        (0, _) => IS_TODAY.into(),
        (_, 0) => format!("{days} until the exam. Every lesson is finished."),
        _ if plan.fit == left => {
            format!(
                "{days} until the exam, {lessons} left, {needed} min. At {minutes} min a day all of it fits."
            )
        }
        _ => format!(
            "{days} until the exam, {lessons} left, {needed} min. At {minutes} min a day the \
             plan leaves out:"
        ),
    }
}

/// With how many minutes nothing is left out.
pub fn enough(minutes: Option<u32>) -> String {
    match minutes {
        Some(minutes) => format!("At {minutes} min a day nothing is left out."),
        None => "No day is long enough for all of it.".into(),
    }
}

/// How the days are counted.
pub const COUNTED: &str = "A quarter of each day is kept for reviews.";

/// The heading of what the lessons have for the exam.
pub const COVERAGE: &str = "Exam tasks covered";
/// The button that opens the list.
pub const TASK_BY_TASK: &str = "Task by task";
/// No lesson serves it.
pub const NOT_HERE: &str = "Not covered here.";

/// How many statements have lessons.
pub fn covered(n: usize, of: usize) -> String {
    format!(
        "The lessons cover {n} of {of} tasks of the exam MLA-C01, and of these the part about \
         endpoints and scaling."
    )
}

/// A domain with its weight.
pub fn domain(name: &str, percent: u32) -> String {
    format!("{name}, {percent} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_says_what_it_holds_and_what_waits() {
        let lesson = Some("Cooldowns");
        let both = Today::of(15, 2, Some(10));
        assert_eq!(
            today_holds(&both, lesson),
            "2 questions to review, then Cooldowns"
        );
        assert_eq!(today_leaves(&both, Some(10)), None);
        let only = Today::of(15, 0, Some(10));
        assert_eq!(today_holds(&only, lesson), "Cooldowns");
        let full = Today::of(5, 6, Some(10));
        assert_eq!(today_holds(&full, lesson), "5 questions to review");
        assert_eq!(
            today_leaves(&full, Some(10)).as_deref(),
            Some("1 more question waits until tomorrow.")
        );
    }
}
