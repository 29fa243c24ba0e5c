//! A question on a page: its stem, its fields, and what its answer is told. Whoever shows it says
//! what checking does and where a run appears.

mod answer;

use std::sync::Arc;

use headroom_study::feedback::Part;
use headroom_study::question::{Kind, Question};
use headroom_study::trap;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::prose;
use crate::state::{KeyState, Quiz};
use crate::text;
use crate::widget::segment::Segment;
pub use answer::{fields, marked, predicted};

/// A question and what its buttons do.
#[derive(Clone)]
pub struct Sheet {
    /// What is asked.
    pub asked: Arc<Question>,
    /// Its state.
    pub quiz: Quiz,
    /// Its number on the page, from 1.
    pub number: usize,
    /// Checks what is marked.
    pub check: Callback<()>,
    /// Asks how sure the learner is. A frame is too small for it.
    pub asks_sure: bool,
    /// Gives it up; `None` where that is no way out.
    pub reveal: Option<Callback<()>>,
    /// Puts a run on the page's timeline.
    pub show: Callback<Shown>,
}

/// A run of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// That of the world of this index.
    World(usize),
    /// That of the right cause of a diagnosis.
    Evidence,
}

/// The question.
pub fn sheet(sheet: Sheet) -> AnyView {
    let Sheet {
        asked,
        quiz,
        number,
        check,
        asks_sure,
        reveal,
        show,
    } = sheet;
    let kept = StoredValue::new(asked.clone());
    let blocked = Memo::new(move |_| quiz.blocked(&kept.get_value()));
    // By click, which Enter in a field gives too: a frame may be forbidden to submit forms.
    let check = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if blocked.get_untracked().is_none() {
            check.run(());
        }
    };
    let button = match asked.kind {
        Kind::Design(_) => text::RUN_DESIGN,
        _ if asked.worlds.is_empty() => text::CHECK_FACT,
        _ => text::CHECK,
    };
    let given_up = move |reveal: Callback<()>| {
        (!quiz.closed.get() && quiz.told.with(Option::is_some)).then(|| {
            view! {
                <button class="btn q" type="button" on:click=move |_| reveal.run(())>
                    {text::REVEAL}
                </button>
            }
        })
    };
    view! {
        <section class="question">
            {prose::blocks(&asked.stem)}
            {evidence(&asked, quiz, show)}
            <form on:submit=|event| event.prevent_default()>
                {fields(asked.clone(), quiz, number)}
                {move || (asks_sure && !quiz.closed.get()).then(|| sure(quiz))}
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
                    {reveal.map(|reveal| move || given_up(reveal))}
                    <span class="lbl" role="status">
                        {move || status(quiz, &kept.get_value(), blocked.get())}
                    </span>
                </div>
            </form>
            <div class="feedback" role="status">
                {move || told(quiz)}
            </div>
            {move || parts(&kept.get_value(), quiz, show)}
        </section>
    }
    .into_any()
}

/// How sure the learner is: asked before the check, and never a must.
pub fn sure(quiz: Quiz) -> AnyView {
    view! {
        <div class="sure">
            <span class="lbl" aria-hidden="true">
                {text::HOW_SURE}
            </span>
            <Segment
                label=text::HOW_SURE
                options=text::SURE.map(String::from).to_vec()
                chosen=quiz.sure
            />
        </div>
    }
    .into_any()
}

/// Puts the run behind a diagnosis on the timeline, once it is known which one it is.
fn evidence(asked: &Question, quiz: Quiz, show: Callback<Shown>) -> Option<AnyView> {
    matches!(asked.kind, Kind::Diagnose(_)).then(|| {
        (move || {
            quiz.known().map(|_| {
                view! {
                    <div class="act">
                        <button
                            class="btn"
                            type="button"
                            on:click=move |_| show.run(Shown::Evidence)
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
fn status(quiz: Quiz, asked: &Question, blocked: Option<String>) -> String {
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
    let view = view! {
        <p>{told.sentence}</p>
        {ideas(&told.traps)}
    };
    Some(view.into_any())
}

/// Wrong ideas, by their ids.
pub fn ideas(traps: &[String]) -> Vec<AnyView> {
    let known = traps.iter().filter_map(|id| trap::trap(id));
    known
        .map(|trap| {
            view! {
                <p class="claim">
                    {text::IDEA} " “" {trap.belief} "” " {trap.instead}
                </p>
            }
            .into_any()
        })
        .collect()
}

/// What the parts of the answer came to. While the question is open only what gives nothing away:
/// the checked options, what is right so far, and why a design lost points.
fn parts(asked: &Question, quiz: Quiz, show: Callback<Shown>) -> Option<AnyView> {
    let told = quiz.told.get()?;
    let closed = quiz.closed.get();
    let chosen: Vec<usize> = quiz
        .answers
        .with(|all| all.iter().flat_map(marked).collect());
    let told_now = |i: usize, part: &Part| match asked.kind {
        Kind::Choice(_) | Kind::MultipleResponse(_) | Kind::Diagnose(_) => chosen.contains(&i),
        Kind::Numeric(_) | Kind::Prediction(_) => false,
        Kind::Order(_) | Kind::Match(_) => part.right,
        // The last part is the reference.
        Kind::Design(ref design) => i < design.requirements.len(),
    };
    let rows: Vec<AnyView> = told
        .parts
        .into_iter()
        .enumerate()
        .filter(|(i, part)| closed || told_now(*i, part))
        .map(|(_, part)| outcome(part, Some(show)))
        .collect();
    Some(view! { <ul class="outcomes">{rows}</ul> }.into_any())
}

/// One part of an answer, with the run that shows it where there is a timeline.
pub fn outcome(part: Part, show: Option<Callback<Shown>>) -> AnyView {
    let mark = if part.right { Icon::Check } else { Icon::Cross };
    let show = part.world.zip(show).map(|(world, show)| {
        view! {
            <button
                class="btn q"
                type="button"
                aria-label=text::show_run_of(&part.label)
                on:click=move |_| show.run(Shown::World(world))
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
