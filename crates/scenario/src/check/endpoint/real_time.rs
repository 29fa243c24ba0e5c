//! A real-time endpoint: a plain variant, or an inference component on managed instances.

use headroom_model::endpoint::{InferenceComponent, Interruptions, RealTime, RoutingStrategy};
use headroom_model::time::Span;

use super::{instance_type, interruptions, is_spot};
use crate::check::bounds::MOST_WORKERS;
use crate::check::launch;
use crate::code;
use crate::prices::Catalogue;
use crate::raw::fields::Fields;
use crate::raw::range::Range;

/// Longest accepted time-out, in seconds: the longest that SageMaker knows for any endpoint, that
/// of async inference (facts, section 6). Real-time endpoints answer within 60 (fact 4.9).
const LONGEST_TIMEOUT_S: f64 = 3600.0;
/// Seconds of the time-out of a real-time endpoint (fact 4.9).
const TIMEOUT_S: u64 = 60;

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>, catalogue: &Catalogue) -> Option<RealTime> {
    let instance_type = instance_type(&f.at("instance_type").required(), catalogue);
    let count_field = f.at("initial_instance_count");
    let count = count_field
        .count(Range::at_least(1.0).to(MOST_WORKERS))
        .unwrap_or(1);
    let what_if_spot = spot(f);
    let routing = f.at("routing_strategy");
    let words = [
        RoutingStrategy::Random,
        RoutingStrategy::LeastOutstandingRequests,
    ];
    let routing = routing
        .word(&words.map(|word| (word.name(), word)), &[])
        .unwrap_or_default();
    let timeout = f.at("invocation_timeout_s");
    let timeout = timeout.seconds(Range::above(0.0).to(LONGEST_TIMEOUT_S));
    let launch = f.at("launch").table(launch::read);
    let component = f.at("inference_component");
    if component.is_given() && what_if_spot.is_some() {
        let rule = "the hypothetical Spot endpoint is a plain variant";
        component.refuse(code::E_CONTRADICTION, rule, "leave one of them out");
    }
    let given = component.is_given();
    let component = component.table(|c| inference_component(c, count)).flatten();
    if given && component.is_none() {
        return None;
    }
    Some(RealTime {
        instance_type: instance_type?,
        initial_instance_count: count,
        routing_strategy: routing,
        invocation_timeout: timeout.unwrap_or(Span::from_secs(TIMEOUT_S)),
        launch: launch.unwrap_or_else(launch::default),
        inference_component: component,
        what_if_spot,
    })
}

/// Spot capacity is refused, unless the hypothetical is asked for.
fn spot(f: &Fields<'_>) -> Option<Interruptions> {
    let is_spot = is_spot(f);
    let hypothetical = f.at("what_if_spot").flag() == Some(true);
    let field = f.at("interruptions");
    if is_spot && !hypothetical {
        f.at("purchase").refuse(
            code::E_SPOT_REAL_TIME,
            "a real-time endpoint has no Spot option: CreateEndpointConfig has no Spot member, \
             and capacity that AWS may take back at two minutes' notice would take requests with it",
            "use \"on_demand\"; managed Spot serves training jobs; what_if_spot = true runs it as a marked hypothetical",
        );
        f.leave_rest();
        return None;
    }
    if hypothetical && !is_spot {
        let rule = "the hypothetical needs purchase = \"spot\"";
        f.at("what_if_spot").refuse(
            code::E_CONTRADICTION,
            rule,
            "add it, or leave what_if_spot out",
        );
        f.leave_rest();
        return None;
    }
    if !hypothetical {
        if field.is_given() {
            let rule = "capacity on demand is not interrupted";
            field.refuse(code::E_CONTRADICTION, rule, "leave it out");
            f.leave_rest();
        }
        return None;
    }
    field.required().table(interruptions).flatten()
}

fn inference_component(f: &Fields<'_>, instances: u32) -> Option<InferenceComponent> {
    let per_instance = f.at("copies_per_instance");
    let per_instance = per_instance
        .count(Range::at_least(1.0).to(1000.0))
        .unwrap_or(1);
    let copies = f.at("initial_copies");
    let initial = copies
        .count(Range::at_least(1.0).to(MOST_WORKERS))
        .unwrap_or(1);
    let room = u64::from(instances) * u64::from(per_instance);
    if u64::from(initial) > room {
        let rule = format!("{instances} instances have room for {room} copies");
        copies.refuse(
            code::E_OUT_OF_RANGE,
            rule,
            "raise initial_instance_count or copies_per_instance",
        );
    }
    let scaling = f.at("ManagedInstanceScaling").table(|m| {
        let words = [("ENABLED", true), ("DISABLED", false)];
        let enabled = m.at("Status").required().word(&words, &[])?;
        let min = m.at("MinInstanceCount");
        let lowest = min
            .count(Range::at_least(0.0).to(MOST_WORKERS))
            .unwrap_or(1);
        let max = m.at("MaxInstanceCount");
        let highest = max.count(Range::at_least(1.0).to(MOST_WORKERS));
        let highest = highest.unwrap_or(lowest.max(instances));
        if lowest > highest {
            let rule = format!("MinInstanceCount must be at most MaxInstanceCount, {highest}");
            min.refuse(code::E_MIN_ABOVE_MAX, rule, "");
        }
        if instances > highest {
            let rule = format!("the endpoint starts with {instances} instances");
            max.refuse(code::E_CONTRADICTION, rule, "raise it, or start with fewer");
        }
        Some(if enabled {
            (lowest, highest)
        } else {
            (instances, instances)
        })
    });
    // Without it nobody adds or removes instances.
    let (min_instance_count, max_instance_count) = match scaling {
        None => (instances, instances),
        Some(read) => read?,
    };
    Some(InferenceComponent {
        initial_copies: initial,
        copies_per_instance: per_instance,
        min_instance_count,
        max_instance_count,
    })
}
