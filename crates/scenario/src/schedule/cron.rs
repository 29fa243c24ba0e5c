//! `cron(…)` in AWS's six fields: minute, hour, day of month, month, day of week, year (fact 1.33).
//!
//! Own reading, because the libraries read other dialects: five fields, seconds first, days of
//! the week from 0, both day fields at once. A test holds it against one of them.

use jiff::civil::{Date, Weekday};

use super::Refusal;
use crate::code;

/// What a date and a time of day must be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: Set,
    hours: Set,
    months: Set,
    days: Days,
    /// Years from [`FIRST_YEAR`] on; `None` is every year.
    years: Option<Vec<u16>>,
}

/// Numbers below 64, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Set(u64);

impl Set {
    fn has(self, number: i8) -> bool {
        u32::try_from(number).is_ok_and(|n| n < 64 && self.0 >> n & 1 == 1)
    }

    fn numbers(self) -> impl Iterator<Item = i8> {
        (0..64).filter(move |n| self.has(*n))
    }
}

/// Which days: one of the two day fields decides, the other is `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Days {
    OfMonth(Vec<DayOfMonth>),
    OfWeek(Vec<DayOfWeek>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum DayOfMonth {
    /// Any of these.
    Days(Set),
    /// `L`: the last one.
    Last,
    /// `15W`: the working day nearest to it within the month.
    NearestWorkday(i8),
    /// `LW`: the last working day.
    LastWorkday,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum DayOfWeek {
    /// Any of these; 1 is Sunday.
    Days(Set),
    /// `6L`: the last one of the month.
    Last(i8),
    /// `3#2`: the second Tuesday of the month.
    Nth(i8, i8),
}

const FIRST_YEAR: u16 = 1970;
const LAST_YEAR: u16 = 2199;
const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

impl Cron {
    /// Reads what stands between the parentheses.
    pub fn read(text: &str) -> Result<Cron, Refusal> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, of_month, months, of_week, years] = fields[..] else {
            return Err(Refusal::new(
                code::E_CRON_FIELDS,
                format!(
                    "cron takes six fields, and this has {}: minute, hour, day of month, month, day of week, year",
                    fields.len()
                ),
                "for example cron(0 8 ? * MON-FRI *); there are no seconds, and the year is not left out",
            ));
        };
        let minutes = Kind::MINUTE.set(minutes)?;
        let hours = Kind::HOUR.set(hours)?;
        let days = match (of_month == "?", of_week == "?") {
            (false, true) => Days::OfMonth(list(of_month, day_of_month)?),
            (true, false) => Days::OfWeek(list(of_week, day_of_week)?),
            (both, _) => {
                let found = if both { "both" } else { "neither" };
                return Err(Refusal::new(
                    code::E_CRON_DAYS,
                    format!(
                        "exactly one of day of month and day of week is ?, and here {found} is"
                    ),
                    "cron(0 8 * * ? *) is every day, cron(0 8 ? * MON-FRI *) every weekday",
                ));
            }
        };
        let months = Kind::MONTH.set(months)?;
        let years = match years {
            "*" => None,
            _ => Some(Kind::YEAR.numbers(years)?),
        };
        Ok(Cron {
            minutes,
            hours,
            months,
            days,
            years,
        })
    }

    /// Whether it fires on `date` at all.
    pub fn on(&self, date: Date) -> bool {
        let year = u16::try_from(date.year()).unwrap_or(0);
        self.months.has(date.month())
            && self
                .years
                .as_ref()
                .is_none_or(|years| years.contains(&year))
            && match &self.days {
                Days::OfMonth(days) => days.iter().any(|day| day.is(date)),
                Days::OfWeek(days) => days.iter().any(|day| day.is(date)),
            }
    }

    /// The times of a day at which it fires, in order: hour and minute.
    pub fn times(&self) -> impl Iterator<Item = (i8, i8)> + '_ {
        self.hours
            .numbers()
            .flat_map(|hour| self.minutes.numbers().map(move |minute| (hour, minute)))
    }
}

