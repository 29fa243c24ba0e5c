//! Time zones: the moment at which a clock on a wall shows a time.

#[cfg(any(test, not(feature = "zones")))]
mod table;

use headroom_model::time::Start;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::code;
use crate::raw::fields::Field;

/// Reads the name of a zone for a run that begins at `start`; UTC when there is none. `None` only
/// after an error was noted.
pub fn read(field: &Field<'_>, start: Start) -> Option<TimeZone> {
    if !field.is_given() {
        return Some(TimeZone::UTC);
    }
    let name = field.text(64)?;
    if name == "UTC" {
        return Some(TimeZone::UTC);
    }
    let found = find(name, start);
    found
        .map_err(|(rule, hint)| field.refuse(code::E_UNKNOWN_TIMEZONE, rule, hint))
        .ok()
}

/// Why a name is refused: the rule, and what to do.
type Refused = (String, String);

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
fn find(name: &str, _: Start) -> Result<TimeZone, Refused> {
    let database = jiff::tz::TimeZoneDatabase::bundled();
    database.get(name).map_err(|_| {
        let names: Vec<_> = database.available().map(|name| name.to_string()).collect();
        unknown(name, names.iter().map(String::as_str).collect())
    })
}

/// The browser's build has the rules of today's clocks alone.
#[cfg(not(feature = "zones"))]
fn find(name: &str, start: Start) -> Result<TimeZone, Refused> {
    match table::find(name) {
        None => Err(unknown(name, table::names().collect())),
        Some(row) => row.zone(start).ok_or_else(|| {
            let rule = format!(
                "in the browser the clock of {name} is known from {} on",
                row.from
            );
            let hint = "let the run begin later, or simulate it with the command line";
            (rule, hint.into())
        }),
    }
}

fn unknown(name: &str, names: Vec<&str>) -> Refused {
    let hint = match crate::raw::nearest::nearest(name, &names) {
        Some(near) => format!("did you mean {near:?}?"),
        None => "for example \"Europe/Berlin\" or \"America/New_York\"".into(),
    };
    ("it must be the name of an IANA time zone".into(), hint)
}
