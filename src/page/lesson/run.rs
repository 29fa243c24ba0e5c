//! The second beat: the simulation runs.

use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::state::{Attempt, Phase, desk};
use crate::text;

/// Run.
#[component]
pub fn RunBeat(attempt: Attempt) -> impl IntoView {
    let state = Signal::derive(move || match attempt.phase.get() {
        Phase::Predicting => BeatState::ToCome,
        Phase::Running(_) => BeatState::Now,
        Phase::Ran => BeatState::Done,
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
                Phase::Ran => {
                    let minutes = attempt
                        .lesson
                        .with_value(|lesson| lesson.scenario.duration.secs_f64() as u64 / 60);
                    view! {
                        <p class="sum">{text::ran(minutes, attempt.seed.get())}</p>
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
