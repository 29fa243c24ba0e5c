//! What to do today, and whether what is left fits before the exam.
//!
//! All of it is arithmetic over days and minutes; days are the learner's, as [`Zone::day`] counts
//! them. These choices are ours: a review takes a minute, and of every later day a quarter stays
//! free for the reviews that its lessons bring.
//!
//! [`Zone::day`]: crate::review::Zone::day

use serde::{Deserialize, Serialize};

/// Minutes that a question of a review takes.
pub const REVIEW_MIN: u32 = 1;
/// Minutes a day until the learner says otherwise.
pub const USUAL_MIN: u32 = 15;
/// What a learner may give a day, minutes.
pub const MINUTES_A_DAY: std::ops::RangeInclusive<u32> = 5..=240;
/// Of the minutes of a later day, the part that lessons have: the rest is for reviews.
const LESSONS_OF_A_DAY: (u32, u32) = (3, 4);

/// What the learner has said about the exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The day of the exam, in days since 1970-01-01; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exam_day: Option<i64>,
    /// Minutes a day.
    pub minutes: u32,
}

impl Default for Wish {
    fn default() -> Wish {
        Wish {
            exam_day: None,
            minutes: USUAL_MIN,
        }
    }
}

/// A day's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// Questions to review.
    pub reviews: usize,
    /// Questions that are due and wait for another day.
    pub postponed: usize,
    /// Minutes of the next lesson; 0 when the reviews take the day or no lesson is left.
    pub lesson_min: u32,
}

impl Today {
    /// What `minutes` allow of `due` questions and then of a lesson that takes `next_min`.
    pub fn of(minutes: u32, due: usize, next_min: Option<u32>) -> Today {
        let most = usize::try_from(minutes / REVIEW_MIN).unwrap_or(usize::MAX);
        let reviews = due.min(most);
        let rest = minutes.saturating_sub(reviews as u32 * REVIEW_MIN);
        Today {
            reviews,
            postponed: due - reviews,
            lesson_min: next_min.map_or(0, |lesson| lesson.min(rest)),
        }
    }

    /// Minutes in all.
    pub fn minutes(&self) -> u32 {
        self.reviews as u32 * REVIEW_MIN + self.lesson_min
    }
}

/// The days until the exam, and what fits into them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Days until the exam, today among them, the day of the exam not.
    pub days: u32,
    /// Minutes of the lessons that are left.
    pub needed_min: u32,
    /// How many of the lessons that are left fit, in the order of the course.
    pub fit: usize,
    /// Minutes a day with which all of them fit; `None` when none that may be given do.
    pub enough_min: Option<u32>,
}

impl Plan {
    /// What fits from `today` on; `None` without a day of the exam, or when it is over.
    ///
    /// `left_min` are the minutes of the lessons that are not finished, in the order of the
    /// course; `due` counts the questions that are due today.
    pub fn of(wish: Wish, today: i64, due: usize, left_min: &[u32]) -> Option<Plan> {
        let days = u32::try_from(wish.exam_day?.checked_sub(today)?).ok()?;
        let fit = fitting(days, wish.minutes, due, left_min);
        let all = |minutes: &u32| fitting(days, *minutes, due, left_min) == left_min.len();
        Some(Plan {
            days,
            needed_min: left_min.iter().sum(),
            fit,
            enough_min: MINUTES_A_DAY.into_iter().find(all),
        })
    }
}

/// How many lessons fit, from the first on: later ones build on earlier ones.
fn fitting(days: u32, minutes: u32, due: usize, left_min: &[u32]) -> usize {
    let (part, of) = LESSONS_OF_A_DAY;
    let reviews = u32::try_from(due)
        .unwrap_or(u32::MAX)
        .saturating_mul(REVIEW_MIN);
    let later =
        u64::from(days.saturating_sub(1)) * u64::from(minutes) * u64::from(part) / u64::from(of);
    let room = match days {
        0 => 0,
        // What is due beyond today takes of the quarters that stay free.
        _ => later + u64::from(minutes.saturating_sub(reviews)),
    };
    let mut spent = 0;
    let takes = left_min.iter().take_while(|lesson| {
        spent += u64::from(**lesson);
        spent <= room
    });
    takes.count()
}

