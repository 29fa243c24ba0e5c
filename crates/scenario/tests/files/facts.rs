//! What is known about AWS and decided when a file is read, a test a fact.

use headroom_model::scenario::{Endpoint, Scenario};
use headroom_scenario::load_toml;

use super::bad_input::found;

const PLAIN: &str = "kind = \"real_time\"\ninstance_type = \"ml.m5.large\"\n";
const ASYNC: &str = "kind = \"async\"\ninstance_type = \"ml.m5.large\"\n";
const LIMITS: &str = "MinCapacity = 1\nMaxCapacity = 4\n";

/// A whole file: top-level fields, the endpoint, the scalable target and what follows.
fn file(top: &str, endpoint: &str, target: &str, rest: &str) -> String {
    let traffic = match endpoint.contains("work_s") {
        true => "",
        false => {
            "traffic = { components = [{ kind = \"constant\", rps = 1 }] }\nmodel = { service_time = { distribution = \"constant\", mean_ms = 100 } }\n"
        }
    };
    let target = match target {
        "" => String::new(),
        _ => format!("[scaling.scalable_target]\n{target}"),
    };
    format!("id = \"fact\"\n{top}\n{traffic}[endpoint]\n{endpoint}\n{target}\n{rest}\n")
}

fn codes(top: &str, endpoint: &str, target: &str, rest: &str) -> Vec<String> {
    let list = found(load_toml(&file(top, endpoint, target, rest)));
    let code = |line: &String| line.split(' ').next().unwrap_or_default().to_owned();
    list.iter().map(code).collect()
}

fn scenario(endpoint: &str, target: &str, rest: &str) -> Scenario {
    let loaded = load_toml(&file("", endpoint, target, rest));
    loaded.unwrap_or_else(|e| panic!("{e}")).scenario
}

/// A policy of target tracking.
fn tracking(name: &str, target: &str, metric: &str) -> String {
    format!(
        "[[scaling.policies]]\nPolicyName = {name:?}\nPolicyType = \"TargetTrackingScaling\"\n[scaling.policies.TargetTrackingScalingPolicyConfiguration]\nTargetValue = {target}\n{metric}\n"
    )
}

const INVOCATIONS: &str = "PredefinedMetricSpecification = { PredefinedMetricType = \"SageMakerVariantInvocationsPerInstance\" }";

fn customized(name: &str, namespace: &str) -> String {
    format!(
        "CustomizedMetricSpecification = {{ MetricName = {name:?}, Namespace = {namespace:?}, Statistic = \"Average\" }}"
    )
}

fn steps(steps: &str) -> String {
    format!(
        "[[scaling.policies]]\nPolicyName = \"steps\"\nPolicyType = \"StepScaling\"\n[scaling.policies.StepScalingPolicyConfiguration]\nAdjustmentType = \"ChangeInCapacity\"\nStepAdjustments = [{steps}]\n"
    )
}

#[test]
fn fact_1_1_a_variant_is_named_by_endpoint_and_variant() {
    let with = |id: &str| format!("ResourceId = {id:?}\n{LIMITS}");
    let right = with("endpoint/shop/variant/blue");
    assert_eq!(codes("", PLAIN, &right, ""), ["ok"]);
    for wrong in [
        "endpoint/shop",
        "shop/blue",
        "endpoint/shop/production-variant/blue",
    ] {
        let found = codes("", PLAIN, &with(wrong), "");
        assert_eq!(found, ["E_TARGET_MISMATCH"], "{wrong}");
    }
}

