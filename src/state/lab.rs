//! What stands on the timeline: a scenario, its run once there is one, and the playhead.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_model::traffic::Component;
use headroom_study::Quantity;
use leptos::prelude::*;

use crate::platform::media;

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
        }
    }

    /// Puts a run on the timeline.
    pub fn show(self, scenario: Arc<Scenario>, run: Arc<Run>) {
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
        self.shown.set(Shown {
            scenario,
            run: None,
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
    }
}

/// When the first spike begins.
fn first_change(scenario: &Scenario) -> Option<Time> {
    scenario.traffic.components.iter().find_map(|c| match *c {
        Component::Spike { at, .. } => Some(at),
        _ => None,
    })
}
