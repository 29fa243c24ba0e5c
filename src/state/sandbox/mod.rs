//! The sandbox: two configurations that a person edits, each with its last good run.

pub mod doubt;
mod history;
mod notes;
pub mod optimise;

use std::rc::Rc;
use std::sync::Arc;

use headroom_engine::traffic;
use headroom_explain::but_for::Lift;
use headroom_model::scenario::Scenario;
use headroom_scenario::sandbox::{Kind, Line, Link, Pair, Preset, Side};
use headroom_scenario::{Document, Problems, Source};
use leptos::prelude::*;

use super::{Desk, Fetched, Lab};
use crate::runner::client::{Engine, RunNews};
use history::History;
pub use notes::{Note, Notes};

/// Stops what has the workers. Not a `Callback`, which goes with the view that made it.
type Stop = Rc<dyn Fn()>;

/// Where the sandbox begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// With the first preset.
    Usual,
    /// With the preset of this id.
    Preset(String),
    /// With what a link carries.
    Link(String),
}

/// Requests that both runs may make before a link's work is asked about: some ten seconds of a
/// slow device [D].
const MANY_REQUESTS: f64 = 1e7;

/// A configuration, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// What it is, unless it is refused.
    pub document: Option<Document>,
    /// What is wrong with it, and what does nothing.
    pub problems: Problems,
}

impl Judged {
    fn of(pair: &Pair, side: Side) -> Judged {
        match pair.document(side) {
            Ok(document) => Judged {
                problems: document.warnings.clone(),
                document: Some(document),
            },
            Err(problems) => Judged {
                document: None,
                problems,
            },
        }
    }
}

/// The state of the sandbox. Only handles, so it is copied freely.
#[derive(Clone, Copy)]
pub struct Sandbox {
    /// What stands in the form, good or not.
    pub draft: RwSignal<Pair>,
    /// Its lines, section by section.
    pub lines: Memo<Vec<Vec<Line>>>,
    /// What is wrong, at its line.
    pub notes: Memo<Notes>,
    /// The side whose events are asked about.
    pub asks: RwSignal<usize>,
    /// Both judged.
    pub judged: Memo<[Arc<Judged>; 2]>,
    /// What can be undone and redone.
    pub can: RwSignal<(bool, bool)>,
    /// How far each run is; `None` when none goes on.
    pub progress: RwSignal<[Option<f64>; 2]>,
    /// A link asks for so many requests, and waits for a person's word.
    pub waits: RwSignal<Option<f64>>,
    /// The preset that the pair comes from.
    pub preset: RwSignal<Option<String>>,
    labs: [Lab; 2],
    /// Stops what the workers do besides the two runs.
    workers: StoredValue<Option<Stop>, LocalStorage>,
    history: StoredValue<History<Pair>>,
    asked: StoredValue<[Option<Arc<Scenario>>; 2]>,
    engines: StoredValue<[Rc<Engine>; 2], LocalStorage>,
}

impl Sandbox {
    /// The sandbox with `pair`, of which both must be good; `None` otherwise. Simulates at once,
    /// unless `ask` and there is much to simulate.
    pub fn open(desk: Desk, pair: Pair, ask: bool) -> Option<Sandbox> {
        let judged = Side::BOTH.map(|side| Judged::of(&pair, side));
        let [a, b] = [0, 1].map(|i| judged[i].document.clone());
        let scenarios = [Arc::new(a?.scenario), Arc::new(b?.scenario)];
        let requests: f64 = scenarios.iter().map(|s| requests_of(s)).sum();
        let lab_a = Lab::new(scenarios[0].clone());
        let lab_b = Lab {
            playhead_s: lab_a.playhead_s,
            playing: lab_a.playing,
            show_all: lab_a.show_all,
            stretch: lab_a.stretch,
            ..Lab::new(scenarios[1].clone())
        };
        let draft = RwSignal::new(pair);
        let second = Engine::start(move |why| desk.on_page.set(Some(why)));
        let judged = Memo::new(move |_| {
            draft.with(|pair| Side::BOTH.map(|side| Arc::new(Judged::of(pair, side))))
        });
        let lines = Memo::new(move |_| draft.with(Pair::lines));
        let sandbox = Sandbox {
            draft,
            lines,
            notes: Memo::new(move |_| lines.with(|lines| notes::of(&judged.get(), lines))),
            asks: RwSignal::new(0),
            judged,
            can: RwSignal::new((false, false)),
            progress: RwSignal::new([None, None]),
            waits: RwSignal::new((ask && requests > MANY_REQUESTS).then_some(requests)),
            preset: RwSignal::new(None),
            labs: [lab_a, lab_b],
            workers: StoredValue::new_local(None),
            history: StoredValue::new(History::default()),
            asked: StoredValue::new([None, None]),
            engines: StoredValue::new_local([desk.engine(), Rc::new(second)]),
        };
        Effect::new(move |_| {
            let judged = sandbox.judged.get();
            if sandbox.waits.get().is_none() {
                for (side, judged) in Side::BOTH.into_iter().zip(&judged) {
                    sandbox.simulate(side, judged);
                }
            }
        });
        on_cleanup(move || {
            if let Some(engines) = sandbox.engines.try_get_value() {
                engines.iter().for_each(|engine| engine.stop_run());
            }
        });
        Some(sandbox)
    }

    /// The side whose events are asked about.
    pub fn asked_side(self) -> Side {
        Side::BOTH[self.asks.get().min(1)]
    }

