//! `--runs`: the same scenario under consecutive seeds, in parallel, and what they have in common.

use std::ops::ControlFlow;

use headroom_model::scenario::{FORMAT, Scenario, Seed};
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::figure::{self, Figure};
use crate::{parallel, simulate};

/// The text to print, and whether every run met the SLO.
pub fn print(scenario: &Scenario, first: Seed, runs: u32, format: Format) -> (String, bool) {
    let outcomes = simulate_all(scenario, first, runs);
    let met = outcomes.iter().all(|outcome| outcome.met);
    let summaries: Vec<Value> = outcomes
        .into_iter()
        .map(|outcome| outcome.summary)
        .collect();
    let text = match format {
        Format::Json => simulate::json(&json!({
            "format": FORMAT,
            "engine": headroom_engine::VERSION,
            "scenario": scenario.id,
            "seed": first.get(),
            "runs": runs,
            "summary": figure::tree(&summaries),
        })),
        Format::Csv => lines(&summaries, "figure,mean,ci95,n,nulls", |name, figure| {
            let [mean, ci95] =
                [figure.mean, figure.ci95].map(|x| x.map_or(String::new(), |x| x.to_string()));
            format!("{name},{mean},{ci95},{},{}", figure.n, figure.nulls)
        }),
        Format::Table => lines(
            &summaries,
            &format!("{runs} runs, mean and 95 % confidence interval"),
            |name, figure| {
                let show = |x: Option<f64>| x.map_or("-".into(), |x| format!("{x:.4}"));
                let nulls = if figure.nulls > 0 {
                    format!("  without {}", figure.nulls)
                } else {
                    String::new()
                };
                format!(
                    "{name:<32} {:>14} ± {:<14}{nulls}",
                    show(figure.mean),
                    show(figure.ci95)
                )
                .trim_end()
                .into()
            },
        ),
    };
    (text, met)
}

fn lines(summaries: &[Value], head: &str, line: impl Fn(&str, &Figure) -> String) -> String {
    let figures = figure::list(summaries);
    let lines = figures
        .iter()
        .map(|(name, figure)| line(name, figure) + "\n");
    std::iter::once(format!("{head}\n")).chain(lines).collect()
}

/// What is kept of a run: thousands of whole runs would not fit into memory.
struct Outcome {
    summary: Value,
    met: bool,
}

/// One outcome a seed, in the order of the seeds.
fn simulate_all(scenario: &Scenario, first: Seed, runs: u32) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    parallel::in_order(
        runs.into(),
        |index| one(scenario, first.nth(index)),
        |_, outcome| {
            outcomes.push(outcome);
            ControlFlow::Continue(())
        },
    );
    outcomes
}

fn one(scenario: &Scenario, seed: Seed) -> Outcome {
    let run = headroom_engine::simulate(scenario, seed);
    Outcome {
        // The report's own summary, without the work of wording its events.
        summary: serde_json::to_value(&run.summary).unwrap_or_default(),
        met: run.summary.slo.is_none_or(|slo| slo.met),
    }
}
