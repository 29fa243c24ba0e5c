//! The words of the charts and their controls: a constant a sentence, a function where a sentence
//! has arguments, so that a missing word does not compile. Part of the one catalogue, `crate::text`.

mod kinds;
mod marks;
mod table;

use headroom_engine::run::InstanceState;

use crate::text::{counted, number};

pub use kinds::*;
pub use marks::*;
pub use table::*;

// The prediction pen.

/// The pen's name.
pub const PEN: &str = "Predicted instances in service";
/// Draws to the end with the last value.
pub const HOLD: &str = "Hold last value to the end";
/// Takes the last change back.
pub const UNDO: &str = "Undo";
/// Makes it again.
pub const REDO: &str = "Redo";
/// Begins again.
pub const CLEAR: &str = "Clear";
/// What the table of a drawing is.
pub const PEN_TABLE: &str = "Your prediction, one row for each change";
/// Its first column.
pub const FROM_TIME: &str = "from";
/// Adds a row to it.
pub const ADD_ROW: &str = "Add a change";
/// Takes a row away.
pub const REMOVE: &str = "Remove";

/// Beside the pen.
pub fn pen_place(clock: &str, instances: u32) -> String {
    format!(
        "{clock} · {}",
        counted(instances.into(), "instance", "instances")
    )
}

/// The same for a screen reader.
pub fn pen_spoken(clock: &str, instances: u32) -> String {
    format!(
        "{clock}, {}",
        counted(instances.into(), "instance", "instances")
    )
}

/// In the untouched rest.
pub fn keep_drawing(end: &str) -> String {
    format!("Keep drawing to {end}")
}

/// The row of what is known.
pub fn until(clock: &str) -> String {
    format!("until {clock}")
}

/// A row's time.
pub fn row_time(row: usize) -> String {
    format!("Change {row}, time")
}

/// A row's value.
pub fn row_value(row: usize) -> String {
    format!("Change {row}, instances in service")
}

/// The button that takes a row away.
pub fn remove_row(row: usize) -> String {
    format!("{REMOVE} change {row}")
}

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

// Values.

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

// The cursor on a chart.

/// The label of a strip's cursor.
pub fn cursor(strip: &str) -> String {
    format!("{strip} at the playhead")
}

/// What the cursor says.
pub fn cursor_says(clock: &str, values: impl Iterator<Item = String>) -> String {
    let said: Vec<String> = std::iter::once(clock.to_owned()).chain(values).collect();
    said.join(", ")
}

// The scrubber.

/// The label of the scrubber.
pub const SCRUBBER: &str = "Simulated time";
/// Its keys.
pub const KEYS: &str = "← → one minute · Shift ten · [ ] previous or next event";
/// What the queue strip sums up.
pub const QUEUE_SUMMED: &str = "Waiting requests, mean of a minute";
/// CloudWatch's names.
pub const CPU_UTILIZATION: &str = "CPUUtilization";
/// CloudWatch's names.
pub const GPU_UTILIZATION: &str = "GPUUtilization";
/// The label of the speeds.
pub const SPEED: &str = "Speed";
/// The play button while it plays.
pub const PAUSE: &str = "Pause";
/// The play button at the end.
pub const REPLAY: &str = "Replay";
/// The play button where the system asks for little motion.
pub const NEXT_EVENT: &str = "Next event";
/// The button that shows the whole run during its first play.
pub const SKIP: &str = "Skip to the end";

/// The play button while it stands.
pub fn play_from(clock: &str) -> String {
    format!("Play from {clock}")
}

/// What the scrubber says of a moment.
pub fn moment(clock: &str, values: Option<(u64, u64)>) -> String {
    match values {
        Some((serving, asked)) => {
            format!("{clock}, {}, {}", in_service(serving), desired(asked))
        }
        None => clock.into(),
    }
}

// What happens, said once while it plays.

/// An alarm goes to ALARM or leaves it.
pub fn alarm_turned(clock: &str, alarm: &str, on: bool) -> String {
    format!("{clock}, {alarm} {}.", if on { "on" } else { "off" })
}

/// Capacity is asked for or given back.
pub fn requested(clock: &str, from: u32, to: u32) -> String {
    if to >= from {
        format!(
            "{clock}, {} requested.",
            counted(u64::from(to - from), "instance", "instances")
        )
    } else {
        format!(
            "{clock}, {} given back.",
            counted(u64::from(from - to), "instance", "instances")
        )
    }
}

/// The count in service changes.
pub fn now_in_service(clock: &str, n: u64) -> String {
    format!("{clock}, {}.", in_service(n))
}

/// A cooldown ends.
pub fn cooldown_over(clock: &str) -> String {
    format!("{clock}, cooldown ended.")
}

// The fleet.

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

// The delay budget.

/// The question that the causal chain answers.
pub fn why_at(clock: &str, scaled: bool) -> String {
    if scaled {
        format!("Why did it scale at {clock}?")
    } else {
        format!("Why did nothing scale at {clock}?")
    }
}

/// The way back from a link's own time.
pub fn back_to(clock: &str) -> String {
    format!("Back to {clock}")
}

/// The button that asks about another moment.
pub const ASK_ANOTHER: &str = "Ask about another time";
/// While it is picked.
pub const PICKING: &str =
    "Move the playhead, then press Enter or a place in a chart. Escape keeps the answer.";
/// A link that says everything in its first line.
pub const NO_MORE: &str = "There is no more to this link in this run.";
/// What stood between the decision and an activity.
pub const WHAT_HELD: &str = "What held it";
/// What the run might do without.
pub const BUT_FOR: &str = "The same run";

/// The button that lifts one thing.
pub fn without(what: &str) -> String {
    format!("Run without {what}")
}

/// While the run without it goes on.
pub fn lifting(what: &str) -> String {
    format!("Simulating without {what}…")
}

/// How the charts show the run without it.
pub const GHOST_LINE: &str = "Dotted in the charts, with the same traffic and seed.";
/// Takes it away again.
pub const GHOST_AWAY: &str = "Remove the dotted lines";

/// The label of the bar.
pub const DELAY_BUDGET: &str = "Delay budget";

/// A length of time in whole seconds.
pub fn seconds(value: f64) -> String {
    format!("{} s", number(value.round() as u64))
}

// The outcome table.

/// The column headings.
pub const OUTCOME: [&str; 4] = ["Measure", "You", "Simulated", "Credit"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_for_reading() {
        assert_eq!(figure(118.14), "118.1");
        assert_eq!(figure(800.0), "800");
        assert_eq!(figure(1498.6), "1,499");
        assert_eq!(rps(99.7), "100 rps");
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
