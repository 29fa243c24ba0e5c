//! The worked examples about zero and back, and about how long an activity takes.

use headroom_engine::run::{AlarmSide, InstanceState, Run, What};
use headroom_engine::simulate;
use headroom_model::alarm::AlarmState;
use headroom_model::scenario::Scenario;
use headroom_scenario::load_toml;
use serde_json::Value;

/// Runs a vector; `false` when it is none of these.
pub fn run(id: &str, setup: &Value, expected: &Value) -> bool {
    match id {
        "async-wake-from-zero" => async_wakes(setup, expected),
        "ic-wake-doc-alarm-needs-two" => two_failures(setup, expected),
        "ic-wake-timeline" => timeline(expected),
        "activity-duration-48" => forty_eight(setup, expected),
        _ => return false,
    }
    true
}

fn number(value: &Value, name: &str) -> f64 {
    value[name]
        .as_f64()
        .unwrap_or_else(|| panic!("{name} in {value}"))
}

fn load(text: &str) -> Scenario {
    load_toml(text).unwrap_or_else(|e| panic!("{e}")).scenario
}

/// The seconds of every event that `pick` takes, with what it makes of it.
fn seen<T>(run: &Run, pick: impl Fn(&What) -> Option<T>) -> Vec<(f64, T)> {
    let event = |e: &headroom_engine::run::Event| Some((e.time.secs_f64(), pick(&e.what)?));
    run.events.iter().filter_map(event).collect()
}

/// When capacity was asked for or given back, from and to.
fn moves(run: &Run) -> Vec<(f64, (u32, u32))> {
    seen(run, |what| match what {
        What::ActivityStarted { from, to, .. } => Some((*from, *to)),
        _ => None,
    })
}

/// When an alarm of the scenario went into ALARM.
fn alarms(run: &Run) -> Vec<f64> {
    let into = |what: &What| match what {
        What::MetricAlarmState { to, .. } if *to == AlarmState::Alarm => Some(()),
        _ => None,
    };
    seen(run, into).into_iter().map(|(at, ())| at).collect()
}

/// A step policy and the alarm that invokes it, as a vector writes them.
fn wake(setup: &Value, namespace: &str, statistic: &str, cooldown_s: f64) -> String {
    let alarm = &setup["alarm"];
    let comparison = match alarm["op"].as_str() {
        Some(">=") => "GreaterThanOrEqualToThreshold",
        Some(">") => "GreaterThanThreshold",
        other => panic!("{other:?}"),
    };
    let n = number(alarm, "N");
    format!(
        r#"
[[scaling.policies]]
PolicyName = "wake"
PolicyType = "StepScaling"
[scaling.policies.StepScalingPolicyConfiguration]
AdjustmentType = "ChangeInCapacity"
MetricAggregationType = "Maximum"
Cooldown = {cooldown_s}
StepAdjustments = [{{ MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }}]

[[scaling.alarms]]
AlarmName = "wake"
MetricName = {}
Namespace = "{namespace}"
Statistic = "{statistic}"
Period = {}
EvaluationPeriods = {n}
DatapointsToAlarm = {}
Threshold = {}
ComparisonOperator = "{comparison}"
AlarmActions = ["wake"]
"#,
        alarm["metric"],
        number(alarm, "period_s"),
        alarm["M"].as_f64().unwrap_or(n),
        number(alarm, "threshold"),
    )
}

/// The target of AWS's sample policy on the backlog (facts, section 6).
const BACKLOG_TARGET: f64 = 5.0;
/// Requests come in the second that starts here: a full minute, long after the scale-in to zero.
const WAKE_S: f64 = 3600.0;

/// An asynchronous endpoint that nobody has called for an hour, and then `queue` requests.
fn asynchronous(queue: f64, wake: &str) -> Scenario {
    load(&format!(
        r#"
id = "vector"
duration_s = 5400
traffic = {{ arrivals = "uniform", components = [{{ kind = "spike", at_s = {WAKE_S}, duration_s = 1, rps = {queue} }}] }}
model = {{ service_time = {{ distribution = "constant", mean_ms = 500 }} }}
endpoint = {{ kind = "async", instance_type = "ml.m5.xlarge" }}

[scaling]
scalable_target = {{ MinCapacity = 0, MaxCapacity = 4 }}

[[scaling.policies]]
PolicyName = "backlog"
PolicyType = "TargetTrackingScaling"
[scaling.policies.TargetTrackingScalingPolicyConfiguration]
TargetValue = {BACKLOG_TARGET}
CustomizedMetricSpecification = {{ MetricName = "ApproximateBacklogSizePerInstance", Namespace = "AWS/SageMaker", Statistic = "Average" }}
{wake}"#
    ))
}

