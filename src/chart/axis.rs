//! The time axis under the strips.

use leptos::ev::PointerEvent;
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
/// Where the plot is narrow, a label nearer than this to the axis' end gives way to the last one.
const BEFORE_LAST: f64 = 16.0;

/// The axis. Every second label goes on narrow screens, and one that the playhead touches always.
#[component]
pub fn Axis(
    /// Its ticks, from left to right.
    #[prop(into)]
    ticks: Signal<Vec<AxisTick>>,
    /// Percent from the left of the playhead, if there is one.
    #[prop(into)]
    playhead: Signal<Option<f64>>,
    /// A drag over it picks what lies between two shares of it.
    #[prop(optional, into)]
    on_pick: Option<Callback<(f64, f64)>>,
) -> impl IntoView {
    let axis = NodeRef::<leptos::html::Div>::new();
    // From where to where the drag goes, as shares.
    let dragged = RwSignal::new(None::<(f64, f64)>);
    let share = move |event: &PointerEvent| {
        let width = axis.get_untracked().map_or(0, |axis| axis.offset_width());
        let share = f64::from(event.offset_x()) / f64::from(width.max(1));
        share.clamp(0.0, 1.0)
    };
    let press = move |event: PointerEvent| {
        if event.button() != 0 || on_pick.is_none() {
            return;
        }
        if let Some(axis) = axis.get_untracked() {
            // Without capture a drag still works while the pointer stays on the axis.
            let _ = axis.set_pointer_capture(event.pointer_id());
        }
        dragged.set(Some((share(&event), share(&event))));
    };
    let drag = move |event: PointerEvent| {
        if dragged.with_untracked(Option::is_some) {
            let to = share(&event);
            dragged.update(|dragged| {
                if let Some((_, end)) = dragged {
                    *end = to;
                }
            });
        }
    };
    let release = move |_: PointerEvent| {
        let picked = dragged.get_untracked();
        dragged.set(None);
        if let (Some((from, to)), Some(on_pick)) = (picked, on_pick) {
            on_pick.run((from, to));
        }
    };
    let band = move || {
        let (from, to) = dragged.get()?;
        let (left, width) = (100.0 * from.min(to), 100.0 * (to - from).abs());
        Some(view! { <u style:left=percent(left) style:width=percent(width)></u> })
    };
    let marks =
        move || {
            let ticks = ticks.get();
            let last = ticks.len().saturating_sub(1);
            let ends = ticks.last().is_some_and(|tick| tick.left > 98.0);
            let views: Vec<_> = ticks
            .into_iter()
            .enumerate()
            .map(|(i, tick)| {
                let class = match (i, i % 2 == 1) {
                    (0, _) if tick.left < 2.0 => "lb c from",
                    _ if i == last && tick.left > 98.0 => "lb c to",
                    _ if ends && tick.left > 100.0 - BEFORE_LAST => "lb c wide",
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
        <div
            class="axis"
            class:pick=on_pick.is_some()
            aria-hidden="true"
            node_ref=axis
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=release
            on:pointercancel=move |_| dragged.set(None)
        >
            {marks}
            {band}
        </div>
    }
}
