//! Random worlds: any traffic, any policies, any faults, as scenario files. Small enough to run
//! thousands of, and written as JSON, so that the reader is soaked too and a bad one can be kept.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

/// Most requests of a world without its retries; a request has two of them at most.
const MOST_ORIGINS: f64 = 14_000.0;
/// Most requests of a world, retries included.
pub const MOST_REQUESTS: u64 = 50_000;

/// World number `n`, a scenario of format 1.
pub fn world(n: u64) -> Value {
    let mut dice = Dice(Xoshiro256PlusPlus::seed_from_u64(n));
    let d = &mut dice;
    let duration_s = 300 + d.below(7200);
    let mean_ms = d.between(5.0, 3000.0);
    let (instances, workers) = (1 + d.below(6), 1 + d.below(4));
    let capacity_rps = (instances * workers) as f64 * 1000.0 / mean_ms;
    // Three parts share the budget, each of them at most doubled by a multiplier.
    let most_rps = MOST_ORIGINS / duration_s as f64 / 6.0;
    let rps = (capacity_rps * d.between(0.0, 1.3)).min(most_rps);
    let mut components = vec![json!({"kind": "constant", "rps": rps})];
    for _ in 0..d.below(3) {
        components.push(component(d, duration_s, most_rps));
    }
    let mut world = json!({
        "id": format!("soak-{n}"),
        "seed": n,
        "duration_s": duration_s,
        "ruleset": d.pick(&["aws", "study_guide"]),
        "traffic": {"arrivals": d.pick(&["poisson", "uniform"]), "components": components},
        "model": {
            "service_time": service(d, mean_ms),
            "workers": workers,
            "max_queue": d.below(30),
            "cpu_cores": d.between(0.0, 2.0),
            "error_rate": if d.chance(3) { d.between(0.0, 0.5) } else { 0.0 },
            "container_metrics": ["InFlightRequests", "QueueDepth"],
        },
        "endpoint": {
            "kind": "real_time",
            "instance_type": "ml.m5.xlarge",
            "initial_instance_count": instances,
            "routing_strategy": d.pick(&["RANDOM", "LEAST_OUTSTANDING_REQUESTS"]),
            "invocation_timeout_s": 1 + d.below(60),
            "launch": {"provision_s": provision(d)},
        },
        "cloudwatch": {"metric_delay_s": d.below(200)},
    });
    if d.chance(2) {
        world["client"] = client(d);
    }
    let faults: Vec<Value> = (0..d.below(4)).map(|_| fault(d, duration_s)).collect();
    world["faults"] = faults.into();
    if !d.chance(6) {
        scale(d, &mut world, duration_s);
    }
    if d.chance(5) {
        world["measure_from_s"] = d.below(duration_s / 2).into();
    }
    world
}

struct Dice(Xoshiro256PlusPlus);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.below(1_000_001) as f64 / 1e6
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

fn service(d: &mut Dice, mean_ms: f64) -> Value {
    match d.below(4) {
        0 => json!({"distribution": "constant", "mean_ms": mean_ms}),
        1 => json!({"distribution": "exponential", "mean_ms": mean_ms}),
        2 => json!({"distribution": "gamma", "mean_ms": mean_ms, "cv": d.between(0.2, 1.6)}),
        _ => json!({"distribution": "lognormal", "mean_ms": mean_ms, "cv": d.between(0.05, 2.0)}),
    }
}

fn provision(d: &mut Dice) -> Value {
    match d.below(4) {
        // Beyond 900 s a launch fails and the endpoint rolls back.
        0 => json!({"min_s": 100, "mode_s": 800, "max_s": 1300}),
        1 => json!(0),
        _ => json!(d.below(400)),
    }
}

fn component(d: &mut Dice, duration_s: u64, most_rps: f64) -> Value {
    let at = d.below(duration_s);
    let span = 1 + d.below(duration_s);
    match d.below(5) {
        0 => json!({"kind": "ramp", "from_s": d.below(duration_s / 2),
            "to_s": duration_s / 2 + 1 + d.below(duration_s),
            "from_rps": d.between(0.0, most_rps), "to_rps": d.between(0.0, most_rps)}),
        1 => json!({"kind": "promotions", "multiplier": d.between(0.0, 1.4),
            "mean_interval_s": span.max(60), "duration_s": 1 + d.below(600)}),
        2 => json!({"kind": "sine", "mean_rps": d.between(0.0, most_rps / 2.0),
            "amplitude_rps": d.between(0.0, most_rps / 2.0), "period_s": span.max(10), "phase_s": at}),
        3 => {
            let rps: Vec<f64> = (0..1 + d.below(20))
                .map(|_| d.between(0.0, most_rps))
                .collect();
            json!({"kind": "trace", "interval_s": 30 + d.below(200), "rps": rps})
        }
        _ => {
            let length = 10 + d.below(duration_s);
            let (rise, fall) = (d.below(length / 2), d.below(length / 2));
            let mut spike = json!({"kind": "spike", "at_s": at, "duration_s": length,
                "rise_s": rise, "fall_s": fall});
            if d.chance(2) {
                spike["rps"] = d.between(0.0, most_rps).into();
            } else {
                spike["multiplier"] = d.between(0.0, 1.4).into();
            }
            spike
        }
    }
}

