//! The first screen: one live question. A tap runs the simulation, the run answers.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_study::{Lesson, Strip};
use leptos::prelude::*;

use crate::page::icon::{Icon, icon};
use crate::page::lab::LabView;
use crate::platform::{clock, document, task};
use crate::route;
use crate::runner::client::RunNews;
use crate::state::{Fetched, FirstQuestion, Lab, desk};
use crate::text;

/// The question of the course's first lesson, once it is here.
#[component]
pub fn FirstScreen() -> impl IntoView {
    let library = desk().library;
    let lesson = move || match library.course.get() {
        Fetched::Ready(course) => Some(library.lesson(&course.lessons.first()?.id).get()),
        Fetched::Loading => Some(Fetched::Loading),
        Fetched::Failed(_) => None,
    };
    move || match lesson() {
        Some(Fetched::Loading) => view! { <p role="status">{text::LOADING_COURSE}</p> }.into_any(),
        Some(Fetched::Ready(lesson)) => {
            match FirstQuestion::about(Arc::new(lesson.scenario.clone())) {
                Some(question) => view! { <Question question=question lesson=lesson /> }.into_any(),
                None => nameplate().into_any(),
            }
        }
        Some(Fetched::Failed(_)) => view! {
            {nameplate()}
            <p class="notice">{text::FIRST_QUESTION_FAILED}</p>
        }
        .into_any(),
        // The path tells of a course that did not load.
        None => nameplate().into_any(),
    }
}

/// The page's heading where there is no question.
fn nameplate() -> impl IntoView {
    view! { <h1 tabindex="-1">{text::NAME}</h1> }
}

#[component]
fn Question(question: FirstQuestion, lesson: Arc<Lesson>) -> impl IntoView {
    let lab = Lab::new(question.scenario.clone());
    let chosen = RwSignal::new(None::<usize>);
    let question = StoredValue::new(question);
    let answer = move |option: usize| {
        if chosen.get_untracked().is_some() {
            return;
        }
        chosen.set(Some(option));
        let scenario = question.with_value(|q| q.scenario.clone());
        let kept = scenario.clone();
        desk().engine().run(&scenario, scenario.seed, move |news| {
            if let RunNews::Done(run) = news {
                lab.show(kept.clone(), run);
                lab.play();
            }
        });
    };
    let again = move |_| {
        desk().engine().stop_run();
        chosen.set(None);
        lab.clear(question.with_value(|q| q.scenario.clone()));
        task::spawn(async {
            // The button that had the focus goes with this change.
            clock::sleep(0).await;
            document::focus_if_lost(".answer");
        });
    };
    // Once seen it stays: scrubbing back hides nothing.
    let verdict = Memo::new(move |seen: Option<&Option<Verdict>>| {
        let asked = chosen.get().is_some();
        let kept = seen.cloned().flatten().filter(|_| asked);
        kept.or_else(|| asked.then(|| verdict(&question.get_value(), lab)).flatten())
    });
    let state = move |option: usize| match (verdict.get(), chosen.get()) {
        (Some(v), Some(c)) if v.right == Some(option) => {
            if c == option {
                "right"
            } else {
                "revealed"
            }
        }
        (Some(_), Some(c)) if c == option => "wrong",
        (None, Some(c)) if c == option => "chosen",
        (_, Some(_)) => "closed",
        _ => "open",
    };
    let options: Vec<_> = question
        .with_value(labels)
        .into_iter()
        .enumerate()
        .map(|(i, label)| {
            view! {
                <li>
                    <button
                        class="btn answer"
                        type="button"
                        data-state=move || state(i)
                        aria-disabled=move || chosen.get().is_some().to_string()
                        aria-pressed=move || (chosen.get() == Some(i)).to_string()
                        on:click=move |_| answer(i)
                    >
                        <span>{label}</span>
                        {move || result(state(i))}
                    </button>
                </li>
            }
        })
        .collect();
    let (heading, situation) = question.with_value(|q| (heading(q), situation(q)));
    let href = route::lesson(&lesson.id);
    view! {
        <section class="live">
            <div class="ask">
                <h1 tabindex="-1">{heading}</h1>
                <p class="lead">{situation}</p>
                <ul class="answers" aria-label=text::ONE_ANSWER>
                    {options}
                </ul>
                <div class="says" data-asked=move || chosen.get().is_some().to_string()>
                    <div role="status">
                        {move || match (chosen.get(), verdict.get()) {
                            (None, _) => view! { <p class="lbl">{text::TAP_RUNS}</p> }.into_any(),
                            (Some(_), None) => {
                                view! { <p class="lbl">{text::PLAYING}</p> }.into_any()
                            }
                            (Some(c), Some(v)) => view! { <p>{v.words(c)}</p> }.into_any(),
                        }}
                    </div>
                    {move || {
                        verdict
                            .get()
                            .is_some()
                            .then(|| {
                                view! {
                                    <div class="act">
                                        <a class="btn pri" href=href.clone()>
                                            {text::TO_THE_LESSON}
                                            {icon(Icon::Next)}
                                        </a>
                                        <button class="btn" type="button" on:click=again>
                                            {text::ASK_AGAIN}
                                        </button>
                                    </div>
                                }
                            })
                    }}
                </div>
            </div>
            <div class="lab" role="region" aria-label=text::LAB>
                <LabView lab=lab strips=vec![Strip::Traffic, Strip::Capacity, Strip::Errors] />
            </div>
        </section>
    }
}

