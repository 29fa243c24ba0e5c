//! The time axis under the strips.

use leptos::prelude::*;

use super::plot::percent;

/// A tick of the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisTick {
    /// Percent from the left.
    pub left: f64,
    /// The wall clock there.
    pub text: String,
}

/// Labels nearer than this to the playhead's own, in percent, give way to it.
const GIVE_WAY: f64 = 6.5;
/// The same where the plot is narrow; the style sheet knows where.
const GIVE_WAY_NARROW: f64 = 13.5;
/// Half of a label there, in percent: the first and the last stand inside the axis.
const HALF_NARROW: f64 = 5.0;

/// The axis. Every second label goes on narrow screens, and one that the playhead touches always.
#[component]
pub fn Axis(
    /// Its ticks, from left to right.
    #[prop(into)]
    ticks: Signal<Vec<AxisTick>>,
    /// Percent from the left of the playhead, if there is one.
    #[prop(into)]
    playhead: Signal<Option<f64>>,
) -> impl IntoView {
    let marks =
        move || {
            let ticks = ticks.get();
            let last = ticks.len().saturating_sub(1);
            let views: Vec<_> = ticks
            .into_iter()
            .enumerate()
            .map(|(i, tick)| {
                let class = match (i, i % 2 == 1) {
                    (0, _) if tick.left < 2.0 => "lb c from",
                    _ if i == last && tick.left > 98.0 => "lb c to",
                    (_, true) => "lb c wide",
                    _ => "lb c",
                };
                let left = tick.left;
                let touched = move || playhead.get().is_some_and(|p| (p - left).abs() < GIVE_WAY);
                let centre = match class {
                    "lb c from" => left + HALF_NARROW,
                    "lb c to" => left - HALF_NARROW,
                    _ => left,
                };
                let near =
                    move || playhead.get().is_some_and(|p| (p - centre).abs() < GIVE_WAY_NARROW);
                view! {
                    <i style:left=percent(left)></i>
                    <span class=class class:hid=touched class:near=near style:left=percent(left)>
                        {tick.text}
                    </span>
                }
            })
            .collect();
            views
        };
    view! {
        <div class="axis" aria-hidden="true">
            {marks}
        </div>
    }
}
