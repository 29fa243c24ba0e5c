//! What arrives.

use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Arrivals, Component, Height, Traffic};

use super::LONGEST_S;
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Most components of one scenario [D].
const MOST_COMPONENTS: usize = 100;

pub fn read(f: &Fields<'_>, duration: Span) -> Traffic {
    let arrivals = f.at("arrivals");
    let arrivals = arrivals.word(
        &[
            ("poisson", Arrivals::Poisson),
            ("uniform", Arrivals::Uniform),
        ],
        &[],
    );
    let components = f.at("components").required();
    let items = components.items();
    if items.len() > MOST_COMPONENTS {
        let rule = format!("at most {MOST_COMPONENTS} components");
        components.refuse(code::E_OUT_OF_RANGE, rule, "");
    }
    let read = |item: &Field<'_>| item.table(|f| component(f, duration)).flatten();
    Traffic {
        arrivals: arrivals.unwrap_or(Arrivals::Poisson),
        components: items
            .iter()
            .take(MOST_COMPONENTS)
            .filter_map(read)
            .collect(),
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Constant,
    Spike,
}

fn component(f: &Fields<'_>, duration: Span) -> Option<Component> {
    let kinds = [("constant", Kind::Constant), ("spike", Kind::Spike)];
    let later = ["ramp", "business_hours", "promotions", "sine", "trace"];
    let kind = f.at("kind").required().word(&kinds, &later);
    if kind.is_none() {
        f.leave_rest();
    }
    match kind? {
        Kind::Constant => {
            let rps = f.at("rps").required().number(RATE);
            Some(Component::Constant { rps: rps? })
        }
        Kind::Spike => spike(f, duration),
    }
}

const RATE: Range = Range::at_least(0.0);

fn spike(f: &Fields<'_>, run: Span) -> Option<Component> {
    let at = f.at("at_s").required();
    let start = at.seconds(Range::at_least(0.0).to(LONGEST_S));
    if start.is_some_and(|start| start >= run) {
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
    Some(Component::Spike {
        at: Time::ZERO + start?,
        duration: duration?,
        height: height?,
        rise,
        fall: fall_span,
    })
}
