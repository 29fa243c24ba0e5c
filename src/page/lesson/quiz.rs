//! The fourth beat: questions whose keys are simulated.

use std::sync::Arc;

use headroom_study::feedback::Part;
use headroom_study::question::{Kind, Question as Asked};
use headroom_study::trap;
use leptos::prelude::*;

use super::answer::{fields, marked};
use super::beat::{Beat, BeatState};
use crate::page::icon::{Icon, icon};
use crate::page::prose;
use crate::state::{Attempt, KeyState, OnShow, Quiz, lesson_progress};
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
    let asked = Arc::new(asked.clone());
    let kept = StoredValue::new(asked.clone());
    let blocked = Memo::new(move |_| quiz.blocked(&kept.get_value()));
    // By click, which Enter in a field gives too: a frame may be forbidden to submit forms.
    let check = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if blocked.get_untracked().is_none() {
            attempt.check(number);
        }
    };
    let button = match asked.kind {
        Kind::Design(_) => text::RUN_DESIGN,
        _ if asked.worlds.is_empty() => text::CHECK_FACT,
        _ => text::CHECK,
    };
    view! {
        <section class="question">
            {prose::blocks(&asked.stem)}
            {evidence(attempt, number, &asked, quiz)}
            <form on:submit=|event| event.prevent_default()>
                {fields(asked.clone(), quiz, number + 1)}
                <div class="act">
                    {move || {
                        (!quiz.closed.get())
                            .then(|| {
                                view! {
                                    <button
                                        class="btn pri"
                                        type="submit"
                                        on:click=check
                                        aria-disabled=move || blocked.get().is_some().to_string()
                                    >
                                        {button}
                                    </button>
                                }
                            })
                    }}
                    {move || {
                        let given_up = quiz.closed.get() || quiz.told.with(Option::is_none);
                        (!given_up)
                            .then(|| {
                                view! {
                                    <button
                                        class="btn q"
                                        type="button"
                                        on:click=move |_| attempt.reveal(number)
                                    >
                                        {text::REVEAL}
                                    </button>
                                }
                            })
                    }} <span class="lbl" role="status">
                        {move || status(quiz, &kept.get_value(), blocked.get())}
                    </span>
                </div>
            </form>
            <div class="feedback" role="status">
                {move || told(quiz)}
            </div>
            {move || parts(attempt, number, &kept.get_value(), quiz)}
        </section>
    }
    .into_any()
}

/// Puts the run behind a diagnosis on the timeline, once it is known which one it is.
fn evidence(attempt: Attempt, number: usize, asked: &Asked, quiz: Quiz) -> Option<AnyView> {
    matches!(asked.kind, Kind::Diagnose(_)).then(|| {
        (move || {
            quiz.known().map(|_| {
                view! {
                    <div class="act">
                        <button
                            class="btn"
                            type="button"
                            on:click=move |_| attempt.show(OnShow::Evidence(number))
                        >
                            {text::SHOW_EVIDENCE}
                        </button>
                    </div>
                }
            })
        })
        .into_any()
    })
}

/// What is missing; how far the key is, for an answer that waits for it; else what it is made of.
fn status(quiz: Quiz, asked: &Asked, blocked: Option<String>) -> String {
    let worlds = asked.worlds.len();
    if quiz.refused.with(|refused| !refused.is_empty()) {
        return quiz.refused.with(|refused| refused.join(" "));
    }
    match (quiz.key.get(), quiz.waiting.with(Option::is_some)) {
        (KeyState::Known(None), _) => text::NO_KEY.to_owned(),
        (KeyState::Trying(done, of), true) => text::trying(done, of),
        (KeyState::Unknown, true) => text::trying(0, worlds as u32 * asked.seeds),
        _ => match blocked.filter(|words| !words.is_empty() && quiz.touched.get()) {
            Some(missing) => missing,
            None if worlds == 0 => text::FACT_BASIS.to_owned(),
            None => text::key_basis(worlds, asked.seeds),
        },
    }
}

/// The verdict, and the wrong idea behind a wrong answer.
fn told(quiz: Quiz) -> Option<AnyView> {
    let told = quiz.told.get()?;
    let ideas: Vec<_> = told
        .traps
        .iter()
        .filter_map(|id| trap::trap(id))
        .map(|trap| {
            view! {
                <p class="claim">
                    {text::IDEA} " “" {trap.belief} "” " {trap.instead}
                </p>
            }
        })
        .collect();
    let view = view! {
        <p>{told.sentence}</p>
        {ideas}
    };
    Some(view.into_any())
}

/// What the parts of the answer came to. While the question is open only what gives nothing away:
/// the checked options, what is right so far, and why a design lost points.
fn parts(attempt: Attempt, number: usize, asked: &Asked, quiz: Quiz) -> Option<AnyView> {
    let told = quiz.told.get()?;
    let closed = quiz.closed.get();
    let chosen: Vec<usize> = quiz
        .answers
        .with(|all| all.iter().flat_map(marked).collect());
    let told_now = |i: usize, part: &Part| match asked.kind {
        Kind::Choice(_) | Kind::MultipleResponse(_) | Kind::Diagnose(_) => chosen.contains(&i),
        Kind::Numeric(_) | Kind::Prediction(_) => false,
        Kind::Order(_) | Kind::Match(_) => part.right,
        Kind::Design(_) => true,
    };
    let rows: Vec<AnyView> = told
        .parts
        .into_iter()
        .enumerate()
        .filter(|(i, part)| closed || told_now(*i, part))
        .map(|(_, part)| outcome(attempt, number, part))
        .collect();
    Some(view! { <ul class="outcomes">{rows}</ul> }.into_any())
}

fn outcome(attempt: Attempt, number: usize, part: Part) -> AnyView {
    let mark = if part.right { Icon::Check } else { Icon::Cross };
    let show = part.world.map(|world| {
        view! {
            <button
                class="btn q"
                type="button"
                aria-label=text::show_run_of(&part.label)
                on:click=move |_| attempt.show(OnShow::World(number, world))
            >
                {text::SHOW_RUN}
            </button>
        }
    });
    view! {
        <li class="outcome" data-right=part.right.to_string()>
            <p class="ti">
                {icon(mark)} <b>{part.label}</b>
            </p>
            {(!part.text.is_empty()).then(|| view! { <p>{part.text}</p> })}
            {show}
        </li>
    }
    .into_any()
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
