//! Time passes: a scenario and a seed go in, a run comes out.
//!
//! The story of one minute. Requests arrive ([`traffic`]), are routed to an instance, wait, run
//! and leave ([`sagemaker`]); the meter counts them ([`cloudwatch::publish`]). At the full minute
//! the period closes, alarms look at the periods that are visible by now
//! ([`cloudwatch::alarm`]), policies decide with all their guards ([`autoscaling`]), and at most
//! one activity starts: the endpoint is Updating until its last instance has arrived or left.
//!
//! Architecture Invariant: the engine cannot fail. A refused scaling action is data in the run.
//! Architecture Invariant: it sees no file, no clock and no entropy; its only inputs are the
//! scenario and the seed.
//! Architecture Invariant: no floating-point function of std: `libm` alone, so that the same
//! bytes come out natively and in every browser.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod agenda;
pub mod autoscaling;
mod billing;
mod client;
pub mod cloudwatch;
mod digest;
mod fault;
pub mod random;
pub mod run;
pub mod sagemaker;
pub mod traffic;
pub mod vpc;
mod world;

use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::Time;

use run::Run;
use world::World;

/// The engine's version: it stands in every report, since samplers and rules are part of it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Runs `scenario` under `seed` from second 0 to its end.
pub fn simulate(scenario: &Scenario, seed: Seed) -> Run {
    Sim::new(scenario, seed).finish()
}

/// A run in progress, for callers that must not be kept waiting. Cutting it anywhere never
/// changes the result.
#[derive(Clone, Debug)]
pub struct Sim {
    world: World,
    now: Time,
}

impl Sim {
    /// The world at second 0.
    pub fn new(scenario: &Scenario, seed: Seed) -> Sim {
        Sim {
            world: World::new(scenario, seed),
            now: Time::ZERO,
        }
    }

    /// Runs everything before `time`, at most to the scenario's end.
    pub fn advance_to(&mut self, time: Time) {
        let limit = time.micros().min(self.world.end_us);
        self.world.run_until(limit);
        self.now = self.now.max(Time::from_micros(limit));
    }

    /// How far it has come.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Requests that have arrived so far.
    pub fn arrived(&self) -> u64 {
        self.world.meter.arrived()
    }

    /// Runs the rest and closes the books.
    pub fn finish(self) -> Run {
        self.world.finish()
    }
}
