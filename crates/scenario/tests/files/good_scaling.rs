//! A file with every part of scaling, and the exact model it means.

use headroom_model::alarm::{AlarmRule, ComparisonOperator, MetricAlarm, TreatMissingData};
use headroom_model::metric::{Metric, Reading, Statistic};
use headroom_model::operation::{Call, Operation, SuspendedChange};
use headroom_model::policy::{
    AdjustmentType, MetricAggregationType, StepAdjustment, StepScaling, TargetTracking,
};
use headroom_model::scaling::{ScheduledAction, SuspendedState};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_scenario::{Problems, load_json, load_toml};

const FILE: &str = include_str!("scaling.toml");

fn scenario(text: &str) -> Scenario {
    let document = load_toml(text).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(document.warnings, Problems::default());
    document.scenario
}

fn s(seconds: u64) -> Span {
    Span::from_secs(seconds)
}

fn step(lower: Option<f64>, upper: Option<f64>, adjustment: i32) -> StepAdjustment {
    StepAdjustment {
        lower_bound: lower,
        upper_bound: upper,
        scaling_adjustment: adjustment,
    }
}

#[test]
fn policies_and_alarms_arrive_in_the_model() {
    let scenario = scenario(FILE);
    let scaling = scenario.scaling.expect("registered");
    assert_eq!(
        scaling.suspended_state,
        SuspendedState {
            dynamic_scaling_in_suspended: true,
            ..SuspendedState::NONE
        }
    );
    let tracking = |metric, statistic, period, target_value| TargetTracking {
        reading: Reading {
            metric,
            statistic,
            period: s(period),
        },
        target_value,
        scale_out_cooldown: s(300),
        scale_in_cooldown: s(300),
        disable_scale_in: false,
    };
    // Customized metrics are read by the minute (fact 2.11).
    let cpu = tracking(Metric::CPUUtilization, Statistic::Average, 60, 50.0);
    let busy = tracking(
        Metric::ConcurrentRequestsPerModel,
        Statistic::Average,
        10,
        5.0,
    );
    let out = StepScaling {
        adjustment_type: AdjustmentType::PercentChangeInCapacity,
        step_adjustments: vec![step(Some(0.0), Some(10.0), 25), step(Some(10.0), None, 50)],
        min_adjustment_magnitude: Some(2),
        cooldown: s(60),
        metric_aggregation_type: MetricAggregationType::Maximum,
    };
    assert_eq!(
        scaling.policies,
        [cpu.named("cpu"), busy.named("busy"), out.named("step-out")]
    );
    assert_eq!(
        scaling.alarms,
        [MetricAlarm {
            alarm_name: "slow".into(),
            rule: AlarmRule {
                reading: Reading {
                    metric: Metric::ModelLatency,
                    statistic: Statistic::Average,
                    period: s(60),
                },
                comparison_operator: ComparisonOperator::GreaterThanOrEqualToThreshold,
                threshold: 150_000.0,
                evaluation_periods: 3,
                datapoints_to_alarm: 2,
                treat_missing_data: TreatMissingData::NotBreaching,
            },
            alarm_actions: vec!["step-out".into()],
        }]
    );
    let container = scenario.model.container_metrics;
    assert!(container.in_flight_requests && container.queue_depth);
    assert_eq!(
        scenario.cloudwatch.metric_delays,
        [
            (Metric::ModelLatency, s(90)),
            (Metric::ConcurrentRequestsPerModel, s(20))
        ]
    );
}

