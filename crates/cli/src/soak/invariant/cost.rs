//! Cost, again, from what happened: the life of each instance, of each job, of each environment.

use std::collections::BTreeMap;

use headroom_engine::run::{InstanceState, JobState, Run, What};
use headroom_model::endpoint::Serverless;
use headroom_model::network::{Network, Path, Service, VpcEndpointType};
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::{Span, Time};

use super::Broken;

/// Every part of the bill, and the minutes of it.
pub fn cost(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let billed = billed(scenario, run);
    let seconds = run.summary.capacity.instance_seconds;
    found.unless(seconds == billed.micros() as f64 / 1e6, || {
        format!(
            "billed {seconds} s, the instances lived {} s",
            billed.secs_f64()
        )
    });
    let price = scenario
        .endpoint
        .instance_type()
        .map_or(0.0, |t| t.usd_per_hour);
    let on_spot = scenario
        .endpoint
        .job()
        .is_some_and(|job| job.spot.is_some());
    let share = match on_spot {
        true => 1.0 - scenario.prices.spot_discount,
        false => 1.0,
    };
    let cost = run.summary.cost_usd;
    let instances = billed.secs_f64() / 3600.0 * price * share;
    let (endpoints, nat) = network(scenario, run);
    for (name, got, again) in [
        ("instances", cost.instances, instances),
        ("VPC endpoints", cost.vpc_endpoints, endpoints),
        ("NAT", cost.nat_gateway, nat),
    ] {
        found.unless(near(got, again), || {
            format!("cost of {name} {got}, again {again}")
        });
    }
    match &scenario.endpoint {
        Endpoint::Serverless(rule) => serverless(scenario, rule, run, found),
        _ => found.unless(cost.serverless == 0.0, || {
            format!("serverless cost {} of instances", cost.serverless)
        }),
    }
    let parts = cost.instances + cost.serverless + cost.vpc_endpoints + cost.nat_gateway;
    found.unless(near(cost.total, parts), || {
        format!("cost {}, its parts {parts}", cost.total)
    });
    let minutes: f64 = run.series.cost_usd.iter().sum();
    found.unless(near(minutes, cost.total), || {
        format!("cost of minutes {minutes}, of all {}", cost.total)
    });
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 + 1e-9 * b.abs()
}

/// What is billed by the second: instances, those under a component, or those of a job.
fn billed(scenario: &Scenario, run: &Run) -> Span {
    let managed = scenario.endpoint.real_time();
    let managed = managed.is_some_and(|e| e.inference_component.is_some());
    let count = match scenario.endpoint.job() {
        Some(job) => u64::from(job.instance_count),
        None => 1,
    };
    let mut born: BTreeMap<u32, Time> = BTreeMap::new();
    let mut billed = Span::ZERO;
    for event in &run.events {
        let (number, lives) = match event.what {
            What::Instance { number, state } if !managed => match state {
                InstanceState::WaitingForCapacity => continue,
                InstanceState::Gone | InstanceState::Failed => (number, false),
                _ => (number, true),
            },
            What::ManagedInstance { number, state } => (number, state != InstanceState::Gone),
            What::Job { state, .. } => match state {
                JobState::Running | JobState::Resuming => (0, true),
                JobState::Interrupted | JobState::Completed | JobState::MaxWaitTimeExceeded => {
                    (0, false)
                }
                _ => continue,
            },
            _ => continue,
        };
        if lives {
            born.entry(number).or_insert(event.time);
        } else if let Some(start) = born.remove(&number) {
            // One that waited for capacity to its end was never billed.
            billed += event.time - start;
        }
    }
    let end = Time::ZERO + scenario.duration;
    for start in born.into_values() {
        billed += end - start;
    }
    Span::from_micros(billed.micros() * count)
}

/// The ways out of a VPC: by the hour, and what each downloaded artifact takes through them.
fn network(scenario: &Scenario, run: &Run) -> (f64, f64) {
    let Network::PrivateVpc(vpc) = &scenario.network else {
        return (0.0, 0.0);
    };
    let prices = &scenario.prices.network;
    let paid = vpc
        .vpc_endpoints
        .iter()
        .filter(|e| e.kind == VpcEndpointType::Interface && e.properties.enabled);
    let hours = scenario.duration.secs_f64() / 3600.0;
    let zones = f64::from(vpc.availability_zones);
    let downloads = run.events.iter().filter(|e| {
        let starts = InstanceState::Starting;
        matches!(e.what, What::Instance { state, .. } if state == starts)
    });
    let gb = downloads.count() as f64 * scenario.model.artifact_mb / 1024.0;
    let mut endpoints = paid.count() as f64 * zones * hours * prices.interface_usd_per_hour;
    let mut nat = match vpc.internet_access {
        true => hours * prices.nat_usd_per_hour,
        false => 0.0,
    };
    match scenario.network.path(Service::S3, &[]) {
        Path::VpcEndpoint(VpcEndpointType::Interface) => {
            endpoints += gb * prices.interface_usd_per_gb;
        }
        Path::Nat => nat += gb * prices.nat_usd_per_gb,
        _ => {}
    }
    (endpoints, nat)
}

/// Serverless: the processing of what was answered, provisioned concurrency while it is ready, and
/// payload. Exact where every request was answered or throttled, else a lower bound.
fn serverless(scenario: &Scenario, rule: &Serverless, run: &Run, found: &mut Broken) {
    let s = &run.summary;
    let (n, failed) = (s.requests.completed as f64, &s.requests.failed);
    let mean = |value: Option<f64>| value.unwrap_or(0.0);
    let processed_s = (mean(s.latency_ms.mean) - mean(s.wait_ms.mean)) * n / 1000.0;
    let end = Time::ZERO + scenario.duration;
    let (mut ready, mut since, mut provisioned_s) = (rule.provisioned_concurrency, Time::ZERO, 0.0);
    for event in &run.events {
        if let What::Provisioned { count } = event.what {
            provisioned_s += f64::from(ready) * (event.time - since).secs_f64();
            (ready, since) = (count, event.time);
        }
    }
    provisioned_s += f64::from(ready) * (end - since).secs_f64();
    let prices = &scenario.prices.serverless;
    let gb = rule.memory_gb();
    let again = processed_s * gb * prices.usd_per_gb_second
        + provisioned_s * gb * prices.provisioned_usd_per_gb_second
        + n * scenario.model.payload_mb / 1024.0 * prices.usd_per_gb;
    let got = s.cost_usd.serverless;
    let others = failed.timed_out + failed.model_error + s.requests.in_flight_at_end;
    // A mean carries fewer digits than a sum.
    let slack = 1e-9 + 1e-6 * again.abs();
    let holds = match others == 0 && scenario.measure_from == Span::ZERO {
        true => (got - again).abs() <= slack,
        false => got >= again - slack,
    };
    found.unless(holds, || {
        format!("serverless cost {got}, again {again}, {others} not answered")
    });
}
