//! Which questions are due on a day, from the records alone.
//!
//! The first answer of a day is the review; what is answered again on that day, with the feedback
//! in view, says nothing about memory. These choices are ours: the retention that is aimed at, an
//! uncertain right answer as [`Rating::Hard`], and the short wait after a confident error.

use std::collections::BTreeMap;

use super::fsrs::{Memory, Rating};
use crate::record::{Confidence, Entry, Record};

/// The probability of recall at which a question is asked again.
const WANTED: f64 = 0.9;
/// The longest wait after an error that the learner was sure of: such errors are the ones that an
/// exam finds.
const CONFIDENT_ERROR_DAYS_MAX: i64 = 1;
/// A day ends at four in the morning, as a late evening belongs to the day that it began in.
const DAY_ENDS_MIN: i64 = 4 * 60;

/// The learner's wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Minutes that it is ahead of UTC.
    pub minutes_east: i32,
}

impl Zone {
    /// The learner's day of a moment, in days since 1970-01-01.
    pub fn day(self, at_ms: u64) -> i64 {
        let minutes = (at_ms / 60_000) as i64 + i64::from(self.minutes_east) - DAY_ENDS_MIN;
        minutes.div_euclid(24 * 60)
    }
}

/// A question that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// The lesson's id.
    pub lesson: String,
    /// The question's id within it.
    pub question: String,
    /// The probability that it is recalled today.
    pub recall: f64,
    /// The last answer was wrong, and the learner had been sure.
    pub confident_error: bool,
}

/// What is due on `today`: confident errors first, then what is most likely forgotten, with
/// neighbours from different lessons where that can be had.
pub fn due(records: &[Record], zone: Zone, today: i64) -> Vec<Due> {
    let mut due: Vec<Due> = states(records, zone)
        .into_iter()
        .filter(|(_, state)| state.due_day() <= today)
        .map(|((lesson, question), state)| Due {
            lesson: lesson.to_owned(),
            question: question.to_owned(),
            recall: state.memory.recall((today - state.day) as f64),
            confident_error: state.confident_error,
        })
        .collect();
    // The ids break ties, so that the order does not depend on that of the records.
    due.sort_by(|a, b| {
        let urgency = b.confident_error.cmp(&a.confident_error);
        urgency.then(a.recall.total_cmp(&b.recall))
    });
    interleaved(due)
}

/// The first day after `today` on which something new is due; `None` when nothing will be.
pub fn next_day(records: &[Record], zone: Zone, today: i64) -> Option<i64> {
    let days = states(records, zone).into_values().map(State::due_day);
    days.filter(|day| *day > today).min()
}

/// The day on which a question comes back; `None` when it was never answered.
pub fn back_on(records: &[Record], zone: Zone, lesson: &str, question: &str) -> Option<i64> {
    let states = states(records, zone);
    states.get(&(lesson, question)).map(|state| state.due_day())
}

/// A question as its last review left it.
#[derive(Clone, Copy)]
struct State {
    memory: Memory,
    day: i64,
    confident_error: bool,
}

impl State {
    fn due_day(self) -> i64 {
        let days = (self.memory.interval(WANTED).round() as i64).max(1);
        let longest = if self.confident_error {
            CONFIDENT_ERROR_DAYS_MAX
        } else {
            i64::MAX
        };
        self.day.saturating_add(days.min(longest))
    }
}

fn states(records: &[Record], zone: Zone) -> BTreeMap<(&str, &str), State> {
    let mut ordered: Vec<&Record> = records.iter().collect();
    ordered.sort_by(|a, b| a.order(b));
    let mut states: BTreeMap<(&str, &str), State> = BTreeMap::new();
    for record in ordered {
        let Entry::Answered {
            lesson,
            question,
            correct,
            confidence,
            ..
        } = record.entry()
        else {
            continue;
        };
        let day = zone.day(record.at_ms());
        let rating = rating(*correct, *confidence);
        let key = (lesson.as_str(), question.as_str());
        let memory = match states.get(&key) {
            Some(before) if before.day == day => continue,
            Some(before) => before.memory.after((day - before.day) as f64, rating),
            None => Memory::first(rating),
        };
        let state = State {
            memory,
            day,
            confident_error: !correct && *confidence == Some(Confidence::Sure),
        };
        states.insert(key, state);
    }
    states
}

fn rating(correct: bool, confidence: Option<Confidence>) -> Rating {
    match (correct, confidence) {
        (false, _) => Rating::Again,
        (true, Some(Confidence::Unsure)) => Rating::Hard,
        (true, Some(Confidence::Sure) | None) => Rating::Good,
    }
}

