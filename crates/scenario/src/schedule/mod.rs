//! Schedules of scheduled actions: `at(…)`, `rate(…)` and `cron(…)`, expanded to the moments of a
//! run at which they fire (fact 1.33).
//!
//! Local times follow the zone's clock. AWS does not say what a clock change does to a schedule;
//! here [D] a time that the clock jumps over fires when it jumps, and one that comes twice fires
//! the first time only.

mod cron;

use headroom_model::time::{MICROS_PER_SECOND, Span, Start, Time};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::check::{digits, moment};
use crate::code;
use cron::Cron;

/// When a scheduled action runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Once, by the clock of the zone; to the minute.
    At(DateTime),
    /// Again and again after this many seconds.
    Rate {
        /// A whole number of minutes.
        interval_s: u64,
    },
    /// By the clock of the zone.
    Cron(Cron),
}

/// Why a schedule was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub rule: String,
    pub hint: &'static str,
}

impl Refusal {
    fn new(code: &'static str, rule: impl Into<String>, hint: &'static str) -> Refusal {
        Refusal {
            code,
            rule: rule.into(),
            hint,
        }
    }
}

/// Between which moments a schedule fires, as seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// When the action was put: `rate` counts from here.
    pub put_s: i64,
    /// `StartTime`: a repeated schedule runs here, and then by its rhythm.
    pub start_s: Option<i64>,
    /// `EndTime`: nothing fires from here on [D], and nothing is taken back.
    pub end_s: Option<i64>,
}

/// The longest interval that is read, in minutes: longer than any run.
const LONGEST_RATE_MINUTES: u64 = 1_000_000;

impl Schedule {
    /// Reads `at(yyyy-mm-ddThh:mm:ss)`, `rate(5 minutes)` or `cron(0 8 ? * MON-FRI *)`.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(text: &str) -> Result<Schedule, Refusal> {
        let shape = |name: &str| text.trim().strip_prefix(name)?.strip_suffix(')');
        if let Some(inner) = shape("at(") {
            return at(inner.trim()).map(Schedule::At).ok_or_else(|| {
                Refusal::new(
                    code::E_BAD_SCHEDULE,
                    "at takes one local time, yyyy-mm-ddThh:mm:ss, without an offset",
                    "for example at(2026-03-02T08:00:00); the zone stands in Timezone",
                )
            });
        }
        if let Some(inner) = shape("rate(") {
            let interval_s = rate(inner).ok_or_else(|| {
                Refusal::new(
                    code::E_BAD_SCHEDULE,
                    "rate takes a whole number of at least 1 and minutes, hours or days",
                    "for example rate(5 minutes) or rate(1 hour)",
                )
            })?;
            return Ok(Schedule::Rate { interval_s });
        }
        if let Some(inner) = shape("cron(") {
            return Cron::read(inner).map(Schedule::Cron);
        }
        Err(Refusal::new(
            code::E_BAD_SCHEDULE,
            "it must be at(…), rate(…) or cron(…)",
            "for example cron(0 8 ? * MON-FRI *)",
        ))
    }

    /// Whether it fires more than once.
    pub fn repeats(&self) -> bool {
        !matches!(self, Schedule::At(_))
    }

    /// The moments of the run at which it fires, in order and each once; second 0 and the run's
    /// end are moments of the run. At most `most` of them and one more.
    pub fn firings(
        &self,
        zone: &TimeZone,
        window: Window,
        start: Start,
        duration: Span,
        most: usize,
    ) -> Vec<Time> {
        let first_s = start.0.max(window.put_s);
        let last_s = start.0 + (duration.micros() / MICROS_PER_SECOND) as i64;
        let mut moments = Vec::new();
        let mut fire = |moment_s: i64| {
            let is_open = window.end_s.is_none_or(|end_s| moment_s < end_s);
            if (first_s..=last_s).contains(&moment_s) && is_open {
                moments.push(moment_s);
            }
            moments.len() <= most
        };
        match self {
            Schedule::At(local) => {
                if let Some(moment) = moment(zone, *local) {
                    fire(moment.as_second());
                }
            }
            Schedule::Rate { interval_s } => {
                let interval_s = *interval_s as i64;
                let origin_s = match window.start_s {
                    Some(start_s) => to_the_minute(start_s),
                    None => window.put_s + interval_s,
                };
                // The first of the rhythm that is not over yet.
                let over = (first_s - origin_s).max(0);
                let mut next_s = origin_s + (over + interval_s - 1) / interval_s * interval_s;
                while next_s <= last_s && fire(next_s) {
                    next_s += interval_s;
                }
            }
            Schedule::Cron(cron) => {
                let start_s = window.start_s.map(to_the_minute);
                if let Some(start_s) = start_s {
                    fire(start_s);
                }
                let from_s = first_s.max(start_s.unwrap_or(i64::MIN));
                let dates = dates(zone, from_s, last_s).filter(|date| cron.on(*date));
                let mut locals = dates.flat_map(|date| {
                    let times = cron.times();
                    times.map(move |(hour, minute)| date.at(hour, minute, 0, 0))
                });
                locals.all(|local| {
                    let moment = moment(zone, local).map(Timestamp::as_second);
                    moment.is_none_or(|moment_s| moment_s < from_s || fire(moment_s))
                });
            }
        }
        moments.sort_unstable();
        moments.dedup();
        moments
            .into_iter()
            .map(|moment_s| Time::from_secs((moment_s - start.0) as u64))
            .collect()
    }
}

/// The local dates on which something between two moments can happen.
fn dates(zone: &TimeZone, from_s: i64, to_s: i64) -> impl Iterator<Item = Date> {
    let date = |moment_s| {
        let moment = Timestamp::from_second(moment_s).ok()?;
        Some(zone.to_datetime(moment).date())
    };
    // A clock that jumps over midnight fires the day before's times today.
    let first = date(from_s).and_then(|date| date.yesterday().ok());
    let last = date(to_s).unwrap_or(Date::MIN);
    std::iter::successors(first, |date| date.tomorrow().ok()).take_while(move |date| *date <= last)
}

/// Schedules have a resolution of a minute (fact 1.33): the seconds are cut.
fn to_the_minute(moment_s: i64) -> i64 {
    moment_s - moment_s.rem_euclid(60)
}

/// `2026-03-02T08:00:00`; the seconds may be left out, and are cut.
fn at(text: &str) -> Option<DateTime> {
    let [year, month, day, hour, minute] = digits(text.get(..16)?, "dddd-dd-ddTdd:dd")?;
    match text.get(16..)? {
        "" => {}
        seconds => {
            let [seconds] = digits(seconds.strip_prefix(':')?, "dd")?;
            (seconds < 60).then_some(())?;
        }
    }
    let [month, day, hour, minute] = [month, day, hour, minute].map(|n| n as i8);
    DateTime::new(year, month, day, hour, minute, 0, 0).ok()
}

/// `5 minutes`, in seconds.
fn rate(text: &str) -> Option<u64> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [number, unit] = words[..] else {
        return None;
    };
    let is_plain = number.bytes().all(|b| b.is_ascii_digit());
    let number: u64 = is_plain.then(|| number.parse().ok())??;
    let minutes = number.checked_mul(match unit {
        "minute" | "minutes" => 1,
        "hour" | "hours" => 60,
        "day" | "days" => 24 * 60,
        _ => return None,
    })?;
    (1..=LONGEST_RATE_MINUTES)
        .contains(&minutes)
        .then_some(minutes * 60)
}

#[cfg(test)]
mod tests;
