//! The strips of the requests: traffic, latency, errors, and what the fleet costs.
//!
//! A figure that an alarm looks at stands at its minute's end: nothing is shown before it could be
//! known. What arrives and what it costs hold over their minute.

use headroom_engine::run::Run;
use headroom_engine::traffic;
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::MICROS_PER_SECOND;
use headroom_study::Strip;

use super::{Shape, StripView, Track, Unit, clock, kinds};
use crate::chart::drawing::{Drawing, End, Ink, Limit, Stroke, Tick};
use crate::chart::scale::{Scale, TimeScale};
use crate::chart::ticks;
use crate::panel::text;

/// Steps of the grid at most: twice what the plot can show.
const RATE_POINTS: u32 = 2000;

/// What arrives: the scenario's rate, and in a run what did arrive in each minute.
pub fn traffic(scenario: &Scenario, run: Option<&Run>, time: TimeScale) -> StripView {
    let given = expected(scenario);
    let arrived = run.map(measured);
    let highest = |track: &Track| track.highest().map_or(0.0, |h| h.0);
    // The axis stays as it was before the run: the given rate, and air for chance above it.
    let air = 1.15 * highest(&given);
    let scale = Scale::linear(0.0, arrived.as_ref().map_or(air, |a| air.max(highest(a))));
    let y = ticks::up_to(highest(&given), 3);

    let (line, area) = given.paths(time, scale);
    let mut strokes = vec![stroke(Ink::Demand, area, true, true)];
    match &arrived {
        Some(track) => strokes.push(stroke(Ink::Demand, track.paths(time, scale).0, false, true)),
        None => strokes.push(stroke(Ink::Demand, line, false, true)),
    }
    let last = given.at(time.end_s()).unwrap_or(0.0);
    let summary = summarise(scenario, text::TRAFFIC_SUMMED, &given);
    StripView {
        strip: Strip::Traffic,
        index: 0,
        title: text::TRAFFIC.0.into(),
        unit: text::TRAFFIC.1.into(),
        blank: false,
        scale,
        drawing: Drawing {
            height_px: 60.0,
            y_ticks: y.iter().map(|&v| tick(scale, v, text::figure(v))).collect(),
            strokes,
            ends: vec![End {
                given: true,
                ..end(scale, Ink::Demand, last, text::rps(last))
            }],
            ..Drawing::default()
        },
        tracks: vec![arrived.unwrap_or(given)],
        guess: None,
        absent: "",
        summary,
    }
}

/// What did arrive: the mean rate of each minute, over that minute.
fn measured(run: &Run) -> Track {
    let rate = |i: usize| run.series.invocations[i] as f64 / seconds_of(run, i);
    Track {
        ink: Ink::Demand,
        unit: Unit::Rps,
        shape: Shape::Steps,
        points: (0..run.series.len())
            .map(|i| (f64::from(run.series.time_s[i]), Some(rate(i))))
            .collect(),
    }
}

/// The scenario's own rate, from both sides of each full second of a grid: a jump, which scenarios
/// place on full seconds, stands upright.
fn expected(scenario: &Scenario) -> Track {
    let duration_s = scenario.duration.secs_f64();
    let step = (duration_s / f64::from(RATE_POINTS)).ceil().max(1.0) as usize;
    let stated = traffic::rate_of(scenario);
    let rate = |micros: u64| Some(stated.at(micros));
    let mut points = vec![(0.0, rate(0))];
    for second in (step as u64..)
        .step_by(step)
        .take_while(|&s| (s as f64) < duration_s)
    {
        let micros = second * MICROS_PER_SECOND;
        points.push((second as f64, rate(micros - 1)));
        points.push((second as f64, rate(micros)));
    }
    points.push((
        duration_s,
        rate(scenario.duration.micros().saturating_sub(1)),
    ));
    Track {
        ink: Ink::Demand,
        unit: Unit::Rps,
        shape: Shape::Straight,
        points,
    }
}

