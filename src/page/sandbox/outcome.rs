//! The outcome: A, B, and who is better, in words.

use headroom_explain::compare::{Figure, Row, Verdict};
use headroom_explain::message::{ComparisonMessage, StripMessage};
use headroom_model::scenario::Scenario;
use headroom_scenario::sandbox::Side;
use headroom_study::Strip;
use leptos::prelude::*;

use crate::panel::text::of_side as side_says;
use crate::panel::{Both, One};
use crate::text::sandbox as words;

/// What the bar shows; the table shows the rest.
const HEAD: [Figure; 4] = [
    Figure::LatencyP99,
    Figure::FailedRequests,
    Figure::Cost,
    Figure::MeanCapacity,
];

/// The bar and the table of every figure.
pub fn outcome(both: &Both) -> AnyView {
    let comparison = headroom_explain::compare(&both.a.run, &both.b.run);
    let tiles: Vec<_> = HEAD
        .into_iter()
        // Nobody waits for an answer of a job.
        .filter(|figure| !both.are_jobs() || *figure == Figure::Cost)
        .filter_map(|figure| comparison.rows.iter().find(|row| row.figure == figure))
        .map(|row| tile(row, both))
        .collect();
    let rows: Vec<_> = comparison
        .rows
        .iter()
        .map(|row| {
            let [a, b] = shown(row, both);
            let message = ComparisonMessage::of_row(row);
            let difference = message.difference().unwrap_or_default();
            view! {
                <tr>
                    <th scope="row">{row.figure.name()}</th>
                    <td>{a}</td>
                    <td>{b}</td>
                    <td>{difference} " " <span class="lbl">{message.better()}</span></td>
                </tr>
            }
        })
        .collect();
    let columns: Vec<_> = words::FIGURES
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> })
        .collect();
    view! {
        <section class="diff" aria-label=words::OUTCOME>
            {tiles}
            {both.are_jobs().then(|| jobs(both))}
        </section>
        <details class="all-figures">
            <summary>{words::ALL_FIGURES}</summary>
            <div class="twin" role="region" aria-label=words::ALL_FIGURES tabindex="0">
                <table>
                    <thead>
                        <tr>{columns}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// What came of two jobs, a sentence each.
fn jobs(both: &Both) -> AnyView {
    let told = |side: Side, one: &One| {
        let said = StripMessage::of_strip(Strip::Job, &one.scenario, &one.run);
        view! { <p>{side_says(side.name(), &said.to_string())}</p> }
    };
    view! {
        <div class="told">
            <h3>{words::JOBS}</h3>
            {told(Side::A, &both.a)}
            {told(Side::B, &both.b)}
        </div>
    }
    .into_any()
}

fn tile(row: &Row, both: &Both) -> AnyView {
    let [a, b] = shown(row, both);
    // The heading says what is counted.
    let counted = [&a, &b]
        .iter()
        .all(|value| value.ends_with(words::IN_SERVICE));
    let [a, b] = [a, b].map(|value| match counted {
        true => value.trim_end_matches(words::IN_SERVICE).to_owned(),
        false => value,
    });
    let unit = counted.then_some(words::IN_SERVICE);
    let message = ComparisonMessage::of_row(row);
    let class = match row.verdict {
        Verdict::B => "d c-good",
        Verdict::A => "d c-bad",
        _ => "d",
    };
    view! {
        <div>
            <h3>{row.figure.name()} {unit}</h3>
            <p>
                <span class="c-a">
                    <i>"A"</i>
                    {a}
                </span>
                <span class="c-b">
                    <i>"B"</i>
                    {b}
                </span>
            </p>
            <p class=class>{message.difference()} " " <span>{message.better()}</span></p>
        </div>
    }
    .into_any()
}

/// Both values; a latency at the time-out is called so.
fn shown(row: &Row, both: &Both) -> [String; 2] {
    let [a, b] = ComparisonMessage::of_row(row).shown();
    [
        at_timeout(row, row.a, &both.a.scenario).unwrap_or(a),
        at_timeout(row, row.b, &both.b.scenario).unwrap_or(b),
    ]
}

fn at_timeout(row: &Row, value: Option<f64>, scenario: &Scenario) -> Option<String> {
    if !matches!(row.figure, Figure::LatencyP50 | Figure::LatencyP99) {
        return None;
    }
    let timeout = scenario.endpoint.invocation_timeout()?;
    (value? >= 0.99 * timeout.ms_f64()).then(|| words::at_timeout(timeout.secs_f64()))
}
