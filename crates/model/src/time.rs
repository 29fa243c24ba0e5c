//! Simulated time: integer microseconds from second 0 of the run.
//!
//! Integers, because a sum of floats depends on its order and a simulated clock must not.

use core::fmt;
use core::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

/// Microseconds in a second.
pub const MICROS_PER_SECOND: u64 = 1_000_000;

/// A length of simulated time, in microseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span(u64);

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);
    /// One CloudWatch standard period.
    pub const MINUTE: Span = Span(60 * MICROS_PER_SECOND);

    /// A span of whole microseconds.
    pub const fn from_micros(micros: u64) -> Span {
        Span(micros)
    }

    /// A span of whole seconds.
    pub const fn from_secs(seconds: u64) -> Span {
        Span(seconds * MICROS_PER_SECOND)
    }

    /// The nearest microsecond to `seconds`; negative and NaN become zero.
    pub fn from_secs_f64(seconds: f64) -> Span {
        Span((seconds * MICROS_PER_SECOND as f64 + 0.5) as u64)
    }

    /// The nearest microsecond to `ms` milliseconds; negative and NaN become zero.
    pub fn from_ms_f64(ms: f64) -> Span {
        Span((ms * 1000.0 + 0.5) as u64)
    }

    /// Microseconds.
    pub const fn micros(self) -> u64 {
        self.0
    }

    /// Seconds.
    pub fn secs_f64(self) -> f64 {
        self.0 as f64 / MICROS_PER_SECOND as f64
    }

    /// Milliseconds.
    pub fn ms_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0 + other.0)
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Span) {
        self.0 += other.0;
    }
}

/// A moment of simulated time: the span since second 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Time(u64);

impl Time {
    /// Second 0.
    pub const ZERO: Time = Time(0);
    /// Later than anything that happens in a run.
    pub const NEVER: Time = Time(u64::MAX);

    /// The moment `micros` microseconds after second 0.
    pub const fn from_micros(micros: u64) -> Time {
        Time(micros)
    }

    /// The moment `seconds` after second 0.
    pub const fn from_secs(seconds: u64) -> Time {
        Time(seconds * MICROS_PER_SECOND)
    }

    /// Microseconds since second 0.
    pub const fn micros(self) -> u64 {
        self.0
    }

    /// Seconds since second 0.
    pub fn secs_f64(self) -> f64 {
        self.0 as f64 / MICROS_PER_SECOND as f64
    }

    /// The span from `earlier` to here; zero when `earlier` is later.
    pub const fn since(self, earlier: Time) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Span> for Time {
    type Output = Time;
    fn add(self, span: Span) -> Time {
        Time(self.0.saturating_add(span.0))
    }
}

impl Sub<Time> for Time {
    type Output = Span;
    fn sub(self, earlier: Time) -> Span {
        self.since(earlier)
    }
}

/// What the simulated wall clock shows at second 0: seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Start(pub i64);

impl Start {
    /// `2026-03-02T00:00:00Z`, a Monday: the default of format 1.
    pub const DEFAULT: Start = Start(1_772_409_600);

    /// The UTC time of day at `time`.
    pub fn clock(self, time: Time) -> Clock {
        let seconds = self.0 + (time.micros() / MICROS_PER_SECOND) as i64;
        Clock {
            second_of_day: seconds.rem_euclid(86_400) as u32,
        }
    }
}

/// A time of day, shown as `09:12:00`; `{:#}` leaves the seconds out: `09:12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Seconds since midnight, 0 to 86399.
    pub second_of_day: u32,
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.second_of_day;
        write!(f, "{:02}:{:02}", s / 3600, s / 60 % 60)?;
        if f.alternate() {
            Ok(())
        } else {
            write!(f, ":{:02}", s % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn spans_round_to_the_nearest_microsecond() {
        assert_eq!(Span::from_secs_f64(0.0000014), Span::from_micros(1));
        assert_eq!(Span::from_secs_f64(0.0000016), Span::from_micros(2));
        assert_eq!(Span::from_ms_f64(50.0), Span::from_micros(50_000));
        assert_eq!(Span::from_secs_f64(-1.0), Span::ZERO);
        assert_eq!(Span::from_secs_f64(f64::NAN), Span::ZERO);
    }

    #[test]
    fn the_clock_starts_where_the_scenario_says_and_wraps_at_midnight() {
        let nine = Start(1_772_409_600 + 9 * 3600);
        assert_eq!(format!("{:#}", nine.clock(Time::from_secs(300))), "09:05");
        assert_eq!(
            format!("{}", nine.clock(Time::from_secs(15 * 3600 + 1))),
            "00:00:01"
        );
    }
}
