//! Metrics that a policy or an alarm follows, as requests name them (facts, section 2).

use headroom_model::metric::{
    EndpointKind, Metric, PREDEFINED_METRICS, Reading, STANDARD_PERIOD, Statistic,
};
use headroom_model::time::Span;
use headroom_model::traffic::ContainerMetrics;

use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::nearest::nearest;

/// Metrics that SageMaker publishes and no simulation has: nothing here fills memory or disks.
const NOT_SIMULATED: [&str; 5] = [
    "MemoryUtilization",
    "DiskUtilization",
    "GPUMemoryUtilization",
    "ModelSetupTime",
    "ModelLoadingWaitTime",
];

/// Metrics under which target tracking is steady: they fall in proportion to capacity (fact 2.8).
const PROPORTIONAL: [Metric; 10] = [
    Metric::InvocationsPerInstance,
    Metric::CPUUtilization,
    Metric::GPUUtilization,
    Metric::ConcurrentRequestsPerModel,
    Metric::InFlightRequests,
    Metric::QueueDepth,
    Metric::InvocationsPerCopy,
    Metric::ConcurrentRequestsPerCopy,
    Metric::ServerlessProvisionedConcurrencyUtilization,
    Metric::ApproximateBacklogSizePerInstance,
];

/// What publishes metrics in this scenario.
#[derive(Clone, Copy, Debug)]
pub struct Publisher {
    /// `None` when the endpoint could not be read: then nothing is known to be missing.
    pub kind: Option<EndpointKind>,
    /// Of one instance.
    pub vcpus: u32,
    /// Of one instance.
    pub gpus: u32,
    /// What the container itself sends.
    pub container: ContainerMetrics,
}

impl Publisher {
    /// Refuses a metric that the scenario's endpoint does not publish.
    fn check(&self, field: &Field<'_>, metric: Metric) {
        let Some(kind) = self.kind else { return };
        let name = metric.name();
        if !metric.published_by().contains(&kind) {
            let others: Vec<&str> = metric.published_by().iter().map(|k| called(*k)).collect();
            field.refuse(
                code::E_METRIC_NOT_PUBLISHED,
                format!("{} publishes no {name}", called(kind)),
                format!("it comes from {}", others.join(", ")),
            );
        } else if metric == Metric::GPUUtilization && self.gpus == 0 {
            let rule = "an instance without GPUs publishes no GPUUtilization";
            field.refuse(
                code::E_METRIC_NOT_PUBLISHED,
                rule,
                "choose an instance type with GPUs, for example \"ml.g5.xlarge\"",
            );
        } else if metric == Metric::InFlightRequests && !self.container.in_flight_requests
            || metric == Metric::QueueDepth && !self.container.queue_depth
        {
            field.refuse(
                code::E_METRIC_NOT_PUBLISHED,
                format!("the container sends no {name}"),
                format!("list {name:?} in model.container_metrics"),
            );
        }
    }
}

/// An endpoint by what runs its model, for people.
const fn called(kind: EndpointKind) -> &'static str {
    match kind {
        EndpointKind::RealTime => "a variant behind a real-time endpoint",
        EndpointKind::InferenceComponent => "an inference component",
        EndpointKind::Serverless => "a serverless endpoint",
        EndpointKind::Async => "an asynchronous endpoint",
    }
}

/// `PredefinedMetricSpecification` (fact 2.1).
pub fn predefined(f: &Fields<'_>, publisher: &Publisher) -> Option<Reading> {
    let label = f.at("ResourceLabel");
    if label.is_given() {
        let rule = "a ResourceLabel belongs to load balancer metrics, not to SageMaker's";
        label.refuse(code::E_CONTRADICTION, rule, "leave it out");
    }
    let field = f.at("PredefinedMetricType").required();
    let text = field.text(256)?;
    let Some(found) = PREDEFINED_METRICS.iter().find(|p| p.name == text) else {
        let names = PREDEFINED_METRICS.map(|p| p.name);
        let hint = match nearest(text, &names) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "CPU, GPU and latency have no predefined type: they take a CustomizedMetricSpecification (fact 2.2)".into(),
        };
        let list = names.map(|name| format!("{name:?}")).join(", ");
        let rule = format!("SageMaker has five predefined types: {list}");
        field.refuse(code::E_UNKNOWN_PREDEFINED_METRIC, rule, hint);
        return None;
    };
    publisher.check(&field, found.metric);
    Some(Reading {
        metric: found.metric,
        statistic: found.statistic,
        period: found.period,
    })
}

