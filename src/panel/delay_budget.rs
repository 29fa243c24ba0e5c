//! The delay budget: where the time between the rise of the load and the first new instance went.

use leptos::prelude::*;

use super::text;
use crate::chart::plot::percent;

/// A part of the delay.
#[derive(Clone, Debug, PartialEq)]
pub struct BudgetPart {
    /// Which colour and hatch: `alarm`, `metric`, `wait`, `launch` or `cooldown`.
    pub class: &'static str,
    /// Its name.
    pub name: String,
    /// How long it took.
    pub seconds: f64,
    /// What took so long, in one sentence.
    pub why: String,
}

/// A bar of the parts in the order in which they passed, and the same as a list in words. A part of
/// no length is in the list alone: that nothing was lost there is news as well.
#[component]
pub fn DelayBudget(
    /// The parts, in order.
    parts: Vec<BudgetPart>,
    /// What the parts add up to, in one sentence.
    total: String,
) -> impl IntoView {
    let whole: f64 = parts.iter().map(|p| p.seconds).sum();
    let share = move |seconds: f64| {
        if whole > 0.0 {
            100.0 * seconds / whole
        } else {
            0.0
        }
    };
    let bar: Vec<_> = parts
        .iter()
        .filter(|p| p.seconds > 0.0)
        .map(|p| {
            let width = share(p.seconds);
            // A narrow part has no room for its name; the list below has it.
            let name = (width >= 14.0).then(|| p.name.clone());
            view! {
                <i class=format!("part {}", p.class) style:width=percent(width)>
                    {name}
                </i>
            }
        })
        .collect();
    let list: Vec<_> = parts
        .into_iter()
        .map(|p| {
            view! {
                <li>
                    <i class=format!("key {}", p.class) aria-hidden="true"></i>
                    <b>{p.name}</b>
                    <span class="num">{text::seconds(p.seconds)}</span>
                    <span class="why">{p.why}</span>
                </li>
            }
        })
        .collect();
    view! {
        <figure class="budget">
            <figcaption>
                <b>{text::DELAY_BUDGET}</b>
                " "
                <span>{total}</span>
            </figcaption>
            <div class="parts" aria-hidden="true">
                {bar}
            </div>
            <ul>{list}</ul>
        </figure>
    }
}
