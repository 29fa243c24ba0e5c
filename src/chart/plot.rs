//! Puts a drawing on the screen: stretched SVG for lines, HTML in percent for words.

use leptos::prelude::*;

use super::drawing::{BAR_WORDS_INSIDE, Bar, BarKind, Drawing, Limit, Shade, Stroke, Tick};

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
    /// A press on the plot, as a share of its width.
    on_press: Callback<f64>,
) -> impl IntoView {
    let surface = NodeRef::<leptos::html::Div>::new();
    // Nothing inside takes pointer events, so the offset is the surface's own.
    let press = move |event: leptos::ev::MouseEvent| {
        let width = surface.get_untracked().map_or(0, |s| s.offset_width());
        if width > 0 {
            on_press.run(f64::from(event.offset_x()) / f64::from(width));
        }
    };
    let height = move || format!("{}px", drawing.with(|d| d.height_px));
    view! {
        <div
            class="plot"
            role="img"
            aria-label=summary
            style:--h=height
            node_ref=surface
            on:click=press
        >
            {move || drawing.with(inside)}
            {move || {
                dot.get()
                    .map(|top| view! { <i class="tip" style:top=percent(top)></i> })
            }}
        </div>
        <div class="ends" aria-hidden="true">
            {move || drawing.with(end_labels)}
        </div>
    }
}

fn inside(drawing: &Drawing) -> impl IntoView + use<> {
    let (given, found): (Vec<&Stroke>, Vec<&Stroke>) =
        drawing.strokes.iter().partition(|stroke| stroke.given);
    let (given, found) = (svg(&given), svg(&found));
    view! {
        {drawing.y_ticks.iter().map(grid_line).collect::<Vec<_>>()}
        <div class="sim">
            {drawing.shades.iter().map(shade).collect::<Vec<_>>()} {found}
            {drawing.bars.iter().map(bar).collect::<Vec<_>>()}
        </div>
        {given}
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
    let top = percent(tick.top);
    view! {
        <i class=class style:top=top.clone()></i>
        <span class="tk" style:top=top>
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

fn shade(shade: &Shade) -> impl IntoView + use<> {
    let (area, words) = if shade.low {
        ("al low", "lb c low c-cap")
    } else {
        ("al", "lb c high c-bad")
    };
    let label = (!shade.text.is_empty()).then(|| {
        view! {
            <span class=words style:left=percent(shade.left + shade.width / 2.0)>
                {shade.text}
            </span>
        }
    });
    view! {
        <i class=area style:left=percent(shade.left) style:width=percent(shade.width)></i>
        {label}
    }
}

fn bar(bar: &Bar) -> impl IntoView + use<> {
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
        <i class=bar.kind.class() style:left=percent(bar.left) style:width=percent(bar.width)>
            {inside}
        </i>
        {beside}
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
