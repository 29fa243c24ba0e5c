//! The page at `#/review`: what is due, one question at a time.

use headroom_study::plan::Today;
use headroom_study::review::{Due, next_day};
use leptos::prelude::*;

use super::asking::{self, Gathered};
use super::icon::{Icon, icon};
use super::lab::LabView;
use super::lesson::under;
use super::question::{Sheet, Shown, sheet};
use crate::platform::{clock, document, media, task};
use crate::route::{self, router};
use crate::state::{
    Fetched, Fresh, KeyState, Review, Saving, desk, due_today, next_lesson, today, wish,
};
use crate::text::{self, review as words};

/// The page.
#[component]
pub fn ReviewPage() -> impl IntoView {
    Effect::new(move |_| router().arrived(words::REVIEW));
    let desk = desk();
    on_cleanup(move || {
        desk.engine().stop_run();
        desk.engine().stop_key();
    });
    let known = Memo::new(move |_| desk.notebook.saving.get() != Saving::Opening);
    // What is due when the page opens: an answer must not take its own question away.
    let due = Memo::new(move |before: Option<&Option<Vec<Due>>>| {
        let kept = before.and_then(Clone::clone);
        kept.or_else(|| known.get().then(|| untrack(sitting_of_today)))
    });
    let wanted = move |id: &str| {
        let is_due = |due: &Vec<Due>| due.iter().any(|due| due.lesson == id);
        due.with(|due| due.as_ref().is_some_and(is_due))
    };
    let lessons = asking::gather(wanted);
    view! {
        <main class="wrap asks">
            <h1 tabindex="-1">{words::REVIEW}</h1>
            {move || match (due.get(), lessons.get()) {
                (Some(due), Gathered::Here(lessons, failed)) => {
                    match (Review::open(desk, &due, &lessons), failed) {
                        (Some(review), _) => sitting(review),
                        (None, Some(why)) => asking::failed(why),
                        (None, None) => nothing_due(),
                    }
                }
                _ => asking::loading(),
            }}
        </main>
    }
}

/// What is due, as far as the minutes of a day go: the rest stays due.
fn sitting_of_today() -> Vec<Due> {
    let mut due = due_today();
    due.truncate(Today::of(wish().minutes, due.len(), None).reviews);
    due
}

/// Nothing is due: when something will be, and what else there is.
fn nothing_due() -> AnyView {
    let (zone, today) = today();
    let records = desk().notebook.records;
    let next = records.with_untracked(|all| next_day(all, zone, today));
    view! {
        <p class="lead">{words::nothing_due(today, next)}</p>
        <h2>{words::INSTEAD}</h2>
        {instead()}
    }
    .into_any()
}

/// The next lesson, and a drill.
fn instead() -> AnyView {
    let library = desk().library;
    let lesson = move || {
        let Fetched::Ready(course) = library.course.get() else {
            return None;
        };
        let next = next_lesson(&course)?;
        Some(view! {
            <a class="btn pri" href=route::lesson(&next.id)>
                {words::go_on(&next.title)}
                {icon(Icon::Next)}
            </a>
        })
    };
    view! {
        <div class="act">
            {lesson} <a class="btn" href=route::DRILL>
                {words::DRILL}
            </a> <a class="btn" href=route::HOME>
                {text::BACK_TO_PATH}
            </a>
        </div>
    }
    .into_any()
}

fn sitting(review: Review) -> AnyView {
    let of = review.questions.with_value(Vec::len);
    Effect::new(move |before: Option<usize>| {
        let at = review.at.get();
        if before.is_some_and(|before| before != at) {
            task::spawn(async {
                // The views of this change come first.
                clock::sleep(0).await;
                document::scroll_to_top();
                document::focus(".asks h2");
            });
        }
        at
    });
    (move || match review.now() {
        Some(fresh) => asked(review, fresh, review.at.get() + 1, of),
        None => end(review),
    })
    .into_any()
}

