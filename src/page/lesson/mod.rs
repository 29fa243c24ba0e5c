//! A lesson: the text with its four beats on one side, the lab on the other.

mod beat;
mod budget;
mod explain;
mod predict;
mod quiz;
mod run;
mod side;

use std::sync::Arc;

use headroom_embed::options::Step;
use headroom_study::Lesson;
use leptos::prelude::*;

use super::prose;
use super::retry::retry;
use crate::platform::{clock, document, media, task};
use crate::route::router;
use crate::state::{Attempt, Fetched, OnShow, Phase, Saving, desk};
use crate::text;
use explain::ExplainBeat;
use predict::PredictBeat;
use quiz::QuizBeat;
use run::RunBeat;
use side::Side;
pub use side::under;

/// The page at `#/lesson/<id>`.
#[component]
pub fn LessonPage(
    /// The lesson's id.
    id: String,
) -> impl IntoView {
    let desk = desk();
    let lesson = desk.library.lesson(&id);
    // Whoever comes here a second time has asked for a second try.
    desk.library.lesson_again(&id);
    // An attempt takes up the records, so they come first.
    let known = Memo::new(move |_| desk.notebook.saving.get() != Saving::Opening);
    let id = StoredValue::new(id);
    move || match lesson.get() {
        Fetched::Ready(lesson) if known.get() => view! { <Loaded lesson=lesson /> }.into_any(),
        Fetched::Ready(_) | Fetched::Loading => view! {
            <main class="wrap notice">
                <p role="status">{text::LOADING_LESSON}</p>
            </main>
        }
        .into_any(),
        Fetched::Failed(why) => view! { <Failed id=id.get_value() why=why /> }.into_any(),
    }
}

/// The lesson did not load: says so, with a second try and a way back.
#[component]
fn Failed(id: String, why: String) -> impl IntoView {
    Effect::new(move |_| router().arrived(text::THIS_LESSON_FAILED));
    let again = Callback::new(move |()| desk().library.lesson_again(&id));
    view! {
        <main class="wrap notice">
            <h1 tabindex="-1">{text::THIS_LESSON_FAILED}</h1>
            {retry(why, again)}
        </main>
    }
}

/// Keeps the focus and the chart in place while the beats change under the reader.
fn follow(attempt: Attempt) {
    let beat = Memo::new(move |_| match attempt.phase.get() {
        Phase::Predicting => 1,
        Phase::Ran if attempt.seen() => 3,
        Phase::Running(_) | Phase::Ran => 2,
    });
    let ran = Memo::new(move |_| attempt.phase.get() == Phase::Ran);
    Effect::new(move |before: Option<(usize, bool)>| {
        let now = (beat.get(), ran.get());
        let Some(before) = before.filter(|before| *before != now) else {
            return now;
        };
        task::spawn(async move {
            // The views of this change come first.
            clock::sleep(0).await;
            if now.1 && !before.1 && media::is_narrow() {
                document::scroll_to(".lab");
            }
            document::focus_if_lost(&format!("#beat-{}", now.0));
        });
        now
    });
    // A run that was asked for from far below must come into sight, and so must the question when
    // the run goes away again.
    Effect::new(move |before: Option<OnShow>| {
        let now = attempt.on_show.get();
        let narrow = media::is_narrow();
        match (before.filter(|before| *before != now && narrow), now) {
            (Some(OnShow::World(question, _) | OnShow::Evidence(question)), OnShow::Own) => {
                document::scroll_to(&format!(".steps .question:nth-of-type({})", question + 1));
            }
            (Some(_), _) => document::scroll_to(".lab"),
            (None, _) => {}
        }
        now
    });
}

#[component]
fn Loaded(lesson: Arc<Lesson>) -> impl IntoView {
    let desk = desk();
    let title = lesson.title.clone();
    Effect::new(move |_| router().arrived(&title));
    let attempt = Attempt::open(desk, lesson.clone());
    on_cleanup(move || {
        desk.engine().stop_run();
        desk.engine().stop_key();
    });
    view! {
        <main>
            <LessonBody attempt=attempt step=None />
        </main>
    }
}

/// The text of a lesson up to a step, and its lab.
#[component]
pub fn LessonBody(
    /// The attempt that it shows.
    attempt: Attempt,
    /// Where it ends; without one, it is the whole lesson.
    step: Option<Step>,
) -> impl IntoView {
    follow(attempt);
    let phase = move || match attempt.phase.get() {
        Phase::Predicting => "predict",
        Phase::Running(_) => "run",
        Phase::Ran => "explain",
    };
    let lesson = attempt.lesson.get_value();
    let beats = match step {
        Some(Step::Predict) => 1,
        Some(Step::Run) => 2,
        Some(Step::Explain) => 3,
        Some(Step::Question(_)) | None => 4,
    };
    // In a frame the title and the situation stand above, on the poster.
    let intro = (!attempt.part).then(|| {
        view! {
            <article class="txt intro">
                <h1 tabindex="-1">{lesson.title.clone()}</h1>
                <div class="lead">{prose::blocks(&lesson.lead)}</div>
            </article>
        }
    });
    view! {
        <div class="lesson" data-phase=phase>
            {intro}
            <ol class="txt steps" aria-label=text::BEATS_LABEL>
                <PredictBeat attempt=attempt />
                {(beats > 1).then(|| view! { <RunBeat attempt=attempt /> })}
                {(beats > 2).then(|| view! { <ExplainBeat attempt=attempt /> })}
                {(beats > 3).then(|| view! { <QuizBeat attempt=attempt /> })}
            </ol>
            <Side attempt=attempt />
        </div>
    }
}
