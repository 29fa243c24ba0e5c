//! The floor: what any simulator of this queue must do, one exponential gap and one log-normal
//! service time a request, by Xoshiro256++, a library's ziggurat and `libm`.

use std::hint::black_box;

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution, Exp1, StandardNormal};

/// Samples `n` requests.
pub fn sample(n: u64) -> u64 {
    let mut gaps = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut services = Xoshiro256PlusPlus::seed_from_u64(2);
    let mut sum = 0.0_f64;
    for _ in 0..n {
        let gap: f64 = Exp1.sample(&mut gaps);
        let z: f64 = StandardNormal.sample(&mut services);
        sum += gap + libm::exp(11.4 + 0.47 * z);
    }
    black_box(sum);
    n
}