impl DayOfMonth {
    fn is(&self, date: Date) -> bool {
        let last = date.days_in_month();
        match self {
            DayOfMonth::Days(days) => days.has(date.day()),
            DayOfMonth::Last => date.day() == last,
            DayOfMonth::LastWorkday => date.day() == workday(date, last),
            // A month without the day has no working day near it.
            DayOfMonth::NearestWorkday(day) => *day <= last && date.day() == workday(date, *day),
        }
    }
}

/// The working day nearest to `day` within the month of `date`.
fn workday(date: Date, day: i8) -> i8 {
    let weekday = date
        .first_of_month()
        .weekday()
        .wrapping_add(i64::from(day) - 1);
    match weekday {
        Weekday::Saturday if day > 1 => day - 1,
        Weekday::Saturday => day + 2,
        Weekday::Sunday if day < date.days_in_month() => day + 1,
        Weekday::Sunday => day - 2,
        _ => day,
    }
}

impl DayOfWeek {
    fn is(&self, date: Date) -> bool {
        let weekday = date.weekday().to_sunday_one_offset();
        match self {
            DayOfWeek::Days(days) => days.has(weekday),
            DayOfWeek::Last(day) => weekday == *day && date.day() + 7 > date.days_in_month(),
            DayOfWeek::Nth(day, nth) => weekday == *day && (date.day() - 1) / 7 + 1 == *nth,
        }
    }
}

fn day_of_month(item: &str) -> Result<DayOfMonth, Refusal> {
    Ok(match item {
        "L" => DayOfMonth::Last,
        "LW" | "WL" => DayOfMonth::LastWorkday,
        _ => match item.strip_suffix('W') {
            Some(day) => DayOfMonth::NearestWorkday(Kind::DAY_OF_MONTH.number(day, item)? as i8),
            None => DayOfMonth::Days(Kind::DAY_OF_MONTH.set(item)?),
        },
    })
}

fn day_of_week(item: &str) -> Result<DayOfWeek, Refusal> {
    let kind = Kind::DAY_OF_WEEK;
    // Alone, L is the last day of the week: Saturday.
    if item == "L" {
        return Ok(DayOfWeek::Days(Set(1 << 7)));
    }
    if let Some(day) = item.strip_suffix('L') {
        return Ok(DayOfWeek::Last(kind.number(day, item)? as i8));
    }
    if let Some((day, nth)) = item.split_once('#') {
        let day = kind.number(day, item)? as i8;
        return match nth.parse() {
            Ok(nth @ 1..=5) => Ok(DayOfWeek::Nth(day, nth)),
            _ => Err(kind.refuse(item)),
        };
    }
    Ok(DayOfWeek::Days(kind.set(item)?))
}

/// Reads the items of a list with commas.
fn list<T>(text: &str, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<Vec<T>, Refusal> {
    text.split(',').map(read).collect()
}

/// What a field may hold.
struct Kind {
    name: &'static str,
    low: u16,
    high: u16,
    /// Names of the numbers from `low` on.
    names: &'static [&'static str],
    /// What it may hold besides numbers, for people.
    besides: &'static str,
}

impl Kind {
    const MINUTE: Kind = Kind {
        name: "minute",
        low: 0,
        high: 59,
        names: &[],
        besides: ", - * /",
    };
    const HOUR: Kind = Kind {
        name: "hour",
        high: 23,
        ..Kind::MINUTE
    };
    const DAY_OF_MONTH: Kind = Kind {
        name: "day of month",
        low: 1,
        high: 31,
        names: &[],
        besides: ", - * / L W",
    };
    const MONTH: Kind = Kind {
        name: "month",
        low: 1,
        high: 12,
        names: &MONTHS,
        besides: "JAN to DEC and , - * /",
    };
    const DAY_OF_WEEK: Kind = Kind {
        name: "day of week",
        low: 1,
        high: 7,
        names: &WEEKDAYS,
        besides: "SUN to SAT and , - * / L #",
    };
    const YEAR: Kind = Kind {
        name: "year",
        low: FIRST_YEAR,
        high: LAST_YEAR,
        ..Kind::MINUTE
    };

    /// The numbers of a list, as bits.
    fn set(&self, text: &str) -> Result<Set, Refusal> {
        let numbers = self.numbers(text)?;
        Ok(Set(numbers.iter().fold(0, |bits, n| bits | 1 << n)))
    }

