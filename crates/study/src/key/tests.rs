use super::*;
use crate::question::{Basis, Choice, Choosable, Goal, Kind, Stand};

/// A choice among as many worlds as there are rows; world i is option i.
fn choice(goal: Goal, worlds: usize) -> Question {
    let options = (0..worlds).map(|world| Choosable {
        id: format!("o{world}"),
        label: String::new(),
        stand: Stand::World(world),
        feedback: String::new(),
        trap: None,
    });
    Question {
        id: "q".into(),
        stem: Vec::new(),
        tasks: Vec::new(),
        traps: Vec::new(),
        worlds: Vec::new(),
        ranges: Vec::new(),
        seeds: 3,
        fragile: Vec::new(),
        kind: Kind::Choice(Choice {
            options: options.collect(),
            basis: Basis::Best(goal),
        }),
    }
}

/// Runs of which only failed requests, cost and SLO are known.
fn row(values: &[(f64, f64, bool)]) -> Vec<Measured> {
    let of = |&(failed, cost, met): &(f64, f64, bool)| {
        let met = f64::from(u8::from(met));
        Measured(vec![Some(failed), Some(cost), Some(100.0), Some(met)])
    };
    values.iter().map(of).collect()
}

fn failed(values: &[f64]) -> Vec<Measured> {
    let rows: Vec<_> = values.iter().map(|v| (*v, 1.0, false)).collect();
    row(&rows)
}

fn key(goal: Goal, rows: Vec<Vec<Measured>>) -> Option<Key> {
    let first_seed = Seed::new(Seed::MAX); // seeds wrap, and a tally must not mind
    let mut tally = Tally {
        question: choice(goal, rows.len()),
        first_seed,
        measured: vec![vec![None; rows[0].len()]; rows.len()],
    };
    for trial in tally.trials().collect::<Vec<_>>() {
        assert_eq!(tally.key(), None, "a key needs every trial");
        let n = trial.seed.get().wrapping_sub(Seed::MAX) & Seed::MAX;
        tally.add_measured(trial, rows[trial.world][n as usize].clone());
    }
    tally.key()
}

fn fewest() -> Goal {
    Goal::Lowest(Figure::failed())
}

#[test]
fn the_lowest_under_every_seed_is_the_key() {
    let key = key(
        fewest(),
        vec![failed(&[90.0, 110.0]), failed(&[10.0, 20.0])],
    )
    .unwrap();
    assert_eq!((key.right_option(), key.clear()), (Some(1), true));
    let spread = key.runs.spread(0, &Figure::failed()).unwrap();
    assert_eq!((spread.mean, spread.min, spread.max), (100.0, 90.0, 110.0));
    assert_eq!(key.runs.seeds(), 2);
}

#[test]
fn the_highest_is_the_key_of_the_opposite_goal() {
    let goal = Goal::Highest(Figure::failed());
    let key = key(goal, vec![failed(&[90.0, 110.0]), failed(&[10.0, 20.0])]).unwrap();
    assert_eq!((key.right_option(), key.clear()), (Some(0), true));
}

#[test]
fn a_key_that_flips_or_is_close_is_in_doubt() {
    let rows = vec![failed(&[10.0, 10.0, 90.0]), failed(&[50.0, 60.0, 70.0])];
    let flips = key(fewest(), rows).unwrap();
    assert_eq!(flips.right_option(), Some(0));
    assert_eq!(flips.doubt, Some(Doubt::Flips { seed: 2, other: 1 }));

    let close = key(fewest(), vec![failed(&[95.0]), failed(&[100.0])]).unwrap();
    assert!(matches!(close.doubt, Some(Doubt::Close { other: 1, .. })));
}

#[test]
fn the_cheapest_must_meet_the_slo_under_every_seed() {
    let rows = vec![
        row(&[(0.0, 1.0, true), (0.0, 1.0, false)]),
        row(&[(0.0, 2.0, true), (0.0, 2.0, true)]),
        row(&[(0.0, 3.0, true), (0.0, 3.0, true)]),
    ];
    let key = key(Goal::CheapestMeetingSlo, rows).unwrap();
    assert_eq!(key.right_option(), Some(1));
    let doubt = Doubt::SometimesMeets { other: 0, met: 1 };
    assert_eq!(key.doubt, Some(doubt));
}

#[test]
fn without_any_that_meets_the_slo_there_is_no_key() {
    let rows = vec![row(&[(0.0, 1.0, false)]), row(&[(0.0, 2.0, false)])];
    assert_eq!(key(Goal::CheapestMeetingSlo, rows), None);
}
