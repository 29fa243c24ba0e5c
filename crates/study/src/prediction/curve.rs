//! A drawn prediction: instances in service, minute by minute.
//!
//! It is graded on level, timing and peak, never on pixel distance. Level and timing are held
//! against two baselines that know nothing of the wait: "flat", where nothing changes, and "copy
//! the traffic", where capacity follows the load at once. A drawing that is no nearer to the run
//! than the better of the two earns no points there.

use headroom_engine::run::{InstanceState, Run, What};
use headroom_engine::traffic;
use headroom_explain::figure::{clock, counted, instances, number};
use headroom_model::metric::Metric;
use headroom_model::policy::{Policy, TargetTracking};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use serde::{Deserialize, Serialize};

use super::Credit;

/// What is drawn: a value for each minute of the run, `None` where the pen has not been. The value
/// of minute m holds over `[m, m + 1)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// Instances in service, by minute from second 0.
    pub minutes: Vec<Option<u32>>,
}

/// The part that is to be drawn: full minutes, from the first change of the load to the end, or
/// the whole run where more than the load decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// First minute.
    pub from: u32,
    /// The minute after the last.
    pub until: u32,
}

/// Why a drawing is not scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomplete {
    /// Minutes without a value, as stretches in order.
    pub missing: Vec<Stretch>,
    /// Says which, in wall-clock time.
    pub sentence: String,
}

/// A drawing held against its run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurveScore {
    /// Level, timing, peak.
    pub parts: [CurvePart; 3],
    /// The sum of the parts' points.
    pub points: f64,
    /// The most that can be had: 3.
    pub of: f64,
}

/// One of the three.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePart {
    /// Which.
    pub kind: CurvePartKind,
    /// 0 to 1.
    pub points: f64,
    /// What was drawn, what the run says and how the baselines did.
    pub sentence: String,
}

/// What a drawing is judged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurvePartKind {
    /// How many instances, on average over the minutes.
    Level,
    /// When the first new instance comes into service.
    Timing,
    /// The highest count.
    Peak,
}

/// The part of `scenario` that is drawn: from the first minute in which the load is not what it
/// was at second 0. From second 0 when it never changes, and when capacity may move before it
/// does: what is drawn already would give that away, or be wrong.
pub fn stretch(scenario: &Scenario) -> Stretch {
    let until = minutes(scenario.duration);
    let load = traffic::rate_of(scenario);
    let rate = |minute: u32| load.at(u64::from(minute) * 60_000_000);
    let changes = (0..until).find(|&minute| rate(minute) != rate(0));
    Stretch {
        from: changes.filter(|_| load_decides(scenario)).unwrap_or(0),
        until,
    }
}

/// Whether capacity stays as it is until the load changes: nothing comes by the clock, and the
/// policies count requests.
fn load_decides(scenario: &Scenario) -> bool {
    let scaling = scenario.scaling.as_ref();
    let by_the_clock = scaling.is_some_and(|s| !s.scheduled_actions.is_empty())
        || !scenario.operations.is_empty()
        || !scenario.faults.is_empty();
    let other_than_requests = |tracking: &TargetTracking| {
        matches!(
            tracking.reading.metric,
            Metric::CPUUtilization
                | Metric::GPUUtilization
                | Metric::ModelLatency
                | Metric::OverheadLatency
                | Metric::InFlightRequests
                | Metric::QueueDepth
        )
    };
    let policies = scaling.map_or(&[][..], |s| &s.policies);
    let mut tracking = policies.iter().filter_map(Policy::tracking);
    !by_the_clock && !tracking.any(other_than_requests)
}

/// What the pen may reach at most: MaxCapacity, or the instances of second 0 without a policy.
pub fn ceiling(scenario: &Scenario) -> u32 {
    let initial = initial(scenario);
    let max = scenario.scaling.as_ref().map(|s| s.max_capacity);
    max.map_or(initial, |max| max.max(initial))
}

