//! The table of the format's fields: names, units, rules.

use super::form::{Field, Kind, List, Section};

const fn field(path: &'static str, unit: &'static str, kind: Kind, rule: &'static str) -> Field {
    Field {
        path,
        unit,
        kind,
        rule,
        when: None,
        start: "",
    }
}

const fn number(path: &'static str, unit: &'static str, rule: &'static str) -> Field {
    field(path, unit, Kind::Number, rule)
}

const fn text(path: &'static str, rule: &'static str) -> Field {
    field(path, "", Kind::Text, rule)
}

const fn flag(path: &'static str, rule: &'static str) -> Field {
    field(path, "", Kind::Flag, rule)
}

const fn json(path: &'static str, unit: &'static str, rule: &'static str) -> Field {
    field(path, unit, Kind::Json, rule)
}

const fn choice(path: &'static str, words: &'static [&'static str], rule: &'static str) -> Field {
    field(path, "", Kind::Choice(words), rule)
}

impl Field {
    const fn when(self, other: &'static str, words: &'static [&'static str]) -> Field {
        Field {
            when: Some((other, words)),
            ..self
        }
    }

    const fn start(self, start: &'static str) -> Field {
        Field { start, ..self }
    }
}

const KIND: &str = "endpoint.kind";
const REAL: &[&str] = &["real_time"];
const FLEET: &[&str] = &["real_time", "async"];
const SERVERLESS: &[&str] = &["serverless"];
const ASYNC: &[&str] = &["async"];
const JOB: &[&str] = &["batch_transform", "training"];
const TYPED: &[&str] = &["real_time", "async", "batch_transform", "training"];
const BOUGHT: &[&str] = &["real_time", "batch_transform", "training"];
const SERVES: &[&str] = &["real_time", "serverless", "async"];

const SPREAD: &[&str] = &["lognormal", "gamma"];
const DISTRIBUTIONS: &[&str] = &["constant", "exponential", "lognormal", "gamma"];

const PART: &str = "traffic.components[].kind";
const FAULT: &str = "faults[].kind";
const POLICY: &str = "scaling.policies[].PolicyType";
const TRACKS: &[&str] = &["TargetTrackingScaling"];
const STEPS: &[&str] = &["StepScaling"];

/// What may be added to the traffic.
const PARTS: &[(&str, &str)] = &[
    ("constant rate", r#"{"kind":"constant","rps":10}"#),
    (
        "ramp",
        r#"{"kind":"ramp","from_s":600,"to_s":1200,"from_rps":0,"to_rps":20}"#,
    ),
    (
        "spike",
        r#"{"kind":"spike","at_s":900,"duration_s":900,"multiplier":2}"#,
    ),
    (
        "business hours",
        r#"{"kind":"business_hours","rps":50,"off_rps":2,"start":"09:00","end":"18:00","days":["MON","TUE","WED","THU","FRI"],"timezone":"UTC"}"#,
    ),
    (
        "promotions",
        r#"{"kind":"promotions","multiplier":2,"mean_interval_s":7200,"duration_s":1200}"#,
    ),
    (
        "sine",
        r#"{"kind":"sine","mean_rps":20,"amplitude_rps":10,"period_s":3600}"#,
    ),
    (
        "trace",
        r#"{"kind":"trace","interval_s":60,"rps":[10,20,30,20,10]}"#,
    ),
];

const POLICIES: &[(&str, &str)] = &[
    (
        "target tracking policy",
        r#"{"PolicyName":"target-tracking","PolicyType":"TargetTrackingScaling","TargetTrackingScalingPolicyConfiguration":{"TargetValue":600,"PredefinedMetricSpecification":{"PredefinedMetricType":"SageMakerVariantInvocationsPerInstance"},"ScaleOutCooldown":300,"ScaleInCooldown":300,"DisableScaleIn":false}}"#,
    ),
    (
        "step scaling policy",
        r#"{"PolicyName":"steps","PolicyType":"StepScaling","StepScalingPolicyConfiguration":{"AdjustmentType":"ChangeInCapacity","MetricAggregationType":"Average","Cooldown":300,"StepAdjustments":[{"MetricIntervalLowerBound":0,"ScalingAdjustment":2}]}}"#,
    ),
];

const ALARMS: &[(&str, &str)] = &[(
    "alarm for a step policy",
    r#"{"AlarmName":"busy","Namespace":"AWS/SageMaker","MetricName":"InvocationsPerInstance","Statistic":"Sum","Period":60,"EvaluationPeriods":2,"DatapointsToAlarm":2,"Threshold":600,"ComparisonOperator":"GreaterThanThreshold","AlarmActions":["steps"]}"#,
)];

const SCHEDULES: &[(&str, &str)] = &[(
    "scheduled action",
    r#"{"ScheduledActionName":"scheduled","Schedule":"cron(45 8 * * ? *)","ScalableTargetAction":{"MinCapacity":4}}"#,
)];

const FAULTS: &[(&str, &str)] = &[
    (
        "instance_crash",
        r#"{"kind":"instance_crash","at_s":600,"count":1}"#,
    ),
    (
        "metrics_delay",
        r#"{"kind":"metrics_delay","at_s":600,"duration_s":600,"delay_s":300}"#,
    ),
    (
        "metrics_lost",
        r#"{"kind":"metrics_lost","at_s":600,"duration_s":600}"#,
    ),
    (
        "s3_unreachable",
        r#"{"kind":"s3_unreachable","at_s":600,"duration_s":1200}"#,
    ),
    (
        "vpc_endpoint_broken",
        r#"{"kind":"vpc_endpoint_broken","at_s":600,"duration_s":1200,"service":"s3","property":"route_table_associated"}"#,
    ),
    (
        "insufficient_capacity",
        r#"{"kind":"insufficient_capacity","at_s":600,"duration_s":1200}"#,
    ),
    (
        "slow_model",
        r#"{"kind":"slow_model","at_s":600,"duration_s":600,"factor":2}"#,
    ),
    (
        "spot_interruption",
        r#"{"kind":"spot_interruption","at_s":600}"#,
    ),
];

const VPC_ENDPOINTS: &[(&str, &str)] = &[
    ("gateway endpoint s3", r#"{"service":"s3"}"#),
    (
        "interface endpoint monitoring",
        r#"{"service":"monitoring"}"#,
    ),
    ("interface endpoint logs", r#"{"service":"logs"}"#),
    ("interface endpoint ecr.api", r#"{"service":"ecr.api"}"#),
    ("interface endpoint ecr.dkr", r#"{"service":"ecr.dkr"}"#),
    ("interface endpoint sts", r#"{"service":"sts"}"#),
    (
        "interface endpoint sagemaker.runtime",
        r#"{"service":"sagemaker.runtime"}"#,
    ),
];

const CALLS: &[(&str, &str)] = &[
    (
        "RegisterScalableTarget",
        r#"{"at_s":600,"call":"RegisterScalableTarget","body":{"MinCapacity":4}}"#,
    ),
    (
        "DeregisterScalableTarget",
        r#"{"at_s":600,"call":"DeregisterScalableTarget","body":{}}"#,
    ),
    (
        "PutScheduledAction",
        r#"{"at_s":600,"call":"PutScheduledAction","body":{"ScheduledActionName":"later","Schedule":"rate(30 minutes)","ScalableTargetAction":{"MinCapacity":4}}}"#,
    ),
    (
        "UpdateEndpoint",
        r#"{"at_s":600,"call":"UpdateEndpoint","body":{"duration_s":300}}"#,
    ),
];

/// Every section of the form.
pub const SECTIONS: &[Section] = &[
    Section {
        id: "run",
        title: "Run",
        shared: true,
        lists: &[],
        fields: &[
            number("seed", "", "0 to 2^53 − 1; absent: 1"),
            text("start", "RFC 3339; absent: 2026-03-02T00:00:00Z, a Monday"),
            number("duration_s", "s", "above 0, up to 31 days; absent: 3600"),
            number("measure_from_s", "s", "below duration_s; absent: 0"),
        ],
    },
    Section {
        id: "traffic",
        title: "Traffic",
        shared: true,
        lists: &[List { path: "traffic.components", items: PARTS }],
        fields: &[
            choice("traffic.arrivals", &["poisson", "uniform"], "absent: poisson"),
            choice("traffic.components[].kind", &["constant", "ramp", "spike", "business_hours", "promotions", "sine", "trace"], "additive, or a multiplier"),
            number("traffic.components[].rps", "rps", "0 or more").when(PART, &["constant", "business_hours"]).start("10"),
            number("traffic.components[].rps", "rps", "0 or more").when(PART, &["spike"]),
            number("traffic.components[].from_s", "s", "0 or more").when(PART, &["ramp"]).start("600"),
            number("traffic.components[].to_s", "s", "above from_s").when(PART, &["ramp"]).start("1200"),
            number("traffic.components[].from_rps", "rps", "0 or more").when(PART, &["ramp"]).start("0"),
            number("traffic.components[].to_rps", "rps", "0 or more").when(PART, &["ramp"]).start("20"),
            json("traffic.components[].at_s", "s", "0 or more, or {\"min_s\": …, \"max_s\": …} for a moment that the seed draws").when(PART, &["spike"]).start("900"),
            number("traffic.components[].multiplier", "times", "0 or more; a spike has rps or multiplier").when(PART, &["spike", "promotions"]).start("2"),
            number("traffic.components[].duration_s", "s", "above 0").when(PART, &["spike", "promotions"]).start("900"),
            number("traffic.components[].rise_s", "s", "inside duration_s; absent: 0").when(PART, &["spike"]),
            number("traffic.components[].fall_s", "s", "inside duration_s; absent: 0").when(PART, &["spike"]),
            number("traffic.components[].off_rps", "rps", "0 or more").when(PART, &["business_hours"]).start("2"),
            text("traffic.components[].start", "HH:MM").when(PART, &["business_hours"]).start("\"09:00\""),
            text("traffic.components[].end", "HH:MM, after start").when(PART, &["business_hours"]).start("\"18:00\""),
            json("traffic.components[].days", "", "for example [\"MON\", \"TUE\"]").when(PART, &["business_hours"]),
            text("traffic.components[].timezone", "absent: UTC").when(PART, &["business_hours"]),
            number("traffic.components[].mean_interval_s", "s", "above 0").when(PART, &["promotions"]).start("7200"),
            number("traffic.components[].mean_rps", "rps", "0 or more").when(PART, &["sine"]).start("20"),
            number("traffic.components[].amplitude_rps", "rps", "0 or more").when(PART, &["sine"]).start("10"),
            number("traffic.components[].period_s", "s", "10 or more").when(PART, &["sine"]).start("3600"),
            number("traffic.components[].phase_s", "s", "0 or more; absent: 0").when(PART, &["sine"]),
            number("traffic.components[].interval_s", "s", "1 or more").when(PART, &["trace"]).start("60"),
            json("traffic.components[].rps", "rps", "a number for each interval").when(PART, &["trace"]).start("[10,20,10]"),
        ],
    },
    Section {
        id: "endpoint",
        title: "Production variant",
        shared: false,
        lists: &[],
        fields: &[
            choice("endpoint.kind", &["real_time", "serverless", "async", "batch_transform", "training"], "what serves the model"),
            text("endpoint.instance_type", "of the price table, for example ml.m5.xlarge").when(KIND, TYPED).start("\"ml.m5.xlarge\""),
            number("endpoint.initial_instance_count", "instances", "1 or more; absent: 1").when(KIND, FLEET),
            choice("endpoint.purchase", &["on_demand", "spot"], "absent: on_demand").when(KIND, BOUGHT),
            flag("endpoint.what_if_spot", "asks for a Spot endpoint that AWS does not offer").when("endpoint.purchase", &["spot"]),
            choice("endpoint.routing_strategy", &["RANDOM", "LEAST_OUTSTANDING_REQUESTS"], "absent: RANDOM").when(KIND, REAL),
            number("endpoint.invocation_timeout_s", "s", "absent: 60, asynchronous 900").when(KIND, FLEET),
            json("endpoint.launch.provision_s", "s", "a number, or {\"min_s\": …, \"mode_s\": …, \"max_s\": …}; absent: 180/300/540").when(KIND, FLEET),
            number("endpoint.launch.download_mb_per_s", "MB/s", "above 0; absent: 100").when(KIND, FLEET),
            number("endpoint.launch.container_start_s", "s", "absent: 30").when(KIND, FLEET),
            number("endpoint.inference_component.initial_copies", "copies", "the scalable target then counts copies").when(KIND, REAL),
            number("endpoint.inference_component.copies_per_instance", "copies", "1 or more").when(KIND, REAL),
            json("endpoint.inference_component.ManagedInstanceScaling", "", "{\"Status\": …, \"MinInstanceCount\": …, \"MaxInstanceCount\": …}").when(KIND, REAL),
            number("endpoint.memory_mb", "MB", "1024 to 6144 in steps of 1024").when(KIND, SERVERLESS).start("2048"),
            number("endpoint.max_concurrency", "requests", "1 to 200").when(KIND, SERVERLESS).start("20"),
            number("endpoint.provisioned_concurrency", "requests", "at most max_concurrency; absent: 0").when(KIND, SERVERLESS),
            choice("endpoint.cold_start.distribution", DISTRIBUTIONS, "absent: lognormal").when(KIND, SERVERLESS),
            number("endpoint.cold_start.mean_ms", "ms", "absent: 4000").when(KIND, SERVERLESS),
            number("endpoint.cold_start.cv", "sd / mean", "with lognormal and gamma; absent: 0.5").when(KIND, SERVERLESS),
            number("endpoint.idle_timeout_s", "s", "absent: 600").when(KIND, SERVERLESS),
            number("endpoint.max_concurrent_invocations_per_instance", "requests", "1 or more").when(KIND, ASYNC),
            number("endpoint.request_ttl_s", "s", "how long a request may wait").when(KIND, ASYNC),
            number("endpoint.work_s", "s", "above 0").when(KIND, JOB).start("3600"),
            number("endpoint.instance_count", "instances", "1 or more; absent: 1").when(KIND, JOB),
            number("endpoint.checkpoint_interval_s", "s", "absent: no checkpoints").when(KIND, JOB),
            number("endpoint.checkpoint_cost_s", "s", "absent: 0").when(KIND, JOB),
            number("endpoint.resume_cost_s", "s", "absent: 0").when(KIND, JOB),
            number("endpoint.max_wait_s", "s", "MaxWaitTimeInSeconds").when(KIND, JOB),
            number("endpoint.interruptions.mean_interval_s", "s", "above 0").when("endpoint.purchase", &["spot"]).start("3600"),
            number("endpoint.interruptions.notice_s", "s", "absent: 120").when("endpoint.purchase", &["spot"]),
            number("endpoint.interruptions.wait_for_capacity_s", "s", "absent: 600").when("endpoint.purchase", &["spot"]),
        ],
    },
    Section {
        id: "target",
        title: "Scalable target",
        shared: false,
        lists: &[],
        fields: &[
            number("scaling.scalable_target.MinCapacity", "", "0 or more; a plain real-time variant keeps at least 1").when(KIND, SERVES),
            number("scaling.scalable_target.MaxCapacity", "", "MinCapacity or more").when(KIND, SERVES),
            flag("scaling.scalable_target.SuspendedState.DynamicScalingOutSuspended", "absent: false").when(KIND, SERVES),
            flag("scaling.scalable_target.SuspendedState.DynamicScalingInSuspended", "absent: false").when(KIND, SERVES),
            flag("scaling.scalable_target.SuspendedState.ScheduledScalingSuspended", "absent: false").when(KIND, SERVES),
        ],
    },
    Section {
        id: "policies",
        title: "Scaling policies",
        shared: false,
        lists: &[List { path: "scaling.policies", items: POLICIES }],
        fields: &[
            text("scaling.policies[].PolicyName", "unlike every other policy"),
            choice("scaling.policies[].PolicyType", &["TargetTrackingScaling", "StepScaling"], "how it decides"),
            number("scaling.policies[].TargetTrackingScalingPolicyConfiguration.TargetValue", "of the metric", "above 0; invocations are counted per minute").when(POLICY, TRACKS).start("600"),
            choice("scaling.policies[].TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType", &["SageMakerVariantInvocationsPerInstance", "SageMakerInferenceComponentInvocationsPerCopy", "SageMakerVariantProvisionedConcurrencyUtilization", "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution", "SageMakerVariantConcurrentRequestsPerModelHighResolution"], "or a customised metric, never both").when(POLICY, TRACKS).start("\"SageMakerVariantInvocationsPerInstance\""),
            text("scaling.policies[].TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.MetricName", "instead of a predefined metric").when(POLICY, TRACKS),
            text("scaling.policies[].TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.Namespace", "for example AWS/SageMaker").when(POLICY, TRACKS),
            text("scaling.policies[].TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.Statistic", "Average, Sum, Minimum, Maximum, SampleCount").when(POLICY, TRACKS),
            number("scaling.policies[].TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown", "s", "0 or more; absent: 300").when(POLICY, TRACKS),
            number("scaling.policies[].TargetTrackingScalingPolicyConfiguration.ScaleInCooldown", "s", "0 or more; absent: 300").when(POLICY, TRACKS),
            flag("scaling.policies[].TargetTrackingScalingPolicyConfiguration.DisableScaleIn", "absent: false").when(POLICY, TRACKS),
            choice("scaling.policies[].StepScalingPolicyConfiguration.AdjustmentType", &["ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"], "").when(POLICY, STEPS).start("\"ChangeInCapacity\""),
            choice("scaling.policies[].StepScalingPolicyConfiguration.MetricAggregationType", &["Average", "Minimum", "Maximum"], "absent: Average").when(POLICY, STEPS),
            number("scaling.policies[].StepScalingPolicyConfiguration.Cooldown", "s", "absent: 300").when(POLICY, STEPS),
            number("scaling.policies[].StepScalingPolicyConfiguration.MinAdjustmentMagnitude", "", "with PercentChangeInCapacity").when(POLICY, STEPS),
            json("scaling.policies[].StepScalingPolicyConfiguration.StepAdjustments", "", "bounds from the alarm's threshold, without gap or overlap").when(POLICY, STEPS).start(r#"[{"MetricIntervalLowerBound":0,"ScalingAdjustment":2}]"#),
        ],
    },
    Section {
        id: "alarms",
        title: "Alarms",
        shared: false,
        lists: &[List { path: "scaling.alarms", items: ALARMS }],
        fields: &[
            text("scaling.alarms[].AlarmName", "unlike every other alarm"),
            text("scaling.alarms[].Namespace", "for example AWS/SageMaker"),
            text("scaling.alarms[].MetricName", "for example InvocationsPerInstance"),
            text("scaling.alarms[].Statistic", "Average, Sum, Minimum, Maximum, SampleCount"),
            text("scaling.alarms[].ExtendedStatistic", "for example p99, instead of Statistic"),
            number("scaling.alarms[].Period", "s", "10, 30 or a multiple of 60"),
            number("scaling.alarms[].EvaluationPeriods", "periods", "1 or more"),
            number("scaling.alarms[].DatapointsToAlarm", "datapoints", "at most EvaluationPeriods; absent: all"),
            number("scaling.alarms[].Threshold", "of the metric", ""),
            choice("scaling.alarms[].ComparisonOperator", &["GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"], ""),
            choice("scaling.alarms[].TreatMissingData", &["missing", "ignore", "breaching", "notBreaching"], "absent: missing"),
            json("scaling.alarms[].AlarmActions", "", "names of step policies"),
        ],
    },
    Section {
        id: "scheduled",
        title: "Scheduled actions",
        shared: false,
        lists: &[List { path: "scaling.scheduled_actions", items: SCHEDULES }],
        fields: &[
            text("scaling.scheduled_actions[].ScheduledActionName", "unlike every other action"),
            text("scaling.scheduled_actions[].Schedule", "at(…), rate(…) or cron(…) of six fields"),
            text("scaling.scheduled_actions[].Timezone", "absent: UTC"),
            text("scaling.scheduled_actions[].StartTime", "RFC 3339"),
            text("scaling.scheduled_actions[].EndTime", "RFC 3339"),
            number("scaling.scheduled_actions[].ScalableTargetAction.MinCapacity", "", "at least one of the two"),
            number("scaling.scheduled_actions[].ScalableTargetAction.MaxCapacity", "", "at least one of the two"),
        ],
    },
    Section {
        id: "model",
        title: "Model",
        shared: false,
        lists: &[],
        fields: &[
            choice("model.service_time.distribution", DISTRIBUTIONS, "time on a worker, without waiting").when(KIND, SERVES),
            number("model.service_time.mean_ms", "ms", "above 0").when(KIND, SERVES),
            number("model.service_time.cv", "sd / mean", "with lognormal and gamma").when("model.service_time.distribution", SPREAD).start("0.5"),
            number("model.workers", "requests", "served at once by an instance; absent: 1").when(KIND, SERVES),
            number("model.max_queue", "requests", "that may wait at an instance; absent: 1000").when(KIND, SERVES),
            number("model.artifact_mb", "MB", "absent: 500").when(KIND, SERVES),
            number("model.cpu_cores", "cores", "of a busy worker; absent: 1").when(KIND, SERVES),
            number("model.gpus", "GPUs", "of a busy worker; absent: 0").when(KIND, SERVES),
            number("model.memory_mb", "MB", "of a loaded copy").when(KIND, SERVES),
            number("model.payload_mb", "MB", "of a request and its response; absent: 0").when(KIND, SERVES),
            number("model.error_rate", "share", "0 to 1; absent: 0").when(KIND, SERVES),
            json("model.container_metrics", "", "[\"InFlightRequests\", \"QueueDepth\"]").when(KIND, SERVES),
        ],
    },
    Section {
        id: "client",
        title: "Client",
        shared: false,
        lists: &[],
        fields: &[
            number("client.timeout_s", "s", "absent: none").when(KIND, SERVES),
            number("client.max_retries", "retries", "absent: 0").when(KIND, SERVES),
            json("client.retry_on", "", "[\"rejected\", \"throttled\", …]").when(KIND, SERVES),
            number("client.backoff.base_ms", "ms", "absent: see the assumptions").when(KIND, SERVES),
            number("client.backoff.factor", "times", "absent: see the assumptions").when(KIND, SERVES),
            number("client.backoff.max_ms", "ms", "absent: see the assumptions").when(KIND, SERVES),
            number("client.backoff.jitter", "share", "0 to 1").when(KIND, SERVES),
        ],
    },
    Section {
        id: "network",
        title: "Network",
        shared: false,
        lists: &[List { path: "network.vpc_endpoints", items: VPC_ENDPOINTS }],
        fields: &[
            choice("network.mode", &["public", "private_vpc"], "absent: public"),
            flag("network.internet_access", "absent: false").when("network.mode", &["private_vpc"]),
            number("network.availability_zones", "zones", "of each interface endpoint").when("network.mode", &["private_vpc"]),
            choice("network.vpc_endpoints[].service", &["s3", "monitoring", "logs", "ecr.api", "ecr.dkr", "sts", "sagemaker.runtime"], ""),
            choice("network.vpc_endpoints[].type", &["gateway", "interface"], "absent: gateway for s3, else interface"),
            flag("network.vpc_endpoints[].enabled", "absent: true"),
            flag("network.vpc_endpoints[].private_dns", "interface endpoints; absent: true"),
            flag("network.vpc_endpoints[].security_group_allows_443", "interface endpoints; absent: true"),
            flag("network.vpc_endpoints[].route_table_associated", "gateway endpoints; absent: true"),
            flag("network.vpc_endpoints[].policy_allows", "absent: true"),
        ],
    },
    Section {
        id: "faults",
        title: "Faults",
        shared: false,
        lists: &[List { path: "faults", items: FAULTS }],
        fields: &[
            choice("faults[].kind", &["instance_crash", "metrics_delay", "metrics_lost", "s3_unreachable", "vpc_endpoint_broken", "insufficient_capacity", "slow_model", "spot_interruption"], ""),
            number("faults[].at_s", "s", "0 or more"),
            number("faults[].duration_s", "s", "above 0").when(FAULT, &["metrics_delay", "metrics_lost", "s3_unreachable", "vpc_endpoint_broken", "insufficient_capacity", "slow_model"]).start("600"),
            number("faults[].count", "instances", "1 or more").when(FAULT, &["instance_crash"]).start("1"),
            number("faults[].delay_s", "s", "added to the metric delay").when(FAULT, &["metrics_delay"]).start("300"),
            number("faults[].factor", "times", "how much slower").when(FAULT, &["slow_model"]).start("2"),
            choice("faults[].service", &["s3", "monitoring", "logs", "ecr.api", "ecr.dkr", "sts", "sagemaker.runtime"], "").when(FAULT, &["vpc_endpoint_broken"]).start("\"s3\""),
            choice("faults[].property", &["enabled", "private_dns", "security_group_allows_443", "route_table_associated", "policy_allows"], "").when(FAULT, &["vpc_endpoint_broken"]).start("\"enabled\""),
        ],
    },
    Section {
        id: "calls",
        title: "API calls during the run",
        shared: false,
        lists: &[List { path: "operations", items: CALLS }],
        fields: &[
            number("operations[].at_s", "s", "0 or more"),
            choice("operations[].call", &["RegisterScalableTarget", "DeregisterScalableTarget", "PutScalingPolicy", "DeleteScalingPolicy", "PutScheduledAction", "UpdateEndpoint"], ""),
            json("operations[].body", "", "the request, as AWS has it"),
        ],
    },
    Section {
        id: "cloudwatch",
        title: "CloudWatch, SLO, rules",
        shared: false,
        lists: &[],
        fields: &[
            number("cloudwatch.metric_delay_s", "s", "absent: 120"),
            json("cloudwatch.metric_delays", "s", "{\"MetricName\": seconds}"),
            number("slo.latency_ms", "ms", "above 0").when(KIND, SERVES),
            number("slo.percentile", "", "above 0, up to 100").when(KIND, SERVES),
            number("slo.availability", "share", "0 to 1").when(KIND, SERVES),
            choice("ruleset", &["aws", "study_guide"], "which reading of the facts; absent: aws"),
        ],
    },
    Section {
        id: "rest",
        title: "Names and everything else",
        shared: false,
        lists: &[],
        fields: &[
            text("title", "up to 200 characters"),
            text("summary", "up to 2,000 characters"),
        ],
    },
];
