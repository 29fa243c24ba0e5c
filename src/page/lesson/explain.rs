//! The third beat: the prediction beside the run, and why the run went as it did.

use headroom_study::prediction::curve::CurveScore;
use headroom_study::prediction::{self, Credit, PredictionScore};
use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::page::prose;
use crate::panel::{Outcome, OutcomeRow};
use crate::state::{Attempt, Score};
use crate::text;

/// Explain.
#[component]
pub fn ExplainBeat(attempt: Attempt) -> impl IntoView {
    let ran = Memo::new(move |_| attempt.seen());
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
                            {prose::blocks(&lesson.observe)}
                            {move || outcome(attempt)}
                            {prose::blocks(&lesson.explain)}
                        }
                    })
            }}
        </Beat>
    }
}

/// The prediction beside the run, and its points.
fn outcome(attempt: Attempt) -> Option<AnyView> {
    let (result, points) = match attempt.score.get()? {
        Score::Numbers(score) => {
            let points = text::points(score.points, score.of);
            (numbers(attempt, &score), points)
        }
        Score::Curve(score) => {
            let points = text::points(score.points, score.of);
            (curve(&score), points)
        }
    };
    let view = view! {
        {result}
        <p class="lbl">{points}</p>
        {attempt.further.get().then(|| view! { <p class="lbl">{text::SCORE_OF_FIRST}</p> })}
    };
    Some(view.into_any())
}

fn numbers(attempt: Attempt, score: &PredictionScore) -> AnyView {
    let lesson = attempt.lesson.get_value();
    let start = lesson.scenario.start;
    let parts = score.parts.iter().zip(&lesson.prediction);
    let rows = parts
        .map(|(part, field)| {
            let words = |value| text::quantity_short(part.quantity, value, start);
            OutcomeRow {
                measure: field.prompt.clone(),
                predicted: words(part.predicted),
                simulated: part.simulated.map_or(text::NEVER.to_owned(), words),
                credit: text::credit(part.credit).to_owned(),
                sentence: match part.credit {
                    Credit::Full => String::new(),
                    Credit::Half | Credit::None => prediction::rule(part.quantity).to_owned(),
                },
            }
        })
        .collect();
    view! { <Outcome rows=rows /> }.into_any()
}

/// Level, timing and peak, a sentence for each.
fn curve(score: &CurveScore) -> AnyView {
    let rows: Vec<_> = score
        .parts
        .iter()
        .map(|part| view! { <li>{part.sentence.clone()}</li> })
        .collect();
    view! {
        <ul class="curve-score" aria-label=text::CURVE_SCORE>
            {rows}
        </ul>
    }
    .into_any()
}
