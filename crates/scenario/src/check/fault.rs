//! Things that go wrong at a given time.

use headroom_model::fault::{Fault, FaultKind};
use headroom_model::time::{Span, Time};

use super::LONGEST_S;
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Most faults of one scenario [D].
const MOST_FAULTS: usize = 100;
/// Most instances that one fault takes [D]: each is replaced, and each step of that is an event.
const MOST_CRASHES: f64 = 1000.0;
/// How many times slower a model can become [D].
const LARGEST_FACTOR: f64 = 1000.0;

pub fn read(field: &Field<'_>, run: Span) -> Vec<Fault> {
    let items = field.items();
    if items.len() > MOST_FAULTS {
        let rule = format!("at most {MOST_FAULTS} faults");
        field.refuse(code::E_OUT_OF_RANGE, rule, "");
    }
    let read = |item: &Field<'_>| item.table(|f| fault(f, run)).flatten();
    items.iter().take(MOST_FAULTS).filter_map(read).collect()
}

#[derive(Clone, Copy)]
enum Kind {
    InstanceCrash,
    MetricsDelay,
    MetricsLost,
    InsufficientCapacity,
    SlowModel,
}

/// `None` only after an error was noted.
fn fault(f: &Fields<'_>, run: Span) -> Option<Fault> {
    let at = f.at("at_s").required();
    let start = at.seconds(Range::at_least(0.0).to(LONGEST_S));
    if start.is_some_and(|start| start >= run) {
        at.warn(
            code::W_NEVER_HAPPENS,
            "the run is over when this fault begins",
        );
    }
    let kinds = [
        ("instance_crash", Kind::InstanceCrash),
        ("metrics_delay", Kind::MetricsDelay),
        ("metrics_lost", Kind::MetricsLost),
        ("insufficient_capacity", Kind::InsufficientCapacity),
        ("slow_model", Kind::SlowModel),
    ];
    let later = ["s3_unreachable", "vpc_endpoint_broken", "spot_interruption"];
    let kind = f.at("kind").required().word(&kinds, &later);
    if kind.is_none() {
        f.leave_rest();
    }
    let span = |name| {
        let field = f.at(name).required();
        field.seconds(Range::above(0.0).to(LONGEST_S))
    };
    let kind = match kind? {
        Kind::InstanceCrash => {
            let count = f.at("count").required();
            let count = count.count(Range::at_least(1.0).to(MOST_CRASHES));
            FaultKind::InstanceCrash { count: count? }
        }
        Kind::MetricsDelay => {
            let (duration, delay) = (span("duration_s"), span("delay_s"));
            needs_a_period_end(f, start, duration, run);
            FaultKind::MetricsDelay {
                duration: duration?,
                delay: delay?,
            }
        }
        Kind::MetricsLost => {
            let duration = span("duration_s");
            needs_a_period_end(f, start, duration, run);
            FaultKind::MetricsLost {
                duration: duration?,
            }
        }
        Kind::InsufficientCapacity => FaultKind::InsufficientCapacity {
            duration: span("duration_s")?,
        },
        Kind::SlowModel => {
            let duration = span("duration_s");
            let factor = f.at("factor").required();
            let factor = factor.number(Range::above(0.0).to(LARGEST_FACTOR));
            FaultKind::SlowModel {
                duration: duration?,
                factor: factor?,
            }
        }
    };
    Some(Fault {
        at: Time::ZERO + start?,
        kind,
    })
}

/// A period belongs to a fault of the metrics when it ends inside.
fn needs_a_period_end(f: &Fields<'_>, start: Option<Span>, duration: Option<Span>, run: Span) {
    let (Some(start), Some(duration)) = (start, duration) else {
        return;
    };
    let period = Span::MINUTE.micros();
    // Nothing ends at second 0.
    let next_end = start.micros().div_ceil(period).max(1) * period;
    if start < run && next_end >= (start + duration).micros() {
        f.at("duration_s").warn(
            code::W_NO_EFFECT,
            "no period ends inside this fault; periods end at every full minute",
        );
    }
}
