//! Values in words: rounded for reading, each with its unit.

use crate::text::number;

/// Requests per second.
pub fn rps(value: f64) -> String {
    if value < 9.95 {
        format!("{} rps", decimal(value))
    } else {
        format!("{} rps", number(value.round() as u64))
    }
}

/// Instances that take traffic.
pub fn in_service(n: u64) -> String {
    format!("{} in service", number(n))
}

/// Instances that were asked for.
pub fn desired(n: u64) -> String {
    format!("{} desired", number(n))
}

/// Instances on their way into service.
pub fn starting(n: u64) -> String {
    format!("{} starting", number(n))
}

/// Requests that wait, on average over a minute.
pub fn waiting_requests(value: f64) -> String {
    let value = if value < 10.0 { value } else { value.round() };
    format!("{} waiting", figure(value))
}

/// How busy a kind of processor is.
pub fn percent_of(name: &str, value: f64) -> String {
    format!("{name} {}%", figure(value))
}

/// Percent on an axis.
pub fn percent_tick(value: f64) -> String {
    format!("{}%", figure(value))
}

/// The count of the ghost, beside the run's.
pub fn ghost(n: u64) -> String {
    format!("{} without", number(n))
}

/// Instances that the learner expects.
pub fn predicted(n: u64) -> String {
    format!("{} predicted", number(n))
}

/// A figure: whole from 1,000 on, one decimal below.
pub fn figure(value: f64) -> String {
    if value.abs() < 999.95 {
        decimal(value)
    } else {
        number(value.round() as u64)
    }
}

/// A percentile of latency, from milliseconds.
pub fn latency(name: &str, ms: f64) -> String {
    format!("{name} {}", duration_ms(ms))
}

/// A percentile that the time-out hides.
pub fn at_timeout(name: &str, timeout_ms: f64) -> String {
    format!("{name} at the {} time-out", duration_ms(timeout_ms))
}

/// Milliseconds below a second, seconds above.
pub fn duration_ms(ms: f64) -> String {
    if ms < 999.5 {
        format!("{:.0} ms", ms)
    } else {
        format!("{} s", decimal(ms / 1000.0))
    }
}

/// A share of 1 in percent; what is not nothing is never shown as 0%.
pub fn share(value: f64) -> String {
    let percent = 100.0 * value;
    if percent > 0.0 && percent < 0.1 {
        "under 0.1%".into()
    } else if percent < 9.95 {
        format!("{}%", decimal(percent))
    } else {
        format!("{percent:.0}%")
    }
}

/// US dollars.
pub fn usd(value: f64) -> String {
    format!("${value:.2}")
}

/// US dollars on an axis: cents only where they matter.
pub fn usd_tick(value: f64) -> String {
    if value.fract() == 0.0 {
        format!("${value:.0}")
    } else {
        format!("${value:.2}")
    }
}

/// A change of capacity, with its sign.
pub fn change(from: u32, to: u32) -> String {
    if to >= from {
        format!("+{}", to - from)
    } else {
        format!("−{}", from - to)
    }
}

fn decimal(value: f64) -> String {
    let tenths = format!("{value:.1}");
    match tenths.strip_suffix(".0") {
        Some(whole) => whole.into(),
        None => tenths,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_for_reading() {
        assert_eq!(figure(118.14), "118.1");
        assert_eq!(figure(800.0), "800");
        assert_eq!(figure(1498.6), "1,499");
        assert_eq!(rps(99.7), "100 rps");
        assert_eq!(waiting_requests(1.62), "1.6 waiting");
        assert_eq!(waiting_requests(329.7), "330 waiting");
        assert_eq!(rps(2.04), "2 rps");
        assert_eq!(duration_ms(85.2), "85 ms");
        assert_eq!(duration_ms(60_000.0), "60 s");
        assert_eq!(usd(8.974), "$8.97");
    }

    #[test]
    fn a_small_share_is_not_shown_as_nothing() {
        assert_eq!(share(0.0), "0%");
        assert_eq!(share(0.0004), "under 0.1%");
        assert_eq!(share(0.0154), "1.5%");
        assert_eq!(share(0.268), "27%");
    }

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!(change(4, 8), "+4");
        assert_eq!(change(8, 5), "−3");
    }
}
