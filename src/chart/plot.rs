//! Puts a drawing on the screen: stretched SVG for lines, HTML in percent for words.

use leptos::prelude::*;

use super::drawing::{BAR_WORDS_INSIDE, Bar, BarKind, Drawing, Limit, Shade, Stroke, Tick};
use super::mark::Mark;
use super::scrubber::{self, Move};

/// Percent of the width that a letter of a period's name needs on a phone.
const LETTER_NEEDS_NARROW: f64 = 2.4;

/// The keyboard's way along a plot: a slider over it, which says the values of the moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// What moves.
    pub label: String,
    /// What it says of the moment.
    pub value_text: String,
    /// The moment, in whole seconds.
    pub now_s: f64,
    /// The last moment, in whole seconds.
    pub max_s: f64,
    /// Tab comes here; arrows go from plot to plot.
    pub in_tab_order: bool,
}

/// What a person does to a plot.
#[derive(Clone, Debug, PartialEq)]
pub enum Touch {
    /// Moves the playhead, or asks about an event.
    Go(Move),
    /// Goes to the plot above or below.
    Strip {
        /// To the one below.
        down: bool,
    },
    /// Asks why about the moment.
    Why,
}

/// A plot with the labels at its right edge. Its parent is a grid row.
///
/// What the playhead uncovers during the first play is in `.sim`; the style sheet clips it at
/// `--seen`, so that playing writes one property and no path.
#[component]
pub fn Plot(
    /// What it shows.
    #[prop(into)]
    drawing: Signal<Drawing>,
    /// One sentence that stands for it.
    #[prop(into)]
    summary: Signal<String>,
    /// Percent from the top of a dot on the playhead, if there is one.
    #[prop(into)]
    dot: Signal<Option<f64>>,
    /// Names the plot among its neighbours.
    name: String,
    /// The keyboard's cursor, once there is something to read.
    #[prop(into)]
    cursor: Signal<Option<Cursor>>,
    /// The event whose bar or period is outlined.
    #[prop(into)]
    marked: Signal<Option<u32>>,
    /// What a person does.
    on_touch: Callback<Touch>,
) -> impl IntoView {
    let surface = NodeRef::<leptos::html::Div>::new();
    // Nothing inside takes pointer events, so the offset is the surface's own.
    let press = move |event: leptos::ev::MouseEvent| {
        let width = f64::from(surface.get_untracked().map_or(0, |s| s.offset_width()));
        if width <= 0.0 {
            return;
        }
        let share = f64::from(event.offset_x()) / width;
        let top_px = f64::from(event.offset_y());
        let hit = drawing.with_untracked(|d| d.hit(100.0 * share, top_px));
        on_touch.run(Touch::Go(hit.map_or(Move::To(share), Move::Ask)));
    };
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let touch = match event.key().as_str() {
            "ArrowUp" => Touch::Strip { down: false },
            "ArrowDown" => Touch::Strip { down: true },
            "Enter" => Touch::Why,
            other => match scrubber::key(other, event.shift_key()) {
                Some(asked) => Touch::Go(asked),
                None => return,
            },
        };
        event.prevent_default();
        event.stop_propagation();
        on_touch.run(touch);
    };
    let height = move || format!("{}px", drawing.with(|d| d.height_px));
    let there = Memo::new(move |_| cursor.with(Option::is_some));
    let of = move |part: fn(Cursor) -> String| move || cursor.get().map(part);
    view! {
        <div class="plot" style:--h=height>
            <div class="pic" role="img" aria-label=summary>
                {move || drawing.with(|d| inside(d, marked))}
            </div>
            {move || {
                dot.get()
                    .map(|top| view! { <i class="tip" style:top=percent(top)></i> })
            }}
            {move || {
                let name = name.clone();
                there
                    .get()
                    .then(|| {
                        view! {
                            <div
                                class="cur"
                                role="slider"
                                tabindex=of(|c| if c.in_tab_order { "0" } else { "-1" }.into())
                                data-strip=name
                                aria-label=of(|c| c.label)
                                aria-valuemin="0"
                                aria-valuemax=of(|c| c.max_s.to_string())
                                aria-valuenow=of(|c| c.now_s.to_string())
                                aria-valuetext=of(|c| c.value_text)
                                node_ref=surface
                                on:click=press
                                on:keydown=press_key
                            ></div>
                        }
                    })
            }}
        </div>
        <div class="ends" aria-hidden="true">
            {move || drawing.with(end_labels)}
        </div>
    }
}

fn inside(drawing: &Drawing, marked: Signal<Option<u32>>) -> impl IntoView + use<> {
    let (given, found): (Vec<&Stroke>, Vec<&Stroke>) =
        drawing.strokes.iter().partition(|stroke| stroke.given);
    let (given, found) = (svg(&given), svg(&found));
    view! {
        {drawing.y_ticks.iter().map(grid_line).collect::<Vec<_>>()}
        <div class="sim">
            {drawing.shades.iter().map(|s| shade(s, marked)).collect::<Vec<_>>()} {found}
            {drawing.bars.iter().map(|b| bar(b, marked)).collect::<Vec<_>>()}
            {drawing.marks.iter().map(|m| mark(m, marked)).collect::<Vec<_>>()}
        </div>
        {given}
        // Names stand above the playhead.
        <div class="sim names">{drawing.shades.iter().filter_map(shade_name).collect::<Vec<_>>()}</div>
        {drawing.limits.iter().map(limit).collect::<Vec<_>>()}
    }
}

