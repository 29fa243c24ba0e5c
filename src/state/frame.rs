//! A frame in somebody's page: the conversation with the page around it, and how far its work is.

use headroom_embed::message::Progress;
use headroom_embed::options::Step;
use headroom_embed::session::{Delivery, Effect, Event, Session};
use headroom_study::Lesson;
use leptos::prelude::*;

use super::{Attempt, Phase, Score, Theme};
use crate::platform::host;

/// Points for a question that is right at the first try; the second try gives one.
pub const QUESTION_POINTS: f64 = 2.0;
/// Predict, run, explain.
const BEATS: u32 = 3;

/// The conversation with the page around the frame.
#[derive(Clone, Copy)]
pub struct Host {
    session: StoredValue<Session>,
    theme: Theme,
    /// Whether the result has reached the host.
    pub delivery: RwSignal<Delivery>,
    /// How often the host has asked for a run.
    pub runs: RwSignal<u32>,
    /// How often the host has asked to start over.
    pub resets: RwSignal<u32>,
}

impl Host {
    /// Begins to listen, and says hello.
    pub fn open(lesson: &str, theme: Theme) -> Host {
        let host = Host {
            session: StoredValue::new(Session::new(lesson, env!("CARGO_PKG_VERSION"))),
            theme,
            delivery: RwSignal::new(Delivery::None),
            runs: RwSignal::new(0),
            resets: RwSignal::new(0),
        };
        host::listen(move |from_parent, origin, text| {
            host.tell(Event::Posted {
                from_parent,
                origin,
                text,
            });
        });
        host.tell(Event::Ready);
        host
    }

    /// Says what has happened, and does what follows from it.
    pub fn tell(self, event: Event) {
        let (effects, delivery) = self
            .session
            .try_update_value(|session| (session.on(event), session.delivery()))
            .unwrap_or_default();
        for effect in effects {
            match effect {
                Effect::Post { origin, text } => host::post(&origin, &text),
                Effect::Theme(theme) => self.theme.show(theme),
                Effect::Run => self.runs.update(|n| *n += 1),
                Effect::Reset => self.resets.update(|n| *n += 1),
            }
        }
        if self.delivery.get_untracked() != delivery {
            self.delivery.set(delivery);
        }
    }
}

/// The part of a lesson that a frame shows: its questions up to the step. `None` when the lesson
/// has no such question.
pub fn part(lesson: &Lesson, step: Option<&Step>) -> Option<Lesson> {
    let mut part = lesson.clone();
    match step {
        None => {}
        Some(Step::Predict | Step::Run | Step::Explain) => part.questions.clear(),
        Some(Step::Question(id)) => {
            part.questions.retain(|question| question.id == *id);
            if part.questions.is_empty() {
                return None;
            }
        }
    }
    Some(part)
}

/// How far the attempt at a part of a lesson is, and its points.
pub fn progress(attempt: Attempt, step: Option<&Step>) -> Progress {
    let beats = match step {
        Some(Step::Predict) => 1,
        Some(Step::Run) => 2,
        Some(Step::Explain) | Some(Step::Question(_)) | None => BEATS,
    };
    let behind = match attempt.phase.get() {
        Phase::Predicting => 0,
        Phase::Running(_) => 1,
        Phase::Ran if attempt.seen() => BEATS,
        Phase::Ran => 2,
    };
    let (mut points, mut max_points) = match attempt.score.get() {
        _ if beats == 1 => (0.0, 0.0),
        Some(Score::Numbers(score)) => (score.points, score.of),
        Some(Score::Curve(score)) => (score.points, score.of),
        None => (0.0, 0.0),
    };
    let quizzes = attempt.quizzes.get_value();
    let mut answered = 0;
    for quiz in &quizzes {
        max_points += QUESTION_POINTS;
        let told = quiz.told.get();
        let tries = quiz.answers.with(Vec::len);
        answered += u32::from(quiz.closed.get());
        if told.is_some_and(|told| told.correct) {
            points += match tries {
                1 => QUESTION_POINTS,
                2 => QUESTION_POINTS / 2.0,
                _ => 0.0,
            };
        }
    }
    Progress {
        lesson: attempt.lesson.with_value(|lesson| lesson.id.clone()),
        done: behind.min(beats) + answered,
        of: beats + quizzes.len() as u32,
        points,
        max_points,
    }
}