    /// The last good run of a side.
    pub fn lab(self, side: Side) -> Lab {
        self.labs[side as usize]
    }

    /// Runs a side, if it is good and another one than the last that was asked for.
    fn simulate(self, side: Side, judged: &Judged) {
        let Some(document) = &judged.document else {
            return;
        };
        let i = side as usize;
        let known = self.asked.with_value(|asked| asked[i].clone());
        if known.is_some_and(|known| *known == document.scenario) {
            return;
        }
        let scenario = Arc::new(document.scenario.clone());
        self.asked
            .update_value(|asked| asked[i] = Some(scenario.clone()));
        self.progress.update(|all| all[i] = Some(0.0));
        let engine = self.engine(i);
        let seed = scenario.seed;
        engine.run(&document.scenario, seed, move |news| match news {
            RunNews::Progress(done) => {
                // The sandbox may be gone by now.
                let _ = self.progress.try_update(|all| all[i] = Some(done));
            }
            RunNews::Done(run) => {
                if self.progress.try_update(|all| all[i] = None).is_none() {
                    return;
                }
                let lab = self.lab(side);
                let first = lab.shown.with_untracked(|shown| shown.run.is_none());
                lab.show(scenario.clone(), run);
                let end = scenario.duration.secs_f64();
                if first && side == Side::A {
                    lab.rest();
                } else if lab.playhead_s.get_untracked() > end {
                    lab.playhead_s.set(end);
                }
            }
        });
    }

    /// Stops what goes on. The last good runs stay, and the next edit runs again.
    pub fn cancel(self) {
        self.engines.with_value(|engines| {
            engines.iter().for_each(|engine| engine.stop_run());
        });
        let going = self.progress.get_untracked();
        self.asked.update_value(|asked| {
            for (asked, going) in asked.iter_mut().zip(going) {
                if going.is_some() {
                    *asked = None;
                }
            }
        });
        self.progress.set([None, None]);
    }

    /// Puts another pair in place.
    pub fn change(self, change: impl FnOnce(&Pair) -> Pair) {
        let before = self.draft.get_untracked();
        let after = change(&before);
        if after == before {
            return;
        }
        self.history.update_value(|history| history.changed(before));
        self.draft.set(after);
        self.note();
    }

    /// Writes what was typed into a field.
    pub fn write(self, side: Side, path: &str, kind: Kind, typed: &str) {
        self.change(|pair| pair.write(side, path, kind, typed));
    }

    /// Puts a text in the place of a side.
    ///
    /// # Errors
    /// The text cannot be read; nothing has changed.
    pub fn replace(self, side: Side, text: &str) -> Result<(), Problems> {
        let source = Source::json(text)?;
        self.change(|pair| pair.with_source(side, source));
        Ok(())
    }

    /// Takes the last change back.
    pub fn undo(self) {
        self.step(History::undo);
    }

    /// Does it again.
    pub fn redo(self) {
        self.step(History::redo);
    }

    fn step(self, step: fn(&mut History<Pair>, Pair) -> Option<Pair>) {
        let now = self.draft.get_untracked();
        let other = self.history.try_update_value(|history| step(history, now));
        if let Some(other) = other.flatten() {
            self.draft.set(other);
        }
        self.note();
    }

    fn note(self) {
        self.can.set(self.history.with_value(History::can));
    }

    /// Takes the workers for many runs: what had them before is stopped.
    pub fn claim(self, stop: impl Fn() + 'static) {
        let before = self
            .workers
            .try_update_value(|workers| workers.replace(Rc::new(stop)));
        if let Some(before) = before.flatten() {
            before();
        }
    }

    /// One of the two workers.
    pub fn engine(self, worker: usize) -> Rc<Engine> {
        self.engines
            .with_value(|engines| engines[worker.min(1)].clone())
    }

    /// Runs a side with one thing lifted.
    pub fn lift(self, side: Side, lift: Option<Lift>) {
        self.lab(side).lift(&self.engine(side as usize), lift);
    }

    /// The link of what stands there, unless something in it is refused.
    pub fn link(self) -> Option<Link> {
        let good = |judged: &[Arc<Judged>; 2]| judged.iter().all(|j| j.document.is_some());
        self.judged.with(good).then(|| Link {
            pair: self.draft.get(),
            engine: headroom_engine::VERSION.into(),
            digests: Side::BOTH.map(|side| {
                let run = self.lab(side).shown.with(|shown| shown.run.clone());
                let still = self.progress.with(|all| all[side as usize].is_some());
                run.filter(|_| !still).map(|run| run.digest())
            }),
        })
    }
}

/// Requests that a run is expected to make.
pub fn requests_of(scenario: &Scenario) -> f64 {
    traffic::rate_of(scenario).mass()
}

/// The pair that the sandbox begins with when nothing else is asked for, or the one that is.
pub fn preset(presets: &[Preset], id: Option<&str>) -> Option<(String, Pair)> {
    let found = match id {
        Some(id) => presets.iter().find(|preset| preset.id == id)?,
        None => {
            let usual = presets.iter().find(|preset| preset.id == USUAL.0);
            usual.or(presets.first())?
        }
    };
    let alternative = id.is_none().then_some(USUAL.1);
    Some((found.id.clone(), found.pair(alternative).ok()?))
}

/// The preset at first, and its alternative that differs most.
const USUAL: (&str, &str) = ("spiky-traffic", "min-capacity-8");

/// What is offered, once it is here.
pub type Presets = Fetched<Vec<Preset>>;
