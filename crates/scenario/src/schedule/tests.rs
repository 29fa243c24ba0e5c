//! Schedules against the moments at which they fire, minutes from second 0.

use super::*;

/// A Monday.
const MIDNIGHT: Start = Start::DEFAULT;
const DAY_S: u64 = 86_400;

fn schedule(text: &str) -> Schedule {
    Schedule::read(text).unwrap_or_else(|refusal| panic!("{text}: {refusal:?}"))
}

/// From second 0, without StartTime and EndTime.
fn open(start: Start) -> Window {
    Window {
        put_s: start.0,
        start_s: None,
        end_s: None,
    }
}

fn minutes(text: &str, zone: &TimeZone, window: Window, start: Start, duration_s: u64) -> Vec<f64> {
    let duration = Span::from_secs(duration_s);
    let firings = schedule(text).firings(zone, window, start, duration, 10_000);
    firings.iter().map(|time| time.secs_f64() / 60.0).collect()
}

fn utc(text: &str, window: Window, duration_s: u64) -> Vec<f64> {
    minutes(text, &TimeZone::UTC, window, MIDNIGHT, duration_s)
}

#[test]
fn fact_1_33_at_fires_once_to_the_minute() {
    for (text, expected) in [
        ("at(2026-03-02T08:00:00)", vec![480.0]),
        ("at(2026-03-02T08:00:59)", vec![480.0]),
        ("at(2026-03-02T00:00)", vec![0.0]),
        ("at(2026-03-03T00:00:00)", vec![1440.0]),
        ("at(2026-03-03T00:01:00)", vec![]),
        ("at(2026-03-01T23:59:00)", vec![]),
    ] {
        assert_eq!(utc(text, open(MIDNIGHT), DAY_S), expected, "{text}");
    }
}

#[test]
fn fact_1_33_rate_begins_after_one_interval_or_at_start_time() {
    let window = |start_min: i64, end_min: i64| Window {
        put_s: MIDNIGHT.0,
        start_s: Some(MIDNIGHT.0 + start_min * 60),
        end_s: Some(MIDNIGHT.0 + end_min * 60),
    };
    let hours = |window| utc("rate(1 hour)", window, 4 * 3600);
    assert_eq!(hours(open(MIDNIGHT)), [60.0, 120.0, 180.0, 240.0]);
    assert_eq!(hours(window(30, 1000)), [30.0, 90.0, 150.0, 210.0]);
    // The rhythm of a start before the run; nothing at the end itself.
    assert_eq!(hours(window(-90, 150)), [30.0, 90.0]);
    assert_eq!(hours(window(0, 120)), [0.0, 60.0]);
    assert_eq!(hours(window(10, 10)), [0.0; 0]);
    // Put by an operation ten minutes into the run.
    let later = Window {
        put_s: MIDNIGHT.0 + 600,
        ..open(MIDNIGHT)
    };
    assert_eq!(hours(later), [70.0, 130.0, 190.0]);
    assert_eq!(
        utc("rate(2 days)", open(MIDNIGHT), 5 * DAY_S),
        [2880.0, 5760.0]
    );
    assert_eq!(utc("rate(1 minutes)", open(MIDNIGHT), 180), [1.0, 2.0, 3.0]);
}

#[test]
fn fact_1_33_cron_runs_at_start_time_too_and_stops_at_end_time() {
    let text = "cron(0 0/6 * * ? *)";
    assert_eq!(
        utc(text, open(MIDNIGHT), DAY_S),
        [0.0, 360.0, 720.0, 1080.0, 1440.0]
    );
    let window = Window {
        put_s: MIDNIGHT.0,
        start_s: Some(MIDNIGHT.0 + 100 * 60 + 30),
        end_s: Some(MIDNIGHT.0 + 1080 * 60),
    };
    assert_eq!(utc(text, window, DAY_S), [100.0, 360.0, 720.0]);
    // Weekdays at eight: the run begins on a Monday.
    assert_eq!(
        utc("cron(0 8 ? * MON-FRI *)", open(MIDNIGHT), 7 * DAY_S).len(),
        5
    );
}

#[test]
fn a_run_that_begins_between_two_minutes_fires_on_the_clocks_minutes() {
    let start = Start(MIDNIGHT.0 + 30);
    let fired = minutes("cron(* * * * ? *)", &TimeZone::UTC, open(start), start, 150);
    assert_eq!(fired, [0.5, 1.5, 2.5]);
}

#[test]
fn no_more_than_asked_for_and_one() {
    let duration = Span::from_secs(31 * DAY_S);
    for text in ["rate(1 minute)", "cron(* * * * ? *)"] {
        let all = |most| {
            let schedule = schedule(text);
            schedule.firings(&TimeZone::UTC, open(MIDNIGHT), MIDNIGHT, duration, most)
        };
        assert_eq!(all(100).len(), 101, "{text}");
        assert!(all(100_000).len() >= 31 * 1440, "{text}");
    }
}

