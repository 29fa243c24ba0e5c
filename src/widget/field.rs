//! A field for a number or a time of day: typed, or changed by the arrow keys.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::stepper::{Range, StepperKind, key};

/// An input with the role of a spin button.
#[component]
pub fn Field(
    /// Its id, for a label beside it; empty for none.
    #[prop(optional)]
    id: String,
    /// Its name where it has no label beside it; empty for none.
    #[prop(optional, into)]
    name: Signal<String>,
    /// The id of what describes it.
    #[prop(optional_no_strip)]
    described: Option<String>,
    /// What the number stands for.
    kind: StepperKind,
    /// Its range.
    range: Range,
    /// Its value.
    #[prop(into)]
    value: Signal<f64>,
    /// A new value.
    on_change: Callback<f64>,
    /// Nothing can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let press_key = move |event: KeyboardEvent| {
        if let Some(steps) = key(&event.key(), event.shift_key()) {
            event.prevent_default();
            if !disabled.get_untracked() {
                on_change.run(range.moved(value.get_untracked(), steps));
            }
        }
    };
    let field = NodeRef::<leptos::html::Input>::new();
    // A value that cannot be read goes back to the last good one.
    let read = move |_| {
        let Some(input) = field.get_untracked() else {
            return;
        };
        let now = value.get_untracked();
        let new = kind.read(&input.value()).map_or(now, |v| range.clamp(v));
        input.set_value(&kind.write(new));
        if new != now {
            on_change.run(new);
        }
    };
    view! {
        <input
            id=(!id.is_empty()).then_some(id)
            node_ref=field
            type="text"
            inputmode="numeric"
            autocomplete="off"
            role="spinbutton"
            aria-label=move || name.with(|name| (!name.is_empty()).then(|| name.clone()))
            aria-valuemin=range.min
            aria-valuemax=range.max
            aria-valuenow=value
            aria-valuetext=move || kind.write(value.get())
            aria-describedby=described
            prop:value=move || kind.write(value.get())
            prop:disabled=disabled
            on:keydown=press_key
            on:change=read
        />
    }
    .into_any()
}
