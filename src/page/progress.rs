//! The page at `#/progress`: what is stored, export, import, delete.

use headroom_study::record::{self, archive};
use leptos::ev;
use leptos::html::Textarea;
use leptos::prelude::*;

use crate::platform::{clock, task, transfer};
use crate::route::router;
use crate::state::{Imported, Notebook, Saving, desk};
use crate::text::{self, keeping, progress as words};

/// Everything about the records on this device.
#[component]
pub fn ProgressPage() -> impl IntoView {
    Effect::new(move |_| router().arrived(words::YOUR_PROGRESS));
    view! {
        <main class="wrap progress">
            <h1 tabindex="-1">{words::YOUR_PROGRESS}</h1>
            <p class="lead">{words::STAYS_HERE}</p>
            <Kept />
            <Export />
            <Import />
            <Delete />
        </main>
    }
}

/// What is stored, and what could not be read.
#[component]
fn Kept() -> impl IntoView {
    let notebook = desk().notebook;
    let line = move || {
        notebook.records.with(|records| {
            if records.is_empty() {
                return words::NOTHING_KEPT.to_owned();
            }
            let progress = record::progress(records);
            let finished = progress.lessons().filter(|(_, l)| l.finished).count();
            words::kept(records.len(), progress.lessons().count(), finished)
        })
    };
    let troubles = move || {
        let damaged = notebook.damaged.get();
        let newer = notebook.newer.with(Vec::len);
        let saving = match notebook.saving.get() {
            Saving::Blocked(_) => Some(keeping::NOT_SAVED.to_owned()),
            Saving::Full => Some(keeping::STORAGE_FULL.to_owned()),
            Saving::Opening | Saving::Saved => None,
        };
        [
            saving,
            (damaged > 0).then(|| text::damaged(damaged)),
            (newer > 0).then(|| words::newer(newer)),
        ]
        .into_iter()
        .flatten()
        .map(|said| view! { <p class="lbl">{said}</p> })
        .collect_view()
    };
    view! {
        <section aria-labelledby="kept">
            <h2 id="kept">{words::KEPT}</h2>
            <p>{line}</p>
            {troubles}
        </section>
    }
}

/// The ways out: a file, the share sheet, a code.
#[component]
fn Export() -> impl IntoView {
    let notebook = desk().notebook;
    let said = RwSignal::new(String::new());
    let code = RwSignal::new(None::<String>);
    let file = move || {
        let lines = notebook.lines();
        archive::file(lines.iter().map(String::as_str))
    };
    let save = move |_| {
        said.set(match transfer::save(&today(), &file()) {
            Ok(()) => words::FILE_SAVED.into(),
            Err(why) => words::not_exported(&why),
        });
    };
    let share = move |_| {
        task::spawn(async move {
            match transfer::share(&today(), &file()).await {
                Ok(true) => said.set(words::SHARED.into()),
                Ok(false) => {}
                Err(why) => said.set(words::not_exported(&why)),
            }
        });
    };
    let copy = move |_| {
        let lines = notebook.lines();
        let text = archive::code(lines.iter().map(String::as_str));
        task::spawn(async move {
            match transfer::copy(&text).await {
                Ok(()) => {
                    code.set(None);
                    said.set(words::CODE_COPIED.into());
                }
                // Refused: the code is shown, to be copied by hand.
                Err(_) => code.set(Some(text)),
            }
        });
    };
    let empty = move || notebook.records.with(Vec::is_empty);
    view! {
        <section aria-labelledby="export">
            <h2 id="export">{words::EXPORT}</h2>
            <p>{words::EXPORT_HOW}</p>
            <p class="act">
                <button class="btn pri" type="button" disabled=empty on:click=save>
                    {words::SAVE_FILE}
                </button>
                {transfer::can_share()
                    .then(|| {
                        view! {
                            <button class="btn" type="button" disabled=empty on:click=share>
                                {words::SHARE}
                            </button>
                        }
                    })}
                <button class="btn" type="button" disabled=empty on:click=copy>
                    {words::COPY_CODE}
                </button>
            </p>
            {move || {
                code.get()
                    .map(|code| {
                        view! {
                            <label class="code">
                                <span>{words::CODE}</span>
                                <textarea
                                    readonly
                                    rows="4"
                                    spellcheck="false"
                                    prop:value=code
                                ></textarea>
                            </label>
                        }
                    })
            }}
            <p class="lbl" role="status">
                {said}
            </p>
        </section>
    }
}

/// The name of today's file.
fn today() -> String {
    let (year, month, day) = clock::date();
    words::file_name(year, month, day)
}

