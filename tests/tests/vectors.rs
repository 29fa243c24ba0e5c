//! The worked examples of vectors.json, each through the engine or the scenario files.
//!
//! An id without a handler fails: nothing is skipped.

use headroom_engine::cloudwatch::alarm;
use headroom_engine::run::{AlarmSide, Direction, Guard, NotScaledReason, Outcome, Run, What};
use headroom_engine::simulate;
use headroom_explain::size;
use headroom_model::alarm::{AlarmRule, AlarmState, ComparisonOperator, TreatMissingData};
use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::TargetTracking;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Arrivals, Component, Height, ServiceTime};
use headroom_tests::worlds::{fixed, seed, tracked};
use serde_json::Value;

#[test]
fn every_vector_is_handled() {
    let file: Value = serde_json::from_str(include_str!("../vectors.json")).expect("JSON");
    let vectors = file["vectors"].as_array().expect("an array");
    assert_eq!(vectors.len(), 49);
    for vector in vectors {
        let id = vector["id"].as_str().expect("an id");
        let handled = run_vector(id, &vector["setup"], &vector["expected"]);
        assert!(handled, "{id} has no handler");
    }
}

/// Runs a vector; `false` when there is no handler.
fn run_vector(id: &str, setup: &Value, expected: &Value) -> bool {
    match id {
        "tt-round-up-out" | "tt-in-blocked-by-min-unit" | "tt-in-allowed" => {
            one_policy(id, setup, expected)
        }
        "tt-field-jump-to-max" => jump_to_max(setup, expected),
        "multi-tt-scale-in-needs-all" => scale_in_needs_all(expected),
        "multi-tt-scale-out-any" => scale_out_any(setup, expected),
        "tt-alarm-thresholds-std" => alarm_pair(setup, expected),
        "tt-field-latency" => field_latency(setup, expected),
        "tt-default-cooldowns" => default_cooldowns(expected),
        "tt-disable-scale-in" => disable_scale_in(setup, expected),
        "tt-zero-traffic-to-min" => zero_traffic(setup, expected),
        "tt-insufficient-data-holds" => insufficient_data(setup, expected),
        "tt-scale-in-cooldown-interrupted" => cooldown_interrupted(setup, expected),
        "metric-invocations-per-instance" => invocations_per_instance(setup, expected),
        "loadtest-target" => load_test(setup, expected),
        "cpu-range" => cpu_range(setup, expected),
        "not-scaled-at-max" => not_scaled_at_max(setup, expected),
        "register-clamps-current" => register_clamps(setup, expected),
        "register-burstable-rejected" => burstable_rejected(setup),
        "register-min-zero-variant" => min_zero_rejected(),
        "cw-missing-3of3" => missing_data(setup, expected),
        "cw-premature" => premature(setup, expected),
        "cw-reinvoke-every-minute" => reinvoked(setup, expected),
        _ => {
            return super::vectors_scaling::run_vector(id, setup, expected)
                || super::vector_kinds::run(id, setup, expected)
                || super::vector_zero::run(id, setup, expected);
        }
    }
    true
}

fn load_test(setup: &Value, expected: &Value) {
    let size = size(
        number(setup, "MAX_RPS"),
        number(setup, "SAFETY_FACTOR"),
        1.0,
    );
    let target = size.expect("figures").target_value;
    assert_eq!(target, number(expected, "target_per_minute"));
}

fn number(value: &Value, key: &str) -> f64 {
    value[key]
        .as_f64()
        .unwrap_or_else(|| panic!("{key} is a number in {value}"))
}

fn count(value: &Value, key: &str) -> u32 {
    value[key]
        .as_u64()
        .and_then(|n| n.try_into().ok())
        .unwrap_or_else(|| panic!("{key} is a count in {value}"))
}

/// `capacity` instances under an even load that shows `metric` requests per instance and minute.
fn even(capacity: u32, metric: f64, target: f64, min: u32, max: u32, duration_s: u64) -> Scenario {
    let rps = metric * f64::from(capacity) / 60.0;
    let quick = ServiceTime::Constant { mean_ms: 1.0 };
    let mut scenario = tracked(
        fixed(rps, capacity, 10, quick, duration_s),
        target,
        min,
        max,
    );
    scenario.traffic.arrivals = Arrivals::Uniform;
    scenario
}

fn policy(scenario: &mut Scenario, i: usize) -> &mut TargetTracking {
    let scaling = scenario.scaling.as_mut().expect("tracked");
    scaling.policies[i].tracking_mut().expect("target tracking")
}

