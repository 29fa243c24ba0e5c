//! What is known about asynchronous endpoints at zero and about managed Spot, seen in whole runs.

use headroom_engine::run::{JobState, What, savings_percent};
use headroom_engine::simulate;
use headroom_model::time::Span;
use headroom_scenario::load_toml;
use headroom_tests::kinds::spot_training;
use headroom_tests::worlds::seed;

const WITHOUT_STEP: &str =
    include_str!("../../scenarios/async-to-zero-without-step-policy/scenario.toml");

#[test]
fn fact_6_async_without_step_wakes_once_the_backlog_passes_the_target() {
    let scenario = load_toml(WITHOUT_STEP).expect("in the gallery").scenario;
    let run = simulate(&scenario, scenario.seed);
    let up: Vec<f64> = run
        .events
        .iter()
        .filter(|e| matches!(e.what, What::ActivityStarted { from: 0, .. }))
        .map(|e| e.time.secs_f64())
        .collect();
    // Four wait from 2,400 on, fewer than the target of 5. From 3,600 on more come: three minutes
    // above the target, seen two minutes later.
    assert_eq!(up, [3900.0]);
}

#[test]
fn fact_6_max_wait_stops_a_job_that_is_not_done() {
    let mut scenario = spot_training(36_000, 1800, 600, None, 100_000);
    if let headroom_model::scenario::Endpoint::Training(job) = &mut scenario.endpoint {
        job.max_wait = Some(Span::from_secs(40_000));
    }
    let run = simulate(&scenario, seed(1));
    let job = run.summary.job.expect("a job");
    assert!(!job.completed && job.wall_s == 40_000.0 && job.billed_s < job.wall_s);
    let last = run.events.iter().rev().find_map(|e| match e.what {
        What::Job { state, .. } => Some(state),
        _ => None,
    });
    assert_eq!(last, Some(JobState::MaxWaitTimeExceeded));
}

#[test]
fn fact_6_savings_are_what_is_not_billed_of_the_training_time() {
    assert_eq!(savings_percent(100.0, 500.0), 80.0);
    assert_eq!(savings_percent(500.0, 500.0), 0.0);
    assert_eq!(savings_percent(0.0, 0.0), 0.0);
}
