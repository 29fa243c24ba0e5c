//! What came of A and B: the outcome, the strips on one clock, the fleet and the causes.

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_scenario::sandbox::Side;
use headroom_study::Strip;
use leptos::prelude::*;

use super::outcome::outcome;
use super::scatter::scatter;
use crate::page::lab::LabView;
use crate::panel::view::moments;
use crate::panel::{Both, CausalChain, FleetView, One};
use crate::state::sandbox::doubt::{Doubting, Stage};
use crate::state::{Sandbox, desk};
use crate::text::{self, sandbox as words};
use crate::widget::segment::Segment;

/// The strips that stand there at first.
const STRIPS: [Strip; 7] = [
    Strip::Job,
    Strip::Traffic,
    Strip::Capacity,
    Strip::ColdStarts,
    Strip::Latency,
    Strip::Errors,
    Strip::Cost,
];

/// The results.
#[component]
pub fn Results(
    /// Of which sandbox.
    sandbox: Sandbox,
) -> impl IntoView {
    let doubting = Doubting::new(sandbox);
    on_cleanup(move || doubting.stop());
    let both = Signal::derive(move || both(sandbox, doubting));
    let going = move || sandbox.progress.with(|all| all.iter().any(Option::is_some));
    // The strips are A's and B's; the clock, its marks and the questions are of the side asked.
    let asked = Memo::new(move |_| sandbox.asks.get());
    let strips = move || {
        asked.get();
        let lab = sandbox.lab(sandbox.asked_side());
        view! { <LabView lab=lab strips=STRIPS.to_vec() both=both tools=true /> }
    };
    // Before the first runs their place is kept free: what comes would push down what stands there.
    let come =
        Memo::new(move |was: Option<&bool>| was == Some(&true) || both.with(Option::is_some));
    let shown = move || {
        view! {
            <div class:dim=going>{move || both.get().map(|both| outcome(&both))}</div>
            <div class="lab" class:dim=going>
                {strips}
            </div>
            <DoubtView doubting=doubting />
            {move || both.get().filter(|both| !both.are_jobs()).map(|both| scatter(&both))}
            <Under sandbox=sandbox />
        }
    };
    view! {
        <section
            class="results"
            class:free=move || !come.get()
            aria-label=words::RESULTS
            aria-busy=move || going().to_string()
        >
            <Progress sandbox=sandbox />
            {move || come.get().then(shown)}
        </section>
    }
}

/// Both runs, once both are there.
fn both(sandbox: Sandbox, doubting: Doubting) -> Option<Both> {
    let one = |side| {
        sandbox.lab(side).shown.with(|shown| {
            Some(One {
                scenario: shown.scenario.clone(),
                run: shown.run.clone()?,
            })
        })
    };
    let asked = sandbox.asked_side();
    Some(Both {
        a: one(Side::A)?,
        b: one(Side::B)?,
        asks_b: asked == Side::B,
        ghost: sandbox.lab(asked).inquiry.ghost(),
        cloud: doubting.cloud(),
    })
}

/// How far the runs are; before much work, what it would be.
#[component]
fn Progress(sandbox: Sandbox) -> impl IntoView {
    let lines = move || {
        let all = sandbox.progress.get();
        let said: Vec<_> = Side::BOTH
            .into_iter()
            .filter_map(|side| {
                let share = all[side as usize]?;
                Some(view! {
                    <span>{words::simulating(side, share)}</span>
                    <progress
                        class="meter"
                        max="1"
                        prop:value=share
                        aria-label=words::simulating(side, share)
                    ></progress>
                })
            })
            .collect();
        said
    };
    let going = Memo::new(move |_| sandbox.progress.with(|all| all.iter().any(Option::is_some)));
    view! {
        <div class="going" class:over=move || going.get()>
            {lines}
            {move || {
                going.get()
                    .then(|| {
                        view! {
                            <button class="btn" type="button" on:click=move |_| sandbox.cancel()>
                                {words::STOP}
                            </button>
                        }
                    })
            }}
            {move || {
                desk().on_page.get().map(|why| view! { <p class="lbl" title=why>{text::ON_PAGE}</p> })
            }}
            {move || {
                sandbox.waits
                    .get()
                    .map(|requests| {
                        view! {
                            <p role="status">{words::much_work(requests)}</p>
                            <button
                                class="btn pri"
                                type="button"
                                on:click=move |_| sandbox.waits.set(None)
                            >
                                {words::SIMULATE}
                            </button>
                        }
                    })
            }}
        </div>
    }
}

/// How sure the comparison is.
#[component]
fn DoubtView(doubting: Doubting) -> impl IntoView {
    let running = Memo::new(move |_| match doubting.stage.get() {
        Stage::Running(done, of) => Some((done, of)),
        Stage::Idle | Stage::Done(..) => None,
    });
    let said = move || {
        let cloud = doubting.cloud()?;
        let lines = cloud
            .doubts
            .iter()
            .map(|doubt| view! { <p>{doubt.to_string()}</p> });
        let lines: Vec<_> = lines.collect();
        Some(view! {
            {lines}
            <p class="lbl">{words::CLOUD}</p>
        })
    };
    view! {
        <div class="doubt">
            <div class="cf">
                {move || match running.get() {
                    None => {
                        view! {
                            <button
                                class="btn"
                                type="button"
                                on:click=move |_| doubting.start()
                            >
                                {words::HOW_SURE}
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
                                aria-label=words::HOW_SURE
                            ></progress>
                            <span>{words::optimise::searching(done, of)}</span>
                            <button class="btn" type="button" on:click=move |_| doubting.stop()>
                                {words::optimise::CANCEL}
                            </button>
                        }
                            .into_any()
                    }
                }}
            </div>
            <div role="status">{said}</div>
        </div>
    }
}

/// What happened to a job, in order: no policy scales it, so there is no chain of causes.
fn job_log(scenario: &Scenario, run: &Run) -> AnyView {
    let said: Vec<_> = moments(scenario, run)
        .into_iter()
        .map(|moment| view! { <li>{moment.said}</li> })
        .collect();
    view! {
        <section class="job-log">
            <h3>{words::JOB_LOG}</h3>
            <ol>{said}</ol>
        </section>
    }
    .into_any()
}

/// The fleet and the causes of one side.
#[component]
fn Under(sandbox: Sandbox) -> impl IntoView {
    let panels = move || {
        let side = sandbox.asked_side();
        let lab = sandbox.lab(side);
        let shown = lab.shown.get();
        let run = shown.run?;
        let on_lift = Callback::new(move |lift| sandbox.lift(side, lift));
        Some(view! {
            <FleetView
                scenario=shown.scenario.clone()
                run=run.clone()
                playhead_s=lab.playhead_s
            />
            {match shown.scenario.endpoint.job() {
                Some(_) => job_log(&shown.scenario, &run),
                None => {
                    view! {
                        <CausalChain
                            scenario=shown.scenario
                            run=run
                            playhead_s=lab.playhead_s
                            inquiry=lab.inquiry
                            on_lift=on_lift
                        />
                    }
                        .into_any()
                }
            }}
        })
    };
    view! {
        <div class="whose">
            <span aria-hidden="true">{words::ASK}</span>
            <Segment
                label=words::ASK
                options=Side::BOTH.map(|side| side.name().to_owned()).to_vec()
                chosen=sandbox.asks
            />
        </div>
        <div class="under">{panels}</div>
    }
}