fn async_wakes(setup: &Value, expected: &Value) {
    let queue = number(setup, "queue");
    let step = wake(
        setup,
        "AWS/SageMaker",
        "Average",
        number(setup, "cooldown_s"),
    );
    let scenario = asynchronous(queue, &step);
    let run = simulate(&scenario, scenario.seed);
    let at = WAKE_S + number(expected, "alarm_after_s");
    assert_eq!(alarms(&run), [at]);
    let up: Vec<_> = moves(&run)
        .into_iter()
        .filter(|(_, (from, to))| from < to)
        .collect();
    let capacity = number(expected, "capacity") as u32;
    assert_eq!(up, [(at, (0, capacity))]);
    assert_eq!(run.summary.requests.completed, queue as u64);

    assert!(
        expected["without_step_policy"]
            .as_str()
            .is_some_and(|text| text.contains("backlog passes the tracked target"))
    );
    let woken = |queue: f64| {
        let scenario = asynchronous(queue, "");
        let run = simulate(&scenario, scenario.seed);
        assert_eq!(moves(&run)[0].1, (1, 0), "it sleeps first");
        run.summary.requests.completed > 0
    };
    assert!(!woken(queue) && !woken(BACKLOG_TARGET) && woken(BACKLOG_TARGET + 1.0));
}

/// An inference component at zero copies, with whatever calls it and wakes it.
fn component(traffic: &str, client: &str, policies: &str, duration_s: f64) -> Scenario {
    load(&format!(
        r#"
id = "vector"
duration_s = {duration_s}
traffic = {{ arrivals = "uniform", components = [{traffic}] }}
model = {{ service_time = {{ distribution = "constant", mean_ms = 500 }}, artifact_mb = 5000 }}
{client}

[endpoint]
kind = "real_time"
instance_type = "ml.g5.xlarge"
inference_component = {{ initial_copies = 1, ManagedInstanceScaling = {{ Status = "ENABLED", MinInstanceCount = 0, MaxInstanceCount = 2 }} }}

[scaling]
scalable_target = {{ MinCapacity = 0, MaxCapacity = 2 }}

[[scaling.policies]]
PolicyName = "copies"
PolicyType = "TargetTrackingScaling"
[scaling.policies.TargetTrackingScalingPolicyConfiguration]
TargetValue = 1
PredefinedMetricSpecification = {{ PredefinedMetricType = "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution" }}
{policies}"#
    ))
}

