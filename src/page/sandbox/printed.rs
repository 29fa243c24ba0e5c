//! Both configurations on paper, where a form would be cut off: every field and what it says.

use headroom_scenario::sandbox::{Line, Side};
use leptos::prelude::*;

use crate::platform::document;
use crate::state::Sandbox;
use crate::text::sandbox as words;

/// A table of every field, while the page is printed and never else.
#[component]
pub fn Printed(
    /// Of which sandbox.
    sandbox: Sandbox,
) -> impl IntoView {
    let printing = RwSignal::new(false);
    let listener = document::while_printing(move |on| {
        // The sandbox may be gone by now.
        let _ = printing.try_set(on);
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || {
        let _ = listener.try_set_value(None);
    });
    move || printing.get().then(|| table(sandbox))
}

fn table(sandbox: Sandbox) -> AnyView {
    let pair = sandbox.draft.get();
    let lines = sandbox.lines.get();
    let row = |line: &Line| match line {
        Line::Item { path, .. } => view! {
            <tr>
                <th scope="row" colspan="3">
                    {path.clone()}
                </th>
            </tr>
        }
        .into_any(),
        Line::Field {
            path, label, unit, ..
        } => {
            let [a, b] = Side::BOTH.map(|side| pair.written(side, path));
            if a.is_none() && b.is_none() {
                return ().into_any();
            }
            let cell = |value: Option<String>| value.unwrap_or_else(|| words::ABSENT.into());
            view! {
                <tr class:df=pair.differs(path)>
                    <th scope="row">{label.clone()} " " <span class="lbl">{*unit}</span></th>
                    <td>{cell(a)}</td>
                    <td>{cell(b)}</td>
                </tr>
            }
            .into_any()
        }
    };
    let rows: Vec<_> = lines.iter().flatten().map(row).collect();
    view! {
        <section class="printed">
            <h2>{words::PRINTED}</h2>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::FIELD}</th>
                        <th scope="col">"A"</th>
                        <th scope="col">"B"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}
