//! What the timeline shows, as plain data: a [`StripView`] for each strip, made from a scenario and
//! its run. The run is the only source of figures; before it, the scenario's own traffic and the
//! learner's prediction are all there is.

mod cloud;
mod common;
mod file;
mod fleet;
mod instances;
mod kinds;
mod load;
mod metric;
mod moments;
pub mod pair;
mod policy;
mod spans;
mod table;
mod track;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;
use headroom_study::Strip;

use crate::chart::drawing::{Drawing, Ink};
use crate::chart::scale::{Scale, TimeScale};
use crate::panel::text;

pub use file::csv;
pub use instances::{Fleet, Group, Lives};
pub use moments::{Moment, MomentKind, instructive, moments, neighbour, said_at};
pub use table::{TableView, tables};
pub use track::{Shape, Track, Unit};

/// What the learner committed to, as far as the capacity strip can show it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Predicted {
    /// The highest DesiredInstanceCount.
    pub peak_requested: Option<f64>,
    /// When the first new instance is in service, seconds from second 0.
    pub first_new_in_service_s: Option<f64>,
    /// Instances in service as drawn: seconds and count at every change, in order of time. When
    /// there is a drawing, the two numbers above are not shown.
    pub drawn: Vec<(f64, f64)>,
}

/// One strip.
#[derive(Clone, Debug, PartialEq)]
pub struct StripView {
    /// Which.
    pub strip: Strip,
    /// From 0, where a strip stands there once for every metric or policy.
    pub index: usize,
    /// Its name.
    pub title: String,
    /// What it measures.
    pub unit: String,
    /// Nothing is known yet: its plot is a thin blank line.
    pub blank: bool,
    /// Its value axis.
    pub scale: Scale,
    /// What its plot shows.
    pub drawing: Drawing,
    /// What its heading and its table read from.
    pub tracks: Vec<Track>,
    /// What the learner expects, for narrow screens, where end labels go.
    pub guess: Option<Reading>,
    /// What an absent value is called in the heading; empty for nothing at all.
    pub absent: &'static str,
    /// One sentence that stands for the plot.
    pub summary: String,
}

/// A value in a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its meaning.
    pub ink: Ink,
    /// Its words.
    pub text: String,
}

impl StripView {
    /// A strip of which nothing is known before the run.
    fn blank(strip: Strip, title: &str, unit: &str) -> StripView {
        StripView {
            strip,
            index: 0,
            title: title.into(),
            unit: unit.into(),
            blank: true,
            scale: Scale::linear(0.0, 1.0),
            drawing: Drawing {
                height_px: 20.0,
                ..Drawing::default()
            },
            tracks: Vec::new(),
            guess: None,
            absent: "",
            summary: text::waiting(title),
        }
    }

    /// A strip without anything.
    pub fn nothing(strip: Strip) -> StripView {
        StripView::blank(strip, "", "")
    }

    /// What the heading says at `seconds`.
    pub fn readings(&self, seconds: f64) -> Vec<Reading> {
        let mut readings: Vec<Reading> = self
            .tracks
            .iter()
            .filter_map(|track| {
                let value = track.at(seconds)?;
                if track.unit == Unit::Starting && value == 0.0 {
                    return None;
                }
                let text = format!("{}{}", track.ink.letter(), track.unit.words(value));
                Some(Reading {
                    ink: track.ink,
                    text,
                })
            })
            .collect();
        if readings.is_empty()
            && !self.absent.is_empty()
            && let Some(track) = self.tracks.first()
        {
            readings.push(Reading {
                ink: track.ink,
                text: self.absent.into(),
            });
        }
        readings
    }

    /// The value of the track of `unit` at `seconds`.
    pub fn value(&self, unit: Unit, seconds: f64) -> Option<f64> {
        self.tracks.iter().find(|t| t.unit == unit)?.at(seconds)
    }

    /// Percent from the top of the value of the track of `unit` at `seconds`.
    pub fn top(&self, unit: Unit, seconds: f64) -> Option<f64> {
        Some(self.scale.top(self.value(unit, seconds)?))
    }
}

/// Every strip that the scenario has, in the order of [`Strip::ALL`]; metrics and policies stand there once each.
/// `ghost` is the same run with one thing lifted; `time` is the stretch that is in sight.
pub fn strips(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    predicted: Option<Predicted>,
    time: TimeScale,
) -> Vec<StripView> {
    let mut views: Vec<StripView> = Vec::new();
    for strip in Strip::ALL.into_iter().filter(|s| s.is_of(scenario)) {
        match strip {
            Strip::Job => views.push(kinds::job(scenario, run, ghost, time)),
            Strip::ColdStarts => views.push(kinds::cold_starts(scenario, run, ghost, time)),
            Strip::Traffic => views.push(load::traffic(scenario, run, time)),
            Strip::Capacity => views.push(fleet::capacity(
                scenario,
                run,
                ghost,
                predicted.as_ref(),
                time,
            )),
            Strip::Metric => views.extend(metric::metrics(scenario, run, ghost, time)),
            Strip::Policy => views.extend(policy::lanes(scenario, run, time)),
            Strip::Queue => views.push(load::queue(scenario, run, ghost, time)),
            Strip::Latency => views.push(load::latency(scenario, run, ghost, time)),
            Strip::Utilization => views.push(load::utilization(scenario, run, ghost, time)),
            Strip::Errors => views.push(load::errors(scenario, run, ghost, time)),
            Strip::Cost => views.push(load::cost(scenario, run, ghost, time)),
        }
    }
    for view in &mut views {
        view.drawing.spread_ends();
    }
    views
}

/// The time axis of a scenario, from its first moment to its last.
#[cfg(test)]
fn time_scale(scenario: &Scenario) -> TimeScale {
    TimeScale::new(scenario.duration.secs_f64())
}

/// The wall clock at `seconds`: `09:12`.
pub fn clock(scenario: &Scenario, seconds: f64) -> String {
    format!("{:#}", scenario.start.clock(moment_at(seconds)))
}

/// The wall clock at `seconds` with its seconds: `09:12:00`.
pub fn clock_to_second(scenario: &Scenario, seconds: f64) -> String {
    format!("{}", scenario.start.clock(moment_at(seconds)))
}

/// The wall clock, with seconds only where they are not zero: for causes that have their exact time.
fn clock_exact(scenario: &Scenario, time: Time) -> String {
    let clock = scenario.start.clock(time);
    if clock.second_of_day.is_multiple_of(60) {
        format!("{clock:#}")
    } else {
        format!("{clock}")
    }
}

fn moment_at(seconds: f64) -> Time {
    // To the nearest millisecond: a playhead of 719.9999999 s stands at 720 s.
    Time::from_micros((seconds.max(0.0) * 1000.0).round() as u64 * 1000)
}

/// Instances in service at second 0.
fn initial_instances(scenario: &Scenario) -> u32 {
    scenario.endpoint.initial_count()
}

#[cfg(test)]
mod kind_tests;
#[cfg(test)]
mod pair_tests;
#[cfg(test)]
mod tests;