/// ModelLatency of each minute, p99 and p50, on a log scale with the time-out as its limit.
pub fn latency(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let (title, unit) = text::LATENCY;
    let Some(run) = run else {
        return StripView::blank(Strip::Latency, title, unit);
    };
    let timeout = scenario.endpoint.invocation_timeout().unwrap_or_default();
    let timeout_ms = timeout.ms_f64();
    let percentile = |name, ink, column: &Vec<Option<f64>>| {
        minutes(run, ink, Unit::Latency { name, timeout_ms }, |i| column[i])
    };
    let p99 = percentile("p99", Ink::Slow, &run.series.model_latency_p99_ms);
    let p50 = percentile("p50", Ink::Middle, &run.series.model_latency_p50_ms);

    let lowest = p50.lowest().unwrap_or(100.0).max(1.0);
    // Whole halves of a decade below, a little room above the time-out.
    let from = 10f64.powf((lowest.log10() * 2.0).floor() / 2.0);
    let scale = Scale::log(from, timeout_ms.max(lowest * 10.0) * 1.25);
    let mut decades = ticks::decades(from, timeout_ms);
    if decades.len() > 3 {
        decades.remove(0);
    }
    let mut ends = Vec::new();
    for track in [&p99, &p50] {
        if let Some(value) = track.at(time.end_s()) {
            ends.push(end(scale, track.ink, value, track.unit.words(value)));
        }
    }
    let summary = summarise(scenario, "ModelLatency", &p99);
    let mut strokes = vec![
        stroke(Ink::Middle, p50.paths(time, scale).0, false, false),
        stroke(Ink::Slow, p99.paths(time, scale).0, false, false),
    ];
    if let Some(ghost) = ghost {
        let column = &ghost.series.model_latency_p99_ms;
        let line = minutes(ghost, Ink::Ghost, p99.unit, |i| column[i]).paths(time, scale);
        strokes.push(stroke(Ink::Ghost, line.0, false, false));
    }
    StripView {
        strip: Strip::Latency,
        index: 0,
        title: title.into(),
        unit: unit.into(),
        blank: false,
        scale,
        drawing: Drawing {
            height_px: 78.0,
            y_ticks: decades
                .into_iter()
                .map(|v| tick(scale, v, text::duration_ms(v)))
                .collect(),
            strokes,
            limits: vec![Limit {
                ink: Ink::Errors,
                top: scale.top(timeout_ms),
                text: text::timeout(timeout_ms),
            }],
            ends,
            ..Drawing::default()
        },
        tracks: vec![p99, p50],
        guess: None,
        absent: text::NO_DATAPOINT,
        summary,
    }
}

/// Requests that wait, on average over each minute; of an asynchronous endpoint its backlog at
/// each minute's end.
pub fn queue(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let is_async = matches!(scenario.endpoint, Endpoint::Async(_));
    let (name, summed) = match is_async {
        true => (text::BACKLOG, text::BACKLOG_SUMMED),
        false => (text::QUEUE, text::QUEUE_SUMMED),
    };
    let track = |run: &Run| match is_async {
        true => kinds::backlog(run),
        false => minutes(run, Ink::Waiting, Unit::Waiting, |i| {
            run.series.queue.get(i).copied()
        }),
    };
    let summary = |t: &[Track]| summarise(scenario, summed, &t[0]);
    let plan = Plan {
        height_px: 48.0,
        ticks: text::figure,
        filled: true,
        ..Plan::new(Strip::Queue, name)
    };
    plan.draw(
        time,
        run.map(|r| vec![track(r)]),
        ghost.map(track),
        &summary,
    )
}