fn client(d: &mut Dice) -> Value {
    let mut retry_on = vec!["rejected", "timed_out", "no_capacity", "instance_lost"];
    if d.chance(2) {
        retry_on.push("model_error");
    }
    let mut client = json!({
        "max_retries": d.below(3),
        "retry_on": retry_on,
        "backoff": {"base_ms": d.between(0.0, 2000.0), "jitter": d.between(0.0, 1.0)},
    });
    if d.chance(2) {
        client["timeout_s"] = (1 + d.below(90)).into();
    }
    client
}

fn fault(d: &mut Dice, duration_s: u64) -> Value {
    let at_s = d.below(duration_s);
    let duration_s = 1 + d.below(duration_s / 2);
    match d.below(5) {
        0 => json!({"kind": "instance_crash", "at_s": at_s, "count": 1 + d.below(3)}),
        1 => json!({"kind": "metrics_delay", "at_s": at_s, "duration_s": duration_s,
            "delay_s": 1 + d.below(600)}),
        2 => json!({"kind": "metrics_lost", "at_s": at_s, "duration_s": duration_s}),
        3 => json!({"kind": "insufficient_capacity", "at_s": at_s, "duration_s": duration_s}),
        _ => json!({"kind": "slow_model", "at_s": at_s, "duration_s": duration_s,
            "factor": d.between(0.2, 5.0)}),
    }
}

/// A scalable target with any of what hangs on one, several at once.
fn scale(d: &mut Dice, world: &mut Value, duration_s: u64) {
    let min = 1 + d.below(4);
    let max = min + d.below(8);
    let flag = |d: &mut Dice| d.chance(12);
    let suspended = json!({"DynamicScalingInSuspended": flag(d),
        "DynamicScalingOutSuspended": flag(d), "ScheduledScalingSuspended": flag(d)});
    let mut policies: Vec<Value> = Vec::new();
    if !d.chance(5) {
        let target = d.between(1.0, 400.0);
        let metric = json!({"PredefinedMetricSpecification":
            {"PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"}});
        policies.push(tracking(d, "rpm", target, metric));
    }
    if d.chance(3) {
        let target = d.between(0.2, 6.0);
        let metric = json!({"PredefinedMetricSpecification":
            {"PredefinedMetricType": "SageMakerVariantConcurrentRequestsPerModelHighResolution"}});
        policies.push(tracking(d, "busy", target, metric));
    }
    if d.chance(3) {
        let (name, namespace, target) = match d.below(3) {
            0 => (
                "CPUUtilization",
                "/aws/sagemaker/Endpoints",
                d.between(5.0, 200.0),
            ),
            1 => ("QueueDepth", "Headroom/Model", d.between(0.1, 5.0)),
            _ => ("ModelLatency", "AWS/SageMaker", d.between(1e4, 5e6)),
        };
        let metric = json!({"CustomizedMetricSpecification":
            {"MetricName": name, "Namespace": namespace, "Statistic": "Average"}});
        policies.push(tracking(d, "custom", target, metric));
    }
    let mut alarms: Vec<Value> = Vec::new();
    for name in ["step-a", "step-b"] {
        if d.chance(2) {
            let (policy, alarm) = step(d, name);
            policies.push(policy);
            alarms.push(alarm);
        }
    }
    let actions: Vec<Value> = (0..d.below(4))
        .map(|i| action(d, &format!("plan-{i}"), duration_s))
        .collect();
    world["operations"] = operations(d, &policies, duration_s).into();
    world["scaling"] = json!({
        "scalable_target": {"MinCapacity": min, "MaxCapacity": max, "SuspendedState": suspended},
        "policies": policies,
        "alarms": alarms,
        "scheduled_actions": actions,
    });
}

fn tracking(d: &mut Dice, name: &str, target: f64, mut configuration: Value) -> Value {
    configuration["TargetValue"] = target.into();
    if !d.chance(3) {
        configuration["ScaleOutCooldown"] = d.below(700).into();
        configuration["ScaleInCooldown"] = d.below(700).into();
    }
    configuration["DisableScaleIn"] = d.chance(6).into();
    json!({"PolicyName": name, "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": configuration})
}

