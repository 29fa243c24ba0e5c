//! One thing lifted, under the same random numbers; and two runs side by side.

use headroom_engine::run::{Decision, Guard, NotScaledReason, Outcome, Run};
use headroom_explain::but_for::{self, Lift, lift};
use headroom_explain::compare::{Figure, Verdict, compare};
use headroom_explain::message::{ButForMessage, ComparisonMessage};
use headroom_model::fault::{Fault, FaultKind};
use headroom_model::operation::{Call, Operation, SuspendedChange};
use headroom_model::scaling::ScheduledAction;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Component, Height};

use crate::world::{run, scenario, spike, spiky};

/// What lifting changes, in words.
fn without(what: Lift, scenario: &Scenario) -> String {
    let ghost = lift(scenario, what).expect("there is something to lift");
    assert_eq!(ghost.seed, scenario.seed);
    assert_eq!(ghost.traffic, scenario.traffic);
    let (run, ghost) = (run(scenario), run(&ghost));
    assert_eq!(run.series.invocations, ghost.series.invocations);
    but_for::compare(what, &run, &ghost).to_string()
}

#[test]
fn a_cooldown_that_held_nothing_changes_nothing() {
    assert_eq!(
        without(Lift::Cooldown, &spiky()),
        "Without the cooldown nothing changes: the same activities at the same times."
    );
}

#[test]
fn each_lift_says_what_it_changed() {
    let text = without(Lift::MetricDelay, &spiky());
    let begins =
        "Without the metric's delay the scale-out from 4 to 8 starts at 09:08 instead of 09:10; ";
    assert!(
        text.starts_with(begins) && text.contains(" fewer requests fail ("),
        "{text}"
    );

    let text = without(Lift::Launch, &spiky());
    let begins = "Without the launch time the scale-out from 4 to 8 of 09:10 is complete at 09:10 instead of 09:1";
    assert!(text.starts_with(begins), "{text}");

    let mut low = spiky();
    low.scaling.as_mut().unwrap().max_capacity = 6;
    let text = without(Lift::MaxCapacity, &low);
    let begins = "Without the limit of MaxCapacity the scale-out from 4 to 8 starts at 09:10 instead of the scale-out from 4 to 6; ";
    assert!(text.starts_with(begins), "{text}");

    let mut high = scenario(vec![Component::Constant { rps: 10.0 }]);
    high.scaling.as_mut().unwrap().min_capacity = 4;
    let text = without(Lift::MinCapacity, &high);
    let begins = "Without the limit of MinCapacity the scale-in from 4 to 1 starts at 09:07 in addition; 1 activity instead of 0; ";
    assert!(text.starts_with(begins), "{text}");

    let mut out_only = scenario(vec![Component::Constant { rps: 10.0 }]);
    out_only.scaling.as_mut().unwrap().policies[0]
        .tracking_mut()
        .unwrap()
        .disable_scale_in = true;
    let text = without(Lift::DisableScaleIn, &out_only);
    assert!(
        text.starts_with(
            "Without DisableScaleIn the scale-in from 4 to 2 starts at 09:07 in addition; "
        ),
        "{text}"
    );

    let mut silent = spiky();
    silent.faults.push(Fault {
        at: Time::ZERO,
        kind: FaultKind::MetricsLost {
            duration: Span::from_secs(3600),
        },
    });
    let text = without(Lift::Faults, &silent);
    assert!(
        text.starts_with(
            "Without the faults the scale-out from 4 to 8 starts at 09:10 in addition; "
        ),
        "{text}"
    );
}

#[test]
fn what_is_not_there_cannot_be_lifted() {
    let spiky = spiky();
    for what in [Lift::DisableScaleIn, Lift::Faults, Lift::OtherPolicies(0)] {
        assert_eq!(lift(&spiky, what), None, "{what:?}");
    }
    let mut fixed = spiky.clone();
    fixed.scaling = None;
    for what in [Lift::Cooldown, Lift::MaxCapacity, Lift::MinCapacity] {
        assert_eq!(lift(&fixed, what), None, "{what:?}");
    }
    for what in Lift::ALL {
        if let Some(once) = lift(&spiky, what)
            && what != Lift::MaxCapacity
        {
            assert_eq!(
                lift(&once, what),
                None,
                "{what:?} is lifted once and for all"
            );
        }
    }
}

