//! The words of the tables that say what the charts show.

use headroom_model::scenario::Endpoint;
use headroom_study::Strip;

use super::{
    BACKLOG, CAPACITY, COLD_STARTS, COST, ENVIRONMENTS, ERRORS, JOB, LATENCY, POLICY, QUEUE,
    TRAFFIC, UTILIZATION,
};

/// The button that shows the tables, and the one that shows the charts again.
pub const TABLE: (&str, &str) = ("Table of these strips", "Charts");
/// The button that shows every strip, and the one that shows the lesson's alone.
pub const ALL_STRIPS: (&str, &str) = ("Show all strips", "Show fewer strips");
/// The heading of the sentences above the tables.
pub const SUMMED_UP: &str = "Each strip in one sentence";

/// The caption of the minute table: one table for all strips, its columns under their names.
pub fn minutes<'a>(strips: impl Iterator<Item = &'a str>) -> String {
    let strips: Vec<&str> = strips.collect();
    format!(
        "Minute by minute, each column under its strip: {}",
        strips.join(", ")
    )
}

/// The name of a strip over its columns.
pub const fn strip_name(strip: Strip, endpoint: &Endpoint) -> &'static str {
    match (strip, endpoint) {
        (Strip::Job, _) => JOB.0,
        (Strip::Traffic, _) => TRAFFIC.0,
        (Strip::Capacity, Endpoint::Serverless(_)) => ENVIRONMENTS.0,
        (Strip::Capacity, _) => CAPACITY.0,
        (Strip::ColdStarts, _) => COLD_STARTS.0,
        (Strip::Metric, _) => METRIC,
        (Strip::Policy, _) => POLICY.0,
        (Strip::Queue, Endpoint::Async(_)) => BACKLOG.0,
        (Strip::Queue, _) => QUEUE.0,
        (Strip::Latency, _) => LATENCY.0,
        (Strip::Utilization, _) => UTILIZATION.0,
        (Strip::Errors, _) => ERRORS.0,
        (Strip::Cost, _) => COST.0,
    }
}

/// What a policy or an alarm follows.
const METRIC: &str = "Metric";
/// The caption of the activity table.
pub const ACTIVITIES: &str = "Activities, cooldowns, alarms and calls";
/// The heading of the first column.
pub const TIME: &str = "Minute";
/// The headings of the activity table.
pub const ACTIVITY_COLUMNS: [&str; 4] = ["What", "From", "To", "Instances"];
/// The heading of failed requests.
pub const FAILED: &str = "Failed requests";
/// The heading of their share.
pub const SHARE: &str = "Share of requests";
/// The heading of what a minute cost.
pub const COST_USD: &str = "Cost, US$";
/// A cell without a datapoint.
pub const ABSENT: &str = "none";
/// A lane without an entry.
pub const NO_ACTIVITY: &str = "No scaling activity in this run.";
/// Still going on when the run ends.
pub const END_OF_RUN: &str = "end of run";

/// A scaling activity, with its status.
pub fn activity_row(status: &str) -> String {
    format!("Activity, {status}")
}

/// A cooldown.
pub fn cooldown_row(policy: &str, direction_out: bool, interrupted: bool) -> String {
    let name = if direction_out {
        "ScaleOutCooldown"
    } else {
        "ScaleInCooldown"
    };
    let how = if interrupted { ", cut short" } else { "" };
    format!("{name} of {policy}{how}")
}
