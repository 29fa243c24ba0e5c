//! What stands on the timeline: a scenario, its run once there is one, and the playhead.

use std::sync::Arc;

use headroom_engine::run::{Event, Run, What};
use headroom_explain::but_for::{self, Lift};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_study::Quantity;
use leptos::prelude::*;

use super::drawing::first_change;
use crate::chart::zoom::Stretch;
use crate::platform::media;
use crate::runner::client::{Engine, RunNews};

/// The play begins this long before the traffic changes.
const LEAD: Span = Span::from_secs(120);

/// A scenario and, after the run, what came of it. Always changed together.
#[derive(Clone)]
pub struct Shown {
    /// What runs, or ran.
    pub scenario: Arc<Scenario>,
    /// The run; `None` before.
    pub run: Option<Arc<Run>>,
}

/// What the causal chain is about.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Asked {
    /// The playhead's minute, whatever it is.
    #[default]
    Playhead,
    /// This moment, also while the playhead visits another one.
    Moment(Time),
    /// This event of the run.
    Event(u32),
}

/// The same run with one thing lifted.
#[derive(Clone, Debug, Default)]
pub enum ButFor {
    /// Nobody asked.
    #[default]
    Nothing,
    /// It is being simulated.
    Running(Lift),
    /// It stands beside the run.
    Ghost(Lift, Arc<Run>),
}

/// What a person asks of a run.
#[derive(Clone, Copy)]
pub struct Inquiry {
    /// What the chain is about.
    pub asked: RwSignal<Asked>,
    /// Where the playhead was, and what was asked, before a link moved it.
    pub back: RwSignal<Option<(f64, Asked)>>,
    /// Another moment is being picked; where the playhead was before.
    pub picking: RwSignal<Option<f64>>,
    /// The event of the open link: its bar or period is outlined.
    pub marked: RwSignal<Option<u32>>,
    /// What lifting one thing changes.
    pub but_for: RwSignal<ButFor>,
}

impl Inquiry {
    fn new() -> Inquiry {
        Inquiry {
            asked: RwSignal::new(Asked::Playhead),
            back: RwSignal::new(None),
            picking: RwSignal::new(None),
            marked: RwSignal::new(None),
            but_for: RwSignal::new(ButFor::Nothing),
        }
    }

    /// The chain is about `asked` from now on.
    pub fn ask(self, asked: Asked) {
        self.asked.set(asked);
        self.back.set(None);
        self.marked.set(None);
    }

    /// The chain begins with the first request for more capacity: not with the minute in which
    /// that capacity arrived, where nothing was decided.
    pub fn begin(self, run: &Run) {
        let more = |event: &Event| matches!(event.what, What::ActivityStarted { from, to, .. } if to > from);
        let first = (0..).zip(&run.events).find(|(_, event)| more(event));
        self.ask(first.map_or(Asked::Playhead, |(id, _)| Asked::Event(id)));
    }

    fn clear(self) {
        self.ask(Asked::Playhead);
        self.picking.set(None);
        self.but_for.set(ButFor::Nothing);
    }

    /// The run with one thing lifted, once it is there.
    pub fn ghost(self) -> Option<Arc<Run>> {
        self.but_for.with(|but_for| match but_for {
            ButFor::Ghost(_, run) => Some(run.clone()),
            ButFor::Nothing | ButFor::Running(_) => None,
        })
    }
}

/// The lab: one scenario on one clock.
#[derive(Clone, Copy)]
pub struct Lab {
    /// What is shown.
    pub shown: RwSignal<Shown>,
    /// The moment that is shown, seconds from second 0.
    pub playhead_s: RwSignal<f64>,
    /// Time runs by itself.
    pub playing: RwSignal<bool>,
    /// The first play: lines appear up to the playhead.
    pub revealing: RwSignal<bool>,
    /// Every strip, not only the lesson's.
    pub show_all: RwSignal<bool>,
    /// What of the run is in sight; `None` for all of it.
    pub stretch: RwSignal<Option<Stretch>>,
    /// What is asked of the run.
    pub inquiry: Inquiry,
}

impl Lab {
    /// An empty timeline of `scenario`.
    pub fn new(scenario: Arc<Scenario>) -> Lab {
        let shown = Shown {
            scenario,
            run: None,
        };
        Lab {
            shown: RwSignal::new(shown),
            playhead_s: RwSignal::new(0.0),
            playing: RwSignal::new(false),
            revealing: RwSignal::new(false),
            show_all: RwSignal::new(false),
            stretch: RwSignal::new(None),
            inquiry: Inquiry::new(),
        }
    }

    /// Puts a run on the timeline.
    pub fn show(self, scenario: Arc<Scenario>, run: Arc<Run>) {
        self.inquiry.clear();
        self.shown.set(Shown {
            scenario,
            run: Some(run),
        });
    }

    /// Takes the run away: the timeline shows the traffic of `scenario` alone.
    pub fn clear(self, scenario: Arc<Scenario>) {
        self.playing.set(false);
        self.revealing.set(false);
        self.playhead_s.set(0.0);
        self.inquiry.clear();
        self.shown.set(Shown {
            scenario,
            run: None,
        });
    }

    /// Runs the same scenario under the same seed with one thing lifted, and puts what comes of it
    /// beside the run; `None` takes it away again.
    pub fn lift(self, engine: &Engine, wanted: Option<Lift>) {
        let shown = self.shown.get_untracked();
        let lifted = wanted.and_then(|lift| Some((lift, but_for::lift(&shown.scenario, lift)?)));
        let (Some((lift, scenario)), Some(run)) = (lifted, shown.run) else {
            self.inquiry.but_for.set(ButFor::Nothing);
            return;
        };
        self.inquiry.but_for.set(ButFor::Running(lift));
        engine.run(&scenario, run.seed, move |news| {
            let RunNews::Done(ghost) = news else {
                return;
            };
            // The lab may show another run by now.
            let same = self.shown.try_with_untracked(|shown| {
                shown.run.as_ref().is_some_and(|now| Arc::ptr_eq(now, &run))
            });
            if same == Some(true) {
                self.inquiry.but_for.set(ButFor::Ghost(lift, ghost));
            }
        });
    }

    /// Plays the run for the first time, from shortly before the traffic changes: lines appear up
    /// to the playhead. With reduced motion the whole run stands at once.
    pub fn play(self) {
        let still = media::prefers_reduced_motion();
        let scenario = self.shown.with_untracked(|shown| shown.scenario.clone());
        let change = first_change(&scenario).unwrap_or_default();
        let from = Time::ZERO + change.since(Time::ZERO + LEAD);
        if still {
            return self.rest();
        }
        self.playhead_s.set(from.secs_f64());
        self.revealing.set(true);
        self.playing.set(true);
    }

    /// Shows the run whole, the playhead at the first new instance in service or at the end.
    pub fn rest(self) {
        self.playing.set(false);
        self.revealing.set(false);
        let at = self.shown.with_untracked(|shown| {
            let run = shown.run.as_deref()?;
            Quantity::FirstNewInService.measure(run)
        });
        let end = || {
            self.shown
                .with_untracked(|shown| shown.scenario.duration.secs_f64())
        };
        self.playhead_s.set(at.unwrap_or_else(end));
        if let Some(run) = self.shown.with_untracked(|shown| shown.run.clone()) {
            self.inquiry.begin(&run);
        }
    }
}
