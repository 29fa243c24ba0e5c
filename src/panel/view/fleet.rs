//! The capacity strip: desired, in service, MaxCapacity, and the learner's prediction.

use std::collections::BTreeSet;

use headroom_engine::run::{InstanceState, Run, What};
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_study::Strip;

use super::load::{end, stroke, tick};
use super::{Predicted, Reading, Shape, StripView, Track, Unit, clock, initial_instances, kinds};
use crate::chart::drawing::{Drawing, End, Ink, Limit};
use crate::chart::scale::{Scale, TimeScale};
use crate::chart::ticks;
use crate::panel::text;

/// A MaxCapacity so many times above everything else would flatten the lines: it stays out.
pub(super) const LIMIT_TOO_FAR: f64 = 3.0;

/// Instances: desired, in service, and what the learner expects.
pub fn capacity(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    predicted: Option<&Predicted>,
    time: TimeScale,
) -> StripView {
    if matches!(scenario.endpoint, Endpoint::Serverless(_)) {
        return kinds::environments(scenario, run, ghost, time);
    }
    let endpoint = scenario.endpoint.real_time();
    let copies = endpoint.is_some_and(|e| e.inference_component.is_some());
    let tracks = run.map_or(Vec::new(), |run| {
        let mut tracks = vec![
            in_service(scenario, run),
            desired(scenario, run),
            starting(run),
        ];
        if copies {
            tracks.push(kinds::hosts(run));
        }
        tracks
    });
    let ghost = ghost.map(|ghost| Track {
        ink: Ink::Ghost,
        ..in_service(scenario, ghost)
    });
    let guess = predicted.and_then(|p| learners_track(scenario, p));
    let max_capacity = scenario.scaling.as_ref().map(|s| s.max_capacity);

    let drawn = tracks
        .iter()
        .chain(&guess)
        .chain(&ghost)
        .filter_map(Track::highest);
    let most = drawn.fold(f64::from(initial_instances(scenario)), |top, (v, _)| {
        top.max(v)
    });
    let limit = max_capacity.filter(|&max| {
        // Before the run nothing else says how high the plot must be.
        run.is_none() || f64::from(max) <= LIMIT_TOO_FAR * most
    });
    let most = most.max(limit.map_or(0.0, f64::from));
    let y = ticks::counts_up_to(most as u32, 3);
    // A little air above the highest line.
    let scale = Scale::linear(0.0, most * 1.1);

    let mut drawing = Drawing {
        height_px: 110.0,
        y_ticks: y.iter().map(|&v| tick(scale, v, text::figure(v))).collect(),
        ..Drawing::default()
    };
    if let Some(max) = limit {
        drawing.limits.push(Limit {
            ink: Ink::Target,
            top: scale.top(f64::from(max)),
            text: text::max_capacity(max),
        });
    }
    if let [serving, asked, coming, hosts @ ..] = tracks.as_slice() {
        let (line, area) = serving.paths(time, scale);
        drawing.strokes = vec![
            stroke(
                Ink::Starting,
                on_top(serving, coming).paths(time, scale).1,
                true,
                false,
            ),
            stroke(Ink::Capacity, area, true, false),
            stroke(Ink::Desired, asked.paths(time, scale).0, false, false),
            stroke(Ink::Capacity, line, false, false),
        ];
        drawing.ends = ends(time, scale, serving, asked);
        for hosts in hosts {
            let line = hosts.paths(time, scale).0;
            drawing.strokes.push(stroke(hosts.ink, line, false, false));
            let last = hosts.at(time.end_s());
            drawing
                .ends
                .extend(last.map(|v| end(scale, hosts.ink, v, hosts.unit.words(v))));
        }
        if let Some(ghost) = &ghost {
            drawing
                .strokes
                .push(stroke(Ink::Ghost, ghost.paths(time, scale).0, false, false));
            let last = ghost.at(time.end_s());
            let last = last.filter(|_| last != serving.at(time.end_s()));
            drawing
                .ends
                .extend(last.map(|value| end(scale, Ink::Ghost, value, text::ghost(value as u64))));
        }
    }
    if let Some(guess) = &guess {
        drawing.strokes.push(stroke(
            Ink::Learner,
            guess.paths(time, scale).0,
            false,
            true,
        ));
        if let Some(value) = guess.last() {
            drawing.ends.push(End {
                given: true,
                ..end(scale, Ink::Learner, value, text::predicted(value as u64))
            });
        }
    }
    let name = if copies { text::COPIES } else { text::CAPACITY };
    StripView {
        strip: Strip::Capacity,
        index: 0,
        title: name.0.into(),
        unit: name.1.into(),
        blank: false,
        scale,
        drawing,
        summary: summary(scenario, &tracks, copies, guess.is_some()),
        tracks,
        guess: guess.and_then(|guess| {
            Some(Reading {
                ink: Ink::Learner,
                text: text::predicted(guess.last()? as u64),
            })
        }),
        absent: "",
    }
}

