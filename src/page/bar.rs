//! The top bar: where the reader is, what is saved and what is new, the theme.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::icon::{Icon, icon, mark};
use crate::platform::document;
use crate::route::{self, Route, router};
use crate::state::{Fetched, Saving, desk, lesson_progress};
use crate::text::{self, keeping, reference, review, sandbox};

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
                _ => {
                    view! {
                        <a class="mark" href=route::HOME>
                            {mark()}
                            " "
                            {text::NAME}
                        </a>
                    }
                        .into_any()
                }
            }} <Navigation /> <span class="sp"></span> <ConnectionState /> <Install />
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

/// A page of the navigation: its words, its address, and whether a route is part of it.
type Place = (&'static str, &'static str, fn(&Route) -> bool);

/// The pages of the navigation, in their order.
const PLACES: [Place; 5] = [
    (text::LEARNING_PATH, route::HOME, |route| {
        matches!(route, Route::Home)
    }),
    (review::REVIEW, route::REVIEW, |route| {
        matches!(route, Route::Review)
    }),
    (review::DRILL, route::DRILL, |route| {
        matches!(route, Route::Drill(_))
    }),
    (sandbox::SANDBOX, route::SANDBOX, |route| {
        matches!(route, Route::Sandbox(_) | Route::Shared(_))
    }),
    (reference::TITLE, route::REFERENCE, |route| {
        matches!(route, Route::Reference(_))
    }),
];

/// The pages of the app: links where there is room, else behind a button.
#[component]
fn Navigation() -> impl IntoView {
    let route = router().route;
    let open = RwSignal::new(false);
    // A lesson's sandbox would show what is to be predicted.
    let unpredicted = Memo::new(move |_| match route.get() {
        Route::Lesson(id) => lesson_progress(&id).is_none_or(|mine| mine.predictions == 0),
        _ => false,
    });
    let close_by_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            document::focus(".menu-button");
        }
    };
    let links = PLACES.map(|(words, href, holds)| {
        view! {
            <li hidden=move || href == route::SANDBOX && unpredicted.get()>
                <a
                    href=href
                    aria-current=move || holds(&route.get()).then_some("page")
                    on:click=move |_| open.set(false)
                >
                    {words}
                </a>
            </li>
        }
    });
    view! {
        <nav aria-label=text::PAGES on:keydown=close_by_key>
            <button
                class="btn q menu-button"
                type="button"
                aria-expanded=move || open.get().to_string()
                aria-controls="menu"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon(Icon::Menu)}
                {text::MENU}
            </button>
            <ul id="menu" data-open=move || open.get().to_string()>
                {links.into_iter().collect_view()}
            </ul>
        </nav>
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

/// What is kept, the network, and an update that is ready, in words.
#[component]
fn ConnectionState() -> impl IntoView {
    let desk = desk();
    let connection = desk.connection;
    view! {
        <span class="off" role="status">
            {move || {
                let whole = connection.kept.with(|kept| kept.whole);
                match (desk.notebook.saving.get(), connection.online.get()) {
                    (Saving::Blocked(why), _) => bad(keeping::NOT_SAVED, why).into_any(),
                    (Saving::Full, _) => bad(keeping::STORAGE_FULL, String::new()).into_any(),
                    (_, false) if whole => offline(keeping::OFFLINE).into_any(),
                    (_, false) => offline(keeping::OFFLINE_PARTLY).into_any(),
                    (Saving::Opening, true) => ().into_any(),
                    (Saving::Saved, true) if whole => good(keeping::SAVED_AND_OFFLINE).into_any(),
                    (Saving::Saved, true) => good(keeping::SAVED).into_any(),
                }
            }}
            {move || {
                let version = connection.kept.with(|kept| kept.update.clone())?;
                let words = keeping::update_ready(&version);
                Some(view! { <span class="wide">{words.clone()}</span> <span class="sr narrow">{words}</span> })
            }}
        </span>
        {move || {
            connection.kept.with(|kept| kept.update.is_some()).then(|| {
                view! {
                    <button class="btn" type="button" on:click=move |_| connection.update()>
                        {keeping::UPDATE}
                    </button>
                }
            })
        }}
    }
}

fn good(words: &'static str) -> impl IntoView {
    view! {
        {icon(Icon::Check)}
        <span class="wide">{words}</span>
        <span class="sr narrow">{words}</span>
    }
}

fn offline(words: &'static str) -> impl IntoView {
    view! {
        <span class="wide">{words}</span>
        <span class="narrow" aria-hidden="true">
            {keeping::OFFLINE_SHORT}
        </span>
        <span class="sr narrow">{words}</span>
    }
}

fn bad(words: &'static str, why: String) -> impl IntoView {
    view! {
        <span class="not-saved" title=why>
            {icon(Icon::Cross)}
            <span class="wide">{words}</span>
            <span class="narrow">{keeping::NOT_SAVED_SHORT}</span>
        </span>
    }
}

/// The browser's offer to install, where there is room; the home page has it too.
#[component]
fn Install() -> impl IntoView {
    let connection = desk().connection;
    view! {
        {move || {
            connection.kept.with(|kept| kept.installable).then(|| {
                view! {
                    <button class="btn wide" type="button" on:click=move |_| connection.install()>
                        {icon(Icon::Download)}
                        {keeping::INSTALL_SHORT}
                    </button>
                }
            })
        }}
    }
}
