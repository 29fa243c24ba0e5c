//! Options of a question: native radio buttons or checkboxes, with the result told in words as well
//! as colour.

use leptos::prelude::*;

use super::unique_id;

/// How an option stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OptionState {
    /// Not checked yet: it can be chosen.
    #[default]
    Open,
    /// Checked, and wrong.
    Wrong,
    /// Checked, and right.
    Right,
    /// Cannot be chosen any more.
    Closed,
}

impl OptionState {
    /// For the style sheet.
    const fn name(self) -> &'static str {
        match self {
            OptionState::Open => "open",
            OptionState::Wrong => "wrong",
            OptionState::Right => "right",
            OptionState::Closed => "closed",
        }
    }
}

/// The words of the states that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionWords {
    /// Beside a wrong option.
    pub wrong: &'static str,
    /// Beside the right option.
    pub right: &'static str,
    /// Beside the right option that was not chosen, where a page gives it away.
    pub revealed: &'static str,
}

/// A fieldset of radio buttons, or of checkboxes where several can be chosen.
#[component]
pub fn Options(
    /// Names the group; read before each option.
    legend: String,
    /// The words of the options.
    options: Vec<String>,
    /// Words of results.
    words: OptionWords,
    /// Several can be chosen.
    several: bool,
    /// Indices of the chosen ones.
    #[prop(into)]
    chosen: Signal<Vec<usize>>,
    /// An option is chosen, or of several taken back.
    on_choose: Callback<(usize, bool)>,
    /// How each option stands, by index; a missing one is open.
    #[prop(into)]
    states: Signal<Vec<OptionState>>,
) -> impl IntoView {
    let name = unique_id("options");
    let kind = if several { "checkbox" } else { "radio" };
    let rows: Vec<_> = options
        .into_iter()
        .enumerate()
        .map(|(i, option)| {
            let state = Memo::new(move |_| states.with(|s| s.get(i).copied().unwrap_or_default()));
            let result = move || match state.get() {
                OptionState::Wrong => words.wrong,
                OptionState::Right => words.right,
                OptionState::Open | OptionState::Closed => "",
            };
            let field = NodeRef::<leptos::html::Input>::new();
            let choose = move |_| {
                let on = field.get_untracked().is_none_or(|input| input.checked());
                on_choose.run((i, on));
            };
            view! {
                <label data-state=move || state.get().name()>
                    <input
                        type=kind
                        name=name.clone()
                        node_ref=field
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&i))
                        prop:disabled=move || state.get() != OptionState::Open
                        on:change=choose
                    />
                    <span class="word">{option}</span>
                    <em>{result}</em>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="opt">
            <legend class="sr">{legend}</legend>
            {rows}
        </fieldset>
    }
    .into_any()
}
