//! The words of the playhead: cursor, scrubber, and what happens while it plays.

use super::{desired, in_service};
use crate::text::counted;

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
/// And where a stretch may be looked at alone.
pub const ZOOM_KEYS: &str = " · + − zoom";
/// The choice of how much of the run is in sight.
pub const IN_SIGHT: &str = "In sight";

/// A choice of it, and its name: so many seconds around the playhead, or the whole run.
pub fn stretch(seconds: Option<f64>) -> (String, String) {
    let Some(seconds) = seconds else {
        return ("All".into(), "All of the run".into());
    };
    let length = match seconds as u64 {
        s if s.is_multiple_of(86_400) => format!("{} d", s / 86_400),
        s if s.is_multiple_of(3600) => format!("{} h", s / 3600),
        s => format!("{} min", s / 60),
    };
    let name = format!("{length} around the playhead");
    (length, name)
}

/// What is in sight.
pub fn from_to(from: &str, to: &str) -> String {
    format!("{from} to {to}")
}

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
