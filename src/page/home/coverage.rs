//! Which task statements of the exam the lessons serve, and which not.

use headroom_study::exam::{DOMAINS, coverage};
use leptos::prelude::*;

use crate::route;
use crate::state::{Fetched, desk};
use crate::text::plan as words;

/// A sentence, and the list behind it.
#[component]
pub fn Coverage() -> impl IntoView {
    let library = desk().library;
    move || {
        let Fetched::Ready(course) = library.course.get() else {
            return None;
        };
        let tasks = coverage(&course);
        let served = tasks.iter().filter(|task| !task.lessons.is_empty()).count();
        let mut rows: Vec<AnyView> = Vec::new();
        let mut last = "";
        for covered in &tasks {
            let task = covered.task;
            if task.domain != last {
                last = task.domain;
                let percent = DOMAINS.iter().find(|(name, _)| *name == last);
                let words = words::domain(last, percent.map_or(0, |(_, percent)| *percent));
                rows.push(view! { <li class="domain">{words}</li> }.into_any());
            }
            let mut lessons: Vec<AnyView> = Vec::new();
            for card in &covered.lessons {
                let comma = if lessons.is_empty() { "" } else { ", " };
                let (href, title) = (route::lesson(&card.id), card.title.clone());
                lessons.push(view! { {comma} <a href=href>{title}</a> }.into_any());
            }
            if lessons.is_empty() {
                lessons.push(words::NOT_HERE.into_any());
            }
            rows.push(
                view! {
                    <li>
                        <b>{task.id}</b>
                        <div>
                            <p>{task.statement}</p>
                            <p class="lbl">{lessons}</p>
                        </div>
                    </li>
                }
                .into_any(),
            );
        }
        Some(view! {
            <section class="exam-tasks" aria-labelledby="exam-tasks">
                <h2 id="exam-tasks">{words::COVERAGE}</h2>
                <p>{words::covered(served, tasks.len())}</p>
                <details>
                    <summary>{words::TASK_BY_TASK}</summary>
                    <ul>{rows}</ul>
                </details>
            </section>
        })
    }
}