#[test]
fn fact_1_2_each_kind_has_its_dimension() {
    let component = format!("{PLAIN}inference_component = {{}}\n");
    let serverless = "kind = \"serverless\"\nmemory_mb = 2048\nmax_concurrency = 10\nprovisioned_concurrency = 2\n";
    for (endpoint, dimension) in [
        (PLAIN, "sagemaker:variant:DesiredInstanceCount"),
        (ASYNC, "sagemaker:variant:DesiredInstanceCount"),
        (&component, "sagemaker:inference-component:DesiredCopyCount"),
        (
            serverless,
            "sagemaker:variant:DesiredProvisionedConcurrency",
        ),
    ] {
        let target = format!("ScalableDimension = {dimension:?}\n{LIMITS}");
        let found = codes("", endpoint, &target, "");
        assert!(found.contains(&"ok".to_owned()), "{dimension}: {found:?}");
    }
}

#[test]
fn fact_1_3_there_is_no_predictive_scaling() {
    let policy = tracking("p", "100", INVOCATIONS);
    assert_eq!(codes("", PLAIN, LIMITS, &policy), ["ok"]);
    let predictive = policy.replace("TargetTrackingScaling\"", "PredictiveScaling\"");
    assert_eq!(codes("", PLAIN, LIMITS, &predictive), ["E_UNKNOWN_VALUE"]);
}

#[test]
fn fact_1_5_a_plain_variant_keeps_one_instance() {
    let zero = "MinCapacity = 0\nMaxCapacity = 4\n";
    assert_eq!(codes("", PLAIN, zero, ""), ["E_MIN_ZERO_REAL_TIME"]);
    assert_eq!(codes("", PLAIN, LIMITS, ""), ["ok"]);
    assert_eq!(codes("", ASYNC, zero, ""), ["ok"]);
}

#[test]
fn fact_1_6_burstable_types_are_not_scaled() {
    let t2 = PLAIN.replace("ml.m5.large", "ml.t2.medium");
    assert_eq!(codes("", &t2, "", ""), ["ok"]);
    assert_eq!(codes("", &t2, LIMITS, ""), ["E_BURSTABLE_SCALING"]);
}

#[test]
fn fact_1_8_a_target_is_at_most_two_to_the_360th() {
    // 2^360 is 2.3485425827738332e108.
    let judged = |target| codes("", PLAIN, LIMITS, &tracking("p", target, INVOCATIONS));
    assert!(judged("2.348e108").contains(&"ok".to_owned()));
    assert!(judged("2.349e108").contains(&"E_OUT_OF_RANGE".to_owned()));
}

#[test]
fn fact_1_9_several_policies_each_with_a_metric_of_its_own() {
    let first = tracking("a", "100", INVOCATIONS);
    let cpu = customized("CPUUtilization", "/aws/sagemaker/Endpoints");
    let both = first.clone() + &tracking("b", "50", &cpu);
    assert_eq!(codes("", PLAIN, LIMITS, &both), ["ok"]);
    let same = first + &tracking("b", "50", INVOCATIONS);
    assert_eq!(codes("", PLAIN, LIMITS, &same), ["E_DUPLICATE_METRIC"]);
}

#[test]
fn fact_1_21_a_step_policy_cools_down_for_300_s() {
    let policy = steps("{ MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }");
    let scaling = scenario(PLAIN, LIMITS, &policy).scaling.expect("scaled");
    assert_eq!(scaling.policies[0].cooldown(true).secs_f64(), 300.0);
}

#[test]
fn fact_1_28_steps_neither_overlap_nor_leave_a_gap() {
    let judged = |list: &str| {
        let found = codes("", PLAIN, LIMITS, &steps(list));
        found
            .into_iter()
            .filter(|c| c != "W_NO_EFFECT")
            .collect::<Vec<_>>()
    };
    let two = |end: &str, begin: &str| {
        judged(&format!(
            "{{ MetricIntervalLowerBound = 0, MetricIntervalUpperBound = {end}, ScalingAdjustment = 1 }}, {{ MetricIntervalLowerBound = {begin}, ScalingAdjustment = 2 }}"
        ))
    };
    assert_eq!(two("10", "10"), ["ok"]);
    assert_eq!(two("10", "11"), ["E_STEP_GAP"]);
    assert_eq!(two("10", "9"), ["E_STEP_OVERLAP"]);
    let closed =
        "{ MetricIntervalLowerBound = 0, MetricIntervalUpperBound = 10, ScalingAdjustment = 1 }";
    assert_eq!(judged(closed), ["E_STEP_OPEN_END"]);
    assert_eq!(judged("{ ScalingAdjustment = 1 }"), ["E_STEP_UNBOUNDED"]);
}

