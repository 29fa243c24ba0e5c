//! The strips that only some kinds of endpoint have: environments and cold starts of a serverless
//! endpoint, instances under an inference component, the backlog of an asynchronous endpoint, and
//! the progress of a job.

use std::collections::BTreeSet;

use headroom_engine::run::{InstanceState, JobState, Run, What};
use headroom_explain::kind_column;
use headroom_explain::message::StripMessage;
use headroom_model::metric::Metric;
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::Time;
use headroom_study::Strip;

use super::fleet::{desired, push, steps};
use super::load::{Plan, end, minutes, stroke, tick};
use super::{Shape, StripView, Track, Unit};
use crate::chart::drawing::{Drawing, Half, Ink, Limit, Shade};
use crate::chart::mark::{Mark, MarkKind, place_words};
use crate::chart::scale::{Scale, TimeScale};
use crate::chart::ticks;
use crate::panel::text;

/// A column of the kind, by name, at each minute's end.
fn column(run: &Run, name: &str, ink: Ink, unit: Unit) -> Track {
    let values = kind_column(run, name).unwrap_or(&[]);
    minutes(run, ink, unit, |i| values.get(i).copied().flatten())
}

/// Requests in the queue of an asynchronous endpoint.
pub fn backlog(run: &Run) -> Track {
    let name = Metric::ApproximateBacklogSize.name();
    column(run, name, Ink::Waiting, Unit::Waiting)
}

/// Instances under an inference component, from the request for a machine to its release.
pub fn hosts(run: &Run) -> Track {
    let mut there: BTreeSet<u32> = BTreeSet::new();
    let mut points = vec![(0.0, Some(0.0))];
    for event in &run.events {
        if let What::ManagedInstance { number, state } = event.what {
            match state {
                InstanceState::Gone | InstanceState::Failed => there.remove(&number),
                _ => there.insert(number),
            };
            push(&mut points, event.time.secs_f64(), there.len() as f64);
        }
    }
    steps(Ink::Hosts, Unit::Hosts, points)
}

/// Environments of a serverless endpoint: there, provisioned, and asked for.
pub fn environments(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let (title, unit) = text::ENVIRONMENTS;
    let Some(run) = run else {
        return StripView::blank(Strip::Capacity, title, unit);
    };
    let Endpoint::Serverless(rule) = &scenario.endpoint else {
        return StripView::nothing(Strip::Capacity);
    };
    let alive = |run: &Run, ink| Track {
        shape: Shape::Steps,
        ..column(run, "Environments", ink, Unit::Environments)
    };
    let mut tracks = vec![alive(run, Ink::Capacity)];
    if rule.provisioned_concurrency > 0 || scenario.scaling.is_some() {
        tracks.push(provisioned(rule.provisioned_concurrency, run));
        tracks.push(Track {
            unit: Unit::Desired,
            ..desired(scenario, run)
        });
    }
    let ghost = ghost.map(|ghost| alive(ghost, Ink::Ghost));
    let tops = tracks.iter().chain(&ghost).filter_map(Track::highest);
    let most = tops.fold(1.0, |most, (value, _)| f64::max(most, value));
    // A limit far above everything would flatten the lines: it stays out.
    let limit = f64::from(rule.max_concurrency);
    let limit = (limit <= super::fleet::LIMIT_TOO_FAR * most).then_some(limit);
    let most = most.max(limit.unwrap_or(0.0));
    let scale = Scale::linear(0.0, most * 1.1);
    let mut strokes = vec![stroke(
        Ink::Capacity,
        tracks[0].paths(time, scale).1,
        true,
        false,
    )];
    let mut ends = Vec::new();
    for track in tracks.iter().rev() {
        strokes.push(stroke(track.ink, track.paths(time, scale).0, false, false));
        if let Some(last) = track.at(time.end_s()) {
            ends.push(end(scale, track.ink, last, track.unit.words(last)));
        }
    }
    strokes.extend(ghost.map(|g| stroke(Ink::Ghost, g.paths(time, scale).0, false, false)));
    let highest = tracks[0].highest().unwrap_or((0.0, 0.0));
    StripView {
        strip: Strip::Capacity,
        index: 0,
        title: title.into(),
        unit: unit.into(),
        blank: false,
        scale,
        drawing: Drawing {
            height_px: 90.0,
            y_ticks: ticks::counts_up_to(most as u32, 3)
                .into_iter()
                .map(|v| tick(scale, v, text::figure(v)))
                .collect(),
            strokes,
            limits: limit
                .map(|value| Limit {
                    ink: Ink::Target,
                    top: scale.top(value),
                    text: text::max_concurrency(rule.max_concurrency),
                })
                .into_iter()
                .collect(),
            ends,
            ..Drawing::default()
        },
        summary: text::environments_summary(
            highest.0 as u64,
            &super::clock(scenario, highest.1),
            tracks[0].last().unwrap_or(0.0) as u64,
            tracks.get(1).and_then(Track::highest).map(|h| h.0 as u64),
        ),
        tracks,
        guess: None,
        absent: "",
    }
}

/// Provisioned concurrency that is ready, at every change.
fn provisioned(initial: u32, run: &Run) -> Track {
    let mut points = vec![(0.0, Some(f64::from(initial)))];
    for event in &run.events {
        if let What::Provisioned { count } = event.what {
            push(&mut points, event.time.secs_f64(), f64::from(count));
        }
    }
    steps(Ink::Hosts, Unit::Provisioned, points)
}

