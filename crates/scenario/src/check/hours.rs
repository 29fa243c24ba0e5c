//! Business hours: local wall time on days of the week, as spans of simulated time.

use headroom_model::time::{MICROS_PER_SECOND, Span, Start, Time};
use headroom_model::traffic::{Component, OpenHours};
use jiff::Timestamp;
use jiff::civil::{self, Date, Weekday};
use jiff::tz::TimeZone;

use super::traffic::{RATE, Run};
use super::{start, zone};
use crate::code;
use crate::raw::fields::{Field, Fields};

const MINUTES_PER_DAY: u16 = 24 * 60;

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>, run: Run) -> Option<Component> {
    let rps = f.at("rps").required().number(RATE);
    let off_rps = f.at("off_rps").number(RATE).unwrap_or(0.0);
    let opens_field = f.at("start").required();
    let opens = minute(&opens_field, MINUTES_PER_DAY - 1);
    let closes_field = f.at("end").required();
    let closes = minute(&closes_field, MINUTES_PER_DAY);
    let days = days(&f.at("days"));
    let zone = zone::read(&f.at("timezone"), run.start);
    let (opens, closes, zone) = (opens?, closes?, zone?);
    if opens == closes {
        let hint = "\"00:00\" to \"24:00\" is the whole day; an end before start is past midnight";
        closes_field.refuse(code::E_CONTRADICTION, "it must differ from start", hint);
        return None;
    }
    // Without any day the problem is noted already.
    let is_ever_open = !days.is_empty();
    let hours = Hours {
        opens,
        closes,
        days,
    };
    let open = hours.within(&zone, run);
    if is_ever_open && open.is_empty() {
        opens_field.warn(
            code::W_NEVER_HAPPENS,
            "no open hours lie within the run; see start, duration_s and timezone",
        );
    }
    Some(Component::BusinessHours {
        rps: rps?,
        off_rps,
        open,
    })
}

/// Minutes since midnight, by a wall clock.
fn minute(field: &Field<'_>, latest: u16) -> Option<u16> {
    let text = field.text(64)?;
    let minute = start::digits(text, "dd:dd").and_then(|[hour, minute]| {
        let (hour, minute) = (u16::try_from(hour).ok()?, u16::try_from(minute).ok()?);
        let of_day = hour * 60 + minute;
        (minute < 60 && of_day <= latest).then_some(of_day)
    });
    if minute.is_none() {
        let latest = format!("{:02}:{:02}", latest / 60, latest % 60);
        field.refuse(
            code::E_BAD_TIME,
            format!("it must be a time of day, HH:MM, from 00:00 to {latest}"),
            "for example \"09:00\"",
        );
    }
    minute
}

fn days(field: &Field<'_>) -> Vec<Weekday> {
    const WORDS: [(&str, Weekday); 7] = [
        ("MON", Weekday::Monday),
        ("TUE", Weekday::Tuesday),
        ("WED", Weekday::Wednesday),
        ("THU", Weekday::Thursday),
        ("FRI", Weekday::Friday),
        ("SAT", Weekday::Saturday),
        ("SUN", Weekday::Sunday),
    ];
    if !field.is_given() {
        return WORDS[..5].iter().map(|(_, day)| *day).collect();
    }
    let mut days = Vec::new();
    for item in field.one_or_more("leave days out for MON to FRI") {
        let Some(day) = item.word(&WORDS, &[]) else {
            continue;
        };
        if days.contains(&day) {
            item.refuse(code::E_DUPLICATE_NAME, "it is listed twice", "");
        }
        days.push(day);
    }
    days
}

/// Hours by a wall clock; an end at or before the start is on the next day.
struct Hours {
    opens: u16,
    closes: u16,
    days: Vec<Weekday>,
}

impl Hours {
    /// What of them lies within the run, in order; neighbours are joined.
    fn within(&self, zone: &TimeZone, run: Run) -> OpenHours {
        let mut open = OpenHours::new();
        let Ok(begin) = Timestamp::from_second(run.start.0) else {
            return open;
        };
        // Yesterday's hours may reach past midnight. Clocks jump: some days more than the run has.
        let days = run.duration.micros() / (86_400 * MICROS_PER_SECOND) + 5;
        let mut next = zone.to_datetime(begin).date().yesterday().ok();
        for _ in 0..days {
            let Some(date) = next else { break };
            next = date.tomorrow().ok();
            if !self.days.contains(&date.weekday()) {
                continue;
            }
            let Some((from, to)) = self.of(date, zone, run) else {
                continue;
            };
            match open.last_mut() {
                Some((_, end)) if *end == from => *end = to,
                _ if from < to => open.push((from, to)),
                _ => {}
            }
        }
        open
    }

    /// The hours that begin on `date`, as far as they lie within the run.
    fn of(&self, date: Date, zone: &TimeZone, run: Run) -> Option<(Time, Time)> {
        let at = |minute: u16, date: Date| {
            let time = civil::Time::new((minute / 60) as i8, (minute % 60) as i8, 0, 0).ok()?;
            let moment = zone::moment(zone, date.to_datetime(time))?;
            Some(simulated(moment, run.start).min(Time::ZERO + run.duration))
        };
        let from = at(self.opens, date)?;
        let to = if self.closes > self.opens && self.closes < MINUTES_PER_DAY {
            at(self.closes, date)
        } else {
            at(self.closes % MINUTES_PER_DAY, date.tomorrow().ok()?)
        };
        Some((from, to?))
    }
}

/// A moment as simulated time; second 0 for what lies before it.
fn simulated(moment: Timestamp, start: Start) -> Time {
    let seconds = moment.as_second().saturating_sub(start.0);
    Time::ZERO + Span::from_secs(u64::try_from(seconds).unwrap_or(0))
}
