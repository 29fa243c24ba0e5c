//! Facts that have several parts, each with a test of its own.

use headroom_engine::run::{AlarmSide, NotScaledReason, Outcome, Run, What};
use headroom_engine::simulate;
use headroom_model::operation::{Call, Operation, SuspendedChange};
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use headroom_model::traffic::{Arrivals, ServiceTime};
use headroom_tests::worlds::{fixed, seed, tracked};

/// Six idle instances that target tracking takes to one, fifteen minutes and the delay later.
fn idle() -> Scenario {
    let quick = ServiceTime::Constant { mean_ms: 1.0 };
    let mut scenario = tracked(fixed(0.0, 6, 1, quick, 3600), 50.0, 1, 10);
    scenario.traffic.arrivals = Arrivals::Uniform;
    scenario
}

fn called(at_s: u64, call: Call) -> Operation {
    Operation {
        at: Time::from_secs(at_s),
        call,
    }
}

/// When capacity was given back.
fn shrinks(run: &Run) -> Vec<f64> {
    let shrinks = |what: &What| matches!(what, What::ActivityStarted { from, to, .. } if to < from);
    let events = run.events.iter().filter(|e| shrinks(&e.what));
    events.map(|e| e.time.secs_f64()).collect()
}

#[test]
fn fact_1_13_the_alarms_have_their_names_and_go_with_their_policy() {
    let names = [AlarmSide::High, AlarmSide::Low].map(AlarmSide::name);
    assert_eq!(names, ["AlarmHigh", "AlarmLow"]);
    let mut scenario = idle();
    scenario.operations = vec![called(
        600,
        Call::DeleteScalingPolicy {
            policy_name: "track".into(),
        },
    )];
    let run = simulate(&scenario, seed(1));
    let changes = |from: u64, to: u64| {
        let time = Time::from_secs(from)..Time::from_secs(to);
        let events = run.events.iter().filter(|e| time.contains(&e.time));
        events
            .filter(|e| matches!(e.what, What::AlarmState { .. }))
            .count()
    };
    // Both begin, and the high one is OK; without the policy the low one never alarms.
    assert!(changes(0, 600) >= 3);
    assert_eq!(changes(600, 3600), 0);
    assert_eq!(shrinks(&run), [0.0; 0]);
}

#[test]
fn fact_1_36_scale_in_has_a_flag_of_its_own_and_acts_when_it_is_resumed() {
    let mut scenario = idle();
    let scaling = scenario.scaling.as_mut().expect("tracked");
    scaling.suspended_state.dynamic_scaling_in_suspended = true;
    let resume = SuspendedChange {
        dynamic_scaling_in_suspended: Some(false),
        ..SuspendedChange::default()
    };
    scenario.operations = vec![called(
        2400,
        Call::RegisterScalableTarget {
            min_capacity: None,
            max_capacity: None,
            suspended_state: resume,
        },
    )];
    let run = simulate(&scenario, seed(1));
    let held = Outcome::NotScaled(NotScaledReason::DynamicScalingInSuspended);
    assert!(run.decisions.iter().any(|d| d.outcome == held));
    // The alarm is still in breach.
    assert_eq!(shrinks(&run), [2400.0]);
    scenario.operations.clear();
    assert_eq!(shrinks(&simulate(&scenario, seed(1))), [0.0; 0]);
}
