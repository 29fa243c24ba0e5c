use headroom_engine::run::{NotScaledReason, Outcome, What};
use headroom_explain::Strip;
use headroom_explain::delay::delay_budget;
use headroom_explain::message::{BudgetMessage, EventMessage, StripMessage};
use headroom_model::traffic::Component;

use crate::world::{run, scenario, spiky};

#[test]
fn every_event_has_a_sentence_that_ends() {
    let scenario = spiky();
    let run = run(&scenario);
    for id in 0..run.events.len() as u32 {
        let text = EventMessage::of_event(&scenario, &run, id)
            .unwrap()
            .to_string();
        assert!(text.ends_with('.') && !text.contains("  "), "{text}");
        assert!(
            !text.contains("NaN") && !text.contains("no number"),
            "{text}"
        );
    }
    assert_eq!(
        EventMessage::of_event(&scenario, &run, run.events.len() as u32),
        None
    );
}

#[test]
fn the_decisive_sentences_read_as_they_should() {
    let scenario = spiky();
    let run = run(&scenario);
    let texts: Vec<String> = (0..run.events.len() as u32)
        .filter_map(|id| EventMessage::of_event(&scenario, &run, id))
        .map(|m| m.to_string())
        .collect();
    let has = |text: &str| assert!(texts.iter().any(|t| t == text), "{text}\n{texts:#?}");
    has("AlarmHigh of requests began in INSUFFICIENT_DATA.");
    has(
        "The InvocationsPerInstance datapoint of 09:05 became visible: 1,500 per instance in that minute.",
    );
    has("AlarmHigh of requests went to ALARM: 3 of 3 datapoints were above 800.");
    has("requests changed the desired capacity from 4 to 8: ceil(6,000 / 800) = 8.");
    has("4 more instances were requested by requests: desired 4 to 8.");
    has("The endpoint is Updating: no policy can scale it.");
}

#[test]
fn a_decision_that_does_not_scale_says_why() {
    let scenario = spiky();
    let run = run(&scenario);
    let updating = run.decisions.iter().find(|d| {
        d.outcome == Outcome::NotScaled(NotScaledReason::TargetServicePutResourceAsUnscalable)
    });
    let text = EventMessage::of_decision(&scenario, &run, updating.unwrap()).to_string();
    let expected =
        "requests did not scale: the endpoint was Updating (TargetServicePutResourceAsUnscalable).";
    assert_eq!(text, expected);
}

#[test]
fn every_strip_has_one_sentence() {
    let scenario = spiky();
    let run = run(&scenario);
    let text = |strip| StripMessage::of_strip(strip, &scenario, &run).to_string();
    assert_eq!(
        text(Strip::Traffic),
        "50 rps at first, at most 100 rps from 09:05 to 09:35, 50 rps at the end."
    );
    assert!(text(Strip::Capacity).starts_with("4 instances in service at first; at most 8 requested, at 09:10; the first new one in service at 09:1"));
    assert!(text(Strip::Metric).contains("against a target of 800."));
    assert_eq!(
        text(Strip::Policy),
        "1 scale-out and 0 scale-ins; a cooldown held 0 evaluations."
    );
    assert!(text(Strip::Errors).contains(" failed requests, between 09:05 and 09:1"));
    assert!(text(Strip::Latency).starts_with("ModelLatency p99 lay between "));
    assert!(text(Strip::Cost).starts_with("$1."));
}

#[test]
fn strips_of_a_quiet_run_say_that_nothing_happened() {
    let mut scenario = scenario(vec![Component::Constant { rps: 20.0 }]);
    scenario.scaling = None;
    let run = run(&scenario);
    let text = |strip| StripMessage::of_strip(strip, &scenario, &run).to_string();
    assert_eq!(text(Strip::Traffic), "20 rps throughout.");
    assert_eq!(
        text(Strip::Capacity),
        "4 instances in service throughout; none was requested."
    );
    assert_eq!(text(Strip::Policy), "No scaling activity in this run.");
    assert_eq!(text(Strip::Errors), "No request failed.");
    assert!(text(Strip::Metric).ends_with("; no policy follows it."));
}

#[test]
fn the_budget_in_words_adds_up() {
    let scenario = spiky();
    let run = run(&scenario);
    let budget = delay_budget(&scenario, &run).unwrap();
    let whole = BudgetMessage::of_budget(&budget, run.start);
    let BudgetMessage::Budget { total_s, parts, .. } = &whole else {
        panic!("{whole:?}");
    };
    assert_eq!(*total_s, parts.iter().map(|p| p.1).sum::<u64>());
    assert!(
        whole
            .to_string()
            .contains("after 09:05: alarm 180 s + metric 120 s + cooldown 0 s + launch ")
    );
    let parts = BudgetMessage::of_budget_parts(&budget);
    assert_eq!(parts.len(), budget.segments.len());
    assert!(BudgetMessage::of_budget_last(&budget, run.start).is_some());
}

#[test]
fn merged_decisions_say_how_many_and_until_when() {
    let scenario = spiky();
    let run = run(&scenario);
    let id = run
        .events
        .iter()
        .position(|e| matches!(e.what, What::Decision { count, .. } if count > 1));
    let text = EventMessage::of_event(&scenario, &run, id.unwrap() as u32)
        .unwrap()
        .to_string();
    assert!(text.contains(" evaluations up to 0"), "{text}");
}
