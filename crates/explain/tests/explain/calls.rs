//! Scheduled actions and calls, told at their minute.

use headroom_engine::run::{Run, What};
use headroom_explain::{chain, chain_of_event};
use headroom_model::operation::{Call, Operation, SuspendedChange};
use headroom_model::scaling::ScheduledAction;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};

use crate::world::{run, spiky};

/// Minutes after 08:50.
fn minutes(minutes: u64) -> Time {
    Time::from_secs(minutes * 60)
}

fn scheduled(at: Time, min_capacity: u32) -> Scenario {
    let mut scenario = spiky();
    let scaling = scenario.scaling.as_mut().unwrap();
    scaling.scheduled_actions = vec![ScheduledAction {
        scheduled_action_name: "rush".into(),
        min_capacity: Some(min_capacity),
        max_capacity: None,
        firings: vec![at],
    }];
    scenario
}

fn answer(scenario: &Scenario, run: &Run, at: Time) -> String {
    let chain = chain(scenario, run, at);
    for link in &chain.links {
        assert!(link.time <= chain.asked && !link.fact.value().is_empty());
    }
    chain.answer.to_string()
}

#[test]
fn fact_1_34_a_scheduled_action_says_what_it_moved() {
    let scenario = scheduled(minutes(10), 9);
    let run = run(&scenario);
    let said = "At 09:00 the scheduled action rush set MinCapacity 9 and moved the desired capacity from 4 to 9.";
    assert_eq!(answer(&scenario, &run, minutes(10)), said);
    let text = chain(&scenario, &run, minutes(10)).to_string();
    for line in [
        "A scheduled action looks at no datapoint",
        "A scheduled action asks no alarm",
        "the scheduled action rush, MinCapacity 9",
        "A scheduled action asks no cooldown",
        "4 → 9 is InProgress",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let started = run
        .events
        .iter()
        .position(|e| matches!(e.what, What::ActivityStarted { from: 4, to: 9, .. }));
    let told = chain_of_event(&scenario, &run, started.unwrap() as u32).unwrap();
    assert_eq!(told.answer.to_string(), said);
}

#[test]
fn fact_1_34_inside_the_limits_nothing_moves_and_that_is_said() {
    let scenario = scheduled(minutes(10), 3);
    assert_eq!(
        answer(&scenario, &run(&scenario), minutes(10)),
        "At 09:00 the scheduled action rush set MinCapacity 3; it moves capacity only into the limits: 4 instances stay desired."
    );
}

#[test]
fn fact_1_35_a_schedule_that_meets_an_endpoint_in_change_is_refused() {
    // The spike of 09:05 is answered at 09:10.
    let scenario = scheduled(minutes(22), 14);
    let run = run(&scenario);
    assert_eq!(
        answer(&scenario, &run, minutes(22)),
        "At 09:12 the scheduled action rush changed nothing: the endpoint was not InService."
    );
    let text = chain(&scenario, &run, minutes(22)).to_string();
    assert!(
        text.contains("refused") && text.contains("not tried again"),
        "{text}"
    );
    let next = answer(&scenario, &run, minutes(23));
    assert!(!next.contains("rush"), "{next}");
}

#[test]
fn a_call_is_told_at_its_minute() {
    let mut scenario = spiky();
    scenario.operations = vec![
        Operation {
            at: minutes(5),
            call: Call::RegisterScalableTarget {
                min_capacity: Some(6),
                max_capacity: None,
                suspended_state: SuspendedChange::default(),
            },
        },
        Operation {
            at: minutes(40),
            call: Call::UpdateEndpoint {
                duration: Span::from_secs(90),
            },
        },
    ];
    let run = run(&scenario);
    assert_eq!(
        answer(&scenario, &run, minutes(5)),
        "At 08:55 RegisterScalableTarget set MinCapacity 6 and moved the desired capacity from 4 to 6."
    );
    let update = answer(&scenario, &run, minutes(40));
    assert!(
        update.starts_with("At 09:30 UpdateEndpoint was called, which moves no capacity:"),
        "{update}"
    );
}

#[test]
fn a_registration_that_meets_an_endpoint_in_change_says_that_it_waits_and_what_it_moved() {
    let mut scenario = spiky();
    scenario.operations = vec![Operation {
        // The spike of 09:05 is answered at 09:10.
        at: minutes(21),
        call: Call::RegisterScalableTarget {
            min_capacity: Some(10),
            max_capacity: Some(20),
            suspended_state: SuspendedChange::default(),
        },
    }];
    let run = run(&scenario);
    let waiting = "At 09:11 RegisterScalableTarget set MinCapacity 10, MaxCapacity 20; the endpoint is not InService, so that capacity moves into the limits only once it is: until then 8 instances stay desired.";
    assert_eq!(answer(&scenario, &run, minutes(21)), waiting);

    let events = run.events.iter();
    let moved = events
        .clone()
        .position(|e| {
            matches!(
                e.what,
                What::ActivityStarted {
                    from: 8,
                    to: 10,
                    ..
                }
            )
        })
        .expect("it moves afterwards");
    let because = &run.events[moved].because;
    let causes: Vec<&str> = because
        .iter()
        .map(|id| run.events[*id as usize].what.kind())
        .collect();
    assert_eq!(causes, ["operation", "endpoint_status"]);
    let told = chain_of_event(&scenario, &run, moved as u32).expect("an event");
    let text = told.answer.to_string();
    let begins = "At 09:11 RegisterScalableTarget set MinCapacity 10, MaxCapacity 20, waited for the endpoint to be InService again at 09:1";
    assert!(text.starts_with(begins), "{text}");
    assert!(
        text.ends_with(" and moved the desired capacity from 8 to 10."),
        "{text}"
    );
}
