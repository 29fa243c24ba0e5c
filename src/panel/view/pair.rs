//! Two configurations on one clock: the lines of A and of B in one plot, on one value axis.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_model::scenario::Scenario;
use headroom_study::Strip;

use super::common::{cover, limits, moved, spans, top_of};
use super::load::{end, stroke, tick};
use super::{StripView, Track, Unit, cloud};
use crate::chart::drawing::{Drawing, Ink, NO_EVENT, Stroke};
use crate::chart::scale::{Scale, TimeScale};
use crate::chart::ticks;
use crate::panel::text;
use crate::runner::message::Trace;
use crate::state::sandbox::doubt::Cloud;

/// A configuration and its run.
#[derive(Clone)]
pub struct One {
    /// What ran.
    pub scenario: Arc<Scenario>,
    /// What came of it.
    pub run: Arc<Run>,
}

/// Two of them on one clock.
#[derive(Clone)]
pub struct Both {
    /// Configuration A.
    pub a: One,
    /// Configuration B.
    pub b: One,
    /// It is B whose events are asked about.
    pub asks_b: bool,
    /// The one that is asked about, with one thing lifted.
    pub ghost: Option<Arc<Run>>,
    /// Both under other seeds.
    pub cloud: Option<Arc<Cloud>>,
}

impl Both {
    /// Neither serves requests.
    pub fn are_jobs(&self) -> bool {
        [&self.a, &self.b]
            .iter()
            .all(|one| one.scenario.endpoint.job().is_some())
    }
}

/// Every strip, with the lines of both in a stretch of time; what arrives is drawn once.
pub fn strips(both: &Both, time: TimeScale) -> Vec<StripView> {
    let of = |one: &One, run| super::strips(&one.scenario, Some(run), None, None, time);
    let (a, b) = (&both.a, &both.b);
    let (views_a, views_b) = (of(a, &a.run), of(b, &b.run));
    let asked = if both.asks_b { b } else { a };
    let ghost = both.ghost.as_deref().map(|ghost| of(asked, ghost));
    let mut merged = Vec::new();
    for strip in Strip::ALL {
        let mine = |views: &[StripView]| -> Vec<StripView> {
            views.iter().filter(|v| v.strip == strip).cloned().collect()
        };
        let (ours, theirs) = (mine(&views_a), mine(&views_b));
        match strip {
            Strip::Traffic => merged.extend(ours),
            // A lane is a line of its own.
            Strip::Policy => {
                let ours = ours.into_iter().map(|v| lane(v, "A", !both.asks_b));
                let theirs = theirs.into_iter().map(|v| lane(v, "B", both.asks_b));
                let lanes = ours.chain(theirs);
                merged.extend(lanes.enumerate().map(|(index, v)| StripView { index, ..v }));
            }
            _ => {
                for index in 0..ours.len().max(theirs.len()) {
                    let ghost = ghost.as_ref().and_then(|g| mine(g).get(index).cloned());
                    // An instance and an environment have no axis in common.
                    let pair = ours.get(index).zip(theirs.get(index));
                    let alike = pair.filter(|(a, b)| (&a.title, &a.unit) == (&b.title, &b.unit));
                    if let Some((a, b)) = alike {
                        let cloud = both.cloud.as_deref();
                        let mut view = merge(a, b, ghost.as_ref(), cloud, time);
                        let (shades, marks) = spans(&a.drawing, &b.drawing, both.asks_b);
                        view.drawing.shades = shades;
                        view.drawing.marks = marks;
                        merged.push(view);
                        continue;
                    }
                    let a = ours.get(index).map(|one| named(one.clone(), "A"));
                    let b = theirs.get(index).map(|one| StripView {
                        index: ours.len() + index,
                        ..named(one.clone(), "B")
                    });
                    merged.extend(a.into_iter().chain(b));
                }
            }
        }
    }
    for view in &mut merged {
        view.drawing.spread_ends();
    }
    merged
}

/// A strip that only one configuration has.
fn named(view: StripView, side: &str) -> StripView {
    StripView {
        title: text::of_side(side, &view.title),
        summary: text::of_side(side, &view.summary),
        ..view
    }
}

