//! The second beat: the simulation runs.

use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::page::prose;
use crate::state::{Attempt, Phase, desk};
use crate::text;

/// Run.
#[component]
pub fn RunBeat(attempt: Attempt) -> impl IntoView {
    let state = Signal::derive(move || match attempt.phase.get() {
        Phase::Predicting => BeatState::ToCome,
        Phase::Ran if attempt.seen() => BeatState::Done,
        Phase::Running(_) | Phase::Ran => BeatState::Now,
    });
    let on_page = desk().on_page;
    view! {
        <Beat number=2 title=text::BEATS[1] state=state>
            {move || match attempt.phase.get() {
                Phase::Predicting => ().into_any(),
                Phase::Running(done) => {
                    view! {
                        <p class="sum" role="status">
                            {text::running(done)}
                        </p>
                        <progress class="meter" max="1" prop:value=done aria-label=text::BEATS[1]></progress>
                        <div class="act">
                            <button class="btn" type="button" on:click=move |_| attempt.cancel()>
                                {text::CANCEL}
                            </button>
                        </div>
                    }
                        .into_any()
                }
                Phase::Ran if !attempt.seen() => {
                    let lesson = attempt.lesson.get_value();
                    view! {
                        <p class="sum">{ran(attempt)}</p>
                        <p class="sum">{text::PLAYING}</p>
                        {prose::blocks(&lesson.run)}
                        <div class="act">
                            <button
                                class="btn"
                                type="button"
                                on:click=move |_| attempt.lab.rest()
                            >
                                {text::SKIP}
                            </button>
                        </div>
                    }
                        .into_any()
                }
                Phase::Ran => {
                    view! {
                        <p class="sum">{ran(attempt)}</p>
                        <div class="act">
                            <button
                                class="btn q"
                                type="button"
                                on:click=move |_| attempt.another_seed()
                            >
                                {text::ANOTHER_SEED}
                            </button>
                            <button
                                class="btn q"
                                type="button"
                                on:click=move |_| attempt.predict_again()
                            >
                                {text::PREDICT_AGAIN}
                            </button>
                        </div>
                    }
                        .into_any()
                }
            }}
            {move || {
                on_page.get().map(|why| view! { <p class="lbl" title=why>{text::ON_PAGE}</p> })
            }}
        </Beat>
    }
}

/// How much was simulated, with which seed.
fn ran(attempt: Attempt) -> String {
    let duration = attempt.lesson.with_value(|lesson| lesson.scenario.duration);
    text::ran(duration.secs_f64() as u64 / 60, attempt.seed.get())
}
