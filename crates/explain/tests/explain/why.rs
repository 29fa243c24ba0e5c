//! The causal chain and the guards that held a decision.

use headroom_engine::run::{Guard, InstanceState, NotScaledReason, Outcome, Run, What};
use headroom_explain::why::{Chain, LinkKind};
use headroom_explain::{chain, chain_of_event, why_not};
use headroom_model::endpoint::Provision;
use headroom_model::fault::{Fault, FaultKind};
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::{Span, Start, Time};
use headroom_model::traffic::{Arrivals, Component, Height, ServiceTime};

use crate::world::{run, scenario, spike, spiky};

/// Traffic as given on two instances; uniform and constant, so that every figure is known. The
/// target is 300, a launch takes 300 s, and the clock starts at 08:00.
fn small(components: Vec<Component>) -> Scenario {
    let mut small = scenario(components);
    small.start = Start(Start::DEFAULT.0 + 8 * 3600);
    small.duration = Span::from_secs(2400);
    small.model.service_time = ServiceTime::Constant { mean_ms: 50.0 };
    small.model.artifact_mb = 3000.0;
    let endpoint = small.endpoint.real_time_mut().expect("real-time");
    endpoint.initial_instance_count = 2;
    endpoint.launch.provision = Provision::Fixed(Span::from_secs(240));
    let scaling = small.scaling.as_mut().unwrap();
    scaling.max_capacity = 10;
    scaling.policies[0].policy_name = "track".into();
    scaling.policies[0].tracking_mut().unwrap().target_value = 300.0;
    small
}

fn constant(rps: f64) -> Component {
    Component::Constant { rps }
}

/// 8 rps, 20 from 08:05 to 08:20: 2 instances become 4.
fn rising() -> Scenario {
    small(vec![constant(8.0), spike(300, 900, Height::Adds(12.0))])
}

/// 24 rps, 13 from 08:05, 4 from 08:22 on: 6 instances become 3, and then 1.
fn falling() -> Scenario {
    let mut falling = small(vec![
        constant(4.0),
        spike(0, 300, Height::Adds(20.0)),
        spike(300, 1000, Height::Adds(9.0)),
    ]);
    falling.duration = Span::from_secs(3600);
    let endpoint = falling.endpoint.real_time_mut().expect("real-time");
    endpoint.initial_instance_count = 6;
    let scaling = falling.scaling.as_mut().unwrap();
    scaling.min_capacity = 1;
    scaling.policies[0]
        .tracking_mut()
        .unwrap()
        .scale_in_cooldown = Span::from_secs(600);
    falling
}

fn at(clock: &str) -> Time {
    let parts: Vec<u64> = clock.split(':').map(|p| p.parse().unwrap()).collect();
    let second = parts.get(2).copied().unwrap_or(0);
    Time::from_secs((parts[0] - 8) * 3600 + parts[1] * 60 + second)
}

/// A row of a table: what is asked, and what the answer and the links must say: short form and
/// value, in order.
fn check(scenario: &Scenario, clock: &str, answer: &str, links: [(&str, &str); 5]) {
    let run = run(scenario);
    let chain = chain(scenario, &run, at(clock));
    sound(&run, &chain);
    assert_eq!(chain.answer.to_string(), answer, "{clock}\n{chain}");
    for (link, (says, value)) in chain.links.iter().zip(links) {
        let said = (link.fact.to_string(), link.fact.value());
        assert_eq!(said, (says.into(), value.into()), "{clock}\n{chain}");
    }
}

/// What holds for every chain.
fn sound(run: &Run, chain: &Chain) {
    let kinds: Vec<_> = chain.links.iter().map(|l| l.kind).collect();
    assert_eq!(kinds, LinkKind::ALL);
    for link in &chain.links {
        assert!(link.time <= chain.asked, "{chain}");
        if let Some(id) = link.event {
            let event = run.events.get(id as usize).expect("an event of the run");
            assert!(event.time <= chain.asked, "{chain}");
        }
        let more = link.fact.more();
        assert!(more.is_none_or(|m| m.ends_with('.')), "{chain}");
        assert!(!link.fact.value().is_empty() && !link.fact.key().is_empty());
    }
    let answer = chain.answer.to_string();
    assert!(answer.ends_with('.') && !answer.contains("  "), "{answer}");
    let text = chain.to_string();
    assert!(
        !text.contains("NaN") && !text.contains("no number"),
        "{text}"
    );
    assert!(
        !text.contains(" 1 instances") && !text.contains(": :"),
        "{text}"
    );
}

const NONE: (&str, &str) = ("None in force", "none");

