//! The prediction pen: over the capacity strip, and as a table beside it.

use headroom_model::time::Start;
use leptos::prelude::*;

use super::strip::Overlay;
use super::text;
use crate::chart::draft::{Draft, PenAct};
use crate::chart::pen::{Pen, PenWords};
use crate::chart::scale::{Scale, TimeScale};
use crate::text::minute_clock;
use crate::widget::field::Field;
use crate::widget::stepper::{Range, StepperKind};

/// Seconds of a minute.
const MINUTE_S: f64 = 60.0;

/// The pen as the capacity strip takes it.
pub fn overlay(
    draft: Signal<Draft>,
    on_act: Callback<PenAct>,
    start: Start,
    time: TimeScale,
) -> Overlay {
    let words = PenWords {
        label: text::PEN,
        place: Callback::new(move |(minute, value)| {
            text::pen_place(&minute_clock(start, minute), value)
        }),
        spoken: Callback::new(move |(minute, value)| {
            text::pen_spoken(&minute_clock(start, minute), value)
        }),
        rest: Signal::derive(move || {
            let end = draft.with(|d| d.paper.end);
            text::keep_drawing(&minute_clock(start, end))
        }),
        known: Signal::derive(move || text::in_service(draft.with(|d| d.paper.known).into())),
    };
    Callback::new(move |scale: Signal<Scale>| {
        view! { <Pen draft=draft time=time scale=scale words=words on_act=on_act /> }.into_any()
    })
}

/// The buttons of a drawing, and how far it is.
#[component]
pub fn PenActs(
    /// The drawing.
    #[prop(into)]
    draft: Signal<Draft>,
    /// What a person asks for.
    on_act: Callback<PenAct>,
) -> impl IntoView {
    let button = move |words: &'static str, act: PenAct, may: fn(&Draft) -> bool| {
        view! {
            <button
                class="btn"
                type="button"
                aria-disabled=move || draft.with(|d| !may(d)).to_string()
                on:click=move |_| on_act.run(act)
            >
                {words}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="pen-acts">
            {button(text::HOLD, PenAct::Hold, |d| !d.complete())}
            {button(text::UNDO, PenAct::Undo, Draft::can_undo)}
            {button(text::REDO, PenAct::Redo, Draft::can_redo)}
            {button(text::CLEAR, PenAct::Clear, |d| !d.untouched())}
        </div>
    }
    .into_any()
}

/// The drawing as a table: a row for every change.
#[component]
pub fn PenTable(
    /// The drawing.
    #[prop(into)]
    draft: Signal<Draft>,
    /// What a person asks for.
    on_act: Callback<PenAct>,
    /// The wall clock of second 0.
    start: Start,
) -> impl IntoView {
    let paper = draft.with_untracked(|d| d.paper);
    let count = Memo::new(move |_| draft.with(|d| d.sketch.points().len()));
    let kind = StepperKind::Clock {
        second_of_day: start.clock(headroom_model::time::Time::ZERO).second_of_day,
    };
    let times = Range {
        min: f64::from(paper.first) * MINUTE_S,
        max: f64::from(paper.end.saturating_sub(1)) * MINUTE_S,
        step: MINUTE_S,
    };
    let values = Range {
        min: 0.0,
        max: f64::from(paper.max),
        step: 1.0,
    };
    let row = move |index: usize| {
        let point = move || {
            draft
                .with(|d| d.sketch.points().get(index).copied())
                .unwrap_or((paper.first, paper.known))
        };
        let to_minute = Callback::new(move |seconds: f64| {
            let minute = (seconds / MINUTE_S).round() as u32;
            on_act.run(PenAct::Row(index, minute, point().1));
        });
        let to_value = Callback::new(move |value: f64| {
            on_act.run(PenAct::Row(index, point().0, value.round() as u32));
        });
        let number = index + 1;
        view! {
            <tr>
                <td>
                    <Field
                        name=text::row_time(number)
                        kind=kind
                        range=times
                        value=Signal::derive(move || f64::from(point().0) * MINUTE_S)
                        on_change=to_minute
                    />
                </td>
                <td>
                    <Field
                        name=text::row_value(number)
                        kind=StepperKind::Number
                        range=values
                        value=Signal::derive(move || f64::from(point().1))
                        on_change=to_value
                    />
                </td>
                <td>
                    <button
                        class="btn q"
                        type="button"
                        aria-label=text::remove_row(number)
                        on:click=move |_| on_act.run(PenAct::Drop(index))
                    >
                        {text::REMOVE}
                    </button>
                </td>
            </tr>
        }
        .into_any()
    };
    let add = move |_| {
        let (minute, value) = draft.with_untracked(|d| {
            let last = d.sketch.points().last().copied();
            let after = last.map_or(paper.first, |(minute, _)| minute + 1);
            let reached = d.sketch.reached();
            let minute = if d.complete() {
                after
            } else {
                reached.max(after)
            };
            (minute, last.map_or(paper.known, |(_, value)| value))
        });
        on_act.run(PenAct::Tap(minute, value));
    };
    view! {
        <table class="pen-table">
            <caption class="sr">{text::PEN_TABLE}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::FROM_TIME}</th>
                    <th scope="col">{text::CAPACITY.1}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>
                <tr class="lbl">
                    <td>{text::until(&minute_clock(start, paper.first))}</td>
                    <td>{paper.known}</td>
                    <td></td>
                </tr>
                <For each=move || 0..count.get() key=|index| *index children=row />
            </tbody>
        </table>
        <button class="btn" type="button" on:click=add>
            {text::ADD_ROW}
        </button>
    }
    .into_any()
}
