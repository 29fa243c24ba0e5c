//! AWS out and in: a configuration's scaling as requests to AWS, and what AWS describes as a
//! configuration's scaling.

use headroom_scenario::aws::import;
use headroom_scenario::sandbox::Side;
use leptos::html::Textarea;
use leptos::prelude::*;

use crate::platform::{task, transfer};
use crate::state::Sandbox;
use crate::text::sandbox::aws as words;
use crate::widget::segment::Segment;

/// Both ways.
#[component]
pub fn Aws(
    /// Of which sandbox.
    sandbox: Sandbox,
) -> impl IntoView {
    view! {
        <section class="aws" aria-labelledby="aws">
            <h2 id="aws">{words::TITLE}</h2>
            <Out sandbox=sandbox />
            <In sandbox=sandbox />
        </section>
    }
}

/// The requests of one side, in one of four forms.
#[component]
fn Out(sandbox: Sandbox) -> impl IntoView {
    let side = RwSignal::new(1_usize);
    let form = RwSignal::new(0_usize);
    let text = Memo::new(move |_| {
        let side = Side::BOTH[side.get().min(1)];
        let export = sandbox.draft.with(|pair| pair.side(side).export());
        match export {
            Err(_) => Err(words::refused(side)),
            Ok(export) if export.requests.is_empty() => Err(words::nothing(side)),
            Ok(export) => Ok(match form.get() {
                0 => export.commands(),
                1 => export.cloudformation(),
                2 => export.terraform(),
                _ => export.boto3(),
            }),
        }
    });
    let said = RwSignal::new(String::new());
    let none = move || text.with(Result::is_err);
    let copy = move |_| {
        let Ok(text) = text.get_untracked() else {
            return;
        };
        task::spawn(async move {
            said.set(match transfer::copy(&text).await {
                Ok(()) => words::COPIED.into(),
                Err(why) => words::not_copied(&why),
            });
        });
    };
    let save = move |_| {
        let Ok(text) = text.get_untracked() else {
            return;
        };
        let name = words::FILES[form.get_untracked().min(3)];
        said.set(match transfer::save(name, &text) {
            Ok(()) => words::saved(name),
            Err(why) => words::not_copied(&why),
        });
    };
    view! {
        <div class="cf">
            <Segment
                label=words::WHOSE
                options=Side::BOTH.map(|side| side.name().to_owned()).to_vec()
                chosen=side
            />
            <Segment
                label=words::FORM
                options=words::FORMS.map(String::from).to_vec()
                chosen=form
            />
        </div>
        {move || match text.get() {
            Ok(text) => {
                view! {
                    <pre tabindex="0" role="region" aria-label=words::REQUESTS>
                        {text}
                    </pre>
                }
                    .into_any()
            }
            Err(why) => view! { <p class="lbl">{why}</p> }.into_any(),
        }}
        <div class="cf">
            <button class="btn" type="button" prop:disabled=none on:click=copy>
                {words::COPY}
            </button>
            <button class="btn" type="button" prop:disabled=none on:click=save>
                {words::SAVE}
            </button>
            <span class="lbl" role="status">
                {said}
            </span>
        </div>
    }
}

/// A paste of what AWS describes.
#[component]
fn In(sandbox: Sandbox) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    let said = RwSignal::new(Vec::<String>::new());
    let take = move |side: Side| {
        let Some(field) = field.get_untracked() else {
            return;
        };
        said.set(match import::import(&field.value()) {
            Err(why) => vec![words::not_read(&why.to_string())],
            Ok(import) => {
                sandbox.change(|pair| pair.with_scaling(side, &import));
                let mut lines = vec![words::taken(side)];
                if !import.dropped.is_empty() {
                    lines.push(words::dropped(&import.dropped));
                }
                lines.extend(import.unknown);
                lines
            }
        });
    };
    let button = |side: Side| {
        view! {
            <button class="btn" type="button" on:click=move |_| take(side)>
                {words::take_into(side)}
            </button>
        }
    };
    view! {
        <details class="sec">
            <summary>
                <b>{words::IMPORT}</b>
            </summary>
            <label class="code">
                <span>{words::IMPORT_HOW}</span>
                <textarea rows="8" spellcheck="false" autocomplete="off" node_ref=field></textarea>
            </label>
            <div class="cf">{Side::BOTH.map(button).into_iter().collect_view()}</div>
            <div role="status">
                {move || said.get().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </div>
        </details>
    }
}
