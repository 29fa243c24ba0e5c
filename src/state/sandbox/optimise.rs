//! The search for the cheapest configuration that keeps the SLO, among variations of A.

use std::sync::Arc;

use headroom_explain::search::{Found, Plan, Search, Trial};
use headroom_model::scenario::Scenario;
use headroom_scenario::Source;
use headroom_scenario::sandbox::{Pair, Side};
use headroom_scenario::sweep::{Axis, Grid};
use leptos::prelude::*;
use serde_json::Value as Json;

use super::Sandbox;
use crate::platform::{clock, task};

/// Most combinations of a search [D].
const MOST: u64 = 2_000;
/// Runs that a worker gets at once: few, so that the others find work as well.
const BATCH: usize = 4;
/// Combinations that are judged between two looks at the page.
const JUDGED_AT_ONCE: u64 = 10;

/// A candidate: what it changes of A.
pub type Changes = Vec<(String, Json)>;

/// What came of a search.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Records by index of the candidate.
    pub found: Found,
    /// What each candidate changes.
    pub candidates: Vec<Changes>,
    /// Combinations that no scenario may have.
    pub refused: u64,
    /// A has an SLO; without one no request may fail.
    pub has_slo: bool,
    /// What was varied.
    pub source: Source,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Nobody has asked.
    Idle,
    /// The variations cannot be read.
    Wrong(String),
    /// Runs that are done, and runs in all.
    Running(usize, usize),
    /// It is over.
    Found(Arc<Report>),
}

struct Work {
    search: Search,
    worlds: Vec<Arc<Scenario>>,
    report: Report,
    /// Workers without work, waiting for the next round.
    idle: Vec<usize>,
}

/// A search and what it varies.
#[derive(Clone, Copy)]
pub struct Optimise {
    sandbox: Sandbox,
    /// The variations, one a line: `PATH=VALUE,VALUE`.
    pub axes: RwSignal<String>,
    /// How far it is.
    pub stage: RwSignal<Stage>,
    work: StoredValue<Option<Work>, LocalStorage>,
    /// Counts the searches, so that an old one sees that it is old.
    number: StoredValue<u32>,
}

impl Optimise {
    /// No search yet, with the variations that suit A.
    pub fn new(sandbox: Sandbox) -> Optimise {
        let axes = RwSignal::new(sandbox.draft.with_untracked(usual_axes));
        // Another scenario has other fields to vary.
        Effect::new(move |before: Option<Option<String>>| {
            let preset = sandbox.preset.get();
            if before.is_some_and(|before| before != preset) {
                axes.set(sandbox.draft.with_untracked(usual_axes));
            }
            preset
        });
        Optimise {
            sandbox,
            axes,
            stage: RwSignal::new(Stage::Idle),
            work: StoredValue::new_local(None),
            number: StoredValue::new(0),
        }
    }

    /// Combinations that the lines have; why they are none.
    pub fn size(self) -> Result<u64, String> {
        let source = self.sandbox.draft.with(|pair| pair.side(Side::A).clone());
        self.axes
            .with(|text| grid(source, text))
            .map(|grid| grid.len())
    }

    /// Begins.
    pub fn start(self) {
        self.sandbox.claim(move || self.stop());
        self.stop();
        let source = self
            .sandbox
            .draft
            .with_untracked(|pair| pair.side(Side::A).clone());
        let grid = match self.axes.with_untracked(|text| grid(source.clone(), text)) {
            Ok(grid) => grid,
            Err(why) => return self.stage.set(Stage::Wrong(why)),
        };
        let number = self.number.get_value();
        self.stage.set(Stage::Running(0, grid.len() as usize));
        task::spawn(async move {
            let mut worlds = Vec::new();
            let mut candidates = Vec::new();
            for index in 0..grid.len() {
                if index % JUDGED_AT_ONCE == 0 {
                    clock::sleep(0).await;
                    if self.number.try_get_value() != Some(number) {
                        return;
                    }
                }
                if let Ok(document) = grid.document(index) {
                    worlds.push(Arc::new(document.scenario));
                    let values = grid.values(index).into_iter();
                    candidates.push(values.map(|(p, v)| (p.to_owned(), v.clone())).collect());
                }
            }
            self.search(source, grid.len(), worlds, candidates);
        });
    }

    fn search(
        self,
        source: Source,
        all: u64,
        worlds: Vec<Arc<Scenario>>,
        candidates: Vec<Changes>,
    ) {
        let Some(first) = worlds.first().cloned() else {
            return self.stage.set(Stage::Wrong(NONE.into()));
        };
        let search = Search::new(worlds.len(), Plan::new(first.seed));
        let report = Report {
            found: Found {
                finalists: Vec::new(),
                screened: Vec::new(),
                front: Vec::new(),
            },
            refused: all - candidates.len() as u64,
            candidates,
            has_slo: first.slo.is_some(),
            source,
        };
        self.work.set_value(Some(Work {
            search,
            worlds,
            report,
            idle: Vec::new(),
        }));
        self.tell();
        for side in Side::BOTH {
            self.feed(side as usize);
        }
    }

