//! Bad scaling, one row a problem: what is changed in the good fixture, and what must be found.

use headroom_scenario::load_toml;

use super::bad_input::found;

const GOOD: &str = include_str!("scaling.toml");

/// A text of the fixture, what replaces it, and the expected `CODE path`s.
type Row = (&'static str, &'static str, &'static [&'static str]);

/// Paths that the rows shorten: `~c` customized metric, `~p` predefined, `~s` step, `~a` alarm,
/// `~x` scheduled action, `~o` operations, `~t` target.
const SHORT: [(&str, &str); 7] = [
    (
        "~c",
        "scaling.policies[0].TargetTrackingScalingPolicyConfiguration",
    ),
    (
        "~p",
        "scaling.policies[1].TargetTrackingScalingPolicyConfiguration",
    ),
    ("~s", "scaling.policies[2].StepScalingPolicyConfiguration"),
    ("~a", "scaling.alarms[0]"),
    ("~x", "scaling.scheduled_actions[0]"),
    ("~o", "operations"),
    ("~t", "scaling.scalable_target"),
];

const STEPS: &str = r#"  { MetricIntervalLowerBound = 0, MetricIntervalUpperBound = 10, ScalingAdjustment = 25 },
  { MetricIntervalLowerBound = 10, ScalingAdjustment = 50 },"#;
