//! The words of the strips that only some kinds of endpoint have.

use super::share;
use crate::text::{counted, number};

/// Environments of a serverless endpoint.
pub const ENVIRONMENTS: (&str, &str) = ("Environments", "serverless, at each minute's end");
/// Requests that start one.
pub const COLD_STARTS: (&str, &str) = ("Cold starts", "per minute, and throttled requests");
/// The progress of a job.
pub const JOB: (&str, &str) = ("Job", "share of its work, hatched: no capacity");
/// Copies of an inference component, and what they stand on.
pub const COPIES: (&str, &str) = ("Capacity", "copies, and their instances");
/// The headings of copies in the table.
pub const COPY_COLUMNS: (&str, &str) = ("Copies in service", "Copies desired");
/// What waits in the queue of an asynchronous endpoint.
pub const BACKLOG: (&str, &str) = ("Backlog", "ApproximateBacklogSize");
/// What its strip sums up.
pub const BACKLOG_SUMMED: &str = "Requests in the backlog";
/// At an interruption of a job.
pub const INTERRUPTED: &str = "interrupted";

/// Instances under an inference component.
pub fn hosts(n: u64) -> String {
    match n {
        1 => "1 instance".into(),
        n => format!("{} instances", number(n)),
    }
}

/// How many copies on how many instances of which type.
pub fn copies_of(copies: u64, on: u64, instance_type: &str) -> String {
    let copies = counted(copies, "copy", "copies");
    format!("{copies} on {} × {instance_type}", number(on))
}

/// Environments that are there.
pub fn environments(n: u64) -> String {
    format!("{} there", number(n))
}

/// Environments that stay warm.
pub fn provisioned(n: u64) -> String {
    format!("{} provisioned", number(n))
}

/// Requests that started an environment.
pub fn cold_starts(n: u64) -> String {
    format!("{} cold", number(n))
}

/// Requests that found the concurrency full.
pub fn throttles(n: u64) -> String {
    format!("{} throttled", number(n))
}

/// Work that is done.
pub fn done(value: f64) -> String {
    format!("{} done", share(value))
}

/// Work that an interruption does not undo.
pub fn saved(value: f64) -> String {
    format!("{} saved", share(value))
}

/// The limit of a serverless endpoint.
pub fn max_concurrency(n: u32) -> String {
    format!("MaxConcurrency {n}")
}

/// Instances under the copies, over the run.
pub fn hosts_summary(most: u64) -> String {
    format!("They stood on {} at most.", hosts(most))
}

/// Environments over the run.
pub fn environments_summary(most: u64, at: &str, last: u64, provisioned: Option<u64>) -> String {
    let provisioned = provisioned.map_or(String::new(), |n| {
        format!("; at most {} provisioned", number(n))
    });
    format!(
        "Environments: {} at most at {at}, {} at the end{provisioned}.",
        number(most),
        number(last)
    )
}