/// The result of an answer, drawn and in words.
fn result(state: &str) -> Option<AnyView> {
    let (drawn, words) = match state {
        "right" => (Icon::Check, text::OPTION_WORDS.right),
        "revealed" => (Icon::Check, text::OPTION_WORDS.revealed),
        "wrong" => (Icon::Cross, text::OPTION_WORDS.wrong),
        _ => return None,
    };
    let view = view! {
        {icon(drawn)}
        <span class="sr">{words}</span>
    };
    Some(view.into_any())
}

/// What the run says.
#[derive(Clone, Debug, PartialEq)]
struct Verdict {
    right: Option<usize>,
    moment: Option<Time>,
    clock: String,
    wait_s: u64,
    failed: u64,
}

impl Verdict {
    fn words(&self, chosen: usize) -> String {
        match self.moment {
            None => text::FIRST_NEVER.to_owned(),
            Some(_) => text::first_verdict(
                self.right == Some(chosen),
                &self.clock,
                &text::span(self.wait_s),
                self.failed,
            ),
        }
    }
}

/// The verdict stands once the play has come to the moment that answers the question.
fn verdict(question: &FirstQuestion, lab: Lab) -> Option<Verdict> {
    let shown = lab.shown.get();
    let run: &Run = shown.run.as_deref()?;
    let moment = question.moment(run);
    let seen = moment.is_none_or(|moment| lab.playhead_s.get() >= moment.secs_f64());
    if lab.revealing.get() && !seen {
        return None;
    }
    let wait = moment.map(|moment| moment.since(question.rise));
    Some(Verdict {
        right: question.right(run),
        moment,
        clock: moment.map_or(String::new(), |m| run.start.clock(m).to_string()),
        wait_s: wait.map_or(0, |wait| wait.secs_f64() as u64),
        failed: run.summary.requests.failed.total(),
    })
}

fn heading(question: &FirstQuestion) -> String {
    let at = question.scenario.start.clock(question.rise);
    let doubles = question.after_rps == 2.0 * question.before_rps;
    text::first_question(&if doubles {
        text::traffic_doubles(at)
    } else {
        text::traffic_rises(at, question.before_rps, question.after_rps)
    })
}

fn situation(question: &FirstQuestion) -> String {
    let scenario: &Scenario = &question.scenario;
    let model = &scenario.model;
    let each_rps = f64::from(model.workers) * 1000.0 / model.service_time.mean_ms();
    let max = scenario.scaling.as_ref().map_or(0, |s| s.max_capacity);
    text::situation(
        scenario.endpoint.initial_count(),
        question.before_rps,
        each_rps,
        max,
    )
}

fn labels(question: &FirstQuestion) -> [String; 3] {
    let clock = |wait: Span| question.scenario.start.clock(question.rise + wait);
    let minutes = |wait: Span| (wait.secs_f64() / 60.0) as u32;
    let [at_once, alarm, later] = question.answers;
    [
        text::within_a_minute(clock(at_once)),
        text::after_the_alarm(clock(alarm), minutes(alarm)),
        text::minutes_later(clock(later), minutes(later)),
    ]
}