/// Desired capacity after the first activity, or at the end when there was none.
fn first_move(run: &Run) -> u32 {
    run.events
        .iter()
        .find_map(|e| match e.what {
            What::ActivityStarted { to, .. } => Some(to),
            _ => None,
        })
        .unwrap_or_else(|| *run.series.desired_instance_count.last().expect("a row"))
}

fn one_policy(id: &str, setup: &Value, expected: &Value) {
    let scenario = even(
        count(setup, "capacity"),
        number(setup, "metric"),
        number(setup, "target"),
        count(setup, "min"),
        count(setup, "max"),
        3600,
    );
    let run = simulate(&scenario, seed(1));
    assert_eq!(first_move(&run), count(expected, "capacity"), "{id}");
    // The alarm was there to act on, so that "nothing moved" is the formula's word.
    assert!(
        run.decisions
            .iter()
            .any(|d| d.guards.truth(Guard::AlarmInAlarm) == Some(true)),
        "{id}"
    );
}

fn jump_to_max(setup: &Value, expected: &Value) {
    let scenario = even(
        count(setup, "capacity"),
        number(setup, "metric_per_min"),
        number(setup, "target"),
        count(setup, "min"),
        count(setup, "max"),
        900,
    );
    let run = simulate(&scenario, seed(1));
    let starts = run
        .events
        .iter()
        .filter(|e| matches!(e.what, What::ActivityStarted { .. }))
        .count();
    assert_eq!(
        (starts, first_move(&run)),
        (1, count(expected, "capacity")),
        "in one activity"
    );
    let states: Vec<_> = high_states(&run)
        .into_iter()
        .map(AlarmState::name)
        .collect();
    assert_eq!(Value::from(states), expected["alarm_sequence"]);
    assert_eq!(run.decisions.iter().find_map(|d| d.unclamped), Some(26));
}

fn high_states(run: &Run) -> Vec<AlarmState> {
    run.events
        .iter()
        .filter_map(|e| match e.what {
            What::AlarmState {
                side: AlarmSide::High,
                to,
                ..
            } => Some(to),
            _ => None,
        })
        .collect()
}

/// Four instances at 20 requests a minute each. Policy A (target 40) is ready to scale in; policy
/// B (target 21) is not, its metric being above 90 % of the target.
fn scale_in_needs_all(expected: &Value) {
    let mut not_ready = even(4, 20.0, 40.0, 1, 10, 3600);
    let mut b = *policy(&mut not_ready, 0);
    b.target_value = 21.0;
    not_ready
        .scaling
        .as_mut()
        .expect("tracked")
        .policies
        .push(b.named("B"));
    let run = simulate(&not_ready, seed(1));
    let moved = |run: &Run| run.summary.scaling.scale_ins > 0;
    assert_eq!(Value::from(moved(&run)), expected["scale_in"]);
    let vetoed = Outcome::NotScaled(NotScaledReason::PoliciesDisagree);
    assert!(
        run.decisions
            .iter()
            .any(|d| d.policy == 0 && d.outcome == vetoed)
    );

    let mut ready = not_ready.clone();
    policy(&mut ready, 1).target_value = 40.5;
    assert_eq!(
        Value::from(moved(&simulate(&ready, seed(1)))),
        expected["variant"]["B.state=ready_to_scale_in"]
    );

    let mut no_vote = not_ready;
    policy(&mut no_vote, 1).disable_scale_in = true;
    assert_eq!(
        Value::from(moved(&simulate(&no_vote, seed(1)))),
        expected["variant"]["B.disable_scale_in=true"]
    );
}

/// A (target 40) asks for six of four; B (target 80) would go down to three.
fn scale_out_any(setup: &Value, expected: &Value) {
    let capacity = count(setup, "capacity");
    let (up, down) = (
        number(&setup["policies"][0], "desired"),
        number(&setup["policies"][1], "desired"),
    );
    let metric = 60.0;
    let load = metric * f64::from(capacity);
    // A quarter of an instance below the wanted count: away from both whole numbers.
    let mut scenario = even(capacity, metric, load / (up - 0.25), 1, 10, 3600);
    let mut b = *policy(&mut scenario, 0);
    b.target_value = load / (down - 0.25);
    scenario
        .scaling
        .as_mut()
        .expect("tracked")
        .policies
        .push(b.named("B"));
    assert_eq!(
        first_move(&simulate(&scenario, seed(1))),
        count(expected, "capacity")
    );
}

