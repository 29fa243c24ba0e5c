//! The page at `#/reference`: every fact, its readings, its source, and how to see or doubt it.

use std::sync::Arc;

use headroom_study::reference::{Entry, Reference, Run};
use leptos::prelude::*;

use crate::platform::{clock, document, task, transfer};
use crate::route::{self, router};
use crate::state::{Fetched, desk};
use crate::text::{self, keeping, reference as words};

/// The facts, with a search; one of them open where the address names it.
#[component]
pub fn ReferencePage(fact: Option<String>) -> impl IntoView {
    let library = desk().library;
    let reference = library.reference();
    Effect::new(move |_| router().arrived(words::TITLE));
    let again = move |_| {
        library.reference();
    };
    view! {
        <main class="wrap reference">
            <h1 tabindex="-1">{words::TITLE}</h1>
            <p class="lead">{words::WHAT}</p>
            {move || match reference.get() {
                Fetched::Loading => view! { <p role="status">{words::LOADING}</p> }.into_any(),
                Fetched::Failed(why) => {
                    view! {
                        <div class="notice">
                            <p>{words::FAILED}</p>
                            <p class="lbl">{why}</p>
                            <button class="btn" type="button" on:click=again>
                                {text::TRY_AGAIN}
                            </button>
                        </div>
                    }
                        .into_any()
                }
                Fetched::Ready(reference) => facts(&reference, fact.clone()).into_any(),
            }}
        </main>
    }
}

/// What the search and the filter ask for.
#[derive(Clone, Copy)]
struct Asked {
    query: RwSignal<String>,
    two_readings: RwSignal<bool>,
}

impl Asked {
    fn wants(self, fact: &Entry) -> bool {
        (fact.readings.is_some() || !self.two_readings.get())
            && self.query.with(|query| fact.answers(query))
    }
}

fn facts(reference: &Arc<Reference>, open: Option<String>) -> impl IntoView + use<> {
    let asked = Asked {
        query: RwSignal::new(String::new()),
        two_readings: RwSignal::new(false),
    };
    let all = reference.clone();
    let total: usize = all.sections.iter().map(|section| section.facts.len()).sum();
    let found = Memo::new(move |_| {
        let facts = all.sections.iter().flat_map(|section| &section.facts);
        facts.filter(|fact| asked.wants(fact)).count()
    });
    let lost = open.as_deref().filter(|id| reference.find(id).is_none());
    let lost = lost.map(|id| view! { <p class="notice">{words::no_such_fact(id)}</p> });
    if let Some(id) = &open {
        let selector = format!("[data-fact=\"{id}\"] summary");
        task::spawn(async move {
            // Once it stands.
            clock::sleep(0).await;
            document::scroll_to(&selector);
            document::focus(&selector);
        });
    }
    let mut sections = Vec::new();
    for section in &reference.sections {
        let mine: Vec<Entry> = section.facts.clone();
        let empty = move || !mine.iter().any(|fact| asked.wants(fact));
        let rows: Vec<AnyView> = section
            .facts
            .iter()
            .map(|fact| row(reference, fact, asked, open.as_deref() == Some(&fact.id)).into_any())
            .collect();
        let title = section.title.clone();
        sections.push(view! {
            <section hidden=empty>
                <h2>{title}</h2>
                <ul class="fact-list">{rows}</ul>
            </section>
        });
    }
    view! {
        {lost}
        <div class="fact-search">
            <label>
                <span>{words::SEARCH}</span>
                <input
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    on:input:target=move |event| asked.query.set(event.target().value())
                />
            </label>
            <label class="tick">
                <input
                    type="checkbox"
                    on:change:target=move |event| asked.two_readings.set(event.target().checked())
                />
                <span>{words::TWO_READINGS_ONLY}</span>
            </label>
            <p class="lbl" role="status">
                {move || match found.get() {
                    0 => words::NOTHING_FOUND.to_owned(),
                    n => words::shown(n, total),
                }}
            </p>
        </div>
        {sections}
    }
}

