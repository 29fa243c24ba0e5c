//! What the report judges against.

use headroom_model::scenario::{Slo, SloLatency};

use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// `None` only after an error was noted.
pub fn read(slo: &Field<'_>, f: &Fields<'_>) -> Option<Slo> {
    let (bound, percentile) = (f.at("latency_ms"), f.at("percentile"));
    let availability = f.at("availability");
    if !bound.is_given() && !percentile.is_given() && !availability.is_given() {
        let rule = "it must state latency_ms with percentile, or availability, or both";
        slo.refuse(code::E_MISSING_FIELD, rule, "or leave `slo` out");
        return None;
    }
    let latency = if bound.is_given() || percentile.is_given() {
        let hint = "latency_ms and percentile belong together";
        let latency_ms = bound
            .hint(hint)
            .required()
            .number(Range::above(0.0).to(1e9));
        let percentile = percentile
            .hint(hint)
            .required()
            .number(Range::above(0.0).to(100.0));
        latency_ms
            .zip(percentile)
            .map(|(latency_ms, percentile)| SloLatency {
                latency_ms,
                percentile,
            })
    } else {
        None
    };
    let availability = availability.number(Range::at_least(0.0).to(1.0));
    Some(Slo {
        latency,
        availability,
    })
}
