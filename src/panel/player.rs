//! How time passes on the timeline: playing, scrubbing, stepping from event to event.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use leptos::prelude::*;

use super::view::{Moment, instructive, moments, neighbour, said_at};
use crate::chart::scale::TimeScale;
use crate::chart::scrubber::Move;
use crate::chart::zoom::{self, Stretch};
use crate::platform::clock::{self, Ticker};
use crate::platform::media;
use crate::state::{Asked, Inquiry};
use crate::widget::live_region::Announcer;

/// Simulated seconds that pass in a second.
pub const SPEEDS: [f64; 3] = [10.0, 60.0, 300.0];
/// The speed at first, an index of [`SPEEDS`].
const NORMAL: usize = 1;
/// The same of a run that is longer than this, in seconds: a play should end while it is watched.
const FAST: usize = 2;
const LONG_S: f64 = 6000.0;
/// Milliseconds between two positions of the playhead while it plays.
const FRAME_MS: u32 = 33;

/// The state of play of one timeline. Only handles, so it is copied freely.
#[derive(Clone, Copy)]
pub struct Player {
    /// The moment that is shown, in seconds.
    pub playhead_s: RwSignal<f64>,
    /// Time runs by itself.
    pub playing: RwSignal<bool>,
    /// The first play: lines appear up to the playhead.
    pub revealing: RwSignal<bool>,
    /// An index of [`SPEEDS`].
    pub speed: RwSignal<usize>,
    /// What the live region says.
    pub said: RwSignal<String>,
    /// Moments worth a stop, in order of time; none before the run.
    pub moments: Memo<Vec<Moment>>,
    /// Length of the run, in seconds.
    pub duration_s: Memo<f64>,
    /// What of it is in sight.
    pub time: Memo<TimeScale>,
    /// That may be changed.
    pub zoom: bool,
    stretch: RwSignal<Option<Stretch>>,
    inquiry: Inquiry,
    run: Signal<Option<Arc<Run>>>,
    rest_s: Memo<f64>,
    announcer: StoredValue<Announcer>,
    ticker: StoredValue<Option<Ticker>, LocalStorage>,
}

impl Player {
    /// A player over the signals of a lab. It plays while `playing` is true.
    pub fn new(
        scenario: Signal<Arc<Scenario>>,
        run: Signal<Option<Arc<Run>>>,
        playhead_s: RwSignal<f64>,
        playing: RwSignal<bool>,
        revealing: RwSignal<bool>,
        (stretch, zoom): (RwSignal<Option<Stretch>>, bool),
        inquiry: Inquiry,
    ) -> Player {
        let duration = move |_: Option<&f64>| scenario.with(|s| s.duration.secs_f64());
        let found = move |_: Option<&Vec<Moment>>| match run.get() {
            Some(run) => scenario.with(|s| moments(s, &run)),
            None => Vec::new(),
        };
        let rest = move |_: Option<&f64>| match run.get() {
            Some(run) => scenario.with(|s| instructive(s, &run)),
            None => 0.0,
        };
        let duration_s = Memo::new(duration);
        let player = Player {
            playhead_s,
            playing,
            revealing,
            speed: RwSignal::new(match scenario.with_untracked(|s| s.duration.secs_f64()) {
                long if long > LONG_S => FAST,
                _ => NORMAL,
            }),
            said: RwSignal::new(String::new()),
            moments: Memo::new(found),
            duration_s,
            time: Memo::new(move |_| zoom::sight(stretch.get(), duration_s.get())),
            zoom,
            stretch,
            inquiry,
            run,
            rest_s: Memo::new(rest),
            announcer: StoredValue::new(Announcer::default()),
            ticker: StoredValue::new_local(None),
        };
        Effect::new(move |_| {
            let ready = run.with(Option::is_some);
            player.wind(ready && playing.get());
        });
        // The playhead never leaves what is in sight, whoever moves it.
        Effect::new(move |_| {
            let at = playhead_s.get();
            let now = stretch.get_untracked();
            let moved = now.and_then(|now| zoom::followed(now, at, duration_s.get_untracked()));
            if moved.is_some() {
                stretch.set(moved);
            }
        });
        player
    }

    /// Starts or stops the clock. The old one stops when it is replaced.
    fn wind(self, play: bool) {
        let ticker = play.then(|| clock::every(FRAME_MS, move |ms| self.tick(ms)));
        self.ticker.set_value(ticker);
        if !play && let Some(rest) = self.announcer.try_update_value(Announcer::rest).flatten() {
            self.said.set(rest);
        }
    }

    /// Lets `ms` real milliseconds pass; `false` ends the clock, also when the timeline is gone.
    fn tick(self, ms: f64) -> bool {
        let Some(from) = self.playhead_s.try_get_untracked() else {
            return false;
        };
        let speed = SPEEDS[self.speed.get_untracked().min(SPEEDS.len() - 1)];
        let end = self.duration_s.get_untracked();
        let to = (from + ms / 1000.0 * speed).min(end);
        self.announce(from, to);
        self.playhead_s.set(to);
        if to >= end {
            self.finish();
            return false;
        }
        true
    }

