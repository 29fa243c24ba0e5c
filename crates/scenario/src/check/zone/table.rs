//! The clocks of the world in a few kilobytes: for every zone the rule that its clock follows today,
//! in the words of POSIX, and the year from which on it holds. The whole history of every zone
//! weighs 87 KB gzip in wasm, and a simulation begins this year or next.
//!
//! `table.txt` has a line for each rule: year, rule, zones. Some clocks follow no rule for decades
//! to come (Morocco's goes by the moon): their year is the one from which on theirs is foreseen.

use headroom_model::time::Start;
use jiff::civil::Date;
use jiff::tz::TimeZone;

const TABLE: &str = include_str!("table.txt");

/// The rule of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The first year in which it holds from the first day to the last.
    pub from: i16,
    rule: &'static str,
}

impl Row {
    /// The zone, for a run that begins at `start`; `None` where its clock was another one then.
    pub fn zone(self, start: Start) -> Option<TimeZone> {
        let first = Date::new(self.from, 1, 1).ok()?;
        let first = first.to_zoned(TimeZone::UTC).ok()?.timestamp();
        let zone = TimeZone::posix(self.rule).ok()?;
        (start.0 >= first.as_second()).then_some(zone)
    }
}

/// The row of a zone, by its name as IANA spells it.
pub fn find(name: &str) -> Option<Row> {
    rows().find_map(|(row, mut names)| names.any(|known| known == name).then_some(row))
}

/// The names of every zone.
pub fn names() -> impl Iterator<Item = &'static str> {
    rows().flat_map(|(_, names)| names)
}

fn rows() -> impl Iterator<Item = (Row, std::str::SplitWhitespace<'static>)> {
    TABLE.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let from = words.next()?.parse().ok()?;
        let rule = words.next()?;
        Some((Row { from, rule }, words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_its_name_and_not_before_its_year() {
        let berlin = find("Europe/Berlin").expect("a zone");
        assert!(berlin.from < 2000);
        let in_2026 = berlin.zone(Start::DEFAULT).expect("its rule holds");
        let july = jiff::civil::date(2026, 7, 1).at(8, 0, 0, 0);
        assert_eq!(
            in_2026.to_timestamp(july).expect("once"),
            "2026-07-01T06:00:00Z".parse().expect("a time")
        );
        let casablanca = find("Africa/Casablanca").expect("a zone");
        assert_eq!(
            casablanca.zone(Start::DEFAULT),
            None,
            "its clock follows no rule yet"
        );
        assert_eq!(find("Europe/Berln"), None);
        assert!(names().count() > 500);
    }
}
