//! Step policies, schedules, calls and high-resolution tracking, in whole runs.

use headroom_engine::run::{Cause, NotScaledReason, Outcome, Refusal, Run, What};
use headroom_engine::simulate;
use headroom_model::alarm::{AlarmRule, ComparisonOperator, MetricAlarm, TreatMissingData};
use headroom_model::metric::{Metric, Reading};
use headroom_model::operation::{Call, Operation, SuspendedChange};
use headroom_model::policy::{
    AdjustmentType, MetricAggregationType, StepAdjustment, StepScaling, TargetTracking,
};
use headroom_model::scaling::{Scaling, ScheduledAction};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Arrivals, Component, Height, ServiceTime};
use headroom_tests::worlds::{fixed, seed};

const STEPS: [(f64, Option<f64>, i32); 3] = [
    (0.0, Some(150.0), 2),
    (150.0, Some(300.0), 4),
    (300.0, None, 7),
];

fn step(steps: &[(f64, Option<f64>, i32)], cooldown_s: u64) -> StepScaling {
    let step =
        |&(lower, upper_bound, scaling_adjustment): &(f64, Option<f64>, i32)| StepAdjustment {
            lower_bound: Some(lower),
            upper_bound,
            scaling_adjustment,
        };
    StepScaling {
        adjustment_type: AdjustmentType::ChangeInCapacity,
        step_adjustments: steps.iter().map(step).collect(),
        min_adjustment_magnitude: None,
        cooldown: Span::from_secs(cooldown_s),
        metric_aggregation_type: MetricAggregationType::Average,
    }
}

fn busy(datapoints: u32) -> MetricAlarm {
    MetricAlarm {
        alarm_name: "busy".into(),
        rule: AlarmRule {
            reading: Reading::usual(Metric::InvocationsPerInstance),
            comparison_operator: ComparisonOperator::GreaterThanThreshold,
            threshold: 350.0,
            evaluation_periods: datapoints,
            datapoints_to_alarm: datapoints,
            treat_missing_data: TreatMissingData::Missing,
        },
        alarm_actions: vec!["steps".into()],
    }
}

/// 20 rps, 40 more at 600 to the end; 300 s of launch; four instances of at most twenty.
fn rush() -> Scenario {
    let mut scenario = fixed(20.0, 4, 1, ServiceTime::Constant { mean_ms: 100.0 }, 3000);
    scenario.traffic.arrivals = Arrivals::Uniform;
    scenario.traffic.components.push(Component::Spike {
        at: Time::from_secs(600),
        duration: Span::from_secs(2400),
        height: Height::Adds(40.0),
        rise: Span::ZERO,
        fall: Span::ZERO,
    });
    scenario.model.max_queue = 100;
    scenario.model.artifact_mb = 3000.0;
    scenario.scaling = Some(Scaling::new(4, 20));
    scenario
}

fn stepped(steps: &[(f64, Option<f64>, i32)], cooldown_s: u64, datapoints: u32) -> Scenario {
    let mut scenario = rush();
    let scaling = scenario.scaling.as_mut().unwrap();
    scaling
        .policies
        .push(step(steps, cooldown_s).named("steps"));
    scaling.alarms.push(busy(datapoints));
    scenario
}

fn tracking(reading: Reading, target_value: f64) -> TargetTracking {
    TargetTracking {
        reading,
        target_value,
        scale_out_cooldown: Span::from_secs(300),
        scale_in_cooldown: Span::from_secs(300),
        disable_scale_in: false,
    }
}

/// From, to and second of every activity.
fn path(scenario: &Scenario) -> Vec<(u32, u32, f64)> {
    moves(&simulate(scenario, seed(1)))
}

fn moves(run: &Run) -> Vec<(u32, u32, f64)> {
    let started = |e: &headroom_engine::run::Event| match e.what {
        What::ActivityStarted { from, to, .. } => Some((from, to, e.time.secs_f64())),
        _ => None,
    };
    run.events.iter().filter_map(started).collect()
}

