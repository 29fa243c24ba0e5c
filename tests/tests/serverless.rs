//! Serverless inference in whole runs: what it publishes, and how provisioned concurrency moves.

use headroom_engine::run::{Direction, Outcome, Run, What};
use headroom_engine::simulate;
use headroom_model::alarm::AlarmState;
use headroom_model::scenario::Scenario;
use headroom_scenario::load_toml;

fn load(text: &str) -> Scenario {
    load_toml(text).unwrap_or_else(|e| panic!("{e}")).scenario
}

/// A request a second for one environment that takes three seconds of each, from minute 10
/// to minute 20, and an alarm on a metric.
fn watched(metric: &str, statistic: &str, threshold: f64) -> Run {
    let scenario = load(&format!(
        r#"
id = "watched"
duration_s = 1800
traffic = {{ arrivals = "uniform", components = [{{ kind = "spike", at_s = 600, duration_s = 600, rps = 1 }}] }}
model = {{ service_time = {{ distribution = "constant", mean_ms = 3000 }} }}

[endpoint]
kind = "serverless"
memory_mb = 2048
max_concurrency = 1
cold_start = {{ distribution = "constant", mean_ms = 2000 }}

[scaling]
scalable_target = {{ MinCapacity = 1, MaxCapacity = 1 }}

[[scaling.policies]]
PolicyName = "step"
PolicyType = "StepScaling"
[scaling.policies.StepScalingPolicyConfiguration]
AdjustmentType = "ChangeInCapacity"
StepAdjustments = [{{ MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }}]

[[scaling.alarms]]
AlarmName = "watch"
MetricName = "{metric}"
Namespace = "AWS/SageMaker"
Statistic = "{statistic}"
Period = 60
EvaluationPeriods = 1
Threshold = {threshold}
ComparisonOperator = "GreaterThanThreshold"
AlarmActions = ["step"]
"#
    ));
    simulate(&scenario, scenario.seed)
}

/// The alarm's states with the second of each.
fn states(run: &Run) -> Vec<(f64, AlarmState)> {
    let state = |what: &What| match what {
        What::MetricAlarmState { to, .. } => Some(*to),
        _ => None,
    };
    let all = run.events.iter();
    all.filter_map(|e| Some((e.time.secs_f64(), state(&e.what)?)))
        .collect()
}

/// The values of the watched metric that an evaluation saw, by minute.
fn values(run: &Run) -> Vec<(u64, f64)> {
    let value = |what: &What| match what {
        What::Datapoint { datapoint, .. } => Some((
            datapoint.period_start.micros() / 60_000_000,
            datapoint.value,
        )),
        _ => None,
    };
    run.events.iter().filter_map(|e| value(&e.what)).collect()
}

#[test]
fn fact_2_4_throttled_requests_are_4xx_errors_of_a_serverless_endpoint() {
    let run = watched("Invocation4XXErrors", "Sum", 0.0);
    assert!(run.summary.requests.failed.throttled > 100);
    // The first minute with requests closes at 660 and is seen two minutes later.
    assert_eq!(
        states(&run)[..2],
        [
            (0.0, AlarmState::InsufficientData),
            (780.0, AlarmState::Alarm)
        ]
    );
    let throttles = run.columns.iter().find(|c| c.name == "Throttles");
    let throttles = &throttles.expect("a column").values;
    for (minute, value) in values(&run) {
        assert_eq!(throttles[minute as usize], Some(value), "minute {minute}");
    }
}

#[test]
fn fact_5_metrics_of_requests_are_published_when_there_are_any() {
    let run = watched("Invocations", "Sum", 1000.0);
    let seen = values(&run);
    assert!(seen.contains(&(10, 60.0)) && seen.contains(&(15, 60.0)));
    assert!(seen.iter().all(|(minute, _)| (10..20).contains(minute)));
    assert_eq!(
        states(&run).last().map(|(_, state)| *state),
        Some(AlarmState::InsufficientData)
    );
}