    /// The numbers of a list: `5`, `1-5`, `*`, and each of them `/step`.
    fn numbers(&self, text: &str) -> Result<Vec<u16>, Refusal> {
        let mut numbers = Vec::new();
        for item in text.split(',') {
            let (range, step) = match item.split_once('/') {
                Some((range, step)) => (range, Some(step)),
                None => (item, None),
            };
            let (from, to) = match range.split_once('-') {
                _ if range == "*" => (self.low, self.high),
                Some((from, to)) => (self.number(from, item)?, self.number(to, item)?),
                None => {
                    let from = self.number(range, item)?;
                    // `0/10` goes on to the end of the range.
                    (from, step.map_or(from, |_| self.high))
                }
            };
            let step = match step.map(digits) {
                None => 1,
                Some(Some(step @ 1..)) => step,
                _ => return Err(self.refuse(item)),
            };
            if from > to {
                return Err(self.refuse(item));
            }
            numbers.extend((from..=to).step_by(step.into()));
        }
        Ok(numbers)
    }

    fn number(&self, text: &str, item: &str) -> Result<u16, Refusal> {
        let named = self
            .names
            .iter()
            .position(|name| text.eq_ignore_ascii_case(name));
        let number = named.map_or_else(|| digits(text), |at| Some(self.low + at as u16));
        number
            .filter(|n| (self.low..=self.high).contains(n))
            .ok_or_else(|| self.refuse(item))
    }

    fn refuse(&self, item: &str) -> Refusal {
        let Kind {
            name,
            low,
            high,
            besides,
            ..
        } = self;
        Refusal::new(
            code::E_CRON_VALUE,
            format!("the {name} {item:?} is none: it takes {low} to {high}, {besides}"),
            "for example cron(0/15 8-17 ? * MON-FRI *)",
        )
    }
}