#[test]
fn a_guard_names_its_lift_or_says_that_nobody_can() {
    let spiky = spiky();
    let ran = run(&spiky);
    let held = |reason| -> Decision {
        let is_it = |d: &&Decision| d.outcome == Outcome::NotScaled(reason);
        *ran.decisions.iter().find(is_it).unwrap()
    };
    let updating = held(NotScaledReason::TargetServicePutResourceAsUnscalable);
    let lift_of = |guard| Lift::of_guard(&spiky, &updating, guard);
    assert_eq!(lift_of(Guard::EndpointInService), Ok(Lift::Launch));
    assert_eq!(lift_of(Guard::NoCooldown), Ok(Lift::Cooldown));
    assert_eq!(lift_of(Guard::LimitsAllow), Ok(Lift::MaxCapacity));
    assert_eq!(lift_of(Guard::DataSufficient), Ok(Lift::MetricDelay));
    assert_eq!(lift_of(Guard::ScaleInEnabled), Ok(Lift::DisableScaleIn));
    assert_eq!(lift_of(Guard::PoliciesAgree), Ok(Lift::OtherPolicies(0)));
    assert_eq!(
        lift_of(Guard::CapacityDiffers),
        Err(ButForMessage::LoadStays)
    );
    let text = lift_of(Guard::AlarmInAlarm).unwrap_err().to_string();
    assert!(
        text.starts_with("AlarmHigh cannot be lifted: AWS makes the alarms"),
        "{text}"
    );
}

fn row(a: &Run, b: &Run, figure: Figure) -> (Option<f64>, Verdict, String) {
    let comparison = compare(a, b);
    let row = comparison.rows.iter().find(|r| r.figure == figure).unwrap();
    let text = ComparisonMessage::of_row(row).to_string();
    assert!(text.ends_with('.') && !text.contains("NaN"), "{text}");
    (row.difference, row.verdict, text)
}

#[test]
fn equal_runs_have_no_better_one() {
    let run = run(&spiky());
    let comparison = compare(&run, &run);
    assert!(comparison.same_seed);
    for row in comparison.rows {
        assert_eq!(row.verdict, Verdict::Equal, "{row:?}");
        assert_eq!(row.difference, row.a.map(|_| 0.0));
    }
}

#[test]
fn differences_are_b_minus_a_and_say_who_is_better() {
    let a = run(&spiky());
    let b = run(&lift(&spiky(), Lift::MetricDelay).unwrap());
    let (difference, verdict, text) = row(&a, &b, Figure::FailedRequests);
    assert!(difference.unwrap() < 0.0);
    assert_eq!(verdict, Verdict::B);
    assert!(text.ends_with(" fewer; B is better."), "{text}");
    let (difference, verdict, _) = row(&b, &a, Figure::FailedRequests);
    assert!(difference.unwrap() > 0.0);
    assert_eq!(verdict, Verdict::A);
    let (difference, verdict, text) = row(&a, &b, Figure::FirstScaleOut);
    assert_eq!((difference, verdict), (Some(-120.0), Verdict::Neither));
    assert_eq!(
        text,
        "First scale-out: 09:10 in A, 09:08 in B; B is 120 s earlier; neither is better by this alone."
    );
    let (_, verdict, text) = row(&a, &b, Figure::ScaleOuts);
    assert_eq!(
        (verdict, text.as_str()),
        (Verdict::Equal, "Scale-outs: 1 in A, 1 in B; equal.")
    );
}

