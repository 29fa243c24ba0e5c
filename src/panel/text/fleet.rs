//! The words of the fleet.

use headroom_engine::run::InstanceState;

use super::figure;
use crate::text::number;

/// The heading of the fleet.
pub fn fleet_at(clock: &str) -> String {
    format!("Fleet at {clock}")
}

/// How many of which instance type.
pub fn fleet_of(n: u64, instance_type: &str) -> String {
    format!("{} × {instance_type}", number(n))
}

/// The name of a group of instances.
pub const fn group(state: InstanceState) -> &'static str {
    match state {
        InstanceState::WaitingForCapacity => "Waiting for capacity",
        InstanceState::Provisioning => "Provisioning",
        InstanceState::Downloading => "Downloading model",
        InstanceState::Starting => "Starting container",
        InstanceState::InService => "In service",
        InstanceState::Draining => "Draining",
        InstanceState::Gone => "Gone",
        InstanceState::Failed => "Failed",
    }
}

/// What fills an instance in service: no queue of a single instance is recorded.
pub fn queue_each(waiting: f64) -> String {
    format!("bar: {} waiting each, mean of the minute", figure(waiting))
}

/// The next one of a group to take traffic.
pub fn first_ready(clock: &str) -> String {
    format!("first ready {clock}")
}

/// How long a failed instance is shown.
pub const FAILED_RECENTLY: &str = "in the last 10 minutes";

/// More instances than fit one by one.
pub fn per_tile(n: u32) -> String {
    format!("One tile stands for {n} instances.")
}

/// A tile.
pub fn tile(first: u32, last: u32, state: InstanceState, since: &str) -> String {
    let state = group(state).to_lowercase();
    if first == last {
        format!("i-{first:02}, {state} since {since}")
    } else {
        format!("i-{first:02} to i-{last:02}, {state}")
    }
}

/// The numbers of a group.
pub fn members(ranges: &[(u32, u32)]) -> String {
    let each = ranges.iter().map(|&(first, last)| match first == last {
        true => format!("i-{first:02}"),
        false => format!("i-{first:02} to i-{last:02}"),
    });
    each.collect::<Vec<_>>().join(", ")
}
