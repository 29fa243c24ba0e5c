//! Names of the strips and of what stands in their plots, and the sentence that stands for each.

use super::duration_ms;
use crate::text::counted;

// Names of strips, with what they measure.

/// What arrives.
pub const TRAFFIC: (&str, &str) = ("Traffic", "requests per second");
/// What serves it.
pub const CAPACITY: (&str, &str) = ("Capacity", "instances");
/// What waits.
pub const QUEUE: (&str, &str) = ("Queue", "waiting requests, mean");
/// What the machines are busy with.
pub const UTILIZATION: (&str, &str) = ("Utilization", "percent of a vCPU, a GPU");
/// What the policy does.
pub const POLICY: (&str, &str) = ("Policy", "activity, cooldown");
/// How long an answer takes.
pub const LATENCY: (&str, &str) = ("Latency", "ModelLatency, log scale");
/// What fails.
pub const ERRORS: (&str, &str) = ("Errors", "share of requests");
/// What it costs.
pub const COST: (&str, &str) = ("Cost", "US$ per hour, starting included");

// Names in the plots.

/// The limit of capacity.
pub fn max_capacity(n: u32) -> String {
    format!("MaxCapacity {n}")
}

/// The limit of latency.
pub fn timeout(ms: f64) -> String {
    format!("{} time-out", duration_ms(ms))
}

/// An alarm period above the target.
pub const ALARM_HIGH: &str = "ALARM";
/// An alarm period below 90 % of the target.
pub const ALARM_LOW: &str = "AlarmLow";
/// The lane of activities.
pub const ACTIVITY: &str = "activity";
/// The lane of cooldowns.
pub const COOLDOWN: &str = "cooldown";
/// In the heading of a strip before its first datapoint.
pub const NO_DATAPOINT: &str = "no datapoint";

// Summaries: one sentence that stands for a chart.

/// A strip before the run.
pub fn waiting(strip: &str) -> String {
    format!("{strip}: blank until you run the simulation.")
}

/// What the traffic strip sums up.
pub const TRAFFIC_SUMMED: &str = "Traffic";
/// What the cost strip sums up.
pub const COST_SUMMED: &str = "Cost per hour";

/// A measure over the run.
pub fn over_time(what: &str, first: &str, highest: &str, at: &str, last: &str) -> String {
    format!("{what}: {first} at the start, {highest} at most at {at}, {last} at the end.")
}

/// Capacity over the run.
pub fn capacity_summary(
    copies: bool,
    first: u64,
    most: u64,
    at: &str,
    last: u64,
    desired: u64,
) -> String {
    let what = if copies { "Copies" } else { "Instances" };
    format!(
        "{what} in service: {first} at the start, {most} at most from {at}, {last} at the \
         end; the highest desired count is {desired}."
    )
}

/// Capacity before the run.
pub fn capacity_waiting(prediction: bool) -> &'static str {
    if prediction {
        "Instances: your prediction; the rest is blank until you run the simulation."
    } else {
        "Instances: blank until you run the simulation."
    }
}

/// A period in ALARM.
pub fn in_alarm(alarm: &str, from: &str, to: &str) -> String {
    format!("{alarm} in ALARM from {from} to {to}")
}

/// The policy lane over the run. `alarms` names each period of an alarm that calls the policy.
pub fn policy_summary(activities: &[String], alarms: &[String]) -> String {
    let alarms: String = alarms.iter().map(|alarm| format!("; {alarm}")).collect();
    if activities.is_empty() {
        return format!("No scaling activity in this run{alarms}.");
    }
    let n = counted(
        activities.len() as u64,
        "scaling activity",
        "scaling activities",
    );
    format!("{n}: {}{alarms}.", activities.join(", "))
}

/// One activity of the policy lane.
pub fn activity(change: &str, from: &str, to: &str) -> String {
    format!("{change} from {from} to {to}")
}

/// Failed requests over the run.
pub fn errors_summary(highest: &str, at: &str, failed: u64) -> String {
    if failed == 0 {
        "No request failed in this run.".into()
    } else {
        format!(
            "{} failed; the highest share of a minute is {highest} at {at}.",
            counted(failed, "request", "requests")
        )
    }
}
