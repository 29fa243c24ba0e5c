//! CloudWatch metrics that a policy or an alarm may follow (facts, section 2).

use serde::{Deserialize, Serialize};

use crate::time::Span;

/// A metric of an endpoint, by CloudWatch's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Metric {
    /// Requests per instance and minute, statistic Sum (fact 2.3).
    InvocationsPerInstance,
    /// Every attempt, at its arrival (fact 2.4).
    Invocations,
    /// Attempts that SageMaker answered with 4xx (fact 2.4).
    Invocation4XXErrors,
    /// Attempts that were answered with 5xx (fact 2.4).
    Invocation5XXErrors,
    /// Attempts that did not end in a 2xx response (fact 2.4).
    InvocationModelErrors,
    /// Waiting at the instance and service, of responses, in microseconds (facts 2.4, 2.7).
    ModelLatency,
    /// What SageMaker adds; on serverless inference the cold start (fact 2.7).
    OverheadLatency,
    /// 0 to 100 × vCPU, average over instances in service (fact 2.5).
    CPUUtilization,
    /// 0 to 100 × GPUs, average over instances in service (fact 2.5).
    GPUUtilization,
    /// Running and queued requests per instance, every 10 s (fact 2.9).
    ConcurrentRequestsPerModel,
    /// Running and queued requests per instance, as the container itself counts and sends them.
    InFlightRequests,
    /// Queued requests per instance, as the container itself counts and sends them.
    QueueDepth,
    /// Requests per inference component copy and minute, statistic Sum (fact 2.1).
    InvocationsPerCopy,
    /// Running and queued requests per copy, every 10 s (fact 2.9).
    ConcurrentRequestsPerCopy,
    /// Requests that met no copy (fact 4.2).
    NoCapacityInvocationFailures,
    /// Share of provisioned concurrency in use, 0 to 1 (facts, section 5).
    ServerlessProvisionedConcurrencyUtilization,
    /// Requests in the queue of an asynchronous endpoint (facts, section 6).
    ApproximateBacklogSize,
    /// The same by instance in service (facts, section 6).
    ApproximateBacklogSizePerInstance,
    /// 1 when requests wait and no instance is in service, else 0 (facts, section 6).
    HasBacklogWithoutCapacity,
}

/// What publishes metrics: an endpoint, by what runs its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EndpointKind {
    /// A variant behind a real-time endpoint.
    RealTime,
    /// Inference components on a real-time endpoint.
    InferenceComponent,
    /// Serverless inference.
    Serverless,
    /// Asynchronous inference.
    Async,
}

/// A statistic of CloudWatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Statistic {
    /// Of all samples of the period.
    Sum,
    /// `Sum / SampleCount`.
    Average,
    /// The smallest sample.
    Minimum,
    /// The largest sample.
    Maximum,
    /// How many samples.
    SampleCount,
}

impl Statistic {
    /// Every statistic.
    pub const ALL: [Statistic; 5] = [
        Statistic::Sum,
        Statistic::Average,
        Statistic::Minimum,
        Statistic::Maximum,
        Statistic::SampleCount,
    ];

    /// CloudWatch's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            Statistic::Sum => "Sum",
            Statistic::Average => "Average",
            Statistic::Minimum => "Minimum",
            Statistic::Maximum => "Maximum",
            Statistic::SampleCount => "SampleCount",
        }
    }
}

/// Namespace of metrics that SageMaker counts by request (fact 2.4).
pub const NAMESPACE_INVOCATION: &str = "AWS/SageMaker";
/// Namespace of metrics of instances (fact 2.5).
pub const NAMESPACE_HOST: &str = "/aws/sagemaker/Endpoints";
/// Namespace of metrics of inference components (fact 4.2).
pub const NAMESPACE_COMPONENT: &str = "AWS/SageMaker/InferenceComponents";
/// Namespace of metrics that the container itself sends with PutMetricData: Headroom's own.
pub const NAMESPACE_CONTAINER: &str = "Headroom/Model";