#[test]
fn before_the_first_evaluation_nothing_could_scale() {
    check(
        &rising(),
        "08:00:30",
        "Nothing could scale yet: policies are evaluated at every full minute, at 08:01 for the first time.",
        [
            ("INSUFFICIENT_DATA: no datapoint yet", "none"),
            (
                "AlarmHigh, 0 of 3 datapoints there, 0 above 300",
                "INSUFFICIENT_DATA",
            ),
            ("First evaluation at 08:01", "not asked yet"),
            NONE,
            ("None started so far", "no change"),
        ],
    );
}

#[test]
fn before_the_first_datapoint_the_policy_is_blind() {
    check(
        &rising(),
        "08:02",
        "At 08:02 track did not scale: no datapoint was visible (INSUFFICIENT_DATA).",
        [
            ("INSUFFICIENT_DATA: no datapoint yet", "none"),
            (
                "AlarmHigh, 0 of 3 datapoints there, 0 above 300",
                "INSUFFICIENT_DATA",
            ),
            (
                "track: nothing to compute without a datapoint",
                "wants nothing",
            ),
            NONE,
            ("None started so far", "no change"),
        ],
    );
}

#[test]
fn an_alarm_that_still_counts_says_how_far_it_is() {
    check(
        &rising(),
        "08:08",
        "At 08:08 track did not scale: AlarmHigh needs 3 of 3 datapoints above 300; 1 of 3 so far.",
        [
            ("InvocationsPerInstance of 08:05", "600 > 300"),
            ("AlarmHigh, 1 of 3 datapoints above 300", "OK"),
            ("track: ceil(1,200 / 300)", "wants 4"),
            NONE,
            ("None started so far", "no change"),
        ],
    );
}

#[test]
fn a_scale_out_is_told_from_its_datapoint_to_its_activity() {
    check(
        &rising(),
        "08:10",
        "At 08:10 track changed the desired capacity from 2 to 4: ceil(1,200 / 300) = 4.",
        [
            ("InvocationsPerInstance of 08:07", "600 > 300"),
            ("AlarmHigh, 3 of 3 datapoints above 300", "ALARM"),
            ("track: ceil(1,200 / 300)", "wants 4"),
            NONE,
            ("2 → 4 is InProgress", "4 desired"),
        ],
    );
}

#[test]
fn while_updating_the_answer_is_what_is_on_its_way() {
    check(
        &rising(),
        "08:12",
        "4 instances were already requested at 08:10, and no policy can scale while the endpoint is Updating. 2 were yet to arrive; track wanted no other capacity.",
        [
            ("InvocationsPerInstance of 08:09", "600 > 300"),
            ("AlarmHigh, 3 of 3 datapoints above 300", "ALARM"),
            ("track: ceil(1,200 / 300)", "wants 4"),
            NONE,
            ("None started. 2 → 4 is InProgress", "no change"),
        ],
    );
}

#[test]
fn after_a_scale_out_its_cooldown_is_named_although_it_holds_nothing() {
    check(
        &rising(),
        "08:17",
        "At 08:17 track did not scale: the load needed 4 instances, and 4 were desired already.",
        [
            ("InvocationsPerInstance of 08:14", "600 > 300"),
            ("AlarmHigh, 3 of 3 datapoints above 300", "ALARM"),
            ("track: ceil(1,200 / 300)", "wants 4"),
            ("ScaleOutCooldown 300 s", "until 08:20"),
            ("None started. 2 → 4 ended at 08:15", "no change"),
        ],
    );
}

#[test]
fn at_max_capacity_the_limit_is_the_answer() {
    let mut max = small(vec![constant(20.0)]);
    max.scaling.as_mut().unwrap().max_capacity = 2;
    check(
        &max,
        "08:10",
        "At 08:10 track did not scale: the load needed 4 instances, and MaxCapacity is 2.",
        [
            ("InvocationsPerInstance of 08:07", "600 > 300"),
            ("AlarmHigh, 3 of 3 datapoints above 300", "ALARM"),
            ("track: ceil(1,200 / 300)", "wants 4"),
            NONE,
            ("None started so far", "no change"),
        ],
    );
}

