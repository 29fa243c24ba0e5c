//! What of a run is in sight: all of it, or a stretch that keeps the playhead in it.

use super::scale::TimeScale;

/// A stretch of a run: its first and last second.
pub type Stretch = (f64, f64);

/// Lengths that are offered, in seconds, the longest first.
const LENGTHS_S: [f64; 5] = [86_400.0, 21_600.0, 3600.0, 900.0, 300.0];
/// Nothing shorter than this is shown, in seconds: a minute's figures need two of them.
const SHORTEST_S: f64 = 120.0;

/// The lengths that are offered for a run of `duration_s`, the longest first.
pub fn lengths(duration_s: f64) -> impl Iterator<Item = f64> {
    LENGTHS_S.into_iter().filter(move |&s| s < duration_s)
}

/// The time axis: of the stretch, as far as the run has it, else of the run.
pub fn sight(stretch: Option<Stretch>, duration_s: f64) -> TimeScale {
    let inside = stretch.filter(|&(from, to)| from >= 0.0 && to <= duration_s);
    match inside {
        Some((from, to)) => TimeScale::between(from, to),
        None => TimeScale::new(duration_s),
    }
}

/// A stretch of this length with a moment in its middle, or as near to it as the run allows; `None`
/// when that is the whole run.
pub fn around(moment_s: f64, length_s: f64, duration_s: f64) -> Option<Stretch> {
    let from = (moment_s - length_s / 2.0).clamp(0.0, (duration_s - length_s).max(0.0));
    let from = from.floor();
    (length_s < duration_s).then_some((from, from + length_s))
}

/// What lies between two moments, from one full minute to another; `None` when it is too short to be
/// meant.
pub fn between(a_s: f64, b_s: f64, duration_s: f64) -> Option<Stretch> {
    let minute = |at: f64| ((at / 60.0).round() * 60.0).clamp(0.0, duration_s);
    let (from, to) = (minute(a_s.min(b_s)), minute(a_s.max(b_s)));
    (to - from >= SHORTEST_S.min(duration_s)).then_some((from, to))
}

/// The next length after the one in sight: a shorter one, or a longer one up to the run's own.
pub fn next_length(now: TimeScale, duration_s: f64, closer: bool) -> Option<f64> {
    let mut offered = lengths(duration_s);
    match closer {
        true => offered.find(|&length| length < now.length_s),
        false => {
            let longer = offered.filter(|&length| length > now.length_s).last();
            longer.or((now.length_s < duration_s).then_some(duration_s))
        }
    }
}

/// The same length around a moment that has left the stretch; `None` while it is in it.
pub fn followed(stretch: Stretch, moment_s: f64, duration_s: f64) -> Option<Stretch> {
    let (from, to) = stretch;
    let left = !(from..=to).contains(&moment_s);
    left.then(|| around(moment_s, to - from, duration_s))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3600.0;

    #[test]
    fn lengths_are_shorter_than_the_run() {
        assert_eq!(lengths(HOUR).collect::<Vec<_>>(), [900.0, 300.0]);
        assert_eq!(lengths(86_400.0).count(), 4);
        assert_eq!(lengths(300.0).count(), 0);
    }

    #[test]
    fn a_stretch_lies_around_its_moment_and_inside_the_run() {
        assert_eq!(around(1800.0, 900.0, HOUR), Some((1350.0, 2250.0)));
        assert_eq!(around(60.0, 900.0, HOUR), Some((0.0, 900.0)));
        assert_eq!(around(HOUR, 900.0, HOUR), Some((2700.0, HOUR)));
        assert_eq!(around(60.0, HOUR, HOUR), None);
        assert_eq!(sight(Some((2700.0, HOUR)), 1800.0), TimeScale::new(1800.0));
    }

    #[test]
    fn steps_lead_closer_and_back_to_the_whole_run() {
        let whole = sight(None, HOUR);
        assert_eq!(next_length(whole, HOUR, true), Some(900.0));
        assert_eq!(next_length(whole, HOUR, false), None);
        let five = sight(around(0.0, 300.0, HOUR), HOUR);
        assert_eq!(next_length(five, HOUR, true), None);
        assert_eq!(next_length(five, HOUR, false), Some(900.0));
        let quarter = sight(around(0.0, 900.0, HOUR), HOUR);
        assert_eq!(next_length(quarter, HOUR, false), Some(HOUR));
        // Of a stretch that a person picked.
        let picked = sight(between(149.0, 730.4, HOUR), HOUR);
        assert_eq!((picked.from_s, picked.end_s()), (120.0, 720.0));
        assert_eq!(next_length(picked, HOUR, true), Some(300.0));
    }

    #[test]
    fn a_slip_of_the_hand_is_no_stretch_and_the_playhead_is_followed() {
        assert_eq!(between(100.0, 170.0, HOUR), None);
        assert_eq!(between(500.0, 100.0, HOUR), Some((120.0, 480.0)));
        assert_eq!(between(-5.0, 9e9, 610.0), Some((0.0, 610.0)));
        assert_eq!(followed((0.0, 900.0), 900.0, HOUR), None);
        assert_eq!(followed((0.0, 900.0), 1800.0, HOUR), Some((1350.0, 2250.0)));
    }
}
