//! Streams by purpose: a draw belongs to its request or instance, so that changing a policy
//! never changes the traffic.
//!
//! Xoshiro256++ seeded through SplitMix64 from (seed, purpose, owner); SCENARIO, section 1.

use headroom_model::scenario::Seed;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// What a draw is for. Every request takes exactly one draw from each request stream, whatever
/// becomes of it, so the k-th draw is the k-th request's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Gaps between arrivals; owner 0.
    Arrivals,
    /// Time on a worker; owner 0.
    Service,
    /// Choice of the instance; owner 0.
    Routing,
    /// Whether the container answers with 5xx; owner 0.
    ModelError,
    /// All draws of a retry; the owner is the attempt's number.
    Retry,
    /// The jitter before a retry; the owner is the attempt's number.
    Backoff,
    /// Moments of promotions; the owner is the component's place in the file.
    Promotions,
    /// When a spike begins; the owner is the component's place in the file.
    SpikeMoment,
    /// Provisioning time; the owner is the instance's number.
    Launch,
    /// Cold start; the owner is the environment's number.
    ColdStart,
    /// Time to a Spot interruption; the owner is the instance's number, or a job's attempt.
    Interruption,
}

impl Purpose {
    /// The name that the stream is derived from.
    const fn name(self) -> &'static str {
        match self {
            Purpose::Arrivals => "arrivals",
            Purpose::Service => "service",
            Purpose::Routing => "routing",
            Purpose::ModelError => "model_error",
            Purpose::Retry => "retry",
            Purpose::Backoff => "backoff",
            Purpose::Promotions => "promotions",
            Purpose::SpikeMoment => "spike_moment",
            Purpose::Launch => "launch",
            Purpose::ColdStart => "cold_start",
            Purpose::Interruption => "interruption",
        }
    }
}

/// A stream of random bits.
#[derive(Clone, Debug)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// The stream of `purpose` and `owner` under `seed`.
    pub fn new(seed: Seed, purpose: Purpose, owner: u64) -> Stream {
        let mut state = mix(seed.get() ^ mix(fnv1a(purpose.name()) ^ mix(owner)));
        let mut bytes = [0; 32];
        for word in bytes.chunks_exact_mut(8) {
            state = state.wrapping_add(GOLDEN_GAMMA);
            word.copy_from_slice(&mix(state).to_le_bytes());
        }
        Stream(Xoshiro256PlusPlus::from_seed(bytes))
    }

    /// 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform in [0, 1), 53 bits.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        unit(self.bits())
    }

    /// Uniform in 0 .. n, by one multiplication; the bias is below n / 2^32.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        (((self.bits() >> 32) * u64::from(n)) >> 32) as u32
    }
}

/// The upper 53 of `bits` as a number in [0, 1).
#[inline]
pub fn unit(bits: u64) -> f64 {
    // Signed on the way: one instruction instead of six.
    (bits >> 11) as i64 as f64 * (1.0 / (1_u64 << 53) as f64)
}

/// SplitMix64's increment: Steele, Lea, Flood, "Fast splittable pseudorandom number generators".
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64's output function.
const fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// FNV-1a of a purpose's name.
const fn fnv1a(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(n: u64) -> Seed {
        Seed::new(n).expect("small")
    }

    #[test]
    fn streams_differ_by_seed_purpose_and_owner_and_repeat_otherwise() {
        let first = |s, p, o| Stream::new(seed(s), p, o).bits();
        let base = first(1, Purpose::Arrivals, 0);
        assert_eq!(base, first(1, Purpose::Arrivals, 0));
        assert_ne!(base, first(2, Purpose::Arrivals, 0));
        assert_ne!(base, first(1, Purpose::Service, 0));
        assert_ne!(base, first(1, Purpose::Arrivals, 1));
    }

    #[test]
    fn below_is_even() {
        let mut stream = Stream::new(seed(7), Purpose::Routing, 0);
        let mut counts = [0_u32; 3];
        for _ in 0..30_000 {
            counts[stream.below(3) as usize] += 1;
        }
        // 10,000 each with a standard deviation of 82: five of them.
        assert!(
            counts.iter().all(|&c| c.abs_diff(10_000) < 410),
            "{counts:?}"
        );
    }
}