    fn announce(self, from: f64, to: f64) {
        let now = clock::monotonic_ms();
        let due = self.announcer.try_update_value(|announcer| {
            self.moments.with_untracked(|moments| {
                let passed = moments
                    .iter()
                    .filter(|m| from < m.seconds && m.seconds <= to);
                passed.for_each(|m| announcer.say(&m.said));
            });
            announcer.due(now)
        });
        if let Some(words) = due.flatten() {
            self.said.set(words);
        }
    }

    /// The end of a play. After the first one the playhead rests where there is most to see.
    pub fn finish(self) {
        self.playing.set(false);
        if self.revealing.get_untracked() {
            self.revealing.set(false);
            self.playhead_s.set(self.rest_s.get_untracked());
            if let Some(run) = self.run.get_untracked() {
                self.inquiry.begin(&run);
            }
        }
    }

    /// Whether the playhead stands at the end.
    pub fn at_end(self) -> bool {
        self.playhead_s.get() >= self.duration_s.get()
    }

    /// Does what a person asks for. Whatever it is, playing pauses.
    pub fn go(self, asked: Move) {
        let now = self.playhead_s.get_untracked();
        let end = self.duration_s.get_untracked();
        let to = match asked {
            Move::Play => return self.play_or_pause(),
            Move::Ask(event) => return self.ask(event),
            Move::End if self.revealing.get_untracked() => return self.finish(),
            Move::Event { forward } => return self.step(forward),
            Move::Zoom { closer } => {
                let now = self.time.get_untracked();
                let next = zoom::next_length(now, end, closer);
                if let Some(length) = next.filter(|_| self.zoom) {
                    self.look_at(length);
                }
                return;
            }
            Move::To(share) => self.time.get_untracked().seconds(share),
            Move::By(seconds) => now + seconds,
            Move::Start => 0.0,
            Move::End => end,
        };
        self.playing.set(false);
        self.playhead_s.set(to.clamp(0.0, end));
        self.follow();
    }

    /// Shows so many seconds around the playhead, or the whole run if it has no more.
    pub fn look_at(self, length_s: f64) {
        let now = self.playhead_s.get_untracked();
        let end = self.duration_s.get_untracked();
        self.stretch.set(zoom::around(now, length_s, end));
    }

    /// Shows what lies between two shares of what is in sight, and takes the playhead along.
    pub fn look_between(self, from: f64, to: f64) {
        let now = self.time.get_untracked();
        let end = self.duration_s.get_untracked();
        let Some(stretch) = zoom::between(now.seconds(from), now.seconds(to), end) else {
            return;
        };
        self.stretch.set(Some(stretch));
        let at = self.playhead_s.get_untracked();
        let inside = at.clamp(stretch.0, stretch.1);
        if inside != at {
            self.playing.set(false);
            self.playhead_s.set(inside);
            self.follow();
        }
    }

    /// The chain follows the playhead, unless another moment is only being picked.
    fn follow(self) {
        if self.inquiry.picking.get_untracked().is_none() {
            self.inquiry.ask(Asked::Playhead);
        }
    }

    /// To an event, which the chain is about from now on.
    fn ask(self, event: u32) {
        let at = self.run.with_untracked(|run| {
            let event = run.as_ref()?.events.get(event as usize)?;
            Some(event.time.secs_f64())
        });
        // During the first play nothing that is still to come is given away.
        let hidden =
            |at: &f64| self.revealing.get_untracked() && *at > self.playhead_s.get_untracked();
        if let Some(at) = at.filter(|at| !hidden(at)) {
            self.playing.set(false);
            self.inquiry.picking.set(None);
            self.inquiry.ask(Asked::Event(event));
            self.playhead_s.set(at);
        }
    }

    /// To the next event or the one before; after the last one comes the end, before the first the
    /// start. Says what happened there.
    fn step(self, forward: bool) {
        self.playing.set(false);
        let now = self.playhead_s.get_untracked();
        let found = self.moments.with_untracked(|all| {
            let next = neighbour(all, now, forward)?;
            Some((next.seconds, next.event, said_at(all, next.seconds)))
        });
        match found {
            Some((seconds, event, said)) => {
                match self.inquiry.picking.get_untracked() {
                    Some(_) => self.playhead_s.set(seconds),
                    None => self.ask(event),
                }
                self.said.set(said);
            }
            None if forward && self.revealing.get_untracked() => self.finish(),
            None if forward => self.playhead_s.set(self.duration_s.get_untracked()),
            None => self.playhead_s.set(0.0),
        }
    }

    fn play_or_pause(self) {
        if self.playing.get_untracked() {
            self.playing.set(false);
        } else if media::prefers_reduced_motion() {
            self.step(true);
        } else {
            if self.playhead_s.get_untracked() >= self.duration_s.get_untracked() {
                self.playhead_s.set(0.0);
            }
            self.follow();
            self.playing.set(true);
        }
    }
}