#[test]
fn scheduled_actions_and_operations_arrive_in_the_model() {
    let scenario = scenario(FILE);
    let scaling = scenario.scaling.expect("registered");
    assert_eq!(
        scaling.scheduled_actions,
        [ScheduledAction {
            scheduled_action_name: "morning".into(),
            firings: vec![Time::from_secs(8 * 3600)],
            min_capacity: Some(6),
            max_capacity: Some(12),
        }]
    );
    let late = StepScaling {
        adjustment_type: AdjustmentType::ChangeInCapacity,
        step_adjustments: vec![step(None, Some(0.0), -1)],
        min_adjustment_magnitude: None,
        // Fact 1.21.
        cooldown: s(300),
        metric_aggregation_type: MetricAggregationType::Average,
    };
    let hourly = ScheduledAction {
        scheduled_action_name: "hourly".into(),
        // From half past midnight, when it is put, to the end of the day.
        firings: (1..24).map(|h| Time::from_secs(1800 + h * 3600)).collect(),
        min_capacity: Some(3),
        max_capacity: None,
    };
    let calls = [
        (600, Call::PutScalingPolicy(late.named("late"))),
        (
            1200,
            Call::RegisterScalableTarget {
                min_capacity: None,
                max_capacity: Some(20),
                suspended_state: SuspendedChange {
                    dynamic_scaling_in_suspended: Some(false),
                    ..SuspendedChange::default()
                },
            },
        ),
        (1800, Call::PutScheduledAction(hourly)),
        (2400, Call::UpdateEndpoint { duration: s(600) }),
        (
            3000,
            Call::DeleteScalingPolicy {
                policy_name: "busy".into(),
            },
        ),
        (3600, Call::DeregisterScalableTarget),
    ];
    let operations = calls.map(|(at, call)| Operation {
        at: Time::from_secs(at),
        call,
    });
    assert_eq!(scenario.operations, operations);
}

#[test]
fn an_action_is_a_name_or_the_arn_that_ends_in_it() {
    let arn = "arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:6d8972f3:resource/sagemaker/endpoint/shop/variant/blue:policyName/step-out";
    let text = FILE.replace(
        "AlarmActions = [\"step-out\"]",
        &format!("AlarmActions = [{arn:?}]"),
    );
    assert_eq!(scenario(&text), scenario(FILE));
}

#[test]
fn an_alarm_may_name_a_policy_that_an_operation_puts() {
    let text = FILE.replace("[\"step-out\"]", "[\"step-out\", \"late\"]");
    let scaling = scenario(&text).scaling.expect("registered");
    assert_eq!(scaling.alarms[0].alarm_actions, ["step-out", "late"]);
}

#[test]
fn json_null_is_no_bound() {
    let json = r#"{"id": "a", "traffic": {"components": [{"kind": "constant", "rps": 2}]},
        "model": {"service_time": {"distribution": "constant", "mean_ms": 40}},
        "endpoint": {"kind": "real_time", "instance_type": "ml.c5.large"},
        "operations": [{"at_s": 1, "call": "PutScalingPolicy", "body": {"PolicyName": "p", "PolicyType": "StepScaling",
          "StepScalingPolicyConfiguration": {"AdjustmentType": "ExactCapacity", "StepAdjustments": [
            {"MetricIntervalLowerBound": null, "MetricIntervalUpperBound": 0, "ScalingAdjustment": 1},
            {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": null, "ScalingAdjustment": 4}]}}}]}"#;
    let scenario = load_json(json).expect("valid").scenario;
    let Call::PutScalingPolicy(policy) = &scenario.operations[0].call else {
        panic!("a policy")
    };
    let steps = &policy.step().expect("a step policy").step_adjustments;
    assert_eq!(
        steps[..],
        [step(None, Some(0.0), 1), step(Some(0.0), None, 4)]
    );
}

#[test]
fn a_schedule_follows_its_zone() {
    let with = |schedule: &str| {
        let text = FILE.replace("\"cron(0 8 ? * MON-FRI *)\"", schedule);
        let scaling = scenario(&text).scaling.expect("registered");
        let firings = scaling.scheduled_actions[0].firings.iter();
        firings.map(|t| t.secs_f64() / 3600.0).collect::<Vec<_>>()
    };
    assert_eq!(with("\"rate(10 hours)\""), [6.0, 16.0]);
    let berlin = "\"cron(0 8 * * ? *)\"\nTimezone = \"Europe/Berlin\"";
    assert_eq!(with(berlin), [7.0]);
}