/// CPUUtilization, and GPUUtilization where the instance type has GPUs.
pub fn utilization(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let cpu = |run: &Run| {
        let column = &run.series.cpu_utilization;
        minutes(run, Ink::Slow, Unit::Percent("CPU"), |i| column[i])
    };
    let gpu = |run: &Run| {
        let column = &run.series.gpu_utilization;
        minutes(run, Ink::Middle, Unit::Percent("GPU"), |i| column[i])
    };
    let instance_type = scenario.endpoint.instance_type();
    let has_gpu = instance_type.is_some_and(|t| t.gpus > 0);
    let tracks = run.map(|run| match has_gpu {
        true => vec![cpu(run), gpu(run)],
        false => vec![cpu(run)],
    });
    let names = [text::CPU_UTILIZATION, text::GPU_UTILIZATION];
    let summary = |tracks: &[Track]| {
        let said = tracks.iter().zip(names);
        let said: Vec<String> = said.map(|(t, n)| summarise(scenario, n, t)).collect();
        said.join(" ")
    };
    let plan = Plan {
        height_px: 48.0,
        least: 10.0,
        ticks: text::percent_tick,
        absent: text::NO_DATAPOINT,
        ..Plan::new(Strip::Utilization, text::UTILIZATION)
    };
    plan.draw(time, tracks, ghost.map(cpu), &summary)
}

/// The share of each minute's requests that failed in it.
pub fn errors(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let track = |run: &Run| minutes(run, Ink::Errors, Unit::Share, |i| error_share(run, i));
    let failed = run.map_or(0, |run| run.summary.requests.failed.total());
    let summary = |tracks: &[Track]| {
        let (highest, at) = tracks[0].highest().unwrap_or((0.0, 0.0));
        text::errors_summary(&text::share(highest), &clock(scenario, at), failed)
    };
    let plan = Plan {
        height_px: 44.0,
        least: 0.01,
        most: 1.0,
        ticks: text::share,
        filled: true,
        absent: text::NO_DATAPOINT,
        ..Plan::new(Strip::Errors, text::ERRORS)
    };
    plan.draw(
        time,
        run.map(|r| vec![track(r)]),
        ghost.map(track),
        &summary,
    )
}

/// A request fails up to the time-out after it arrived, so a minute may see more failures than
/// arrivals: then all that it saw failed. A minute without either has no share.
pub fn error_share(run: &Run, i: usize) -> Option<f64> {
    let failed = run.series.errors[i] as f64;
    let seen = (run.series.invocations[i] as f64).max(failed);
    (seen > 0.0).then(|| failed / seen)
}

/// US dollars per hour, from what each minute cost.
pub fn cost(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let track = |run: &Run| {
        let per_hour = |i: usize| run.series.cost_usd[i] * 3600.0 / seconds_of(run, i);
        Track {
            ink: Ink::Cost,
            unit: Unit::UsdPerHour,
            shape: Shape::Steps,
            points: (0..run.series.len())
                .map(|i| (f64::from(run.series.time_s[i]), Some(per_hour(i))))
                .collect(),
        }
    };
    let summary = |t: &[Track]| summarise(scenario, text::COST_SUMMED, &t[0]);
    let plan = Plan {
        height_px: 48.0,
        ticks: text::usd_tick,
        filled: true,
        ..Plan::new(Strip::Cost, text::COST)
    };
    plan.draw(
        time,
        run.map(|r| vec![track(r)]),
        ghost.map(track),
        &summary,
    )
}

/// How a plain strip is drawn: lines from 0 up, the first one filled if wished.
pub(super) struct Plan {
    pub strip: Strip,
    pub name: (&'static str, &'static str),
    pub height_px: f64,
    /// The axis reaches at least so far, though nothing is that high.
    pub least: f64,
    /// The axis ends here, whatever comes.
    pub most: f64,
    pub ticks: fn(f64) -> String,
    pub filled: bool,
    pub absent: &'static str,
}

impl Plan {
    pub const fn new(strip: Strip, name: (&'static str, &'static str)) -> Plan {
        Plan {
            strip,
            name,
            height_px: 48.0,
            least: 0.0,
            most: f64::INFINITY,
            ticks: text::figure,
            filled: false,
            absent: "",
        }
    }

