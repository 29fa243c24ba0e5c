//! A serverless endpoint.

use headroom_model::endpoint::Serverless;
use headroom_model::time::Span;
use headroom_model::traffic::{Model, ServiceTime};

use crate::assumption;
use crate::check::{LONGEST_S, model};
use crate::code;
use crate::prices::Catalogue;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>, catalogue: &Catalogue) -> Option<Serverless> {
    let memory = f.at("memory_mb").required();
    let memory_mb = memory.count(Range::at_least(1024.0).to(6144.0));
    if memory_mb.is_some_and(|mb| mb % 1024 != 0) {
        memory.refuse(
            code::E_SERVERLESS_MEMORY,
            "memory comes in steps of 1024 MB",
            "1024, 2048, 3072, 4096, 5120 or 6144",
        );
    }
    let max = f.at("max_concurrency").required();
    let max_concurrency = max.count(Range::at_least(1.0).to(200.0));
    let provisioned = f.at("provisioned_concurrency");
    let provisioned_concurrency = provisioned
        .count(Range::at_least(0.0).to(200.0))
        .unwrap_or(0);
    if let Some(max) = max_concurrency
        && provisioned_concurrency > max
    {
        provisioned.refuse(
            code::E_PROVISIONED_ABOVE_MAX,
            format!("it must be at most max_concurrency, {max}"),
            "lower it, or raise max_concurrency",
        );
    }
    if provisioned_concurrency > 0 {
        priced(&provisioned, catalogue);
    }
    let instance = f.at("instance_type");
    if instance.is_given() {
        instance.refuse(
            code::E_SERVERLESS_INSTANCE,
            "serverless inference has no instances of yours, and no GPU",
            "leave it out; memory_mb is its size",
        );
    }
    let cold_start = f.at("cold_start");
    let cold_start = match cold_start.is_given() {
        true => cold_start.table(model::cold_start).flatten(),
        false => Some(ServiceTime::Lognormal {
            mean_ms: assumption::COLD_START_MS,
            cv: assumption::COLD_START_CV,
        }),
    };
    let idle = f.at("idle_timeout_s");
    let idle = idle.seconds(Range::at_least(0.0).to(LONGEST_S));
    Some(Serverless {
        memory_mb: memory_mb?,
        max_concurrency: max_concurrency?,
        provisioned_concurrency,
        cold_start: cold_start?,
        idle_timeout: idle.unwrap_or(Span::from_secs(assumption::IDLE_TIMEOUT_S)),
    })
}

/// Warns of a charge that is left out.
pub fn priced(field: &Field<'_>, catalogue: &Catalogue) {
    if !catalogue.has_provisioned_price() {
        field.warn(
            code::W_NO_PRICE,
            "no source gives the price of provisioned concurrency: its charge is left out; \
             prices.serverless.provisioned_usd_per_gb_second adds it",
        );
    }
}

/// What a serverless endpoint does not have in other sections (facts, section 5).
pub fn around(f: &Fields<'_>, model: Option<&Model>, has_vpc: bool) {
    if has_vpc {
        f.at("network").refuse(
            code::E_SERVERLESS_VPC,
            "a serverless endpoint has no VPC configuration",
            "leave it out, or use a real-time or asynchronous endpoint",
        );
    }
    if model.is_some_and(|model| model.gpus > 0.0) {
        f.at("model").table(|m| {
            m.leave_rest();
            m.at("gpus").refuse(
                code::E_SERVERLESS_GPU,
                "a serverless endpoint has no GPU",
                "leave it out, or use an instance type that has one",
            );
        });
    }
}