/// A fact: what is so, and behind it everything else about it.
fn row(
    reference: &Arc<Reference>,
    fact: &Entry,
    asked: Asked,
    open: bool,
) -> impl IntoView + use<> {
    let mine = fact.clone();
    let mut lines: Vec<(&str, String)> = Vec::new();
    if let Some(readings) = &fact.readings {
        let flips = if readings.flips {
            words::FLIPS
        } else {
            words::WORDS_ONLY
        };
        lines.push((words::AWS_DOCS, readings.aws_docs.clone()));
        lines.push((words::STUDY_GUIDES, readings.study_guides.clone()));
        lines.push((words::A_QUESTION, flips.into()));
    }
    let sources: Vec<&str> = reference.sources_of(&fact.source).collect();
    let sources = sources.join("; ");
    lines.push((words::SOURCE, sources.clone()));
    lines.push((words::CONFIDENCE, words::confidence(&fact.confidence)));
    lines.push((words::CHECKED, reference.checked.clone()));
    for rule in &fact.rules {
        lines.push((words::SIMULATOR, words::held_by(&rule.test, &rule.file)));
    }
    if let Some(why) = &fact.not_modelled {
        lines.push((words::SIMULATOR, words::not_modelled(why)));
    }
    let run = fact.run.as_ref().map(|run| match run {
        Run::Differs(link) => (
            words::RUN_DIFFERENCE,
            route::shared(link),
            words::RUN_DIFFERENCE_HOW,
        ),
        Run::Shows(preset) => (words::RUN_EXAMPLE, route::sandbox(preset), ""),
    });
    let run = run.map(|(act, href, how)| {
        view! {
            <a class="btn" href=href>
                {act}
            </a>
            <span class="lbl">{how}</span>
        }
    });
    let build = document::build().unwrap_or_default();
    let version = format!("{} {build}", keeping::VERSION);
    let report = words::report(
        &fact.id,
        &fact.says,
        &sources,
        &reference.checked,
        version.trim(),
    );
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(name, line)| view! { <dt>{name}</dt> <dd>{line}</dd> })
        .collect();
    view! {
        <li data-fact=fact.id.clone() hidden=move || !asked.wants(&mine)>
            <details open=open>
                <summary>
                    <b>{fact.id.clone()}</b>
                    <span>{fact.says.clone()}</span>
                    {fact
                        .readings
                        .is_some()
                        .then(|| view! { <em class="tag warn">{words::TWO_READINGS}</em> })}
                </summary>
                <dl>{lines}</dl>
                {reporting(report, run, route::reference(&fact.id))}
            </details>
        </li>
    }
}

/// The acts of a fact; the report stands below once it is asked for.
fn reporting(report: String, run: Option<impl IntoView + 'static>, href: String) -> impl IntoView {
    let shown = RwSignal::new(false);
    let said = RwSignal::new("");
    let written = RwSignal::new(report);
    let copy = move |_| {
        let text = written.get_untracked();
        task::spawn(async move {
            said.set(match transfer::copy(&text).await {
                Ok(()) => words::COPIED,
                Err(_) => words::NOT_COPIED,
            });
        });
    };
    view! {
        <p class="act">
            {run}
            <button
                class="btn q"
                type="button"
                aria-expanded=move || shown.get().to_string()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {words::REPORT}
            </button>
            <a class="btn q" href=href>
                {words::LINK}
            </a>
        </p>
        {move || {
            shown
                .get()
                .then(|| {
                    view! {
                        <label class="code">
                            <span>{words::REPORT_TEXT}</span>
                            <textarea
                                rows="10"
                                prop:value=written.get_untracked()
                                on:input:target=move |event| written.set(event.target().value())
                            ></textarea>
                        </label>
                        <p class="act">
                            <button class="btn" type="button" on:click=copy>
                                {words::COPY_REPORT}
                            </button>
                            <span role="status">{move || said.get()}</span>
                        </p>
                    }
                })
        }}
    }
}