fn scheduled(at_s: u64, min: Option<u32>, max: Option<u32>) -> ScheduledAction {
    ScheduledAction {
        scheduled_action_name: format!("at-{at_s}"),
        firings: vec![Time::from_secs(at_s)],
        min_capacity: min,
        max_capacity: max,
    }
}

fn refusals(run: &Run) -> Vec<Refusal> {
    let refused = |e: &headroom_engine::run::Event| match e.what {
        What::ScheduledAction { refusal, .. } | What::Operation { refusal, .. } => refusal,
        _ => None,
    };
    run.events.iter().filter_map(refused).collect()
}

#[test]
fn fact_1_32_a_step_repeats_while_in_alarm_and_fact_1_26_every_launch_and_cooldown() {
    let one = [(0.0, None, 1)];
    assert_eq!(
        path(&stepped(&one, 300, 2)),
        [
            (4, 5, 840.0),
            (5, 6, 1440.0),
            (6, 7, 2040.0),
            (7, 8, 2640.0)
        ]
    );
    let free = path(&stepped(&one, 0, 2));
    assert_eq!(free[..3], [(4, 5, 840.0), (5, 6, 1140.0), (6, 7, 1440.0)]);
}

#[test]
fn a_step_is_chosen_by_the_size_of_the_breach() {
    assert_eq!(path(&stepped(&STEPS, 300, 2))[0], (4, 11, 840.0));
    assert_eq!(path(&stepped(&STEPS, 300, 1))[0], (4, 11, 780.0));
}

#[test]
fn fact_1_22_a_larger_step_inside_the_cooldown_adds_the_difference_only() {
    // 75 above the threshold first, more than 150 above it inside the cooldown.
    let mut scenario = stepped(&[(0.0, Some(150.0), 2), (150.0, None, 3)], 1200, 1);
    scenario.traffic.components = vec![
        Component::Constant { rps: 28.0 },
        Component::Spike {
            at: Time::from_secs(600),
            duration: Span::from_secs(2400),
            height: Height::Adds(30.0),
            rise: Span::ZERO,
            fall: Span::ZERO,
        },
    ];
    let moved = path(&scenario);
    assert_eq!(moved[0], (4, 6, 180.0));
    assert_eq!((moved[1].0, moved[1].1), (6, 7), "+3 of which 2 are there");
    // A third +3 adds nothing inside the cooldown, which begins anew when the second is done.
    let free_again = moved[1].2 + 300.0 + 1200.0;
    assert!(moved[2].2 >= free_again, "{moved:?}");
}

#[test]
fn fact_1_15_high_resolution_tracking_decides_forty_seconds_after_the_rise() {
    let mut scenario = rush();
    scenario.model.service_time = ServiceTime::Constant { mean_ms: 1000.0 };
    scenario.model.workers = 10;
    scenario.model.max_queue = 20;
    let scaling = scenario.scaling.as_mut().unwrap();
    scaling.max_capacity = 11;
    let reading = Reading::usual(Metric::ConcurrentRequestsPerModel);
    scaling.policies.push(tracking(reading, 7.0).named("fast"));
    let moved = path(&scenario);
    assert_eq!((moved[0].0, moved[0].2), (4, 640.0));
}

#[test]
fn fact_1_25_a_schedule_ignores_cooldowns_and_fact_1_35_fails_whole_while_updating() {
    let mut scenario = stepped(&STEPS, 300, 2);
    let scaling = scenario.scaling.as_mut().unwrap();
    scaling.scheduled_actions = vec![
        scheduled(900, Some(14), None),
        scheduled(1200, Some(14), None),
    ];
    let run = simulate(&scenario, seed(1));
    assert_eq!(moves(&run)[..2], [(4, 11, 840.0), (11, 14, 1200.0)]);
    assert_eq!(refusals(&run), [Refusal::NotInService]);
    assert_eq!(run.summary.scaling.failed, 1);
}