fn alarm_pair(setup: &Value, expected: &Value) {
    let mut scenario = even(1, 1.0, number(setup, "target"), 1, 2, 60);
    let policy = policy(&mut scenario, 0);
    for (rule, want) in [
        (policy.alarm_high(), &expected["AlarmHigh"]),
        (policy.alarm_low(), &expected["AlarmLow"]),
    ] {
        assert_eq!(rule.comparison_operator.name(), want["op"]);
        assert_eq!(rule.threshold, number(want, "threshold"));
        assert_eq!(rule.reading.period.secs_f64(), number(want, "period_s"));
        assert_eq!(rule.evaluation_periods, count(want, "evaluation_periods"));
        assert_eq!(rule.datapoints_to_alarm, count(want, "datapoints"));
    }
}

/// From zero to 20,000 a minute at second 600, and back to zero at 3,600.
fn field_latency(setup: &Value, expected: &Value) {
    let mut scenario = even(1, 0.0, number(setup, "target"), 1, 4, 7200);
    scenario.traffic.components = vec![Component::Spike {
        at: Time::from_secs(600),
        duration: Span::from_secs(3000),
        height: Height::Adds(20_000.0 / 60.0),
        rise: Span::ZERO,
        fall: Span::ZERO,
    }];
    let p = policy(&mut scenario, 0);
    p.scale_out_cooldown = Span::from_secs_f64(number(setup, "scale_out_cooldown_s"));
    p.scale_in_cooldown = Span::from_secs_f64(number(setup, "scale_in_cooldown_s"));
    let run = simulate(&scenario, seed(1));
    let acted = |direction| {
        let decision = run
            .decisions
            .iter()
            .find(|d| d.direction == direction && matches!(d.outcome, Outcome::Scaled { .. }))
            .expect("it scales");
        decision.time.secs_f64()
    };
    for (after, key) in [
        (acted(Direction::Out) - 600.0, "first_scale_out_decision_s"),
        (
            acted(Direction::In) - 3600.0,
            "first_scale_in_decision_after_zero_s",
        ),
    ] {
        let range = number(&expected[key], "min")..=number(&expected[key], "max");
        assert!(range.contains(&after), "{key}: {after}");
    }
}