/// Digits alone: no sign, as `parse` would take.
fn digits(text: &str) -> Option<u16> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cron(text: &str) -> Cron {
        Cron::read(text).unwrap_or_else(|refusal| panic!("{text}: {refusal:?}"))
    }

    /// The days of a month on which it fires.
    fn days(text: &str, year: i16, month: i8) -> Vec<i8> {
        let cron = cron(text);
        let first = jiff::civil::date(year, month, 1);
        (1..=first.days_in_month())
            .filter(|day| cron.on(jiff::civil::date(year, month, *day)))
            .collect()
    }

    #[test]
    fn fact_1_33_days_are_those_of_aws() {
        // March 2026 begins on a Sunday.
        for (text, expected) in [
            ("0 0 15 * ? *", vec![15]),
            ("0 0 1-5/2,31 * ? *", vec![1, 3, 5, 31]),
            ("0 0 10/10 3 ? 2026", vec![10, 20, 30]),
            ("0 0 L * ? *", vec![31]),
            ("0 0 LW * ? *", vec![31]),
            // The 1st is a Sunday, the 14th a Saturday, the 15th a Sunday.
            ("0 0 1W * ? *", vec![2]),
            ("0 0 14W * ? *", vec![13]),
            ("0 0 15W,18W * ? *", vec![16, 18]),
            // 1 is Sunday, 7 is Saturday.
            ("0 0 ? * 1 *", vec![1, 8, 15, 22, 29]),
            ("0 0 ? * SAT *", vec![7, 14, 21, 28]),
            ("0 0 ? * 2-3 *", vec![2, 3, 9, 10, 16, 17, 23, 24, 30, 31]),
            ("0 0 ? * mon#2 *", vec![9]),
            ("0 0 ? * 6#5 *", vec![]),
            ("0 0 ? * 3#1,FRIL *", vec![3, 27]),
            ("0 0 ? * L *", vec![7, 14, 21, 28]),
            ("0 0 ? APR,2 * *", vec![]),
            ("0 0 1 MAR ? 2025-2026", vec![1]),
            ("0 0 1 MAR ? 2027/2", vec![]),
        ] {
            assert_eq!(days(text, 2026, 3), expected, "{text}");
        }
        assert!(days("0 0 31W * ? *", 2026, 4).is_empty());
        // May 2026 ends on a Sunday, and begins on a Friday; August begins on a Saturday.
        assert_eq!(days("0 0 LW,31W * ? *", 2026, 5), [29]);
        assert_eq!(days("0 0 1W * ? *", 2026, 8), [3]);
        assert_eq!(days("0 0 29 2 ? *", 2028, 2), [29]);
    }

    #[test]
    fn times_are_in_order() {
        let times = |text: &str| cron(text).times().collect::<Vec<_>>();
        assert_eq!(
            times("30,0 8,20 * * ? *"),
            [(8, 0), (8, 30), (20, 0), (20, 30)]
        );
        assert_eq!(times("0/25 9 * * ? *"), [(9, 0), (9, 25), (9, 50)]);
        assert_eq!(times("* * * * ? *").len(), 1440);
    }

    #[test]
    fn what_is_no_cron_of_aws_is_refused_with_its_code() {
        for (text, code) in [
            ("", code::E_CRON_FIELDS),
            ("0 8 * * ?", code::E_CRON_FIELDS),
            ("0 0 8 * * ? *", code::E_CRON_FIELDS),
            ("0 8 ? * ? *", code::E_CRON_DAYS),
            ("0 8 * * * *", code::E_CRON_DAYS),
            ("0 8 1 * MON *", code::E_CRON_DAYS),
            ("60 8 * * ? *", code::E_CRON_VALUE),
            ("0 24 * * ? *", code::E_CRON_VALUE),
            ("0 8 0 * ? *", code::E_CRON_VALUE),
            ("0 8 32 * ? *", code::E_CRON_VALUE),
            ("0 8 * 13 ? *", code::E_CRON_VALUE),
            ("0 8 * MON ? *", code::E_CRON_VALUE),
            ("0 8 ? * JAN *", code::E_CRON_VALUE),
            ("0 8 ? * 0 *", code::E_CRON_VALUE),
            ("0 8 ? * 2#6 *", code::E_CRON_VALUE),
            ("0 8 ? * FRI-MON *", code::E_CRON_VALUE),
            ("0 8 * * ? 1969", code::E_CRON_VALUE),
            ("0 8 * * ? 2200", code::E_CRON_VALUE),
            ("0/0 8 * * ? *", code::E_CRON_VALUE),
            ("+5 8 * * ? *", code::E_CRON_VALUE),
            ("5, 8 * * ? *", code::E_CRON_VALUE),
            ("5-1 8 * * ? *", code::E_CRON_VALUE),
            ("@ 8 * * ? *", code::E_CRON_VALUE),
            ("0 8 W * ? *", code::E_CRON_VALUE),
            ("? 8 * * ? *", code::E_CRON_VALUE),
            ("99999 8 * * ? *", code::E_CRON_VALUE),
        ] {
            assert_eq!(Cron::read(text).map_err(|r| r.code), Err(code), "{text}");
        }
    }

    /// A library of another dialect agrees where both speak of the same.
    #[test]
    fn an_independent_reader_agrees() {
        use croner::parser::{CronParser, Seconds, Year};
        let parser = CronParser::builder()
            .seconds(Seconds::Required)
            .year(Year::Required)
            .alternative_weekdays(true)
            .sloppy_ranges(true)
            .build();
        let of_month = [
            "*", "1", "L", "LW", "15W", "1W", "31W", "3-9/3", "5,28W", "2/9",
        ];
        let of_week = ["*", "1", "2-6", "SAT,TUE", "3#2", "6#5", "1#1", "4/2"];
        let days = of_month
            .map(|day| (day, "?"))
            .into_iter()
            .chain(of_week.map(|day| ("?", day)));
        for (of_month, of_week) in days {
            for (months, years) in [("*", "*"), ("2,JUN-AUG", "2026-2028/2"), ("1/5", "2027")] {
                let text = format!("0 0 {of_month} {months} {of_week} {years}");
                let ours = cron(&text);
                let theirs = parser.parse(&format!("0 {text}")).expect("readable");
                let mut date = jiff::civil::date(2026, 1, 1);
                for _ in 0..3 * 366 {
                    let at = date.to_datetime(jiff::civil::Time::midnight());
                    let fires = theirs.is_time_matching(&at).expect("in range");
                    assert_eq!(ours.on(date), fires, "{text} on {date}");
                    date = date.tomorrow().expect("in range");
                }
            }
        }
    }
}
