//! The strips in words and tables: the same as the charts, for who reads rather than looks.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_study::Strip;
use leptos::prelude::*;

use super::strip::StripKey;
use super::text;
use super::timeline::find;
use super::view::pair::Both;
use super::view::{self, StripView};
use crate::chart::table::Table;

/// What the shown strips say in words: a sentence each, and their tables.
#[component]
pub fn Twins(
    scenario: Signal<Arc<Scenario>>,
    run: Signal<Option<Arc<Run>>>,
    both: Signal<Option<Both>>,
    shown: Memo<Vec<Strip>>,
    views: Memo<Vec<StripView>>,
    keys: Memo<Vec<StripKey>>,
) -> impl IntoView {
    let sentence = move |key: StripKey| {
        let strip = views.with(|views| find(views, key));
        view! {
            <li>
                <b>{strip.title}</b>
                " "
                {strip.summary}
            </li>
        }
    };
    let sentences = move || keys.get().into_iter().map(sentence).collect::<Vec<_>>();
    let tables = move || {
        let Some(run) = run.get() else {
            return Vec::new();
        };
        let named = |scenario: &Scenario, run: &Run, side: &str| {
            let tables = view::tables(scenario, run, &shown.get());
            let name = |t: view::TableView| match side {
                "" => (t.caption.clone(), t),
                side => (text::of_side(side, &t.caption), t),
            };
            tables.into_iter().map(name).collect::<Vec<_>>()
        };
        let tables = match both.get() {
            None => scenario.with(|s| named(s, &run, "")),
            Some(Both { a, b, .. }) => {
                let mut tables = named(&a.scenario, &a.run, "A");
                tables.extend(named(&b.scenario, &b.run, "B"));
                tables
            }
        };
        let views: Vec<_> = tables
            .into_iter()
            .map(|(caption, t)| {
                view! { <Table caption=caption groups=t.groups columns=t.columns rows=t.rows empty=t.empty /> }
            })
            .collect();
        views
    };
    view! {
        <div class="twins">
            <div class="sums">
                <h3>{text::SUMMED_UP}</h3>
                <ul>{sentences}</ul>
            </div>
            {tables}
        </div>
    }
}
