//! The engine in slices: the same code in the worker and, where workers are denied, on the page.

use std::cell::Cell;
use std::rc::Rc;

use headroom_engine::Sim;
use headroom_engine::run::Run;
use headroom_explain::search::Measured;
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::{Span, Time};
use headroom_study::Question;
use headroom_study::key::Tally;

use super::message::{Id, Reply, Request, Trace};
use crate::platform::{clock, task};

/// Milliseconds of the first slice: the first sign of progress comes early.
const FIRST_SLICE_MS: f64 = 4.0;
/// Simulated time between two looks at the clock.
const STEP: Span = Span::from_secs(1);
/// Milliseconds that a key sleeps while a run goes on.
const NAP_MS: u32 = 10;

/// Nobody's number: no request is going on.
const NONE: Id = 0;

/// Takes requests and answers through a callback.
#[derive(Clone)]
pub struct Driver {
    lanes: Rc<Lanes>,
    slice_ms: f64,
    answer: Rc<dyn Fn(Reply)>,
}

/// The newest request of each kind; an older one sees that it is not the newest and ends.
#[derive(Default)]
struct Lanes {
    run: Cell<Id>,
    key: Cell<Id>,
    trials: Cell<Id>,
}

impl Driver {
    /// A driver that lets the event loop in every `slice_ms` milliseconds.
    pub fn new(slice_ms: f64, answer: Rc<dyn Fn(Reply)>) -> Driver {
        Driver {
            lanes: Rc::default(),
            slice_ms,
            answer,
        }
    }

    /// Takes a request and returns at once.
    pub fn handle(&self, request: Request) {
        let driver = self.clone();
        match request {
            Request::Run { id, scenario, seed } => {
                self.lanes.run.set(id);
                task::spawn(async move { driver.run(id, &scenario, seed).await });
            }
            Request::StopRun => self.lanes.run.set(NONE),
            Request::Key { id, question } => {
                self.lanes.key.set(id);
                task::spawn(async move { driver.key(id, &question).await });
            }
            Request::StopKey => self.lanes.key.set(NONE),
            Request::Trials { id, worlds } => {
                self.lanes.trials.set(id);
                task::spawn(async move { driver.trials(id, &worlds).await });
            }
            Request::StopTrials => self.lanes.trials.set(NONE),
        }
    }

    async fn run(&self, id: Id, scenario: &Scenario, seed: Seed) {
        let newest = || self.lanes.run.get() == id;
        let progress = |done| (self.answer)(Reply::Running { id, done });
        let run = self.sliced(scenario, seed, newest, progress).await;
        if let Some(run) = run {
            self.lanes.run.set(NONE);
            (self.answer)(Reply::Ran {
                id,
                run: Box::new(run),
            });
        }
    }

    async fn trials(&self, id: Id, worlds: &[(Scenario, Seed)]) {
        let newest = || self.lanes.trials.get() == id;
        let mut measured = Vec::with_capacity(worlds.len());
        for (scenario, seed) in worlds {
            // A person waits for a run.
            while self.lanes.run.get() != NONE {
                clock::sleep(NAP_MS).await;
            }
            let Some(run) = self.sliced(scenario, *seed, newest, |_| {}).await else {
                return;
            };
            measured.push(trace(&run));
            if !newest() {
                return;
            }
        }
        self.lanes.trials.set(NONE);
        (self.answer)(Reply::Measured { id, measured });
    }

    async fn key(&self, id: Id, question: &Question) {
        let newest = || self.lanes.key.get() == id;
        let mut tally = Tally::new(question, question.seeds);
        let trials: Vec<_> = tally.trials().collect();
        let of = trials.len() as u32;
        for (done, trial) in (1..).zip(trials) {
            while self.lanes.run.get() != NONE {
                clock::sleep(NAP_MS).await;
            }
            let Some(world) = question.worlds.get(trial.world) else {
                continue;
            };
            let Some(run) = self
                .sliced(&world.scenario, trial.seed, newest, |_| {})
                .await
            else {
                return;
            };
            tally.add(trial, &run);
            (self.answer)(Reply::Trying { id, done, of });
            clock::sleep(0).await;
            if !newest() {
                return;
            }
        }
        self.lanes.key.set(NONE);
        let key = tally.key().map(Box::new);
        (self.answer)(Reply::Keyed { id, key });
    }

    /// One run in slices; `None` when it was replaced or stopped on the way.
    async fn sliced(
        &self,
        scenario: &Scenario,
        seed: Seed,
        newest: impl Fn() -> bool,
        progress: impl Fn(f64),
    ) -> Option<Run> {
        let mut sim = Sim::new(scenario, seed);
        let end = Time::ZERO + scenario.duration;
        let mut slice_ms = FIRST_SLICE_MS.min(self.slice_ms);
        loop {
            let until = clock::monotonic_ms() + slice_ms;
            while sim.now() < end && clock::monotonic_ms() < until {
                sim.advance_to(end.min(sim.now() + STEP));
            }
            if sim.now() >= end {
                return Some(sim.finish());
            }
            progress(sim.now().secs_f64() / scenario.duration.secs_f64());
            // Lets newer requests in, and on the page the frame.
            clock::sleep(0).await;
            if !newest() {
                return None;
            }
            slice_ms = self.slice_ms;
        }
    }
}

/// What is kept of a run that nobody looks at minute by minute.
fn trace(run: &Run) -> Trace {
    let series = &run.series;
    let share = |i: usize| {
        let failed = series.errors[i] as f32;
        let seen = (series.invocations[i] as f32).max(failed);
        (seen > 0.0).then(|| failed / seen)
    };
    let p99 = series.model_latency_p99_ms.iter();
    Trace {
        measured: Measured::of(run),
        in_service: series.in_service_instance_count.clone(),
        failed: (0..series.len()).map(share).collect(),
        p99_ms: p99.map(|ms| ms.map(|ms| ms as f32)).collect(),
    }
}
