//! The lab of a page: one timeline.

use headroom_study::Strip;
use leptos::prelude::*;

use crate::state::Lab;

/// The timeline of a lab.
#[component]
pub fn LabView(
    /// What it shows.
    lab: Lab,
    /// The strips that stand there at first.
    strips: Vec<Strip>,
) -> impl IntoView {
    let _ = (lab, strips);
    view! { <div></div> }
}