/// One question: situation, question, and its timeline.
fn asked(review: Review, fresh: Fresh, number: usize, of: usize) -> AnyView {
    let quiz = fresh.quiz;
    let show = move |what| {
        let world = match what {
            Shown::World(world) => Some((world, None)),
            // Its label would say the cause.
            Shown::Evidence => evidence(fresh).map(|world| (world, Some(text::EVIDENCE))),
        };
        if let Some((world, label)) = world {
            review.show(fresh, world, label);
            // It stands below everything that was said.
            if media::is_narrow() {
                document::scroll_to(".asking .lab");
            }
        }
    };
    // What is marked must not go with a view that is built anew.
    let shows = Memo::new(move |_| fresh.shows());
    let question = move || {
        if !shows.get() {
            return view! { <p class="lbl" role="status">{words::DRAWING}</p> }.into_any();
        }
        sheet(Sheet {
            asked: fresh.asked.get_untracked(),
            quiz,
            number,
            check: Callback::new(move |()| review.check()),
            asks_sure: true,
            reveal: None,
            show: Callback::new(show),
        })
    };
    let onward = move || {
        let unclear = fresh.settled.get() && quiz.key.with(|key| *key == KeyState::Known(None));
        let closed = quiz.closed.get();
        let (title, id) = fresh
            .lesson
            .with_value(|lesson| (lesson.title.clone(), lesson.id.clone()));
        (closed || unclear).then(|| {
            let words = match (closed, number == of) {
                (false, _) => words::PASS_OVER,
                (true, true) => words::TO_THE_END,
                (true, false) => words::NEXT_QUESTION,
            };
            view! {
                <div class="act">
                    <button class="btn pri" type="button" on:click=move |_| review.next()>
                        {words}
                        {icon(Icon::Next)}
                    </button>
                    <a href=route::lesson(&id)>{words::go_on(&title)}</a>
                </div>
            }
        })
    };
    let strips = fresh.lesson.with_value(|lesson| lesson.strips.clone());
    let lab = review.lab;
    let ran = move || lab.shown.with(|shown| shown.run.is_some()).to_string();
    view! {
        <h2 class="lbl count" tabindex="-1">
            {words::question_of(number, of)}
        </h2>
        <div class="asking">
            <div class="prose">{asking::situation(fresh)} {question} {onward}</div>
            <section class="lab" aria-label=text::LAB data-ran=ran>
                <div class="labh" role="status">
                    <b>{move || review.label.get()}</b>
                </div>
                <LabView lab=lab strips=strips />
                <div class="under">
                    {move || quiz.closed.get().then(|| under(lab)).flatten()}
                </div>
            </section>
        </div>
    }
    .into_any()
}

/// The world of the right cause of a diagnosis, once it is known which one it is.
fn evidence(fresh: Fresh) -> Option<usize> {
    let key = untrack(|| fresh.quiz.known())?;
    let asked = fresh.asked.get_untracked();
    asked.choosables().get(key.right_option()?)?.stand.world()
}

/// The end: what was right, and when each question comes back.
fn end(review: Review) -> AnyView {
    let questions = review.questions.get_value();
    let is_right = |fresh: &Fresh| {
        let told = fresh.quiz.told.get_untracked();
        told.map(|told| told.correct)
    };
    let right = questions.iter().filter(|q| is_right(q) == Some(true));
    let sum = words::reviewed(right.count(), questions.len());
    let rows: Vec<AnyView> = questions
        .iter()
        .map(|fresh| {
            let back = untrack(|| review.back_on(*fresh));
            let when = match (is_right(fresh), back) {
                (Some(_), (Some(back), today)) => words::comes_back(today, back),
                _ => words::STAYS_DUE.to_owned(),
            };
            let right = is_right(fresh) == Some(true);
            let (title, id) = fresh
                .lesson
                .with_value(|lesson| (lesson.title.clone(), lesson.id.clone()));
            view! {
                <li class="outcome" data-right=right.to_string()>
                    <p class="ti">
                        {icon(if right { Icon::Check } else { Icon::Cross })}
                        <b>{asking::stem(&fresh.asked.get_untracked().stem)}</b>
                    </p>
                    <p>
                        {if right { text::OPTION_WORDS.right } else { text::OPTION_WORDS.wrong }} ". "
                        {when} " " <a href=route::lesson(&id)>{words::go_on(&title)}</a>
                    </p>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <h2 tabindex="-1">{words::REVIEWED}</h2>
        <p class="lead">{sum}</p>
        <ul class="outcomes">{rows}</ul>
        {instead()}
    }
    .into_any()
}
