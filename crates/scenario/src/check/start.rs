//! The simulated clock at second 0.

use headroom_model::time::Start;
use jiff::Timestamp;

use crate::code;
use crate::raw::fields::Field;

/// Reads an RFC 3339 time in whole seconds.
pub fn read(field: &Field<'_>) -> Option<Start> {
    let text = field.text(64)?;
    // jiff reads more than RFC 3339 has (no seconds, a zone in brackets): the shape comes first.
    let time = has_shape(text)
        .then(|| text.parse::<Timestamp>().ok())
        .flatten();
    match time {
        Some(time) => Some(Start(time.as_second())),
        None => {
            field.refuse(
                code::E_BAD_TIME,
                "it must be an RFC 3339 time in whole seconds with its offset",
                "for example \"2026-03-02T09:00:00Z\" or \"2026-03-02T09:00:00+01:00\"",
            );
            None
        }
    }
}

/// `dddd-dd-ddTdd:dd:dd`, then `Z` or `±dd:dd`.
fn has_shape(text: &str) -> bool {
    let matches = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text
                .bytes()
                .zip(shape.bytes())
                .all(|(byte, shape)| match shape {
                    b'd' => byte.is_ascii_digit(),
                    b'+' => byte == b'+' || byte == b'-',
                    letter => byte.eq_ignore_ascii_case(&letter),
                })
    };
    let Some((moment, zone)) = text.split_at_checked(19) else {
        return false;
    };
    matches(moment, "dddd-dd-ddTdd:dd:dd") && (matches(zone, "Z") || matches(zone, "+dd:dd"))
}
