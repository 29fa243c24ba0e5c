//! What arrives.

use headroom_model::time::{Span, Start, Time};
use headroom_model::traffic::{Arrivals, Component, Traffic};

use super::{LONGEST_S, hours, spike};
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Most components of one scenario [D].
const MOST_COMPONENTS: usize = 100;
/// Most values of all traces of a scenario together (SCENARIO, section 1).
const MOST_TRACE_VALUES: usize = 100_000;
/// Bad values of a trace that are named: nobody reads more [D].
const MOST_NAMED_VALUES: usize = 10;
/// Most promotions that a component may expect within the run [D].
const MOST_PROMOTIONS: f64 = 10_000.0;
/// Shortest swing of a sine [D]: it stands as straight pieces of a second.
const SHORTEST_SWING_S: f64 = 10.0;

/// Requests per second.
pub const RATE: Range = Range::at_least(0.0);

/// When the scenario runs.
#[derive(Clone, Copy)]
pub struct Run {
    /// What the clock shows at second 0.
    pub start: Start,
    /// How long it runs.
    pub duration: Span,
}

/// The traffic of a job, which serves no requests.
pub fn none() -> Traffic {
    Traffic {
        arrivals: Arrivals::Uniform,
        components: Vec::new(),
    }
}

pub fn read(f: &Fields<'_>, run: Run) -> Traffic {
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
    let read = |item: &Field<'_>| item.table(|f| component(f, run)).flatten();
    let read = items.iter().take(MOST_COMPONENTS).filter_map(read);
    let mut traffic = Traffic {
        arrivals: arrivals.unwrap_or(Arrivals::Poisson),
        components: read.collect(),
    };
    let values = |component: &Component| match component {
        Component::Trace { rps, .. } => rps.len(),
        _ => 0,
    };
    if traffic.components.iter().map(values).sum::<usize>() > MOST_TRACE_VALUES {
        let rule = format!("all traces together have at most {MOST_TRACE_VALUES} values");
        components.refuse(code::E_OUT_OF_RANGE, rule, "use a longer interval_s");
        // Nothing is worked out for them.
        traffic.components.clear();
    }
    traffic
}

#[derive(Clone, Copy)]
enum Kind {
    Constant,
    Ramp,
    Spike,
    BusinessHours,
    Promotions,
    Sine,
    Trace,
}

fn component(f: &Fields<'_>, run: Run) -> Option<Component> {
    let kinds = [
        ("constant", Kind::Constant),
        ("ramp", Kind::Ramp),
        ("spike", Kind::Spike),
        ("business_hours", Kind::BusinessHours),
        ("promotions", Kind::Promotions),
        ("sine", Kind::Sine),
        ("trace", Kind::Trace),
    ];
    let kind = f.at("kind").required().word(&kinds, &[]);
    if kind.is_none() {
        f.leave_rest();
    }
    match kind? {
        Kind::Constant => {
            let rps = f.at("rps").required().number(RATE);
            Some(Component::Constant { rps: rps? })
        }
        Kind::Ramp => ramp(f, run.duration),
        Kind::Spike => spike::read(f, run.duration),
        Kind::BusinessHours => hours::read(f, run),
        Kind::Promotions => promotions(f, run.duration),
        Kind::Sine => sine(f),
        Kind::Trace => trace(f, run.duration),
    }
}

fn ramp(f: &Fields<'_>, run: Span) -> Option<Component> {
    let from_field = f.at("from_s").required();
    let from = from_field.seconds(Range::at_least(0.0).to(LONGEST_S));
    if from.is_some_and(|from| from >= run) {
        let rule = "the run ends before this ramp begins";
        from_field.warn(code::W_NEVER_HAPPENS, rule);
    }
    let to_field = f.at("to_s").required();
    let to = to_field.seconds(Range::above(0.0).to(LONGEST_S));
    if let (Some(from), Some(to)) = (from, to)
        && from >= to
    {
        let rule = format!("it must be above from_s, {}", from.secs_f64());
        let hint = "a jump is a \"spike\" without rise_s";
        to_field.refuse(code::E_OUT_OF_RANGE, rule, hint);
    }
    let from_rps = f.at("from_rps").required().number(RATE);
    let to_rps = f.at("to_rps").required().number(RATE);
    Some(Component::Ramp {
        from: Time::ZERO + from?,
        to: Time::ZERO + to?,
        from_rps: from_rps?,
        to_rps: to_rps?,
    })
}

fn promotions(f: &Fields<'_>, run: Span) -> Option<Component> {
    let multiplier = f.at("multiplier").required();
    let multiplier = multiplier.number(Range::at_least(0.0));
    let span = |name| {
        let field = f.at(name).required();
        field.seconds(Range::above(0.0).to(LONGEST_S))
    };
    let (mean_interval, duration) = (span("mean_interval_s"), span("duration_s"));
    if let (Some(gap), Some(length)) = (mean_interval, duration) {
        let expected = run.secs_f64() / (gap + length).secs_f64();
        if expected > MOST_PROMOTIONS {
            let rule = format!(
                "the run would have {expected:.0} promotions, and it has at most {MOST_PROMOTIONS}"
            );
            let hint = "a longer mean_interval_s or duration_s";
            f.at("mean_interval_s")
                .refuse(code::E_OUT_OF_RANGE, rule, hint);
        }
    }
    Some(Component::Promotions {
        multiplier: multiplier?,
        mean_interval: mean_interval?,
        duration: duration?,
    })
}

fn sine(f: &Fields<'_>) -> Option<Component> {
    let mean_rps = f.at("mean_rps").required().number(RATE);
    let amplitude_rps = f.at("amplitude_rps").required().number(RATE);
    let period = f.at("period_s").required();
    let period = period.seconds(Range::at_least(SHORTEST_SWING_S).to(LONGEST_S));
    let phase = f.at("phase_s");
    let phase = phase.seconds(Range::at_least(0.0).to(LONGEST_S));
    Some(Component::Sine {
        mean_rps: mean_rps?,
        amplitude_rps: amplitude_rps?,
        period: period?,
        phase: phase.unwrap_or_default(),
    })
}

fn trace(f: &Fields<'_>, run: Span) -> Option<Component> {
    let interval = f.at("interval_s").required();
    let interval = interval.seconds(Range::at_least(1.0).to(LONGEST_S));
    let rps = f.at("rps").required();
    let items = rps.one_or_more("requests per second, a number for each interval");
    if items.len() > MOST_TRACE_VALUES {
        let rule = format!("a trace has at most {MOST_TRACE_VALUES} values");
        rps.refuse(code::E_OUT_OF_RANGE, rule, "use a longer interval_s");
        return None;
    }
    if let Some(interval) = interval {
        let begin = run.micros().div_ceil(interval.micros());
        let unused = (items.len() as u64).saturating_sub(begin);
        if unused > 0 {
            let rule = format!("the run ends before the last {unused} of its values");
            rps.warn(code::W_NEVER_HAPPENS, rule);
        }
    }
    let mut values = Vec::with_capacity(items.len());
    let mut refused = 0;
    for item in &items {
        match item.number(RATE) {
            Some(value) => values.push(value),
            None => refused += 1,
        }
        if refused == MOST_NAMED_VALUES {
            break;
        }
    }
    Some(Component::Trace {
        interval: interval?,
        rps: values,
    })
}