/// The most urgent first, and after each one the most urgent of another lesson: mixed practice
/// asks which rule applies, not only how.
fn interleaved(mut due: Vec<Due>) -> Vec<Due> {
    let mut mixed: Vec<Due> = Vec::with_capacity(due.len());
    while !due.is_empty() {
        let other = |next: &Due| mixed.last().is_none_or(|last| last.lesson != next.lesson);
        let at = due.iter().position(other).unwrap_or(0);
        mixed.push(due.remove(at));
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    const UTC: Zone = Zone { minutes_east: 0 };
    const NOON_MS: u64 = 12 * 3_600_000;

    fn answered(day: u64, question: &str, correct: bool, confidence: Option<Confidence>) -> Record {
        let (lesson, question) = question.split_once('/').expect("lesson/question");
        let entry = Entry::Answered {
            lesson: lesson.into(),
            question: question.into(),
            option: "o".into(),
            correct,
            confidence,
            place: None,
        };
        Record::new(day * 86_400_000 + NOON_MS, entry)
    }

    fn right(day: u64, question: &str) -> Record {
        answered(day, question, true, None)
    }

    fn names(due: &[Due]) -> Vec<String> {
        let name = |due: &Due| format!("{}/{}", due.lesson, due.question);
        due.iter().map(name).collect()
    }

    #[test]
    fn a_right_answer_comes_back_after_two_days_and_then_later_each_time() {
        let mut records = vec![right(100, "a/q")];
        assert!(due(&records, UTC, 101).is_empty());
        let mut waits = Vec::new();
        for _ in 0..4 {
            let last = UTC.day(records.last().expect("one").at_ms());
            let day = next_day(&records, UTC, last).expect("it will be due");
            assert_eq!(names(&due(&records, UTC, day)), ["a/q"]);
            assert_eq!(
                names(&due(&records, UTC, day + 50)),
                ["a/q"],
                "it stays due"
            );
            waits.push(day - last);
            records.push(right(day as u64, "a/q"));
        }
        assert_eq!(waits, [2, 11, 46, 163]);
    }

    #[test]
    fn a_question_comes_back_on_the_day_on_which_it_is_due() {
        let records = [right(100, "a/q"), answered(100, "a/r", false, None)];
        assert_eq!(back_on(&records, UTC, "a", "q"), Some(102));
        assert_eq!(back_on(&records, UTC, "a", "r"), Some(101));
        assert_eq!(back_on(&records, UTC, "b", "q"), None);
    }

    #[test]
    fn an_error_comes_back_on_the_next_day() {
        let records = [answered(100, "a/q", false, None)];
        assert!(due(&records, UTC, 100).is_empty());
        assert_eq!(due(&records, UTC, 101).len(), 1);
    }

    #[test]
    fn a_confident_error_comes_back_sooner_than_a_doubtful_one_and_first() {
        let learned =
            |question: &str| [right(0, question), right(2, question), right(13, question)];
        let mut records = [learned("a/sure"), learned("b/doubt")].concat();
        records.push(answered(60, "a/sure", false, Some(Confidence::Sure)));
        records.push(answered(60, "b/doubt", false, Some(Confidence::Unsure)));
        assert_eq!(names(&due(&records, UTC, 61)), ["a/sure"]);
        let both = due(&records, UTC, 80);
        assert_eq!(names(&both), ["a/sure", "b/doubt"]);
        assert!(both[0].confident_error && !both[1].confident_error);
    }

    #[test]
    fn a_doubtful_right_answer_comes_back_sooner() {
        let records = [
            right(0, "a/known"),
            answered(0, "a/doubt", true, Some(Confidence::Unsure)),
        ];
        assert_eq!(names(&due(&records, UTC, 1)), ["a/doubt"]);
    }

    #[test]
    fn only_the_first_answer_of_a_day_counts() {
        let wrong = answered(5, "a/q", false, None);
        let retried = Record::new(wrong.at_ms() + 60_000, right(5, "a/q").entry().clone());
        assert_eq!(
            due(&[wrong.clone(), retried], UTC, 6),
            due(&[wrong], UTC, 6),
        );
    }

    #[test]
    fn neighbours_come_from_different_lessons() {
        let records = ["a/1", "a/2", "a/3", "b/1", "c/1"].map(|q| right(0, q));
        let order = names(&due(&records, UTC, 30));
        assert_eq!(order, ["a/1", "b/1", "a/2", "c/1", "a/3"]);
        // Nothing is lost when only one lesson is left.
        let records = ["a/1", "a/2", "b/1"].map(|q| right(0, q));
        assert_eq!(due(&records, UTC, 30).len(), 3);
    }

    #[test]
    fn the_order_of_the_records_does_not_matter() {
        let mut records = vec![
            right(0, "a/q"),
            answered(4, "a/q", false, None),
            right(9, "a/q"),
        ];
        let forward = due(&records, UTC, 40);
        records.reverse();
        assert_eq!(due(&records, UTC, 40), forward);
    }

    #[test]
    fn a_day_is_the_learners_and_ends_at_four() {
        let at = |hours: u64| hours * 3_600_000;
        let east = Zone { minutes_east: 120 };
        let west = Zone { minutes_east: -600 };
        assert_eq!((UTC.day(at(27)), UTC.day(at(28))), (0, 1));
        assert_eq!((east.day(at(25)), east.day(at(26))), (0, 1));
        assert_eq!((west.day(at(37)), west.day(at(38))), (0, 1));
        assert_eq!(UTC.day(0), -1, "before four it is still the day before");
    }

    #[test]
    fn a_clock_that_was_ahead_is_no_trouble() {
        let records = [right(500, "a/q")];
        assert!(due(&records, UTC, 100).is_empty());
        assert!(next_day(&records, UTC, 100).is_some_and(|day| day > 500));
    }

    #[test]
    fn other_records_are_no_reviews() {
        let finished = Record::new(1, Entry::Finished { lesson: "a".into() });
        assert!(due(std::slice::from_ref(&finished), UTC, 1000).is_empty());
        assert_eq!(next_day(&[finished], UTC, 0), None);
    }
}