/// The period of standard metrics (fact 2.9).
pub const STANDARD_PERIOD: Span = Span::MINUTE;
/// The period of concurrency metrics (fact 2.9).
pub const HIGH_RESOLUTION_PERIOD: Span = Span::from_secs(10);
/// From the end of a 10-second period to the moment an alarm can see it [D].
pub const HIGH_RESOLUTION_DELAY: Span = Span::from_secs(10);

impl Metric {
    /// Every metric.
    pub const ALL: [Metric; 19] = [
        Metric::InvocationsPerInstance,
        Metric::Invocations,
        Metric::Invocation4XXErrors,
        Metric::Invocation5XXErrors,
        Metric::InvocationModelErrors,
        Metric::ModelLatency,
        Metric::OverheadLatency,
        Metric::CPUUtilization,
        Metric::GPUUtilization,
        Metric::ConcurrentRequestsPerModel,
        Metric::InFlightRequests,
        Metric::QueueDepth,
        Metric::InvocationsPerCopy,
        Metric::ConcurrentRequestsPerCopy,
        Metric::NoCapacityInvocationFailures,
        Metric::ServerlessProvisionedConcurrencyUtilization,
        Metric::ApproximateBacklogSize,
        Metric::ApproximateBacklogSizePerInstance,
        Metric::HasBacklogWithoutCapacity,
    ];