#[test]
fn a_scale_in_names_its_cooldown_and_the_cooldown_holds_the_next() {
    let falling = falling();
    let run = run(&falling);
    let held = run
        .decisions
        .iter()
        .find(|d| d.outcome == Outcome::NotScaled(NotScaledReason::CoolingDown))
        .expect("a cooldown holds a scale-in");
    let chain = chain(&falling, &run, held.time);
    sound(&run, &chain);
    let text = chain.to_string();
    assert!(
        text.contains("track did not scale: ScaleInCooldown held scale-in until 08:"),
        "{text}"
    );
    assert_eq!(chain.links[3].fact.to_string(), "ScaleInCooldown 600 s");
    let cooldown = &run.events[chain.links[3].event.unwrap() as usize];
    assert!(matches!(cooldown.what, What::CooldownStarted { until, .. } if until > held.time));
    let guards: Vec<_> = why_not(&falling, &run, held)
        .iter()
        .map(|o| o.guard)
        .collect();
    assert_eq!(guards, [Some(Guard::NoCooldown)], "and nothing else");
}

#[test]
fn at_the_end_and_after_it_the_last_evaluation_answers() {
    let scenario = rising();
    let run = run(&scenario);
    let last = chain(&scenario, &run, at("08:40"));
    assert_eq!(last.links[2].time, at("08:40"));
    assert_eq!(chain(&scenario, &run, at("09:40")), last);
}

#[test]
fn without_a_policy_every_link_says_that_it_is_missing() {
    let mut fixed = rising();
    fixed.scaling = None;
    let links = [
        (
            "InvocationsPerInstance of 08:11, which no policy follows",
            "600",
        ),
        ("No alarm, since there is no policy", "none"),
        ("No scalable target", "none"),
        NONE,
        ("None started so far", "no change"),
    ];
    let answer =
        "Nothing can scale: no scalable target is registered, so that 2 instances stay desired.";
    check(&fixed, "08:12", answer, links);

    let mut bare = rising();
    bare.scaling.as_mut().unwrap().policies.clear();
    let answer =
        "Nothing can scale: no scaling policy is attached, so that 2 instances stay desired.";
    let mut links = links;
    links[2].0 = "No scaling policy";
    check(&bare, "08:12", answer, links);
}

#[test]
fn registration_is_an_activity_of_its_own() {
    let mut few = rising();
    few.scaling.as_mut().unwrap().min_capacity = 3;
    check(
        &few,
        "08:00",
        "At 08:00 registration moved the desired capacity from 2 to 3, into MinCapacity 3 to MaxCapacity 10.",
        [
            ("Registration looks at no datapoint", "not asked"),
            ("Registration asks no alarm", "not asked"),
            ("RegisterScalableTarget, 3 to 10", "wants 3"),
            NONE,
            ("2 → 3 is InProgress", "3 desired"),
        ],
    );
}

/// `scenario` without the datapoints of the minutes that close from `at_s` on.
fn silent_from(mut scenario: Scenario, at_s: u64) -> Scenario {
    scenario.faults.push(Fault {
        at: Time::from_secs(at_s),
        kind: FaultKind::MetricsLost {
            duration: Span::from_secs(3600),
        },
    });
    scenario
}

#[test]
fn lost_datapoints_are_a_link_that_says_since_when() {
    // The minute of 08:03 closes before the loss; the spike of 08:05 is never seen.
    check(
        &silent_from(rising(), 300),
        "08:14",
        "At 08:14 track did not scale: by the newest datapoint, that of 08:03, the load needed 2 instances, and 2 were desired already.",
        [
            ("INSUFFICIENT_DATA: no datapoint since 08:03", "missing"),
            (
                "AlarmHigh, 0 of 3 datapoints there, 0 above 300",
                "INSUFFICIENT_DATA",
            ),
            ("track: ceil(480 / 300)", "wants 2"),
            NONE,
            ("None started so far", "no change"),
        ],
    );
    check(
        &silent_from(small(vec![constant(4.0)]), 400),
        "08:35",
        "At 08:35 track did not scale: AlarmLow judges 15 datapoints and had 0, none since 08:05 (INSUFFICIENT_DATA).",
        [
            ("INSUFFICIENT_DATA: no datapoint since 08:05", "missing"),
            (
                "AlarmLow, 0 of 15 datapoints there, 0 below 270",
                "INSUFFICIENT_DATA",
            ),
            ("track: ceil(240 / 300)", "wants 1"),
            NONE,
            ("None started so far", "no change"),
        ],
    );
}

#[test]
fn an_alarm_may_fire_on_the_few_datapoints_that_are_left() {
    // 08:05 is the only minute of the spike that is seen; once it is old it decides alone.
    check(
        &silent_from(rising(), 400),
        "08:12",
        "At 08:12 track changed the desired capacity from 2 to 4: ceil(1,200 / 300) = 4.",
        [
            ("No datapoint since 08:05", "missing"),
            ("AlarmHigh, 1 of 3 datapoints there, 1 above 300", "ALARM"),
            ("track: ceil(1,200 / 300)", "wants 4"),
            NONE,
            ("2 → 4 is InProgress", "4 desired"),
        ],
    );
}

