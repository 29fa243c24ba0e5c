//! The fourth beat: questions whose keys are simulated.

use std::sync::Arc;

use headroom_study::feedback;
use headroom_study::{Answer, Question as Asked};
use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::page::icon::{Icon, icon};
use crate::page::prose;
use crate::state::{Attempt, KeyState, Quiz, lesson_progress};
use crate::text;
use crate::widget::radio_options::{OptionState, RadioOptions};

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
                        (0..lesson.questions.len())
                            .map(|question| {
                                view! { <Question attempt=attempt question=question /> }
                            })
                            .collect::<Vec<_>>()
                    })
            }}
            {move || (ran.get() && attempt.finished()).then(|| view! { <After attempt=attempt /> })}
        </Beat>
    }
}

#[component]
fn Question(attempt: Attempt, question: usize) -> impl IntoView {
    let lesson = attempt.lesson.get_value();
    let Some((choice, quiz)) = lesson.questions.get(question).zip(attempt.quiz(question)) else {
        return ().into_any();
    };
    let choice = StoredValue::new(Arc::new(choice.clone()));
    let check = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        attempt.check(question);
    };
    let blocked = move || {
        quiz.solved()
            || quiz.waiting.get().is_some()
            || quiz
                .chosen
                .get()
                .is_none_or(|c| quiz.answers.with(|a| a.contains(&c)))
    };
    view! {
        {prose::blocks(&choice.get_value().stem)}
        <form on:submit=check>
            <Options choice=choice quiz=quiz question=question />
            <div class="act">
                {move || {
                    (!quiz.solved())
                        .then(|| {
                            view! {
                                <button class="btn pri" type="submit" disabled=blocked>
                                    {text::CHECK}
                                </button>
                            }
                        })
                }} <span class="lbl" role="status">
                    {move || progress(quiz, &choice.get_value())}
                </span>
            </div>
        </form>
        <div class="feedback" role="status">
            {move || {
                let key = quiz.known()?;
                let last = quiz.answers.with(|answers| answers.last().copied())?;
                let said = feedback::feedback(&choice.get_value(), &key, &Answer::One(last));
                Some(view! { <p>{said.sentence}</p> })
            }}
        </div>
        <Outcomes attempt=attempt choice=choice quiz=quiz question=question />
    }
    .into_any()
}

#[component]
fn Options(choice: StoredValue<Arc<Asked>>, quiz: Quiz, question: usize) -> impl IntoView {
    let options = choice.with_value(|c| c.choosables().iter().map(|o| o.label.clone()).collect());
    let states = Signal::derive(move || {
        let count = choice.with_value(|c| c.choosables().len());
        let right = quiz.known().and_then(|key| key.right_option());
        let solved = quiz.solved();
        let waits = quiz.waiting.get().is_some();
        let state = |i: usize| match quiz.answers.with(|answers| answers.contains(&i)) {
            true if right == Some(i) => OptionState::Right,
            // Answered before, and the key is still being simulated.
            true if right.is_none() => OptionState::Closed,
            true => OptionState::Wrong,
            false if solved || waits => OptionState::Closed,
            false => OptionState::Open,
        };
        (0..count).map(state).collect::<Vec<_>>()
    });
    let legend = text::one_answer_of(question + 1);
    view! {
        <RadioOptions
            legend=legend
            options=options
            words=text::OPTION_WORDS
            chosen=quiz.chosen
            states=states
        />
    }
}

/// How far the key is, for an answer that waits for it; else what it is made of.
fn progress(quiz: Quiz, choice: &Asked) -> String {
    match (quiz.key.get(), quiz.waiting.get()) {
        (KeyState::Known(None), _) => text::NO_KEY.to_owned(),
        (KeyState::Trying(done, of), Some(_)) => text::trying(done, of),
        (KeyState::Unknown, Some(_)) => text::trying(0, choice.worlds.len() as u32 * choice.seeds),
        _ => text::key_basis(choice.worlds.len(), choice.seeds),
    }
}

/// What the checked options came to; all of them once the question is solved.
#[component]
fn Outcomes(
    attempt: Attempt,
    choice: StoredValue<Arc<Asked>>,
    quiz: Quiz,
    question: usize,
) -> impl IntoView {
    move || {
        let key = quiz.known()?;
        let answers = quiz.answers.get();
        let all = quiz.solved();
        let last = *answers.last()?;
        let said = feedback::feedback(&choice.get_value(), &key, &Answer::One(last));
        let rows: Vec<_> = said
            .parts
            .into_iter()
            .enumerate()
            .filter(|(i, _)| all || answers.contains(i))
            .map(|(i, option)| {
                let right = option.right;
                let label = option.label.clone();
                view! {
                    <li class="outcome" data-right=right.to_string()>
                        <p class="ti">
                            {if right { icon(Icon::Check).into_any() } else { icon(Icon::Cross).into_any() }}
                            <b>{option.label}</b>
                        </p>
                        <p>{option.text}</p>
                        <button
                            class="btn q"
                            type="button"
                            aria-label=text::show_run_of(&label)
                            on:click=move |_| attempt.show_option(question, i)
                        >
                            {text::SHOW_RUN}
                        </button>
                    </li>
                }
            })
            .collect();
        Some(view! { <ul class="outcomes">{rows}</ul> })
    }
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
                <a class="btn pri" href=crate::route::HOME>
                    {text::BACK_TO_PATH}
                </a>
            </div>
        </div>
    }
}
