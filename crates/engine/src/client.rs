//! The caller: retries, and whether each request was answered in the end.

use alloc::collections::BinaryHeap;
use core::cmp::Reverse;

use headroom_model::client::Client;
use headroom_model::scenario::Seed;
use headroom_model::time::Span;

use crate::random::stream::{Purpose, Stream};
use crate::run::Origins;

/// The low bits of an attempt's number: 0 for the first, then one more for each retry. The rest
/// is the request's own number.
pub const ATTEMPT_BITS: u32 = 8;

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The chosen instance's queue was full.
    Rejected,
    /// The concurrency of a serverless endpoint was full.
    Throttled,
    /// No response in time.
    TimedOut,
    /// The container answered with 5xx.
    ModelError,
    /// Nothing was in service.
    NoCapacity,
    /// The instance died.
    InstanceLost,
}

/// The callers of a scenario that has a `client`.
#[derive(Clone, Debug)]
pub struct Callers {
    client: Client,
    seed: Seed,
    /// Retries in back-off: time, then the attempt's number.
    waiting: BinaryHeap<Reverse<(u64, u64)>>,
    /// The first request that the summary counts.
    first: u64,
    succeeded: u64,
    failed: u64,
}

impl Callers {
    /// Nobody has called yet.
    pub fn new(client: Client, seed: Seed) -> Callers {
        let waiting = BinaryHeap::new();
        Callers {
            client,
            seed,
            waiting,
            first: 0,
            succeeded: 0,
            failed: 0,
        }
    }

    /// The summary begins with request number `first`.
    pub fn measure_start(&mut self, first: u64) {
        (self.first, self.succeeded, self.failed) = (first, 0, 0);
    }

    /// When the next retry is due.
    pub fn next_us(&self) -> u64 {
        self.waiting.peek().map_or(u64::MAX, |retry| retry.0.0)
    }

    /// The next retry's number.
    pub fn pop(&mut self) -> Option<u64> {
        self.waiting.pop().map(|Reverse((_, number))| number)
    }

    /// An attempt was answered.
    pub fn succeed(&mut self, number: u64) {
        self.succeeded += u64::from(self.counts(number));
    }

    /// An attempt failed: it is tried again, or the request is given up.
    pub fn fail(&mut self, now_us: u64, number: u64, failure: Failure) {
        let on = self.client.retry_on;
        let is_retried = match failure {
            Failure::Rejected => on.rejected,
            Failure::Throttled => on.throttled,
            Failure::TimedOut => on.timed_out,
            Failure::ModelError => on.model_error,
            Failure::NoCapacity => on.no_capacity,
            Failure::InstanceLost => on.instance_lost,
        };
        let attempt = number as u32 & ((1 << ATTEMPT_BITS) - 1);
        if is_retried && attempt < self.client.max_retries {
            let retry = number + 1;
            let u = Stream::new(self.seed, Purpose::Backoff, retry).unit();
            let delay = Span::from_ms_f64(self.client.backoff.delay_ms(attempt, u));
            self.waiting.push(Reverse((now_us + delay.micros(), retry)));
        } else {
            self.failed += u64::from(self.counts(number));
        }
    }

    /// The callers' view at the end; `in_flight` are the attempts that are still on their way.
    pub fn origins(&self, requests: u64, in_flight: impl Iterator<Item = u64>) -> Origins {
        let waiting = self.waiting.iter().map(|Reverse((_, number))| *number);
        let open = in_flight
            .chain(waiting)
            .filter(|&number| self.counts(number))
            .count();
        Origins {
            arrived: requests - self.first,
            succeeded: self.succeeded,
            failed: self.failed,
            open: open as u64,
        }
    }

    fn counts(&self, number: u64) -> bool {
        number >> ATTEMPT_BITS >= self.first
    }
}
