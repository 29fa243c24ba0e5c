//! Things that go wrong at a given time.

use headroom_model::fault::{Fault, FaultKind};
use headroom_model::network::{Network, Property, VpcEndpoint};
use headroom_model::scenario::Endpoint;
use headroom_model::time::{Span, Time};

use super::{LONGEST_S, network};
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Most faults of one scenario [D].
const MOST_FAULTS: usize = 100;
/// Most instances that one fault takes [D]: each is replaced, and each step of that is an event.
const MOST_CRASHES: f64 = 1000.0;
/// How many times slower a model can become [D].
const LARGEST_FACTOR: f64 = 1000.0;

pub fn read(
    field: &Field<'_>,
    run: Span,
    network: Option<&Network>,
    endpoint: Option<&Endpoint>,
) -> Vec<Fault> {
    let items = field.items();
    if items.len() > MOST_FAULTS {
        let rule = format!("at most {MOST_FAULTS} faults");
        field.refuse(code::E_OUT_OF_RANGE, rule, "");
    }
    let read = |item: &Field<'_>| {
        let fault = item.table(|f| fault(f, run)).flatten();
        if let Some(fault) = fault {
            item.table(|f| on_endpoint(f, fault.kind, network, endpoint));
        }
        fault
    };
    items.iter().take(MOST_FAULTS).filter_map(read).collect()
}

#[derive(Clone, Copy)]
enum Kind {
    InstanceCrash,
    MetricsDelay,
    MetricsLost,
    InsufficientCapacity,
    SlowModel,
    S3Unreachable,
    VpcEndpointBroken,
    SpotInterruption,
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
        ("s3_unreachable", Kind::S3Unreachable),
        ("vpc_endpoint_broken", Kind::VpcEndpointBroken),
        ("spot_interruption", Kind::SpotInterruption),
    ];
    let kind = f.at("kind").required().word(&kinds, &[]);
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
        Kind::S3Unreachable => FaultKind::S3Unreachable {
            duration: span("duration_s")?,
        },
        Kind::VpcEndpointBroken => {
            let duration = span("duration_s");
            let service = network::service(&f.at("service").required());
            let words = Property::ALL.map(|property| (property.name(), property));
            let property = f.at("property").required().word(&words, &[]);
            FaultKind::VpcEndpointBroken {
                service: service?,
                property: property?,
                duration: duration?,
            }
        }
        Kind::SpotInterruption => FaultKind::SpotInterruption,
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

/// What only the endpoint and its network can tell.
fn on_endpoint(
    f: &Fields<'_>,
    kind: FaultKind,
    network: Option<&Network>,
    endpoint: Option<&Endpoint>,
) {
    f.leave_rest();
    match (kind, network) {
        (FaultKind::VpcEndpointBroken { .. }, Some(Network::Public)) => {
            f.at("kind").refuse(
                code::E_CONTRADICTION,
                "a public network has no VPC endpoints",
                "add network.mode = \"private_vpc\" with the VPC endpoint",
            );
        }
        (
            FaultKind::VpcEndpointBroken {
                service, property, ..
            },
            Some(Network::PrivateVpc(vpc)),
        ) => {
            let depends = |e: &VpcEndpoint| property.concerns(e.kind);
            let mut mine = vpc.vpc_endpoints.iter().filter(|e| e.service == service);
            if mine.clone().next().is_none() {
                f.at("service").refuse(
                    code::E_CONTRADICTION,
                    "the network has no VPC endpoint of this service",
                    "list it under network.vpc_endpoints",
                );
            } else if !mine.any(depends) {
                f.at("property").refuse(
                    code::E_CONTRADICTION,
                    "a VPC endpoint of this type does not depend on it",
                    "gateway: enabled, route_table_associated, policy_allows; interface: enabled, private_dns, security_group_allows_443, policy_allows",
                );
            }
        }
        _ => {}
    }
    let Some(endpoint) = endpoint else { return };
    let has_instances = endpoint.launch().is_some();
    let on_spot = match endpoint {
        Endpoint::RealTime(endpoint) => endpoint.what_if_spot.is_some(),
        other => other.job().is_some_and(|job| job.spot.is_some()),
    };
    let is_job = endpoint.job().is_some();
    let acts = match kind {
        FaultKind::InstanceCrash { .. } | FaultKind::S3Unreachable { .. } => has_instances,
        FaultKind::InsufficientCapacity { .. } => has_instances || on_spot,
        FaultKind::MetricsDelay { .. }
        | FaultKind::MetricsLost { .. }
        | FaultKind::SlowModel { .. }
        | FaultKind::VpcEndpointBroken { .. } => !is_job,
        FaultKind::SpotInterruption => on_spot,
    };
    if !acts {
        f.at("kind").warn(
            code::W_NO_EFFECT,
            format!("it does nothing to this {} endpoint", endpoint.kind()),
        );
    }
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
