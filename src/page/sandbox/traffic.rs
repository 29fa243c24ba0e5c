//! Traffic from a pasted curve, and by drawing.

use headroom_engine::traffic;
use headroom_model::time::Time;
use headroom_scenario::sandbox::trace::{self, Trace};
use headroom_scenario::sandbox::{Kind, Side};
use leptos::html::Textarea;
use leptos::prelude::*;

use crate::chart::draft::{Draft, PenAct};
use crate::chart::pen::{Pen, PenWords};
use crate::chart::plot::percent;
use crate::chart::scale::{Scale, TimeScale};
use crate::chart::sketch::Paper;
use crate::chart::ticks;
use crate::panel::pen::PenActs;
use crate::panel::text::figure;
use crate::platform::document;
use crate::state::Sandbox;
use crate::text::minute_clock;
use crate::text::sandbox::traffic as words;

/// Where the components stand.
const COMPONENTS: &str = "traffic.components";
/// Seconds of a minute.
const MINUTE_S: f64 = 60.0;
/// The paper is at least so high, requests per second [D].
const LEAST_RPS: f64 = 20.0;

/// Both ways.
#[component]
pub fn TrafficBy(
    /// Of which sandbox.
    sandbox: Sandbox,
) -> impl IntoView {
    view! {
        <details class="by">
            <summary>{words::PASTE}</summary>
            <Paste sandbox=sandbox />
        </details>
        <Drawn sandbox=sandbox />
    }
}

/// Puts one trace in the place of the traffic.
fn put(sandbox: Sandbox, interval_s: f64, rps: &[f64]) {
    // A millionth of a request per second is finer than anybody measures.
    let values: Vec<String> = rps
        .iter()
        .map(|v| format!("{}", (v * 1e6).round() / 1e6))
        .collect();
    let text = format!(
        r#"[{{"kind":"trace","interval_s":{interval_s},"rps":[{}]}}]"#,
        values.join(",")
    );
    sandbox.write(Side::A, COMPONENTS, Kind::Json, &text);
}

/// A pasted curve.
#[component]
fn Paste(sandbox: Sandbox) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    let per_interval = RwSignal::new(false);
    let interval = RwSignal::new(String::from("60"));
    let said = RwSignal::new(String::new());
    let gaps = RwSignal::new(None::<(Trace, f64)>);
    let use_it = move |trace: &Trace, interval_s: f64| {
        let divisor = if per_interval.get_untracked() {
            interval_s
        } else {
            1.0
        };
        let rps: Vec<f64> = trace.filled().iter().map(|v| v / divisor).collect();
        put(sandbox, interval_s, &rps);
        gaps.set(None);
        said.set(words::used(rps.len(), interval_s));
    };
    let read = move |_| {
        let Some(field) = field.get_untracked() else {
            return;
        };
        gaps.set(None);
        let trace = match trace::read(&field.value()) {
            Ok(trace) => trace,
            Err(why) => return said.set(words::wrong(&why.to_string())),
        };
        let typed = interval.with_untracked(|text| text.trim().parse::<f64>().ok());
        let typed = typed.filter(|s| s.is_finite() && *s >= 1.0);
        let Some(interval_s) = trace.interval_s.or(typed) else {
            return said.set(words::wrong(words::NO_INTERVAL));
        };
        match trace.gaps() {
            0 => use_it(&trace, interval_s),
            n => {
                said.set(words::missing(n, trace.values.len()));
                gaps.set(Some((trace, interval_s)));
            }
        }
    };
    let fill = move |_| {
        if let Some((trace, interval_s)) = gaps.get_untracked() {
            use_it(&trace, interval_s);
        }
    };
    view! {
        <label class="code">
            <span>{words::PASTE_HOW}</span>
            <textarea rows="5" spellcheck="false" autocomplete="off" node_ref=field></textarea>
        </label>
        <div class="cf">
            <select
                aria-label=words::UNIT
                on:change=move |event| per_interval.set(event_target_value(&event) == "sum")
            >
                <option value="rps">{words::UNITS[0]}</option>
                <option value="sum">{words::UNITS[1]}</option>
            </select>
            <label class="short">
                <span>{words::INTERVAL}</span>
                <input
                    type="text"
                    inputmode="decimal"
                    prop:value=move || interval.get()
                    on:change=move |event| interval.set(event_target_value(&event))
                />
            </label>
            <button class="btn" type="button" on:click=read>
                {words::USE}
            </button>
        </div>
        <p class="lbl" role="status">
            {said}
        </p>
        {move || {
            gaps.with(Option::is_some)
                .then(|| {
                    view! {
                        <button class="btn" type="button" on:click=fill>
                            {words::FILL}
                        </button>
                    }
                })
        }}
    }
}

