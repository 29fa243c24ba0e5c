//! The comparison as a link.

use headroom_scenario::sandbox::{Link, Side};
use leptos::prelude::*;

use crate::page::snippet::bare_frame;
use crate::platform::{document, location, task, transfer};
use crate::route;
use crate::state::Sandbox;
use crate::text::{embed, sandbox as words};

/// Longer links are cut by some programs.
const SHORT: usize = 2000;

/// The link, and its copy.
#[component]
pub fn Share(
    /// Of which sandbox.
    sandbox: Sandbox,
) -> impl IntoView {
    let long = Memo::new(move |_| sandbox.draft.with(|pair| !Link::fits(pair)));
    let link = Memo::new(move |_| {
        if long.get() {
            return None;
        }
        let link = sandbox.link()?;
        let page = location::page();
        Some(format!("{page}{}{}", route::SHARED, link.write()))
    });
    let said = RwSignal::new(String::new());
    let copy = move |_| {
        let Some(link) = link.get_untracked() else {
            return;
        };
        task::spawn(async move {
            let words = match transfer::copy(&link).await {
                Ok(()) => words::COPIED,
                Err(_) => words::COPY_BY_HAND,
            };
            said.set(words.into());
        });
    };
    let none = move || link.with(Option::is_none);
    view! {
        <section class="share" aria-labelledby="share">
            <h2 id="share">{words::SHARE}</h2>
            <div class="cf">
                <input
                    readonly
                    aria-label=words::LINK
                    prop:value=move || link.get().unwrap_or_default()
                />
                <button class="btn pri" type="button" prop:disabled=none on:click=copy>
                    {words::COPY_LINK}
                </button>
            </div>
            <div class="cf">
                {Side::BOTH.map(|side| csv(sandbox, side, said)).into_iter().collect_view()}
                <button class="btn" type="button" on:click=move |_| document::print()>
                    {words::PRINT}
                </button>
            </div>
            <Embed link=link title=Signal::derive(move || {
                sandbox.draft.with(|pair| pair.side(Side::A).title().to_owned())
            }) />
            <p class="lbl">{move || match (none(), long.get()) {
                (_, true) => words::TOO_LONG,
                (true, false) => words::NO_LINK,
                (false, false) => words::SHARE_HOW,
            }}</p>
            <p class="lbl" role="status">
                {said}
            </p>
            {move || {
                let length = link.with(|link| link.as_ref().map_or(0, String::len));
                (length > SHORT).then(|| view! { <p class="lbl">{words::long_link(length)}</p> })
            }}
        </section>
    }
}

/// Pixels of a frame that shows the outcome and the first strips.
const FRAME_HEIGHT: u32 = 900;

/// The comparison as a frame for somebody's page.
#[component]
fn Embed(link: Memo<Option<String>>, title: Signal<String>) -> impl IntoView {
    let snippet = Memo::new(move |_| {
        let title = words::frame_title(&title.get());
        link.with(|link| {
            let link = link.as_deref();
            link.map(|link| bare_frame(link, &title, FRAME_HEIGHT))
        })
    });
    let said = RwSignal::new("");
    let copy = move |_| {
        let Some(snippet) = snippet.get_untracked() else {
            return;
        };
        task::spawn(async move {
            let _ = said.try_set(match transfer::copy(&snippet).await {
                Ok(()) => embed::SNIPPET_COPIED,
                Err(_) => embed::SNIPPET_BY_HAND,
            });
        });
    };
    view! {
        <details class="by">
            <summary>{words::EMBED}</summary>
            <p class="lbl">{words::EMBED_HOW}</p>
            <textarea
                class="code"
                rows="4"
                readonly
                spellcheck="false"
                aria-label=embed::SNIPPET
                prop:value=move || snippet.get().unwrap_or_default()
            ></textarea>
            <div class="cf">
                <button
                    class="btn"
                    type="button"
                    prop:disabled=move || snippet.with(Option::is_none)
                    on:click=copy
                >
                    {embed::COPY_SNIPPET}
                </button>
                <span class="lbl" role="status">
                    {said}
                </span>
            </div>
        </details>
    }
}

/// Saves every minute of a side's run.
fn csv(sandbox: Sandbox, side: Side, said: RwSignal<String>) -> AnyView {
    let lab = sandbox.lab(side);
    let save = move |_| {
        let shown = lab.shown.get_untracked();
        let Some(run) = shown.run else {
            return;
        };
        let name = words::csv_name(&shown.scenario.id, side);
        said.set(match transfer::save(&name, &headroom_explain::csv(&run)) {
            Ok(()) => words::csv_saved(&name),
            Err(why) => words::csv_not_saved(&why),
        });
    };
    let none = move || lab.shown.with(|shown| shown.run.is_none());
    view! {
        <button class="btn" type="button" prop:disabled=none on:click=save>
            {words::save_csv(side)}
        </button>
    }
    .into_any()
}
