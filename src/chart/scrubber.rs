//! The scrubber: the time axis as a slider.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use super::plot::percent;
use super::scale::TimeScale;

/// A mark on the rail.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Percent from the left.
    pub left: f64,
    /// Its class: `b` for an alarm, `c` for capacity.
    pub class: &'static str,
    /// The event.
    pub event: u32,
}

/// What a person asks of the scrubber.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// To a share of what is in sight, 0 to 1.
    To(f64),
    /// By so many seconds.
    By(f64),
    /// To the first moment.
    Start,
    /// To the last moment.
    End,
    /// To the next event, or back to the one before.
    Event {
        /// To the next one.
        forward: bool,
    },
    /// To an event of the run, and asks why it happened.
    Ask(u32),
    /// Play or pause.
    Play,
    /// Shows a shorter stretch of the run, or a longer one.
    Zoom {
        /// A shorter one.
        closer: bool,
    },
}

/// A mark is hit from so many pixels away.
const NEAR_PX: f64 = 5.0;

const MINUTE_S: f64 = 60.0;

/// What a key asks for; `None` for keys that belong to the page.
pub fn key(key: &str, shift: bool) -> Option<Move> {
    let stride = if shift { 10.0 * MINUTE_S } else { MINUTE_S };
    Some(match key {
        "ArrowLeft" | "ArrowDown" => Move::By(-stride),
        "ArrowRight" | "ArrowUp" => Move::By(stride),
        "PageDown" => Move::By(-10.0 * MINUTE_S),
        "PageUp" => Move::By(10.0 * MINUTE_S),
        "Home" => Move::Start,
        "End" => Move::End,
        "[" => Move::Event { forward: false },
        "]" => Move::Event { forward: true },
        " " => Move::Play,
        "+" | "=" => Move::Zoom { closer: true },
        "-" => Move::Zoom { closer: false },
        _ => return None,
    })
}

/// The slider. Dragging is immediate: the run is computed, scrubbing only reads it.
#[component]
pub fn Scrubber(
    /// Its name.
    label: &'static str,
    /// Where it stands, in seconds.
    #[prop(into)]
    seconds: Signal<f64>,
    /// The length of the run, in seconds.
    #[prop(into)]
    duration_s: Signal<f64>,
    /// What of the run is in sight: the rail is as long.
    #[prop(into)]
    time: Signal<TimeScale>,
    /// What it says of the moment.
    #[prop(into)]
    value_text: Signal<String>,
    /// Marks of events.
    #[prop(into)]
    marks: Signal<Vec<Mark>>,
    /// What a person asks for.
    on_move: Callback<Move>,
) -> impl IntoView {
    let rail = NodeRef::<leptos::html::Div>::new();
    let dragging = RwSignal::new(false);
    let go = move |event: &PointerEvent| {
        let width = rail.get_untracked().map_or(0, |r| r.offset_width());
        if width > 0 {
            let share = f64::from(event.offset_x()) / f64::from(width);
            on_move.run(Move::To(share.clamp(0.0, 1.0)));
        }
    };
    // A press on a mark asks about its event; a drag over it does not.
    let mark_at = move |event: &PointerEvent| {
        let width = f64::from(rail.get_untracked()?.offset_width());
        let px = |mark: &Mark| (mark.left / 100.0 * width - f64::from(event.offset_x())).abs();
        marks.with_untracked(|marks| {
            let near = marks.iter().filter(|mark| px(mark) <= NEAR_PX);
            near.min_by(|a, b| px(a).total_cmp(&px(b))).map(|m| m.event)
        })
    };
    let press = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(rail) = rail.get_untracked() {
            // Without capture a drag still works while the pointer stays on the rail.
            let _ = rail.set_pointer_capture(event.pointer_id());
        }
        dragging.set(true);
        match mark_at(&event) {
            Some(id) => on_move.run(Move::Ask(id)),
            None => go(&event),
        }
    };
    let drag = move |event: PointerEvent| {
        if dragging.get_untracked() {
            go(&event);
        }
    };
    let release = move |_: PointerEvent| dragging.set(false);
    let press_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if let Some(asked) = key(&event.key(), event.shift_key()) {
            event.prevent_default();
            on_move.run(asked);
        }
    };
    let place = move || percent(time.get().left(seconds.get()));
    view! {
        <div class="track">
            <div
                class="rail"
                role="slider"
                tabindex="0"
                aria-label=label
                aria-orientation="horizontal"
                aria-valuemin="0"
                aria-valuemax=move || duration_s.get().round()
                aria-valuenow=move || seconds.get().round()
                aria-valuetext=value_text
                node_ref=rail
                on:pointerdown=press
                on:pointermove=drag
                on:pointerup=release
                on:pointercancel=release
                on:keydown=press_key
            >
                <b style:width=place></b>
                {move || {
                    let views: Vec<_> = marks
                        .get()
                        .into_iter()
                        .map(|m| view! { <i class=m.class style:left=percent(m.left)></i> })
                        .collect();
                    views
                }}
                <u style:left=place></u>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_a_minute_and_with_shift_ten() {
        assert_eq!(key("ArrowRight", false), Some(Move::By(60.0)));
        assert_eq!(key("ArrowLeft", true), Some(Move::By(-600.0)));
        assert_eq!(key("PageUp", false), Some(Move::By(600.0)));
        assert_eq!(key("Home", false), Some(Move::Start));
        assert_eq!(key("[", false), Some(Move::Event { forward: false }));
        assert_eq!(key(" ", false), Some(Move::Play));
        assert_eq!(key("+", true), Some(Move::Zoom { closer: true }));
        assert_eq!(key("-", false), Some(Move::Zoom { closer: false }));
    }

    #[test]
    fn other_keys_belong_to_the_page() {
        assert_eq!(key("Tab", false), None);
        assert_eq!(key("Enter", false), None);
    }
}
