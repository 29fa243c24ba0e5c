//! A run to read: one line a minute, fixed columns, so that a difference between two runs tells
//! its story. The long help of `simulate` explains the columns.

use std::fmt::Write;

use headroom_engine::run::{
    AlarmSide, Decision, Direction, Event, NotScaledReason, Outcome, Run, What,
};
use headroom_model::alarm::AlarmState;
use headroom_model::time::{Span, Time};

/// The lines of a run, and its main figures below them.
pub fn table(run: &Run) -> String {
    let mut text = String::new();
    let mut story = Story::default();
    let rows = run.duration.micros() / Span::MINUTE.micros();
    for minute in 0..=rows {
        let time = Time::from_secs(minute * 60);
        story.read_events(&run.events, time);
        let decisions = at(&run.decisions, time);
        let row = minute as usize;
        let has_row = row < run.series.len();
        if !has_row && decisions.is_empty() {
            break;
        }
        let rpm = run
            .series
            .invocations
            .get(row)
            .map_or("-".into(), u64::to_string);
        let inst = match (
            run.series.in_service_instance_count.get(row),
            run.series.desired_instance_count.get(row),
        ) {
            (Some(in_service), Some(desired)) => format!("{in_service}>{desired}"),
            _ => format!("{}>{}", run.summary.capacity.r#final, decisions[0].current),
        };
        let line = format!(
            "{}  rpm {rpm:>6}  inst {inst:<7}  {:<10}  cool {:<9}  why {}",
            clock(run, time),
            story.alarm(decisions),
            story.cooldown(time),
            why(decisions),
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    figures(run, &mut text);
    text
}

/// `08:03`; a run beyond a day counts its days: `2d 08:03`.
fn clock(run: &Run, time: Time) -> String {
    const DAY: Span = Span::from_secs(86_400);
    let clock = run.start.clock(time);
    if run.duration <= DAY {
        return format!("{clock:#}");
    }
    let first_midnight = u64::from(run.start.clock(Time::ZERO).second_of_day);
    let days = (first_midnight + time.micros() / 1_000_000) / 86_400;
    format!("{days:>2}d {clock:#}")
}

/// The decisions of one moment; decisions are in order of time.
fn at(decisions: &[Decision], time: Time) -> &[Decision] {
    let first = decisions.partition_point(|decision| decision.time < time);
    let rest = &decisions[first..];
    &rest[..rest.partition_point(|decision| decision.time == time)]
}

/// What earlier events left in force.
#[derive(Default)]
struct Story {
    read: usize,
    /// Breaching and needed datapoints of each alarm that is in ALARM.
    alarms: Vec<(u32, AlarmSide, u32, u32)>,
    /// Cooldowns in force, by policy and direction, with their end.
    cooldowns: Vec<(u32, Direction, Time)>,
}

impl Story {
    /// Reads the events up to and including `time`.
    fn read_events(&mut self, events: &[Event], time: Time) {
        while let Some(event) = events.get(self.read).filter(|event| event.time <= time) {
            self.read += 1;
            match event.what {
                What::AlarmState {
                    policy,
                    side,
                    to,
                    breaching,
                    needed,
                    ..
                } => {
                    self.alarms.retain(|(p, s, ..)| (*p, *s) != (policy, side));
                    if to == AlarmState::Alarm {
                        self.alarms.push((policy, side, breaching, needed));
                    }
                }
                What::CooldownStarted {
                    policy,
                    direction,
                    until,
                } => {
                    self.cooldowns
                        .retain(|(p, d, _)| (*p, *d) != (policy, direction));
                    self.cooldowns.push((policy, direction, until));
                }
                What::CooldownEnded {
                    policy, direction, ..
                } => {
                    self.cooldowns
                        .retain(|(p, d, _)| (*p, *d) != (policy, direction));
                }
                _ => {}
            }
        }
    }

    /// AlarmHigh comes first: it decides.
    fn alarm(&self, decisions: &[Decision]) -> String {
        for (side, word) in [(AlarmSide::High, "HIGH"), (AlarmSide::Low, "LOW")] {
            if let Some((.., breaching, needed)) = self.alarms.iter().find(|(_, s, ..)| *s == side)
            {
                return format!("{word} {breaching}/{needed}");
            }
        }
        match decisions
            .iter()
            .find(|d| d.alarm_high == AlarmState::InsufficientData)
        {
            _ if decisions.is_empty() => "-".into(),
            Some(_) => "nodata".into(),
            None => "ok".into(),
        }
    }

    /// The cooldown with the longest way to go.
    fn cooldown(&self, now: Time) -> String {
        let longest = self
            .cooldowns
            .iter()
            .filter(|(.., until)| *until > now)
            .max_by_key(|(.., until)| *until);
        match longest {
            Some((_, direction, until)) => {
                // Rounded up: a cooldown in force never shows 0.
                let seconds = (*until - now).micros().div_ceil(1_000_000);
                format!("{} {seconds}", direction.name())
            }
            None => "-".into(),
        }
    }
}

/// One word on the evaluation: of the policy that acted, else of the first that would have.
fn why(decisions: &[Decision]) -> &'static str {
    let acted = decisions
        .iter()
        .find(|d| matches!(d.outcome, Outcome::Scaled { .. }));
    let wanted = decisions.iter().find(|d| d.direction != Direction::Hold);
    match acted.or(wanted).or(decisions.first()).map(|d| d.outcome) {
        None => "-",
        Some(Outcome::Scaled { .. }) => "load",
        Some(Outcome::NotScaled(reason)) => match reason {
            NotScaledReason::AlreadyAtDesiredCapacity => "-",
            NotScaledReason::AlarmNotInAlarm => "alarm",
            NotScaledReason::CoolingDown => "cooldown",
            NotScaledReason::AlreadyAtMaxCapacity => "max",
            NotScaledReason::AlreadyAtMinCapacity => "min",
            NotScaledReason::TargetServicePutResourceAsUnscalable => "updating",
            NotScaledReason::InsufficientData => "nodata",
            NotScaledReason::ScaleInDisabled => "disabled",
            NotScaledReason::PoliciesDisagree => "disagree",
            NotScaledReason::OtherPolicyWon => "other",
        },
    }
}

fn figures(run: &Run, text: &mut String) {
    let summary = &run.summary;
    let r = &summary.requests;
    let ms = |value: Option<f64>| value.map_or("-".into(), |ms| format!("{ms:.0} ms"));
    let mut kinds = String::new();
    for (name, count) in [
        ("rejected", r.failed.rejected),
        ("timed_out", r.failed.timed_out),
        ("throttled", r.failed.throttled),
        ("model_error", r.failed.model_error),
        ("no_capacity", r.failed.no_capacity),
        ("instance_lost", r.failed.instance_lost),
    ] {
        if count > 0 {
            let _ = write!(kinds, "  {name} {count}");
        }
    }
    let c = &summary.capacity;
    // Writing to memory cannot fail.
    let _ = write!(
        text,
        "\nrequests   arrived {}  completed {}  failed {}  in flight at end {}\n",
        r.arrived,
        r.completed,
        r.failed.total(),
        r.in_flight_at_end
    );
    if !kinds.is_empty() {
        let _ = writeln!(text, "failed   {kinds}");
    }
    let _ = writeln!(
        text,
        "latency    p50 {}  p99 {}  max {}",
        ms(summary.latency_ms.p50),
        ms(summary.latency_ms.p99),
        ms(summary.latency_ms.max)
    );
    let _ = writeln!(
        text,
        "instances  min {}  mean {:.2}  max {}  final {}  cost ${:.4}",
        c.min, c.mean, c.max, c.r#final, summary.cost_usd.total
    );
    if let Some(slo) = summary.slo {
        let _ = writeln!(
            text,
            "slo        {}",
            if slo.met { "met" } else { "missed" }
        );
    }
}
