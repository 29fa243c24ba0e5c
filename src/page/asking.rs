//! What review and drill share: lessons to ask from, and the situation above a question.

use std::sync::Arc;

use headroom_study::text::plain;
use headroom_study::{Block, Lesson};
use leptos::prelude::*;

use super::prose;
use super::retry::retry;
use crate::state::{Fetched, Fresh, desk};
use crate::text::{self, review as words};

/// Lessons to ask from.
#[derive(Clone, PartialEq)]
pub enum Gathered {
    /// Not all are here yet.
    Loading,
    /// These are here; the reason why another one is not.
    Here(Vec<Arc<Lesson>>, Option<String>),
}

/// The lessons of the course that are `wanted`, in its order, once each is here or has failed.
pub fn gather(wanted: impl Fn(&str) -> bool + Send + Sync + 'static) -> Memo<Gathered> {
    let library = desk().library;
    Memo::new(move |_| {
        let course = match library.course.get() {
            Fetched::Ready(course) => course,
            Fetched::Loading => return Gathered::Loading,
            Fetched::Failed(why) => return Gathered::Here(Vec::new(), Some(why)),
        };
        let mut here = Vec::new();
        let mut failed = None;
        let mut loading = false;
        // Every one is asked for at once, not one after the other.
        for card in course.lessons.iter().filter(|card| wanted(&card.id)) {
            match library.lesson(&card.id).get() {
                Fetched::Ready(lesson) => here.push(lesson),
                Fetched::Loading => loading = true,
                Fetched::Failed(why) => failed = Some(why),
            }
        }
        match loading {
            true => Gathered::Loading,
            false => Gathered::Here(here, failed),
        }
    })
}

/// While lessons are on their way.
pub fn loading() -> AnyView {
    view! { <p class="notice" role="status">{text::LOADING_COURSE}</p> }.into_any()
}

/// A lesson did not load: why, and once more.
pub fn failed(why: String) -> AnyView {
    let again = Callback::new(move |()| {
        let library = desk().library;
        match library.course.get_untracked() {
            Fetched::Ready(course) => {
                for card in &course.lessons {
                    library.lesson_again(&card.id);
                }
            }
            Fetched::Loading | Fetched::Failed(_) => library.course_again(),
        }
    });
    view! {
        <div class="notice">
            <p>{words::NOT_LOADED}</p>
            {retry(why, again)}
        </div>
    }
    .into_any()
}

/// What the lesson of a question tells at its beginning, and what differs from it here.
pub fn situation(fresh: Fresh) -> AnyView {
    let lead = fresh
        .lesson
        .with_value(|lesson| prose::blocks(&lesson.lead));
    view! {
        <section class="situation" aria-label=words::SITUATION>
            <h2>{words::SITUATION}</h2>
            {lead}
            {move || {
                let drawn = fresh.drawn.get();
                drawn
                    .iter()
                    .map(|drawn| {
                        let own = |lesson: &Arc<Lesson>| words::drawn(drawn, &lesson.scenario);
                        let said = fresh.lesson.with_value(own);
                        view! { <p class="drawn">{said}</p> }.into_any()
                    })
                    .collect::<Vec<_>>()
            }}
        </section>
    }
    .into_any()
}

/// The first paragraph of a stem, without marks.
pub fn stem(stem: &[Block]) -> String {
    let first = stem.iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(plain(text)),
        _ => None,
    });
    first.unwrap_or_default()
}
