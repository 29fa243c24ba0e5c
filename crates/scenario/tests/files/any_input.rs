//! Texts that nobody would write: none panics, and what is refused has an error.

use headroom_scenario::{Document, Problems, load_json, load_toml};
use proptest::prelude::*;

/// Words that the format knows, so that random values reach deep into it.
const NAMES: &[&str] = &[
    "id",
    "seed",
    "start",
    "duration_s",
    "traffic",
    "components",
    "kind",
    "rps",
    "multiplier",
    "at_s",
    "rise_s",
    "interval_s",
    "days",
    "timezone",
    "client",
    "timeout_s",
    "max_retries",
    "retry_on",
    "backoff",
    "max_ms",
    "faults",
    "count",
    "factor",
    "model",
    "service_time",
    "distribution",
    "mean_ms",
    "cv",
    "workers",
    "max_queue",
    "endpoint",
    "instance_type",
    "launch",
    "provision_s",
    "min_s",
    "mode_s",
    "max_s",
    "scaling",
    "scalable_target",
    "MinCapacity",
    "MaxCapacity",
    "policies",
    "PolicyName",
    "PolicyType",
    "alternatives",
    "set",
    "unset",
    "TargetTrackingScalingPolicyConfiguration",
    "TargetValue",
    "PredefinedMetricSpecification",
    "CustomizedMetricSpecification",
    "MetricName",
    "Namespace",
    "Dimensions",
    "StepScalingPolicyConfiguration",
    "StepAdjustments",
    "MetricIntervalLowerBound",
    "MetricIntervalUpperBound",
    "ScalingAdjustment",
    "SuspendedState",
    "alarms",
    "AlarmName",
    "AlarmActions",
    "Period",
    "EvaluationPeriods",
    "scheduled_actions",
    "Schedule",
    "Timezone",
    "StartTime",
    "EndTime",
    "ScalableTargetAction",
    "operations",
    "call",
    "body",
    "container_metrics",
    "cloudwatch",
    "slo",
    "prices",
    "instances",
];
const WORDS: &[&str] = &[
    "a",
    "constant",
    "spike",
    "ramp",
    "business_hours",
    "promotions",
    "sine",
    "trace",
    "22:00",
    "MON",
    "Europe/Berlin",
    "throttled",
    "instance_crash",
    "metrics_delay",
    "lognormal",
    "real_time",
    "ml.m5.large",
    "ml.t2.medium",
    "spot",
    "TargetTrackingScaling",
    "StepScaling",
    "PercentChangeInCapacity",
    "CPUUtilization",
    "/aws/sagemaker/Endpoints",
    "Average",
    "RegisterScalableTarget",
    "PutScalingPolicy",
    "rate(1 minute)",
    "at(2026-03-02T00:00:10)",
    "cron(0/1 * L * ? *)",
    "cron(0 0 ? * 2#5 *)",
    "2026-03-02T00:00:00Z",
    "model.workers",
    "traffic.components[0]",
    "é\u{0}\"",
];

/// JSON text of a random value.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_string()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i64>().prop_map(|i| i.to_string()),
        (-1000i32..1000).prop_map(|i| i.to_string()),
        any::<f64>()
            .prop_filter("JSON has no NaN", |f| f.is_finite())
            .prop_map(|f| format!("{f:e}")),
        prop::sample::select(WORDS).prop_map(|w| serde_json::Value::from(w).to_string()),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::btree_map(prop::sample::select(NAMES), inner, 0..6).prop_map(
                |fields| {
                    let fields: Vec<_> = fields.iter().map(|(n, v)| format!("{n:?}:{v}")).collect();
                    format!("{{{}}}", fields.join(","))
                }
            ),
        ]
    })
}

