//! The caller: how long it waits, and what it tries again.

use serde::{Deserialize, Serialize};

use crate::time::Span;

/// Time-out and retries of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Client {
    /// It gives up on an attempt after this long.
    pub timeout: Option<Span>,
    /// Attempts after the first, at most [`Client::MAX_RETRIES`].
    pub max_retries: u32,
    /// Which failures are tried again.
    pub retry_on: RetryOn,
    /// How long it waits before.
    pub backoff: Backoff,
}

impl Client {
    /// The most retries that a request can have.
    pub const MAX_RETRIES: u32 = 255;
}

/// Which failures are tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryOn {
    /// The chosen instance's queue was full.
    pub rejected: bool,
    /// Serverless concurrency was full.
    pub throttled: bool,
    /// No response in time.
    pub timed_out: bool,
    /// The container answered with 5xx.
    pub model_error: bool,
    /// Nothing was in service.
    pub no_capacity: bool,
    /// The instance died.
    pub instance_lost: bool,
}

impl Default for RetryOn {
    /// Everything but the model's own errors.
    fn default() -> RetryOn {
        RetryOn {
            rejected: true,
            throttled: true,
            timed_out: true,
            model_error: false,
            no_capacity: true,
            instance_lost: true,
        }
    }
}

/// The delay before retry k (0, 1, …): min(max, base × factor^k) × (1 − jitter × U).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Backoff {
    /// Milliseconds before the first retry.
    pub base_ms: f64,
    /// At least 1.
    pub factor: f64,
    /// Milliseconds at most.
    pub max_ms: f64,
    /// 0 to 1.
    pub jitter: f64,
}

impl Default for Backoff {
    /// 100 ms, doubled each time up to 20 s, with full jitter [D].
    fn default() -> Backoff {
        Backoff {
            base_ms: 100.0,
            factor: 2.0,
            max_ms: 20_000.0,
            jitter: 1.0,
        }
    }
}

impl Backoff {
    /// Milliseconds before retry `k`, with `u` uniform in [0, 1).
    pub fn delay_ms(&self, k: u32, u: f64) -> f64 {
        let mut delay = self.base_ms;
        for _ in 0..k {
            if delay >= self.max_ms {
                break;
            }
            delay *= self.factor;
        }
        delay.min(self.max_ms) * (1.0 - self.jitter * u)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_to_its_maximum_and_jitter_shortens_it() {
        let b = Backoff {
            base_ms: 100.0,
            factor: 2.0,
            max_ms: 500.0,
            jitter: 0.5,
        };
        assert_eq!(
            [0, 1, 2, 3, 255].map(|k| b.delay_ms(k, 0.0)),
            [100.0, 200.0, 400.0, 500.0, 500.0]
        );
        assert_eq!(b.delay_ms(0, 0.5), 75.0);
    }
}
