//! An asynchronous endpoint.

use headroom_model::endpoint::Async;
use headroom_model::time::Span;

use super::{instance_type, is_spot};
use crate::check::bounds::MOST_WORKERS;
use crate::check::launch;
use crate::code;
use crate::prices::Catalogue;
use crate::raw::fields::Fields;
use crate::raw::range::Range;

/// Seconds (facts, section 6).
const TIMEOUT_S: u64 = 900;
/// Seconds, six hours (facts, section 6).
const REQUEST_TTL_S: u64 = 21_600;

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>, catalogue: &Catalogue) -> Option<Async> {
    let instance_type = instance_type(&f.at("instance_type").required(), catalogue);
    let count = f.at("initial_instance_count");
    let count = count.count(Range::at_least(1.0).to(MOST_WORKERS));
    if is_spot(f) {
        f.at("purchase").refuse(
            code::E_SPOT_REAL_TIME,
            "an endpoint has no Spot option: CreateEndpointConfig has no Spot member",
            "use \"on_demand\"; managed Spot serves training jobs",
        );
    }
    let timeout = f.at("invocation_timeout_s");
    let timeout = timeout.seconds(Range::at_least(1.0).to(3600.0));
    let launch = f.at("launch").table(launch::read);
    let concurrent = f.at("max_concurrent_invocations_per_instance");
    let concurrent = concurrent.count(Range::at_least(1.0).to(1000.0));
    let ttl = f.at("request_ttl_s");
    let ttl = ttl.seconds(Range::at_least(60.0).to(21_600.0));
    Some(Async {
        instance_type: instance_type?,
        initial_instance_count: count.unwrap_or(1),
        invocation_timeout: timeout.unwrap_or(Span::from_secs(TIMEOUT_S)),
        launch: launch.unwrap_or_else(launch::default),
        // As many as it serves at once, unless the file says less.
        max_concurrent_invocations_per_instance: concurrent.unwrap_or(u32::MAX),
        request_ttl: ttl.unwrap_or(Span::from_secs(REQUEST_TTL_S)),
    })
}