    /// Gives a worker its next runs.
    fn feed(self, worker: usize) {
        let number = self.number.get_value();
        let batch = self.work.try_update_value(|work| {
            let work = work.as_mut()?;
            let next: Vec<Trial> = (0..BATCH).map_while(|_| work.search.next_trial()).collect();
            if next.is_empty() {
                work.idle.push(worker);
                return None;
            }
            let worlds = next.iter();
            let worlds = worlds.map(|trial| ((*work.worlds[trial.candidate]).clone(), trial.seed));
            Some((worlds.collect::<Vec<_>>(), next))
        });
        let Some((worlds, trials)) = batch.flatten() else {
            return;
        };
        self.sandbox.engine(worker).trials(worlds, move |measured| {
            if self.number.try_get_value() != Some(number) {
                return;
            }
            let waiting = self.work.try_update_value(|work| {
                let Some(work) = work.as_mut() else {
                    return Vec::new();
                };
                for (trial, trace) in trials.iter().zip(&measured) {
                    work.search.add(*trial, trace.measured);
                }
                std::mem::take(&mut work.idle)
            });
            self.tell();
            for worker in waiting.unwrap_or_default().into_iter().chain([worker]) {
                self.feed(worker);
            }
        });
    }

    /// Says how far it is.
    fn tell(self) {
        let stage = self.work.try_update_value(|work| {
            let work = work.as_mut()?;
            let (done, of) = work.search.progress();
            let Some(found) = work.search.found() else {
                return Some(Stage::Running(done, of));
            };
            let report = Report {
                found,
                ..work.report.clone()
            };
            Some(Stage::Found(Arc::new(report)))
        });
        if let Some(stage) = stage.flatten() {
            self.stage.set(stage);
        }
    }

    /// Ends it; what was found so far is dropped.
    pub fn stop(self) {
        self.number.update_value(|number| *number += 1);
        self.work.set_value(None);
        for side in Side::BOTH {
            self.sandbox.engine(side as usize).stop_trials();
        }
        if matches!(self.stage.get_untracked(), Stage::Running(..)) {
            self.stage.set(Stage::Idle);
        }
    }

    /// B becomes a candidate.
    pub fn load(self, report: &Report, candidate: usize) {
        let Some(changes) = report.candidates.get(candidate) else {
            return;
        };
        let changed = changes
            .iter()
            .try_fold(report.source.clone(), |source, (path, value)| {
                source.with(path, value)
            });
        if let Some(changed) = changed {
            self.sandbox
                .change(|pair| pair.with_source(Side::B, changed));
        }
    }
}

/// No combination is a scenario.
const NONE: &str = "no combination of these values is a scenario that can run";

fn grid(source: Source, text: &str) -> Result<Grid, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let axes: Vec<Axis> = lines.map(Axis::read).collect::<Result<_, _>>()?;
    let grid = Grid::new(source, axes)?;
    if grid.len() > MOST {
        return Err(format!(
            "these are {} combinations, and a search has at most {MOST}",
            grid.len()
        ));
    }
    Ok(grid)
}

/// The smallest capacity, the target and the cooldown of A's first target tracking policy, around
/// what they are.
fn usual_axes(pair: &Pair) -> String {
    let number = |path: &str| pair.written(Side::A, path)?.parse::<f64>().ok();
    let list = |path: &str, values: Vec<f64>| {
        let mut values = values;
        values.dedup();
        let values: Vec<String> = values.iter().map(f64::to_string).collect();
        format!("{path}={}", values.join(","))
    };
    let mut lines = Vec::new();
    let target = "scaling.scalable_target.";
    let (min, max) = (
        format!("{target}MinCapacity"),
        format!("{target}MaxCapacity"),
    );
    if let (Some(least), Some(most)) = (number(&min), number(&max)) {
        let steps = [0.0, 1.0, 2.0, 4.0, 6.0, 8.0].map(|more| (least + more).min(most));
        lines.push(list(&min, steps.to_vec()));
    }
    let tracking = "scaling.policies[0].TargetTrackingScalingPolicyConfiguration.";
    let path = format!("{tracking}TargetValue");
    if let Some(value) = number(&path) {
        let steps =
            [0.5, 0.625, 0.75, 0.875, 1.0, 1.25].map(|times| (value * times).round().max(1.0));
        lines.push(list(&path, steps.to_vec()));
        lines.push(list(
            &format!("{tracking}ScaleOutCooldown"),
            vec![0.0, 60.0, 300.0],
        ));
    }
    lines.join("\n")
}
