//! The lab beside the text: the timeline, what it shows, and below it the delay budget, the
//! fleet and the causal chain of the playhead's moment.

use headroom_study::Quantity;
use leptos::prelude::*;

use super::budget::budget;
use crate::page::lab::LabView;
use crate::panel::{CausalChain, FleetView, Predicted};
use crate::state::{Attempt, OnShow, Phase, desk};
use crate::text;

/// The lab of a lesson.
#[component]
pub fn Side(attempt: Attempt) -> impl IntoView {
    let strips = attempt.lesson.with_value(|lesson| lesson.strips.clone());
    let predicted = Signal::derive(move || Some(predicted(attempt)));
    let on_lift = Callback::new(move |lift| attempt.lab.lift(&desk().engine(), lift));
    view! {
        <section class="lab" aria-label=text::LAB>
            <div class="held">
            <Heading attempt=attempt />
            <LabView lab=attempt.lab strips=strips predicted=predicted />
            <div class="under">
                {move || {
                    let shown = attempt.lab.shown.get();
                    let run = shown.run.filter(|_| attempt.seen())?;
                    let budget = budget(&shown.scenario, &run);
                    let (scenario, playhead_s) = (shown.scenario, attempt.lab.playhead_s);
                    Some(view! {
                        {budget}
                        <FleetView
                            scenario=scenario.clone()
                            run=run.clone()
                            playhead_s=playhead_s
                        />
                        <CausalChain
                            scenario=scenario
                            run=run
                            playhead_s=playhead_s
                            inquiry=attempt.lab.inquiry
                            on_lift=on_lift
                        />
                    })
                }}
            </div>
            </div>
        </section>
    }
}

/// The prediction, as far as the timeline can draw it.
fn predicted(attempt: Attempt) -> Predicted {
    let mut drawn = Predicted::default();
    let lesson = attempt.lesson.get_value();
    attempt.values.with(|values| {
        for (field, &value) in lesson.prediction.iter().zip(values) {
            match field.quantity {
                Quantity::PeakRequested => drawn.peak_requested = Some(value),
                Quantity::FirstNewInService => drawn.first_new_in_service_s = Some(value),
                Quantity::FailedRequests => {}
            }
        }
    });
    drawn
}

/// What the timeline shows now.
#[component]
fn Heading(attempt: Attempt) -> impl IntoView {
    let policy = move || {
        attempt
            .lab
            .shown
            .with(|shown| text::policy(&shown.scenario).unwrap_or_default())
    };
    view! {
        <div class="labh" role="status">
            {move || match (attempt.phase.get(), attempt.on_show.get()) {
                (Phase::Ran, OnShow::Own) => {
                    view! {
                        <b>{text::YOUR_RUN}</b>
                        <span class="lbl">{move || text::seed(attempt.seed.get())}</span>
                        <code class="wide">{policy}</code>
                    }
                        .into_any()
                }
                (Phase::Ran, OnShow::Option(question, option)) => {
                    view! {
                        <b>{label(attempt, question, option)}</b>
                        <span class="lbl">{move || text::seed(attempt.seed.get())}</span>
                        <code class="wide">{policy}</code>
                        <span class="sp"></span>
                        <button class="btn" type="button" on:click=move |_| attempt.show_own()>
                            {text::SHOW_OWN}
                        </button>
                    }
                        .into_any()
                }
                (Phase::Predicting | Phase::Running(_), _) => {
                    view! {
                        <span class="lbl">{text::LAB_WAITS}</span>
                        <code class="wide">{policy}</code>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn label(attempt: Attempt, question: usize, option: usize) -> String {
    attempt.lesson.with_value(|lesson| {
        let choice = lesson.questions.get(question);
        let option = choice.and_then(|asked| asked.choosables().get(option));
        option.map(|o| o.label.clone()).unwrap_or_default()
    })
}
