//! The outcome: the prediction beside what the run gave.

use leptos::prelude::*;

use super::text;

/// One predicted number.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeRow {
    /// What was predicted.
    pub measure: String,
    /// The learner's value, in words.
    pub predicted: String,
    /// The run's value, in words.
    pub simulated: String,
    /// The credit, in a word.
    pub credit: String,
    /// What stands below, in one sentence; empty for nothing.
    pub sentence: String,
}

/// A table: You, Simulated, credit.
#[component]
pub fn Outcome(
    /// Its rows.
    rows: Vec<OutcomeRow>,
) -> impl IntoView {
    let [measure, you, simulated, credit] = text::OUTCOME;
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let sentence = (!row.sentence.is_empty()).then(|| {
                view! {
                    <tr class="said">
                        <td colspan="4">{row.sentence}</td>
                    </tr>
                }
            });
            view! {
                <tr>
                    <th scope="row">{row.measure}</th>
                    <td>{row.predicted}</td>
                    <td>{row.simulated}</td>
                    <td class="credit">{row.credit}</td>
                </tr>
                {sentence}
            }
        })
        .collect();
    view! {
        <table class="cmp">
            <thead>
                <tr>
                    <th scope="col">
                        <span class="sr">{measure}</span>
                    </th>
                    <th scope="col" class="c-pred">
                        {you}
                    </th>
                    <th scope="col" class="c-cap">
                        {simulated}
                    </th>
                    <th scope="col">{credit}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
