//! The causal chain: why something scaled at the playhead's moment, or why nothing did.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_explain::figure::clock;
use headroom_explain::{Chain, chain};
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use leptos::prelude::*;

use super::text;

/// The answer, then always five links in the same order; a link opens to its explanation. It
/// follows the playhead, minute by minute.
#[component]
pub fn CausalChain(
    /// The scenario that was run.
    #[prop(into)]
    scenario: Signal<Arc<Scenario>>,
    /// Its run.
    run: Arc<Run>,
    /// The moment that is asked about, in seconds.
    #[prop(into)]
    playhead_s: Signal<f64>,
) -> impl IntoView {
    let minute = Memo::new(move |_| (playhead_s.get().max(0.0) / 60.0) as u64);
    // The link that stands open, by its place: it stays open while the playhead moves.
    let opened = RwSignal::new(None::<usize>);
    view! {
        <section class="chain" aria-labelledby="chain">
            {move || {
                let asked = Time::from_secs(minute.get() * 60);
                let told = scenario.with(|scenario| chain(scenario, &run, asked));
                view! {
                    <h3 id="chain">{text::why_at(&clock(told.start, told.asked))}</h3>
                    <p class="ans">{told.answer.to_string()}</p>
                    <ol>{links(&told, opened)}</ol>
                }
            }}
        </section>
    }
}

fn links(told: &Chain, opened: RwSignal<Option<usize>>) -> Vec<AnyView> {
    told.links
        .iter()
        .enumerate()
        .map(|(i, link)| {
            let is_open = move || opened.get() == Some(i);
            let toggle = move |_| {
                opened.update(|open| *open = if *open == Some(i) { None } else { Some(i) });
            };
            let row = view! {
                <time>{clock(told.start, link.time)}</time>
                <b>{link.kind.title()}</b>
                <span>{link.fact.to_string()}</span>
                <em>{link.fact.value()}</em>
            };
            match link.fact.more() {
                Some(more) => view! {
                    <li class:sel=is_open>
                        <button
                            type="button"
                            aria-expanded=move || is_open().to_string()
                            aria-controls=format!("chain-{i}")
                            on:click=toggle
                        >
                            {row}
                        </button>
                        <p id=format!("chain-{i}") hidden=move || !is_open()>
                            {more}
                        </p>
                    </li>
                }
                .into_any(),
                None => view! { <li class="plain">{row}</li> }.into_any(),
            }
        })
        .collect()
}
