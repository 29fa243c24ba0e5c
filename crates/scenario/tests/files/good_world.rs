//! Valid traffic, callers and faults, and the exact model they mean.

use headroom_model::client::{Backoff, Client, RetryOn};
use headroom_model::fault::{Fault, FaultKind};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_model::traffic::{Component, Height};
use headroom_scenario::{Problems, load_toml};

/// A minimal file with more lines at its top, and these components.
fn scenario(top: &str, components: &str) -> Scenario {
    let text = format!(
        r#"
id = "world"
{top}
traffic = {{ components = [{components}] }}
model = {{ service_time = {{ distribution = "constant", mean_ms = 40 }} }}
endpoint = {{ kind = "real_time", instance_type = "ml.c5.large" }}
"#
    );
    let document = load_toml(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    assert_eq!(document.warnings, Problems::default(), "{text}");
    document.scenario
}

fn s(seconds: u64) -> Span {
    Span::from_secs(seconds)
}

#[test]
fn each_kind_of_traffic_is_its_component() {
    for (text, expected) in [
        (
            r#"kind = "ramp", from_s = 0.5, to_s = 7200, from_rps = 0, to_rps = 12.5"#,
            Component::Ramp {
                from: Time::from_micros(500_000),
                to: Time::from_secs(7200),
                from_rps: 0.0,
                to_rps: 12.5,
            },
        ),
        (
            r#"kind = "spike", at_s = { min_s = 600, max_s = 1200 }, duration_s = 60, rps = 5, rise_s = 20"#,
            Component::SpikeWithin {
                earliest: Time::from_secs(600),
                latest: Time::from_secs(1200),
                duration: s(60),
                height: Height::Adds(5.0),
                rise: s(20),
                fall: Span::ZERO,
            },
        ),
        (
            r#"kind = "promotions", multiplier = 0.5, mean_interval_s = 600, duration_s = 60"#,
            Component::Promotions {
                multiplier: 0.5,
                mean_interval: s(600),
                duration: s(60),
            },
        ),
        (
            r#"kind = "sine", mean_rps = 5, amplitude_rps = 10, period_s = 10"#,
            Component::Sine {
                mean_rps: 5.0,
                amplitude_rps: 10.0,
                period: s(10),
                phase: Span::ZERO,
            },
        ),
        (
            r#"kind = "sine", mean_rps = 5, amplitude_rps = 0, period_s = 86400, phase_s = 21600"#,
            Component::Sine {
                mean_rps: 5.0,
                amplitude_rps: 0.0,
                period: s(86_400),
                phase: s(21_600),
            },
        ),
        (
            r#"kind = "trace", interval_s = 1800, rps = [0, 2.5]"#,
            Component::Trace {
                interval: s(1800),
                rps: vec![0.0, 2.5],
            },
        ),
        (
            r#"kind = "business_hours", rps = 9, start = "00:15", end = "00:45""#,
            Component::BusinessHours {
                rps: 9.0,
                off_rps: 0.0,
                open: vec![(Time::from_secs(900), Time::from_secs(2700))],
            },
        ),
    ] {
        let scenario = scenario("", &format!("{{ {text} }}"));
        assert_eq!(scenario.traffic.components, [expected], "{text}");
    }
}

/// Open hours as text, in minutes of simulated time: `540-1020`.
fn open(top: &str, hours: &str) -> String {
    let hours = format!(r#"{{ kind = "business_hours", rps = 9, off_rps = 1.5, {hours} }}"#);
    let scenario = scenario(top, &hours);
    let [Component::BusinessHours { rps, off_rps, open }] = &scenario.traffic.components[..] else {
        panic!("business hours")
    };
    assert_eq!((*rps, *off_rps), (9.0, 1.5));
    let minutes = |time: Time| time.secs_f64() / 60.0;
    let spans = open
        .iter()
        .map(|(a, b)| format!("{}-{}", minutes(*a), minutes(*b)));
    spans.collect::<Vec<_>>().join(" ")
}

const WEEK: &str = "duration_s = 604800"; // From Monday 00:00 UTC.

#[test]
fn business_hours_are_spans_on_their_days() {
    for (hours, expected) in [
        // Monday to Friday, UTC.
        (
            r#"start = "09:00", end = "17:00""#,
            "540-1020 1980-2460 3420-3900 4860-5340 6300-6780",
        ),
        (
            r#"start = "09:00", end = "17:30", days = ["SUN", "MON"]"#,
            "540-1050 9180-9690",
        ),
        // Past midnight: the hours belong to the day on which they begin. Those of the Sunday
        // before reach into the run, and those of the Sunday at its end are cut.
        (
            r#"start = "22:00", end = "06:00", days = ["SUN"]"#,
            "0-360 9960-10080",
        ),
        (
            r#"start = "22:00", end = "00:00", days = ["TUE"]"#,
            "2760-2880",
        ),
        // Whole days join.
        (r#"start = "00:00", end = "24:00""#, "0-7200"),
        (
            r#"start = "12:00", end = "24:00", days = ["SAT"]"#,
            "7920-8640",
        ),
        (
            r#"start = "09:00", end = "17:00", days = ["WED"], timezone = "UTC""#,
            "3420-3900",
        ),
    ] {
        assert_eq!(open(WEEK, hours), expected, "{hours}");
    }
}

#[cfg(feature = "zones")]
#[test]
fn business_hours_follow_the_local_clock_through_its_changes() {
    const ALL: &str = r#"days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"], timezone"#;
    // From Saturday 00:00 UTC; Berlin's clocks jump from 02:00 to 03:00 on Sunday at 01:00 UTC.
    let spring = "start = \"2026-03-28T00:00:00Z\"\nduration_s = 172800";
    // From Sunday 00:00 in Berlin; its clocks fall from 03:00 to 02:00 at 01:00 UTC.
    let autumn = "start = \"2026-10-25T00:00:00+02:00\"\nduration_s = 86400";
    for (top, zone, hours, expected) in [
        // Nine o'clock is 08:00 UTC on Saturday and 07:00 UTC on Sunday.
        (
            spring,
            "Europe/Berlin",
            r#"start = "09:00", end = "17:30""#,
            "480-990 1860-2370",
        ),
        // 02:30 does not exist on Sunday: it opens, or closes, when the clock jumps over it.
        (
            spring,
            "Europe/Berlin",
            r#"start = "02:30", end = "06:00""#,
            "90-300 1500-1680",
        ),
        (
            spring,
            "Europe/Berlin",
            r#"start = "22:00", end = "02:30""#,
            "0-90 1260-1500 2640-2880",
        ),
        (
            spring,
            "Europe/Berlin",
            r#"start = "02:10", end = "02:50""#,
            "70-110",
        ),
        // The day has 23 hours, and neighbours still join.
        (
            spring,
            "Europe/Berlin",
            r#"start = "00:00", end = "24:00""#,
            "0-2880",
        ),
        // 02:30 comes twice: the first one counts, for the start and for the end.
        (
            autumn,
            "Europe/Berlin",
            r#"start = "02:30", end = "06:00""#,
            "150-420",
        ),
        (
            autumn,
            "Europe/Berlin",
            r#"start = "01:00", end = "02:30""#,
            "60-150",
        ),
        (
            autumn,
            "Europe/Berlin",
            r#"start = "02:30", end = "03:00""#,
            "150-240",
        ),
        // East and west of Greenwich, and half an hour between.
        (
            spring,
            "America/New_York",
            r#"start = "09:00", end = "17:00""#,
            "780-1260 2220-2700",
        ),
        (
            spring,
            "Asia/Kolkata",
            r#"start = "09:00", end = "17:00""#,
            "210-690 1650-2130",
        ),
        (
            spring,
            "Pacific/Kiritimati",
            r#"start = "09:00", end = "17:00""#,
            "0-180 1140-1620 2580-2880",
        ),
    ] {
        let hours = format!("{hours}, {ALL} = {zone:?}");
        assert_eq!(open(top, &hours), expected, "{hours}");
    }
}

#[test]
fn a_caller_has_the_defaults_of_the_format_and_whatever_it_says() {
    const STEADY: &str = r#"{ kind = "constant", rps = 1 }"#;
    let client = |text: &str| scenario(&format!("client = {{ {text} }}"), STEADY).client;
    let silent = Client {
        timeout: None,
        max_retries: 0,
        retry_on: RetryOn::default(),
        backoff: Backoff::default(),
    };
    assert_eq!(scenario("", STEADY).client, None);
    assert_eq!(client(""), Some(silent));
    assert_eq!(
        client("timeout_s = 60, max_retries = 255"),
        Some(Client {
            timeout: Some(s(60)),
            max_retries: 255,
            ..silent
        })
    );
    assert_eq!(
        client("max_retries = 1, backoff = { max_ms = 500 }"),
        Some(Client {
            max_retries: 1,
            backoff: Backoff {
                max_ms: 500.0,
                ..Backoff::default()
            },
            ..silent
        })
    );
    let none = RetryOn {
        rejected: false,
        throttled: false,
        timed_out: false,
        model_error: false,
        no_capacity: false,
        instance_lost: false,
    };
    let words: [(&str, RetryOn); 5] = [
        (
            "rejected",
            RetryOn {
                rejected: true,
                ..none
            },
        ),
        (
            "timed_out",
            RetryOn {
                timed_out: true,
                ..none
            },
        ),
        (
            "model_error",
            RetryOn {
                model_error: true,
                ..none
            },
        ),
        (
            "no_capacity",
            RetryOn {
                no_capacity: true,
                ..none
            },
        ),
        (
            "instance_lost",
            RetryOn {
                instance_lost: true,
                ..none
            },
        ),
    ];
    for (word, retry_on) in words {
        let text = format!(
            "timeout_s = 2.5, max_retries = 3, retry_on = [{word:?}], backoff = {{ base_ms = 0, factor = 1, max_ms = 8000, jitter = 0.25 }}"
        );
        let expected = Client {
            timeout: Some(Span::from_micros(2_500_000)),
            max_retries: 3,
            retry_on,
            backoff: Backoff {
                base_ms: 0.0,
                factor: 1.0,
                max_ms: 8000.0,
                jitter: 0.25,
            },
        };
        assert_eq!(client(&text), Some(expected), "{word}");
    }
}

#[test]
fn faults_arrive_in_file_order() {
    let faults = r#"
[[faults]]
at_s = 600.5
kind = "slow_model"
duration_s = 60
factor = 2.5
[[faults]]
at_s = 0
kind = "instance_crash"
count = 2
[[faults]]
at_s = 60
kind = "metrics_delay"
duration_s = 120
delay_s = 300
[[faults]]
at_s = 61
kind = "metrics_lost"
duration_s = 60
[[faults]]
at_s = 3599
kind = "insufficient_capacity"
duration_s = 7200
"#;
    let text = format!(
        r#"
id = "world"
traffic = {{ components = [{{ kind = "constant", rps = 1 }}] }}
model = {{ service_time = {{ distribution = "constant", mean_ms = 40 }} }}
endpoint = {{ kind = "real_time", instance_type = "ml.c5.large" }}
{faults}"#
    );
    let document = load_toml(&text).expect("valid");
    assert_eq!(document.warnings, Problems::default());
    let fault = |at_us, kind| Fault {
        at: Time::from_micros(at_us),
        kind,
    };
    assert_eq!(
        document.scenario.faults,
        [
            fault(
                600_500_000,
                FaultKind::SlowModel {
                    duration: s(60),
                    factor: 2.5
                }
            ),
            fault(0, FaultKind::InstanceCrash { count: 2 }),
            fault(
                60_000_000,
                FaultKind::MetricsDelay {
                    duration: s(120),
                    delay: s(300)
                }
            ),
            fault(61_000_000, FaultKind::MetricsLost { duration: s(60) }),
            fault(
                3_599_000_000,
                FaultKind::InsufficientCapacity { duration: s(7200) }
            ),
        ]
    );
}
