//! The first beat: a drawing or numbers, committed before the run.

use headroom_model::time::Time;
use headroom_study::PredictionField;
use leptos::prelude::*;

use super::beat::{Beat, BeatState};
use crate::chart::draft::PenAct;
use crate::page::prose;
use crate::page::question::predicted;
use crate::panel::pen::{PenActs, PenTable};
use crate::platform::document;
use crate::state::{Attempt, Phase, Way, drawing, lesson_progress};
use crate::text;
use crate::widget::segment::Segment;

/// The order of the ways in their segment.
const WAYS: [Way; 2] = [Way::Draw, Way::Numbers];

/// Predict.
#[component]
pub fn PredictBeat(attempt: Attempt) -> impl IntoView {
    let open = Memo::new(move |_| attempt.phase.get() == Phase::Predicting);
    let state = Signal::derive(move || {
        if open.get() {
            BeatState::Now
        } else {
            BeatState::Done
        }
    });
    view! {
        <Beat number=1 title=text::BEATS[0] state=state>
            {move || {
                if open.get() {
                    view! { <Form attempt=attempt /> }.into_any()
                } else {
                    view! { <p class="sum">{summary(attempt)}</p> }.into_any()
                }
            }}
        </Beat>
    }
}

#[component]
fn Form(attempt: Attempt) -> impl IntoView {
    let lesson = attempt.lesson.get_value();
    let before = lesson_progress(&lesson.id)
        .and_then(|mine| mine.best)
        .map(|(points, of)| view! { <p class="sum">{text::best_before(points, of)}</p> });
    // By click, which Enter in a field gives too: a frame may be forbidden to submit forms.
    let commit = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        attempt.commit();
    };
    let way = RwSignal::new(match attempt.way.get_untracked() {
        Way::Draw => 0,
        Way::Numbers => 1,
    });
    Effect::new(move |_| attempt.way.set(WAYS[way.get().min(1)]));
    let draws = drawing::has_paper(&lesson.scenario);
    let table = RwSignal::new(false);
    let drawn = Memo::new(move |_| attempt.way.get() == Way::Draw);
    let to_table = move |_| {
        table.set(!(table.get_untracked() && drawn.get_untracked()));
        way.set(0);
    };
    let as_table = Memo::new(move |_| table.get() && drawn.get());
    view! {
        {prose::blocks(&lesson.predict)}
        {before}
        <form class="predict" on:submit=|event| event.prevent_default()>
            {draws
                .then(|| {
                    let options = text::WAYS.map(str::to_owned).to_vec();
                    view! { <Segment label=text::WAY options=options chosen=way /> }
                })}
            {move || {
                if drawn.get() {
                    view! { <Drawing attempt=attempt table=as_table /> }.into_any()
                } else {
                    fields(attempt).into_any()
                }
            }}
            <div class="act">
                <button
                    class="btn pri"
                    type="submit"
                    on:click=commit
                    aria-disabled=move || attempt.missing().is_some().to_string()
                    aria-describedby="commits"
                >
                    {text::RUN}
                </button>
                {draws
                    .then(|| {
                        view! {
                            <button class="btn" type="button" aria-expanded=move || as_table.get().to_string() on:click=to_table>
                                {move || if as_table.get() { text::AS_TABLE.1 } else { text::AS_TABLE.0 }}
                            </button>
                        }
                    })}
                <span class="lbl" id="commits" role="status">
                    {move || attempt.missing().unwrap_or_else(|| text::commits(attempt.seed.get()))}
                </span>
            </div>
        </form>
    }
}

/// What belongs to the pen beside the chart: how it is used, its buttons, its table.
#[component]
fn Drawing(attempt: Attempt, #[prop(into)] table: Signal<bool>) -> impl IntoView {
    let start = attempt.lesson.with_value(|lesson| lesson.scenario.start);
    let act = pen_act(attempt);
    view! {
        {move || {
            if table.get() {
                view! { <PenTable draft=attempt.draft on_act=act start=start /> }.into_any()
            } else {
                view! {
                    <p class="lbl">
                        {text::HOW_TO_DRAW} " " <span class="keys">{text::PEN_KEYS}</span>
                    </p>
                }
                    .into_any()
            }
        }}
        <PenActs draft=attempt.draft on_act=act />
    }
}

/// What the pen's acts do in an attempt.
pub fn pen_act(attempt: Attempt) -> Callback<PenAct> {
    Callback::new(move |act| match act {
        PenAct::Leave => document::focus(".predict .pri"),
        act => attempt.draft.update(|draft| draft.act(act)),
    })
}

/// A stepper for each number of the prediction.
fn fields(attempt: Attempt) -> Vec<AnyView> {
    let lesson = attempt.lesson.get_value();
    let second_of_day = lesson.scenario.start.clock(Time::ZERO).second_of_day;
    let field = |(i, field): (usize, &PredictionField)| {
        let start = field.start;
        let value =
            Signal::derive(move || attempt.values.with(|v| v.get(i).copied().unwrap_or(start)));
        let change = Callback::new(move |value| {
            attempt.values.update(|values| {
                if let Some(slot) = values.get_mut(i) {
                    *slot = value;
                }
            });
        });
        predicted(field, second_of_day, value, change, Signal::stored(false))
    };
    lesson.prediction.iter().enumerate().map(field).collect()
}

/// The prediction in words.
fn summary(attempt: Attempt) -> String {
    let lesson = attempt.lesson.get_value();
    let start = lesson.scenario.start;
    if attempt.way.get() == Way::Draw {
        return attempt.draft.with(|draft| text::drew(start, draft));
    }
    let parts: Vec<String> = attempt.values.with(|values| {
        let fields = lesson.prediction.iter().zip(values);
        fields
            .map(|(field, &value)| text::quantity(field.quantity, &field.unit, value, start))
            .collect()
    });
    text::predicted(&text::listed(&parts))
}
