//! Cost against failed requests: a point for each configuration.

use headroom_engine::run::Run;
use headroom_explain::figure::usd;
use leptos::prelude::*;

use crate::chart::plot::percent;
use crate::chart::scale::Scale;
use crate::chart::ticks;
use crate::panel::{Both, text};
use crate::text::sandbox as words;

/// A configuration as a point.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    cost_usd: f64,
    /// Failed requests as a share of those that ended.
    failed: f64,
}

fn point(run: &Run) -> Point {
    let requests = &run.summary.requests;
    let failed = requests.failed.total();
    Point {
        cost_usd: run.summary.cost_usd.total,
        failed: failed as f64 / (requests.completed + failed).max(1) as f64,
    }
}

/// The picture, whose sentence says the same.
pub fn scatter(both: &Both) -> AnyView {
    let points = [
        ("A", "a", point(&both.a.run)),
        ("B", "b", point(&both.b.run)),
    ];
    let most =
        |value: fn(&Point) -> f64| points.iter().map(|(_, _, p)| value(p)).fold(0.0, f64::max);
    let (cost_top, cost_ticks) = ticks::from_zero(most(|p| p.cost_usd).max(0.01), 3);
    let (failed_top, failed_ticks) = ticks::from_zero(most(|p| p.failed).max(0.01), 2);
    let (across, up) = (Scale::linear(0.0, cost_top), Scale::linear(0.0, failed_top));
    let said: Vec<String> = points
        .iter()
        .map(|(name, _, p)| words::cost_errors(name, &usd(p.cost_usd), &text::share(p.failed)))
        .collect();
    let dots: Vec<_> = points
        .iter()
        .map(|(name, class, p)| {
            let (left, top) = (
                percent(100.0 * across.share(p.cost_usd)),
                percent(up.top(p.failed)),
            );
            view! {
                <i class=format!("pt {class}") style:left=left.clone() style:top=top.clone()></i>
                <span class=format!("lb u c-{class}") style:left=left style:top=top>
                    {*name}
                </span>
            }
        })
        .collect();
    let grid: Vec<_> = failed_ticks
        .into_iter()
        .map(|value| {
            let top = percent(up.top(value));
            view! {
                <i class="g" style:top=top.clone()></i>
                <span class="tk" style:top=top>
                    {text::share(value)}
                </span>
            }
        })
        .collect();
    let below: Vec<_> = cost_ticks
        .into_iter()
        .map(|value| {
            view! {
                <span class="lb c" style:left=percent(100.0 * across.share(value))>
                    {usd(value)}
                </span>
            }
        })
        .collect();
    view! {
        <figure class="scatter">
            <figcaption>
                <b>{words::COST_ERRORS}</b>
                <span class="lbl">{said.join(" ")}</span>
            </figcaption>
            <div class="plot">
                <div class="pic" role="img" aria-label=said.join(" ")>
                    {grid} {dots}
                </div>
            </div>
            <div class="axis" aria-hidden="true">
                {below}
            </div>
        </figure>
    }
    .into_any()
}
