//! What a question is answered with: native elements for each kind, all over one [`Answer`].

use std::sync::Arc;

use headroom_model::time::Time;
use headroom_study::question::{Kind, Question};
use headroom_study::{Answer, PredictionField};
use leptos::prelude::*;

use crate::state::Quiz;
use crate::text;
use crate::widget::options::{OptionState, Options};
use crate::widget::select::Select;
use crate::widget::sortable::Sortable;
use crate::widget::stepper::{Range, Stepper, StepperKind, StepperWords};

/// The fields of a question, in a fieldset whose legend says what is asked for.
pub fn fields(asked: Arc<Question>, quiz: Quiz, number: usize) -> AnyView {
    let closed = Signal::derive(move || quiz.closed.get() || quiz.waiting.with(Option::is_some));
    let legend = text::legend(number, &asked.kind);
    match &asked.kind {
        Kind::Choice(_) | Kind::MultipleResponse(_) => options(&asked, quiz, legend),
        Kind::Diagnose(diagnose) => {
            let clues: Vec<_> = diagnose.clues.iter().map(|c| c.text.clone()).collect();
            view! {
                <ul class="clues" aria-label=text::EVIDENCE>
                    {clues.into_iter().map(|clue| view! { <li>{clue}</li> }).collect::<Vec<_>>()}
                </ul>
                {options(&asked, quiz, legend)}
            }
            .into_any()
        }
        Kind::Numeric(numeric) => {
            let input = numeric.input;
            let range = Range {
                min: input.min,
                max: input.max,
                step: input.step,
            };
            let value = Signal::derive(move || match quiz.draft.get() {
                Answer::Number(number) => number,
                _ => input.start,
            });
            let change = Callback::new(move |number| quiz.mark(Answer::Number(number)));
            group(
                legend,
                stepper(
                    text::YOUR_ANSWER.to_owned(),
                    numeric.unit.clone(),
                    StepperKind::Number,
                    range,
                    value,
                    change,
                    closed,
                ),
            )
        }
        Kind::Order(order) => {
            let current = Signal::derive(move || match quiz.draft.get() {
                Answer::Order(order) => order,
                _ => Vec::new(),
            });
            let change = Callback::new(move |order| quiz.mark(Answer::Order(order)));
            let items = order.items.iter().map(|item| item.label.clone()).collect();
            let label = text::order_ends(&order.first, &order.last);
            group(
                legend,
                view! {
                    <p class="lbl">{label.clone()}</p>
                    <Sortable
                        label=label
                        items=items
                        words=text::SORT_WORDS
                        order=current
                        on_change=change
                        disabled=closed
                    />
                }
                .into_any(),
            )
        }
        Kind::Match(matched) => {
            let right: Vec<String> = matched.right.iter().map(|r| r.label.clone()).collect();
            let row = |(i, label): (usize, &str)| {
                let chosen = Signal::derive(move || match quiz.draft.get() {
                    Answer::Match(partners) => partners.get(i).copied().flatten(),
                    _ => None,
                });
                let choose = Callback::new(move |partner| {
                    if let Answer::Match(mut partners) = quiz.draft.get_untracked() {
                        if let Some(slot) = partners.get_mut(i) {
                            *slot = partner;
                        }
                        quiz.mark(Answer::Match(partners));
                    }
                });
                view! {
                    <Select
                        label=label.to_owned()
                        nothing=text::CHOOSE
                        options=right.clone()
                        chosen=chosen
                        on_choose=choose
                        disabled=closed
                    />
                }
                .into_any()
            };
            let left = matched.left.iter().map(|left| left.label.as_str());
            let rows: Vec<AnyView> = left.enumerate().map(row).collect();
            group(legend, view! { <div class="pairs">{rows}</div> }.into_any())
        }
        Kind::Prediction(prediction) => {
            let world = asked.worlds.get(prediction.world);
            let second_of_day =
                world.map_or(0, |w| w.scenario.start.clock(Time::ZERO).second_of_day);
            let rows: Vec<AnyView> = prediction
                .fields
                .iter()
                .enumerate()
                .map(|(i, field)| {
                    let (value, change) = nth(quiz, i, field.start);
                    predicted(field, second_of_day, value, change, closed)
                })
                .collect();
            group(legend, rows.into_any())
        }
        Kind::Design(design) => {
            let rows: Vec<AnyView> = design
                .dials
                .iter()
                .enumerate()
                .map(|(i, dial)| {
                    let (value, change) = nth(quiz, i, dial.start);
                    let range = Range {
                        min: dial.min,
                        max: dial.max,
                        step: dial.step,
                    };
                    let kind = match dial.parameter.is_switch() {
                        true => StepperKind::Switch,
                        false => StepperKind::Number,
                    };
                    stepper(
                        dial.label.clone(),
                        dial.unit.clone(),
                        kind,
                        range,
                        value,
                        change,
                        closed,
                    )
                })
                .collect();
            let wanted: Vec<_> = design
                .requirements
                .iter()
                .map(|r| view! { <li>{text::worth(&r.text, r.points)}</li> })
                .collect();
            view! {
                <ul class="clues" aria-label=text::WANTED>
                    {wanted}
                </ul>
                {group(legend, rows.into_any())}
            }
            .into_any()
        }
    }
}