/// Requests of each minute that had to start an environment, and those that found none.
pub fn cold_starts(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let cold = |run: &Run, ink| column(run, "ColdStarts", ink, Unit::ColdStarts);
    let tracks = run.map(|run| {
        vec![
            cold(run, Ink::Waiting),
            column(run, "Throttles", Ink::Errors, Unit::Throttles),
        ]
    });
    let summary = |_: &[Track]| match run {
        Some(run) => StripMessage::of_strip(Strip::ColdStarts, scenario, run).to_string(),
        None => String::new(),
    };
    let plan = Plan {
        least: 1.0,
        filled: true,
        ..Plan::new(Strip::ColdStarts, text::COLD_STARTS)
    };
    let ghost = ghost.map(|ghost| cold(ghost, Ink::Ghost));
    plan.draw(time, tracks, ghost, &summary)
}

/// How far a job has come: work done, and work that an interruption does not undo.
pub fn job(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let (title, unit) = text::JOB;
    let scale = Scale::linear(0.0, 1.0);
    let drawing = Drawing {
        height_px: 110.0,
        y_ticks: [0.0, 0.5, 1.0]
            .map(|v| tick(scale, v, text::share(v)))
            .to_vec(),
        ..Drawing::default()
    };
    let (Some(run), Some(job)) = (run, scenario.endpoint.job()) else {
        // Its scale is known before the run, and it may be the only strip of the lesson.
        return StripView {
            blank: false,
            scale,
            drawing,
            ..StripView::blank(Strip::Job, title, unit)
        };
    };
    let work_s = job.work.secs_f64().max(1.0);
    let share = |run: &Run, name, ink, unit| {
        let mut track = column(run, name, ink, unit);
        for (_, value) in &mut track.points {
            *value = value.map(|seconds| seconds / work_s);
        }
        track.points.insert(0, (0.0, Some(0.0)));
        track
    };
    let done = share(run, "work_done_s", Ink::Capacity, Unit::Done);
    let saved = share(run, "work_saved_s", Ink::Desired, Unit::Saved);
    let ghost = ghost.map(|ghost| share(ghost, "work_done_s", Ink::Ghost, Unit::Done));
    let line = |track: &Track| track.paths(time, scale).0;
    let mut strokes = vec![
        stroke(Ink::Capacity, done.paths(time, scale).1, true, false),
        stroke(Ink::Desired, line(&saved), false, false),
        stroke(Ink::Capacity, line(&done), false, false),
    ];
    strokes.extend(ghost.map(|g| stroke(Ink::Ghost, line(&g), false, false)));
    let tracks = vec![done, saved];
    let ends = tracks.iter().filter_map(|track| {
        let last = track.at(time.end_s())?;
        Some(end(scale, track.ink, last, track.unit.words(last)))
    });
    let mut marks = marks(run, time);
    place_words(&mut marks);
    StripView {
        strip: Strip::Job,
        index: 0,
        title: title.into(),
        unit: unit.into(),
        blank: false,
        scale,
        drawing: Drawing {
            shades: waits(run, time),
            strokes,
            marks,
            ends: ends.collect(),
            ..drawing
        },
        summary: StripMessage::of_strip(Strip::Job, scenario, run).to_string(),
        tracks,
        guess: None,
        absent: "",
    }
}

/// Interruptions and checkpoints.
fn marks(run: &Run, time: TimeScale) -> Vec<Mark> {
    let events = (0..).zip(&run.events);
    let events = events.filter(|(_, e)| time.holds(e.time.secs_f64()));
    let marked = events.filter_map(|(event, e)| {
        let (kind, text) = match e.what {
            What::Job {
                state: JobState::Interrupted,
                ..
            } => (MarkKind::Interrupted, text::INTERRUPTED),
            What::Job {
                state: JobState::CheckpointSaved,
                ..
            } => (MarkKind::Saved, ""),
            _ => return None,
        };
        Some(Mark {
            kind,
            left: time.left(e.time.secs_f64()),
            text: text.into(),
            before: false,
            wide: false,
            half: Half::Whole,
            event,
        })
    });
    marked.collect()
}

/// When the job waits for capacity, hatched.
fn waits(run: &Run, time: TimeScale) -> Vec<Shade> {
    let last = Time::ZERO + run.duration;
    let mut found: Vec<Shade> = Vec::new();
    let mut open: Option<(Time, u32)> = None;
    let mut close = |open: &mut Option<(Time, u32)>, to: Time| {
        let Some((from, event)) = open.take() else {
            return;
        };
        if let Some((left, width)) = time.stretch(from.secs_f64(), to.secs_f64()) {
            found.push(Shade {
                half: Half::Whole,
                left,
                width,
                low: true,
                text: String::new(),
                event,
            });
        }
    };
    for (id, event) in (0..).zip(&run.events) {
        if let What::Job { state, .. } = event.what {
            match state {
                JobState::WaitingForCapacity => {
                    close(&mut open, event.time);
                    open = Some((event.time, id));
                }
                _ => close(&mut open, event.time),
            }
        }
    }
    close(&mut open, last);
    found
}
