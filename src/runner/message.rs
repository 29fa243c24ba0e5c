//! What the page and the engine say to each other, as postcard bytes: floats travel as bits.

use headroom_engine::run::Run;
use headroom_explain::search::Measured;
use headroom_model::scenario::{Scenario, Seed};
use headroom_study::Question;
use headroom_study::key::Key;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Numbers a request; replies carry the number of theirs.
pub type Id = u32;

/// What the page asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// One run. The newest replaces the one before.
    Run {
        /// Its number.
        id: Id,
        /// What to run.
        scenario: Box<Scenario>,
        /// With which seed.
        seed: Seed,
    },
    /// Stops the run that is going on.
    StopRun,
    /// The key of a question: every world with every seed. Waits while a run is going on, for a
    /// person waits for a run. The newest replaces the one before.
    Key {
        /// Its number.
        id: Id,
        /// The question.
        question: Box<Question>,
    },
    /// Stops the key that is going on.
    StopKey,
    /// Several runs of which only a few figures are wanted. The newest replaces the one before.
    Trials {
        /// Its number.
        id: Id,
        /// What to run, each with its seed.
        worlds: Vec<(Scenario, Seed)>,
    },
    /// Stops the trials that are going on.
    StopTrials,
}

/// What is kept of a trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The figures of a search.
    pub measured: Measured,
    /// Instances in service at the end of each minute.
    pub in_service: Vec<u32>,
    /// The share of each minute's requests that failed; `None` without any.
    pub failed: Vec<Option<f32>>,
    /// 99th percentile of each minute's latency, ms.
    pub p99_ms: Vec<Option<f32>>,
}

/// What the engine answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// A run goes on.
    Running {
        /// The request's number.
        id: Id,
        /// The simulated part, 0 to 1.
        done: f64,
    },
    /// A run is finished.
    Ran {
        /// The request's number.
        id: Id,
        /// The run.
        run: Box<Run>,
    },
    /// A key goes on.
    Trying {
        /// The request's number.
        id: Id,
        /// Finished trials.
        done: u32,
        /// All trials.
        of: u32,
    },
    /// A key is finished; `None` when the question has no key.
    Keyed {
        /// The request's number.
        id: Id,
        /// The key.
        key: Option<Box<Key>>,
    },
    /// Trials are finished.
    Measured {
        /// The request's number.
        id: Id,
        /// What came of each, in the order in which they were asked for.
        measured: Vec<Trace>,
    },
}

/// A message as bytes; `None` only for a value that postcard cannot write, and every message here
/// can be written.
pub fn encode<T: Serialize>(message: &T) -> Option<Vec<u8>> {
    postcard::to_allocvec(message).ok()
}

/// A message from bytes; `None` for bytes of another version.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
