use super::*;
use crate::quantity::Quantity;

const FEWEST: Goal = Goal::Lowest(Quantity::FailedRequests);

fn row(values: &[f64]) -> Vec<Measured> {
    let of = |&value| Measured {
        value,
        failed: value as u64,
        cost_usd: 1.0,
        latency_ms_p99: Some(100.0),
        slo_met: false,
    };
    values.iter().map(of).collect()
}

fn costs(values: &[(f64, bool)]) -> Vec<Measured> {
    let of = |&(value, slo_met)| Measured {
        slo_met,
        ..row(&[value])[0]
    };
    values.iter().map(of).collect()
}

fn key(goal: Goal, rows: Vec<Vec<Measured>>) -> Option<Key> {
    let first_seed = Seed::new(Seed::MAX); // seeds wrap, and a tally must not mind
    let mut tally = Tally {
        goal,
        first_seed,
        measured: vec![vec![None; rows[0].len()]; rows.len()],
    };
    for trial in tally.trials().collect::<Vec<_>>() {
        assert_eq!(tally.key(), None, "a key needs every trial");
        let n = trial.seed.get().wrapping_sub(Seed::MAX) & Seed::MAX;
        tally.add_measured(trial, rows[trial.option][n as usize]);
    }
    tally.key()
}

#[test]
fn the_lowest_under_every_seed_is_the_key() {
    let key = key(FEWEST, vec![row(&[90.0, 110.0]), row(&[10.0, 20.0])]).unwrap();
    assert_eq!((key.right, key.clear()), (1, true));
    let outcome = key.by_option[0];
    assert_eq!(
        (outcome.value.mean, outcome.value.min, outcome.value.max),
        (100.0, 90.0, 110.0)
    );
    assert_eq!(outcome.seeds, 2);
}

#[test]
fn a_key_that_flips_under_one_seed_is_in_doubt() {
    let key = key(
        FEWEST,
        vec![row(&[10.0, 10.0, 90.0]), row(&[50.0, 60.0, 70.0])],
    )
    .unwrap();
    assert_eq!(key.right, 0);
    assert_eq!(key.doubt, Some(Doubt::Flips { seed: 2, other: 1 }));
}

#[test]
fn a_tie_is_in_doubt() {
    let key = key(FEWEST, vec![row(&[0.0, 0.0]), row(&[0.0, 0.0])]).unwrap();
    assert_eq!(key.doubt, Some(Doubt::Flips { seed: 0, other: 1 }));
}

#[test]
fn a_small_margin_is_in_doubt() {
    let key = key(FEWEST, vec![row(&[91.0, 92.0]), row(&[100.0, 100.0])]).unwrap();
    let Some(Doubt::Close { other: 1, gap }) = key.doubt else {
        panic!("{key:?}");
    };
    assert!((gap - 0.085).abs() < 1e-9);
    let clear = key_of(&[90.0, 90.0], &[100.0, 100.0]);
    assert_eq!(clear.doubt, None, "the margin itself is enough");
}

fn key_of(a: &[f64], b: &[f64]) -> Key {
    key(FEWEST, vec![row(a), row(b)]).unwrap()
}

#[test]
fn what_never_happens_is_infinitely_late() {
    let clear = key_of(&[900.0, 950.0], &[f64::INFINITY, f64::INFINITY]);
    assert_eq!((clear.right, clear.doubt), (0, None));
    let nobody = vec![row(&[f64::INFINITY]), row(&[f64::INFINITY])];
    assert_eq!(key(FEWEST, nobody), None);
}

#[test]
fn the_cheapest_must_meet_the_slo_under_every_seed() {
    let goal = Goal::CheapestMeetingSlo;
    let misses = costs(&[(1.0, false), (1.0, false)]);
    let dear = costs(&[(3.0, true), (3.0, true)]);
    let cheap = costs(&[(2.0, true), (2.0, true)]);
    let sometimes = costs(&[(1.5, true), (1.5, false)]);

    let clear = key(goal, vec![misses.clone(), dear.clone(), cheap.clone()]).unwrap();
    assert_eq!((clear.right, clear.doubt), (2, None));
    let doubtful = key(goal, vec![sometimes, dear, cheap]).unwrap();
    let doubt = Doubt::SometimesMeets { other: 0, met: 1 };
    assert_eq!((doubtful.right, doubtful.doubt), (2, Some(doubt)));
    assert_eq!(key(goal, vec![misses.clone(), misses]), None);
}

#[test]
fn a_trial_that_nobody_asked_for_is_ignored() {
    let mut tally = Tally {
        goal: FEWEST,
        first_seed: Seed::new(5),
        measured: vec![vec![None; 1]; 1],
    };
    for (option, seed) in [(1, 5), (0, 6), (0, 4)] {
        let seed = Seed::new(seed).unwrap();
        tally.add_measured(Trial { option, seed }, row(&[1.0])[0]);
    }
    assert_eq!(tally.key(), None);
}