impl Drawing {
    /// Nothing drawn yet for a run of `scenario`; what is before the stretch is known.
    pub fn empty(scenario: &Scenario) -> Drawing {
        let Stretch { from, until } = stretch(scenario);
        let initial = initial(scenario);
        Drawing {
            minutes: (0..until).map(|m| (m < from).then_some(initial)).collect(),
        }
    }

    /// Sets a minute, as the pen and the table do. A minute outside the run is ignored.
    pub fn set(&mut self, minute: u32, value: u32) {
        if let Some(place) = self.minutes.get_mut(minute as usize) {
            *place = Some(value);
        }
    }

    /// Sets every minute from `from` up to `to`, both included: a quick stroke leaves no gaps.
    /// Capacity is a step, so the value of the later end holds from `from` on.
    pub fn stroke(&mut self, from: u32, to: u32, value: u32) {
        for minute in from.min(to)..=from.max(to) {
            self.set(minute, value);
        }
    }

    /// Takes a minute away again.
    pub fn clear(&mut self, minute: u32) {
        if let Some(place) = self.minutes.get_mut(minute as usize) {
            *place = None;
        }
    }

    /// "Hold last value to the end": every minute without a value takes that of the minute before.
    pub fn hold(&mut self, scenario: &Scenario) {
        let mut last = initial(scenario);
        for place in &mut self.minutes {
            last = *place.get_or_insert(last);
        }
    }

    /// Where the count changes: (minute, instances), the first minute of the run first. This is
    /// what the table of numbers shows.
    pub fn steps(&self) -> Vec<(u32, u32)> {
        let mut steps: Vec<(u32, u32)> = Vec::new();
        for (minute, value) in (0..).zip(&self.minutes) {
            if let Some(value) = *value
                && steps.last().is_none_or(|(_, last)| *last != value)
            {
                steps.push((minute, value));
            }
        }
        steps
    }

    /// What is still missing; `None` when the drawing can be scored.
    pub fn incomplete(&self, scenario: &Scenario) -> Option<Incomplete> {
        let Stretch { from, until } = stretch(scenario);
        let mut missing: Vec<Stretch> = Vec::new();
        let empty = |m: &u32| self.minutes.get(*m as usize).copied().flatten().is_none();
        for minute in (from..until).filter(empty) {
            match missing.last_mut() {
                Some(last) if last.until == minute => last.until += 1,
                _ => missing.push(Stretch {
                    from: minute,
                    until: minute + 1,
                }),
            }
        }
        if missing.is_empty() {
            return None;
        }
        let words = |s: &Stretch| {
            let at = |minute: u32| clock(scenario.start, Time::from_secs(u64::from(minute) * 60));
            format!("{} to {}", at(s.from), at(s.until))
        };
        let named: Vec<String> = missing.iter().take(3).map(words).collect();
        let more = match missing.len().saturating_sub(3) {
            0 => String::new(),
            n => format!(
                " and {}",
                counted(n as u64, "more stretch", "more stretches")
            ),
        };
        let sentence = format!("Not drawn yet: {}{more}.", named.join(", "));
        Some(Incomplete { missing, sentence })
    }

    /// Level, timing and peak against `run`, which is one of `scenario`.
    ///
    /// # Errors
    /// When a minute of the stretch is not drawn: nothing is scored then.
    pub fn grade(&self, scenario: &Scenario, run: &Run) -> Result<CurveScore, Incomplete> {
        if let Some(incomplete) = self.incomplete(scenario) {
            return Err(incomplete);
        }
        let stretch = stretch(scenario);
        let within = |curve: &[f64]| -> Vec<f64> {
            let range = stretch.from as usize..(stretch.until as usize).min(curve.len());
            curve.get(range).unwrap_or_default().to_vec()
        };
        let drawn: Vec<f64> = self
            .minutes
            .iter()
            .map(|value| f64::from(value.unwrap_or_default()))
            .collect();
        let judged = Judged {
            scenario,
            from: stretch.from,
            before: f64::from(initial(scenario)),
            drawn: within(&drawn),
            run: within(&in_service(run)),
            flat: within(&vec![f64::from(initial(scenario)); drawn.len()]),
            copy: within(&copy_the_traffic(scenario)),
        };
        let parts = [judged.level(), judged.timing(), judged.peak()];
        Ok(CurveScore {
            points: parts.iter().map(|part| part.points).sum(),
            of: parts.len() as f64,
            parts,
        })
    }
}

