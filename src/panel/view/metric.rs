//! The metrics that policies and alarms follow, with targets, thresholds and periods in ALARM.

use headroom_engine::run::Run;
use headroom_explain::{published, published_by_row};
use headroom_model::alarm::MetricAlarm;
use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::TargetTracking;
use headroom_model::scenario::Scenario;
use headroom_study::Strip;

use super::load::{end, stroke, tick};
use super::spans::{AlarmPeriod, alarms, metric_alarms};
use super::{Shape, StripView, Track, Unit, clock};
use crate::chart::drawing::{Drawing, End, Half, Ink, Limit, Shade};
use crate::chart::scale::{Scale, TimeScale};
use crate::chart::ticks;
use crate::panel::text;

/// Percent of the width that the name of a hatched period needs, by letter.
const LETTER_NEEDS: f64 = 1.4;

/// A metric as it is read, with the policies and alarms that read it so, each with its index.
struct Followed<'a> {
    reading: Reading,
    policies: Vec<(u32, &'a TargetTracking)>,
    alarms: Vec<(u32, &'a MetricAlarm)>,
}

/// Everything that a policy or an alarm follows, policies first, in the order of the file; without
/// any the one that every endpoint of its kind has.
fn followed(scenario: &Scenario) -> Vec<Followed<'_>> {
    let mut all: Vec<Followed<'_>> = Vec::new();
    fn of<'a, 'b>(all: &'a mut Vec<Followed<'b>>, reading: Reading) -> &'a mut Followed<'b> {
        let known = all.iter().position(|f| f.reading == reading);
        let at = known.unwrap_or_else(|| {
            all.push(Followed {
                reading,
                policies: Vec::new(),
                alarms: Vec::new(),
            });
            all.len() - 1
        });
        &mut all[at]
    }
    let names = scenario.policy_names();
    for (policy, _) in scenario.every_policy() {
        let index = names.iter().position(|name| *name == policy.policy_name);
        if let (Some(index), Some(tracking)) = (index, policy.tracking()) {
            let found = of(&mut all, tracking.reading);
            found.policies.push((index as u32, tracking));
        }
    }
    let alarms = scenario.scaling.iter().flat_map(|s| &s.alarms);
    for (index, alarm) in (0..).zip(alarms) {
        of(&mut all, alarm.rule.reading).alarms.push((index, alarm));
    }
    if all.is_empty() {
        let usual = [Metric::InvocationsPerInstance, Metric::InvocationsPerCopy];
        if let Some(metric) = usual.into_iter().find(|m| scenario.publishes(*m)) {
            of(&mut all, Reading::usual(metric));
        }
    }
    all
}

/// How a value of the metric is said.
const fn unit_of(metric: Metric) -> Unit {
    match metric {
        Metric::ServerlessProvisionedConcurrencyUtilization => Unit::Fraction,
        _ => Unit::Metric,
    }
}

/// How the value axis says it: microseconds are too long a word there.
fn tick_words(metric: Metric, value: f64) -> String {
    match metric {
        Metric::ModelLatency | Metric::OverheadLatency => text::duration_ms(value / 1000.0),
        metric => unit_of(metric).words(value),
    }
}

fn track(run: &Run, reading: Reading) -> Track {
    let points = published(run, reading).into_iter();
    Track {
        ink: Ink::Metric,
        unit: unit_of(reading.metric),
        shape: Shape::Straight,
        points: points
            .map(|(time, value)| (time.secs_f64(), value))
            .collect(),
    }
}

/// A strip for everything that is followed.
pub fn metrics(
    scenario: &Scenario,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> Vec<StripView> {
    let all = followed(scenario);
    let drawn = all.iter().enumerate().map(|(index, followed)| StripView {
        index,
        ..metric(scenario, followed, run, ghost, time)
    });
    drawn.collect()
}

/// A column of the table: heading, and what is published in each row.
pub struct Column {
    /// The metric's name.
    pub name: String,
    /// Its values in words.
    pub cells: Vec<Option<String>>,
}

/// What was published of everything that is followed, for the table.
pub fn columns(scenario: &Scenario, run: &Run) -> Vec<Column> {
    let column = |followed: Followed<'_>| {
        let reading = followed.reading;
        let unit = unit_of(reading.metric);
        let values = published_by_row(run, reading).into_iter();
        Column {
            name: text::metric_column(reading),
            cells: values.map(|v| v.map(|v| unit.words(v))).collect(),
        }
    };
    followed(scenario).into_iter().map(column).collect()
}