    /// CloudWatch's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            Metric::InvocationsPerInstance => "InvocationsPerInstance",
            Metric::Invocations => "Invocations",
            Metric::Invocation4XXErrors => "Invocation4XXErrors",
            Metric::Invocation5XXErrors => "Invocation5XXErrors",
            Metric::InvocationModelErrors => "InvocationModelErrors",
            Metric::ModelLatency => "ModelLatency",
            Metric::OverheadLatency => "OverheadLatency",
            Metric::CPUUtilization => "CPUUtilization",
            Metric::GPUUtilization => "GPUUtilization",
            Metric::ConcurrentRequestsPerModel => "ConcurrentRequestsPerModel",
            Metric::InFlightRequests => "InFlightRequests",
            Metric::QueueDepth => "QueueDepth",
            Metric::InvocationsPerCopy => "InvocationsPerCopy",
            Metric::ConcurrentRequestsPerCopy => "ConcurrentRequestsPerCopy",
            Metric::NoCapacityInvocationFailures => "NoCapacityInvocationFailures",
            Metric::ServerlessProvisionedConcurrencyUtilization => {
                "ServerlessProvisionedConcurrencyUtilization"
            }
            Metric::ApproximateBacklogSize => "ApproximateBacklogSize",
            Metric::ApproximateBacklogSizePerInstance => "ApproximateBacklogSizePerInstance",
            Metric::HasBacklogWithoutCapacity => "HasBacklogWithoutCapacity",
        }
    }

    /// CloudWatch's namespace.
    pub const fn namespace(self) -> &'static str {
        match self {
            Metric::CPUUtilization | Metric::GPUUtilization => NAMESPACE_HOST,
            Metric::InFlightRequests | Metric::QueueDepth => NAMESPACE_CONTAINER,
            Metric::InvocationsPerCopy
            | Metric::ConcurrentRequestsPerCopy
            | Metric::NoCapacityInvocationFailures => NAMESPACE_COMPONENT,
            _ => NAMESPACE_INVOCATION,
        }
    }

    /// CloudWatch's unit; latencies are in microseconds, not milliseconds (fact 2.4).
    pub const fn unit(self) -> &'static str {
        match self {
            Metric::ModelLatency | Metric::OverheadLatency => "Microseconds",
            Metric::CPUUtilization | Metric::GPUUtilization => "Percent",
            Metric::ServerlessProvisionedConcurrencyUtilization => "None",
            _ => "Count",
        }
    }

    /// How often it is published (fact 2.9).
    pub const fn resolution(self) -> Span {
        match self {
            Metric::ConcurrentRequestsPerModel | Metric::ConcurrentRequestsPerCopy => {
                HIGH_RESOLUTION_PERIOD
            }
            _ => STANDARD_PERIOD,
        }
    }

    /// The statistics that may be asked of it, the usual one first (facts 2.3, 2.4). Averages of
    /// instances and of time are the only ones that a mean over both has.
    pub const fn statistics(self) -> &'static [Statistic] {
        use Statistic::{Average, Maximum, Minimum, SampleCount, Sum};
        match self {
            Metric::InvocationsPerInstance
            | Metric::InvocationsPerCopy
            | Metric::Invocations
            | Metric::NoCapacityInvocationFailures => &[Sum],
            Metric::Invocation4XXErrors
            | Metric::Invocation5XXErrors
            | Metric::InvocationModelErrors => &[Sum, Average],
            Metric::ModelLatency | Metric::OverheadLatency => {
                &[Average, Minimum, Maximum, Sum, SampleCount]
            }
            _ => &[Average],
        }
    }

    /// The statistic that target tracking takes when none is named.
    pub const fn usual_statistic(self) -> Statistic {
        self.statistics()[0]
    }

    /// Which endpoint publishes it; the one place that says so. An asynchronous endpoint publishes
    /// neither invocations nor overhead (fact 2.14); host metrics need instances of one's own.
    pub const fn published_by(self) -> &'static [EndpointKind] {
        use EndpointKind::{Async, InferenceComponent, RealTime, Serverless};
        match self {
            Metric::InvocationsPerInstance | Metric::ConcurrentRequestsPerModel => &[RealTime],
            Metric::InvocationsPerCopy
            | Metric::ConcurrentRequestsPerCopy
            | Metric::NoCapacityInvocationFailures => &[InferenceComponent],
            Metric::Invocations
            | Metric::Invocation4XXErrors
            | Metric::Invocation5XXErrors
            | Metric::InvocationModelErrors => &[RealTime, InferenceComponent, Serverless],
            Metric::ModelLatency => &[RealTime, InferenceComponent, Serverless, Async],
            Metric::OverheadLatency | Metric::ServerlessProvisionedConcurrencyUtilization => {
                &[Serverless]
            }
            Metric::CPUUtilization
            | Metric::GPUUtilization
            | Metric::InFlightRequests
            | Metric::QueueDepth => &[RealTime, InferenceComponent, Async],
            Metric::ApproximateBacklogSize
            | Metric::ApproximateBacklogSizePerInstance
            | Metric::HasBacklogWithoutCapacity => &[Async],
        }
    }

    /// The delay that its kind has whatever `metric_delay_s` says; `None` for one that follows
    /// it [D].
    pub const fn own_delay(self) -> Option<Span> {
        match self {
            Metric::NoCapacityInvocationFailures | Metric::HasBacklogWithoutCapacity => {
                Some(Span::ZERO)
            }
            Metric::ConcurrentRequestsPerModel | Metric::ConcurrentRequestsPerCopy => {
                Some(HIGH_RESOLUTION_DELAY)
            }
            _ => None,
        }
    }
}

/// `PredefinedMetricType` of SageMaker: the five that there are (fact 2.1), and none for CPU, GPU
/// or latency (fact 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PredefinedMetric {
    /// AWS's name of the type.
    pub name: &'static str,
    /// What it follows.
    pub metric: Metric,
    /// By which statistic.
    pub statistic: Statistic,
    /// Over which period.
    pub period: Span,
}

/// The five predefined types (fact 2.1).
pub const PREDEFINED_METRICS: [PredefinedMetric; 5] = [
    PredefinedMetric {
        name: "SageMakerVariantInvocationsPerInstance",
        metric: Metric::InvocationsPerInstance,
        statistic: Statistic::Sum,
        period: STANDARD_PERIOD,
    },
    PredefinedMetric {
        name: "SageMakerVariantProvisionedConcurrencyUtilization",
        metric: Metric::ServerlessProvisionedConcurrencyUtilization,
        statistic: Statistic::Average,
        period: STANDARD_PERIOD,
    },
    PredefinedMetric {
        name: "SageMakerInferenceComponentInvocationsPerCopy",
        metric: Metric::InvocationsPerCopy,
        statistic: Statistic::Sum,
        period: STANDARD_PERIOD,
    },
    PredefinedMetric {
        name: "SageMakerVariantConcurrentRequestsPerModelHighResolution",
        metric: Metric::ConcurrentRequestsPerModel,
        statistic: Statistic::Average,
        period: HIGH_RESOLUTION_PERIOD,
    },
    PredefinedMetric {
        name: "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
        metric: Metric::ConcurrentRequestsPerCopy,
        statistic: Statistic::Average,
        period: HIGH_RESOLUTION_PERIOD,
    },
];

