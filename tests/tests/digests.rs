//! The same scenario, seed and version give the same bytes, however often and wherever.

use headroom_engine::simulate;
use headroom_model::traffic::ServiceTime;
use headroom_tests::worlds::{fixed, seed, tracked};

#[test]
fn a_run_repeats_to_the_last_bit() {
    let service = ServiceTime::Lognormal {
        mean_ms: 100.0,
        cv: 0.5,
    };
    let scenario = tracked(fixed(70.0, 4, 2, service, 3600), 800.0, 1, 12);
    let first = simulate(&scenario, seed(5));
    assert_eq!(first, simulate(&scenario, seed(5)));
    assert_eq!(first.digest(), simulate(&scenario, seed(5)).digest());
    assert_eq!(first.digest().len(), 32);
}

#[test]
fn a_digest_notices_the_last_bit() {
    let scenario = fixed(1.0, 1, 1, ServiceTime::Constant { mean_ms: 10.0 }, 60);
    let run = simulate(&scenario, seed(1));
    let mut other = run.clone();
    other.summary.capacity.mean = f64::from_bits(other.summary.capacity.mean.to_bits() ^ 1);
    assert_ne!(run.digest(), other.digest());
}