fn two_failures(setup: &Value, expected: &Value) {
    let counts = setup["failed_requests_in_minute"].as_array().expect("list");
    let statistic = setup["alarm"]["stat"].as_str().expect("a statistic");
    assert_eq!(expected["action"], "+1 copy, cooldown 60 s");
    let policies = wake(setup, "AWS/SageMaker/InferenceComponents", statistic, 60.0);
    for (count, fires) in counts
        .iter()
        .zip(expected["alarm"].as_array().expect("a list"))
    {
        let failed = count.as_f64().expect("a count");
        let traffic =
            format!(r#"{{ kind = "spike", at_s = {WAKE_S}, duration_s = 1, rps = {failed} }}"#);
        let scenario = component(&traffic, "", &policies, 5400.0);
        let run = simulate(&scenario, scenario.seed);
        assert_eq!(run.summary.requests.failed.no_capacity, failed as u64);
        assert_eq!(Value::from(!alarms(&run).is_empty()), *fires, "{failed}");
        let up: Vec<_> = moves(&run)
            .into_iter()
            .filter(|(_, m)| *m == (0, 1))
            .collect();
        let wanted = usize::from(*fires == Value::Bool(true));
        assert_eq!(up.len(), wanted);
        let cooldown = seen(&run, |what| match what {
            What::CooldownStarted { until, .. } => Some(until.secs_f64()),
            _ => None,
        });
        let waking = cooldown
            .iter()
            .filter(|(at, _)| *at > WAKE_S)
            .map(|(at, until)| until - at)
            .next();
        assert_eq!(waking, (wanted == 1).then_some(60.0));
    }
}

/// A busy hour, a quiet hour, and a caller who tries again. `ready` is when somebody sees it.
fn timeline(expected: &Value) {
    const IDLE_S: f64 = 3600.0;
    const CALL_S: f64 = 7240.0;
    let setup: Value = serde_json::from_str(
        r#"{ "alarm": { "metric": "NoCapacityInvocationFailures", "period_s": 60, "op": ">", "threshold": 1, "N": 1 } }"#,
    )
    .expect("JSON");
    let traffic = format!(
        r#"{{ kind = "spike", at_s = 0, duration_s = {IDLE_S}, rps = 1.9 }},
           {{ kind = "spike", at_s = {CALL_S}, duration_s = 1, rps = 1 }}"#
    );
    let client = "client = { max_retries = 40, retry_on = [\"no_capacity\"], backoff = { base_ms = 30000, factor = 1, max_ms = 30000, jitter = 0 } }";
    let policies = wake(&setup, "AWS/SageMaker/InferenceComponents", "Sum", 60.0);
    let scenario = component(&traffic, client, &policies, CALL_S + 1800.0);
    let run = simulate(&scenario, scenario.seed);
    let first_failure = run.summary.requests.failed.classes();
    let status = first_failure
        .into_iter()
        .find(|(_, count, _)| *count > 0)
        .and_then(|(_, _, s)| s);
    assert_eq!(
        status.map(f64::from),
        expected["http_status_first"].as_f64()
    );
    assert_eq!(run.summary.requests.origins.failed, 0);

    let moves = moves(&run);
    let zero = moves
        .iter()
        .find(|(_, m)| m.1 == 0)
        .expect("it goes to zero")
        .0;
    let up = moves
        .iter()
        .find(|(at, m)| *at > CALL_S && m.0 == 0)
        .expect("it wakes")
        .0;
    let host_gone = seen(&run, |what| {
        let gone = matches!(
            what,
            What::ManagedInstance {
                state: InstanceState::Gone,
                ..
            }
        );
        gone.then_some(())
    });
    let ready = seen(&run, |what| {
        let ready = matches!(
            what,
            What::Instance {
                state: InstanceState::InService,
                ..
            }
        );
        ready.then_some(())
    });
    let ready = ready
        .iter()
        .find(|(at, ())| *at > CALL_S)
        .expect("a copy")
        .0;
    let alarm = alarms(&run)[0] - CALL_S;
    let within = |got: f64, want: f64| (got / want - 1.0).abs() <= 0.4;
    for (name, got) in [
        ("alarm_s", alarm),
        ("http_200_s", ready - CALL_S),
        ("idle_to_zero_copies_s", zero - IDLE_S),
        ("zero_copies_to_zero_instances_s", host_gone[0].0 - zero),
    ] {
        println!("{name}: {got}");
        assert!(within(got, number(expected, name)), "{name}: {got}");
    }
    // The source does not say from where it counts: from the alarm, or from the first call. The
    // policy acts with its alarm here, which is nearer to the second reading.
    let (cumulative, raised) = (number(expected, "desired_raised_s"), up - CALL_S);
    assert_eq!(raised, alarm);
    assert!(
        within(raised, cumulative - number(expected, "alarm_s")),
        "{raised}"
    );
    let low = seen(&run, |what| match what {
        What::AlarmState {
            side: AlarmSide::Low,
            to: AlarmState::Alarm,
            ..
        } => Some(()),
        _ => None,
    });
    assert!(low.iter().any(|(at, ())| *at == zero), "AlarmLow decides");
}

/// Seconds since midnight.
fn clock(text: &Value) -> f64 {
    let time = text.as_str().expect("a time").split('T').nth(1);
    let parts = time.expect("a time").trim_end_matches('Z').split(':');
    parts.fold(0.0, |sum, part| {
        sum * 60.0 + part.parse::<f64>().expect("a figure")
    })
}

/// All instances of an activity are launched together: it takes as long as the slowest of them.
fn forty_eight(setup: &Value, expected: &Value) {
    let (to, duration) = (number(setup, "to"), number(expected, "duration_s"));
    let observed = clock(&setup["end"]) - clock(&setup["start"]);
    assert!((observed - duration).abs() < 1e-6, "{observed}");
    let activity = |launch: &str| {
        let scenario = load(&format!(
            r#"
id = "vector"
duration_s = 1800
traffic = {{ arrivals = "uniform", components = [{{ kind = "spike", at_s = 0, duration_s = 60, rps = {} }}] }}
model = {{ service_time = {{ distribution = "constant", mean_ms = 3600000 }}, artifact_mb = 500 }}
endpoint = {{ kind = "async", instance_type = "ml.m5.xlarge", invocation_timeout_s = 3600 {launch} }}

[scaling]
scalable_target = {{ MinCapacity = 0, MaxCapacity = {to} }}

[[scaling.policies]]
PolicyName = "backlog"
PolicyType = "TargetTrackingScaling"
[scaling.policies.TargetTrackingScalingPolicyConfiguration]
TargetValue = {BACKLOG_TARGET}
CustomizedMetricSpecification = {{ MetricName = "ApproximateBacklogSizePerInstance", Namespace = "AWS/SageMaker", Statistic = "Average" }}
"#,
            to * BACKLOG_TARGET / 60.0
        ));
        let run = simulate(&scenario, scenario.seed);
        let (start, (_, reached)) = moves(&run)[0];
        assert_eq!(f64::from(reached), to);
        assert_eq!(f64::from(run.summary.capacity.r#final), to);
        let ended = seen(&run, |what| match what {
            What::ActivityEnded { .. } => Some(()),
            _ => None,
        });
        ended[0].0 - start
    };
    // 500 MB at 100 MB/s, and 30 s for the container.
    let provision_s = duration - 35.0;
    let exact = activity(&format!(
        ", launch = {{ provision_s = {provision_s}, download_mb_per_s = 100, container_start_s = 30 }}"
    ));
    assert!((exact - duration).abs() < 1e-6, "{exact}");
    let assumed = activity("");
    assert!((assumed / duration - 1.0).abs() < 0.4, "{assumed}");
}