#[test]
fn a_figure_that_one_run_does_not_have_decides_nothing() {
    let quiet = scenario(vec![Component::Constant { rps: 50.0 }]);
    let (difference, verdict, text) = row(&run(&spiky()), &run(&quiet), Figure::FirstScaleOut);
    assert_eq!((difference, verdict), (None, Verdict::Neither));
    assert_eq!(
        text,
        "First scale-out: 09:10 in A, none in B; neither is better by this alone."
    );
}

#[test]
fn what_reads_the_same_is_not_better_and_failing_more_is_not_faster() {
    let mut b = run(&spiky());
    let a = b.clone();
    b.summary.cost_usd.total += 1e-9;
    let (_, verdict, text) = row(&a, &b, Figure::Cost);
    assert_eq!(verdict, Verdict::Equal, "{text}");

    b.summary.latency_ms.p99 = a.summary.latency_ms.p99.map(|ms| ms / 2.0);
    assert_eq!(row(&a, &b, Figure::LatencyP99).1, Verdict::B);
    b.summary.requests.failed.rejected += 1;
    let (_, verdict, text) = row(&a, &b, Figure::LatencyP99);
    assert_eq!(verdict, Verdict::BButFailsMore);
    assert!(
        text.ends_with("B is lower but fails more requests, which have no latency."),
        "{text}"
    );
}

#[test]
fn another_seed_is_said() {
    let spike = scenario(vec![
        Component::Constant { rps: 50.0 },
        spike(900, 600, Height::Multiplies(2.0)),
    ]);
    let other = headroom_engine::simulate(&spike, spike.seed.nth(1));
    assert!(!compare(&run(&spike), &other).same_seed);
}

/// A lift reaches what calls and scheduled actions set during the run.
#[test]
fn calls_and_scheduled_actions_are_lifted_too() {
    let mut scenario = spiky();
    let scaling = scenario.scaling.as_mut().unwrap();
    let action = |name: &str| ScheduledAction {
        scheduled_action_name: name.into(),
        min_capacity: Some(3),
        max_capacity: Some(6),
        firings: vec![Time::from_secs(600)],
    };
    scaling.scheduled_actions = vec![action("of-the-file")];
    let mut put = scaling.policies[0].clone();
    let tracking = put.tracking_mut().unwrap();
    tracking.disable_scale_in = true;
    tracking.scale_out_cooldown = Span::from_secs(77);
    let register = Call::RegisterScalableTarget {
        min_capacity: Some(2),
        max_capacity: None,
        suspended_state: SuspendedChange::default(),
    };
    let calls = [
        Call::PutScalingPolicy(put),
        register,
        Call::PutScheduledAction(action("of-a-call")),
    ];
    scenario.operations = Vec::from(calls.map(|call| Operation {
        at: Time::from_secs(300),
        call,
    }));

    let operations = |what| lift(&scenario, what).expect("something to lift").operations;
    let policy = |what| match &operations(what)[0].call {
        Call::PutScalingPolicy(policy) => *policy.tracking().unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(policy(Lift::Cooldown).scale_out_cooldown, Span::ZERO);
    assert!(!policy(Lift::DisableScaleIn).disable_scale_in);
    let limits = |what| {
        let lifted = lift(&scenario, what).expect("something to lift");
        let of_file = &lifted.scaling.as_ref().unwrap().scheduled_actions[0];
        let of_file = (of_file.min_capacity, of_file.max_capacity);
        let [_, register, action] = &lifted.operations[..] else {
            panic!("three calls");
        };
        let (
            Call::RegisterScalableTarget {
                min_capacity,
                max_capacity,
                ..
            },
            Call::PutScheduledAction(action),
        ) = (&register.call, &action.call)
        else {
            panic!("{register:?} {action:?}");
        };
        let of_call = (action.min_capacity, action.max_capacity);
        [of_file, (*min_capacity, *max_capacity), of_call]
    };
    let raised = (Some(3), Some(60));
    assert_eq!(limits(Lift::MaxCapacity), [raised, (Some(2), None), raised]);
    let lowered = (Some(1), Some(6));
    assert_eq!(
        limits(Lift::MinCapacity),
        [lowered, (Some(1), None), lowered]
    );
}