const CRON: &str = "\"cron(0 8 ? * MON-FRI *)\"";
const CRONS: &str = "Schedule = \"cron(0 8 ? * MON-FRI *)\"\nStartTime = \"2026-03-01T00:00:00Z\"\nEndTime = \"2026-04-01T00:00:00Z\"";
const HIGH: &str = "\"SageMakerVariantConcurrentRequestsPerModelHighResolution\"";
const SIZES: &str = "{ MinCapacity = 6, MaxCapacity = 12 }";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // The target.
    ("MinCapacity = 2\n", "MinCapacity = 2\nSuspended = true\n", &["E_UNKNOWN_FIELD ~t.Suspended"]),
    ("ScheduledScalingSuspended = false", "ScheduledScalingSuspended = 1, Paused = true", &["E_WRONG_TYPE ~t.SuspendedState.ScheduledScalingSuspended", "E_UNKNOWN_FIELD ~t.SuspendedState.Paused"]),
    // Step policies.
    ("\"PercentChangeInCapacity\"", "\"Percent\"", &["E_UNKNOWN_VALUE ~s.AdjustmentType"]),
    ("\"PercentChangeInCapacity\"", "\"ChangeInCapacity\"", &["E_CONTRADICTION ~s.MinAdjustmentMagnitude"]),
    ("MinAdjustmentMagnitude = 2", "MinAdjustmentMagnitude = 0", &["E_OUT_OF_RANGE ~s.MinAdjustmentMagnitude"]),
    ("Cooldown = 60", "Cooldown = -1", &["E_OUT_OF_RANGE ~s.Cooldown"]),
    ("\"Maximum\"", "\"Sum\"", &["E_UNKNOWN_VALUE ~s.MetricAggregationType"]),
    (STEPS, "", &["E_OUT_OF_RANGE ~s.StepAdjustments"]),
    (STEPS, "{ ScalingAdjustment = 1 }", &["E_STEP_UNBOUNDED ~s.StepAdjustments[0]"]),
    (STEPS, "{ MetricIntervalLowerBound = 0 }", &["E_MISSING_FIELD ~s.StepAdjustments[0].ScalingAdjustment"]),
    (STEPS, "{ MetricIntervalLowerBound = 0, ScalingAdjustment = 1.5 }", &["E_NOT_AN_INTEGER ~s.StepAdjustments[0].ScalingAdjustment"]),
    (STEPS, "{ MetricIntervalLowerBound = nan, ScalingAdjustment = 1 }", &["E_NOT_FINITE ~s.StepAdjustments[0].MetricIntervalLowerBound"]),
    (STEPS, "{ MetricIntervalLowerBound = 5, MetricIntervalUpperBound = 5, ScalingAdjustment = 1 }", &["E_STEP_ORDER ~s.StepAdjustments[0].MetricIntervalUpperBound"]),
    (STEPS, "{ MetricIntervalLowerBound = 0, MetricIntervalUpperBound = 10, ScalingAdjustment = 1 }, { MetricIntervalLowerBound = 5, ScalingAdjustment = 2 }", &["E_STEP_OVERLAP ~s.StepAdjustments[1]"]),
    (STEPS, "{ MetricIntervalLowerBound = 5, ScalingAdjustment = 2 }, { MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }", &["E_STEP_OVERLAP ~s.StepAdjustments[0]"]),
    (STEPS, "{ MetricIntervalLowerBound = 0, MetricIntervalUpperBound = 10, ScalingAdjustment = 1 }, { MetricIntervalLowerBound = 15, ScalingAdjustment = 2 }", &["E_STEP_GAP ~s.StepAdjustments[1]"]),
    (STEPS, "{ MetricIntervalLowerBound = 0, MetricIntervalUpperBound = 10, ScalingAdjustment = 1 }", &["E_STEP_OPEN_END ~s.StepAdjustments"]),
    (STEPS, "{ MetricIntervalLowerBound = -10, MetricIntervalUpperBound = 0, ScalingAdjustment = -1 }", &["E_STEP_OPEN_END ~s.StepAdjustments"]),
    (STEPS, "{ MetricIntervalLowerBound = -10, MetricIntervalUpperBound = 10, ScalingAdjustment = -1 }", &["E_STEP_OPEN_END ~s.StepAdjustments", "E_STEP_OPEN_END ~s.StepAdjustments"]),
    ("MetricAggregationType = \"Maximum\"", "StepAdjustment = []", &["E_UNKNOWN_FIELD ~s.StepAdjustment"]),
    ("AdjustmentType = \"PercentChangeInCapacity\"\nMinAdjustmentMagnitude = 2", "AdjustmentType = \"ExactCapacity\"", &["ok"]),
    ("{ AdjustmentType = \"ChangeInCapacity\"", "{ AdjustmentType = \"ExactCapacity\"", &["E_EXACT_CAPACITY_NEGATIVE ~o[0].body.StepScalingPolicyConfiguration.StepAdjustments[0].ScalingAdjustment"]),
    ("PolicyName = \"step-out\"", "PolicyName = \"step-out\"\nTargetTrackingScalingPolicyConfiguration = {}", &["E_CONTRADICTION scaling.policies[2].TargetTrackingScalingPolicyConfiguration"]),
    // Metrics of target tracking.
    (HIGH, "\"CPUUtilization\"", &["E_UNKNOWN_PREDEFINED_METRIC ~p.PredefinedMetricSpecification.PredefinedMetricType"]),
    (HIGH, "\"SageMakerInferenceComponentInvocationsPerCopy\"", &["E_METRIC_NOT_PUBLISHED ~p.PredefinedMetricSpecification.PredefinedMetricType"]),
    (HIGH, "\"SageMakerVariantProvisionedConcurrencyUtilization\"", &["E_METRIC_NOT_PUBLISHED ~p.PredefinedMetricSpecification.PredefinedMetricType", "W_NEVER_HAPPENS ~p.TargetValue"]),
    ("PredefinedMetricSpecification =", "CustomizedMetricSpecification = {}\nPredefinedMetricSpecification =", &["E_TWO_METRICS ~p.CustomizedMetricSpecification"]),
    ("PredefinedMetricSpecification = { PredefinedMetricType = \"SageMakerVariantConcurrentRequestsPerModelHighResolution\" }", "", &["E_NO_METRIC ~p.PredefinedMetricSpecification"]),
    ("MetricName = \"CPUUtilization\"", "MetricName = \"CPU\"", &["E_UNKNOWN_METRIC ~c.CustomizedMetricSpecification.MetricName"]),
    ("MetricName = \"CPUUtilization\"", "MetricName = \"MemoryUtilization\"", &["E_NOT_SUPPORTED_YET ~c.CustomizedMetricSpecification.MetricName"]),
    ("MetricName = \"CPUUtilization\"\nNamespace = \"/aws/sagemaker/Endpoints\"", "MetricName = \"CPUUtilization\"\nNamespace = \"AWS/SageMaker\"", &["E_UNKNOWN_METRIC ~c.CustomizedMetricSpecification.Namespace"]),
    ("MetricName = \"CPUUtilization\"\nNamespace = \"/aws/sagemaker/Endpoints\"\nStatistic = \"Average\"", "MetricName = \"CPUUtilization\"\nNamespace = \"/aws/sagemaker/Endpoints\"\nStatistic = \"Sum\"", &["E_STATISTIC ~c.CustomizedMetricSpecification.Statistic"]),
    ("Unit = \"Percent\"", "Unit = \"Count\"", &["E_METRIC_UNIT ~c.CustomizedMetricSpecification.Unit"]),
    ("Unit = \"Percent\"", "Metrics = [{ Id = \"m1\" }]", &["E_METRIC_MATH ~c.CustomizedMetricSpecification.Metrics"]),
    ("Name = \"VariantName\"", "Name = \"Variant\"", &["E_UNKNOWN_VALUE ~c.CustomizedMetricSpecification.Dimensions[1].Name"]),
    ("Name = \"VariantName\"", "Name = \"EndpointName\"", &["E_DUPLICATE_NAME ~c.CustomizedMetricSpecification.Dimensions[1].Name"]),
    ("MetricName = \"CPUUtilization\"\nNamespace = \"/aws/sagemaker/Endpoints\"\nStatistic = \"Average\"\nUnit = \"Percent\"", "MetricName = \"HasBacklogWithoutCapacity\"\nNamespace = \"AWS/SageMaker\"\nStatistic = \"Average\"", &[
        "E_METRIC_NOT_PUBLISHED ~c.CustomizedMetricSpecification.MetricName", "W_NOT_PROPORTIONAL ~c.CustomizedMetricSpecification.MetricName"]),
    ("MetricName = \"CPUUtilization\"\nNamespace = \"/aws/sagemaker/Endpoints\"\nStatistic = \"Average\"\nUnit = \"Percent\"", "MetricName = \"ModelLatency\"\nNamespace = \"AWS/SageMaker\"\nStatistic = \"Average\"", &[
        "ok", "W_NOT_PROPORTIONAL ~c.CustomizedMetricSpecification.MetricName"]),
    ("TargetValue = 50\n", "TargetValue = 400\n", &["ok", "W_NEVER_HAPPENS ~c.TargetValue"]),
    ("TargetValue = 50\n", "TargetValue = 1e200\n", &["E_OUT_OF_RANGE ~c.TargetValue"]),
    // Alarms.
    ("AlarmActions = [\"step-out\"]", "AlarmActions = [\"step-uot\"]", &["E_ALARM_WITHOUT_POLICY ~a.AlarmActions[0]", "W_NO_EFFECT scaling.policies[2]"]),
    ("AlarmActions = [\"step-out\"]", "AlarmActions = [\"cpu\"]", &["E_ALARM_WITHOUT_POLICY ~a.AlarmActions[0]", "W_NO_EFFECT scaling.policies[2]"]),
    ("AlarmActions = [\"step-out\"]", "AlarmActions = []", &["E_ALARM_WITHOUT_POLICY ~a.AlarmActions", "W_NO_EFFECT scaling.policies[2]"]),
    ("AlarmActions = [\"step-out\"]", "AlarmActions = [\"arn:aws:sns:eu-west-1:1:topic\"]", &["E_ALARM_WITHOUT_POLICY ~a.AlarmActions[0]", "W_NO_EFFECT scaling.policies[2]"]),
    ("AlarmActions = [\"step-out\"]", "AlarmActions = [\"step-out\", \"step-out\"]", &["E_DUPLICATE_NAME ~a.AlarmActions[1]"]),
    ("AlarmActions = [\"step-out\"]", "ActionsEnabled = false\nAlarmActions = [\"step-out\"]", &["ok", "W_NO_EFFECT ~a.ActionsEnabled", "W_NO_EFFECT scaling.policies[2]"]),
    ("AlarmActions = [\"step-out\"]", "OKActions = [\"step-out\"]\nAlarmActions = [\"step-out\"]", &["E_NOT_SUPPORTED_YET ~a.OKActions"]),
    ("Period = 60", "Period = 90", &["E_ALARM_PERIOD ~a.Period"]),
    ("Period = 60", "Period = 10", &["E_ALARM_PERIOD ~a.Period"]),
    ("Period = 60", "Period = 43200", &["ok"]),
    ("EvaluationPeriods = 3", "EvaluationPeriods = 1441", &["E_OUT_OF_RANGE ~a.EvaluationPeriods"]),
    ("EvaluationPeriods = 3", "EvaluationPeriods = 1", &["E_OUT_OF_RANGE ~a.DatapointsToAlarm"]),
    ("Threshold = 150000", "Threshold = inf", &["E_NOT_FINITE ~a.Threshold"]),
    ("Threshold = 150000", "ThresholdMetricId = \"e1\"", &["E_METRIC_MATH ~a.ThresholdMetricId"]),
    ("Threshold = 150000", "Threshold = 150000\nExtendedStatistic = \"p99\"", &["E_STATISTIC ~a.ExtendedStatistic"]),
    ("\"GreaterThanOrEqualToThreshold\"", "\"GreaterThanUpperThreshold\"", &["E_NOT_SUPPORTED_YET ~a.ComparisonOperator"]),
    ("\"notBreaching\"", "\"not_breaching\"", &["E_UNKNOWN_VALUE ~a.TreatMissingData"]),
    // Scheduled actions.
    (CRON, "\"cron(0 8 * * ?)\"", &["E_CRON_FIELDS ~x.Schedule"]),
    (CRON, "\"cron(0 0 8 * * ? *)\"", &["E_CRON_FIELDS ~x.Schedule"]),
    (CRON, "\"cron(0 8 ? * ? *)\"", &["E_CRON_DAYS ~x.Schedule"]),
    (CRON, "\"cron(0 8 * * MON *)\"", &["E_CRON_DAYS ~x.Schedule"]),
    (CRON, "\"cron(0 25 * * ? *)\"", &["E_CRON_VALUE ~x.Schedule"]),
    (CRON, "\"every day\"", &["E_BAD_SCHEDULE ~x.Schedule"]),
    (CRON, "\"rate(0 minutes)\"", &["E_BAD_SCHEDULE ~x.Schedule"]),
    (CRON, "\"cron(0 8 ? * SUN *)\"", &["ok", "W_NEVER_HAPPENS ~x.Schedule"]),
    (CRON, "\"cron(0 8 ? * MON-FRI *)\"\nTimezone = \"Mars/Base\"", &["E_UNKNOWN_TIMEZONE ~x.Timezone"]),
    (CRON, "\"at(2026-03-02T08:00:00)\"", &["ok", "W_NO_EFFECT ~x.StartTime", "W_NO_EFFECT ~x.EndTime"]),
    (CRONS, "Schedule = \"rate(1 day)\"\nStartTime = \"2026-03-02\"", &["E_BAD_TIME ~x.StartTime"]),
    (CRONS, "Schedule = \"rate(1 day)\"\nStartTime = \"2026-03-02T00:00:00Z\"\nEndTime = \"2026-03-02T01:00:00+01:00\"", &["E_CONTRADICTION ~x.EndTime"]),
    (SIZES, "{}", &["E_MISSING_FIELD ~x.ScalableTargetAction"]),
    (SIZES, "{ MinCapacity = 7, MaxCapacity = 6 }", &["E_MIN_ABOVE_MAX ~x.ScalableTargetAction.MinCapacity"]),
    (SIZES, "{ MinCapacity = 0 }", &["E_MIN_ZERO_REAL_TIME ~x.ScalableTargetAction.MinCapacity"]),
    (SIZES, "{ DesiredCapacity = 5 }", &["E_MISSING_FIELD ~x.ScalableTargetAction", "E_UNKNOWN_FIELD ~x.ScalableTargetAction.DesiredCapacity"]),
    // 20 is the most that anything stores, 2 the least.
    (SIZES, "{ MinCapacity = 20 }", &["ok"]),
    (SIZES, "{ MinCapacity = 21 }", &["E_STORED_SIZE ~x.ScalableTargetAction.MinCapacity"]),
    (SIZES, "{ MaxCapacity = 1 }", &["E_STORED_SIZE ~x.ScalableTargetAction.MaxCapacity"]),
    ("\"rate(1 hour)\", ScalableTargetAction = { MinCapacity = 3 }", "\"rate(1 hour)\", ScalableTargetAction = { MinCapacity = 30 }", &["E_STORED_SIZE ~o[2].body.ScalableTargetAction.MinCapacity"]),
    ("body = { MaxCapacity = 20,", "body = { MaxCapacity = 1,", &["E_STORED_SIZE ~o[1].body.MaxCapacity"]),
    ("ResourceId = \"endpoint/shop/variant/blue\"\nScalableDimension = \"sagemaker:variant:DesiredInstanceCount\"\n[scaling", "ResourceId = \"endpoint/shop/variant/green\"\n[scaling", &["E_TARGET_MISMATCH scaling.policies[0].ResourceId"]),
    // Operations.
    ("at_s = 600\n", "at_s = -1\n", &["E_OUT_OF_RANGE ~o[0].at_s"]),
    ("at_s = 600\n", "at_s = 86401\n", &["ok", "W_NEVER_HAPPENS ~o[0].at_s"]),
    ("\"UpdateEndpoint\"", "\"CreateEndpoint\"", &["E_UNKNOWN_VALUE ~o[3].call"]),
    ("body = { duration_s = 600 }", "body = { duration_s = 0 }", &["E_OUT_OF_RANGE ~o[3].body.duration_s"]),
    ("body = { duration_s = 600 }", "", &["E_MISSING_FIELD ~o[3].body"]),
    ("body = { PolicyName = \"busy\" }", "body = { PolicyName = \"bussy\" }", &["E_UNKNOWN_POLICY ~o[4].body.PolicyName"]),
    ("body = { PolicyName = \"busy\" }", "body = { PolicyName = \"busy\", ResourceId = \"endpoint/a/variant/b\" }", &[
        "E_TARGET_MISMATCH ~t.ResourceId", "E_TARGET_MISMATCH scaling.policies[0].ResourceId"]),
    ("{ AdjustmentType = \"ChangeInCapacity\", ", "{ ", &["E_MISSING_FIELD ~o[0].body.StepScalingPolicyConfiguration.AdjustmentType"]),
    // What the container does not send, and an instance without GPUs and with too little CPU.
    ("container_metrics = [\"InFlightRequests\", \"QueueDepth\"]", "container_metrics = [\"QueueDepth\", \"Depth\", \"QueueDepth\"]", &["E_UNKNOWN_VALUE model.container_metrics[1]", "E_DUPLICATE_NAME model.container_metrics[2]"]),
    ("\"ml.g5.xlarge\"", "\"ml.t2.medium\"", &["E_BURSTABLE_SCALING endpoint.instance_type"]),
    // CloudWatch.
    ("ModelLatency = 90", "ModelLatnecy = 90", &["E_UNKNOWN_FIELD cloudwatch.metric_delays.ModelLatnecy"]),
    ("ModelLatency = 90", "ModelLatency = -1", &["E_OUT_OF_RANGE cloudwatch.metric_delays.ModelLatency"]),
    // Alternatives reach everything, and are judged.
    ("id = \"scaling\"\n", "id = \"scaling\"\nalternatives = [{ id = \"a\", title = \"A\", set = { \"scaling.policies[2].StepScalingPolicyConfiguration.StepAdjustments[1].MetricIntervalLowerBound\" = 20 } }]\n", &["E_STEP_GAP alternatives[0].~s.StepAdjustments[1]"]),
    ("id = \"scaling\"\n", "id = \"scaling\"\nalternatives = [{ id = \"a\", title = \"A\", set = { \"scaling.scheduled_actions[0].Schedule\" = \"cron(0 8 * * *)\" } }]\n", &["E_CRON_FIELDS alternatives[0].~x.Schedule"]),
    ("id = \"scaling\"\n", "id = \"scaling\"\nalternatives = [{ id = \"a\", title = \"A\", unset = [\"scaling.policies[2]\"] }]\n", &["E_ALARM_WITHOUT_POLICY alternatives[0].~a.AlarmActions[0]"]),
    ("id = \"scaling\"\n", "id = \"scaling\"\nalternatives = [{ id = \"a\", title = \"A\", set = { \"operations[6]\" = { at_s = 5, call = \"Stop\" } } }]\n", &["E_UNKNOWN_VALUE alternatives[0].operations[6].call"]),
    ("id = \"scaling\"\n", "id = \"scaling\"\nalternatives = [{ id = \"a\", title = \"A\", set = { \"endpoint.instance_type\" = \"ml.t2.medium\" } }]\n", &["E_BURSTABLE_SCALING alternatives[0].endpoint.instance_type"]),
];

