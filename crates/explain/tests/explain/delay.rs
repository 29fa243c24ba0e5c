use headroom_engine::run::Outcome;
use headroom_explain::delay::{DelayBudget, SegmentKind, delay_budget};
use headroom_model::endpoint::Provision;
use headroom_model::fault::{Fault, FaultKind};
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Component, Height};

use crate::world::{run, scenario, spike, spiky};

/// Segments follow one another without a gap, and their lengths add up to the whole.
fn check(budget: &DelayBudget) {
    assert_eq!(budget.segments[0].from, budget.from);
    for pair in budget.segments.windows(2) {
        assert_eq!(pair[0].until, pair[1].from, "{budget:#?}");
    }
    assert_eq!(
        budget.segments.last().unwrap().until,
        budget.first_in_service
    );
    let sum = budget.segments.iter().fold(Span::ZERO, |s, x| s + x.span());
    assert_eq!(sum, budget.total());
    let rounded: u64 = budget.rounded_s().iter().sum();
    assert!(rounded.abs_diff(budget.total().micros() / 1_000_000) <= 1);
}

#[test]
fn the_lesson_spends_three_minutes_on_the_alarm_two_on_the_metric_and_none_on_the_cooldown() {
    let scenario = spiky();
    let run = run(&scenario);
    let budget = delay_budget(&scenario, &run).unwrap();
    check(&budget);
    let kinds: Vec<_> = budget.segments.iter().map(|s| s.kind).collect();
    use SegmentKind::{Alarm, Cooldown, Launch, Metric};
    assert_eq!(kinds, [Alarm, Metric, Cooldown, Launch]);
    assert_eq!((budget.before, budget.after), (4, 8));
    assert_eq!(budget.from, Time::from_secs(900));
    assert_eq!(budget.decided, Time::from_secs(1200));
    assert_eq!(budget.spent(Alarm), Span::from_secs(180));
    assert_eq!(budget.spent(Metric), Span::from_secs(120));
    assert_eq!(budget.spent(Cooldown), Span::ZERO);
    let launch = budget.spent(Launch).secs_f64();
    assert!((215.0..575.0).contains(&launch), "{launch}");
    assert!(budget.last_in_service.unwrap() > budget.first_in_service);
}

#[test]
fn a_metric_delay_that_is_no_full_minute_leaves_a_wait_for_the_next_evaluation() {
    let mut scenario = spiky();
    scenario.cloudwatch.metric_delay = Span::from_secs(90);
    let run = run(&scenario);
    let budget = delay_budget(&scenario, &run).unwrap();
    check(&budget);
    assert_eq!(budget.spent(SegmentKind::Metric), Span::from_secs(90));
    assert_eq!(budget.spent(SegmentKind::Evaluation), Span::from_secs(30));
    assert_eq!(budget.decided, Time::from_secs(1200));
}

#[test]
fn an_activity_that_is_still_going_on_is_named_as_the_wait() {
    // Registration raises 4 to 5 at second 0, which takes 635 s; the alarm is on from 300 on.
    let mut scenario = spiky();
    scenario.scaling.as_mut().unwrap().min_capacity = 5;
    scenario.traffic.components = vec![Component::Constant { rps: 100.0 }];
    let endpoint = scenario.endpoint.real_time_mut().expect("real-time");
    endpoint.launch.provision = Provision::Fixed(Span::from_secs(600));
    let run = run(&scenario);
    let budget = delay_budget(&scenario, &run).unwrap();
    check(&budget);
    assert_eq!(budget.from, Time::ZERO);
    assert_eq!(budget.spent(SegmentKind::Updating), Span::from_secs(360));
    assert_eq!(budget.decided, Time::from_secs(660));
    assert_eq!(budget.spent(SegmentKind::Launch), Span::from_secs(635));
    assert_eq!(budget.last_in_service, Some(budget.first_in_service));
}

#[test]
fn waiting_for_capacity_is_part_of_the_launch() {
    let mut scarce = spiky();
    scarce.faults.push(Fault {
        at: Time::from_secs(1190),
        kind: FaultKind::InsufficientCapacity {
            duration: Span::from_secs(110),
        },
    });
    let usual = delay_budget(&spiky(), &run(&spiky())).unwrap();
    let budget = delay_budget(&scarce, &run(&scarce)).unwrap();
    check(&budget);
    let launch = usual.spent(SegmentKind::Launch) + Span::from_secs(100);
    assert_eq!(budget.spent(SegmentKind::Launch), launch);
}

#[test]
fn without_a_scale_out_there_is_no_budget() {
    let quiet = scenario(vec![Component::Constant { rps: 50.0 }]);
    assert_eq!(delay_budget(&quiet, &run(&quiet)), None);

    let mut fixed = spiky();
    fixed.scaling = None;
    assert_eq!(delay_budget(&fixed, &run(&fixed)), None);
}

#[test]
fn a_scale_out_whose_instances_never_come_has_no_budget() {
    let late = scenario(vec![
        Component::Constant { rps: 50.0 },
        spike(3000, 600, Height::Multiplies(2.0)),
    ]);
    let run = run(&late);
    assert!(
        run.decisions
            .iter()
            .any(|d| matches!(d.outcome, Outcome::Scaled { .. }))
    );
    assert_eq!(delay_budget(&late, &run), None);
}
