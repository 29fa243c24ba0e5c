//! The simulated clock at second 0.

use headroom_model::time::Start;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::code;
use crate::raw::fields::Field;

/// Reads an RFC 3339 time in whole seconds.
pub fn read(field: &Field<'_>) -> Option<Start> {
    let start = rfc3339(field.text(64)?);
    if start.is_none() {
        field.refuse(
            code::E_BAD_TIME,
            "it must be an RFC 3339 time in whole seconds with its offset",
            "for example \"2026-03-02T09:00:00Z\" or \"2026-03-02T09:00:00+01:00\"",
        );
    }
    start
}

/// `2026-03-02T09:00:00`, then `Z` or `±hh:mm`. The digits are read here and their meaning is
/// jiff's: its own parser reads more than RFC 3339 has, and weighs 30 KB in the browser.
fn rfc3339(text: &str) -> Option<Start> {
    let (moment, zone) = text.split_at_checked(19)?;
    let [year, month, day, hour, minute, second] = digits(moment, "dddd-dd-ddTdd:dd:dd")?;
    let date = Date::new(year, month as i8, day as i8).ok()?;
    let time = Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
    let offset_s = if zone.eq_ignore_ascii_case("Z") {
        0
    } else {
        let [hours, minutes] = digits(zone.get(1..)?, "dd:dd")?;
        let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
        match zone.as_bytes()[0] {
            _ if hours > 23 || minutes > 59 => return None,
            b'+' => seconds,
            b'-' => -seconds,
            _ => return None,
        }
    };
    let offset = Offset::from_seconds(offset_s).ok()?;
    let timestamp = offset.to_timestamp(date.to_datetime(time)).ok()?;
    Some(Start(timestamp.as_second()))
}

/// The `N` numbers at the runs of `d`; every other letter of the shape stands for itself.
pub fn digits<const N: usize>(text: &str, shape: &str) -> Option<[i16; N]> {
    if text.len() != shape.len() {
        return None;
    }
    let mut numbers = [0; N];
    let mut at = 0;
    for (byte, shape) in text.bytes().zip(shape.bytes()) {
        if shape == b'd' {
            let digit = i16::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
            numbers[at] = numbers[at] * 10 + digit;
        } else if byte.eq_ignore_ascii_case(&shape) {
            at += 1;
        } else {
            return None;
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_to_the_second_and_in_every_zone() {
        let day = Start::DEFAULT.0;
        for (text, expected) in [
            ("2026-03-02T00:00:00Z", Some(day)),
            ("2026-03-02t00:00:00z", Some(day)),
            ("2026-03-02T01:00:00+01:00", Some(day)),
            ("2026-03-01T19:30:00-04:30", Some(day)),
            ("1969-12-31T23:59:59Z", Some(-1)),
            ("2028-02-29T00:00:00Z", Some(1_835_395_200)),
            ("2026-02-29T00:00:00Z", None),
            ("2026-03-02T24:00:00Z", None),
            ("2026-03-02T00:60:00Z", None),
            ("2026-03-02T00:00:00+24:00", None),
            ("2026-03-02T00:00:00 01:00", None),
            ("2026-03-02 00:00:00Z", None),
            ("2026-03-02T00:00:00é", None),
            ("+026-03-02T00:00:00Z", None),
        ] {
            assert_eq!(rfc3339(text), expected.map(Start), "{text}");
        }
    }
}
