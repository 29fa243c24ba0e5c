//! A timed drill: exam-shaped questions over the whole course, drawn from one number.

use crate::lesson::Lesson;
use crate::question::{Kind, Question};
use crate::variant::Dice;

/// Questions of a drill [D].
pub const QUESTIONS: usize = 20;
/// Seconds for each, as we assume the exam's pace [D].
pub const SECONDS_EACH: u32 = 108;

/// Which questions of `lessons` a drill asks, in its order, as the places of lesson and question.
/// The same lessons and seed give the same drill. No lesson comes a second time before each that
/// has questions left has come once.
pub fn draw(lessons: &[&Lesson], seed: u32) -> Vec<(usize, usize)> {
    let mut dice = Dice(u64::from(seed));
    let mut left: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, lesson) in lessons.iter().enumerate() {
        let questions = lesson.questions.iter().enumerate();
        let fit = questions.filter(|(_, question)| fits(question));
        let mut fit: Vec<usize> = fit.map(|(at, _)| at).collect();
        dice.shuffle(&mut fit);
        left.push((at, fit));
    }
    let mut drawn = Vec::with_capacity(QUESTIONS);
    while drawn.len() < QUESTIONS {
        left.retain(|(_, questions)| !questions.is_empty());
        if left.is_empty() {
            break;
        }
        dice.shuffle(&mut left);
        for (lesson, questions) in &mut left {
            if drawn.len() < QUESTIONS
                && let Some(question) = questions.pop()
            {
                drawn.push((*lesson, question));
            }
        }
    }
    drawn
}

/// A diagnosis needs its run in view, which nobody has time for here.
fn fits(question: &Question) -> bool {
    question.is_exam_shaped() && !matches!(question.kind, Kind::Diagnose(_))
}

/// A topic and how many of its questions were answered rightly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// Answered rightly.
    pub right: usize,
    /// Asked.
    pub of: usize,
}

/// The score of each of `names`, in that order, from pairs of topic and whether it was right;
/// topics that were not asked are left out.
pub fn by_topic(names: &[&str], answers: &[(&str, bool)]) -> Vec<Topic> {
    let topic = |name: &&str| {
        let of = answers.iter().filter(|(topic, _)| topic == name);
        Topic {
            name: (*name).to_owned(),
            right: of.clone().filter(|(_, right)| *right).count(),
            of: of.count(),
        }
    };
    names
        .iter()
        .map(topic)
        .filter(|topic| topic.of > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_counts_its_own_answers_and_an_unasked_one_is_left_out() {
        let answers = [("a", true), ("b", false), ("a", false)];
        let topics = by_topic(&["b", "a", "c"], &answers);
        let seen: Vec<_> = topics
            .iter()
            .map(|t| (t.name.as_str(), t.right, t.of))
            .collect();
        assert_eq!(seen, [("b", 0, 1), ("a", 1, 2)]);
    }
}
