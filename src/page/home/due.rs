//! What is due for review today; nothing when nothing is.

use headroom_study::review::Due;
use leptos::prelude::*;

use crate::route;
use crate::state::{Fetched, desk, due_today};
use crate::text::{progress as words, review};

/// The lessons with questions that are due, the most urgent first.
#[component]
pub fn DueList() -> impl IntoView {
    let library = desk().library;
    let due = Memo::new(move |_| due_today());
    view! {
        {move || {
            let due = due.get();
            let Fetched::Ready(course) = library.course.get() else {
                return None;
            };
            let rows: Vec<_> = by_lesson(&due)
                .into_iter()
                .filter_map(|(id, n)| {
                    let card = course.lessons.iter().find(|card| card.id == id)?;
                    Some((n, view! {
                        <li>
                            <a href=route::lesson(id)>{words::due_in(&card.title, n)}</a>
                        </li>
                    }))
                })
                .collect();
            // Questions of a lesson that is not in this course cannot be asked.
            let n: usize = rows.iter().map(|(n, _)| n).sum();
            (n > 0).then(|| view! {
                <section class="due card" aria-labelledby="due">
                    <h2 id="due">{words::due(n)}</h2>
                    <ul>{rows.into_iter().map(|(_, row)| row).collect_view()}</ul>
                    <a class="btn pri" href=route::REVIEW>{review::BEGIN_REVIEW}</a>
                </section>
            })
        }}
    }
}

/// How many questions of each lesson, in the order in which the lessons first come up.
fn by_lesson(due: &[Due]) -> Vec<(&str, usize)> {
    let mut lessons: Vec<(&str, usize)> = Vec::new();
    for question in due {
        match lessons.iter_mut().find(|(id, _)| *id == question.lesson) {
            Some((_, n)) => *n += 1,
            None => lessons.push((&question.lesson, 1)),
        }
    }
    lessons
}
