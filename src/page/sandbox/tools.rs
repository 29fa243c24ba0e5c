//! Above the form: which scenario, and what is done to both configurations at once.

use std::sync::Arc;

use headroom_scenario::sandbox::{Preset, Side};
use leptos::prelude::*;

use crate::state::Sandbox;
use crate::text::sandbox as words;

/// The tools.
#[component]
pub fn Tools(
    /// What they work on.
    sandbox: Sandbox,
    /// What may be chosen.
    presets: Arc<Vec<Preset>>,
    /// Fields that differ.
    #[prop(into)]
    count: Signal<usize>,
) -> impl IntoView {
    let known = StoredValue::new(presets.clone());
    let choose = move |event| {
        let id = event_target_value(&event);
        let pair = known.with_value(|presets| {
            let found = presets.iter().find(|preset| preset.id == id)?;
            found.pair(None).ok()
        });
        if let Some(pair) = pair {
            sandbox.change(|_| pair);
            sandbox.preset.set(Some(id));
        }
    };
    let group = |lesson: bool| -> Vec<_> {
        let mine = presets.iter().filter(|preset| preset.lesson == lesson);
        mine.map(|preset| {
            let id = preset.id.clone();
            let chosen = move || sandbox.preset.with(|now| now.as_deref() == Some(&id));
            view! {
                <option value=preset.id.clone() prop:selected=chosen>
                    {preset.title()}
                </option>
            }
        })
        .collect()
    };
    let (lessons, gallery) = (group(true), group(false));
    view! {
        <label class="select" for="preset">
            {words::SCENARIO}
        </label>
        <select id="preset" on:change=choose>
            <option value="" prop:selected=move || sandbox.preset.with(Option::is_none)>
                {words::OWN}
            </option>
            <optgroup label=words::LESSONS>{lessons}</optgroup>
            <optgroup label=words::GALLERY>{gallery}</optgroup>
        </select>
        <div class="cf">
            <button
                class="btn"
                type="button"
                on:click=move |_| sandbox.change(|pair| pair.copied(Side::A))
            >
                {words::COPY_A}
            </button>
            <button
                class="btn"
                type="button"
                on:click=move |_| sandbox.change(|pair| pair.copied(Side::B))
            >
                {words::COPY_B}
            </button>
            <button
                class="btn"
                type="button"
                on:click=move |_| sandbox.change(|pair| pair.swapped())
            >
                {words::SWAP}
            </button>
            <button
                class="btn"
                type="button"
                prop:disabled=move || !sandbox.can.get().0
                on:click=move |_| sandbox.undo()
            >
                {words::UNDO}
            </button>
            <button
                class="btn"
                type="button"
                prop:disabled=move || !sandbox.can.get().1
                on:click=move |_| sandbox.redo()
            >
                {words::REDO}
            </button>
            <span class="lbl" role="status">
                {move || words::differences(count.get())}
            </span>
        </div>
        <p class="lbl">
            {move || {
                let seed = sandbox.lab(Side::A).shown.with(|shown| shown.scenario.seed.get());
                words::same_numbers(seed)
            }}
        </p>
    }
}