/// Mean instances in service in each minute, from the run's own events.
pub fn in_service(run: &Run) -> Vec<f64> {
    const MINUTE_US: u64 = 60_000_000;
    let end = run.duration.micros();
    let mut area = vec![0.0; minutes(run.duration) as usize];
    let mut states: Vec<InstanceState> = Vec::new();
    let (mut count, mut since) = (0.0, 0);
    let mut add = |mut at: u64, until: u64, count: f64| {
        while at < until {
            let minute = at / MINUTE_US;
            let next = until.min((minute + 1) * MINUTE_US);
            if let Some(area) = area.get_mut(minute as usize) {
                *area += count * (next - at) as f64;
            }
            at = next;
        }
    };
    for event in &run.events {
        let What::Instance { number, state } = event.what else {
            continue;
        };
        let index = number as usize;
        if states.len() <= index {
            states.resize(index + 1, InstanceState::Gone);
        }
        let is_in = |state: InstanceState| state == InstanceState::InService;
        let before = std::mem::replace(&mut states[index], state);
        if is_in(before) != is_in(state) {
            add(since, event.time.micros(), count);
            since = event.time.micros();
            count += if is_in(state) { 1.0 } else { -1.0 };
        }
    }
    add(since, end, count);
    let lengths = (0..).map(|m| (end.min((m + 1) * MINUTE_US) - m * MINUTE_US) as f64);
    let means = area.iter().zip(lengths).map(|(area, us)| area / us);
    means.collect()
}

/// Share of the better baseline's error that must be gone for full credit of the level [D]: what
/// is left is the minute to which the pen snaps.
const LEVEL_FULL: f64 = 0.9;
/// Minutes off that earn full credit of the timing [D].
const TIMING_FULL_MIN: f64 = 1.0;
/// Minutes off that earn half [D].
const TIMING_HALF_MIN: f64 = 3.0;
/// A baseline that is this near to the run, in instances, leaves nothing to beat [D].
const SAME: f64 = 0.05;

/// The curves of the stretch, minute by minute.
struct Judged<'a> {
    scenario: &'a Scenario,
    /// First minute of the stretch.
    from: u32,
    /// In service before it.
    before: f64,
    drawn: Vec<f64>,
    run: Vec<f64>,
    flat: Vec<f64>,
    copy: Vec<f64>,
}

