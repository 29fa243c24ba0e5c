//! A lesson, or a part of it, as a frame in somebody's page: poster, lesson, result. It takes
//! neither the focus nor the scroll of the page around it.

use std::sync::Arc;

use headroom_embed::message::Progress;
use headroom_embed::options::{Options, Problem, Step};
use headroom_embed::session::{Delivery, Event};
use headroom_study::Lesson;
use leptos::prelude::*;

use super::icon::mark;
use super::lesson::LessonBody;
use super::prose;
use crate::platform::{clock, document, host, transfer};
use crate::state::{Attempt, Fetched, Host, Saving, desk, frame, lesson_progress};
use crate::text::{self, embed as words};

/// The page of a frame.
#[component]
pub fn EmbedPage(
    /// What the address asks for.
    options: Options,
    /// What is wrong with it.
    problems: Vec<Problem>,
) -> impl IntoView {
    let desk = desk();
    let id = options.lesson.clone().unwrap_or_default();
    let talk = Host::open(&id, desk.theme);
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    if !said.is_empty() {
        talk.tell(Event::BadAddress(&said.join(". ")));
    }
    Effect::new(move |_| {
        host::watch_height("main.frame", move |height| talk.tell(Event::Height(height)))
    });
    let lesson = (!id.is_empty()).then(|| desk.library.lesson(&id));
    let known = Memo::new(move |_| desk.notebook.saving.get() != Saving::Opening);
    let step = StoredValue::new(options.step);
    view! {
        <main class="frame">
            <BadAddress said=said />
            {lesson.map(|lesson| move || match lesson.get() {
                Fetched::Ready(lesson) if known.get() => framed(&lesson, step.get_value(), talk),
                Fetched::Ready(_) | Fetched::Loading => {
                    view! { <p class="fnote" role="status">{text::LOADING_LESSON}</p> }.into_any()
                }
                Fetched::Failed(why) => {
                    talk.tell(Event::BadAddress(&why));
                    view! {
                        <div class="fnote">
                            <h1>{text::THIS_LESSON_FAILED}</h1>
                            <p>{why}</p>
                        </div>
                    }
                        .into_any()
                }
            })}
        </main>
    }
}

/// What is wrong with the address, all of it.
#[component]
fn BadAddress(said: Vec<String>) -> impl IntoView {
    (!said.is_empty()).then(|| {
        let said: Vec<_> = said
            .into_iter()
            .map(|one| view! { <li>{one}</li> })
            .collect();
        view! {
            <div class="fnote">
                <h2>{words::BAD_ADDRESS}</h2>
                <ul>{said}</ul>
            </div>
        }
    })
}

/// The part of the lesson that was asked for, or that there is none.
fn framed(lesson: &Lesson, step: Option<Step>, talk: Host) -> AnyView {
    match (frame::part(lesson, step.as_ref()), step) {
        (Some(part), step) => {
            view! { <Framed lesson=Arc::new(part) step=step talk=talk /> }.into_any()
        }
        (None, Some(Step::Question(id))) => {
            let said = words::no_question(&id);
            talk.tell(Event::BadAddress(&said));
            view! { <BadAddress said=vec![said] /> }.into_any()
        }
        (None, _) => ().into_any(),
    }
}

#[component]
fn Framed(lesson: Arc<Lesson>, step: Option<Step>, talk: Host) -> impl IntoView {
    document::set_title(&text::tab_title(&lesson.title));
    let started = RwSignal::new(false);
    let progress = RwSignal::new(None::<Progress>);
    let kept = StoredValue::new((lesson.clone(), step));
    let start = move |_| {
        started.set(true);
        talk.tell(Event::Started);
    };
    view! {
        <header class="fh">
            {mark()}
            <h1 tabindex="-1">{lesson.title.clone()}</h1>
        </header>
        {move || {
            // A new round begins when the host asks for it.
            let again = talk.resets.get() > 0;
            let (lesson, step) = kept.get_value();
            if started.get() {
                view! { <Round lesson=lesson step=step talk=talk again=again progress=progress /> }.into_any()
            } else {
                let begun = lesson_progress(&lesson.id).is_some();
                let button = if begun { words::GO_ON } else { words::START };
                view! {
                    <div class="poster">
                        <p class="ask">{lesson.question.clone()}</p>
                        {prose::blocks(&lesson.lead)}
                        <p class="lbl">{words::poster(step.is_none().then_some(lesson.minutes), lesson.questions.len())}</p>
                        <div class="act">
                            <button class="btn pri" type="button" on:click=start>
                                {button}
                            </button>
                        </div>
                    </div>
                }
                    .into_any()
            }
        }}
        <Foot progress=progress talk=talk />
    }
}

