//! The form: a table for each section, a line for each field, a column for A and for B.

use headroom_scenario::sandbox::form::{List, Section, sections};
use headroom_scenario::sandbox::{Line, Side};
use leptos::prelude::*;

use super::cell::{Cell, Ground};
use super::traffic::TrafficBy;
use crate::state::Sandbox;
use crate::state::sandbox::Note;
use crate::text::sandbox as words;

/// Sections that stand open at first.
const OPEN: [&str; 5] = ["traffic", "endpoint", "target", "policies", "scheduled"];

/// The form.
#[component]
pub fn Editor(
    /// What it edits.
    sandbox: Sandbox,
) -> impl IntoView {
    let all: Vec<_> = sections()
        .iter()
        .enumerate()
        .map(|(index, section)| view! { <SectionView sandbox=sandbox index=index section=section /> })
        .collect();
    view! {
        <Elsewhere sandbox=sandbox />
        <div class="form">{all}</div>
    }
}

/// Problems that no line is about.
#[component]
fn Elsewhere(sandbox: Sandbox) -> impl IntoView {
    let notes = Memo::new(move |_| sandbox.notes.with(|notes| notes.elsewhere.clone()));
    let refused = Memo::new(move |_| {
        sandbox
            .judged
            .with(|judged| [0, 1].map(|i| judged[i].document.is_none()))
    });
    view! {
        <div class="wrong" role="status">
            {move || {
                let said = words::refused(refused.get());
                (!said.is_empty()).then(|| view! { <p>{said}</p> })
            }}
            {move || {
                let notes = notes.get();
                (!notes.is_empty())
                    .then(|| {
                        let items: Vec<_> = notes
                            .iter()
                            .map(|n| {
                                view! { <li>{words::problem(n.sides, &n.problem, true)}</li> }
                            })
                            .collect();
                        view! {
                            <p>{words::ELSEWHERE}</p>
                            <ul>{items}</ul>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn SectionView(sandbox: Sandbox, index: usize, section: &'static Section) -> impl IntoView {
    let lines = Memo::new(move |_| {
        sandbox
            .lines
            .with(|all| all.get(index).cloned().unwrap_or_default())
    });
    let differ = Memo::new(move |_| {
        lines.with(|lines| {
            let fields = lines
                .iter()
                .filter(|line| matches!(line, Line::Field { .. }));
            sandbox
                .draft
                .with(|pair| fields.filter(|line| pair.differs(line.path())).count())
        })
    });
    let shared = section.shared;
    let open = OPEN.contains(&section.id);
    let key = |line: &Line| match line {
        Line::Item { path, .. } => path.clone(),
        Line::Field { path, kind, .. } => format!("{path} {kind:?}"),
    };
    let columns = match shared {
        true => view! { <th scope="col" colspan="2">{words::SHARED}</th> }.into_any(),
        false => view! {
            <th scope="col" class="c-a">"A"</th>
            <th scope="col" class="c-b">"B"</th>
        }
        .into_any(),
    };
    view! {
        <details class="sec" open=open data-section=section.id>
            <summary>
                <b>{section.title}</b>
                <span class="lbl">
                    {move || (differ.get() > 0).then(|| words::differences(differ.get()))}
                </span>
            </summary>
            <table class="cfg-table">
                <caption class="sr">{section.title}</caption>
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="sr">{words::FIELD}</span>
                        </th>
                        {columns}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || lines.get()
                        key=key
                        children=move |line| view! { <LineView sandbox=sandbox line=line shared=shared /> }
                    />
                </tbody>
            </table>
            {section
                .lists
                .iter()
                .map(|list| view! { <AddTo sandbox=sandbox list=list shared=shared /> })
                .collect::<Vec<_>>()}
            {(section.id == "traffic").then(|| view! { <TrafficBy sandbox=sandbox /> })}
        </details>
    }
}

#[component]
fn LineView(sandbox: Sandbox, line: Line, shared: bool) -> impl IntoView {
    let path = StoredValue::new(line.path().to_owned());
    let notes = Memo::new(move |_| {
        sandbox
            .notes
            .with(|notes| path.with_value(|path| notes.at.get(path).cloned()))
    });
    let notes = Signal::derive(move || notes.get().unwrap_or_default());
    let differs = Memo::new(move |_| {
        sandbox
            .draft
            .with(|pair| path.with_value(|path| pair.differs(path)))
    });
    match line {
        Line::Item { path, depth } => {
            view! { <ItemLine sandbox=sandbox path=path depth=depth shared=shared notes=notes /> }
                .into_any()
        }
        Line::Field {
            path,
            label,
            unit,
            kind,
            rule,
        } => {
            let ground = Ground {
                sandbox,
                path: StoredValue::new(path.clone()),
                label: StoredValue::new(label.clone()),
                unit,
                kind,
                notes,
            };
            let cells = match shared {
                true => view! {
                    <td colspan="2">
                        <Cell ground=ground side=Side::A shared=true />
                    </td>
                }
                .into_any(),
                false => view! {
                    <td class="a">
                        <Cell ground=ground side=Side::A shared=false />
                    </td>
                    <td class="b">
                        <Cell ground=ground side=Side::B shared=false />
                    </td>
                }
                .into_any(),
            };
            let below = match unit.is_empty() {
                true => rule.to_owned(),
                false if rule.is_empty() => unit.to_owned(),
                false => format!("{unit}; {rule}"),
            };
            view! {
                <tr class:df=move || differs.get() && !shared data-path=path.clone()>
                    <th scope="row">
                        {label} <span id=rule_id(&path)>{below}</span>
                    </th>
                    {cells}
                </tr>
                <NotesRow path=path notes=notes />
            }
            .into_any()
        }
    }
}

/// The id of what describes a field.
pub fn rule_id(path: &str) -> String {
    format!("rule-{path}")
}

/// The id of what is wrong with it.
pub fn note_id(path: &str) -> String {
    format!("note-{path}")
}

#[component]
fn NotesRow(path: String, notes: Signal<Vec<Note>>) -> impl IntoView {
    let id = note_id(&path);
    move || {
        let all = notes.get();
        (!all.is_empty()).then(|| {
            let items: Vec<_> = all
                .iter()
                .map(|note| {
                    let class = if note.refuses() { "bad" } else { "warn" };
                    // A line may stand for several fields.
                    let elsewhere = note.problem.path != path;
                    view! { <p class=class>{words::problem(note.sides, &note.problem, elsewhere)}</p> }
                })
                .collect();
            view! {
                <tr class="notes">
                    <td colspan="3">
                        <div id=id.clone() role="status">
                            {items}
                        </div>
                    </td>
                </tr>
            }
        })
    }
}

/// The head of an item of a list, with the way to take it away.
#[component]
fn ItemLine(
    sandbox: Sandbox,
    path: String,
    depth: usize,
    shared: bool,
    notes: Signal<Vec<Note>>,
) -> impl IntoView {
    let known = StoredValue::new(path.clone());
    let remove = move |side: Side| {
        let there = Memo::new(move |_| {
            sandbox
                .draft
                .with(|pair| known.with_value(|path| pair.written(side, path).is_some()))
        });
        let shown = (!shared).then_some(side);
        move || {
            (there.get() && depth == 0).then(|| {
                let take = move |_| {
                    let path = known.get_value();
                    sandbox.change(|pair| pair.without(side, &path));
                };
                let name = format!("{}, {}", words::remove_from(shown), known.get_value());
                view! {
                    <button class="btn q" type="button" aria-label=name on:click=take>
                        {words::remove_from(shown)}
                    </button>
                }
            })
        }
    };
    let second = (!shared).then(|| remove(Side::B));
    view! {
        <tr class="item">
            <th scope="rowgroup" colspan="3">
                <span>{path.clone()}</span>
                {remove(Side::A)}
                {second}
            </th>
        </tr>
        <NotesRow path=path notes=notes />
    }
}

/// What may be added to a list, and where.
#[component]
fn AddTo(sandbox: Sandbox, list: &'static List, shared: bool) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let choose = move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0));
    let options: Vec<_> = list
        .items
        .iter()
        .enumerate()
        .map(|(i, (name, _))| view! { <option value=i.to_string()>{*name}</option> })
        .collect();
    let add = move |side: Side| {
        let shown = (!shared).then_some(side);
        let put = move |_| {
            let item = list
                .items
                .get(chosen.get_untracked())
                .map_or("{}", |(_, item)| *item);
            sandbox.change(|pair| pair.append(side, list.path, item));
        };
        view! {
            <button class="btn" type="button" on:click=put>
                {words::add_to(shown)}
            </button>
        }
    };
    let second = (!shared).then(|| add(Side::B));
    view! {
        <div class="cf add-to">
            <select
                aria-label=format!("{}: {}", words::ADD_WHAT, list.path)
                on:change=choose
            >
                {options}
            </select>
            {add(Side::A)}
            {second}
        </div>
    }
}
