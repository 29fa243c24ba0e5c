//! The causal chain: why something scaled, or why nothing did, what held it, and what lifting that
//! would change.

use std::sync::Arc;

use headroom_engine::run::{Run, What};
use headroom_explain::but_for::{self, Lift};
use headroom_explain::figure::clock;
use headroom_explain::{Chain, chain, chain_of_event, why_not};
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use leptos::prelude::*;

use super::text;
use crate::platform::document;
use crate::state::{Asked, ButFor, Inquiry};

/// The run that is asked about, and who answers.
#[derive(Clone)]
struct Subject {
    scenario: Arc<Scenario>,
    run: Arc<Run>,
    playhead_s: RwSignal<f64>,
    inquiry: Inquiry,
    on_lift: Callback<Option<Lift>>,
}

/// The answer, then always five links in the same order; a link opens to its explanation and moves
/// the playhead to its own time. It follows the playhead, minute by minute, or stays with the
/// event or moment that was asked about.
#[component]
pub fn CausalChain(
    /// The scenario that was run.
    scenario: Arc<Scenario>,
    /// Its run.
    run: Arc<Run>,
    /// The moment that is shown, in seconds.
    playhead_s: RwSignal<f64>,
    /// What is asked.
    inquiry: Inquiry,
    /// Runs the same with one thing lifted; `None` takes that run away.
    on_lift: Callback<Option<Lift>>,
) -> impl IntoView {
    let subject = StoredValue::new(Subject {
        scenario,
        run,
        playhead_s,
        inquiry,
        on_lift,
    });
    let minute = Memo::new(move |_| (playhead_s.get().max(0.0) / 60.0) as u64);
    // While another moment is picked, the old answer stays.
    let asked = Memo::new(move |before: Option<&Asked>| {
        match (inquiry.picking.get(), inquiry.asked.get(), before) {
            (Some(_), _, Some(before)) => *before,
            (_, Asked::Playhead, _) => Asked::Moment(Time::from_secs(minute.get() * 60)),
            (_, asked, _) => asked,
        }
    });
    let told = Memo::new(move |_| subject.with_value(|s| tell(s, asked.get())));
    // The link that stands open, by its place: it stays open while the playhead moves.
    let opened = RwSignal::new(None::<usize>);
    view! {
        <section class="chain" aria-labelledby="chain">
            <div class="sh">
                <h3 id="chain" tabindex="-1">
                    {move || told.with(heading)}
                </h3>
                {back(subject.get_value())}
                {pick(subject.get_value())}
            </div>
            <p class="ans">{move || told.with(|t| t.answer.to_string())}</p>
            <ol>{move || told.with(|t| links(t, &subject.get_value(), opened))}</ol>
            {move || told.with(|t| lifts(t, &subject.get_value()))}
            {but_for_said(subject.get_value())}
        </section>
    }
}

fn tell(subject: &Subject, asked: Asked) -> Chain {
    let (scenario, run) = (&subject.scenario, &subject.run);
    let of_event = match asked {
        Asked::Event(event) => chain_of_event(scenario, run, event),
        Asked::Moment(_) | Asked::Playhead => None,
    };
    let moment = match asked {
        Asked::Moment(time) => time,
        Asked::Event(_) | Asked::Playhead => Time::ZERO,
    };
    of_event.unwrap_or_else(|| chain(scenario, run, moment))
}

fn heading(told: &Chain) -> String {
    text::why_at(&clock(told.start, told.asked), told.answer.scaled())
}

/// The way back from a link's own time to the moment that was asked about.
fn back(subject: Subject) -> impl Fn() -> Option<AnyView> {
    let inquiry = subject.inquiry;
    move || {
        let (seconds, asked) = inquiry.back.get()?;
        let playhead_s = subject.playhead_s;
        let at = Time::from_micros((seconds * 1e6) as u64);
        let go = move |_| {
            inquiry.ask(asked);
            playhead_s.set(seconds);
            document::focus("#chain");
        };
        let words = text::back_to(&clock(subject.run.start, at));
        let button = view! {
            <button class="btn q" type="button" on:click=go>
                {words}
            </button>
        };
        Some(button.into_any())
    }
}

/// The button that lets a person pick another moment, and how that is done.
fn pick(subject: Subject) -> impl IntoView {
    let (inquiry, playhead_s) = (subject.inquiry, subject.playhead_s);
    let start = move |_| {
        inquiry.picking.set(Some(playhead_s.get_untracked()));
        document::focus(".rail");
    };
    view! {
        <button class="btn q" type="button" on:click=start>
            {text::ASK_ANOTHER}
        </button>
        <p class="lbl" role="status">
            {move || inquiry.picking.get().map(|_| text::PICKING)}
        </p>
    }
}

