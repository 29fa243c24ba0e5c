//! What one request costs.

use headroom_model::metric::Metric;
use headroom_model::traffic::{ContainerMetrics, Model, ServiceTime};

use super::bounds::MOST_WORKERS;
use crate::assumption;
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Longest mean service time that is accepted, an hour [D]: AWS ends an invocation before.
const LONGEST_SERVICE_MS: f64 = 3_600_000.0;
/// Largest coefficient of variation [D]: beyond it a mean says nothing.
const LARGEST_CV: f64 = 100.0;
/// Largest artifact, 100 TB [D].
const LARGEST_ARTIFACT_MB: f64 = 1e8;

/// The model of a job, which serves no requests.
pub fn none() -> Model {
    Model {
        service_time: ServiceTime::Constant { mean_ms: 1.0 },
        workers: 1,
        max_queue: 0,
        cpu_cores: 0.0,
        gpus: 0.0,
        artifact_mb: 0.0,
        payload_mb: 0.0,
        error_rate: 0.0,
        container_metrics: ContainerMetrics::default(),
    }
}

pub fn read(f: &Fields<'_>) -> Model {
    let service_time = f
        .at("service_time")
        .required()
        .table(service_time)
        .flatten();
    let number = |name, range, default| f.at(name).number(range).unwrap_or(default);
    let model = Model {
        // Without a service time an error is noted; the value only lets the checks go on.
        service_time: service_time.unwrap_or(ServiceTime::Constant { mean_ms: 1.0 }),
        workers: f
            .at("workers")
            .count(Range::at_least(1.0).to(MOST_WORKERS))
            .unwrap_or(1),
        max_queue: f
            .at("max_queue")
            .count(Range::at_least(0.0).to(u32::MAX as f64))
            .unwrap_or(assumption::MAX_QUEUE),
        cpu_cores: number("cpu_cores", Range::at_least(0.0).to(1024.0), 1.0),
        gpus: number("gpus", Range::at_least(0.0).to(1024.0), 0.0),
        artifact_mb: number(
            "artifact_mb",
            Range::at_least(0.0).to(LARGEST_ARTIFACT_MB),
            assumption::ARTIFACT_MB,
        ),
        payload_mb: number("payload_mb", Range::at_least(0.0).to(1024.0), 0.0),
        error_rate: number("error_rate", Range::at_least(0.0).to(1.0), 0.0),
        container_metrics: container_metrics(&f.at("container_metrics")),
    };
    let memory = f.at("memory_mb");
    if memory.number(Range::at_least(0.0).to(1e9)).is_some() {
        memory.warn(
            code::W_NO_EFFECT,
            "copies are placed by copies_per_instance, and a serverless endpoint has its own memory_mb",
        );
    }
    model
}

/// What the container itself sends with PutMetricData.
fn container_metrics(field: &Field<'_>) -> ContainerMetrics {
    let words = [Metric::InFlightRequests, Metric::QueueDepth];
    let mut sent = ContainerMetrics::default();
    for item in field.items() {
        let flag = match item.word(&words.map(|metric| (metric.name(), metric)), &[]) {
            Some(Metric::InFlightRequests) => &mut sent.in_flight_requests,
            Some(_) => &mut sent.queue_depth,
            None => continue,
        };
        if *flag {
            item.refuse(code::E_DUPLICATE_NAME, "it is listed twice", "");
        }
        *flag = true;
    }
    sent
}

#[derive(Clone, Copy, PartialEq)]
enum Distribution {
    Constant,
    Exponential,
    Lognormal,
    Gamma,
}

fn service_time(f: &Fields<'_>) -> Option<ServiceTime> {
    time(f, Range::above(0.0))
}

/// How long an environment takes to start: as a service time, and it may be nothing.
pub fn cold_start(f: &Fields<'_>) -> Option<ServiceTime> {
    let constant = f.at("distribution").is_text("constant");
    time(
        f,
        if constant {
            Range::at_least(0.0)
        } else {
            Range::above(0.0)
        },
    )
}

fn time(f: &Fields<'_>, mean: Range) -> Option<ServiceTime> {
    let words = [
        ("constant", Distribution::Constant),
        ("exponential", Distribution::Exponential),
        ("lognormal", Distribution::Lognormal),
        ("gamma", Distribution::Gamma),
    ];
    let distribution = f.at("distribution").required().word(&words, &[]);
    let mean_ms = f
        .at("mean_ms")
        .required()
        .number(mean.to(LONGEST_SERVICE_MS));
    let cv = f.at("cv").hint("standard deviation / mean");
    let cv = match distribution {
        Some(Distribution::Lognormal | Distribution::Gamma) => {
            cv.required().number(Range::above(0.0).to(LARGEST_CV))
        }
        Some(_) if cv.is_given() => {
            let rule = "only \"lognormal\" and \"gamma\" have a cv of their own";
            cv.refuse(
                code::E_CONTRADICTION,
                rule,
                "leave cv out, or choose \"lognormal\"",
            );
            None
        }
        _ => None,
    };
    let mean_ms = mean_ms?;
    match distribution? {
        Distribution::Constant => Some(ServiceTime::Constant { mean_ms }),
        Distribution::Exponential => Some(ServiceTime::Exponential { mean_ms }),
        Distribution::Lognormal => Some(ServiceTime::Lognormal { mean_ms, cv: cv? }),
        Distribution::Gamma => Some(ServiceTime::Gamma { mean_ms, cv: cv? }),
    }
}