/// A good scenario with one random value put somewhere.
fn nearly_good() -> impl Strategy<Value = String> {
    const GOOD: &str = r#"{"id":"a","duration_s":60,"seed":1,"measure_from_s":0,
        "traffic":{"components":[{"kind":"constant","rps":1},{"kind":"spike","at_s":1,"duration_s":9,"rps":2,"rise_s":3},
          {"kind":"ramp","from_s":1,"to_s":9,"from_rps":0,"to_rps":5},
          {"kind":"business_hours","rps":5,"off_rps":1,"start":"22:00","end":"06:00","days":["MON","SUN"],"timezone":"UTC"},
          {"kind":"promotions","multiplier":2,"mean_interval_s":20,"duration_s":5},
          {"kind":"sine","mean_rps":1,"amplitude_rps":2,"period_s":30,"phase_s":5},
          {"kind":"trace","interval_s":5,"rps":[1,2,3]}]},
        "client":{"timeout_s":5,"max_retries":2,"retry_on":["rejected","timed_out"],"backoff":{"base_ms":50,"factor":2,"max_ms":1000,"jitter":0.5}},
        "faults":[{"at_s":5,"kind":"instance_crash","count":1},{"at_s":5,"kind":"metrics_delay","duration_s":59,"delay_s":60},
          {"at_s":6,"kind":"slow_model","duration_s":9,"factor":3}],
        "model":{"service_time":{"distribution":"lognormal","mean_ms":9,"cv":1},"workers":1,"max_queue":5},
        "endpoint":{"kind":"real_time","instance_type":"ml.m5.large","initial_instance_count":1,
          "launch":{"provision_s":{"min_s":1,"mode_s":2,"max_s":3},"download_mb_per_s":50}},
        "scaling":{"scalable_target":{"MinCapacity":1,"MaxCapacity":4},"policies":[{"PolicyName":"p","PolicyType":"TargetTrackingScaling",
          "TargetTrackingScalingPolicyConfiguration":{"TargetValue":70,"ScaleInCooldown":30,
          "PredefinedMetricSpecification":{"PredefinedMetricType":"SageMakerVariantInvocationsPerInstance"}}}]},
        "slo":{"latency_ms":100,"percentile":99},
        "alternatives":[{"id":"b","title":"B","set":{"model.workers":2}}]}"#;
    odd(GOOD)
}

/// The same of a file with every part of scaling.
fn nearly_good_scaling() -> impl Strategy<Value = String> {
    const GOOD: &str = r#"{"id":"a","duration_s":600,
        "traffic":{"components":[{"kind":"constant","rps":1}]},
        "model":{"service_time":{"distribution":"constant","mean_ms":9},"container_metrics":["QueueDepth"]},
        "endpoint":{"kind":"real_time","instance_type":"ml.m5.large"},
        "cloudwatch":{"metric_delays":{"ModelLatency":60}},
        "scaling":{"scalable_target":{"MinCapacity":1,"MaxCapacity":4,"SuspendedState":{"DynamicScalingInSuspended":true}},
          "policies":[{"PolicyName":"p","PolicyType":"TargetTrackingScaling","TargetTrackingScalingPolicyConfiguration":{"TargetValue":70,
            "CustomizedMetricSpecification":{"MetricName":"CPUUtilization","Namespace":"/aws/sagemaker/Endpoints","Statistic":"Average","Unit":"Percent",
              "Dimensions":[{"Name":"EndpointName","Value":"e"}]}}},
            {"PolicyName":"s","PolicyType":"StepScaling","StepScalingPolicyConfiguration":{"AdjustmentType":"PercentChangeInCapacity","MinAdjustmentMagnitude":1,
              "Cooldown":60,"MetricAggregationType":"Average","StepAdjustments":[
                {"MetricIntervalLowerBound":null,"MetricIntervalUpperBound":0,"ScalingAdjustment":-10},
                {"MetricIntervalLowerBound":0,"MetricIntervalUpperBound":10,"ScalingAdjustment":10},
                {"MetricIntervalLowerBound":10,"ScalingAdjustment":30}]}}],
          "alarms":[{"AlarmName":"a","AlarmActions":["s"],"MetricName":"ModelLatency","Namespace":"AWS/SageMaker","Statistic":"Maximum","Period":60,
            "EvaluationPeriods":3,"DatapointsToAlarm":2,"Threshold":5000,"ComparisonOperator":"GreaterThanThreshold","TreatMissingData":"missing"}],
          "scheduled_actions":[{"ScheduledActionName":"x","Schedule":"cron(0/2 * ? * MON *)","Timezone":"UTC","StartTime":"2026-03-02T00:00:00Z","EndTime":"2026-03-03T00:00:00Z",
            "ScalableTargetAction":{"MinCapacity":2,"MaxCapacity":3}}]},
        "operations":[{"at_s":60,"call":"RegisterScalableTarget","body":{"MinCapacity":1,"SuspendedState":{"ScheduledScalingSuspended":false}}},
          {"at_s":61,"call":"PutScheduledAction","body":{"ScheduledActionName":"y","Schedule":"rate(1 minute)","ScalableTargetAction":{"MaxCapacity":5}}},
          {"at_s":62,"call":"DeleteScalingPolicy","body":{"PolicyName":"p"}},
          {"at_s":63,"call":"UpdateEndpoint","body":{"duration_s":60}},{"at_s":64,"call":"DeregisterScalableTarget","body":{}}]}"#;
    odd(GOOD)
}

