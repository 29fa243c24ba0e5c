//! The lab beside the text: the timeline, what it shows, and below it the delay budget, the
//! fleet and the causal chain of the playhead's moment.

use headroom_study::Quantity;
use leptos::prelude::*;

use super::budget::budget;
use super::predict::pen_act;
use crate::chart::draft::Draft;
use crate::chart::scale::TimeScale;
use crate::page::lab::LabView;
use crate::panel::{CausalChain, FleetView, Predicted, pen};
use crate::state::{Attempt, Lab, OnShow, Phase, Way, desk, drawing};
use crate::text;

/// The lab of a lesson.
#[component]
pub fn Side(attempt: Attempt) -> impl IntoView {
    let strips = attempt.lesson.with_value(|lesson| lesson.strips.clone());
    let predicted = Signal::derive(move || predicted(attempt));
    let (start, time) = attempt.lesson.with_value(|lesson| {
        let scenario = &lesson.scenario;
        (scenario.start, TimeScale::new(scenario.duration.secs_f64()))
    });
    let pen = pen::overlay(attempt.draft.into(), pen_act(attempt), start, time);
    let pen = Signal::derive(move || {
        let drawing = attempt.phase.get() == Phase::Predicting && attempt.way.get() == Way::Draw;
        drawing.then_some(pen)
    });
    view! {
        <section class="lab" aria-label=text::LAB>
            <div class="held">
            <Heading attempt=attempt />
            <LabView lab=attempt.lab strips=strips predicted=predicted over_capacity=pen />
            <div class="under">
                {move || {
                    // Under the evidence of a diagnosis nothing may say the cause.
                    let open = attempt.seen() && !matches!(attempt.on_show.get(), OnShow::Evidence(_));
                    open.then(|| under(attempt.lab)).flatten()
                }}
            </div>
            </div>
        </section>
    }
}

/// What stands below the timeline of a run: delay budget, fleet, causal chain.
pub fn under(lab: Lab) -> Option<AnyView> {
    let shown = lab.shown.get();
    let run = shown.run?;
    let on_lift = Callback::new(move |lift| lab.lift(&desk().engine(), lift));
    let budget = budget(&shown.scenario, &run);
    let (scenario, playhead_s) = (shown.scenario, lab.playhead_s);
    let view = view! {
        {budget}
        <FleetView scenario=scenario.clone() run=run.clone() playhead_s=playhead_s />
        // No policy scales a job: there is nothing to ask about.
        {scenario
            .endpoint
            .job()
            .is_none()
            .then(|| {
                view! {
                    <CausalChain
                        scenario=scenario
                        run=run
                        playhead_s=playhead_s
                        inquiry=lab.inquiry
                        on_lift=on_lift
                    />
                }
            })}
    };
    Some(view.into_any())
}

/// The prediction, as far as the timeline can draw it; nothing while the pen itself shows it.
fn predicted(attempt: Attempt) -> Option<Predicted> {
    let mut drawn = Predicted::default();
    if attempt.way.get() == Way::Draw {
        let steps = |draft: &Draft| drawing::steps(draft.paper, &draft.sketch);
        let committed = attempt.phase.get() != Phase::Predicting;
        return committed.then(|| Predicted {
            drawn: attempt.draft.with(steps),
            ..drawn
        });
    }
    let lesson = attempt.lesson.get_value();
    attempt.values.with(|values| {
        for (field, &value) in lesson.prediction.iter().zip(values) {
            match field.quantity {
                Quantity::PeakRequested => drawn.peak_requested = Some(value),
                Quantity::FirstNewInService => drawn.first_new_in_service_s = Some(value),
                // Nothing of these is drawn over the timeline.
                Quantity::FailedRequests
                | Quantity::LowestCapacity
                | Quantity::JobEnds
                | Quantity::BillableTime
                | Quantity::WorkLost => {}
            }
        }
    });
    Some(drawn)
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
                (Phase::Ran, other) => {
                    let hidden = matches!(other, OnShow::Evidence(_));
                    view! {
                        <b>{attempt.shown_label(other)}</b>
                        {(!hidden)
                            .then(|| {
                                view! {
                                    <span class="lbl">{move || text::seed(attempt.seed.get())}</span>
                                    <code class="wide">{policy}</code>
                                }
                            })}
                        <span class="sp"></span>
                        <button class="btn" type="button" on:click=move |_| attempt.show_own()>
                            {text::SHOW_OWN}
                        </button>
                    }
                        .into_any()
                }
                (Phase::Predicting | Phase::Running(_), _) => {
                    let draws = attempt.way.get() == Way::Draw
                        && attempt.phase.get() == Phase::Predicting;
                    view! {
                        {draws.then(|| view! { <span class="tag c-pred">{text::DRAW_HERE}</span> })}
                        <span class="lbl">{text::LAB_WAITS}</span>
                        <code class="wide">{policy}</code>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}