/// A lane; it answers when its configuration is the one that is asked about.
fn lane(view: StripView, side: &str, asked: bool) -> StripView {
    let mut view = named(view, side);
    if !asked {
        let drawing = &mut view.drawing;
        drawing
            .bars
            .iter_mut()
            .for_each(|bar| bar.events = [NO_EVENT; 2]);
        drawing
            .shades
            .iter_mut()
            .for_each(|shade| shade.event = NO_EVENT);
        drawing
            .marks
            .iter_mut()
            .for_each(|mark| mark.event = NO_EVENT);
    }
    view
}

/// The line of a strip that stands for it: what takes traffic, the slow end, the first one.
fn lead(view: &StripView) -> Option<&Track> {
    let in_service = view.tracks.iter().find(|t| t.unit == Unit::InService);
    in_service.or(view.tracks.first())
}

fn merge(
    a: &StripView,
    b: &StripView,
    ghost: Option<&StripView>,
    cloud: Option<&Cloud>,
    time: TimeScale,
) -> StripView {
    let scales = [a.scale, b.scale].into_iter().chain(ghost.map(|g| g.scale));
    let mut scale = scales.reduce(cover).unwrap_or(a.scale);
    let mut clouded = None;
    if let (Some(cloud), Scale::Linear { to, .. }) = (cloud, scale) {
        let highest = cloud::highest(a.strip, cloud.a.iter().chain(&cloud.b));
        if highest > to {
            let (top, ticks) = ticks::from_zero(highest, 2);
            scale = Scale::linear(0.0, top);
            clouded = Some(ticks);
        }
    }
    let mut strokes: Vec<Stroke> = Vec::new();
    let mut ends = Vec::new();
    let mut tracks = Vec::new();
    let line = |track: &Track, ink| stroke(ink, track.paths(time, scale).0, false, false);
    if let Some(cloud) = cloud {
        let moved_a: Vec<&Trace> = cloud.moved.iter().map(|(_, a, _)| a).collect();
        let moved_b: Vec<&Trace> = cloud.moved.iter().map(|(_, _, b)| b).collect();
        let mut draw = |seeds: &[Trace], moved: &[&Trace], inks| {
            strokes.extend(cloud::strokes(a.strip, seeds, moved, time, scale, inks));
        };
        draw(&cloud.b, &moved_b, (Ink::FaintB, Ink::BandB));
        draw(&cloud.a, &moved_a, (Ink::FaintA, Ink::BandA));
    }
    if let Some(track) = ghost.and_then(lead) {
        strokes.push(line(track, Ink::Ghost));
    }
    // A lies over B: it is solid, and B is dashed.
    for (view, ink) in [(b, Ink::B), (a, Ink::A)] {
        let Some(track) = lead(view) else { continue };
        strokes.push(line(track, ink));
        if let Some(last) = track.at(time.end_s()) {
            let words = format!("{}{}", ink.letter(), track.unit.words(last));
            ends.insert(0, end(scale, ink, last, words));
        }
        tracks.insert(
            0,
            Track {
                ink,
                ..track.clone()
            },
        );
    }
    let largest = |one: &&StripView| top_of(one.scale);
    let base = if largest(&a) >= largest(&b) { a } else { b };
    let base = ghost
        .filter(|g| largest(g) > largest(&base))
        .unwrap_or(base);
    let unit = lead(a).or(lead(b)).map(|track| track.unit);
    let y_ticks = base.drawing.y_ticks.iter().cloned();
    let y_ticks = y_ticks.map(|mut tick| {
        tick.top = moved(base.scale, scale, tick.top);
        tick
    });
    StripView {
        scale,
        blank: a.blank && b.blank,
        drawing: Drawing {
            height_px: a.drawing.height_px.max(b.drawing.height_px),
            y_ticks: match (clouded, unit) {
                (Some(ticks), Some(unit)) => {
                    let words = |value| match unit {
                        Unit::Share => text::share(value),
                        _ => text::figure(value),
                    };
                    let ends = ticks.iter().filter(|&&v| v == 0.0 || scale.top(v) <= 0.1);
                    ends.map(|&v| tick(scale, v, words(v))).collect()
                }
                _ => y_ticks.collect(),
            },
            strokes,
            limits: limits(a, b, scale),
            ends,
            ..Drawing::default()
        },
        tracks,
        guess: None,
        unit: text::unit_of_both(&a.unit),
        summary: text::both(&a.summary, &b.summary),
        ..a.clone()
    }
}