/// A metric as an alarm or a policy reads it: by a statistic, over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// Which metric.
    pub metric: Metric,
    /// One of its statistics.
    pub statistic: Statistic,
    /// A multiple of its resolution.
    pub period: Span,
}

impl Reading {
    /// By the usual statistic and at the metric's own resolution.
    pub const fn usual(metric: Metric) -> Reading {
        Reading {
            metric,
            statistic: metric.usual_statistic(),
            period: metric.resolution(),
        }
    }

    /// Whether alarms on it are evaluated every 10 s (facts, section 3).
    pub fn is_high_resolution(self) -> bool {
        self.period < STANDARD_PERIOD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_2_1_five_predefined_types_each_with_a_statistic_its_metric_has() {
        let names: [&str; 5] = PREDEFINED_METRICS.map(|p| p.name);
        assert!(names.iter().all(|name| name.starts_with("SageMaker")));
        for predefined in PREDEFINED_METRICS {
            assert!(
                predefined
                    .metric
                    .statistics()
                    .contains(&predefined.statistic)
            );
            let high = predefined.name.ends_with("HighResolution");
            assert_eq!(predefined.period == HIGH_RESOLUTION_PERIOD, high);
            assert_eq!(predefined.period, predefined.metric.resolution());
        }
    }

    #[test]
    fn fact_2_2_no_predefined_type_for_cpu_gpu_or_latency() {
        for metric in [
            Metric::CPUUtilization,
            Metric::GPUUtilization,
            Metric::ModelLatency,
        ] {
            assert!(PREDEFINED_METRICS.iter().all(|p| p.metric != metric));
        }
    }

    #[test]
    fn fact_2_3_and_2_4_statistics_and_units() {
        assert_eq!(
            Metric::InvocationsPerInstance.statistics(),
            [Statistic::Sum]
        );
        assert_eq!(Metric::Invocations.statistics(), [Statistic::Sum]);
        assert_eq!(
            Metric::Invocation5XXErrors.statistics(),
            [Statistic::Sum, Statistic::Average]
        );
        assert_eq!(Metric::ModelLatency.unit(), "Microseconds");
        assert_eq!(Metric::ModelLatency.namespace(), "AWS/SageMaker");
        assert_eq!(
            Metric::CPUUtilization.namespace(),
            "/aws/sagemaker/Endpoints"
        );
    }

    #[test]
    fn fact_2_9_standard_metrics_every_minute_and_concurrency_every_ten_seconds() {
        assert_eq!(Metric::Invocations.resolution().secs_f64(), 60.0);
        assert_eq!(
            Metric::ConcurrentRequestsPerModel.resolution().secs_f64(),
            10.0
        );
        assert_eq!(
            Metric::ConcurrentRequestsPerCopy.resolution().secs_f64(),
            10.0
        );
    }

    #[test]
    fn fact_2_14_an_asynchronous_endpoint_publishes_no_invocations() {
        for metric in [
            Metric::Invocations,
            Metric::InvocationsPerInstance,
            Metric::OverheadLatency,
        ] {
            assert!(!metric.published_by().contains(&EndpointKind::Async));
        }
    }

    #[test]
    fn every_metric_has_a_name_of_its_own_and_a_publisher() {
        for (i, metric) in Metric::ALL.into_iter().enumerate() {
            assert_eq!(metric as usize, i);
            assert!(!metric.published_by().is_empty() && !metric.statistics().is_empty());
            assert!(Metric::ALL[..i].iter().all(|m| m.name() != metric.name()));
        }
    }
}
