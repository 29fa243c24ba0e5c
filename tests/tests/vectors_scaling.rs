//! The open vectors on step scaling, scheduled actions, suspension and high resolution.

use headroom_engine::autoscaling::step_scaling;
use headroom_engine::run::{Outcome, Refusal, Run, What};
use headroom_engine::simulate;
use headroom_model::alarm::{AlarmRule, ComparisonOperator, MetricAlarm, TreatMissingData};
use headroom_model::metric::{Metric, PREDEFINED_METRICS, Reading};
use headroom_model::operation::{Call, Operation, SuspendedChange};
use headroom_model::policy::{
    AdjustmentType, MetricAggregationType, Policy, StepAdjustment, StepScaling, TargetTracking,
};
use headroom_model::scaling::{Scaling, ScheduledAction};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Arrivals, Component, ServiceTime};
use headroom_tests::worlds::{fixed, seed};
use serde_json::{Value, json};

/// Runs a vector; `false` when there is no handler.
pub fn run_vector(id: &str, setup: &Value, expected: &Value) -> bool {
    match id {
        "step-percent-rounding" => percent_rounding(setup, expected),
        "step-percent-scale-out-walk" => walk(setup, expected),
        "step-no-action-band" => no_action_band(setup, expected),
        "step-bound-inclusivity" => inclusivity(setup, expected),
        "step-min-adjustment-magnitude" => magnitude(setup, expected),
        "step-change-exact-percent" => types(setup, expected),
        "step-steps-validation" => validation(setup, expected),
        "step-cooldown-credit" => credit(setup, expected),
        "multi-policy-largest-wins" => largest_wins(setup, expected),
        "sched-ignores-cooldown" => ignores_cooldown(setup, expected),
        "sched-min-raises" | "sched-inside-range-noop" => moves_limits(setup, expected),
        "sched-end-time-no-revert" => no_revert(setup, expected),
        "sched-min-above-max-rejected" => min_above_max(setup, expected),
        "suspend-scheduled-not-replayed" => not_replayed(expected),
        "suspend-dynamic-reevaluates" => reevaluates(),
        "tt-alarm-low-highres" => low_alarm(setup, expected),
        _ => return false,
    }
    true
}

