//! Where the model runs.

use headroom_model::endpoint::{InstanceType, RealTime, RoutingStrategy};
use headroom_model::time::Span;

use super::bounds::MOST_WORKERS;
use super::launch;
use crate::code;
use crate::prices::Catalogue;
use crate::raw::fields::{Field, Fields};
use crate::raw::nearest::nearest;
use crate::raw::range::Range;

/// Longest accepted time-out, in seconds: the longest that SageMaker knows for any endpoint, that
/// of async inference (facts, section 6). Real-time endpoints answer within 60 (fact 4.9).
const LONGEST_TIMEOUT_S: f64 = 3600.0;
/// Seconds of the time-out of a real-time endpoint (fact 4.9).
const TIMEOUT_S: u64 = 60;

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>, catalogue: &Catalogue) -> Option<RealTime> {
    let later = ["serverless", "async", "batch_transform", "training"];
    let kind = f.at("kind").required().word(&[("real_time", ())], &later);
    if kind.is_none() {
        f.leave_rest();
    }
    kind?;
    real_time(f, catalogue)
}

fn real_time(f: &Fields<'_>, catalogue: &Catalogue) -> Option<RealTime> {
    let instance_type = instance_type(&f.at("instance_type").required(), catalogue);
    let count = f.at("initial_instance_count");
    let count = count
        .count(Range::at_least(1.0).to(MOST_WORKERS))
        .unwrap_or(1);
    purchase(f);
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
    f.later(&["inference_component", "interruptions"]);
    Some(RealTime {
        instance_type: instance_type?,
        initial_instance_count: count,
        routing_strategy: routing,
        invocation_timeout: timeout.unwrap_or(Span::from_secs(TIMEOUT_S)),
        launch: launch.unwrap_or_else(launch::default),
    })
}

fn purchase(f: &Fields<'_>) {
    let purchase = f.at("purchase");
    let spot = purchase.word(&[("on_demand", false), ("spot", true)], &[]) == Some(true);
    let what_if = f.at("what_if_spot");
    let hypothetical = what_if.flag() == Some(true);
    if hypothetical {
        what_if.later();
    } else if spot {
        purchase.refuse(
            code::E_SPOT_REAL_TIME,
            "a real-time endpoint has no Spot option: CreateEndpointConfig has no Spot member, \
             and capacity that AWS may take back at two minutes' notice would take requests with it",
            "use \"on_demand\"; managed Spot serves training jobs",
        );
    }
}

fn instance_type(field: &Field<'_>, catalogue: &Catalogue) -> Option<InstanceType> {
    let name = field.text(64)?;
    let found = catalogue.find(name);
    if found.is_none() {
        let names: Vec<&str> = catalogue.names().collect();
        let hint = match nearest(name, &names) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "or give its figures under `prices.instances`".into(),
        };
        let rule = format!("it must be one of {}", names.join(", "));
        field.refuse(code::E_UNKNOWN_INSTANCE_TYPE, rule, hint);
    }
    found
}