/// One label where both counts are the same, else one for each.
fn ends(time: TimeScale, scale: Scale, serving: &Track, asked: &Track) -> Vec<End> {
    let last = |track: &Track| track.at(time.end_s());
    [serving, asked]
        .into_iter()
        .filter(|track| track.unit == Unit::InService || last(track) != last(serving))
        .filter_map(|track| {
            let value = last(track)?;
            Some(end(scale, track.ink, value, track.unit.words(value)))
        })
        .collect()
}

fn summary(scenario: &Scenario, tracks: &[Track], copies: bool, guess: bool) -> String {
    let [serving, asked, _, hosts @ ..] = tracks else {
        return text::capacity_waiting(guess).into();
    };
    let whole = |v: Option<f64>| v.unwrap_or(0.0) as u64;
    let (most, at) = serving.highest().unwrap_or((0.0, 0.0));
    let summary = text::capacity_summary(
        copies,
        whole(serving.at(0.0)),
        most as u64,
        &clock(scenario, at),
        whole(serving.last()),
        whole(asked.highest().map(|h| h.0)),
    );
    match hosts.first().and_then(Track::highest) {
        Some((most, _)) => format!("{summary} {}", text::hosts_summary(most as u64)),
        None => summary,
    }
}

/// Instances that take traffic, at every change.
pub fn in_service(scenario: &Scenario, run: &Run) -> Track {
    // Instances of second 0 are numbered from 1 and have no event of their own.
    let mut serving: BTreeSet<u32> = (1..=initial_instances(scenario)).collect();
    let mut points = vec![(0.0, Some(serving.len() as f64))];
    for event in &run.events {
        if let What::Instance { number, state } = event.what {
            let changed = match state {
                InstanceState::InService => serving.insert(number),
                _ => serving.remove(&number),
            };
            if changed {
                push(&mut points, event.time.secs_f64(), serving.len() as f64);
            }
        }
    }
    steps(Ink::Capacity, Unit::InService, points)
}

/// DesiredInstanceCount, at every change.
pub fn desired(scenario: &Scenario, run: &Run) -> Track {
    let mut points = vec![(0.0, Some(f64::from(initial_instances(scenario))))];
    // Where a failed activity goes back to.
    let mut before = initial_instances(scenario);
    for event in &run.events {
        let now = match event.what {
            What::ActivityStarted { from, to, .. } => {
                before = from;
                to
            }
            What::ActivityEnded {
                status: ActivityStatus::Failed,
                ..
            } => before,
            _ => continue,
        };
        push(&mut points, event.time.secs_f64(), f64::from(now));
    }
    steps(Ink::Desired, Unit::Desired, points)
}

/// Instances on their way: asked for, and not yet in service or failed.
pub fn starting(run: &Run) -> Track {
    let mut coming: BTreeSet<u32> = BTreeSet::new();
    let mut points = vec![(0.0, Some(0.0))];
    for event in &run.events {
        if let What::Instance { number, state } = event.what {
            let changed = match state {
                InstanceState::WaitingForCapacity
                | InstanceState::Provisioning
                | InstanceState::Downloading
                | InstanceState::Starting => coming.insert(number),
                InstanceState::InService
                | InstanceState::Draining
                | InstanceState::Gone
                | InstanceState::Failed => coming.remove(&number),
            };
            if changed {
                push(&mut points, event.time.secs_f64(), coming.len() as f64);
            }
        }
    }
    steps(Ink::Starting, Unit::Starting, points)
}

/// What is on its way, on top of what serves.
fn on_top(serving: &Track, coming: &Track) -> Track {
    let mut times: Vec<f64> = serving.points.iter().map(|p| p.0).collect();
    times.extend(coming.points.iter().map(|p| p.0));
    times.sort_by(f64::total_cmp);
    times.dedup();
    let sum = |at: f64| Some(serving.at(at)? + coming.at(at)?);
    let points = times.into_iter().map(|at| (at, sum(at))).collect();
    steps(Ink::Starting, Unit::Starting, points)
}

/// The prediction as it was drawn; else as one step: what is there, until the first new instance;
/// then the peak.
fn learners_track(scenario: &Scenario, predicted: &Predicted) -> Option<Track> {
    if !predicted.drawn.is_empty() {
        let drawn = predicted.drawn.iter();
        let points = drawn.map(|&(seconds, count)| (seconds, Some(count)));
        return Some(steps(Ink::Learner, Unit::InService, points.collect()));
    }
    let peak = predicted.peak_requested?;
    let first = predicted.first_new_in_service_s?;
    let points = vec![
        (0.0, Some(f64::from(initial_instances(scenario)))),
        (first.max(0.0), Some(peak)),
    ];
    Some(steps(Ink::Learner, Unit::InService, points))
}

/// Of several changes at one instant the last one counts.
pub(super) fn push(points: &mut Vec<(f64, Option<f64>)>, seconds: f64, value: f64) {
    match points.last_mut() {
        Some(last) if last.0 == seconds => last.1 = Some(value),
        _ => points.push((seconds, Some(value))),
    }
}

pub(super) fn steps(ink: Ink, unit: Unit, points: Vec<(f64, Option<f64>)>) -> Track {
    Track {
        ink,
        unit,
        shape: Shape::Steps,
        points,
    }
}
