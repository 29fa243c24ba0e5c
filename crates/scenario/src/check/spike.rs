//! Spikes: at a moment that the file states, or at one that the seed draws.

use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Component, Height};

use super::LONGEST_S;
use super::traffic::RATE;
use crate::code;
use crate::raw::Value;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// The spike of these fields.
pub fn read(f: &Fields<'_>, run: Span) -> Option<Component> {
    let at = f.at("at_s").required();
    let begins = begins(&at);
    if begins.is_some_and(|(earliest, _)| earliest >= run) {
        at.warn(
            code::W_NEVER_HAPPENS,
            "the run ends before this spike begins",
        );
    }
    let duration = f
        .at("duration_s")
        .required()
        .seconds(Range::above(0.0).to(LONGEST_S));
    let (rps, multiplier) = (f.at("rps"), f.at("multiplier"));
    let height = match (rps.is_given(), multiplier.is_given()) {
        (true, false) => rps.number(RATE).map(Height::Adds),
        (false, true) => multiplier
            .number(Range::at_least(0.0))
            .map(Height::Multiplies),
        (true, true) => {
            let rule = "a spike has either rps or multiplier";
            multiplier.refuse(code::E_CONTRADICTION, rule, "leave one of them out");
            None
        }
        (false, false) => {
            let hint = "rps adds requests per second, multiplier multiplies the rate";
            rps.refuse(
                code::E_MISSING_FIELD,
                "a spike needs either rps or multiplier",
                hint,
            );
            None
        }
    };
    let rise = f
        .at("rise_s")
        .seconds(Range::at_least(0.0).to(LONGEST_S))
        .unwrap_or_default();
    let fall = f.at("fall_s");
    let fall_span = fall
        .seconds(Range::at_least(0.0).to(LONGEST_S))
        .unwrap_or_default();
    if let Some(duration) = duration
        && rise + fall_span > duration
    {
        let place = if fall.is_given() {
            fall
        } else {
            f.at("rise_s")
        };
        let rule = format!(
            "rise_s + fall_s must be at most duration_s, {}",
            duration.secs_f64()
        );
        place.refuse(code::E_OUT_OF_RANGE, rule, "");
    }
    let ((earliest, latest), duration, height) = (begins?, duration?, height?);
    Some(match latest {
        None => Component::Spike {
            at: Time::ZERO + earliest,
            duration,
            height,
            rise,
            fall: fall_span,
        },
        Some(latest) => Component::SpikeWithin {
            earliest: Time::ZERO + earliest,
            latest: Time::ZERO + latest,
            duration,
            height,
            rise,
            fall: fall_span,
        },
    })
}

/// When a spike begins: a number of seconds, or the first and the last moment of a draw.
fn begins(field: &Field<'_>) -> Option<(Span, Option<Span>)> {
    let seconds = |field: &Field<'_>| field.seconds(Range::at_least(0.0).to(LONGEST_S));
    let within = |f: &Fields<'_>| {
        let [min, max] = ["min_s", "max_s"].map(|name| seconds(&f.at(name).required()));
        let (min, max) = (min?, max?);
        if max < min {
            let rule = format!("it must be at least min_s, {}", min.secs_f64());
            f.at("max_s").refuse(code::E_OUT_OF_RANGE, rule, "");
            return None;
        }
        Some((min, Some(max)))
    };
    match field.node()?.value {
        Value::Table(_) => field.table(within).flatten(),
        Value::Number(_) => seconds(field).map(|at| (at, None)),
        _ => field.wrong_type("a number of seconds, or a table of min_s and max_s"),
    }
}
