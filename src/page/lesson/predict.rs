//! The first beat: numbers that are committed before the run.

use headroom_model::time::Time;
use headroom_study::{PredictionField, Quantity};
use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::page::prose;
use crate::state::{Attempt, Phase, lesson_progress};
use crate::text;
use crate::widget::stepper::{Range, Stepper, StepperKind, StepperWords};

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
    let before = lesson_progress(&lesson.id)
        .and_then(|mine| mine.best)
        .map(|(points, of)| view! { <p class="sum">{text::best_before(points, of)}</p> });
    let commit = move |event: leptos::ev::SubmitEvent| {
        // Nothing is sent anywhere: Enter in a field commits, like the button.
        event.prevent_default();
        attempt.commit();
    };
    view! {
        {prose::blocks(&lesson.predict)}
        {before}
        <form class="predict" on:submit=commit>
            {fields(attempt)}
            <div class="act">
                <button class="btn pri" type="submit">
                    {text::RUN}
                </button>
                <span class="lbl">{move || text::commits(attempt.seed.get())}</span>
            </div>
        </form>
    }
}

/// A stepper for each number of the prediction.
fn fields(attempt: Attempt) -> Vec<AnyView> {
    let lesson = attempt.lesson.get_value();
    let second_of_day = lesson.scenario.start.clock(Time::ZERO).second_of_day;
    let field = |(i, field): (usize, &PredictionField)| {
        let kind = match field.quantity {
            Quantity::FirstNewInService => StepperKind::Clock { second_of_day },
            Quantity::PeakRequested | Quantity::FailedRequests => StepperKind::Number,
        };
        let words = StepperWords {
            label: field.prompt.clone(),
            unit: field.unit.clone(),
            less: text::less(&field.prompt),
            more: text::more(&field.prompt),
        };
        let range = Range {
            min: field.min,
            max: field.max,
            step: field.step,
        };
        let start = field.start;
        let value =
            Signal::derive(move || attempt.values.with(|v| v.get(i).copied().unwrap_or(start)));
        let change = Callback::new(move |value| {
            attempt.values.update(|values| {
                if let Some(slot) = values.get_mut(i) {
                    *slot = value;
                }
            });
        });
        view! { <Stepper words=words kind=kind range=range value=value on_change=change /> }
            .into_any()
    };
    lesson.prediction.iter().enumerate().map(field).collect()
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