#[test]
fn fact_1_34_limits_move_capacity_only_from_outside() {
    let mut scenario = rush();
    scenario.traffic.components.truncate(1);
    let scaling = scenario.scaling.as_mut().unwrap();
    scaling.scheduled_actions = vec![
        scheduled(60, Some(3), Some(8)),
        scheduled(120, Some(9), None),
        scheduled(180, Some(9), Some(12)),
        scheduled(1200, Some(1), Some(6)),
    ];
    let run = simulate(&scenario, seed(1));
    assert_eq!(moves(&run), [(4, 9, 180.0), (9, 6, 1200.0)]);
    assert_eq!(refusals(&run), [Refusal::MinAboveMax]);
}

#[test]
fn fact_1_36_suspension_holds_and_nothing_that_was_missed_comes_back() {
    let mut scenario = stepped(&STEPS, 300, 2);
    let scaling = scenario.scaling.as_mut().unwrap();
    scaling.suspended_state.dynamic_scaling_out_suspended = true;
    scaling.suspended_state.scheduled_scaling_suspended = true;
    scaling.scheduled_actions = vec![scheduled(900, Some(6), None)];
    scenario.operations = vec![Operation {
        at: Time::from_secs(1500),
        call: Call::RegisterScalableTarget {
            min_capacity: None,
            max_capacity: None,
            suspended_state: SuspendedChange {
                dynamic_scaling_out_suspended: Some(false),
                scheduled_scaling_suspended: Some(false),
                dynamic_scaling_in_suspended: None,
            },
        },
    }];
    let run = simulate(&scenario, seed(1));
    assert_eq!(moves(&run)[0], (4, 11, 1500.0), "still in breach");
    assert_eq!(refusals(&run), [Refusal::ScheduledScalingSuspended]);
    let held = Outcome::NotScaled(NotScaledReason::DynamicScalingOutSuspended);
    assert!(run.decisions.iter().any(|d| d.outcome == held));
}

#[test]
fn fact_1_39_nothing_scales_while_the_endpoint_is_updated() {
    let mut scenario = stepped(&STEPS, 300, 2);
    scenario.operations = vec![Operation {
        at: Time::from_secs(700),
        call: Call::UpdateEndpoint {
            duration: Span::from_secs(500),
        },
    }];
    assert_eq!(path(&scenario)[0], (4, 11, 1200.0));
}

#[test]
fn fact_1_4_registering_again_moves_capacity_into_the_limits() {
    let mut scenario = rush();
    scenario.traffic.components.truncate(1);
    let call = |at, min, max| Operation {
        at: Time::from_secs(at),
        call: Call::RegisterScalableTarget {
            min_capacity: min,
            max_capacity: max,
            suspended_state: SuspendedChange::default(),
        },
    };
    scenario.operations = vec![call(60, Some(6), None), call(90, Some(8), None)];
    let run = simulate(&scenario, seed(1));
    // The second has to wait for the first one's activity.
    assert_eq!(moves(&run), [(4, 6, 60.0), (6, 8, 360.0)]);
    let registered = |e: &headroom_engine::run::Event| {
        matches!(
            e.what,
            What::ActivityStarted {
                cause: Cause::Registration,
                ..
            }
        )
    };
    assert_eq!(run.events.iter().filter(|e| registered(e)).count(), 2);
}

#[test]
fn fact_2_6_cpu_is_counted_per_vcpu() {
    let mut scenario = rush();
    let scaling = scenario.scaling.as_mut().unwrap();
    let reading = Reading::usual(Metric::CPUUtilization);
    scaling.policies.push(tracking(reading, 70.0).named("cpu"));
    // 6 rps × 100 ms is 60 % of one vCPU of four; ten times that fills the worker at 100.
    let run = simulate(&scenario, seed(1));
    let seen = run.decisions.iter().rev().find_map(|d| d.datapoint);
    assert!(seen.is_some_and(|d| d.value <= 100.0 && d.load >= d.value));
    assert!(moves(&run).first().is_some_and(|m| m.1 > m.0));
}
