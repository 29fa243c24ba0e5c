//! The table twin of a chart.

use leptos::prelude::*;

/// A real table: caption, column headings, where wished under the names of their groups, a heading
/// for each row.
#[component]
pub fn Table(
    /// What it shows.
    caption: String,
    /// Names over the columns behind the first, each with the number of its columns; empty for
    /// none.
    groups: Vec<(String, usize)>,
    /// Column headings; the first column heads its row.
    columns: Vec<String>,
    /// Rows of cells.
    rows: Vec<Vec<String>>,
    /// What stands there instead of no row at all.
    empty: &'static str,
) -> impl IntoView {
    let (span, label) = (columns.len(), caption.clone());
    let headings: Vec<_> = columns
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> })
        .collect();
    let grouped = (!groups.is_empty()).then(|| {
        let names = groups.into_iter().map(|(name, columns)| {
            view! {
                <th scope="colgroup" colspan=columns>
                    {name}
                </th>
            }
        });
        view! {
            <tr>
                <td></td>
                {names.collect::<Vec<_>>()}
            </tr>
        }
    });
    let nothing = rows.is_empty();
    let body: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let mut cells = row.into_iter();
            let first = cells.next().unwrap_or_default();
            let rest: Vec<_> = cells.map(|cell| view! { <td>{cell}</td> }).collect();
            view! {
                <tr>
                    <th scope="row">{first}</th>
                    {rest}
                </tr>
            }
        })
        .collect();
    view! {
        // A scrolling region must be reachable by keyboard.
        <div class="twin" role="region" aria-label=label tabindex="0">
            <table>
                <caption>{caption.clone()}</caption>
                <thead>
                    {grouped} <tr>{headings}</tr>
                </thead>
                <tbody>
                    {body}
                    {nothing
                        .then(|| {
                            view! {
                                <tr>
                                    <td colspan=span>{empty}</td>
                                </tr>
                            }
                        })}
                </tbody>
            </table>
        </div>
    }
}