/// A step policy with its alarm, out above the threshold or in below it.
fn step(d: &mut Dice, name: &str) -> (Value, Value) {
    let out = d.chance(2);
    let sign = if out { 1 } else { -1 };
    let kind = d.pick(&[
        "ChangeInCapacity",
        "ExactCapacity",
        "PercentChangeInCapacity",
    ]);
    let adjust = |d: &mut Dice| match kind {
        "ExactCapacity" => d.below(8) as i64,
        "PercentChangeInCapacity" => sign * d.below(120) as i64,
        _ => sign * d.below(4) as i64,
    };
    let (near, far) = (adjust(d), adjust(d));
    let width = d.between(0.1, 200.0);
    let steps = if out {
        json!([{"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": width, "ScalingAdjustment": near},
            {"MetricIntervalLowerBound": width, "ScalingAdjustment": far}])
    } else {
        json!([{"MetricIntervalUpperBound": -width, "ScalingAdjustment": far},
            {"MetricIntervalLowerBound": -width, "MetricIntervalUpperBound": 0, "ScalingAdjustment": near}])
    };
    let mut configuration = json!({"AdjustmentType": kind, "StepAdjustments": steps,
        "Cooldown": d.below(400), "MetricAggregationType": d.pick(&["Average", "Minimum", "Maximum"])});
    if kind == "PercentChangeInCapacity" && d.chance(2) {
        configuration["MinAdjustmentMagnitude"] = (1 + d.below(3)).into();
    }
    let policy = json!({"PolicyName": name, "PolicyType": "StepScaling",
        "StepScalingPolicyConfiguration": configuration});
    let (metric, namespace, statistic, threshold) = match d.below(4) {
        0 => (
            "InvocationsPerInstance",
            "AWS/SageMaker",
            "Sum",
            d.between(1.0, 300.0),
        ),
        1 => (
            "CPUUtilization",
            "/aws/sagemaker/Endpoints",
            "Average",
            d.between(1.0, 300.0),
        ),
        2 => (
            "ModelLatency",
            "AWS/SageMaker",
            "Maximum",
            d.between(1e4, 5e6),
        ),
        _ => (
            "Invocation5XXErrors",
            "AWS/SageMaker",
            "Sum",
            d.between(0.0, 20.0),
        ),
    };
    let periods = 1 + d.below(5);
    let operator = match out {
        true => d.pick(&["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"]),
        false => d.pick(&["LessThanThreshold", "LessThanOrEqualToThreshold"]),
    };
    let alarm = json!({"AlarmName": format!("alarm-{name}"), "AlarmActions": [name],
        "MetricName": metric, "Namespace": namespace, "Statistic": statistic, "Period": 60,
        "EvaluationPeriods": periods, "DatapointsToAlarm": 1 + d.below(periods),
        "Threshold": threshold, "ComparisonOperator": operator,
        "TreatMissingData": d.pick(&["missing", "ignore", "breaching", "notBreaching"])});
    (policy, alarm)
}

fn action(d: &mut Dice, name: &str, duration_s: u64) -> Value {
    let schedule = match d.below(3) {
        0 => format!("rate({} minutes)", 1 + d.below(40)),
        1 => format!("cron({}/{} * ? * MON *)", d.below(10), 1 + d.below(50)),
        _ => {
            let minute = d.below(duration_s) / 60;
            format!("at(2026-03-02T{:02}:{:02}:00)", minute / 60, minute % 60)
        }
    };
    let min = 1 + d.below(6);
    // Both sizes: alone, one may contradict whatever is stored.
    json!({"ScheduledActionName": name, "Schedule": schedule,
        "ScalableTargetAction": {"MinCapacity": min, "MaxCapacity": min + d.below(8)}})
}

fn operations(d: &mut Dice, policies: &[Value], duration_s: u64) -> Vec<Value> {
    let mut operations = Vec::new();
    if !d.chance(3) {
        return operations;
    }
    for i in 0..1 + d.below(4) {
        let at_s = d.below(duration_s);
        operations.push(match d.below(6) {
            0 => {
                let min = 1 + d.below(6);
                json!({"at_s": at_s, "call": "RegisterScalableTarget", "body": {
                    "MinCapacity": min, "MaxCapacity": min + d.below(8),
                    "SuspendedState": {"DynamicScalingOutSuspended": d.chance(2)}}})
            }
            1 => json!({"at_s": at_s, "call": "UpdateEndpoint", "body": {"duration_s": 1 + d.below(900)}}),
            2 => json!({"at_s": at_s, "call": "PutScheduledAction",
                "body": action(d, &format!("late-{i}"), duration_s)}),
            3 if !policies.is_empty() => {
                let policy = &policies[d.below(policies.len() as u64) as usize];
                json!({"at_s": at_s, "call": "DeleteScalingPolicy",
                    "body": {"PolicyName": policy["PolicyName"]}})
            }
            4 => json!({"at_s": at_s, "call": "PutScalingPolicy", "body": step(d, &format!("late-{i}")).0}),
            _ => json!({"at_s": at_s, "call": "DeregisterScalableTarget"}),
        });
    }
    operations
}
