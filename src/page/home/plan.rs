//! The plan until the exam: two fields, and what fits. What it leaves out, it names.

use std::sync::Arc;

use headroom_study::Course;
use headroom_study::LessonCard;
use headroom_study::plan::{MINUTES_A_DAY, Plan, Wish, day_of, iso};
use leptos::prelude::*;

use crate::route;
use crate::state::{Fetched, desk, due_today, keep_wish, lesson_progress, today, wish};
use crate::text::plan as words;

/// The fields and the sentence.
#[component]
pub fn ExamPlan() -> impl IntoView {
    let library = desk().library;
    let now = Memo::new(move |_| wish());
    let problem = RwSignal::new(None::<String>);
    let keep = move |next: Wish| {
        problem.set(None);
        if next != now.get_untracked() {
            keep_wish(next);
        }
    };
    let set_day = move |text: String| {
        let before = now.get_untracked();
        match (text.is_empty(), day_of(&text)) {
            (false, None) => problem.set(Some(words::NO_SUCH_DAY.into())),
            (_, exam_day) => keep(Wish { exam_day, ..before }),
        }
    };
    let set_minutes = move |text: String| match text.trim().parse() {
        Ok(minutes) if MINUTES_A_DAY.contains(&minutes) => keep(Wish {
            minutes,
            ..now.get_untracked()
        }),
        _ => problem.set(Some(words::minutes_bounds())),
    };
    let invalid = move || problem.with(Option::is_some).then_some("true");
    view! {
        <section class="exam-plan" aria-labelledby="exam-plan">
            <h2 id="exam-plan">{words::EXAM_PLAN}</h2>
            <div class="exam-fields">
                <label>
                    <span>{words::EXAM_DAY}</span>
                    <input
                        type="date"
                        min=iso(today().1)
                        max="9999-12-31"
                        prop:value=move || now.get().exam_day.map(iso).unwrap_or_default()
                        on:change:target=move |event| set_day(event.target().value())
                    />
                </label>
                <label>
                    <span>{words::MINUTES}</span>
                    <input
                        inputmode="numeric"
                        autocomplete="off"
                        aria-invalid=invalid
                        aria-describedby="exam-problem"
                        prop:value=move || now.get().minutes.to_string()
                        on:change:target=move |event| set_minutes(event.target().value())
                    />
                </label>
            </div>
            <p id="exam-problem" class="c-bad" role="status">
                {move || problem.get()}
            </p>
            {move || match library.course.get() {
                Fetched::Ready(course) => Some(said(&course, now.get())),
                Fetched::Loading | Fetched::Failed(_) => None,
            }}
            {move || {
                now.get()
                    .exam_day
                    .map(|_| {
                        view! {
                            <button
                                class="btn"
                                type="button"
                                on:click=move |_| set_day(String::new())
                            >
                                {words::NO_DAY}
                            </button>
                        }
                    })
            }}
        </section>
    }
}

/// What fits, and by name what does not.
fn said(course: &Arc<Course>, wish: Wish) -> AnyView {
    let is_left = |card: &&LessonCard| !lesson_progress(&card.id).is_some_and(|p| p.finished);
    let left: Vec<&LessonCard> = course.lessons.iter().filter(is_left).collect();
    let minutes: Vec<u32> = left.iter().map(|card| card.minutes).collect();
    let plan = Plan::of(wish, today().1, due_today().len(), &minutes);
    let Some(plan) = plan else {
        let words = wish
            .exam_day
            .map_or_else(|| words::WITHOUT_DAY.to_owned(), words::is_over);
        return view! { <p role="status">{words}</p> }.into_any();
    };
    let out: Vec<_> = left
        .iter()
        .skip(plan.fit)
        .filter(|_| plan.days > 0)
        .map(|card| {
            view! {
                <li>
                    <a href=route::lesson(&card.id)>{card.title.clone()}</a>
                </li>
            }
        })
        .collect();
    let enough = (!out.is_empty()).then(|| words::enough(plan.enough_min));
    view! {
        <div role="status">
            <p>{words::fits(&plan, wish.minutes, left.len())}</p>
            <ul>{out}</ul>
            {enough.map(|words| view! { <p>{words}</p> })}
        </div>
        <p class="lbl">{words::COUNTED}</p>
    }
    .into_any()
}
