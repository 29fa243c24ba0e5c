//! The delay budget of a run, as the panel shows it.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_explain::delay::{DelayBudget, SegmentKind, delay_budget};
use headroom_explain::message::BudgetMessage;
use headroom_model::scenario::Scenario;
use leptos::prelude::*;

use crate::panel;
use crate::panel::delay_budget::BudgetPart;

/// The bar of the run's first scale-out; nothing when there was none.
pub fn budget(scenario: &Scenario, run: &Arc<Run>) -> Option<AnyView> {
    let budget = delay_budget(scenario, run)?;
    let total = BudgetMessage::of_budget(&budget, run.start).to_string();
    let bar = view! { <panel::DelayBudget parts=parts(&budget) total=total /> };
    Some(bar.into_any())
}

fn parts(budget: &DelayBudget) -> Vec<BudgetPart> {
    let words = BudgetMessage::of_budget_parts(budget);
    let whole_s = budget.rounded_s();
    let segments = budget.segments.iter().zip(whole_s).zip(words);
    segments
        .map(|((segment, seconds), why)| BudgetPart {
            class: class(segment.kind),
            name: segment.kind.label().to_owned(),
            seconds: seconds as f64,
            why: reason(&why.to_string()),
        })
        .collect()
}

/// The colour and hatch of a part.
const fn class(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Alarm => "alarm",
        SegmentKind::Metric => "metric",
        SegmentKind::Launch => "launch",
        SegmentKind::Cooldown => "cooldown",
        SegmentKind::Evaluation | SegmentKind::Updating | SegmentKind::Held => "wait",
    }
}

/// The sentence without its beginning, "Alarm 180 s. ": the panel has name and length in columns.
fn reason(sentence: &str) -> String {
    let rest = sentence.split_once(" s. ").map(|(_, rest)| rest);
    rest.unwrap_or(sentence).to_owned()
}
