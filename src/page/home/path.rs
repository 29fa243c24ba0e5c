//! The learning path: every lesson of the course, what is done and what comes next.

use std::sync::Arc;

use headroom_study::record::LessonProgress;
use headroom_study::{Course, FailedLesson, LessonCard};
use leptos::prelude::*;

use crate::page::icon::{Icon, icon};
use crate::route;
use crate::state::{Fetched, desk, lesson_progress, next_lesson};
use crate::text;

/// The list of lessons.
#[component]
pub fn Path(
    /// Whether its heading is the page's.
    heads: bool,
) -> impl IntoView {
    let library = desk().library;
    let heading = move || {
        if heads {
            view! { <h1 tabindex="-1">{text::LEARNING_PATH}</h1> }.into_any()
        } else {
            view! { <h2>{text::LEARNING_PATH}</h2> }.into_any()
        }
    };
    view! {
        <section class="learning" aria-label=text::LEARNING_PATH>
            {move || match library.course.get() {
                Fetched::Loading => {
                    view! {
                        {heading()}
                        <p role="status">{text::LOADING_COURSE}</p>
                    }
                        .into_any()
                }
                Fetched::Failed(why) => {
                    view! {
                        {heading()}
                        <Failed words=text::COURSE_FAILED why=why />
                    }
                        .into_any()
                }
                Fetched::Ready(course) => {
                    view! {
                        <div class="prog">{heading()} <Done course=course.clone() /></div>
                        <Lessons course=course heads=heads />
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// Something did not load: what, why, and once more.
#[component]
fn Failed(words: &'static str, why: String) -> impl IntoView {
    let library = desk().library;
    view! {
        <div class="notice">
            <p>{words}</p>
            <p class="lbl">{why}</p>
            <button class="btn" type="button" on:click=move |_| library.course_again()>
                {text::TRY_AGAIN}
            </button>
        </div>
    }
}

/// How many lessons are finished, as a bar and in words.
#[component]
fn Done(course: Arc<Course>) -> impl IntoView {
    let of = course.lessons.len();
    let done = Memo::new(move |_| {
        let finished = |card: &&LessonCard| lesson_progress(&card.id).is_some_and(|p| p.finished);
        course.lessons.iter().filter(finished).count()
    });
    let share = move || format!("{}%", 100 * done.get() / of.max(1));
    view! {
        <div
            class="m"
            role="progressbar"
            aria-label=text::LEARNING_PATH
            aria-valuemin="0"
            aria-valuemax=of
            aria-valuenow=move || done.get()
        >
            <i style:width=share></i>
        </div>
        <span class="lbl">{move || text::lessons_done(done.get(), of)}</span>
    }
}

#[component]
fn Lessons(course: Arc<Course>, heads: bool) -> impl IntoView {
    let damaged = desk().notebook.damaged;
    let next = {
        let course = course.clone();
        Memo::new(move |_| next_lesson(&course).map(|card| card.id))
    };
    let mut rows = Vec::new();
    let mut unit = None::<&str>;
    for (i, card) in course.lessons.iter().enumerate() {
        if unit != Some(&card.unit) {
            unit = Some(&card.unit);
            let title = card.unit.clone();
            rows.push(view! { <li class="part"><h3>{title}</h3></li> }.into_any());
        }
        let card = card.clone();
        rows.push(view! { <Row number=i + 1 card=card next=next heads=heads /> }.into_any());
    }
    let failed: Vec<_> = course.failed.iter().cloned().map(unloaded).collect();
    view! {
        <ol class="path">{rows} {failed}</ol>
        {move || {
            let n = damaged.get();
            (n > 0).then(|| view! { <p class="lbl notice">{text::damaged(n)}</p> })
        }}
    }
}

/// A lesson: done, next, or to come. Nothing is locked.
#[component]
fn Row(number: usize, card: LessonCard, next: Memo<Option<String>>, heads: bool) -> impl IntoView {
    let id = card.id.clone();
    let mine = Memo::new(move |_| lesson_progress(&id));
    let id = card.id.clone();
    let is_next = Memo::new(move |_| next.get().as_deref() == Some(id.as_str()));
    let done = move || mine.get().is_some_and(|p| p.finished);
    let class = move || match (done(), is_next.get()) {
        (true, _) => "row done",
        (false, true) => "row now",
        (false, false) => "row",
    };
    let href = route::lesson(&card.id);
    view! {
        <li class=class>
            <span class="nd" aria-hidden="true">
                {move || {
                    if done() {
                        icon(Icon::Check).into_any()
                    } else {
                        number.to_string().into_any()
                    }
                }}
            </span>
            {move || {
                let (card, href) = (card.clone(), href.clone());
                if is_next.get() {
                    next_card(card, href, mine.get(), heads).into_any()
                } else {
                    plain_row(card, href, mine.get()).into_any()
                }
            }}
        </li>
    }
}

fn next_card(
    card: LessonCard,
    href: String,
    mine: Option<LessonProgress>,
    heads: bool,
) -> impl IntoView {
    let started = mine.is_some();
    let act = if started { text::CONTINUE } else { text::START };
    // For who returns the button of the day is the primary one.
    let class = if heads { "btn" } else { "btn pri" };
    view! {
        <div class="card onward">
            <div>
                <p class="lbl">{text::next_lesson(started, card.minutes)}</p>
                <h3>{card.title}</h3>
                <p class="q">{card.question}</p>
                {mine.map(|mine| view! { <p class="lbl">{text::lesson_score(&mine)}</p> })}
            </div>
            <a class=class href=href>
                {act}
                {icon(Icon::Next)}
            </a>
        </div>
    }
}

fn plain_row(card: LessonCard, href: String, mine: Option<LessonProgress>) -> impl IntoView {
    let right = match mine {
        Some(mine) => text::lesson_score(&mine),
        None => text::minutes(card.minutes),
    };
    view! {
        <a href=href>
            <span class="ti">{card.title}</span>
            <span class="q">{card.question}</span>
        </a>
        <span class="me">{right}</span>
    }
}

/// A lesson that is not in the pack, with the reasons.
fn unloaded(lesson: FailedLesson) -> impl IntoView {
    view! {
        <li class="row failed">
            <span class="nd" aria-hidden="true">
                {icon(Icon::Cross)}
            </span>
            <div>
                <span class="ti">{lesson.id}</span>
                <span class="q">{text::LESSON_FAILED}</span>
                <span class="lbl">{lesson.problems.join(" ")}</span>
            </div>
        </li>
    }
}