#[test]
fn fact_2_8_model_latency_is_flagged_under_target_tracking() {
    let judged = |name, namespace| {
        let policy = tracking("p", "50", &customized(name, namespace));
        codes("", PLAIN, LIMITS, &policy)
    };
    let latency = judged("ModelLatency", "AWS/SageMaker");
    assert!(latency.contains(&"W_NOT_PROPORTIONAL".to_owned()));
    assert_eq!(judged("CPUUtilization", "/aws/sagemaker/Endpoints"), ["ok"]);
}

#[test]
fn fact_2_11_target_tracking_reads_a_customized_metric_by_the_minute() {
    let metric = customized("ConcurrentRequestsPerModel", "AWS/SageMaker");
    let policy = tracking("p", "5", &metric);
    let scaling = scenario(PLAIN, LIMITS, &policy).scaling.expect("scaled");
    let reading = scaling.policies[0].tracking().expect("tracking").reading;
    assert_eq!(reading.period.secs_f64(), 60.0);
}

#[test]
fn fact_2_12_a_datapoint_is_seen_two_minutes_late() {
    let delay = scenario(PLAIN, "", "").cloudwatch.metric_delay;
    assert_eq!(delay.secs_f64(), 120.0);
}

#[test]
fn fact_4_1_an_endpoint_starts_with_an_instance() {
    let with = |n| {
        codes(
            "",
            &format!("{PLAIN}initial_instance_count = {n}\n"),
            "",
            "",
        )
    };
    assert_eq!(with(0), ["E_OUT_OF_RANGE"]);
    assert_eq!(with(1), ["ok"]);
}

#[test]
fn fact_4_2_inference_components_may_reach_zero() {
    let component = format!(
        "{PLAIN}inference_component = {{ ManagedInstanceScaling = {{ Status = \"ENABLED\", MinInstanceCount = 0 }} }}\n"
    );
    let zero = "MinCapacity = 0\nMaxCapacity = 4\n";
    assert_eq!(codes("", &component, zero, ""), ["ok"]);
    assert_eq!(codes("", PLAIN, zero, ""), ["E_MIN_ZERO_REAL_TIME"]);
}

#[test]
fn fact_4_9_a_response_is_due_within_60_s() {
    let mut scenario = scenario(PLAIN, "", "");
    let endpoint = scenario.endpoint.real_time_mut().expect("real-time");
    assert_eq!(endpoint.invocation_timeout.secs_f64(), 60.0);
}

#[test]
fn fact_4_12_provisioning_takes_three_to_nine_minutes() {
    use headroom_model::endpoint::Provision;
    use headroom_model::time::Span;
    let mut scenario = scenario(PLAIN, "", "");
    let endpoint = scenario.endpoint.real_time_mut().expect("real-time");
    let expected = Provision::Triangular {
        min: Span::from_secs(180),
        mode: Span::from_secs(300),
        max: Span::from_secs(540),
    };
    assert_eq!(endpoint.launch.provision, expected);
}

#[test]
fn fact_4_14_an_endpoint_has_no_spot_option() {
    let spot = format!("{PLAIN}purchase = \"spot\"\n");
    assert_eq!(codes("", &spot, "", ""), ["E_SPOT_REAL_TIME"]);
    let hypothetical =
        format!("{spot}what_if_spot = true\ninterruptions = {{ mean_interval_s = 3600 }}\n");
    assert_eq!(codes("", &hypothetical, "", ""), ["ok"]);
}

