//! One beat of a lesson: its number, its heading, and what stands below.

use leptos::prelude::*;

use crate::page::icon::{Icon, icon};

/// How far a beat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeatState {
    /// Behind the reader.
    Done,
    /// Where the reader is.
    Now,
    /// Open already, though the reader is still at the one before.
    Open,
    /// Still to come.
    ToCome,
}

/// A beat.
#[component]
pub fn Beat(
    /// From 1.
    number: usize,
    /// Its name.
    title: &'static str,
    /// How far it is.
    state: Signal<BeatState>,
    /// What stands below the heading.
    children: Children,
) -> impl IntoView {
    let class = move || match state.get() {
        BeatState::Done => "beat done",
        BeatState::Now => "beat now",
        BeatState::Open | BeatState::ToCome => "beat",
    };
    let step = move || (state.get() == BeatState::Now).then_some("step");
    view! {
        <li class=class aria-current=step>
            <span class="k" aria-hidden="true">
                {move || match state.get() {
                    BeatState::Done => icon(Icon::Check).into_any(),
                    _ => number.to_string().into_any(),
                }}
            </span>
            <div class="prose">
                <h2 id=format!("beat-{number}") tabindex="-1">
                    {title}
                </h2>
                {children()}
            </div>
        </li>
    }
}