/// `CustomizedMetricSpecification`; target tracking reads it by the minute (fact 2.11).
pub fn customized(f: &Fields<'_>, publisher: &Publisher) -> Option<Reading> {
    let metrics = f.at("Metrics");
    if metrics.is_given() {
        no_math(&metrics);
        f.leave_rest();
        return None;
    }
    let metric = named(f, publisher);
    let statistic = statistic(&f.at("Statistic").required(), metric);
    let metric = metric?;
    if !PROPORTIONAL.contains(&metric) {
        f.at("MetricName").warn(
            code::W_NOT_PROPORTIONAL,
            "target tracking expects a metric that falls in proportion to capacity, and this one need not; a step policy with an alarm is steadier (fact 2.8)",
        );
    }
    Some(Reading {
        metric,
        statistic: statistic?,
        period: STANDARD_PERIOD,
    })
}

/// Refuses metric math by name.
pub fn no_math(field: &Field<'_>) {
    field.refuse(
        code::E_METRIC_MATH,
        "AWS allows metric math here, and this simulation has no expressions",
        "name one metric by MetricName, Namespace and Statistic",
    );
}

/// `MetricName`, `Namespace`, `Dimensions` and `Unit`.
pub fn named(f: &Fields<'_>, publisher: &Publisher) -> Option<Metric> {
    let name_field = f.at("MetricName").required();
    let namespace_field = f.at("Namespace").required();
    let name = name_field.text(255);
    let namespace = namespace_field.text(255);
    dimensions(&f.at("Dimensions"));
    let unit = f.at("Unit");
    let unit_text = unit.text(64);
    let metric = find(&name_field, name?)?;
    if namespace.is_some_and(|namespace| namespace != metric.namespace()) {
        namespace_field.refuse(
            code::E_UNKNOWN_METRIC,
            format!(
                "{} is in the namespace {:?}",
                metric.name(),
                metric.namespace()
            ),
            "a metric of another namespace is another metric, and has no data",
        );
        return None;
    }
    if unit_text.is_some_and(|unit| unit != metric.unit()) {
        unit.refuse(
            code::E_METRIC_UNIT,
            format!("{} is published in {:?}", metric.name(), metric.unit()),
            "under another unit it has no data; leave Unit out",
        );
    }
    publisher.check(&name_field, metric);
    Some(metric)
}

fn find(field: &Field<'_>, name: &str) -> Option<Metric> {
    let found = Metric::ALL.into_iter().find(|metric| metric.name() == name);
    if found.is_none() {
        let names = Metric::ALL.map(Metric::name);
        if NOT_SIMULATED.contains(&name) {
            let rule = "SageMaker publishes it, and nothing in this simulation produces it";
            field.refuse(code::E_NOT_SUPPORTED_YET, rule, "");
            return None;
        }
        let hint = match nearest(name, &names) {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("it is one of {}", names.join(", ")),
        };
        let rule = "no endpoint and no container of a scenario publishes it";
        field.refuse(code::E_UNKNOWN_METRIC, rule, hint);
    }
    found
}

/// A statistic of `metric`; when the metric is not known, any.
pub fn statistic(field: &Field<'_>, metric: Option<Metric>) -> Option<Statistic> {
    let words = Statistic::ALL.map(|statistic| (statistic.name(), statistic));
    let statistic = field.word(&words, &[])?;
    let allowed = metric.map_or(&Statistic::ALL[..], Metric::statistics);
    if !allowed.contains(&statistic) {
        let names: Vec<&str> = allowed.iter().map(|s| s.name()).collect();
        let name = metric.map_or("it", Metric::name);
        field.refuse(
            code::E_STATISTIC,
            format!("{name} is read by {}", names.join(" or ")),
            "facts 2.3 and 2.4",
        );
        return None;
    }
    Some(statistic)
}

/// Dimensions name the endpoint, and a scenario has one: only their shape is checked.
fn dimensions(field: &Field<'_>) {
    const NAMES: [(&str, ()); 3] = [
        ("EndpointName", ()),
        ("VariantName", ()),
        ("InferenceComponentName", ()),
    ];
    let mut seen = Vec::new();
    for item in field.items() {
        item.table(|f| {
            let name = f.at("Name").required();
            if name.word(&NAMES, &[]).is_some()
                && let Some(text) = name.text(255)
            {
                if seen.contains(&text) {
                    name.refuse(code::E_DUPLICATE_NAME, "it is listed twice", "");
                }
                seen.push(text);
            }
            f.at("Value").required().text(1024);
        });
    }
}

/// The length of an alarm's datapoints: 10, 20, 30 s for metrics of high resolution, else full
/// minutes (facts, section 3).
pub fn period(field: &Field<'_>, metric: Option<Metric>) -> Option<Span> {
    let seconds = field.whole(crate::raw::range::Range::at_least(10.0).to(86_400.0))?;
    let shortest = metric.map_or(STANDARD_PERIOD, Metric::resolution);
    let is_short = matches!(seconds, 10 | 20 | 30) && shortest < STANDARD_PERIOD;
    if !is_short && seconds % 60 != 0 {
        field.refuse(
            code::E_ALARM_PERIOD,
            "a period is a multiple of 60 s, or 10, 20 or 30 s for a metric that is published every 10 s",
            "use 60",
        );
        return None;
    }
    Some(Span::from_secs(seconds))
}
