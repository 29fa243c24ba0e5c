//! Figures for reading: thousands with a comma, a unit with every number, a 24 h clock.

use alloc::format;
use alloc::string::{String, ToString};

use headroom_model::time::{MICROS_PER_SECOND, Span, Start, Time};

/// `12,034`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number rounded for reading: whole from 100 up, else one decimal, and none when it is 0.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::from("no number");
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let size = value.abs();
    let tenths = (size * 10.0 + 0.5) as u64;
    if size >= 99.95 || tenths.is_multiple_of(10) {
        format!("{sign}{}", count((size + 0.5) as u64))
    } else {
        format!("{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// `$1,234.56`.
pub fn usd(value: f64) -> String {
    let cents = (value.max(0.0) * 100.0 + 0.5) as u64;
    format!("${}.{:02}", count(cents / 100), cents % 100)
}

/// `85 ms` below a second, `1.4 s` above.
pub fn latency(ms: f64) -> String {
    if ms < 999.5 {
        format!("{} ms", number(ms))
    } else {
        format!("{} s", number(ms / 1000.0))
    }
}

/// `300 s`.
pub fn seconds(span: Span) -> String {
    format!("{} s", number(span.secs_f64()))
}

/// `one-minute datapoints`, else `datapoints of 10 s`.
pub fn datapoints_of(period: Span) -> String {
    match period {
        Span::MINUTE => "one-minute datapoints".into(),
        _ => format!("datapoints of {}", seconds(period)),
    }
}

/// `09:14` at a full minute, else `09:14:27`.
pub fn clock(start: Start, time: Time) -> String {
    let clock = start.clock(time);
    if clock.second_of_day.is_multiple_of(60) {
        format!("{clock:#}")
    } else {
        format!("{clock}")
    }
}

/// The clock at the end of something: a started second counts, so that what holds until then is
/// never shown as over.
pub fn clock_until(start: Start, time: Time) -> String {
    let seconds = time.micros().div_ceil(MICROS_PER_SECOND);
    clock(start, Time::from_secs(seconds))
}

/// `1 instance`, `8 instances`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// `8 instances`, `1 copy`, `300 s`: a number with the unit that a lesson writes beside it, which is
/// in the plural.
pub fn with_unit(value: f64, unit: &str) -> String {
    let number = number(value);
    let one = match unit.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => unit.strip_suffix('s').unwrap_or(unit).into(),
    };
    let is_plural = unit.len() > 3 && unit.chars().all(char::is_alphabetic);
    match unit {
        "" => number,
        _ if is_plural && number == "1" => format!("{number} {one}"),
        _ => format!("{number} {unit}"),
    }
}

/// `8 instances`.
pub fn instances(n: u32) -> String {
    counted(u64::from(n), "instance", "instances")
}

/// `12,034 failed requests`, `no failed request`.
pub fn failed_requests(n: u64) -> String {
    if n == 0 {
        String::from("no failed request")
    } else {
        counted(n, "failed request", "failed requests")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_the_house_writes_them() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(number(7.5), "7.5");
        assert_eq!(number(800.0), "800");
        assert_eq!(number(99.96), "100");
        assert_eq!(number(-0.25), "-0.3");
        assert_eq!(number(1498.6), "1,499");
        assert_eq!(number(f64::NAN), "no number");
        assert_eq!(usd(1.533), "$1.53");
        assert_eq!(latency(85.24), "85.2 ms");
        assert_eq!(latency(60_000.0), "60 s");
        assert_eq!(seconds(Span::from_secs(300)), "300 s");
        assert_eq!(failed_requests(0), "no failed request");
        assert_eq!(failed_requests(1), "1 failed request");
    }

    #[test]
    fn one_of_a_unit_is_no_plural() {
        assert_eq!(with_unit(1.0, "instances"), "1 instance");
        assert_eq!(with_unit(1.0, "copies"), "1 copy");
        assert_eq!(with_unit(0.0, "requests"), "0 requests");
        assert_eq!(with_unit(1.0, "s"), "1 s");
        assert_eq!(with_unit(1.0, "s after 09:00"), "1 s after 09:00");
        assert_eq!(with_unit(1.0, "per minute"), "1 per minute");
        assert_eq!(with_unit(1200.0, ""), "1,200");
    }

    #[test]
    fn a_full_minute_hides_its_seconds() {
        assert_eq!(clock(Start(0), Time::from_secs(3660)), "01:01");
        assert_eq!(clock(Start(0), Time::from_secs(3661)), "01:01:01");
        let just_after = Time::from_micros(3660 * MICROS_PER_SECOND + 1);
        assert_eq!(clock(Start(0), just_after), "01:01");
        assert_eq!(clock_until(Start(0), just_after), "01:01:01");
        assert_eq!(clock_until(Start(0), Time::from_secs(3660)), "01:01");
    }
}