#[test]
fn fact_4_15_a_thousand_requests_wait_at_an_instance() {
    assert_eq!(scenario(PLAIN, "", "").model.max_queue, 1000);
}

fn serverless(memory: u32, concurrency: u32, more: &str) -> Vec<String> {
    let endpoint = format!(
        "kind = \"serverless\"\nmemory_mb = {memory}\nmax_concurrency = {concurrency}\n{more}"
    );
    codes("", &endpoint, "", "")
}

#[test]
fn fact_5_limits_of_memory_and_concurrency() {
    for (memory, concurrency, expected) in [
        (1024, 1, "ok"),
        (6144, 200, "ok"),
        (7168, 200, "E_OUT_OF_RANGE"),
        (6144, 201, "E_OUT_OF_RANGE"),
        (1536, 1, "E_SERVERLESS_MEMORY"),
    ] {
        assert_eq!(serverless(memory, concurrency, ""), [expected], "{memory}");
    }
    let above = serverless(1024, 5, "provisioned_concurrency = 6\n");
    assert!(above.contains(&"E_PROVISIONED_ABOVE_MAX".to_owned()));
}

#[test]
fn fact_5_excluded_are_instances_and_a_vpc() {
    let gpu = serverless(1024, 5, "instance_type = \"ml.g5.xlarge\"\n");
    assert_eq!(gpu, ["E_SERVERLESS_INSTANCE"]);
    let endpoint = "kind = \"serverless\"\nmemory_mb = 1024\nmax_concurrency = 5\n";
    let vpc = codes("network = { mode = \"private_vpc\" }", endpoint, "", "");
    assert_eq!(vpc, ["E_SERVERLESS_VPC"]);
}

#[test]
fn fact_6_async_limits_and_defaults() {
    let with = |field: &str| codes("", &format!("{ASYNC}{field}\n"), "", "");
    for (field, expected) in [
        ("request_ttl_s = 60", "ok"),
        ("request_ttl_s = 59", "E_OUT_OF_RANGE"),
        ("request_ttl_s = 21600", "ok"),
        ("request_ttl_s = 21601", "E_OUT_OF_RANGE"),
        ("invocation_timeout_s = 3600", "ok"),
        ("invocation_timeout_s = 3601", "E_OUT_OF_RANGE"),
        ("max_concurrent_invocations_per_instance = 1000", "ok"),
        (
            "max_concurrent_invocations_per_instance = 1001",
            "E_OUT_OF_RANGE",
        ),
    ] {
        assert_eq!(with(field), [expected], "{field}");
    }
    let Endpoint::Async(endpoint) = scenario(ASYNC, "", "").endpoint else {
        panic!("asynchronous");
    };
    assert_eq!(endpoint.invocation_timeout.secs_f64(), 900.0);
    assert_eq!(endpoint.request_ttl.secs_f64(), 21_600.0);
}

const JOB: &str = "instance_type = \"ml.m5.large\"\nwork_s = 3600\n";
const SPOT: &str = "purchase = \"spot\"\ninterruptions = { mean_interval_s = 3600 }\n";

#[test]
fn fact_6_batch_has_no_spot_and_disagreement_5() {
    let batch = format!("kind = \"batch_transform\"\n{JOB}{SPOT}");
    assert_eq!(codes("", &batch, "", ""), ["E_SPOT_BATCH"]);
    let taught = codes("ruleset = \"study_guide\"", &batch, "", "");
    assert_eq!(taught, ["ok"]);
}

#[test]
fn fact_6_managed_spot_waits_at_least_as_long_as_it_runs() {
    let wait = |s| {
        let training = format!("kind = \"training\"\n{JOB}{SPOT}max_wait_s = {s}\n");
        codes("", &training, "", "")
    };
    assert_eq!(wait(3600), ["ok"]);
    assert_eq!(wait(3599), ["E_MAX_WAIT_BELOW_RUNTIME"]);
}