/// One go at the part, from the records or from the beginning.
#[component]
fn Round(
    lesson: Arc<Lesson>,
    step: Option<Step>,
    talk: Host,
    /// From the beginning, whatever the records say.
    again: bool,
    progress: RwSignal<Option<Progress>>,
) -> impl IntoView {
    let desk = desk();
    let attempt = Attempt::open_part(desk, lesson, again);
    on_cleanup(move || {
        desk.engine().stop_run();
        desk.engine().stop_key();
    });
    let shown = step.clone();
    let now = Memo::new(move |_| frame::progress(attempt, step.as_ref()));
    Effect::new(move |before: Option<Progress>| {
        let now = now.get();
        if before.as_ref() != Some(&now) {
            talk.tell(Event::Progress(now.clone()));
            progress.set(Some(now.clone()));
            let was_done = before.is_some_and(|before| before.done == before.of);
            if now.done == now.of && !was_done {
                talk.tell(Event::Completed(now.clone()));
            }
        }
        now
    });
    tell_answers(attempt, talk);
    let asked_before = talk.runs.get_untracked();
    Effect::new(move |_| {
        if talk.runs.get() > asked_before {
            untrack(|| attempt.commit());
        }
    });
    view! { <LessonBody attempt=attempt step=shown /> }
}

/// Tells the host of each answer that is given from now on.
fn tell_answers(attempt: Attempt, talk: Host) {
    for (number, quiz) in attempt.quizzes.get_value().into_iter().enumerate() {
        let question = attempt
            .lesson
            .with_value(|lesson| lesson.questions[number].id.clone());
        Effect::new(move |before: Option<usize>| {
            let tries = quiz.answers.with(Vec::len);
            let told = quiz.told.get();
            let (Some(before), Some(told)) = (before, told) else {
                return before.unwrap_or(tries);
            };
            if tries > before {
                talk.tell(Event::Answered {
                    question: &question,
                    correct: told.correct,
                    attempt: tries as u32,
                });
            }
            tries
        });
    }
}

/// Points, where the result is, and the ways out.
#[component]
fn Foot(progress: RwSignal<Option<Progress>>, talk: Host) -> impl IntoView {
    let saved = RwSignal::new(None::<String>);
    let points = move || progress.with(|now| now.as_ref().map(words::points));
    let done =
        Memo::new(move |_| progress.with(|now| now.as_ref().is_some_and(|now| now.done == now.of)));
    let save = move |_| {
        if let Some(now) = progress.get_untracked() {
            saved.set(Some(match save_result(&now) {
                Ok(()) => words::RESULT_SAVED.to_owned(),
                Err(why) => why,
            }));
        }
    };
    let address = host::address();
    view! {
        <footer class="ff">
            <b>{points}</b>
            <span class="lbl" role="status">
                {move || saved.get().unwrap_or_else(|| match talk.delivery.get() {
                    Delivery::Kept if !host::framed() => String::new(),
                    delivery => words::delivery(delivery).to_owned(),
                })}
            </span>
            <span class="sp"></span>
            {move || {
                done.get().then(|| {
                    view! {
                        <button class="btn" type="button" on:click=save>
                            {words::SAVE_RESULT}
                        </button>
                    }
                })
            }}
            {move || {
                let id = progress.with(|now| now.as_ref().map(|now| now.lesson.clone()))?;
                let to = format!("{address}{}", crate::route::lesson(&id));
                Some(view! {
                    <a href=to target="_blank" rel="noopener">
                        {words::OPEN_APP}
                    </a>
                })
            }}
        </footer>
    }
}

/// Hands the result to the browser as a file.
fn save_result(now: &Progress) -> Result<(), String> {
    let result = serde_json::json!({
        "headroom": "result",
        "v": 1,
        "app": env!("CARGO_PKG_VERSION"),
        "epochMs": clock::epoch_ms(),
        "result": now,
    });
    let text = serde_json::to_string_pretty(&result).map_err(|why| why.to_string())?;
    transfer::save(&format!("headroom-{}.json", now.lesson), &text)
}
