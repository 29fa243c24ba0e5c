//! The words of metrics, alarms and marks on the strips.

use headroom_model::metric::{Metric, Reading, STANDARD_PERIOD};

use super::figure;
use crate::text::counted;

/// The unit of a metric that a policy or an alarm follows, its statistic and period; its title is
/// the metric's own name.
pub fn metric_unit(reading: Reading) -> String {
    let what = match reading.metric {
        Metric::ModelLatency | Metric::OverheadLatency => "µs",
        Metric::CPUUtilization => "percent of a vCPU",
        Metric::GPUUtilization => "percent of a GPU",
        Metric::ServerlessProvisionedConcurrencyUtilization => "share in use",
        Metric::ApproximateBacklogSizePerInstance => "requests per instance",
        Metric::HasBacklogWithoutCapacity => "1 for yes",
        Metric::ConcurrentRequestsPerModel
        | Metric::ConcurrentRequestsPerCopy
        | Metric::InFlightRequests
        | Metric::QueueDepth
        | Metric::ApproximateBacklogSize => "requests",
        _ => "per minute",
    };
    let statistic = reading.statistic.name();
    match reading.period {
        STANDARD_PERIOD => format!("{what}, {statistic}"),
        period => format!("{what}, {statistic} of {} s", figure(period.secs_f64())),
    }
}

/// The heading of a metric's column where its name alone would not tell it.
pub fn metric_column(reading: Reading) -> String {
    let name = reading.metric.name();
    match reading == Reading::usual(reading.metric) {
        true => name.into(),
        false => format!("{name} ({})", metric_unit(reading)),
    }
}

/// A share of 1, to hundredths.
pub fn fraction(value: f64) -> String {
    let hundredths = format!("{value:.2}");
    let short = hundredths.trim_end_matches('0').trim_end_matches('.');
    short.to_owned()
}

/// The target of the metric.
pub fn target(value: &str) -> String {
    format!("target {}", thousands(value))
}

/// Whole thousands as `300k`: beside a chart there is little room.
fn thousands(value: &str) -> String {
    match value.strip_suffix(",000") {
        Some(k) => format!("{k}k"),
        None => value.to_owned(),
    }
}

/// The threshold of an alarm that somebody made.
pub fn threshold(value: &str) -> String {
    format!("threshold {}", thousands(value))
}

/// The metric over the run. `targets` and `thresholds` are what it is held against; `alarms` names
/// each period in ALARM.
pub fn metric_summary(
    metric: &str,
    targets: &[String],
    thresholds: &[String],
    highest: Option<(&str, &str)>,
    alarms: &[String],
) -> String {
    let against = match (targets, thresholds) {
        ([], []) => "without a target".to_owned(),
        (targets, []) => format!("against the target {}", targets.join(" and ")),
        ([], thresholds) => format!("against the threshold {}", thresholds.join(" and ")),
        (targets, thresholds) => format!(
            "against the target {} and the threshold {}",
            targets.join(" and "),
            thresholds.join(" and ")
        ),
    };
    let alarms = match alarms {
        [] => String::from("no alarm in ALARM"),
        alarms => alarms.join(", "),
    };
    match highest {
        Some((value, at)) => format!("{metric} {against}: {value} at most at {at}; {alarms}."),
        None => format!("{metric} {against}: no datapoint; {alarms}."),
    }
}

/// The lane of what people do meanwhile: scheduled actions, calls, or both.
pub const fn calls(scheduled: bool, called: bool) -> (&'static str, &'static str) {
    match (scheduled, called) {
        (true, false) => ("Schedule", "activity, scheduled action"),
        (false, true) => ("Calls", "activity, API call"),
        _ => ("Schedule, calls", "activity, action or call"),
    }
}

/// The row of marks.
pub const MARKS: &str = "mark";

/// A scheduled action or a call that changed nothing.
pub fn refused(name: &str) -> String {
    format!("{name}, refused")
}

/// A mark with its time.
pub fn mark_at(name: &str, clock: &str) -> String {
    format!("{name} at {clock}")
}

/// The lane of scheduled actions and calls, over the run.
pub fn calls_summary(marks: &[String], activities: &[String]) -> String {
    let marks_said = match marks {
        [] => "No scheduled action and no call".to_owned(),
        marks => {
            let n = counted(
                marks.len() as u64,
                "scheduled action or call",
                "scheduled actions and calls",
            );
            format!("{n}: {}", marks.join(", "))
        }
    };
    match activities {
        [] => format!("{marks_said}; no scaling activity came of it."),
        activities => format!("{marks_said}; scaled {}.", activities.join(", ")),
    }
}

/// A period in ALARM, in the table.
pub fn alarm_row(alarm: &str, policy: Option<&str>) -> String {
    match policy {
        Some(policy) => format!("{alarm} of {policy} in ALARM"),
        None => format!("{alarm} in ALARM"),
    }
}

/// Anything else that happens, while it plays: a sentence of its own.
pub fn happened(clock: &str, sentence: &str) -> String {
    format!("{clock}: {sentence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use headroom_model::metric::Statistic;

    #[test]
    fn a_unit_says_statistic_and_period() {
        let usual = Reading::usual;
        assert_eq!(
            metric_unit(usual(Metric::InvocationsPerInstance)),
            "per minute, Sum"
        );
        assert_eq!(
            metric_unit(usual(Metric::ConcurrentRequestsPerModel)),
            "requests, Average of 10 s"
        );
        let longest = Reading {
            statistic: Statistic::Maximum,
            ..usual(Metric::ModelLatency)
        };
        assert_eq!(metric_column(longest), "ModelLatency (µs, Maximum)");
        assert_eq!(metric_column(usual(Metric::ModelLatency)), "ModelLatency");
    }

    #[test]
    fn a_share_keeps_its_hundredths() {
        assert_eq!(fraction(0.65), "0.65");
        assert_eq!(fraction(0.7), "0.7");
        assert_eq!(fraction(1.0), "1");
    }
}