#[test]
fn what_is_no_schedule_is_refused() {
    for text in [
        "",
        "08:00",
        "every(5 minutes)",
        "at(2026-03-02T08:00:00Z)",
        "at(2026-03-02 08:00:00)",
        "at(2026-02-30T08:00:00)",
        "at(2026-03-02T08:00:60)",
        "at(2026-03-02T24:00:00)",
        "at(é026-03-02T08:00)",
        "at(2026-03-02T08:00:00",
        "rate(5)",
        "rate(0 minutes)",
        "rate(-1 minutes)",
        "rate(+1 minutes)",
        "rate(1.5 hours)",
        "rate(30 seconds)",
        "rate(99999999999999999999 days)",
        "rate(18446744073709551615 days)",
        "cron",
    ] {
        let code = Schedule::read(text).map_err(|refusal| refusal.code);
        assert_eq!(code, Err(code::E_BAD_SCHEDULE), "{text}");
    }
}

#[cfg(feature = "zones")]
mod zones {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        let database = jiff::tz::TimeZoneDatabase::bundled();
        database.get(name).expect("a zone of the table")
    }

    fn at(text: &str) -> Start {
        Start(text.parse::<Timestamp>().expect("a time").as_second())
    }

    /// Clock times in UTC, `28 22:30`, of what fires in two days.
    fn fired(text: &str, zone_name: &str, start: &str) -> String {
        let start = at(start);
        let fired = minutes(text, &zone(zone_name), open(start), start, 2 * DAY_S);
        let show = |minute: &f64| {
            let moment = Timestamp::from_second(start.0 + (*minute * 60.0) as i64);
            let utc = TimeZone::UTC.to_datetime(moment.expect("a time"));
            format!("{} {:02}:{:02}", utc.day(), utc.hour(), utc.minute())
        };
        fired.iter().map(show).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn fact_1_33_local_times_follow_the_clock_changes() {
        // Berlin's clocks jump from 02:00 to 03:00 on Sunday, 29 March 2026, at 01:00 UTC.
        const SPRING: &str = "2026-03-28T00:00:00Z";
        // They fall from 03:00 to 02:00 on Sunday, 25 October 2026, at 01:00 UTC.
        const AUTUMN: &str = "2026-10-24T00:00:00Z";
        for (text, zone, start, expected) in [
            (
                "cron(0 8 * * ? *)",
                "Europe/Berlin",
                SPRING,
                "28 07:00, 29 06:00",
            ),
            (
                "at(2026-03-29T08:00:00)",
                "Europe/Berlin",
                SPRING,
                "29 06:00",
            ),
            // 02:30 does not exist on Sunday.
            (
                "cron(30 2 * * ? *)",
                "Europe/Berlin",
                SPRING,
                "28 01:30, 29 01:00",
            ),
            (
                "at(2026-03-29T02:30:00)",
                "Europe/Berlin",
                SPRING,
                "29 01:00",
            ),
            // What is jumped over fires once, together with what is due at that moment.
            (
                "cron(0/30 1-3 29 3 ? *)",
                "Europe/Berlin",
                SPRING,
                "29 00:00, 29 00:30, 29 01:00, 29 01:30",
            ),
            (
                "cron(0 8 * * ? *)",
                "Europe/Berlin",
                AUTUMN,
                "24 06:00, 25 07:00",
            ),
            // 02:30 comes twice on Sunday: the first one counts.
            (
                "cron(30 2 * * ? *)",
                "Europe/Berlin",
                AUTUMN,
                "24 00:30, 25 00:30",
            ),
            // An interval knows no clock.
            (
                "rate(12 hours)",
                "Europe/Berlin",
                AUTUMN,
                "24 12:00, 25 00:00, 25 12:00, 26 00:00",
            ),
            (
                "cron(0 9 * * ? *)",
                "America/New_York",
                SPRING,
                "28 13:00, 29 13:00",
            ),
            (
                "cron(30 5 * * ? *)",
                "Asia/Kolkata",
                SPRING,
                "28 00:00, 29 00:00, 30 00:00",
            ),
            (
                "cron(0 0 ? * SUN *)",
                "Pacific/Kiritimati",
                SPRING,
                "28 10:00",
            ),
        ] {
            assert_eq!(fired(text, zone, start), expected, "{text} {zone} {start}");
        }
    }

    #[test]
    fn a_clock_that_jumps_over_midnight_fires_at_the_jump() {
        // Beirut's clocks jump from 00:00 to 01:00 on Sunday, 29 March 2026, at 22:00 UTC.
        let fired = fired("cron(0 0 * * ? *)", "Asia/Beirut", "2026-03-27T12:00:00Z");
        assert_eq!(fired, "27 22:00, 28 22:00");
    }
}
