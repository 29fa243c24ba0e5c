//! The pen: draws steps over a plot by mouse, finger and keyboard.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

use super::draft::{Draft, PenAct};
use super::gesture::{Does, Gesture};
use super::path;
use super::plot::percent;
use super::scale::{Scale, TimeScale};

/// Steps of one press with Shift, PageUp or PageDown.
const FAR: i32 = 10;
const MINUTE_S: f64 = 60.0;

/// What a key asks of the pen; `None` for keys that belong to the page.
pub fn key(key: &str, shift: bool, ctrl: bool) -> Option<PenAct> {
    let stride = if shift { FAR } else { 1 };
    if ctrl {
        return match key {
            "z" | "Z" if shift => Some(PenAct::Redo),
            "z" | "Z" => Some(PenAct::Undo),
            "y" | "Y" => Some(PenAct::Redo),
            _ => None,
        };
    }
    Some(match key {
        "ArrowLeft" => PenAct::By(-stride),
        "ArrowRight" => PenAct::By(stride),
        "ArrowUp" => PenAct::Raise(stride),
        "ArrowDown" => PenAct::Raise(-stride),
        "PageUp" => PenAct::Raise(FAR),
        "PageDown" => PenAct::Raise(-FAR),
        "Home" => PenAct::Start,
        "End" => PenAct::End,
        "Enter" => PenAct::Place,
        "Delete" | "Backspace" => PenAct::Remove,
        "Escape" => PenAct::Leave,
        _ => return None,
    })
}

/// The words of a pen.
#[derive(Clone, Copy)]
pub struct PenWords {
    /// Its name.
    pub label: &'static str,
    /// Beside the pen: minute and value.
    pub place: Callback<(u32, u32), String>,
    /// For a screen reader: minute and value.
    pub spoken: Callback<(u32, u32), String>,
    /// In the untouched rest.
    pub rest: Signal<String>,
    /// On the known past.
    pub known: Signal<String>,
}

/// The pen over its plot. Nothing but the handle takes the focus.
#[component]
pub fn Pen(
    /// What is drawn, and where the pen stands.
    #[prop(into)]
    draft: Signal<Draft>,
    /// The time axis.
    time: TimeScale,
    /// The value axis.
    #[prop(into)]
    scale: Signal<Scale>,
    /// Its words.
    words: PenWords,
    /// What a person asks for.
    on_act: Callback<PenAct>,
) -> impl IntoView {
    let surface = NodeRef::<leptos::html::Div>::new();
    let handle = NodeRef::<leptos::html::Div>::new();
    let gesture = StoredValue::new(Gesture::default());
    // Where the pen was put down.
    let down = StoredValue::new((0, 0));

    // The minute and value under a pointer whose events belong to the surface.
    let under = move |event: &PointerEvent| {
        let element = surface.get_untracked();
        let (width, height) = element.map_or((1, 1), |s| (s.offset_width(), s.offset_height()));
        let share = |px: i32, of: i32| f64::from(px) / f64::from(of.max(1));
        let minute = time.length_s / MINUTE_S * share(event.offset_x(), width);
        let value = scale
            .get_untracked()
            .at(1.0 - share(event.offset_y(), height));
        let paper = draft.with_untracked(|d| d.paper);
        (
            paper.minute(minute.floor() as i64),
            paper.value(value.round() as i64),
        )
    };
    let press = move |event: &PointerEvent, at: (u32, u32)| {
        if event.button() != 0 {
            return;
        }
        if let Some(surface) = surface.get_untracked() {
            // Without capture a stroke still works while the pointer stays on the plot.
            let _ = surface.set_pointer_capture(event.pointer_id());
        }
        if let Some(handle) = handle.get_untracked() {
            let _ = handle.focus();
        }
        down.set_value(at);
        let finger = event.pointer_type() == "touch";
        gesture.update_value(|g| g.press(place(event), finger));
    };
    let go = move |event: PointerEvent| {
        let does = gesture.try_update_value(|g| g.go(place(&event)));
        if does == Some(Does::Begins) {
            let (minute, value) = down.get_value();
            on_act.run(PenAct::Begin(minute, value));
        }
        if matches!(does, Some(Does::Begins | Does::Draws)) {
            let (minute, value) = under(&event);
            on_act.run(PenAct::To(minute, value));
        }
    };
    let release = move |_: PointerEvent| match gesture.try_update_value(Gesture::release) {
        Some(Does::Taps) => {
            let (minute, value) = down.get_value();
            on_act.run(PenAct::Tap(minute, value));
        }
        Some(Does::Ends) => on_act.run(PenAct::Lift),
        _ => {}
    };
    let cancel = move |_: PointerEvent| {
        if gesture.try_update_value(Gesture::release) == Some(Does::Ends) {
            on_act.run(PenAct::Cancel);
        }
    };
    let press_key = move |event: KeyboardEvent| {
        if event.alt_key() {
            return;
        }
        let ctrl = event.ctrl_key() || event.meta_key();
        if let Some(act) = key(&event.key(), event.shift_key(), ctrl) {
            event.prevent_default();
            on_act.run(act);
        }
    };

    let left = move |minute: u32| time.left(f64::from(minute) * MINUTE_S);
    let top = move |value: u32| scale.get().top(f64::from(value));
    let pen = Memo::new(move |_| draft.with(|d| (d.minute, d.value())));
    let pen_left = move || percent(left(pen.get().0));
    let pen_top = move || percent(top(pen.get().1));
    let word_class = move || {
        let (minute, value) = pen.get();
        let side = if left(minute) > 55.0 { " r" } else { "" };
        let level = if top(value) > 14.0 { " u" } else { "" };
        format!("lb c-pred at{side}{level}")
    };
    let rest = Memo::new(move |_| {
        let (reached, complete) = draft.with(|d| (d.sketch.reached(), d.complete()));
        (!complete).then(|| left(reached))
    });
    view! {
        <div
            class="over pen"
            node_ref=surface
            on:pointerdown=move |event| press(&event, under(&event))
            on:pointermove=go
            on:pointerup=release
            on:pointercancel=cancel
            // The focus stays at the handle, and nothing is marked as text.
            on:mousedown=move |event| event.prevent_default()
        >
            {move || rest.get().map(|left| view! { <i class="rest" style:left=percent(left)></i> })}
            <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
                <path class="p-cap" d=move || draft.with(|d| known_path(d, time, scale.get()))></path>
                <path class="p-pred" d=move || draft.with(|d| drawn_path(d, time, scale.get()))></path>
            </svg>
            {move || {
                let points = draft.with(|d| d.sketch.points().to_vec());
                let dot = |(minute, value)| {
                    view! {
                        <i class="pt" style:left=percent(left(minute)) style:top=percent(top(value))></i>
                    }
                };
                points.into_iter().map(dot).collect::<Vec<_>>()
            }}
            <span
                class="lb c-cap u known"
                style:top=move || percent(top(draft.with(|d| d.paper.known)))
                aria-hidden="true"
            >
                {words.known}
            </span>
            <span
                class="lb c-3 rest-words wide"
                style:left=move || rest.get().map_or(String::new(), percent)
                hidden=move || rest.get().is_none_or(|left| left > 78.0)
                aria-hidden="true"
            >
                {words.rest}
            </span>
            <span class=word_class style:left=pen_left style:top=pen_top aria-hidden="true">
                {move || words.place.run(pen.get())}
            </span>
            <div
                class="hd"
                role="slider"
                tabindex="0"
                aria-orientation="vertical"
                aria-label=words.label
                aria-valuemin="0"
                aria-valuemax=move || draft.with(|d| d.paper.max)
                aria-valuenow=move || pen.get().1
                aria-valuetext=move || words.spoken.run(pen.get())
                style:left=pen_left
                style:top=pen_top
                node_ref=handle
                on:pointerdown=move |event| {
                    event.stop_propagation();
                    press(&event, pen.get_untracked());
                }
                on:keydown=press_key
            ></div>
        </div>
    }
}