fn metric(
    scenario: &Scenario,
    followed: &Followed<'_>,
    run: Option<&Run>,
    ghost: Option<&Run>,
    time: TimeScale,
) -> StripView {
    let reading = followed.reading;
    let name = reading.metric.name();
    let title_unit = text::metric_unit(reading);
    let Some(run) = run else {
        return StripView::blank(Strip::Metric, name, &title_unit);
    };
    let unit = unit_of(reading.metric);
    let track = track(run, reading);
    let ghost = ghost.map(|ghost| self::track(ghost, reading));
    let values = |all: Vec<f64>| {
        let mut all = all;
        all.dedup();
        all
    };
    let targets = values(followed.policies.iter().map(|p| p.1.target_value).collect());
    let thresholds = values(followed.alarms.iter().map(|a| a.1.rule.threshold).collect());
    let tops = ghost.iter().chain([&track]).filter_map(Track::highest);
    let most = tops
        .map(|h| h.0)
        .chain(targets.iter().chain(&thresholds).copied())
        .fold(0.0, f64::max);
    let y = ticks::up_to(most, 3);
    let scale = Scale::linear(0.0, most * 1.08);

    let periods = periods(scenario, run, followed);
    let in_words = |values: &[f64]| values.iter().map(|&v| unit.words(v)).collect::<Vec<_>>();
    let limit = |&value: &f64| Limit {
        ink: Ink::Target,
        top: scale.top(value),
        text: String::new(),
    };
    let named = |words: fn(&str) -> String| {
        move |&value: &f64| end(scale, Ink::Target, value, words(&unit.words(value)))
    };
    let mut ends: Vec<End> = targets.iter().map(named(text::target)).collect();
    ends.extend(thresholds.iter().map(named(text::threshold)));
    if let Some(last) = track.at(time.end_s()) {
        ends.push(end(scale, Ink::Metric, last, unit.words(last)));
    }
    let line = track.paths(time, scale).0;
    let mut strokes = vec![stroke(Ink::Metric, line, false, false)];
    strokes.extend(ghost.map(|g| stroke(Ink::Ghost, g.paths(time, scale).0, false, false)));
    let highest = track.highest();
    let highest = highest.map(|(value, at)| (unit.words(value), clock(scenario, at)));
    StripView {
        strip: Strip::Metric,
        index: 0,
        title: name.into(),
        unit: title_unit,
        blank: false,
        scale,
        drawing: Drawing {
            height_px: 76.0,
            y_ticks: y
                .iter()
                .map(|&v| tick(scale, v, tick_words(reading.metric, v)))
                .collect(),
            shades: periods
                .iter()
                .filter_map(|p| shade(p, time, true))
                .collect(),
            strokes,
            limits: targets.iter().chain(&thresholds).map(limit).collect(),
            ends,
            ..Drawing::default()
        },
        summary: text::metric_summary(
            name,
            &in_words(&targets),
            &in_words(&thresholds),
            highest.as_ref().map(|(v, at)| (v.as_str(), at.as_str())),
            &said(scenario, &periods),
        ),
        tracks: vec![track],
        guess: None,
        absent: text::NO_DATAPOINT,
    }
}

/// Every period in ALARM of what follows the metric, in order of its start.
fn periods(scenario: &Scenario, run: &Run, followed: &Followed<'_>) -> Vec<AlarmPeriod> {
    let mut policies: Vec<u32> = followed.policies.iter().map(|p| p.0).collect();
    policies.dedup();
    let own = policies.into_iter().flat_map(|index| alarms(run, index));
    let made = followed.alarms.iter();
    let made = made.flat_map(|&(index, _)| metric_alarms(scenario, run, index));
    let mut periods: Vec<AlarmPeriod> = own.chain(made).collect();
    periods.sort_by_key(|p| p.from);
    periods
}

/// Each period in ALARM, in words.
pub fn said(scenario: &Scenario, periods: &[AlarmPeriod]) -> Vec<String> {
    let one = |alarm: &AlarmPeriod| {
        let (from, to) = (alarm.from.secs_f64(), alarm.to.secs_f64());
        text::in_alarm(&alarm.name, &clock(scenario, from), &clock(scenario, to))
    };
    periods.iter().map(one).collect()
}

/// A period in ALARM as a hatched one, if it is in sight, with its name where there is room and it is wished.
pub fn shade(alarm: &AlarmPeriod, time: TimeScale, named: bool) -> Option<Shade> {
    let (left, width) = time.stretch(alarm.from.secs_f64(), alarm.to.secs_f64())?;
    let short = match (alarm.own, alarm.low) {
        (true, false) => text::ALARM_HIGH,
        (true, true) => text::ALARM_LOW,
        (false, _) => &alarm.name,
    };
    let fits = width >= LETTER_NEEDS * short.chars().count() as f64;
    Some(Shade {
        half: Half::Whole,
        left,
        width,
        low: alarm.low,
        text: if named && fits {
            short.into()
        } else {
            String::new()
        },
        event: alarm.event,
    })
}
