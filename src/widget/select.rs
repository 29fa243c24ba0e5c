//! A choice of one from a list, as a native select.

use leptos::prelude::*;

use super::unique_id;

/// A select with its label. Nothing is chosen at first.
#[component]
pub fn Select(
    /// Its label.
    label: String,
    /// What stands there while nothing is chosen.
    nothing: &'static str,
    /// The words of the options.
    options: Vec<String>,
    /// Index of the chosen one.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// Another choice.
    on_choose: Callback<Option<usize>>,
    /// Nothing can be chosen.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = unique_id("select");
    let field = NodeRef::<leptos::html::Select>::new();
    // The first option stands for nothing.
    let choose = move |_| {
        let index = field
            .get_untracked()
            .map_or(0, |select| select.selected_index());
        on_choose.run(usize::try_from(index - 1).ok());
    };
    let option = |(i, words): (usize, String)| {
        view! { <option prop:selected=move || chosen.get() == Some(i)>{words}</option> }
    };
    view! {
        <label class="select" for=id.clone()>
            {label}
        </label>
        <select id=id node_ref=field prop:disabled=disabled on:change=choose>
            <option prop:selected=move || chosen.get().is_none()>{nothing}</option>
            {options.into_iter().enumerate().map(option).collect::<Vec<_>>()}
        </select>
    }
    .into_any()
}
