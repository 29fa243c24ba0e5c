//! A segment: one choice of a few, as native radio buttons side by side.

use leptos::prelude::*;

use super::unique_id;

/// A radio group that looks like one control. Tab enters it, arrows choose.
#[component]
pub fn Segment(
    /// Its name.
    label: &'static str,
    /// The words of its choices.
    options: Vec<String>,
    /// Index of the chosen one.
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let name = unique_id("segment");
    let choices: Vec<_> = options
        .into_iter()
        .enumerate()
        .map(|(i, words)| {
            view! {
                <label>
                    <input
                        class="sr"
                        type="radio"
                        name=name.clone()
                        prop:checked=move || chosen.get() == i
                        on:change=move |_| chosen.set(i)
                    />
                    {words}
                </label>
            }
        })
        .collect();
    view! {
        <div class="seg" role="radiogroup" aria-label=label>
            {choices}
        </div>
    }
}