#[test]
fn fact_5_overhead_is_the_cold_start() {
    let run = watched("OverheadLatency", "Maximum", 1_000_000.0);
    // Provisioned concurrency of 1 is ready a minute after registration: only what is beyond it
    // would start cold, and one request at a time never is.
    assert_eq!(run.summary.cold_starts, 0);
    assert!(!values(&run).is_empty() && values(&run).iter().all(|(_, v)| *v == 0.0));
    let mut cold = load(
        r#"
id = "cold"
duration_s = 600
traffic = { arrivals = "uniform", components = [{ kind = "constant", rps = 0.5 }] }
model = { service_time = { distribution = "constant", mean_ms = 100 } }
endpoint = { kind = "serverless", memory_mb = 2048, max_concurrency = 1, cold_start = { distribution = "constant", mean_ms = 1500 } }
[scaling]
scalable_target = { MinCapacity = 1, MaxCapacity = 1 }
[[scaling.policies]]
PolicyName = "overhead"
PolicyType = "TargetTrackingScaling"
[scaling.policies.TargetTrackingScalingPolicyConfiguration]
TargetValue = 1000000
CustomizedMetricSpecification = { MetricName = "OverheadLatency", Namespace = "AWS/SageMaker", Statistic = "Maximum" }
"#,
    );
    cold.measure_from = headroom_model::time::Span::ZERO;
    let run = simulate(&cold, cold.seed);
    assert_eq!(run.summary.cold_starts, 1);
    assert_eq!(
        values(&run)[..2],
        [(0, 1_500_000.0), (1, 0.0)],
        "microseconds"
    );
}

/// Utilisation 1 of 2 asks for three, 60 s later they are ready; a quiet quarter of an hour gives
/// them back.
#[test]
fn fact_5_provisioned_scaling_follows_the_utilisation() {
    let scenario = load(
        r#"
id = "provisioned"
duration_s = 3600
traffic = { arrivals = "uniform", components = [{ kind = "spike", at_s = 0, duration_s = 1200, rps = 4 }] }
model = { service_time = { distribution = "constant", mean_ms = 1000 } }
prices = { serverless = { provisioned_usd_per_gb_second = 0.00001, usd_per_gb_second = 0 } }

[endpoint]
kind = "serverless"
memory_mb = 2048
max_concurrency = 40
provisioned_concurrency = 2
cold_start = { distribution = "constant", mean_ms = 1500 }

[scaling]
scalable_target = { MinCapacity = 2, MaxCapacity = 4 }

[[scaling.policies]]
PolicyName = "utilisation"
PolicyType = "TargetTrackingScaling"
[scaling.policies.TargetTrackingScalingPolicyConfiguration]
TargetValue = 0.7
PredefinedMetricSpecification = { PredefinedMetricType = "SageMakerVariantProvisionedConcurrencyUtilization" }
"#,
    );
    let run = simulate(&scenario, scenario.seed);
    let scaled: Vec<_> = run
        .decisions
        .iter()
        .filter(|d| matches!(d.outcome, Outcome::Scaled { .. }))
        .map(|d| (d.time.secs_f64(), d.direction, d.current, d.desired))
        .collect();
    // Three minutes above 0.7, seen two minutes later: 2 × 1.0 / 0.7 is 2.86, then 3 × 1.0 / 0.7.
    assert_eq!(scaled[0], (300.0, Direction::Out, 2, Some(3)));
    assert_eq!(scaled[1].1, Direction::Out);
    assert_eq!(scaled[1].3, Some(4), "as far as MaxCapacity");
    let ready: Vec<_> = run
        .events
        .iter()
        .filter_map(|e| match e.what {
            What::Provisioned { count } => Some((e.time.secs_f64(), count)),
            _ => None,
        })
        .collect();
    assert!(ready.contains(&(360.0, 3)), "{ready:?}");
    // Idle from second 1,200: fifteen quiet minutes later they go, straight to the minimum.
    assert_eq!(
        scaled.last().copied(),
        Some((2220.0, Direction::In, 4, Some(2)))
    );
    // What waits ready is billed while it is idle, too: GB × concurrency × time.
    let second_up = scaled[1].0 + 60.0;
    let ready_s = 2.0 * 3600.0 + (2220.0 - 360.0) + (2220.0 - second_up);
    let cost = run.summary.cost_usd.serverless;
    assert!((cost - ready_s * 2.0 * 0.00001).abs() < 1e-9, "{cost}");
    // Spill-over goes to environments on demand, which start cold.
    let spilled = run
        .columns
        .iter()
        .find(|c| c.name == "ServerlessProvisionedConcurrencySpilloverInvocations");
    let spilled = &spilled.expect("a column").values;
    assert!(spilled[1] > spilled[10] && run.summary.cold_starts > 0);
}

#[test]
fn fact_5_timeout_ends_a_request_after_a_minute() {
    let scenario = load(
        r#"
id = "slow"
duration_s = 300
traffic = { arrivals = "uniform", components = [{ kind = "spike", at_s = 0, duration_s = 1, rps = 2 }] }
model = { service_time = { distribution = "constant", mean_ms = 70000 } }
endpoint = { kind = "serverless", memory_mb = 1024, max_concurrency = 2, cold_start = { distribution = "constant", mean_ms = 0 } }
"#,
    );
    let requests = simulate(&scenario, scenario.seed).summary.requests;
    assert_eq!((requests.failed.timed_out, requests.completed), (2, 0));
}