fn links(told: &Chain, subject: &Subject, opened: RwSignal<Option<usize>>) -> Vec<AnyView> {
    let (inquiry, playhead_s) = (subject.inquiry, subject.playhead_s);
    let (start, asked_at) = (told.start, told.asked);
    let view = |(i, link): (usize, &headroom_explain::why::Link)| {
        let (time, event) = (link.time, link.event);
        let is_open = move || opened.get() == Some(i);
        let toggle = move |_| {
            if opened.get_untracked() == Some(i) {
                opened.set(None);
                inquiry.marked.set(None);
                return;
            }
            opened.set(Some(i));
            if inquiry.back.get_untracked().is_none() {
                let asked = inquiry.asked.get_untracked();
                inquiry.back.set(Some((playhead_s.get_untracked(), asked)));
                if asked == Asked::Playhead {
                    inquiry.asked.set(Asked::Moment(asked_at));
                }
            }
            inquiry.marked.set(event);
            playhead_s.set(time.secs_f64());
        };
        let more = link.fact.more();
        let last = i + 1 == told.links.len();
        view! {
            <li class:sel=is_open class:stop=last && !told.answer.scaled()>
                <button
                    type="button"
                    aria-expanded=move || is_open().to_string()
                    aria-controls=format!("chain-{i}")
                    on:click=toggle
                >
                    <time>{clock(start, time)}</time>
                    <b>{link.kind.title()}</b>
                    <span>{link.fact.to_string()}</span>
                    <em>{link.fact.value()}</em>
                </button>
                <p id=format!("chain-{i}") hidden=move || !is_open()>
                    {more.unwrap_or_else(|| text::NO_MORE.into())}
                </p>
            </li>
        }
        .into_any()
    };
    told.links.iter().enumerate().map(view).collect()
}

/// One thing that may be lifted, or why it may not.
struct Offer {
    said: String,
    lift: Option<Lift>,
}

/// What held the decision, each with a way to run without it; after a decision that did scale,
/// what the scenario can do without.
fn lifts(told: &Chain, subject: &Subject) -> Option<AnyView> {
    let decision = told.decision(&subject.run)?;
    let (scenario, run) = (&subject.scenario, &subject.run);
    // Where no datapoint ever comes, none is late.
    let is_blind = !run
        .events
        .iter()
        .any(|event| matches!(event.what, What::Datapoint { .. }));
    let possible = |lift: &Lift| {
        let helps = !(is_blind && *lift == Lift::MetricDelay);
        helps && but_for::lift(scenario, *lift).is_some()
    };
    let obstacles = why_not(scenario, run, decision);
    let held = !obstacles.is_empty();
    let offers: Vec<Offer> = if held {
        let offer = |obstacle: why_not::Obstacle| {
            let lift = obstacle
                .guard
                .map(|guard| Lift::of_guard(scenario, decision, guard));
            let mut said = obstacle.message.to_string();
            if let Some(Err(why)) = &lift {
                said = format!("{said} {why}");
            }
            Offer {
                said,
                lift: lift.and_then(Result::ok).filter(possible),
            }
        };
        obstacles.into_iter().map(offer).collect()
    } else {
        let all = Lift::ALL.into_iter().filter(possible);
        all.map(|lift| Offer {
            said: String::new(),
            lift: Some(lift),
        })
        .collect()
    };
    let on_lift = subject.on_lift;
    let items: Vec<_> = offers
        .into_iter()
        .map(|Offer { said, lift }| {
            let button = lift.map(|lift| {
                view! {
                    <button class="btn" type="button" on:click=move |_| on_lift.run(Some(lift))>
                        {text::without(lift.name())}
                    </button>
                }
            });
            view! {
                <li>
                    {(!said.is_empty()).then(|| view! { <span>{said}</span> })} {button}
                </li>
            }
        })
        .collect();
    let title = if held { text::WHAT_HELD } else { text::BUT_FOR };
    let class = if held { "held-by" } else { "held-by row-of" };
    let list = view! {
        <div class=class>
            <h4>{title}</h4>
            <ul>{items}</ul>
        </div>
    };
    (!title.is_empty()).then(|| list.into_any())
}

/// What lifting one thing changes, in words; the charts show it as a dotted line.
fn but_for_said(subject: Subject) -> impl IntoView {
    let (inquiry, on_lift) = (subject.inquiry, subject.on_lift);
    let run = subject.run;
    let said = move || match inquiry.but_for.get() {
        ButFor::Nothing => None,
        ButFor::Running(lift) => Some(text::lifting(lift.name())),
        ButFor::Ghost(lift, ghost) => Some(but_for::compare(lift, &run, &ghost).to_string()),
    };
    let is_there = Memo::new(move |_| inquiry.ghost().is_some());
    view! {
        <div class="but-for" role="status">
            {move || said().map(|said| view! { <p>{said}</p> })}
            {move || {
                is_there.get().then(|| view! { <p class="lbl c-gho">{text::GHOST_LINE}</p> })
            }}
        </div>
        {move || {
            is_there
                .get()
                .then(|| {
                    view! {
                        <button class="btn q" type="button" on:click=move |_| on_lift.run(None)>
                            {text::GHOST_AWAY}
                        </button>
                    }
                })
        }}
    }
}
