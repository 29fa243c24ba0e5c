//! The sandbox: two configurations side by side on one clock.

mod aws;
mod cell;
mod editor;
mod network;
mod optimise;
mod outcome;
mod printed;
mod raw;
mod results;
mod scatter;
mod share;
mod tools;
mod traffic;

use std::sync::Arc;

use headroom_scenario::sandbox::{Link, Preset, Side};
use leptos::prelude::*;

use crate::page::retry::retry;
use crate::platform::document;
use crate::route::router;
use crate::state::sandbox::{self, Presets};
use crate::state::{Fetched, Sandbox, Start, desk};
use crate::text::sandbox as words;
use editor::Editor;
use results::Results;
use tools::Tools;

/// The page at `#/sandbox`, and of a shared comparison.
#[component]
pub fn SandboxPage(
    /// What it begins with.
    start: Start,
) -> impl IntoView {
    let presets: RwSignal<Presets> = desk().library.presets();
    let start = StoredValue::new(start);
    move || match presets.get() {
        Fetched::Ready(presets) => {
            view! { <Opened presets=presets start=start.get_value() /> }.into_any()
        }
        Fetched::Loading => view! {
            <main class="wrap notice">
                <p role="status">{words::LOADING}</p>
            </main>
        }
        .into_any(),
        Fetched::Failed(why) => view! { <Failed why=why /> }.into_any(),
    }
}

/// The presets did not come: says so, with a second try.
#[component]
fn Failed(why: String) -> impl IntoView {
    Effect::new(move |_| router().arrived(words::FAILED));
    let again = Callback::new(|()| {
        desk().library.presets();
    });
    view! {
        <main class="wrap notice">
            <h1 tabindex="-1">{words::FAILED}</h1>
            {retry(why, again)}
        </main>
    }
}

/// What the page opens with, and what must be said about it.
struct Opening {
    sandbox: Sandbox,
    /// Digests of the runs that a link's sender saw.
    digests: [Option<String>; 2],
    said: Vec<String>,
}

/// Opens a link whole or not at all; the first preset stands in for what cannot be opened.
fn open(presets: &[Preset], start: &Start) -> Option<Opening> {
    let usual = |said: Vec<String>| {
        let (id, pair) = sandbox::preset(presets, None)?;
        let sandbox = Sandbox::open(desk(), pair, false)?;
        sandbox.preset.set(Some(id));
        let digests = [None, None];
        Some(Opening {
            sandbox,
            digests,
            said,
        })
    };
    match start {
        Start::Usual => usual(Vec::new()),
        Start::Preset(id) => match sandbox::preset(presets, Some(id)) {
            Some((id, pair)) => {
                let sandbox = Sandbox::open(desk(), pair, false)?;
                sandbox.preset.set(Some(id));
                let (digests, said) = ([None, None], Vec::new());
                Some(Opening {
                    sandbox,
                    digests,
                    said,
                })
            }
            None => usual(vec![words::NO_PRESET.into()]),
        },
        Start::Link(text) => match Link::read(text) {
            Err(why) => usual(vec![words::bad_link(&why.to_string())]),
            Ok(link) => {
                let refused = Side::BOTH
                    .into_iter()
                    .find_map(|side| link.pair.document(side).err());
                if let Some(problems) = refused {
                    let mut said = vec![words::refused_link(problems.0.len())];
                    said.extend(
                        problems
                            .0
                            .iter()
                            .map(|p| words::problem([false; 2], p, true)),
                    );
                    return usual(said);
                }
                let title = link.pair.side(Side::A).title().to_owned();
                let sandbox = Sandbox::open(desk(), link.pair, true)?;
                let span = sandbox
                    .lab(Side::A)
                    .shown
                    .with_untracked(|s| s.scenario.duration);
                let mut said = vec![words::link_holds(
                    &title,
                    &headroom_explain::figure::seconds(span),
                )];
                if link.engine != headroom_engine::VERSION {
                    said.push(words::other_engine(&link.engine, headroom_engine::VERSION));
                }
                Some(Opening {
                    sandbox,
                    digests: link.digests,
                    said,
                })
            }
        },
    }
}

#[component]
fn Opened(presets: Arc<Vec<Preset>>, start: Start) -> impl IntoView {
    Effect::new(move |_| router().arrived(words::TITLE));
    let Some(Opening {
        sandbox,
        digests,
        said,
    }) = open(&presets, &start)
    else {
        return view! { <Failed why=String::new() /> }.into_any();
    };
    let other_numbers = other_numbers(sandbox, digests);
    let count = Memo::new(move |_| sandbox.draft.with(|pair| pair.differences().len()));
    let said: Vec<_> = said
        .into_iter()
        .map(|line| view! { <p>{line}</p> })
        .collect();
    let to_form = move |_| {
        document::scroll_to("#configuration");
        document::focus("#configuration");
    };
    view! {
        <main class="sandbox">
            <section class="cfg" aria-labelledby="configuration">
                <h1 tabindex="-1">{words::TITLE}</h1>
                <Tools sandbox=sandbox presets=presets count=count />
                <h2 id="configuration" tabindex="-1">
                    {words::CONFIGURATION}
                </h2>
                <Editor sandbox=sandbox />
                <raw::Assumptions />
                <raw::Raw sandbox=sandbox />
            </section>
            <div class="out">
                <div class="said" role="status">
                    {said}
                    {move || other_numbers.get().then(|| view! { <p>{words::OTHER_NUMBERS}</p> })}
                </div>
                <div class="on-paper">
                    <h2>{move || sandbox.draft.with(|pair| pair.side(Side::A).title().to_owned())}</h2>
                    <p>{words::ON_PAPER}</p>
                </div>
                <Results sandbox=sandbox />
                <printed::Printed sandbox=sandbox />
                <network::NetworkView sandbox=sandbox />
                <optimise::OptimiseView sandbox=sandbox />
                <aws::Aws sandbox=sandbox />
                <share::Share sandbox=sandbox />
            </div>
            <div class="stick">
                <button class="btn pri" type="button" on:click=to_form>
                    {move || words::edit(count.get())}
                </button>
            </div>
        </main>
    }
    .into_any()
}

/// Whether the first runs give other numbers than those that the link's sender saw.
fn other_numbers(sandbox: Sandbox, digests: [Option<String>; 2]) -> RwSignal<bool> {
    let differ = RwSignal::new(false);
    let seen = StoredValue::new([false, false]);
    Effect::new(move |_| {
        for (i, side) in Side::BOTH.into_iter().enumerate() {
            let run = sandbox.lab(side).shown.with(|shown| shown.run.clone());
            let Some(run) = run.filter(|_| !seen.get_value()[i]) else {
                continue;
            };
            // Only the first run is the sender's; then a person edits.
            seen.update_value(|seen| seen[i] = true);
            let theirs = digests[i].as_deref();
            if theirs.is_some_and(|theirs| !run.digest().starts_with(theirs)) {
                differ.set(true);
            }
        }
    });
    differ
}