/// A good file with one random value put somewhere.
fn odd(good: &'static str) -> impl Strategy<Value = String> {
    assert!(load_json(good).is_ok(), "{:?}", load_json(good));
    let places: Vec<usize> = good.match_indices(':').map(|(at, _)| at + 1).collect();
    (prop::sample::select(places), json()).prop_map(|(at, value)| {
        let rest = &good[at..];
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Value>();
        let _ = values.next();
        format!("{}{value}{}", &good[..at], &rest[values.byte_offset()..])
    })
}

fn judge(result: Result<Document, Problems>) -> Result<(), TestCaseError> {
    match result {
        Ok(document) => {
            prop_assert!(!document.warnings.refuse());
            for scenario in std::iter::once(&document.scenario)
                .chain(document.alternatives.iter().map(|a| &a.scenario))
            {
                prop_assert!(scenario.duration.micros() > 0);
                prop_assert!(scenario.model.service_time.mean_ms() > 0.0);
                if let Some(scaling) = &scenario.scaling {
                    prop_assert!(
                        1 <= scaling.min_capacity && scaling.min_capacity <= scaling.max_capacity
                    );
                }
            }
        }
        Err(problems) => {
            prop_assert!(problems.refuse(), "refused without an error: {problems}");
            for problem in &problems.0 {
                prop_assert!(
                    headroom_scenario::CODES
                        .iter()
                        .any(|(code, _)| *code == problem.code)
                );
                prop_assert!(!problem.rule.is_empty());
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_json_value_is_accepted_or_refused(text in json()) {
        judge(load_json(&text))?;
    }

    #[test]
    fn a_good_file_with_one_odd_value_is_accepted_or_refused(text in nearly_good()) {
        judge(load_json(&text))?;
    }

    #[test]
    fn good_scaling_with_one_odd_value_is_accepted_or_refused(text in nearly_good_scaling()) {
        judge(load_json(&text))?;
    }

    #[test]
    fn any_schedule_is_read_or_refused(text in "(at|rate|cron)\\([0-9a-zA-Z?*#,/ :TLW+-]{0,40}\\)") {
        let text = serde_json::Value::from(text).to_string();
        let body = format!(r#"{{"ScheduledActionName":"x","Schedule":{text},"ScalableTargetAction":{{"MinCapacity":1}}}}"#);
        let file = format!(r#"{{"id":"a","duration_s":2678400,"traffic":{{"components":[]}},
            "model":{{"service_time":{{"distribution":"constant","mean_ms":9}}}},
            "endpoint":{{"kind":"real_time","instance_type":"ml.m5.large"}},
            "operations":[{{"at_s":1,"call":"PutScheduledAction","body":{body}}}]}}"#);
        judge(load_json(&file))?;
    }

    #[test]
    fn any_text_at_all_is_accepted_or_refused(text in ".{0,200}") {
        judge(load_json(&text))?;
        judge(load_toml(&text))?;
    }
}
