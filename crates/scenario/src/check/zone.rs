//! Time zones: the moment at which a clock on a wall shows a time.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::code;
use crate::raw::fields::Field;

/// Reads the name of a zone; UTC when there is none. `None` only after an error was noted.
pub fn read(field: &Field<'_>) -> Option<TimeZone> {
    if !field.is_given() {
        return Some(TimeZone::UTC);
    }
    let name = field.text(64)?;
    if name == "UTC" {
        return Some(TimeZone::UTC);
    }
    let zone = find(name);
    if zone.is_none() {
        let (rule, hint) = unknown(name);
        field.refuse(code::E_UNKNOWN_TIMEZONE, rule, hint);
    }
    zone
}

/// When a clock in `zone` first shows `local`, or a later time if it jumps over it.
pub fn moment(zone: &TimeZone, local: DateTime) -> Option<Timestamp> {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).ok(),
        // The hour comes twice.
        AmbiguousOffset::Fold { before, .. } => before.to_timestamp(local).ok(),
        // The hour is left out: by the clock that is already ahead it would be before the jump.
        AmbiguousOffset::Gap { after, .. } => {
            let before = after.to_timestamp(local).ok()?;
            zone.following(before).next().map(|jump| jump.timestamp())
        }
    }
}

#[cfg(feature = "zones")]
fn find(name: &str) -> Option<TimeZone> {
    jiff::tz::TimeZoneDatabase::bundled().get(name).ok()
}

#[cfg(feature = "zones")]
fn unknown(name: &str) -> (&'static str, String) {
    let database = jiff::tz::TimeZoneDatabase::bundled();
    let names: Vec<_> = database.available().map(|name| name.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let hint = match crate::raw::nearest::nearest(name, &names) {
        Some(near) => format!("did you mean {near:?}?"),
        None => "for example \"Europe/Berlin\" or \"America/New_York\"".into(),
    };
    ("it must be the name of an IANA time zone", hint)
}

#[cfg(not(feature = "zones"))]
fn find(_: &str) -> Option<TimeZone> {
    None
}

#[cfg(not(feature = "zones"))]
fn unknown(_: &str) -> (&'static str, String) {
    (
        "it must be \"UTC\": this build carries no table of time zones",
        "write the hours in UTC, or check the file with the command line".into(),
    )
}
