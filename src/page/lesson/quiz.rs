//! The fourth beat: questions whose keys are simulated.

use std::sync::Arc;

use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::page::prose;
use crate::page::question::{Sheet, Shown, sheet};
use crate::state::{Attempt, OnShow, lesson_progress};
use crate::text;

/// Quiz.
#[component]
pub fn QuizBeat(attempt: Attempt) -> impl IntoView {
    let ran = Memo::new(move |_| attempt.seen());
    let state = Signal::derive(move || {
        if !ran.get() {
            BeatState::ToCome
        } else if attempt.finished() {
            BeatState::Done
        } else if attempt.answering() {
            BeatState::Now
        } else {
            BeatState::Open
        }
    });
    view! {
        <Beat number=4 title=text::BEATS[3] state=state>
            {move || {
                ran.get()
                    .then(|| {
                        let lesson = attempt.lesson.get_value();
                        let questions = 0..lesson.questions.len();
                        view! {
                            {prose::blocks(&lesson.quiz)}
                            {questions.map(|n| question(attempt, n)).collect::<Vec<_>>()}
                        }
                    })
            }}
            {move || (ran.get() && attempt.finished() && !attempt.part).then(|| view! { <After attempt=attempt /> })}
        </Beat>
    }
}

fn question(attempt: Attempt, number: usize) -> AnyView {
    let lesson = attempt.lesson.get_value();
    let Some((asked, quiz)) = lesson.questions.get(number).zip(attempt.quiz(number)) else {
        return ().into_any();
    };
    let show = move |what| {
        attempt.show(match what {
            Shown::World(world) => OnShow::World(number, world),
            Shown::Evidence => OnShow::Evidence(number),
        });
    };
    let asked = Arc::new(asked.clone());
    let mut rows: Vec<&str> = asked.facts().iter().map(|fact| fact.row).collect();
    rows.sort_unstable();
    rows.dedup();
    let sheet = sheet(Sheet {
        asked,
        quiz,
        number: number + 1,
        check: Callback::new(move |()| attempt.check(number)),
        asks_sure: !attempt.part,
        reveal: Some(Callback::new(move |()| attempt.reveal(number))),
        show: Callback::new(show),
    });
    // A frame has nothing else of the app.
    let is_told = move || quiz.closed.get() && !attempt.part;
    view! {
        {sheet}
        {move || (is_told() && !rows.is_empty()).then(|| in_the_reference(&rows))}
    }
    .into_any()
}

/// The way to the facts that have decided.
fn in_the_reference(rows: &[&str]) -> AnyView {
    let links: Vec<AnyView> = rows
        .iter()
        .map(|row| {
            view! { " " <a href=crate::route::reference(row)>{(*row).to_owned()}</a> }.into_any()
        })
        .collect();
    view! { <p class="lbl">{text::IN_THE_REFERENCE} {links}</p> }.into_any()
}

/// The end of the lesson.
#[component]
fn After(attempt: Attempt) -> impl IntoView {
    let lesson = attempt.lesson.get_value();
    let id = lesson.id.clone();
    let score = move || lesson_progress(&id).map(|mine| text::lesson_score(&mine));
    view! {
        <div class="after">
            <p>
                <b>{text::LESSON_DONE}</b>
            </p>
            <p class="sum">{score}</p>
            {prose::blocks(&lesson.after)}
            <div class="act">
                <a class="btn" href=attempt.lesson.with_value(|l| crate::route::sandbox(&l.id))>
                    {text::sandbox::OPEN_IN_SANDBOX}
                </a>
                <a class="btn pri" href=crate::route::HOME>
                    {text::BACK_TO_PATH}
                </a>
                <a class="btn q" href=crate::route::embed(&lesson.id)>
                    {text::embed::EMBED_THIS}
                </a>
            </div>
        </div>
    }
}
