//! The top bar: where the reader is, whether progress is saved, the theme.

use leptos::prelude::*;

use super::icon::{Icon, icon, mark};
use crate::route::{self, Route, router};
use crate::state::{Fetched, Saving, desk};
use crate::text;

/// The top bar of every page.
#[component]
pub fn Bar() -> impl IntoView {
    let desk = desk();
    let route = router().route;
    let theme_label = move || {
        if desk.theme.is_dark() {
            text::TO_LIGHT
        } else {
            text::TO_DARK
        }
    };
    view! {
        <header class="bar">
            {move || match route.get() {
                Route::Lesson(id) => {
                    view! {
                        <a class="mark" href=route::HOME aria-label=text::TO_PATH>
                            {mark()}
                        </a>
                        <Crumb id=id />
                    }
                        .into_any()
                }
                Route::Home | Route::Unknown(_) => {
                    view! {
                        <a class="mark" href=route::HOME>
                            {mark()}
                            " "
                            {text::NAME}
                        </a>
                    }
                        .into_any()
                }
            }} <span class="sp"></span> <SavingState />
            <button
                class="btn q"
                type="button"
                aria-label=theme_label
                title=theme_label
                on:click=move |_| desk.theme.switch()
            >
                {icon(Icon::Theme)}
            </button>
        </header>
    }
}

/// The way back from a lesson: unit and lesson.
#[component]
fn Crumb(id: String) -> impl IntoView {
    let desk = desk();
    let names = move || {
        let Fetched::Ready(course) = desk.library.course.get() else {
            return (String::new(), String::from(text::LEARNING_PATH));
        };
        let found = course.lessons.iter().enumerate().find(|(_, l)| l.id == id);
        match found {
            Some((i, card)) => (card.unit.clone(), format!("{}. {}", i + 1, card.title)),
            None => (String::new(), String::from(text::LEARNING_PATH)),
        }
    };
    let names = Memo::new(move |_| names());
    view! {
        <a class="crumb" href=route::HOME>
            {icon(Icon::Back)}
            <span>{move || names.get().0}</span>
            <b>{move || names.get().1}</b>
        </a>
    }
}

/// Whether progress is kept, in words.
#[component]
fn SavingState() -> impl IntoView {
    let saving = desk().notebook.saving;
    view! {
        <span class="off" role="status">
            {move || match saving.get() {
                Saving::Opening => ().into_any(),
                Saving::Saved => {
                    view! {
                        {icon(Icon::Check)}
                        <span class="wide">{text::SAVED}</span>
                        <span class="sr narrow">{text::SAVED}</span>
                    }
                        .into_any()
                }
                Saving::Blocked(why) => {
                    view! {
                        <span class="not-saved" title=why>
                            {icon(Icon::Cross)}
                            <span class="wide">{text::NOT_SAVED}</span>
                            <span class="narrow">{text::NOT_SAVED_SHORT}</span>
                        </span>
                    }
                        .into_any()
                }
            }}
        </span>
    }
}