/// The stepper of one predicted number.
pub fn predicted(
    field: &PredictionField,
    second_of_day: u32,
    value: Signal<f64>,
    change: Callback<f64>,
    disabled: Signal<bool>,
) -> AnyView {
    let kind = if field.quantity.is_moment() {
        StepperKind::Clock { second_of_day }
    } else {
        StepperKind::Number
    };
    let range = Range {
        min: field.min,
        max: field.max,
        step: field.step,
    };
    let (label, unit) = (field.prompt.clone(), field.unit.clone());
    stepper(label, unit, kind, range, value, change, disabled)
}

fn stepper(
    label: String,
    unit: String,
    kind: StepperKind,
    range: Range,
    value: Signal<f64>,
    change: Callback<f64>,
    disabled: Signal<bool>,
) -> AnyView {
    let words = StepperWords {
        less: text::less(&label),
        more: text::more(&label),
        label,
        unit,
    };
    view! {
        <Stepper
            words=words
            kind=kind
            range=range
            value=value
            on_change=change
            disabled=disabled
        />
    }
    .into_any()
}

/// The value of this number, and what changes it.
fn nth(quiz: Quiz, i: usize, start: f64) -> (Signal<f64>, Callback<f64>) {
    let value = Signal::derive(move || match quiz.draft.get() {
        Answer::Values(values) => values.get(i).copied().unwrap_or(start),
        _ => start,
    });
    let change = Callback::new(move |new| {
        if let Answer::Values(mut values) = quiz.draft.get_untracked() {
            if let Some(slot) = values.get_mut(i) {
                *slot = new;
            }
            quiz.mark(Answer::Values(values));
        }
    });
    (value, change)
}

fn group(legend: String, inside: AnyView) -> AnyView {
    view! {
        <fieldset class="answer-form">
            <legend class="lbl">{legend}</legend>
            {inside}
        </fieldset>
    }
    .into_any()
}

/// Options or causes, one or several.
fn options(asked: &Arc<Question>, quiz: Quiz, legend: String) -> AnyView {
    let labels: Vec<String> = asked.choosables().iter().map(|o| o.label.clone()).collect();
    let count = labels.len();
    let several = matches!(asked.kind, Kind::MultipleResponse(_));
    let chosen = Signal::derive(move || marked(&quiz.draft.get()));
    let choose = Callback::new(move |(i, on): (usize, bool)| {
        quiz.mark(match quiz.draft.get_untracked() {
            Answer::Several(mut chosen) => {
                chosen.retain(|&c| c != i);
                if on {
                    chosen.push(i);
                    chosen.sort_unstable();
                }
                Answer::Several(chosen)
            }
            _ => Answer::One(i),
        });
    });
    let states = Signal::derive(move || {
        let key = quiz.known();
        let closed = quiz.closed.get();
        let waits = quiz.waiting.with(Option::is_some);
        // Of several, only the last answer is marked: one of them may be right.
        let judged: Vec<usize> = quiz.answers.with(|answers| match several {
            true if closed => answers.last().map(marked).unwrap_or_default(),
            true => Vec::new(),
            false => answers.iter().flat_map(marked).collect(),
        });
        let state = |i: usize| match (judged.contains(&i), &key) {
            (true, Some(key)) if key.is_right(i) => OptionState::Right,
            (true, Some(_)) => OptionState::Wrong,
            // Answered before, and the key is still being simulated.
            (true, None) => OptionState::Closed,
            (false, _) if closed || waits => OptionState::Closed,
            (false, _) => OptionState::Open,
        };
        (0..count).map(state).collect::<Vec<_>>()
    });
    view! {
        <Options
            legend=legend
            options=labels
            words=text::OPTION_WORDS
            several=several
            chosen=chosen
            on_choose=choose
            states=states
        />
    }
    .into_any()
}

/// The options of an answer.
pub fn marked(answer: &Answer) -> Vec<usize> {
    match answer {
        Answer::One(one) => vec![*one],
        Answer::Several(several) => several.clone(),
        _ => Vec::new(),
    }
}