#[test]
fn a_failed_launch_is_the_result() {
    let mut failing = rising();
    let endpoint = failing.endpoint.real_time_mut().expect("real-time");
    endpoint.launch.provision = Provision::Fixed(Span::from_secs(1000));
    let run = run(&failing);
    let id = run
        .events
        .iter()
        .position(|e| matches!(e.what, What::ActivityEnded { .. }))
        .unwrap();
    let chain = chain_of_event(&failing, &run, id as u32).unwrap();
    sound(&run, &chain);
    assert!(chain.answer.scaled());
    assert_eq!(chain.links[4].event, Some(id as u32));
    assert_eq!(chain.links[4].fact.to_string(), "2 → 4 Failed");
    assert_eq!(chain.links[4].fact.value(), "2 desired");
}

/// `track` and a second policy whose target is `target`.
fn two(target: f64, components: Vec<Component>) -> Scenario {
    let mut two = small(components);
    let scaling = two.scaling.as_mut().unwrap();
    let mut other = scaling.policies[0].clone();
    other.policy_name = "other".into();
    other.tracking_mut().unwrap().target_value = target;
    scaling.policies.push(other);
    two
}

#[test]
fn of_several_policies_the_one_that_acted_is_named() {
    let two = two(
        250.0,
        vec![constant(8.0), spike(300, 900, Height::Adds(12.0))],
    );
    let run = run(&two);
    let chain = chain(&two, &run, at("08:10"));
    sound(&run, &chain);
    assert_eq!(
        chain.answer.to_string(),
        "At 08:10 other changed the desired capacity from 2 to 5: ceil(1,200 / 250) = 5."
    );
    let more = chain.links[2].fact.more().unwrap();
    assert_eq!(more, "2 policies were evaluated; other acted.");
    // The one that lost says who won.
    let lost = run
        .decisions
        .iter()
        .find(|d| d.time == at("08:10") && d.policy == 0);
    let obstacles = why_not(&two, &run, lost.unwrap());
    assert_eq!(obstacles.len(), 1);
    assert_eq!(
        obstacles[0].message.to_string(),
        "Another policy, other, acted at the same moment and asked for 5."
    );
}

#[test]
fn of_several_policies_the_closest_to_acting_is_named() {
    // 4 rps on 2 instances are 120 a minute: far from 300, above 90 % of 100.
    let mut two = two(100.0, vec![constant(3.0)]);
    two.scaling.as_mut().unwrap().min_capacity = 1;
    let run = run(&two);
    let chain = chain(&two, &run, at("08:20"));
    sound(&run, &chain);
    assert_eq!(
        chain.answer.to_string(),
        "At 08:20 track did not scale: scale-in needs the consent of every target tracking policy, and other did not agree."
    );
    assert_eq!(
        chain.links[2].fact.more().unwrap(),
        "2 policies were evaluated; track came closest to acting (scale-in)."
    );
}

#[test]
fn a_policy_that_may_not_scale_in_says_so() {
    let mut out_only = falling();
    out_only.scaling.as_mut().unwrap().policies[0]
        .tracking_mut()
        .unwrap()
        .disable_scale_in = true;
    let run = run(&out_only);
    let chain = chain(&out_only, &run, at("08:50"));
    assert_eq!(
        chain.answer.to_string(),
        "At 08:50 track did not scale: DisableScaleIn is true, so that this policy never scales in."
    );
}

#[test]
fn the_obstacles_are_those_that_failed_and_no_echo_of_them() {
    let texts = |scenario: &Scenario, clock: &str| -> Vec<String> {
        let run = run(scenario);
        let made = run.decisions.iter().find(|d| d.time == at(clock)).unwrap();
        let obstacles = why_not(scenario, &run, made);
        obstacles.iter().map(|o| o.message.to_string()).collect()
    };
    assert_eq!(
        texts(&rising(), "08:02"),
        ["No datapoint was visible (INSUFFICIENT_DATA)."],
        "neither the alarm nor the capacity repeats it"
    );
    assert_eq!(
        texts(&rising(), "08:09"),
        ["AlarmHigh needs 3 of 3 datapoints above 300; 2 of 3 so far."]
    );
    assert_eq!(
        texts(&rising(), "08:12"),
        [
            "The load needed 4 instances, and 4 were desired already.",
            "The endpoint had been Updating since 08:10, from 2 to 4 instances."
        ]
    );
    assert_eq!(texts(&rising(), "08:10"), [""; 0], "it scaled");
    let early = texts(&falling(), "08:10");
    assert_eq!(
        early,
        ["AlarmLow judges 15 datapoints and had 8 (INSUFFICIENT_DATA)."]
    );
}