fn default_cooldowns(expected: &Value) {
    let text = document(r#""MinCapacity": 1, "MaxCapacity": 4"#, "ml.m5.large", 1);
    let document = headroom_scenario::load_json(&text).unwrap_or_else(|e| panic!("{e}"));
    let scaling = document.scenario.scaling.expect("registered");
    let policy = scaling.policies[0].tracking().expect("target tracking");
    assert_eq!(
        policy.scale_out_cooldown.secs_f64(),
        number(expected, "ScaleOutCooldown")
    );
    assert_eq!(
        policy.scale_in_cooldown.secs_f64(),
        number(expected, "ScaleInCooldown")
    );
}

fn disable_scale_in(setup: &Value, expected: &Value) {
    let minutes = u64::from(count(setup, "minutes"));
    let mut scenario = even(
        count(setup, "capacity"),
        number(setup, "metric"),
        50.0,
        1,
        10,
        minutes * 60,
    );
    policy(&mut scenario, 0).disable_scale_in = true;
    let run = simulate(&scenario, seed(1));
    assert_eq!(run.summary.capacity.r#final, count(expected, "capacity"));
    let refused = Outcome::NotScaled(NotScaledReason::ScaleInDisabled);
    assert!(run.decisions.iter().any(|d| d.outcome == refused));
}

fn zero_traffic(setup: &Value, expected: &Value) {
    let minutes = u64::from(count(setup, "minutes"));
    let run = simulate(
        &even(
            count(setup, "capacity"),
            0.0,
            50.0,
            count(setup, "min"),
            10,
            minutes * 60,
        ),
        seed(1),
    );
    assert_eq!(run.summary.capacity.r#final, count(expected, "capacity"));
    assert!(
        run.series
            .invocations_per_instance
            .iter()
            .all(|v| *v == Some(0.0)),
        "zeros are data"
    );
}

/// Datapoints that come later than the run lasts are missing for all of it.
fn insufficient_data(setup: &Value, expected: &Value) {
    let mut scenario = even(count(setup, "capacity"), 500.0, 50.0, 1, 10, 3600);
    scenario.cloudwatch.metric_delay = Span::from_secs(7200);
    let run = simulate(&scenario, seed(1));
    assert_eq!(run.summary.capacity.r#final, count(expected, "capacity"));
    assert_eq!(
        high_states(&run).last().map(|s| s.name()),
        expected["alarm_state"].as_str()
    );
    let held = Outcome::NotScaled(NotScaledReason::InsufficientData);
    assert!(run.decisions.iter().all(|d| d.outcome == held));
}

/// The load falls so that six become five; then, inside the scale-in cooldown, it asks for eight.
/// The alarm takes its three minutes, so the cooldown is made long enough to be still running.
fn cooldown_interrupted(setup: &Value, expected: &Value) {
    let target = 50.0;
    let mut scenario = even(count(setup, "capacity"), 0.0, target, 1, 10, 3600);
    let rps = |instances: f64| (instances - 0.3) * target / 60.0;
    let wanted = number(expected, "capacity_at_60s");
    scenario.traffic.components = vec![
        Component::Constant { rps: rps(5.0) },
        Component::Spike {
            at: Time::from_secs(1080),
            duration: Span::from_secs(2520),
            height: Height::Adds(rps(wanted) - rps(5.0)),
            rise: Span::ZERO,
            fall: Span::ZERO,
        },
    ];
    policy(&mut scenario, 0).scale_in_cooldown = Span::from_secs(1200);
    let run = simulate(&scenario, seed(1));
    let started = run.events.iter().find_map(|e| match e.what {
        What::CooldownStarted {
            direction: Direction::In,
            until,
            ..
        } => Some((e.time, until)),
        _ => None,
    });
    let (_, until) = started.expect("a scale-in cooldown");
    let out = run.events.iter().find_map(|e| match e.what {
        What::ActivityStarted { from, to, .. } if to > from => Some((e.time, to)),
        _ => None,
    });
    let (at, to) = out.expect("a scale-out");
    assert!(at < until, "inside the scale-in cooldown");
    assert_eq!(f64::from(to), wanted);
    let cancelled = run.events.iter().any(|e| {
        let ended = matches!(
            e.what,
            What::CooldownEnded {
                direction: Direction::In,
                interrupted: true,
                ..
            }
        );
        ended && e.time == at
    });
    assert!(cancelled, "cut short at the scale-out");
}

fn invocations_per_instance(setup: &Value, expected: &Value) {
    let instances = count(setup, "active_instances");
    let per_instance = number(setup, "requests_in_minute") / f64::from(instances);
    let run = simulate(&even(instances, per_instance, 1e6, 1, 10, 60), seed(1));
    assert_eq!(
        run.series.invocations_per_instance,
        [Some(number(expected, "InvocationsPerInstance"))]
    );
}

/// Every worker busy all the time, and more workers than cores and GPUs.
fn cpu_range(setup: &Value, expected: &Value) {
    let (vcpus, gpus) = (count(setup, "vcpus"), count(setup, "gpus"));
    let mut scenario = fixed(1000.0, 1, 8, ServiceTime::Constant { mean_ms: 1000.0 }, 120);
    scenario.model.gpus = 1.0;
    let endpoint = scenario.endpoint.real_time_mut().expect("real-time");
    (endpoint.instance_type.vcpus, endpoint.instance_type.gpus) = (vcpus, gpus);
    let run = simulate(&scenario, seed(1));
    assert_eq!(
        run.series.cpu_utilization[1],
        Some(number(expected, "CPUUtilization_max"))
    );
    assert_eq!(
        run.series.gpu_utilization[1],
        Some(number(expected, "GPUUtilization_max"))
    );
}

fn not_scaled_at_max(setup: &Value, expected: &Value) {
    let max = count(setup, "max");
    let run = simulate(
        &even(count(setup, "capacity"), 100.0, 50.0, 1, max, 900),
        seed(1),
    );
    let code = run.decisions.iter().rev().find_map(|d| match d.outcome {
        Outcome::NotScaled(reason) => Some(reason.name()),
        Outcome::Scaled { .. } => None,
    });
    assert_eq!(code, expected["NotScaledReasons"][0]["Code"].as_str());
    assert_eq!(
        run.summary.capacity.max,
        count(&expected["NotScaledReasons"][0], "MaxCapacity")
    );
    assert!(run.summary.scaling.clipped_by_max > 0);
}

fn register_clamps(setup: &Value, expected: &Value) {
    let scenario = even(
        count(setup, "capacity"),
        50.0,
        50.0,
        count(setup, "min"),
        count(setup, "max"),
        60,
    );
    let run = simulate(&scenario, seed(1));
    assert_eq!(run.summary.capacity.r#final, count(expected, "capacity"));
}

/// A scenario file with the given registration.
fn document(limits: &str, instance_type: &str, initial: u32) -> String {
    format!(
        r#"{{ "format": 1, "id": "registration", "title": "Registration", "duration_s": 60,
        "traffic": {{ "components": [{{ "kind": "constant", "rps": 1 }}] }},
        "model": {{ "service_time": {{ "distribution": "constant", "mean_ms": 100 }} }},
        "endpoint": {{ "kind": "real_time", "instance_type": "{instance_type}", "initial_instance_count": {initial} }},
        "scaling": {{ "scalable_target": {{ {limits} }}, "policies": [{{
            "PolicyName": "track", "PolicyType": "TargetTrackingScaling",
            "TargetTrackingScalingPolicyConfiguration": {{ "TargetValue": 100,
                "PredefinedMetricSpecification": {{ "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance" }} }} }}] }} }}"#
    )
}

fn codes(text: &str) -> Vec<&'static str> {
    let problems = headroom_scenario::load_json(text).expect_err("refused");
    problems.0.iter().map(|p| p.code).collect()
}

fn burstable_rejected(setup: &Value) {
    let instance_type = setup["instance_type"].as_str().expect("a type");
    assert_eq!(
        codes(&document(
            r#""MinCapacity": 1, "MaxCapacity": 4"#,
            instance_type,
            1
        )),
        ["E_BURSTABLE_SCALING"]
    );
}

fn min_zero_rejected() {
    let text = document(r#""MinCapacity": 0, "MaxCapacity": 4"#, "ml.m5.large", 1);
    assert_eq!(codes(&text), ["E_MIN_ZERO_REAL_TIME"]);
}

fn treatment(name: &str) -> TreatMissingData {
    match name {
        "missing" => TreatMissingData::Missing,
        "ignore" => TreatMissingData::Ignore,
        "breaching" => TreatMissingData::Breaching,
        "notBreaching" => TreatMissingData::NotBreaching,
        other => panic!("no such treatment: {other}"),
    }
}

fn evaluate(
    setup: &Value,
    treat_missing_data: TreatMissingData,
    row: &str,
    before: AlarmState,
) -> AlarmState {
    let rule = AlarmRule {
        reading: Reading::usual(Metric::InvocationsPerInstance),
        comparison_operator: ComparisonOperator::GreaterThanThreshold,
        threshold: 0.5,
        evaluation_periods: count(setup, "N"),
        datapoints_to_alarm: count(setup, "M"),
        treat_missing_data,
    };
    let points = row.bytes().rev().map(|c| match c {
        b'X' => Some(1.0),
        b'0' => Some(0.0),
        _ => None,
    });
    alarm::evaluate(&rule, before, points).state
}

fn missing_data(setup: &Value, expected: &Value) {
    let rows = setup["rows"].as_array().expect("rows");
    let treatments = setup["treatments"].as_array().expect("treatments");
    for (r, row) in rows.iter().enumerate() {
        for (t, name) in treatments.iter().enumerate() {
            let want = expected["table"][r][t].as_str().expect("a state");
            // Whatever the state was, only RETAIN may depend on it.
            for before in [
                AlarmState::Ok,
                AlarmState::Alarm,
                AlarmState::InsufficientData,
            ] {
                let row = row.as_str().expect("a row");
                let got = evaluate(
                    setup,
                    treatment(name.as_str().expect("a name")),
                    row,
                    before,
                );
                let want = if want == "RETAIN" {
                    before.name()
                } else {
                    want
                };
                assert_eq!(
                    got.name(),
                    want,
                    "{row} under {name} from {}",
                    before.name()
                );
            }
        }
    }
}

fn premature(setup: &Value, expected: &Value) {
    for (i, row) in setup["rows"].as_array().expect("rows").iter().enumerate() {
        let state = evaluate(
            setup,
            TreatMissingData::Missing,
            row.as_str().expect("a row"),
            AlarmState::Ok,
        );
        assert_eq!(
            Value::from(state == AlarmState::Alarm),
            expected["alarm_immediately"][i],
            "{row}"
        );
    }
}

/// A policy at its maximum stays in ALARM; each evaluation invokes it again.
fn reinvoked(setup: &Value, expected: &Value) {
    let minutes = u64::from(count(setup, "minutes_in_alarm"));
    // In ALARM from second 300: three datapoints close at 180 and are seen at 300.
    let run = simulate(
        &even(4, 100.0, 50.0, 1, 4, 300 + 60 * (minutes - 1)),
        seed(1),
    );
    let invoked = run
        .decisions
        .iter()
        .filter(|d| d.guards.truth(Guard::AlarmInAlarm) == Some(true))
        .count();
    assert_eq!(
        invoked as u64,
        expected["invocations"].as_u64().expect("a count")
    );
}
