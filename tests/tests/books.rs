//! Random worlds of `headroom soak`: whatever happens in them, every invariant holds.

use headroom_cli::soak::totals::Totals;
use headroom_cli::soak::{self, world::Worlds};

fn soaked(worlds: Worlds, count: u64) -> Totals {
    let mut told = Totals::default();
    let mut broken = Vec::new();
    for n in 0..count {
        let (_, run, found) = soak::one(worlds, n).unwrap_or_else(|why| panic!("world {n}: {why}"));
        broken.extend(found.into_iter().map(|line| format!("world {n}: {line}")));
        told.add(&run);
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    println!("{told}");
    told
}

#[test]
fn every_invariant_holds_in_1000_worlds_of_scaling() {
    let told = soaked(Worlds::Scaling, 1000);
    // The worlds are worth looking at.
    assert!(told.failures > 10_000 && told.scale_outs + told.scale_ins > 500);
    assert!(told.rolled_back > 50 && told.refused > 500);
    assert!(told.lost_with_their_instance > 20 && told.retries > 1000);
}

#[test]
fn every_invariant_holds_in_2000_worlds_of_every_kind() {
    let told = soaked(Worlds::EveryKind, 2000);
    assert!(told.requests > 200_000 && told.failures > 10_000);
    assert!(told.scale_outs > 500 && told.scale_ins > 500 && told.from_zero > 50);
    assert!(told.rolled_back > 50 && told.refused > 500 && told.not_created > 20);
    assert!(told.cold_starts > 200 && told.jobs_done > 200 && told.interruptions > 200);
}