#[test]
fn an_event_leads_to_the_decision_behind_it() {
    let scenario = rising();
    let run = run(&scenario);
    let of = |is_it: &dyn Fn(&What) -> bool| {
        let id = run.events.iter().rposition(|e| is_it(&e.what)).unwrap();
        (
            id as u32,
            chain_of_event(&scenario, &run, id as u32).unwrap(),
        )
    };
    let is_arrival = |what: &What| matches!(what, What::Instance { number: 4, state } if *state == InstanceState::InService);
    let (id, arrival) = of(&is_arrival);
    assert_eq!(arrival.asked, run.events[id as usize].time);
    assert_eq!(arrival.links[2].time, at("08:10"), "who asked for it");
    let (id, cooldown) = of(&|what| matches!(what, What::CooldownEnded { .. }));
    assert_eq!(cooldown.asked, run.events[id as usize].time);
    assert_eq!(cooldown.links[2].time, at("08:10"));
    assert_eq!(cooldown.links[4].fact.to_string(), "2 → 4 was Successful");
    let (id, alarm) =
        of(&|what| matches!(what, What::AlarmState { side, .. } if side.name() == "AlarmHigh"));
    assert_eq!(alarm.links[1].event, Some(id));
    assert_eq!(
        chain_of_event(&scenario, &run, run.events.len() as u32),
        None
    );
}

/// Scenarios that differ in everything that a chain looks at.
fn zoo() -> Vec<Scenario> {
    let mut random = spiky();
    random.traffic.arrivals = Arrivals::Poisson;
    let mut crash = random.clone();
    let fault = |at_s, kind| Fault {
        at: Time::from_secs(at_s),
        kind,
    };
    crash.faults = vec![
        fault(1000, FaultKind::InstanceCrash { count: 2 }),
        fault(
            1100,
            FaultKind::MetricsDelay {
                duration: Span::from_secs(400),
                delay: Span::from_secs(90),
            },
        ),
        fault(
            1190,
            FaultKind::InsufficientCapacity {
                duration: Span::from_secs(500),
            },
        ),
        fault(
            2000,
            FaultKind::MetricsLost {
                duration: Span::from_secs(700),
            },
        ),
    ];
    let mut uneven = falling();
    uneven.traffic.arrivals = Arrivals::Poisson;
    uneven.duration = Span::from_secs(3590);
    uneven.cloudwatch.metric_delay = Span::from_secs(95);
    let mut limits = random.clone();
    limits.scaling.as_mut().unwrap().min_capacity = 6;
    limits.scaling.as_mut().unwrap().max_capacity = 7;
    let mut none = random.clone();
    none.scaling = None;
    let mut both = two(
        500.0,
        vec![constant(20.0), spike(300, 600, Height::Multiplies(3.0))],
    );
    both.duration = Span::from_secs(5400);
    both.traffic.arrivals = Arrivals::Poisson;
    both.scaling.as_mut().unwrap().policies[1]
        .tracking_mut()
        .unwrap()
        .scale_in_cooldown = Span::ZERO;
    vec![random, crash, uneven, limits, none, both]
}

#[test]
fn every_minute_and_every_event_of_any_run_has_a_sound_chain() {
    for (which, scenario) in zoo().iter().enumerate() {
        for seed in [1, 2, 77] {
            let run = headroom_engine::simulate(scenario, Seed::new(seed).unwrap());
            // Half minutes too: most events happen in between.
            for half in 0..=scenario.duration.micros() / 30_000_000 {
                let chain = chain(scenario, &run, Time::from_secs(half * 30));
                assert_eq!(chain.asked, Time::from_secs(half * 30));
                sound(&run, &chain);
                assert_eq!(chain, headroom_explain::chain(scenario, &run, chain.asked));
            }
            for id in 0..run.events.len() as u32 {
                let chain = chain_of_event(scenario, &run, id).expect("an event of the run");
                assert_eq!(chain.asked, run.events[id as usize].time);
                sound(&run, &chain);
            }
            for made in &run.decisions {
                let obstacles = why_not(scenario, &run, made);
                let scaled = matches!(made.outcome, Outcome::Scaled { .. });
                assert_eq!(obstacles.is_empty(), scaled, "{which} {seed} {made:?}");
                for obstacle in obstacles {
                    let failed = obstacle.guard.map(|g| made.guards.truth(g));
                    assert!(failed.is_none_or(|truth| truth == Some(false)));
                    assert!(obstacle.message.to_string().ends_with('.'));
                }
            }
        }
    }
}
