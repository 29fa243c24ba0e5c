//! Random worlds of `headroom soak`: whatever happens in them, every invariant holds.

use headroom_cli::soak;

const WORLDS: u64 = 1000;

#[test]
fn every_invariant_holds_in_1000_random_worlds() {
    let (mut requests, mut failures, mut activities, mut rollbacks) = (0, 0, 0, 0);
    let (mut lost, mut retries) = (0, 0);
    let mut broken = Vec::new();
    for n in 0..WORLDS {
        let (_, run, found) = soak::one(n).unwrap_or_else(|why| panic!("world {n}: {why}"));
        broken.extend(found.into_iter().map(|line| format!("world {n}: {line}")));
        let r = &run.summary.requests;
        requests += r.arrived;
        failures += r.failed.total();
        activities += run.summary.scaling.scale_outs + run.summary.scaling.scale_ins;
        rollbacks += run.summary.scaling.failed;
        lost += r.failed.instance_lost;
        retries += r.retries;
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    // The worlds are worth looking at.
    println!(
        "{requests} requests, {retries} of them retries, {failures} failures, {lost} lost with their instance, {activities} activities, {rollbacks} rolled back"
    );
    assert!(failures > 10_000 && activities > 500 && rollbacks > 10);
    assert!(lost > 20 && retries > 1000);
}
