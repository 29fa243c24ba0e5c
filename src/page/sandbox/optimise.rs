//! Optimise: variations of A, searched in the workers; what no other beats, and the best of them.

use std::sync::Arc;

use headroom_explain::figure::{latency, usd};
use headroom_explain::search::Record;
use leptos::prelude::*;

use crate::chart::path;
use crate::chart::plot::percent;
use crate::chart::scale::Scale;
use crate::chart::ticks;
use crate::panel::text::share;
use crate::state::sandbox::optimise::{Optimise, Report, Stage};
use crate::state::{Fetched, Sandbox, desk, lesson_progress};
use crate::text::sandbox::optimise as words;

/// The search.
#[component]
pub fn OptimiseView(
    /// Of which sandbox.
    sandbox: Sandbox,
) -> impl IntoView {
    let search = Optimise::new(sandbox);
    on_cleanup(move || search.stop());
    let size = Memo::new(move |_| search.size());
    let running = Memo::new(move |_| match search.stage.get() {
        Stage::Running(done, of) => Some((done, of)),
        _ => None,
    });
    // A lesson's answer is not searched for before it was attempted.
    let too_early = Memo::new(move |_| {
        let id = sandbox.preset.get()?;
        let is_lesson = match desk().library.course.get() {
            Fetched::Ready(course) => course.lessons.iter().any(|lesson| lesson.id == id),
            _ => false,
        };
        (is_lesson && lesson_progress(&id).is_none()).then_some(())
    });
    let cannot = move || size.with(Result::is_err) || too_early.get().is_some();
    view! {
        <section class="optimise" aria-labelledby="optimise">
            <h2 id="optimise">{words::TITLE}</h2>
            <p class="lbl">{words::HOW}</p>
            <label class="code">
                <span>{words::AXES}</span>
                <textarea
                    rows="4"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="axes-size"
                    aria-invalid=move || size.with(|s| s.is_err().then_some("true"))
                    prop:value=move || search.axes.get()
                    on:change=move |event| search.axes.set(event_target_value(&event))
                ></textarea>
            </label>
            <p class="lbl" id="axes-size">
                {move || match size.get() {
                    Ok(size) => words::combinations(size),
                    Err(why) => words::wrong(&why),
                }}
            </p>
            {move || too_early.get().map(|()| view! { <p class="lbl">{words::TOO_EARLY}</p> })}
            <div class="cf">
                {move || match running.get() {
                    None => {
                        view! {
                            <button
                                class="btn"
                                type="button"
                                prop:disabled=cannot
                                on:click=move |_| search.start()
                            >
                                {words::START}
                            </button>
                        }
                            .into_any()
                    }
                    Some((done, of)) => {
                        view! {
                            <progress
                                class="meter"
                                max=of.to_string()
                                prop:value=done as f64
                                aria-label=words::TITLE
                            ></progress>
                            <span>{words::searching(done, of)}</span>
                            <button class="btn" type="button" on:click=move |_| search.stop()>
                                {words::CANCEL}
                            </button>
                        }
                            .into_any()
                    }
                }}
            </div>
            <div role="status">
                {move || match search.stage.get() {
                    Stage::Wrong(why) => Some(view! { <p>{words::wrong(&why)}</p> }.into_any()),
                    Stage::Found(report) => Some(view! { <p>{words::found(&report)}</p> }.into_any()),
                    Stage::Idle | Stage::Running(..) => None,
                }}
            </div>
            {move || match search.stage.get() {
                Stage::Found(report) => Some(result(search, report)),
                _ => None,
            }}
        </section>
    }
}

fn result(search: Optimise, report: Arc<Report>) -> AnyView {
    let picture = picture(&report);
    let finalists = table(
        search,
        &report,
        words::FINALISTS,
        report.found.finalists.clone(),
    );
    let of = |candidate: &usize| report.found.screened.get(*candidate).copied();
    let front: Vec<Record> = report.found.front.iter().filter_map(of).collect();
    let front = table(search, &report, words::FRONT, front);
    view! {
        {picture}
        {finalists}
        {front}
    }
    .into_any()
}

fn table(
    search: Optimise,
    report: &Arc<Report>,
    caption: &'static str,
    records: Vec<Record>,
) -> AnyView {
    let columns: Vec<_> = words::COLUMNS
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> })
        .collect();
    let rows: Vec<_> = records
        .into_iter()
        .map(|record| {
            let name = report
                .candidates
                .get(record.candidate)
                .map(|c| words::changes(c));
            let name = name.unwrap_or_default();
            let label = words::load(&name);
            let report = report.clone();
            let load = move |_| search.load(&report, record.candidate);
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td>{usd(record.cost_usd)}</td>
                    <td>{share(record.failed_share)}</td>
                    <td>{record.latency_ms_p99.map_or(String::new(), latency)}</td>
                    <td>{words::kept(record.slo_met, record.seeds)}</td>
                    <td>
                        <button class="btn" type="button" aria-label=label on:click=load>
                            {words::LOAD}
                        </button>
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="twin" role="region" aria-label=caption tabindex="0">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>{columns}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Every candidate by its cost and its failures; a line through those that no other beats.
fn picture(report: &Report) -> AnyView {
    let screened = &report.found.screened;
    let most = |value: fn(&Record) -> f64| screened.iter().map(value).fold(0.0, f64::max);
    let (cost_top, cost_ticks) = ticks::from_zero(most(|r| r.cost_usd).max(0.01), 3);
    let (failed_top, failed_ticks) = ticks::from_zero(most(|r| r.failed_share).max(0.01), 2);
    let (across, up) = (Scale::linear(0.0, cost_top), Scale::linear(0.0, failed_top));
    let place = |r: &Record| (across.share(r.cost_usd), up.share(r.failed_share));
    // A line without length is a dot where line ends are round.
    let dots: String = screened.iter().map(|r| path::dot(place(r))).collect();
    let front: Vec<_> = report
        .found
        .front
        .iter()
        .filter_map(|&c| screened.get(c))
        .map(place)
        .collect();
    let front_dots: String = front.iter().map(|&point| path::dot(point)).collect();
    // From a point of the front the next cheaper one fails more: steps, not a straight line.
    let line = path::steps(&front, front.last().map_or(1.0, |p| p.0));
    let grid: Vec<_> = failed_ticks
        .into_iter()
        .map(|value| {
            let top = percent(up.top(value));
            view! {
                <i class="g" style:top=top.clone()></i>
                <span class="tk" style:top=top>
                    {share(value)}
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
                <b>{words::PICTURE}</b>
                <span class="lbl">{words::PICTURE_IS}</span>
            </figcaption>
            <div class="plot">
                <div class="pic" role="img" aria-label=words::pictured(report)>
                    {grid}
                    <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
                        <path class="dots" d=dots></path>
                        <path class="front" d=line></path>
                        <path class="dots best" d=front_dots></path>
                    </svg>
                </div>
            </div>
            <div class="axis" aria-hidden="true">
                {below}
            </div>
        </figure>
    }
    .into_any()
}
