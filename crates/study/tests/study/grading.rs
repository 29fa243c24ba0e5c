//! Predictions and keys against runs of the engine.

use headroom_engine::simulate;
use headroom_model::scenario::Scenario;
use headroom_study::key::Tally;
use headroom_study::prediction::{Credit, grade};
use headroom_study::question::{Basis, Choice, Choosable, Goal, Kind, Stand, World};
use headroom_study::{Figure, PredictionField, Quantity, Question};

use crate::lessons::spiky;

fn field(quantity: Quantity) -> PredictionField {
    PredictionField {
        quantity,
        prompt: String::new(),
        unit: String::new(),
        min: 0.0,
        max: 1.0,
        step: 1.0,
        start: 0.0,
    }
}

/// What every real-time endpoint that scales out has.
const OF_ENDPOINTS: [Quantity; 3] = [
    Quantity::PeakRequested,
    Quantity::FirstNewInService,
    Quantity::FailedRequests,
];

#[test]
fn a_prediction_is_graded_against_its_own_run() {
    let (scenario, _) = spiky();
    let run = simulate(&scenario, scenario.seed);
    let fields = OF_ENDPOINTS.map(field);
    let simulated = OF_ENDPOINTS.map(|q| q.measure(&run).unwrap());

    let exact = grade(&fields, &simulated, &run);
    assert_eq!((exact.points, exact.of), (3.0, 3.0));
    assert_eq!(exact.parts[1].simulated, Some(simulated[1]));

    let near = [simulated[0] + 1.0, simulated[1] + 100.0, simulated[2] * 1.1];
    let near = grade(&fields, &near, &run);
    let credits: Vec<_> = near.parts.iter().map(|part| part.credit).collect();
    assert_eq!(credits, [Credit::None, Credit::Half, Credit::Full]);
    assert_eq!(near.points, 1.5);

    let nothing = grade(&fields, &[8.0], &run);
    assert_eq!(
        (nothing.points, nothing.of),
        (1.0, 3.0),
        "missing values earn nothing"
    );
}

#[test]
fn quantities_of_a_job_are_those_of_its_result() {
    let job = r#"
        format = 1
        id = "job"
        title = "A job"
        duration_s = 20000
        faults = [{ at_s = 5000, kind = "spot_interruption" }]
        [endpoint]
        kind = "training"
        instance_type = "ml.g5.xlarge"
        work_s = 7200
        purchase = "spot"
        checkpoint_interval_s = 1800
        checkpoint_cost_s = 0
        resume_cost_s = 0
        interruptions = { mean_interval_s = 2678400, wait_for_capacity_s = 600 }
    "#;
    let scenario = headroom_scenario::load_toml(job).unwrap().scenario;
    let run = simulate(&scenario, scenario.seed);
    // Two checkpoints of 1,800 s stand at 5,000 s: 1,400 s are done again.
    let of = |quantity: Quantity| quantity.measure(&run);
    assert_eq!(of(Quantity::WorkLost), Some(1400.0));
    assert_eq!(of(Quantity::BillableTime), Some(8600.0));
    assert_eq!(of(Quantity::JobEnds), Some(9200.0));
}

#[test]
fn a_run_without_a_new_instance_has_no_such_moment() {
    let (mut scenario, _) = spiky();
    scenario.scaling = None;
    let run = simulate(&scenario, scenario.seed);
    assert_eq!(Quantity::FirstNewInService.measure(&run), None);
    assert_eq!(Quantity::PeakRequested.measure(&run), Some(4.0));
    let score = grade(&[field(Quantity::FirstNewInService)], &[900.0], &run);
    assert_eq!((score.points, score.of), (0.0, 1.0));
    assert!(score.parts[0].sentence.contains("never"));
}

#[test]
fn the_tally_asks_for_every_option_under_every_seed_and_finds_the_key() {
    let (scenario, alternatives) = spiky();
    let world = |id: &str, scenario: &Scenario| World {
        id: id.into(),
        label: id.into(),
        scenario: scenario.clone(),
    };
    let alternative = |id: &str| {
        let found = alternatives.iter().find(|(known, _)| known == id);
        &found.unwrap().1
    };
    let option = |index: usize| Choosable {
        id: index.to_string(),
        label: String::new(),
        stand: Stand::World(index),
        feedback: String::new(),
        trap: None,
    };
    let question = Question {
        id: "q".into(),
        stem: Vec::new(),
        tasks: Vec::new(),
        traps: Vec::new(),
        worlds: vec![
            world("start", &scenario),
            world("floor", alternative("min-capacity-8")),
        ],
        ranges: Vec::new(),
        seeds: 3,
        fragile: Vec::new(),
        kind: Kind::Choice(Choice {
            options: vec![option(0), option(1)],
            basis: Basis::Best(Goal::Lowest(Figure::failed())),
        }),
    };
    let mut tally = Tally::new(&question, 3);
    let trials: Vec<_> = tally.trials().collect();
    assert_eq!(trials.len(), 6);
    for trial in &trials {
        assert_eq!(tally.key(), None);
        let run = simulate(&question.worlds[trial.world].scenario, trial.seed);
        tally.add(*trial, &run);
    }
    let key = tally.key().unwrap();
    assert!(key.clear() && key.right_option() == Some(1), "{key:?}");
    assert_eq!(key.runs.slo_met(1), 3);
    assert!(key.runs.spread(0, &Figure::failed()).unwrap().min > 10_000.0);
}
