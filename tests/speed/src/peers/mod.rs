//! The same queue in two simulation libraries: Poisson arrivals, log-normal service, eight workers,
//! first come first served. No router and no metrics, only the mean wait, so that we know that it is
//! the same queue.
//!
//! Each is written as lean as its library lets one write it: events without content, one component,
//! one pending arrival. Draws come from a library's samplers on the generator that the engine uses.

pub mod actors;
pub mod events;

use std::collections::VecDeque;

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution, Exp1, LogNormal};

/// Requests per second.
pub const RPS: f64 = 64.0;
/// Workers.
pub const WORKERS: u32 = 8;
/// Mean service time, seconds.
pub const MEAN_S: f64 = 0.1;
/// Its coefficient of variation.
pub const CV: f64 = 0.5;

/// Gaps and service times, in seconds.
#[derive(Clone, Debug)]
pub struct Draws {
    gaps: Xoshiro256PlusPlus,
    services: Xoshiro256PlusPlus,
    lognormal: LogNormal<f64>,
}

impl Draws {
    fn new(seed: u64) -> Draws {
        let lognormal = LogNormal::from_mean_cv(MEAN_S, CV);
        Draws {
            gaps: Xoshiro256PlusPlus::seed_from_u64(2 * seed),
            services: Xoshiro256PlusPlus::seed_from_u64(2 * seed + 1),
            lognormal: lognormal.expect("mean and variation are positive"),
        }
    }

    #[inline]
    fn gap(&mut self) -> f64 {
        let gap: f64 = Exp1.sample(&mut self.gaps);
        gap / RPS
    }

    #[inline]
    fn service(&mut self) -> f64 {
        self.lognormal.sample(&mut self.services)
    }
}

/// What came of a peer's run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Served {
    /// Requests that left.
    pub requests: u64,
    /// Sum of their waits, seconds.
    pub wait_s: f64,
}

/// The queue itself, without a notion of events.
#[derive(Clone, Debug)]
struct Queue {
    draws: Draws,
    /// Requests that are still to come.
    left: u64,
    busy: u32,
    /// Arrival times.
    waiting: VecDeque<f64>,
    served: Served,
}

impl Queue {
    fn new(seed: u64, requests: u64) -> Queue {
        Queue {
            draws: Draws::new(seed),
            left: requests,
            busy: 0,
            waiting: VecDeque::new(),
            served: Served::default(),
        }
    }

    /// A request comes; its service time if a worker takes it at once.
    #[inline]
    fn arrive(&mut self, now_s: f64) -> Option<f64> {
        if self.busy == WORKERS {
            self.waiting.push_back(now_s);
            return None;
        }
        self.busy += 1;
        Some(self.draws.service())
    }

    /// The gap to the next request, if one is still to come.
    #[inline]
    fn next_gap(&mut self) -> Option<f64> {
        self.left = self.left.checked_sub(1)?;
        Some(self.draws.gap())
    }

    /// A worker is done; the service time of the request that it takes from the queue.
    #[inline]
    fn depart(&mut self, now_s: f64) -> Option<f64> {
        self.served.requests += 1;
        let Some(arrival_s) = self.waiting.pop_front() else {
            self.busy -= 1;
            return None;
        };
        self.served.wait_s += now_s - arrival_s;
        Some(self.draws.service())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_peers_simulate_the_same_queue_draw_for_draw() {
        let (events, actors) = (events::run(7, 50_000), actors::run(7, 50_000));
        assert_eq!(events.requests, 50_000);
        assert_eq!(actors.requests, 50_000);
        // One rounds times to nanoseconds.
        let ratio = events.wait_s / actors.wait_s;
        assert!((ratio - 1.0).abs() < 1e-3, "{events:?} {actors:?}");
        assert!(events.wait_s > 0.0);
    }
}
