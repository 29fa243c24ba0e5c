//! Traffic from a pasted curve, and by drawing.

use crate::text::number;

/// The way in by pasting.
pub const PASTE: &str = "Paste a measured curve";
/// How.
pub const PASTE_HOW: &str = "A value a line, or a time and a value, as CSV. It replaces the \
    components above for A and B. It is read on this device and sent nowhere.";
/// The choice of the unit.
pub const UNIT: &str = "Unit of the values";
/// The units.
pub const UNITS: [&str; 2] = ["requests per second", "requests in each interval"];
/// The length of an interval where lines have no time.
pub const INTERVAL: &str = "Interval, s";
/// Takes it.
pub const USE: &str = "Use";
/// Neither times nor a number of seconds.
pub const NO_INTERVAL: &str =
    "the lines have no times, and the interval is no number of seconds from 1 on";
/// Fills gaps.
pub const FILL: &str = "Use, with a straight line over each gap";

/// It stands in the form.
pub fn used(values: usize, interval_s: f64) -> String {
    format!(
        "The traffic is a trace of {} intervals of {interval_s} s.",
        number(values as u64)
    )
}

/// It cannot be read.
pub fn wrong(why: &str) -> String {
    format!("Nothing was taken: {why}.")
}

/// Gaps.
pub fn missing(gaps: usize, of: usize) -> String {
    format!(
        "{} of {} intervals have no value. Nothing was measured there, which is not zero: nothing was taken yet.",
        number(gaps as u64),
        number(of as u64)
    )
}

/// The way in by drawing.
pub const DRAW: &str = "Draw the traffic";
/// How.
pub const DRAW_HOW: &str = "Draw requests per second from left to right; arrow keys draw as well.";
/// The pen's name.
pub const PEN: &str = "Requests per second";
/// Takes the drawing.
pub const USE_DRAWING: &str = "Use the drawing";
/// Drops it.
pub const LEAVE_DRAWING: &str = "Leave it";

/// Where the pen stands.
pub fn pen(clock: &str, rps: u32) -> String {
    format!("{clock}, {rps} rps")
}

/// In the untouched rest.
pub fn rest(end: &str) -> String {
    format!("Keep drawing to {end}")
}