    /// The strip; blank without tracks.
    pub fn draw(
        self,
        time: TimeScale,
        tracks: Option<Vec<Track>>,
        ghost: Option<Track>,
        summary: &dyn Fn(&[Track]) -> String,
    ) -> StripView {
        let (title, unit) = self.name;
        let Some(tracks) = tracks else {
            return StripView::blank(self.strip, title, unit);
        };
        let tops = tracks.iter().chain(&ghost).filter_map(Track::highest);
        let highest = tops.fold(0.0, |most, (value, _)| f64::max(most, value));
        let (top, y) = ticks::from_zero(if highest > 0.0 { highest } else { self.least }, 2);
        let top = top.min(self.most);
        let scale = Scale::linear(0.0, top);
        let mut strokes = Vec::new();
        let mut ends = Vec::new();
        for track in &tracks {
            let (line, area) = track.paths(time, scale);
            if self.filled {
                strokes.push(stroke(track.ink, area, true, false));
            }
            strokes.push(stroke(track.ink, line, false, false));
            if let Some(last) = track.at(time.end_s()) {
                ends.push(end(scale, track.ink, last, track.unit.words(last)));
            }
        }
        strokes.extend(ghost.map(|g| stroke(Ink::Ghost, g.paths(time, scale).0, false, false)));
        StripView {
            strip: self.strip,
            index: 0,
            title: title.into(),
            unit: unit.into(),
            blank: false,
            scale,
            drawing: Drawing {
                height_px: self.height_px,
                y_ticks: ends_of(&y, top)
                    .into_iter()
                    .map(|v| tick(scale, v, (self.ticks)(v)))
                    .collect(),
                strokes,
                ends,
                ..Drawing::default()
            },
            summary: summary(&tracks),
            tracks,
            guess: None,
            absent: self.absent,
        }
    }
}

/// A track of one figure a minute, each at its minute's end.
pub fn minutes(run: &Run, ink: Ink, unit: Unit, value: impl Fn(usize) -> Option<f64>) -> Track {
    let at_end = |i: usize| f64::from(run.series.time_s[i]) + seconds_of(run, i);
    Track {
        ink,
        unit,
        shape: Shape::Straight,
        points: (0..run.series.len())
            .map(|i| (at_end(i), value(i)))
            .collect(),
    }
}

/// Length of a row: the period, or what is left of the run.
fn seconds_of(run: &Run, i: usize) -> f64 {
    let left = run.duration.secs_f64() - f64::from(run.series.time_s[i]);
    left.min(f64::from(run.series.period_s))
}

/// One sentence: first, highest, last.
fn summarise(scenario: &Scenario, what: &str, track: &Track) -> String {
    let first = track.points.iter().find_map(|&(_, v)| v);
    match (first, track.highest(), track.last()) {
        (Some(first), Some((highest, at)), Some(last)) => text::over_time(
            what,
            &track.unit.words(first),
            &track.unit.words(highest),
            &clock(scenario, at),
            &track.unit.words(last),
        ),
        _ => format!("{what}: {}.", text::NO_DATAPOINT),
    }
}

/// A low plot has room for the ends of its axis alone.
fn ends_of(ticks: &[f64], top: f64) -> Vec<f64> {
    ticks
        .iter()
        .copied()
        .filter(|&t| t == 0.0 || t >= top)
        .collect()
}

pub(super) fn stroke(ink: Ink, d: String, filled: bool, given: bool) -> Stroke {
    Stroke {
        ink,
        d,
        filled,
        given,
    }
}

pub(super) fn tick(scale: Scale, value: f64, text: String) -> Tick {
    Tick {
        top: scale.top(value),
        text,
    }
}

pub(super) fn end(scale: Scale, ink: Ink, value: f64, text: String) -> End {
    End {
        ink,
        top: scale.top(value),
        text,
        given: false,
    }
}