/// Where the pointer is in the window: for how far it went.
fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// What is known: a line up to the paper's first minute.
fn known_path(draft: &Draft, time: TimeScale, scale: Scale) -> String {
    let paper = draft.paper;
    let end = time.share(f64::from(paper.first) * MINUTE_S);
    path::steps(&[(0.0, scale.share(f64::from(paper.known)))], end)
}

/// What is drawn: from the known value on, as far as the sketch reaches.
fn drawn_path(draft: &Draft, time: TimeScale, scale: Scale) -> String {
    let across = |minute: u32| time.share(f64::from(minute) * MINUTE_S);
    let paper = draft.paper;
    if draft.untouched() {
        return String::new();
    }
    let known = (across(paper.first), scale.share(f64::from(paper.known)));
    let changes = draft.sketch.changes(paper).into_iter();
    let drawn = changes.map(|(minute, value)| (across(minute), scale.share(f64::from(value))));
    let points: Vec<_> = std::iter::once(known).chain(drawn).collect();
    path::steps(&points, across(draft.sketch.reached()))
}

#[cfg(test)]
mod tests {
    use super::super::sketch::Paper;
    use super::*;

    #[test]
    fn arrows_move_and_raise_and_with_shift_by_ten() {
        assert_eq!(key("ArrowRight", false, false), Some(PenAct::By(1)));
        assert_eq!(key("ArrowLeft", true, false), Some(PenAct::By(-10)));
        assert_eq!(key("ArrowUp", true, false), Some(PenAct::Raise(10)));
        assert_eq!(key("ArrowDown", false, false), Some(PenAct::Raise(-1)));
        assert_eq!(key("Enter", false, false), Some(PenAct::Place));
        assert_eq!(key("Delete", false, false), Some(PenAct::Remove));
        assert_eq!(key("Escape", false, false), Some(PenAct::Leave));
    }

    #[test]
    fn control_z_and_y_go_back_and_forth_and_the_rest_is_the_pages() {
        assert_eq!(key("z", false, true), Some(PenAct::Undo));
        assert_eq!(key("Z", true, true), Some(PenAct::Redo));
        assert_eq!(key("y", false, true), Some(PenAct::Redo));
        assert_eq!(key("ArrowUp", false, true), None);
        assert_eq!(key("Tab", false, false), None);
        assert_eq!(key("z", false, false), None);
    }

    #[test]
    fn the_line_goes_on_from_the_known_past_as_far_as_it_is_drawn() {
        let paper = Paper {
            first: 15,
            end: 60,
            max: 20,
            known: 4,
        };
        let (time, scale) = (TimeScale::new(3600.0), Scale::linear(0.0, 20.0));
        let mut draft = Draft::new(paper);
        assert_eq!(known_path(&draft, time, scale), "M0 80H250");
        assert_eq!(drawn_path(&draft, time, scale), "");
        draft.act(PenAct::Tap(30, 10));
        assert_eq!(drawn_path(&draft, time, scale), "M250 80H500V50H516.7");
    }
}
