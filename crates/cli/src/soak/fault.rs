//! Random things that go wrong, and networks in which they can.

use serde_json::{Value, json};

use super::dice::Dice;

/// What goes wrong with a plain variant in a public network.
pub fn fault(d: &mut Dice, duration_s: u64) -> Value {
    let at_s = d.below(duration_s);
    let duration_s = 1 + d.below(duration_s / 2);
    match d.below(5) {
        0 => json!({"kind": "instance_crash", "at_s": at_s, "count": 1 + d.below(3)}),
        1 => json!({"kind": "metrics_delay", "at_s": at_s, "duration_s": duration_s,
            "delay_s": 1 + d.below(600)}),
        2 => json!({"kind": "metrics_lost", "at_s": at_s, "duration_s": duration_s}),
        3 => json!({"kind": "insufficient_capacity", "at_s": at_s, "duration_s": duration_s}),
        _ => json!({"kind": "slow_model", "at_s": at_s, "duration_s": duration_s,
            "factor": d.between(0.2, 5.0)}),
    }
}

/// What goes wrong with any kind; some of it does nothing to some of them.
pub fn any_fault(d: &mut Dice, duration_s: u64) -> Value {
    let at_s = d.below(duration_s);
    match d.below(7) {
        0 => json!({"kind": "s3_unreachable", "at_s": at_s, "duration_s": 1 + d.below(duration_s)}),
        1 => json!({"kind": "spot_interruption", "at_s": at_s}),
        _ => fault(d, duration_s),
    }
}

/// A private VPC, and what breaks in it during the run.
pub fn network(d: &mut Dice, duration_s: u64) -> (Value, Vec<Value>) {
    let mut endpoints = Vec::new();
    let mut broken = Vec::new();
    for service in [
        "s3",
        "monitoring",
        "logs",
        "ecr.api",
        "ecr.dkr",
        "sts",
        "sagemaker.runtime",
    ] {
        // The artifact comes from S3, and metrics leave by monitoring: those matter most.
        let matters = matches!(service, "s3" | "monitoring");
        if d.chance(if matters { 6 } else { 2 }) {
            continue;
        }
        let kind = match service {
            "s3" => d.pick(&["gateway", "interface"]),
            _ => "interface",
        };
        let properties: &[&str] = match kind {
            "gateway" => &["enabled", "route_table_associated", "policy_allows"],
            _ => &[
                "enabled",
                "private_dns",
                "security_group_allows_443",
                "policy_allows",
            ],
        };
        let mut endpoint = json!({"service": service, "type": kind});
        for property in properties {
            endpoint[*property] = (!d.chance(20)).into();
        }
        endpoints.push(endpoint);
        if d.chance(4) {
            broken.push(
                json!({"kind": "vpc_endpoint_broken", "at_s": d.below(duration_s),
                "duration_s": 1 + d.below(duration_s), "service": service,
                "property": d.pick(properties)}),
            );
        }
    }
    let network = json!({"mode": "private_vpc", "internet_access": d.chance(4),
        "availability_zones": 1 + d.below(3), "vpc_endpoints": endpoints});
    (network, broken)
}
