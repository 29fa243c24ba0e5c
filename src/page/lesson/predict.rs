//! The first beat: numbers that are committed before the run.

use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::page::prose;
use crate::state::{Attempt, Phase};
use crate::text;

/// Predict.
#[component]
pub fn PredictBeat(attempt: Attempt) -> impl IntoView {
    let open = Memo::new(move |_| attempt.phase.get() == Phase::Predicting);
    let state = Signal::derive(move || {
        if open.get() {
            BeatState::Now
        } else {
            BeatState::Done
        }
    });
    view! {
        <Beat number=1 title=text::BEATS[0] state=state>
            {move || {
                if open.get() {
                    view! { <Form attempt=attempt /> }.into_any()
                } else {
                    view! { <p class="sum">{text::predicted(&summary(attempt))}</p> }.into_any()
                }
            }}
        </Beat>
    }
}

#[component]
fn Form(attempt: Attempt) -> impl IntoView {
    let lesson = attempt.lesson.get_value();
    let commit = move |event: leptos::ev::SubmitEvent| {
        // Nothing is sent anywhere: Enter in a field commits, like the button.
        event.prevent_default();
        attempt.commit();
    };
    view! {
        {prose::blocks(&lesson.predict)}
        <form on:submit=commit>
            <div class="act">
                <button class="btn pri" type="submit">
                    {text::RUN}
                </button>
                <span class="lbl">{text::COMMITS}</span>
            </div>
            <p class="lbl">{move || text::seed(attempt.seed.get())}</p>
        </form>
    }
}

/// The prediction in words.
fn summary(attempt: Attempt) -> String {
    let lesson = attempt.lesson.get_value();
    let start = lesson.scenario.start;
    let parts: Vec<String> = attempt.values.with(|values| {
        let fields = lesson.prediction.iter().zip(values);
        fields
            .map(|(field, &value)| text::quantity(field.quantity, &field.unit, value, start))
            .collect()
    });
    text::listed(&parts)
}