/// A drawn curve: the paper appears when it is asked for.
#[component]
fn Drawn(sandbox: Sandbox) -> impl IntoView {
    let draft = RwSignal::new(None::<Draft>);
    let begin = move |_| {
        let lab = sandbox.lab(Side::A);
        let paper = lab.shown.with_untracked(|shown| {
            let scenario = &shown.scenario;
            let rate = traffic::rate_of(scenario);
            let minutes = (scenario.duration.secs_f64() / MINUTE_S).ceil().max(1.0) as u32;
            let at = |minute: u32| rate.at(Time::from_secs(u64::from(minute) * 60).micros());
            let peak = (0..minutes).map(at).fold(LEAST_RPS / 2.0, f64::max);
            Paper {
                first: 0,
                end: minutes,
                max: (2.0 * peak).ceil() as u32,
                known: at(0).round() as u32,
            }
        });
        draft.set(Some(Draft::new(paper)));
    };
    move || {
        if draft.with(Option::is_none) {
            return view! {
                <button class="btn" type="button" on:click=begin>
                    {words::DRAW}
                </button>
            }
            .into_any();
        }
        view! { <PaperView sandbox=sandbox draft=draft /> }.into_any()
    }
}

#[component]
fn PaperView(sandbox: Sandbox, draft: RwSignal<Option<Draft>>) -> impl IntoView {
    let start = sandbox
        .lab(Side::A)
        .shown
        .with_untracked(|shown| shown.scenario.start);
    let Some(paper) = draft.with_untracked(|draft| draft.as_ref().map(|d| d.paper)) else {
        return ().into_any();
    };
    let current = Signal::derive(move || {
        draft.with(|draft| draft.clone().unwrap_or_else(|| Draft::new(paper)))
    });
    let act = Callback::new(move |act| match act {
        PenAct::Leave => document::focus(".paper .pri"),
        act => draft.update(|draft| {
            if let Some(draft) = draft {
                draft.act(act);
            }
        }),
    });
    let pen_words = PenWords {
        label: words::PEN,
        place: Callback::new(move |(minute, rps)| words::pen(&minute_clock(start, minute), rps)),
        spoken: Callback::new(move |(minute, rps)| words::pen(&minute_clock(start, minute), rps)),
        rest: Signal::derive(move || words::rest(&minute_clock(start, paper.end))),
        known: Signal::derive(String::new),
    };
    let scale = Scale::linear(0.0, f64::from(paper.max));
    let time = TimeScale::new(f64::from(paper.end) * MINUTE_S);
    let grid: Vec<_> = ticks::up_to(f64::from(paper.max), 3)
        .into_iter()
        .map(|value| {
            let top = percent(scale.top(value));
            view! {
                <i class="g" style:top=top.clone()></i>
                <span class="tk" style:top=top>
                    {figure(value)}
                </span>
            }
        })
        .collect();
    let use_it = move |_| {
        let values = draft.with_untracked(|draft| {
            let draft = draft.as_ref().filter(|draft| draft.complete())?;
            let value = |minute| f64::from(draft.sketch.value(paper, minute));
            Some((0..paper.end).map(value).collect::<Vec<_>>())
        });
        if let Some(values) = values {
            put(sandbox, MINUTE_S, &values);
            draft.set(None);
        }
    };
    let incomplete = move || !current.with(Draft::complete);
    view! {
        <div class="paper">
            <p class="lbl">{words::DRAW_HOW}</p>
            <div class="strips">
                <div class="strip">
                    <div class="plot">{grid}</div>
                    <Pen
                        draft=current
                        time=time
                        scale=Signal::stored(scale)
                        words=pen_words
                        on_act=act
                    />
                </div>
            </div>
            <PenActs draft=current on_act=act />
            <div class="cf">
                <button class="btn pri" type="button" prop:disabled=incomplete on:click=use_it>
                    {words::USE_DRAWING}
                </button>
                <button class="btn" type="button" on:click=move |_| draft.set(None)>
                    {words::LEAVE_DRAWING}
                </button>
            </div>
        </div>
    }
    .into_any()
}