impl Judged<'_> {
    fn level(&self) -> CurvePart {
        let off = |curve: &[f64]| -> f64 {
            let gaps = curve.iter().zip(&self.run).map(|(c, r)| (c - r).abs());
            gaps.sum::<f64>() / self.run.len().max(1) as f64
        };
        let (own, flat, copy) = (off(&self.drawn), off(&self.flat), off(&self.copy));
        let best = flat.min(copy);
        let points = if best < SAME {
            f64::from(u8::from(own < SAME))
        } else {
            (1.0 - own / best).max(0.0)
        };
        let points = if points >= LEVEL_FULL { 1.0 } else { points };
        part(
            CurvePartKind::Level,
            points,
            format!(
                "Level: your curve is off by {} on average; \"flat\" by {}, \"copy the traffic\" by {}.",
                instances_of(own),
                number(flat),
                number(copy)
            ),
        )
    }

    fn timing(&self) -> CurvePart {
        let rise = |curve: &[f64]| curve.iter().position(|v| *v > self.before + SAME);
        let at = |minute: usize| {
            let minute = u64::from(self.from) + minute as u64;
            clock(self.scenario.start, Time::from_secs(minute * 60))
        };
        let (own, run, copy) = (rise(&self.drawn), rise(&self.run), rise(&self.copy));
        let (points, sentence) = match (own, run) {
            (None, None) => (1.0, "Timing: no instance is added, as you drew.".to_owned()),
            (Some(own), None) => (
                0.0,
                format!(
                    "Timing: you drew the first new instance at {}; none comes.",
                    at(own)
                ),
            ),
            (None, Some(run)) => (
                0.0,
                format!(
                    "Timing: the first new instance is in service at {}; you drew none.",
                    at(run)
                ),
            ),
            (Some(own), Some(run)) => {
                let off = own.abs_diff(run) as f64;
                let beats_copy =
                    copy.is_none_or(|copy| off < copy.abs_diff(run) as f64 || off == 0.0);
                let points = match () {
                    () if !beats_copy => 0.0,
                    () if off <= TIMING_FULL_MIN => 1.0,
                    () if off <= TIMING_HALF_MIN => 0.5,
                    () => 0.0,
                };
                let copied = copy.map(|copy| format!("; \"copy the traffic\" says {}", at(copy)));
                let sentence = format!(
                    "Timing: you drew the first new instance at {}, the run has it at {}{}.",
                    at(own),
                    at(run),
                    copied.unwrap_or_default()
                );
                (points, sentence)
            }
        };
        part(CurvePartKind::Timing, points, sentence)
    }

    fn peak(&self) -> CurvePart {
        let peak = |curve: &[f64]| curve.iter().copied().fold(self.before, f64::max);
        let whole = |value: f64| value.ceil().max(0.0) as u32;
        let (own, run) = (whole(peak(&self.drawn)), whole(peak(&self.run)));
        let (flat, copy) = (whole(peak(&self.flat)), whole(peak(&self.copy)));
        let worth = super::credit(
            crate::quantity::Quantity::PeakRequested,
            f64::from(own),
            f64::from(run),
        );
        let worth = match worth {
            Credit::Full => 1.0,
            Credit::Half => 0.5,
            Credit::None => 0.0,
        };
        let sentence = format!(
            "Peak: you drew {}, the run reaches {run}; \"flat\" stays at {flat}, \"copy the traffic\" reaches {copy}.",
            instances(own)
        );
        part(CurvePartKind::Peak, worth, sentence)
    }
}

fn part(kind: CurvePartKind, points: f64, sentence: String) -> CurvePart {
    let points = (points * 100.0).round() / 100.0;
    let worth = format!("{} of 1 point", number_of_points(points));
    CurvePart {
        kind,
        points,
        sentence: format!("{sentence} {worth}."),
    }
}

/// `0.63`, `1`, `0`.
fn number_of_points(points: f64) -> String {
    let text = format!("{points:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn instances_of(value: f64) -> String {
    match number(value).as_str() {
        "1" => "1 instance".to_owned(),
        text => format!("{text} instances"),
    }
}

/// Capacity that follows the load at once and in proportion, within what the policy may reach.
fn copy_the_traffic(scenario: &Scenario) -> Vec<f64> {
    let rate = traffic::rate_of(scenario);
    let at = |minute: u32| rate.at(u64::from(minute) * 60_000_000);
    let (first, initial) = (at(0), f64::from(initial(scenario)));
    let most = f64::from(ceiling(scenario));
    let copied = |minute| {
        if first > 0.0 {
            (initial * at(minute) / first).ceil().clamp(1.0, most)
        } else {
            initial
        }
    };
    (0..minutes(scenario.duration)).map(copied).collect()
}

fn initial(scenario: &Scenario) -> u32 {
    scenario.endpoint.initial_count()
}

/// Minutes that a span begins.
fn minutes(span: Span) -> u32 {
    span.micros().div_ceil(60_000_000) as u32
}

#[cfg(test)]
mod tests;
