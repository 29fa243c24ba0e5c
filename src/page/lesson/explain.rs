//! The third beat: the prediction beside the run, and why the run went as it did.

use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::page::prose;
use crate::state::{Attempt, Phase};
use crate::text;

/// Explain.
#[component]
pub fn ExplainBeat(attempt: Attempt) -> impl IntoView {
    let ran = Memo::new(move |_| attempt.phase.get() == Phase::Ran);
    let state = Signal::derive(move || match (ran.get(), attempt.answering()) {
        (false, _) => BeatState::ToCome,
        (true, false) => BeatState::Now,
        (true, true) => BeatState::Done,
    });
    view! {
        <Beat number=3 title=text::BEATS[2] state=state>
            {move || {
                ran.get()
                    .then(|| {
                        let lesson = attempt.lesson.get_value();
                        view! {
                            {prose::blocks(&lesson.explain)}
                        }
                    })
            }}
        </Beat>
    }
}