/// The ways in: a file, or a pasted text.
#[component]
fn Import() -> impl IntoView {
    let notebook = desk().notebook;
    let came = RwSignal::new(None::<Imported>);
    let refused = RwSignal::new(None::<String>);
    // Added is said once the store has confirmed it; until then where it stands.
    let said = move || {
        if let Some(why) = refused.get() {
            return vec![why];
        }
        let Some(imported) = came.get() else {
            return Vec::new();
        };
        let trouble = match notebook.saving.get() {
            Saving::Blocked(_) => Some(keeping::NOT_SAVED),
            Saving::Full => Some(keeping::STORAGE_FULL),
            Saving::Opening | Saving::Saved => None,
        };
        match (notebook.is_kept(), trouble) {
            (true, _) => words::imported(&imported),
            (false, None) => vec![words::STORING.into()],
            (false, Some(trouble)) => words::read_only(&imported, trouble),
        }
    };
    let field = NodeRef::<Textarea>::new();
    let take_in = move |text: &str| {
        let read = archive::read(text);
        refused.set(read.as_ref().err().cloned().map(words::not_imported));
        came.set(read.ok().map(|archive| notebook.import(archive)));
    };
    let from_file = move |event: ev::Event| {
        task::spawn(async move {
            match transfer::chosen(event, archive::MAX_BYTES).await {
                Ok(Some(text)) => take_in(&text),
                Ok(None) => {}
                Err(why) => refused.set(Some(words::not_read(&why))),
            }
        });
    };
    let from_field = move |_| {
        if let Some(field) = field.get_untracked() {
            take_in(&field.value());
        }
    };
    view! {
        <section aria-labelledby="import">
            <h2 id="import">{words::IMPORT}</h2>
            <p>{words::IMPORT_HOW}</p>
            <label class="code">
                <span>{words::CHOOSE_FILE}</span>
                <input type="file" accept=".txt,text/plain" on:change=from_file />
            </label>
            <label class="code">
                <span>{words::PASTE_CODE}</span>
                <textarea rows="4" spellcheck="false" autocomplete="off" node_ref=field></textarea>
            </label>
            <p class="act">
                <button class="btn" type="button" on:click=from_field>
                    {words::IMPORT_CODE}
                </button>
            </p>
            <div role="status">
                {move || said().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </div>
        </section>
    }
}

/// How far the deletion has been asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    No,
    Once,
    Twice,
}

/// The way to nothing, which asks twice.
#[component]
fn Delete() -> impl IntoView {
    let notebook: Notebook = desk().notebook;
    let asked = RwSignal::new(Asked::No);
    let gone = RwSignal::new(false);
    let count = move || notebook.records.with(Vec::len);
    let begin = move |_| {
        gone.set(false);
        asked.set(Asked::Once);
    };
    let delete = move |_| {
        notebook.delete_all();
        asked.set(Asked::No);
        gone.set(true);
    };
    let keep = move || {
        view! {
            <button class="btn" type="button" on:click=move |_| asked.set(Asked::No)>
                {words::KEEP}
            </button>
        }
    };
    view! {
        <section aria-labelledby="delete">
            <h2 id="delete">{words::DELETE}</h2>
            <p>{words::DELETE_HOW}</p>
            <div role="status">
                {move || match asked.get() {
                    // Said once the store has confirmed it.
                    Asked::No if gone.get() && !notebook.holds_anything() => {
                        view! { <p>{words::DELETED}</p> }.into_any()
                    }
                    Asked::No => ().into_any(),
                    Asked::Once => view! { <p>{words::really(count())}</p> }.into_any(),
                    Asked::Twice => view! { <p>{words::LAST_WORD}</p> }.into_any(),
                }}
            </div>
            <p class="act">
                {move || match asked.get() {
                    Asked::No => {
                        let nothing = move || !notebook.holds_anything();
                        view! {
                            <button class="btn" type="button" disabled=nothing on:click=begin>
                                {words::DELETE_ALL}
                            </button>
                        }
                            .into_any()
                    }
                    Asked::Once => {
                        view! {
                            {keep()}
                            <button
                                class="btn"
                                type="button"
                                on:click=move |_| asked.set(Asked::Twice)
                            >
                                {words::YES}
                            </button>
                        }
                            .into_any()
                    }
                    Asked::Twice => {
                        view! {
                            {keep()}
                            <button class="btn danger" type="button" on:click=delete>
                                {move || words::delete_now(count())}
                            </button>
                        }
                            .into_any()
                    }
                }}
            </p>
        </section>
    }
}
