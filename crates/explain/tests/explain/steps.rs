//! Step policies: their own alarm, their own cooldown, their steps.

use headroom_engine::run::{Guard, What};
use headroom_explain::but_for::{self, Lift};
use headroom_explain::chain;
use headroom_explain::message::{BudgetMessage, EventMessage};
use headroom_explain::{delay_budget, why_not};
use headroom_model::alarm::{AlarmRule, ComparisonOperator, MetricAlarm, TreatMissingData};
use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::{
    AdjustmentType, Configuration, MetricAggregationType, Policy, StepAdjustment, StepScaling,
};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};

use crate::world::{run, spiky};

/// One instance more while the alarm `busy` sees two minutes above 800 requests an instance.
fn stepping() -> Scenario {
    let mut scenario = spiky();
    let scaling = scenario.scaling.as_mut().unwrap();
    scaling.policies = vec![Policy {
        policy_name: "one".into(),
        configuration: Configuration::StepScaling(StepScaling {
            adjustment_type: AdjustmentType::ChangeInCapacity,
            step_adjustments: vec![StepAdjustment {
                lower_bound: Some(0.0),
                upper_bound: None,
                scaling_adjustment: 1,
            }],
            min_adjustment_magnitude: None,
            cooldown: Span::from_secs(300),
            metric_aggregation_type: MetricAggregationType::Average,
        }),
    }];
    scaling.alarms = vec![MetricAlarm {
        alarm_name: "busy".into(),
        rule: AlarmRule {
            reading: Reading::usual(Metric::InvocationsPerInstance),
            comparison_operator: ComparisonOperator::GreaterThanThreshold,
            threshold: 800.0,
            evaluation_periods: 2,
            datapoints_to_alarm: 2,
            treat_missing_data: TreatMissingData::Missing,
        },
        alarm_actions: vec!["one".into()],
    }];
    scenario
}

fn text(scenario: &Scenario, minute: u64) -> String {
    chain(scenario, &run(scenario), Time::from_secs(minute * 60)).to_string()
}

#[test]
fn a_step_policy_is_told_by_the_name_of_its_own_alarm() {
    let scenario = stepping();
    let run = run(&scenario);
    let mut said = String::new();
    for minute in 0..60 {
        let chain = chain(&scenario, &run, Time::from_secs(minute * 60));
        said += &chain.to_string();
    }
    for id in 0..run.events.len() as u32 {
        said += &EventMessage::of_event(&scenario, &run, id)
            .unwrap()
            .to_string();
    }
    for foreign in [
        "AlarmHigh",
        "AlarmLow",
        "ScaleOutCooldown",
        "ScaleInCooldown",
        "the load need",
        "Registration looks",
        "since there is no policy",
        "TargetValue",
    ] {
        assert!(!said.contains(foreign), "{foreign}");
    }
    assert!(said.contains("busy needs 2 of 2 one-minute datapoints above 800."));
    assert!(said.contains("busy needs 2 of 2 datapoints above 800; 1 of 2 so far."));
    assert!(said.contains("busy, 2 of 2 datapoints above 800  "));
    assert!(said.contains("Cooldown of one began"));
    assert!(said.contains("Cooldown held scale-out until"), "{said}");
}

#[test]
fn before_the_first_evaluation_the_alarm_has_its_name() {
    let said = text(&stepping(), 0);
    assert!(
        said.contains("busy, 0 of 2 datapoints there, 0 above 800"),
        "{said}"
    );
}

#[test]
fn the_delay_budget_names_the_alarm_and_its_datapoints() {
    let scenario = stepping();
    let run = run(&scenario);
    let budget = delay_budget(&scenario, &run).expect("it scales out");
    let parts = BudgetMessage::of_budget_parts(&budget);
    assert_eq!(
        parts[0].to_string(),
        "Alarm 120 s. busy needs 2 one-minute datapoints above the threshold."
    );
}

#[test]
fn a_high_resolution_alarm_has_datapoints_of_its_period() {
    let mut scenario = spiky();
    let scaling = scenario.scaling.as_mut().unwrap();
    scaling.policies[0].tracking_mut().unwrap().reading =
        Reading::usual(Metric::ConcurrentRequestsPerModel);
    let said = text(&scenario, 20);
    assert!(
        said.contains("AlarmLow needs 90 of 90 datapoints of 10 s below 720."),
        "{said}"
    );
    assert!(said.contains("The period ended at"), "{said}");
    assert!(!said.contains("one-minute"), "{said}");
}

#[test]
fn what_a_step_and_its_alarm_ask_for_cannot_be_lifted() {
    let scenario = stepping();
    let run = run(&scenario);
    let waiting = run.decisions.iter().find(|d| {
        why_not(&scenario, &run, d)
            .iter()
            .any(|o| o.guard == Some(Guard::AlarmInAlarm))
    });
    let waiting = waiting.expect("the alarm is OK at first");
    let said = |guard| {
        Lift::of_guard(&scenario, waiting, guard)
            .unwrap_err()
            .to_string()
    };
    assert!(said(Guard::AlarmInAlarm).starts_with("busy cannot be lifted"));
    assert!(said(Guard::CapacityDiffers).contains("StepAdjustments"));
}

#[test]
fn without_the_other_policies_no_step_policy_acts() {
    let mut scenario = stepping();
    let tracking = spiky().scaling.unwrap().policies.remove(0);
    scenario.scaling.as_mut().unwrap().policies.push(tracking);
    let lifted = but_for::lift(&scenario, Lift::OtherPolicies(1)).expect("there is another");
    let ghost = run(&lifted);
    assert!(!ghost.decisions.is_empty());
    assert!(ghost.decisions.iter().all(|d| d.alarm.is_none()));
    let acted = |run: &headroom_engine::run::Run| {
        run.events
            .iter()
            .any(|e| matches!(e.what, What::ActivityStarted { .. }))
    };
    assert!(acted(&ghost));
}
