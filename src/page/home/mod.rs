//! The home page: for a newcomer one live question, for a returning learner the button of the day;
//! below it the path, and beside the path the plan until the exam.

mod coverage;
mod first;
mod path;
mod plan;
mod today;

use leptos::prelude::*;

use crate::page::device::OnThisDevice;
use crate::route::router;
use crate::state::{Fetched, Saving, desk};
use crate::text::{self, plan as words};
use coverage::Coverage;
use first::FirstScreen;
use path::Path;
use plan::ExamPlan;
use today::TodayCard;

/// The page at `#/`.
#[component]
pub fn Home() -> impl IntoView {
    let notebook = desk().notebook;
    // Who the reader is, is known once the records are read. Until what stands on top is here as
    // well, nothing stands there that it would push down.
    let known = Memo::new(move |_| notebook.saving.get() != Saving::Opening && top_is_here());
    Effect::new(move |_| {
        if known.get() {
            router().arrived(text::NAME);
        }
    });
    view! {
        <main class="wrap home">
            {move || {
                known
                    .get()
                    .then(|| {
                        // Untracked: the first record must not rebuild the page under the reader.
                        let newcomer = notebook.records.with_untracked(Vec::is_empty);
                        view! {
                            {if newcomer {
                                view! { <FirstScreen /> }.into_any()
                            } else {
                                view! { <TodayCard /> }.into_any()
                            }}
                            <div class="home-cols">
                                <Path heads=!newcomer />
                                <div class="beside" role="group" aria-label=words::BESIDE>
                                    <ExamPlan />
                                    <Coverage />
                                    <OnThisDevice />
                                </div>
                            </div>
                        }
                    })
            }}
        </main>
    }
}

/// Whether the course has been fetched or refused, and for a newcomer the first lesson too.
fn top_is_here() -> bool {
    let library = desk().library;
    let newcomer = || desk().notebook.records.with_untracked(Vec::is_empty);
    match library.course.get() {
        Fetched::Loading => false,
        Fetched::Failed(_) => true,
        Fetched::Ready(course) => match course.lessons.first() {
            Some(first) if newcomer() => library.lesson(&first.id).get() != Fetched::Loading,
            _ => true,
        },
    }
}
