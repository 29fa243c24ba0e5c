//! What a policy or an alarm may follow, by kind, with values at which something may happen.

use super::endpoint::Kind;

/// A metric, and the range of a target or a threshold.
#[derive(Clone, Copy, Debug)]
pub struct Followed {
    /// Of the predefined type, or of the metric.
    pub name: &'static str,
    /// CloudWatch's; empty for a predefined type.
    pub namespace: &'static str,
    /// One that it has; empty for a predefined type.
    pub statistic: &'static str,
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
}

const fn metric(
    name: &'static str,
    namespace: &'static str,
    statistic: &'static str,
    low: f64,
    high: f64,
) -> Followed {
    Followed {
        name,
        namespace,
        statistic,
        low,
        high,
    }
}

const fn named(name: &'static str, low: f64, high: f64) -> Followed {
    metric(name, "", "", low, high)
}

const SAGEMAKER: &str = "AWS/SageMaker";
const HOST: &str = "/aws/sagemaker/Endpoints";
const COMPONENT: &str = "AWS/SageMaker/InferenceComponents";
const CONTAINER: &str = "Headroom/Model";

const CPU: Followed = metric("CPUUtilization", HOST, "Average", 1.0, 300.0);
const QUEUE: Followed = metric("QueueDepth", CONTAINER, "Average", 0.1, 5.0);
const IN_FLIGHT: Followed = metric("InFlightRequests", CONTAINER, "Average", 0.1, 6.0);
const LATENCY: Followed = metric("ModelLatency", SAGEMAKER, "Average", 1e4, 5e6);
const SLOWEST: Followed = metric("ModelLatency", SAGEMAKER, "Maximum", 1e4, 5e6);
const PER_INSTANCE: Followed = metric("InvocationsPerInstance", SAGEMAKER, "Sum", 1.0, 300.0);
const PER_COPY: Followed = metric("InvocationsPerCopy", COMPONENT, "Sum", 1.0, 300.0);
const INVOCATIONS: Followed = metric("Invocations", SAGEMAKER, "Sum", 1.0, 300.0);
const SERVER_ERRORS: Followed = metric("Invocation5XXErrors", SAGEMAKER, "Sum", 0.0, 20.0);
const CLIENT_ERRORS: Followed = metric("Invocation4XXErrors", SAGEMAKER, "Sum", 0.0, 20.0);
const NO_CAPACITY: Followed = metric("NoCapacityInvocationFailures", COMPONENT, "Sum", 0.0, 3.0);
const OVERHEAD: Followed = metric("OverheadLatency", SAGEMAKER, "Average", 1e4, 5e6);
const BACKLOG: Followed = metric("ApproximateBacklogSize", SAGEMAKER, "Average", 0.0, 20.0);
const BACKLOG_EACH: Followed = metric(
    "ApproximateBacklogSizePerInstance",
    SAGEMAKER,
    "Average",
    0.2,
    10.0,
);
const WAITS_AT_ZERO: Followed = metric("HasBacklogWithoutCapacity", SAGEMAKER, "Average", 0.5, 1.0);

const VARIANT_TYPES: [Followed; 2] = [
    named("SageMakerVariantInvocationsPerInstance", 1.0, 400.0),
    named(
        "SageMakerVariantConcurrentRequestsPerModelHighResolution",
        0.2,
        6.0,
    ),
];
const COMPONENT_TYPES: [Followed; 2] = [
    named("SageMakerInferenceComponentInvocationsPerCopy", 1.0, 400.0),
    named(
        "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
        0.2,
        6.0,
    ),
];
const SERVERLESS_TYPES: [Followed; 1] = [named(
    "SageMakerVariantProvisionedConcurrencyUtilization",
    0.05,
    0.95,
)];

/// Predefined types (fact 2.1), the usual one first.
pub const fn predefined(kind: Kind) -> &'static [Followed] {
    match kind {
        Kind::RealTime | Kind::WhatIfSpot => &VARIANT_TYPES,
        Kind::Component => &COMPONENT_TYPES,
        Kind::Serverless => &SERVERLESS_TYPES,
        _ => &[],
    }
}

/// What a customised specification may name.
pub const fn customized(kind: Kind) -> &'static [Followed] {
    match kind {
        Kind::Serverless => &[OVERHEAD, LATENCY],
        Kind::Async => &[BACKLOG_EACH, BACKLOG_EACH, CPU, IN_FLIGHT],
        _ => &[CPU, QUEUE, LATENCY, IN_FLIGHT],
    }
}

/// What an alarm of the scenario may watch.
pub const fn alarmed(kind: Kind) -> &'static [Followed] {
    match kind {
        Kind::Serverless => &[INVOCATIONS, SLOWEST, CLIENT_ERRORS, OVERHEAD],
        Kind::Async => &[WAITS_AT_ZERO, BACKLOG, SLOWEST, CPU],
        Kind::Component => &[NO_CAPACITY, PER_COPY, SLOWEST, SERVER_ERRORS],
        _ => &[PER_INSTANCE, CPU, SLOWEST, SERVER_ERRORS],
    }
}