fn svg(strokes: &[&Stroke]) -> Option<impl IntoView + use<>> {
    let paths: Vec<_> = strokes
        .iter()
        .map(|stroke| {
            let class = match stroke.filled {
                true => format!("f {}", stroke.ink.line()),
                false => String::from(stroke.ink.line()),
            };
            view! { <path class=class d=stroke.d.clone()></path> }
        })
        .collect();
    (!paths.is_empty()).then(|| {
        view! {
            <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
                {paths}
            </svg>
        }
    })
}

fn grid_line(tick: &Tick) -> impl IntoView + use<> {
    let class = if tick.top >= 99.9 { "g g0" } else { "g" };
    // At an edge of the plot a label stays inside it.
    let label = match tick.top {
        top if top >= 99.9 => "tk lo",
        top if top <= 0.1 => "tk hi",
        _ => "tk",
    };
    let top = percent(tick.top);
    view! {
        <i class=class style:top=top.clone()></i>
        <span class=label style:top=top>
            {tick.text.clone()}
        </span>
    }
}

/// The name of a limit stands under its line, at the right; above it where the line lies low.
fn limit(limit: &Limit) -> impl IntoView + use<> {
    let place = if limit.top > 60.0 { "lb r u" } else { "lb r" };
    let top = percent(limit.top);
    let words = (!limit.text.is_empty()).then(|| {
        view! {
            <span class=format!("{place} limit {}", limit.ink.word()) style:top=top.clone()>
                {limit.text.clone()}
            </span>
        }
    });
    view! {
        <i class=format!("lim {}", limit.ink.word()) style:top=top.clone()></i>
        {words}
    }
}

fn shade(shade: &Shade, marked: Signal<Option<u32>>) -> impl IntoView + use<> {
    let class = format!(
        "al{}{}",
        if shade.low { " low" } else { "" },
        shade.half.class()
    );
    let event = shade.event;
    view! {
        <i
            class=class
            class:sel=move || marked.get() == Some(event)
            style:left=percent(shade.left)
            style:width=percent(shade.width)
        ></i>
    }
}

/// The name of a period, unless it would not fit; `wide` ones do not fit on a phone.
fn shade_name(shade: &Shade) -> Option<impl IntoView + use<>> {
    let needs = LETTER_NEEDS_NARROW * shade.text.chars().count() as f64;
    let class = match (shade.low, shade.width < needs) {
        (true, true) => "lb c low c-cap wide",
        (true, false) => "lb c low c-cap",
        (false, true) => "lb c high c-bad wide",
        (false, false) => "lb c high c-bad",
    };
    let class = format!("{class}{}", shade.half.class());
    (!shade.text.is_empty()).then(|| {
        view! {
            <span class=class style:left=percent(shade.left + shade.width / 2.0)>
                {shade.text.clone()}
            </span>
        }
    })
}

fn bar(bar: &Bar, marked: Signal<Option<u32>>) -> impl IntoView + use<> {
    let events = bar.events;
    let fits = bar.width >= BAR_WORDS_INSIDE;
    let inside = (fits && bar.kind != BarKind::Wait).then(|| {
        view! { <span>{bar.text.clone()}</span> }
    });
    let beside = (!fits && !bar.text.is_empty()).then(|| {
        view! {
            <span class="lb beside c-cap" style:left=percent(bar.left + bar.width)>
                {bar.text.clone()}
            </span>
        }
    });
    view! {
        <i
            class=bar.kind.class()
            class:sel=move || marked.get().is_some_and(|m| events.contains(&m))
            style:left=percent(bar.left)
            style:width=percent(bar.width)
        >
            {inside}
        </i>
        {beside}
    }
}

fn mark(mark: &Mark, marked: Signal<Option<u32>>) -> impl IntoView + use<> {
    let event = mark.event;
    let left = percent(mark.left);
    let place = match (mark.before, mark.wide) {
        (false, false) => "lb mark-words",
        (false, true) => "lb mark-words wide",
        (true, false) => "lb mark-words r",
        (true, true) => "lb mark-words r wide",
    };
    let place = format!("{place}{}", mark.half.class());
    let words = (!mark.text.is_empty()).then(|| {
        view! {
            <span class=place style:left=left.clone()>
                {mark.text.clone()}
            </span>
        }
    });
    view! {
        <i
            class=format!("{}{}", mark.kind.class(), mark.half.class())
            class:sel=move || marked.get() == Some(event)
            style:left=left
        ></i>
        {words}
    }
}

fn end_labels(drawing: &Drawing) -> Vec<AnyView> {
    let label = |end: &super::drawing::End| {
        let class = format!("lb {}", end.ink.word());
        view! {
            <span class=class data-given=end.given.to_string() style:top=percent(end.top)>
                {end.text.clone()}
            </span>
        }
        .into_any()
    };
    drawing.ends.iter().map(label).collect()
}

/// A CSS percentage of two decimals.
pub fn percent(value: f64) -> String {
    format!("{value:.2}%")
}
