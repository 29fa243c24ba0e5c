//! The lab of a page: one timeline over the signals of a [`Lab`].

use headroom_study::Strip;
use leptos::prelude::*;

use crate::panel::{Both, Overlay, Predicted, Timeline};
use crate::state::Lab;

/// The timeline of a lab.
#[component]
pub fn LabView(
    /// What it shows.
    lab: Lab,
    /// The strips that stand there at first.
    strips: Vec<Strip>,
    /// What the learner expects.
    #[prop(optional, into)]
    predicted: Signal<Option<Predicted>>,
    /// Two configurations, of which it is one.
    #[prop(optional, into)]
    both: Signal<Option<Both>>,
    /// The tools of the sandbox: a stretch of the run alone, and files.
    #[prop(optional)]
    tools: bool,
    /// Lies over the capacity strip until there is a run.
    #[prop(optional, into)]
    over_capacity: Signal<Option<Overlay>>,
) -> impl IntoView {
    let strips = StoredValue::new(strips);
    view! {
        <Timeline
            scenario=Signal::derive(move || lab.shown.with(|shown| shown.scenario.clone()))
            run=Signal::derive(move || lab.shown.with(|shown| shown.run.clone()))
            playhead_s=lab.playhead_s
            playing=lab.playing
            revealing=lab.revealing
            strips=Signal::derive(move || strips.get_value())
            show_all=lab.show_all
            stretch=lab.stretch
            tools=tools
            inquiry=lab.inquiry
            predicted=predicted
            both=both
            over_capacity=over_capacity
        />
    }
}