/// Steps as a file has them: the reader takes them or refuses them.
fn validation(setup: &Value, expected: &Value) {
    let cases = setup["cases"].as_array().expect("cases").iter();
    let valid = expected["valid"].as_array().expect("a list");
    assert_eq!(cases.len(), valid.len());
    for (case, valid) in cases.zip(valid) {
        let step = |step: &Value| {
            json!({"MetricIntervalLowerBound": step["lower"],
                "MetricIntervalUpperBound": step["upper"], "ScalingAdjustment": 1})
        };
        let steps: Vec<Value> = case.as_array().expect("steps").iter().map(step).collect();
        let text = json!({"id": "steps",
            "traffic": {"components": [{"kind": "constant", "rps": 1}]},
            "model": {"service_time": {"distribution": "constant", "mean_ms": 100}},
            "endpoint": {"kind": "real_time", "instance_type": "ml.m5.large"},
            "scaling": {"scalable_target": {"MinCapacity": 1, "MaxCapacity": 4},
                "policies": [{"PolicyName": "steps", "PolicyType": "StepScaling",
                    "StepScalingPolicyConfiguration": {"AdjustmentType": "ChangeInCapacity",
                        "StepAdjustments": steps}}]}});
        let read = headroom_scenario::load_json(&text.to_string());
        assert_eq!(Value::from(read.is_ok()), *valid, "{case}");
        let problems = read.err().map_or(Vec::new(), |problems| problems.0);
        // Nothing else is wrong; that no alarm invokes the policy is a warning.
        let mut codes = problems.iter().map(|p| p.code);
        assert!(
            codes.all(|code| code.starts_with("E_STEP_") || code.starts_with("W_")),
            "{problems:?}"
        );
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    let all = value.as_array().expect("an array").iter();
    all.map(|v| v.as_f64().expect("a number")).collect()
}

fn count(value: &Value, name: &str) -> u32 {
    value[name].as_u64().expect("a count") as u32
}

fn kind(name: &str) -> AdjustmentType {
    let all = [
        AdjustmentType::ChangeInCapacity,
        AdjustmentType::ExactCapacity,
        AdjustmentType::PercentChangeInCapacity,
    ];
    let found = all.into_iter().find(|kind| kind.name() == name);
    found.expect("an adjustment type")
}

fn steps(value: &Value) -> Vec<StepAdjustment> {
    let all = value.as_array().expect("steps").iter();
    all.map(|step| StepAdjustment {
        lower_bound: step["lower"].as_f64(),
        upper_bound: step["upper"].as_f64(),
        scaling_adjustment: step["adjustment"].as_i64().unwrap_or(1) as i32,
    })
    .collect()
}

fn policy(adjustment_type: AdjustmentType, step_adjustments: Vec<StepAdjustment>) -> StepScaling {
    StepScaling {
        adjustment_type,
        step_adjustments,
        min_adjustment_magnitude: None,
        cooldown: Span::ZERO,
        metric_aggregation_type: MetricAggregationType::Average,
    }
}

/// One step for any breach above the threshold.
fn any_breach(kind: AdjustmentType, adjustment: i32) -> StepScaling {
    policy(
        kind,
        vec![StepAdjustment {
            lower_bound: Some(0.0),
            upper_bound: None,
            scaling_adjustment: adjustment,
        }],
    )
}

/// `instances` under evenly spaced requests; what one of them gets a minute goes by `per_minute`
/// of the whole, so that a larger fleet sees less.
fn world(instances: u32, per_minute: f64, duration_s: u64) -> Scenario {
    let service = ServiceTime::Constant { mean_ms: 10.0 };
    let mut scenario = fixed(1.0, instances, 4, service, duration_s);
    scenario.traffic.arrivals = Arrivals::Uniform;
    scenario.traffic.components = vec![Component::Constant {
        rps: per_minute / 60.0,
    }];
    scenario.scaling = Some(Scaling::new(1, 100));
    scenario
}

fn alarm(reading: Reading, threshold: f64, actions: &[&str]) -> MetricAlarm {
    MetricAlarm {
        alarm_name: "busy".into(),
        rule: AlarmRule {
            reading,
            comparison_operator: ComparisonOperator::GreaterThanThreshold,
            threshold,
            evaluation_periods: 1,
            datapoints_to_alarm: 1,
            treat_missing_data: TreatMissingData::Missing,
        },
        alarm_actions: actions.iter().map(|name| (*name).into()).collect(),
    }
}

/// Capacity after each activity that was asked for.
fn capacities(run: &Run) -> Vec<u32> {
    let to = |e: &headroom_engine::run::Event| match e.what {
        What::ActivityStarted { to, .. } => Some(to),
        _ => None,
    };
    run.events.iter().filter_map(to).collect()
}

fn scaling(scenario: &mut Scenario) -> &mut Scaling {
    scenario.scaling.as_mut().expect("registered")
}

fn scheduled(at_s: u64, action: &Value) -> ScheduledAction {
    let limit = |name: &str| action[name].as_u64().map(|n| n as u32);
    ScheduledAction {
        scheduled_action_name: "scheduled".into(),
        firings: vec![Time::from_secs(at_s)],
        min_capacity: limit("MinCapacity"),
        max_capacity: limit("MaxCapacity"),
    }
}

fn percent_rounding(setup: &Value, expected: &Value) {
    let rounded = numbers(&setup["raw"]).into_iter();
    let rounded: Vec<f64> = rounded
        .map(|raw| step_scaling::percent_change(raw) as f64)
        .collect();
    assert_eq!(rounded, numbers(&expected["adjustment"]));
}

/// The capacity that a breach asks for.
fn next(policy: &StepScaling, breach: f64, above: bool, capacity: u32) -> u32 {
    let step = step_scaling::select(&policy.step_adjustments, breach, above);
    step.map_or(capacity, |step| {
        step_scaling::adjusted(step, policy, capacity)
    })
}

fn walk(setup: &Value, expected: &Value) {
    let kind = kind(setup["adjustment_type"].as_str().expect("a type"));
    let policy = policy(kind, steps(&setup["steps"]));
    let threshold = setup["threshold"].as_f64().expect("a threshold");
    let mut capacity = count(setup, "capacity");
    let walked: Vec<f64> = numbers(&setup["metric_sequence"])
        .into_iter()
        .map(|metric| {
            capacity = next(&policy, metric - threshold, true, capacity);
            f64::from(capacity)
        })
        .collect();
    assert_eq!(walked, numbers(&expected["capacity_sequence"]));
}

fn no_action_band(setup: &Value, expected: &Value) {
    let threshold = setup["threshold"].as_f64().expect("a threshold");
    let capacity = count(setup, "capacity");
    for metric in numbers(&setup["metrics"]) {
        for (side, above) in [("steps_out", true), ("steps_in", false)] {
            let policy = policy(AdjustmentType::PercentChangeInCapacity, steps(&setup[side]));
            let kept = next(&policy, metric - threshold, above, capacity);
            assert_eq!(kept, count(expected, "capacity"), "{metric}, {side}");
        }
    }
}

fn inclusivity(setup: &Value, expected: &Value) {
    let threshold = setup["threshold"].as_f64().expect("a threshold");
    let cases = setup["cases"].as_array().expect("cases");
    for (case, want) in cases
        .iter()
        .zip(expected["selected"].as_array().expect("truths"))
    {
        let above = case["breach"] == "above";
        let step = steps(&Value::from(vec![case.clone()]));
        let metrics = numbers(&case["metrics"]).into_iter();
        let picked: Vec<bool> = metrics
            .map(|metric| step_scaling::select(&step, metric - threshold, above).is_some())
            .collect();
        assert_eq!(Value::from(picked), *want);
    }
}

fn magnitude(setup: &Value, expected: &Value) {
    let kind = kind(setup["adjustment_type"].as_str().expect("a type"));
    let adjustment = setup["adjustment"].as_i64().expect("a number") as i32;
    let mut policy = any_breach(kind, adjustment);
    policy.min_adjustment_magnitude = Some(count(setup, "min_adjustment_magnitude"));
    let to = next(&policy, 1.0, true, count(setup, "capacity"));
    assert_eq!(to, count(expected, "capacity"));
}

fn types(setup: &Value, expected: &Value) {
    let cases = setup["cases"].as_array().expect("cases").iter();
    let reached: Vec<f64> = cases
        .map(|case| {
            let adjustment = case["adjustment"].as_i64().expect("a number") as i32;
            let policy = any_breach(kind(case["type"].as_str().expect("a type")), adjustment);
            f64::from(next(&policy, 1.0, true, count(case, "capacity")))
        })
        .collect();
    assert_eq!(reached, numbers(&expected["capacity"]));
}

/// Invocations of the whole variant: the same breach before and after the first activity. The
/// rate rises when the first is done, and with it the step.
fn credit(setup: &Value, expected: &Value) {
    let kind = kind(setup["adjustment_type"].as_str().expect("a type"));
    let events = setup["events"].as_array().expect("events");
    let adjustment = |i: usize| events[i]["adjustment"].as_i64().expect("a number") as i32;
    let mut policy = any_breach(kind, adjustment(0));
    policy.step_adjustments[0].upper_bound = Some(600.0);
    policy.step_adjustments.push(StepAdjustment {
        lower_bound: Some(600.0),
        upper_bound: None,
        scaling_adjustment: adjustment(1),
    });
    policy.cooldown = Span::from_secs(3600);
    let mut scenario = world(count(setup, "capacity"), 600.0, 2400);
    scenario.traffic.components.push(Component::Ramp {
        from: Time::from_secs(900),
        to: Time::from_secs(901),
        from_rps: 0.0,
        to_rps: 10.0,
    });
    let reading = Reading::usual(Metric::Invocations);
    let scaling = scaling(&mut scenario);
    scaling.alarms = vec![alarm(reading, 300.0, &["steps"])];
    scaling.policies = vec![policy.named("steps")];
    let run = simulate(&scenario, seed(1));
    let reached: Vec<f64> = capacities(&run).into_iter().map(f64::from).collect();
    assert_eq!(reached, numbers(&expected["capacity_sequence"]));
}

fn largest_wins(setup: &Value, expected: &Value) {
    let mut scenario = world(count(setup, "capacity"), 600.0, 600);
    let policies = setup["policies"].as_array().expect("policies");
    let named: Vec<Policy> = ["first", "second"]
        .into_iter()
        .zip(policies)
        .map(|(name, p)| {
            let adjustment = p["adjustment"].as_i64().expect("a number") as i32;
            any_breach(kind(p["type"].as_str().expect("a type")), adjustment).named(name)
        })
        .collect();
    let scaling = scaling(&mut scenario);
    scaling.policies = named;
    let reading = Reading::usual(Metric::Invocations);
    scaling.alarms = vec![alarm(reading, 300.0, &["first", "second"])];
    let run = simulate(&scenario, seed(1));
    assert_eq!(capacities(&run)[0], count(expected, "capacity"));
}

/// One instance more, and a cooldown that outlasts the run; the action comes into the middle.
fn ignores_cooldown(setup: &Value, expected: &Value) {
    let capacity = count(setup, "capacity");
    let mut scenario = world(capacity - 1, 600.0, 1800);
    let mut policy = any_breach(AdjustmentType::ChangeInCapacity, 1);
    policy.cooldown = Span::from_secs(3600);
    let scaling = scaling(&mut scenario);
    scaling.policies = vec![policy.named("steps")];
    let reading = Reading::usual(Metric::Invocations);
    scaling.alarms = vec![alarm(reading, 300.0, &["steps"])];
    scaling.scheduled_actions = vec![scheduled(1200, &setup["scheduled_action"])];
    let run = simulate(&scenario, seed(1));
    let cooling = run.events.iter().find_map(|e| match e.what {
        What::CooldownStarted { until, .. } => Some((e.time, until)),
        _ => None,
    });
    let (from, until) = cooling.expect("a cooldown");
    assert!((from..until).contains(&Time::from_secs(1200)));
    assert_eq!(capacities(&run), [capacity, count(expected, "capacity")]);
}

/// The limits after the run, by what they hold: a later call without any keeps them.
fn moves_limits(setup: &Value, expected: &Value) {
    let mut scenario = world(count(setup, "capacity"), 0.0, 1800);
    let (min, max) = (count(setup, "min"), count(setup, "max"));
    scenario.scaling = Some(Scaling::new(min, max));
    scaling(&mut scenario).scheduled_actions = vec![scheduled(60, &setup["action"])];
    let run = simulate(&scenario, seed(1));
    assert_eq!(run.summary.capacity.r#final, count(expected, "capacity"));
    let sent = run.events.iter().find_map(|e| match e.what {
        What::ScheduledAction {
            min, max, refusal, ..
        } => Some((min, max, refusal)),
        _ => None,
    });
    let limits = (count(expected, "min"), count(expected, "max"));
    assert_eq!(sent, Some((Some(limits.0), Some(limits.1), None)));
}

/// After the last firing nothing moves the limits back: idle target tracking stays at the minimum.
fn no_revert(setup: &Value, expected: &Value) {
    let mut scenario = world(8, 0.0, 7200);
    let scaling = scaling(&mut scenario);
    scaling.scheduled_actions = vec![scheduled(60, &setup["action"])];
    let track = TargetTracking {
        reading: Reading::usual(Metric::InvocationsPerInstance),
        target_value: 100.0,
        scale_out_cooldown: Span::ZERO,
        scale_in_cooldown: Span::ZERO,
        disable_scale_in: false,
    };
    scaling.policies = vec![track.named("track")];
    let run = simulate(&scenario, seed(1));
    assert_eq!(
        run.summary.capacity.r#final,
        count(expected, "min_after_end")
    );
}

fn min_above_max(setup: &Value, expected: &Value) {
    let mut scenario = world(1, 0.0, 600);
    let (min, max) = (count(setup, "min"), count(setup, "max"));
    scenario.scaling = Some(Scaling::new(min, max));
    scaling(&mut scenario).scheduled_actions = vec![scheduled(60, &setup["action"])];
    let run = simulate(&scenario, seed(1));
    let refused = run.events.iter().any(|e| {
        matches!(
            e.what,
            What::ScheduledAction {
                refusal: Some(Refusal::MinAboveMax),
                ..
            }
        )
    });
    assert_eq!(Value::from(refused), expected["error"]);
    assert_eq!(run.summary.capacity.r#final, 1);
}

/// Everything suspended, and resumed at 1,500.
fn suspended(instances: u32, per_minute: f64) -> Scenario {
    let mut scenario = world(instances, per_minute, 2400);
    let state = &mut scaling(&mut scenario).suspended_state;
    state.scheduled_scaling_suspended = true;
    state.dynamic_scaling_out_suspended = true;
    scenario.operations = vec![Operation {
        at: Time::from_secs(1500),
        call: Call::RegisterScalableTarget {
            min_capacity: None,
            max_capacity: None,
            suspended_state: SuspendedChange {
                dynamic_scaling_in_suspended: None,
                dynamic_scaling_out_suspended: Some(false),
                scheduled_scaling_suspended: Some(false),
            },
        },
    }];
    scenario
}

fn not_replayed(expected: &Value) {
    let mut scenario = suspended(2, 0.0);
    let action = serde_json::json!({ "MinCapacity": 6 });
    scaling(&mut scenario).scheduled_actions = vec![scheduled(900, &action)];
    let run = simulate(&scenario, seed(1));
    assert_eq!(
        Value::from(!capacities(&run).is_empty()),
        expected["action_runs"]
    );
}

/// The vector says it in words: nothing while suspended, and the alarm acts when it is resumed.
fn reevaluates() {
    let mut scenario = suspended(2, 600.0);
    let scaling = scaling(&mut scenario);
    scaling.policies = vec![any_breach(AdjustmentType::ChangeInCapacity, 1).named("steps")];
    let reading = Reading::usual(Metric::Invocations);
    scaling.alarms = vec![alarm(reading, 300.0, &["steps"])];
    let run = simulate(&scenario, seed(1));
    let acted = run
        .decisions
        .iter()
        .find(|d| matches!(d.outcome, Outcome::Scaled { .. }));
    assert_eq!(acted.map(|d| d.time), Some(Time::from_secs(1500)));
}

fn low_alarm(setup: &Value, expected: &Value) {
    let name = setup["metric"].as_str().expect("a metric");
    let predefined = PREDEFINED_METRICS.iter().find(|p| p.name == name);
    let predefined = predefined.expect("a predefined metric");
    let track = TargetTracking {
        reading: Reading {
            metric: predefined.metric,
            statistic: predefined.statistic,
            period: predefined.period,
        },
        target_value: 5.0,
        scale_out_cooldown: Span::ZERO,
        scale_in_cooldown: Span::ZERO,
        disable_scale_in: false,
    };
    let (low, want) = (track.alarm_low(), &expected["AlarmLow"]);
    let period_s = low.reading.period.secs_f64();
    assert_eq!(
        Value::from(period_s),
        Value::from(want["period_s"].as_f64())
    );
    assert_eq!(low.evaluation_periods, count(want, "evaluation_periods"));
    let window_s = period_s * f64::from(low.evaluation_periods);
    assert_eq!(Some(window_s), want["window_s"].as_f64());
}