/// Year, month from 1 and day from 1 of a day; the calendar is Gregorian.
pub fn date(day: i64) -> (i64, usize, i64) {
    // Days from 0000-03-01, in eras of 400 years, so that a leap day ends its year.
    let shifted = day + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as usize, of_month)
}

/// A day as ISO 8601 has it, `2026-12-04`.
pub fn iso(day: i64) -> String {
    let (year, month, of_month) = date(day);
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// The day that `text` names as ISO 8601; `None` when it is no day of the years 1970 to 9999.
pub fn day_of(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let mut next = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.parse::<u32>().ok().map(i64::from)
    };
    let (year, month, of_month) = (next(4)?, next(2)?, next(2)?);
    let (year, from_march) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * from_march + 2) / 5 + of_month - 1;
    let day = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    // A day that the month does not have comes back as another one.
    (day >= 0 && iso(day) == text).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(exam_day: i64, minutes: u32) -> Wish {
        Wish {
            exam_day: Some(exam_day),
            minutes,
        }
    }

    #[test]
    fn today_reviews_come_first_and_the_lesson_has_what_is_left() {
        let today = Today::of(15, 2, Some(10));
        assert_eq!((today.reviews, today.lesson_min), (2, 10));
        assert_eq!(today.minutes(), 12);
        // A longer lesson is begun; it keeps its place.
        assert_eq!(Today::of(15, 5, Some(18)).lesson_min, 10);
        let full = Today::of(10, 25, Some(10));
        assert_eq!((full.reviews, full.postponed, full.lesson_min), (10, 15, 0));
        assert_eq!(Today::of(15, 0, None).minutes(), 0);
    }

    #[test]
    fn a_plan_that_fits_leaves_nothing_out() {
        // Today 15, then nine days of 11.25: 116 minutes.
        let plan = Plan::of(wish(110, 15), 100, 0, &[40, 40, 36]).expect("there is a day");
        assert_eq!((plan.days, plan.needed_min, plan.fit), (10, 116, 3));
        let plan = Plan::of(wish(110, 15), 100, 0, &[40, 40, 37]).expect("there is a day");
        assert_eq!(plan.fit, 2, "a minute too much");
        assert_eq!(plan.enough_min, Some(16));
    }

    #[test]
    fn what_is_due_takes_of_today_alone() {
        let fit = |due| Plan::of(wish(101, 15), 100, due, &[10]).map(|plan| plan.fit);
        assert_eq!(fit(5), Some(1));
        assert_eq!(fit(6), Some(0));
        assert_eq!(fit(usize::MAX), Some(0));
    }

    #[test]
    fn no_plan_is_made_for_the_past_or_without_a_day() {
        assert_eq!(Plan::of(wish(99, 15), 100, 0, &[10]), None);
        assert_eq!(Plan::of(Wish::default(), 100, 0, &[10]), None);
        assert_eq!(Plan::of(wish(i64::MAX, 15), -2, 0, &[10]), None);
        let today = Plan::of(wish(100, 15), 100, 0, &[10]).expect("the exam is today");
        assert_eq!((today.days, today.fit, today.enough_min), (0, 0, None));
    }

    #[test]
    fn what_no_day_is_long_enough_for_has_no_minutes() {
        let plan = Plan::of(wish(101, 15), 100, 0, &[300]).expect("there is a day");
        assert_eq!((plan.fit, plan.enough_min), (0, None));
    }

    #[test]
    fn days_have_dates_and_dates_have_days() {
        for (day, text) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_786, "2026-11-29"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(iso(day), text);
            assert_eq!(day_of(text), Some(day));
        }
        for text in [
            "",
            "2026-11",
            "2026-02-30",
            "2026-13-01",
            "2026-1-1",
            "x",
            "1969-12-31",
        ] {
            assert_eq!(day_of(text), None, "{text}");
        }
        assert!((0..80_000).all(|day| day_of(&iso(day)) == Some(day)));
    }
}
