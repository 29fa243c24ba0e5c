//! How sure the comparison is: both sides over other seeds, and with each assumption moved.

use std::sync::Arc;

use headroom_explain::doubt::{Doubt, Moved, doubts};
use headroom_model::scenario::{Scenario, Seed};
use headroom_scenario::sandbox::Side;
use leptos::prelude::*;

use super::Sandbox;
use crate::runner::message::Trace;

/// Seeds of a cloud, the scenario's own among them [D].
pub const SEEDS: u64 = 20;
/// Runs that a worker gets at once.
const BATCH: usize = 4;

/// Runs of one side: those of the seeds, then those with an assumption moved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cloud {
    /// What A gave under each seed.
    pub a: Vec<Trace>,
    /// What B gave.
    pub b: Vec<Trace>,
    /// With an assumption moved, where both have it.
    pub moved: Vec<(Moved, Trace, Trace)>,
    /// The verdicts.
    pub doubts: Vec<Doubt>,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Nobody has asked.
    Idle,
    /// Runs that are done, and runs in all.
    Running(usize, usize),
    /// It is over; for these two scenarios.
    Done(Arc<Cloud>, [Arc<Scenario>; 2]),
}

struct Work {
    number: u32,
    scenarios: [Arc<Scenario>; 2],
    moved: Vec<Moved>,
    worlds: [Vec<(Scenario, Seed)>; 2],
    traces: [Vec<Trace>; 2],
}

/// The question how sure it is.
#[derive(Clone, Copy)]
pub struct Doubting {
    sandbox: Sandbox,
    /// How far it is.
    pub stage: RwSignal<Stage>,
    work: StoredValue<Option<Work>>,
    number: StoredValue<u32>,
}

impl Doubting {
    /// Nobody has asked yet.
    pub fn new(sandbox: Sandbox) -> Doubting {
        Doubting {
            sandbox,
            stage: RwSignal::new(Stage::Idle),
            work: StoredValue::new(None),
            number: StoredValue::new(0),
        }
    }

    /// What is known, as long as it is about what the charts show.
    pub fn cloud(self) -> Option<Arc<Cloud>> {
        self.stage.with(|stage| match stage {
            Stage::Done(cloud, of) => {
                let same = |side: Side| {
                    let lab = self.sandbox.lab(side);
                    lab.shown.with(|shown| shown.scenario == of[side as usize])
                };
                Side::BOTH.into_iter().all(same).then(|| cloud.clone())
            }
            Stage::Idle | Stage::Running(..) => None,
        })
    }

    /// Begins.
    pub fn start(self) {
        self.sandbox.claim(move || self.stop());
        self.stop();
        let number = self.number.get_value();
        let scenarios = Side::BOTH.map(|side| {
            let lab = self.sandbox.lab(side);
            lab.shown.with_untracked(|shown| shown.scenario.clone())
        });
        let moved: Vec<(Moved, [Scenario; 2])> = Moved::ALL
            .into_iter()
            .filter_map(|moved| {
                let [a, b] = &scenarios;
                Some((moved, [moved.of(a)?, moved.of(b)?]))
            })
            .collect();
        let worlds = [0, 1].map(|i| {
            let scenario = &scenarios[i];
            let seeds = (0..SEEDS).map(|n| ((**scenario).clone(), scenario.seed.nth(n)));
            let moved = moved
                .iter()
                .map(|(_, both)| (both[i].clone(), scenario.seed));
            seeds.chain(moved).collect::<Vec<_>>()
        });
        self.stage.set(Stage::Running(0, worlds[0].len() * 2));
        self.work.set_value(Some(Work {
            number,
            scenarios,
            moved: moved.into_iter().map(|(moved, _)| moved).collect(),
            worlds,
            traces: [Vec::new(), Vec::new()],
        }));
        self.feed(0);
        self.feed(1);
    }

    /// Gives a worker the next runs of its side.
    fn feed(self, side: usize) {
        let next = self.work.try_with_value(|work| {
            let work = work.as_ref()?;
            let from = work.traces[side].len();
            let all = &work.worlds[side];
            let batch = all[from..all.len().min(from + BATCH)].to_vec();
            (!batch.is_empty()).then_some((batch, work.number))
        });
        let Some((batch, number)) = next.flatten() else {
            return;
        };
        self.sandbox.engine(side).trials(batch, move |traces| {
            if self.number.try_get_value() != Some(number) {
                return;
            }
            self.work.update_value(|work| {
                if let Some(work) = work {
                    work.traces[side].extend(traces);
                }
            });
            self.tell();
            self.feed(side);
        });
    }

    fn tell(self) {
        let stage = self.work.with_value(|work| {
            let work = work.as_ref()?;
            let done = work.traces[0].len() + work.traces[1].len();
            let all = work.worlds[0].len() + work.worlds[1].len();
            Some(if done < all {
                Stage::Running(done, all)
            } else {
                Stage::Done(Arc::new(cloud(work)), work.scenarios.clone())
            })
        });
        if let Some(stage) = stage {
            self.stage.set(stage);
        }
    }

    /// Ends it.
    pub fn stop(self) {
        self.number.update_value(|number| *number += 1);
        self.work.set_value(None);
        self.sandbox.engine(0).stop_trials();
        self.sandbox.engine(1).stop_trials();
        if matches!(self.stage.get_untracked(), Stage::Running(..)) {
            self.stage.set(Stage::Idle);
        }
    }
}

fn cloud(work: &Work) -> Cloud {
    let [a, b] = &work.traces;
    let seeds = SEEDS as usize;
    let pairs: Vec<_> = a
        .iter()
        .zip(b)
        .map(|(a, b)| (a.measured, b.measured))
        .collect();
    let later = a.iter().zip(b).skip(seeds);
    let moved: Vec<_> = work
        .moved
        .iter()
        .zip(later)
        .map(|(moved, (a, b))| (*moved, a.clone(), b.clone()))
        .collect();
    let held: Vec<_> = moved
        .iter()
        .map(|(m, a, b)| (*m, a.measured, b.measured))
        .collect();
    Cloud {
        a: a.iter().take(seeds).cloned().collect(),
        b: b.iter().take(seeds).cloned().collect(),
        doubts: doubts(&pairs[..seeds.min(pairs.len())], &held),
        moved,
    }
}
