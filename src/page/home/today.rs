//! The button of the day: what is due, then the lesson that comes next.

use std::sync::Arc;

use headroom_study::Course;
use headroom_study::plan::Today;
use headroom_study::review;
use leptos::prelude::*;

use crate::page::icon::{Icon, icon};
use crate::route;
use crate::state::{Fetched, desk, due_today, next_lesson, today, wish};
use crate::text::plan as words;

/// For who returns: one button, and what it leads to.
#[component]
pub fn TodayCard() -> impl IntoView {
    let library = desk().library;
    move || match library.course.get() {
        Fetched::Ready(course) => Some(card(&course)),
        Fetched::Loading | Fetched::Failed(_) => None,
    }
}

fn card(course: &Arc<Course>) -> AnyView {
    let known = |id: &str| course.lessons.iter().any(|card| card.id == id);
    // Questions of a lesson that is not in this course cannot be asked.
    let due = due_today().iter().filter(|due| known(&due.lesson)).count();
    let lesson = next_lesson(course);
    let all_min = lesson.as_ref().map(|card| card.minutes);
    let day = Today::of(wish().minutes, due, all_min);
    if day.minutes() == 0 {
        let (zone, now) = today();
        let records = desk().notebook.records;
        let next = records.with(|records| review::next_day(records, zone, now));
        return view! {
            <section class="today card" aria-label=words::TODAY>
                <p>{words::nothing_today(now, next)}</p>
            </section>
        }
        .into_any();
    }
    let href = match (&lesson, day.reviews) {
        (Some(card), 0) => route::lesson(&card.id),
        // At its end the review leads on to the lesson.
        _ => route::REVIEW.to_owned(),
    };
    let title = lesson.as_ref().map(|card| card.title.as_str());
    view! {
        <section class="today card" aria-label=words::TODAY>
            <div>
                <h2>{words::today_holds(&day, title)}</h2>
                {words::today_leaves(&day, all_min).map(|words| view! { <p>{words}</p> })}
            </div>
            <a class="btn pri" href=href>
                {words::today_button(day.minutes())}
                {icon(Icon::Next)}
            </a>
        </section>
    }
    .into_any()
}