#[test]
fn every_bad_scaling_gives_exactly_its_problems() {
    assert_eq!(found(load_toml(GOOD)), ["ok"]);
    let mut wrong = String::new();
    for (from, to, expected) in ROWS {
        assert_eq!(GOOD.matches(from).count(), 1, "{from:?} names one place");
        let mut got = found(load_toml(&GOOD.replace(from, to)));
        let long = |path: &&str| {
            let step = |path: String, (short, long): &(&str, &str)| path.replace(short, long);
            SHORT.iter().fold((*path).to_owned(), step)
        };
        let mut expected: Vec<String> = expected.iter().map(long).collect();
        got.sort();
        expected.sort();
        if got != expected {
            wrong += &format!("{from:?} -> {to:?}\n  expected {expected:?}\n  found    {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn fact_1_7_quotas_of_a_target() {
    let codes = |text: &str| found(load_toml(text));
    let step = r#"{ PolicyName = "NAME", PolicyType = "StepScaling", StepScalingPolicyConfiguration = { AdjustmentType = "ChangeInCapacity", StepAdjustments = [STEPS] } }"#;
    let good = |section: &str| {
        format!(
            r#"
id = "many"
traffic = {{ components = [{{ kind = "constant", rps = 1 }}] }}
model = {{ service_time = {{ distribution = "constant", mean_ms = 40 }} }}
endpoint = {{ kind = "real_time", instance_type = "ml.c5.large" }}
[scaling]
scalable_target = {{ MinCapacity = 1, MaxCapacity = 4 }}
{section}"#
        )
    };
    let list = |n: usize, item: &dyn Fn(usize) -> String| {
        let items: Vec<String> = (0..n).map(item).collect();
        items.join(", ")
    };
    let one = "{ MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }";
    let policies = |n| {
        let item = |i: usize| step.replace("NAME", &i.to_string()).replace("STEPS", one);
        codes(&good(&format!("policies = [{}]", list(n, &item))))
    };
    assert_eq!(
        policies(50).iter().filter(|c| c.starts_with("E_")).count(),
        0
    );
    assert!(policies(51).contains(&"E_QUOTA scaling.policies".to_owned()));

    let steps = |n: usize| {
        let item = |i: usize| match i + 1 == n {
            true => format!("{{ MetricIntervalLowerBound = {i}, ScalingAdjustment = 1 }}"),
            false => format!(
                "{{ MetricIntervalLowerBound = {i}, MetricIntervalUpperBound = {}, ScalingAdjustment = 1 }}",
                i + 1
            ),
        };
        let policy = step.replace("STEPS", &list(n, &item));
        codes(&good(&format!("policies = [{policy}]")))
    };
    assert_eq!(steps(20), ["ok", "W_NO_EFFECT scaling.policies[0]"]);
    let quota = "E_QUOTA scaling.policies[0].StepScalingPolicyConfiguration.StepAdjustments";
    assert!(steps(21).contains(&quota.to_owned()), "{:?}", steps(21));

    let actions = |n| {
        let item = |i: usize| {
            format!(
                "{{ ScheduledActionName = \"{i}\", Schedule = \"rate(1 hour)\", ScalableTargetAction = {{ MinCapacity = 1 }} }}"
            )
        };
        codes(&good(&format!("scheduled_actions = [{}]", list(n, &item))))
    };
    assert_eq!(actions(200), ["ok"]);
    assert_eq!(actions(201), ["E_QUOTA scaling.scheduled_actions"]);
    let twice = good(
        "scheduled_actions = [{ ScheduledActionName = \"a\", Schedule = \"rate(1 hour)\", ScalableTargetAction = { MinCapacity = 1 } }, { ScheduledActionName = \"a\", Schedule = \"rate(1 hour)\", ScalableTargetAction = { MinCapacity = 1 } }]",
    );
    assert_eq!(
        codes(&twice),
        ["E_DUPLICATE_NAME scaling.scheduled_actions[1].ScheduledActionName"]
    );
    let month = good("scheduled_actions = [FIVE]")
        .replace("id = \"many\"", "id = \"many\"\nduration_s = 2678400");
    let five = |i: usize| {
        format!(
            "{{ ScheduledActionName = \"{i}\", Schedule = \"rate(1 minute)\", ScalableTargetAction = {{ MinCapacity = 1 }} }}"
        )
    };
    assert_eq!(
        codes(&month.replace("FIVE", &list(5, &five))),
        ["E_OUT_OF_RANGE scaling.scheduled_actions"]
    );
}

#[test]
fn fact_2_1_the_message_lists_the_five_predefined_types() {
    let text = GOOD.replace(HIGH, "\"CPUUtilization\"");
    let problems = load_toml(&text).expect_err("refused").to_string();
    assert_eq!(problems.matches("\"SageMaker").count(), 5, "{problems}");
    assert!(
        problems.contains("CustomizedMetricSpecification"),
        "{problems}"
    );
}

#[test]
fn a_metric_needs_somebody_who_sends_it() {
    let metric = |name: &str, namespace: &str| {
        GOOD.replace(
            "MetricName = \"CPUUtilization\"\nNamespace = \"/aws/sagemaker/Endpoints\"\nStatistic = \"Average\"\nUnit = \"Percent\"",
            &format!("MetricName = {name:?}\nNamespace = {namespace:?}\nStatistic = \"Average\""),
        )
    };
    let path = "scaling.policies[0].TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.MetricName";
    let queue = metric("QueueDepth", "Headroom/Model");
    assert_eq!(found(load_toml(&queue)), ["ok"]);
    let silent = queue.replace(
        "[\"InFlightRequests\", \"QueueDepth\"]",
        "[\"InFlightRequests\"]",
    );
    assert_eq!(
        found(load_toml(&silent)),
        [format!("E_METRIC_NOT_PUBLISHED {path}")]
    );
    let gpu = metric("GPUUtilization", "/aws/sagemaker/Endpoints");
    assert_eq!(found(load_toml(&gpu)), ["ok"]);
    let without = gpu.replace("ml.g5.xlarge", "ml.m5.xlarge");
    assert_eq!(
        found(load_toml(&without)),
        [format!("E_METRIC_NOT_PUBLISHED {path}")]
    );
    let twice = metric("ConcurrentRequestsPerModel", "AWS/SageMaker");
    assert_eq!(
        found(load_toml(&twice)),
        [
            "E_DUPLICATE_METRIC scaling.policies[1].TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification"
        ]
    );
}

#[test]
fn a_target_that_only_an_operation_registers_is_judged_too() {
    let text = r#"
id = "late"
operations = [{ at_s = 5, call = "RegisterScalableTarget", body = { MinCapacity = 1, MaxCapacity = 2 } }]
traffic = { components = [{ kind = "constant", rps = 1 }] }
model = { service_time = { distribution = "constant", mean_ms = 40 } }
endpoint = { kind = "real_time", instance_type = "ml.c5.large" }
"#;
    assert_eq!(found(load_toml(text)), ["ok"]);
    let burstable = text.replace("ml.c5.large", "ml.t2.medium");
    assert_eq!(
        found(load_toml(&burstable)),
        ["E_BURSTABLE_SCALING endpoint.instance_type"]
    );
    let large = text
        .replace("MaxCapacity = 2", "MaxCapacity = 4194304")
        .replace("mean_ms = 40 }", "mean_ms = 40 }, workers = 2");
    assert_eq!(
        found(load_toml(&large)),
        ["E_TOO_MANY_WORKERS model.workers"]
    );
}

#[test]
fn what_is_no_list_or_table_is_said_once() {
    let head = r#"
id = "odd"
traffic = { components = [{ kind = "constant", rps = 1 }] }
model = { service_time = { distribution = "constant", mean_ms = 40 } }
endpoint = { kind = "real_time", instance_type = "ml.c5.large" }
"#;
    for (text, expected) in [
        ("operations = 5", &["E_WRONG_TYPE operations"][..]),
        ("operations = [5]", &["E_WRONG_TYPE operations[0]"]),
        ("scaling = 5", &["E_WRONG_TYPE scaling"]),
        (
            "scaling = { scalable_target = { MinCapacity = 1, MaxCapacity = 2 }, policies = 1, alarms = 2, scheduled_actions = 3 }",
            &[
                "E_WRONG_TYPE scaling.policies",
                "E_WRONG_TYPE scaling.alarms",
                "E_WRONG_TYPE scaling.scheduled_actions",
            ],
        ),
        (
            "model.container_metrics = 5",
            &["E_WRONG_TYPE model.container_metrics"],
        ),
    ] {
        let text = match text.strip_prefix("model.") {
            Some(field) => head.replace("mean_ms = 40 }", &format!("mean_ms = 40 }}, {field}")),
            None => format!("{head}{text}"),
        };
        assert_eq!(found(load_toml(&text)), expected, "{text}");
    }
}
