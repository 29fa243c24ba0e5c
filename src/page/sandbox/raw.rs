//! The texts themselves, and the assumptions that stand in where they say nothing.

use headroom_scenario::sandbox::Side;
use leptos::html::Textarea;
use leptos::prelude::*;

use crate::state::Sandbox;
use crate::text::sandbox as words;

/// Both texts as JSON, to be read, copied and replaced.
#[component]
pub fn Raw(
    /// Of which sandbox.
    sandbox: Sandbox,
) -> impl IntoView {
    let texts: Vec<_> = Side::BOTH
        .into_iter()
        .map(|side| view! { <Text sandbox=sandbox side=side /> })
        .collect();
    view! {
        <details class="sec raw">
            <summary>
                <b>{words::RAW}</b>
            </summary>
            <p class="lbl">{words::RAW_HOW}</p>
            {texts}
        </details>
    }
}

#[component]
fn Text(sandbox: Sandbox, side: Side) -> impl IntoView {
    let text = Memo::new(move |_| sandbox.draft.with(|pair| pair.side(side).pretty()));
    let said = RwSignal::new(Vec::<String>::new());
    let field = NodeRef::<Textarea>::new();
    let apply = move |_| {
        let Some(field) = field.get_untracked() else {
            return;
        };
        said.set(match sandbox.replace(side, &field.value()) {
            Ok(()) => vec![words::applied(side)],
            Err(problems) => {
                let all = problems.0.iter();
                all.map(|p| words::problem([false; 2], p, true)).collect()
            }
        });
    };
    view! {
        <label class="code">
            <span>{words::raw_of(side)}</span>
            <textarea
                rows="10"
                spellcheck="false"
                autocomplete="off"
                node_ref=field
                prop:value=text
            ></textarea>
        </label>
        <button class="btn" type="button" on:click=apply>
            {words::APPLY} " " {side.name()}
        </button>
        <div role="status">
            {move || said.get().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </div>
    }
}

/// Every figure that AWS does not publish.
#[component]
pub fn Assumptions() -> impl IntoView {
    let columns: Vec<_> = words::ASSUMPTION_COLUMNS
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> })
        .collect();
    let rows: Vec<_> = headroom_scenario::assumptions()
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">{one.name}</th>
                    <td>{format!("{} {}", one.value, one.unit)}</td>
                    <td>
                        <code>{one.field}</code>
                    </td>
                    <td>{one.applies}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <details class="sec">
            <summary>
                <b>{words::ASSUMPTIONS}</b>
            </summary>
            <p class="lbl">{words::ASSUMPTIONS_ARE}</p>
            <div class="twin" role="region" aria-label=words::ASSUMPTIONS tabindex="0">
                <table>
                    <thead>
                        <tr>{columns}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
