//! Ticks: round values on a value axis, round wall-clock times on a time axis.

use super::scale::TimeScale;

/// A linear axis from 0 that ends at or above `max`: its end and its ticks, `most` steps at most.
pub fn from_zero(max: f64, most: u32) -> (f64, Vec<f64>) {
    let step = nice_step(max, most);
    let steps = (max / step - 1e-9).ceil().max(1.0) as u32;
    let ticks = (0..=steps).map(|i| f64::from(i) * step).collect();
    (f64::from(steps) * step, ticks)
}

/// Ticks from 0 up to `max`, `most` steps at most: the axis ends where its owner says.
pub fn up_to(max: f64, most: u32) -> Vec<f64> {
    multiples(nice_step(max, most), max)
}

/// The same for counts: the step is a whole number.
pub fn counts_up_to(max: u32, most: u32) -> Vec<f64> {
    let max = f64::from(max);
    multiples(nice_step(max, most).ceil(), max)
}

fn multiples(step: f64, max: f64) -> Vec<f64> {
    let steps = (max / step + 1e-9).floor().max(0.0) as u32;
    (0..=steps).map(|i| f64::from(i) * step).collect()
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that needs at most `most` steps to `max`.
fn nice_step(max: f64, most: u32) -> f64 {
    if !(max.is_finite() && max > 0.0) {
        return 1.0;
    }
    let rough = max / f64::from(most.max(1));
    let power = 10f64.powf(rough.log10().floor());
    for factor in [1.0, 2.0, 2.5, 5.0] {
        if factor * power >= rough * (1.0 - 1e-9) {
            return factor * power;
        }
    }
    10.0 * power
}

/// Powers of ten inside `[from, to]`.
pub fn decades(from: f64, to: f64) -> Vec<f64> {
    let mut ticks = Vec::new();
    let mut power = from.log10().ceil() as i32;
    while 10f64.powi(power) <= to * (1.0 + 1e-9) {
        ticks.push(10f64.powi(power));
        power += 1;
    }
    ticks
}

/// Distances between wall-clock ticks, in seconds: from a minute to a day.
const CLOCK_STEPS_S: [u32; 12] = [
    60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];

/// Moments in sight, in seconds from second 0, at which the wall clock is round; at most `most` of
/// them. `second_of_day` is what the clock shows at second 0.
pub fn wall_clock(second_of_day: u32, time: TimeScale, most: u32) -> Vec<f64> {
    let second = f64::from(second_of_day) + time.from_s.floor();
    let since = time.from_s.floor();
    let first = (second.max(0.0) as u64 % 86_400) as u32;
    let ticks = from_second(first, time.length_s, most).into_iter();
    ticks
        .map(|tick| since + tick)
        .filter(|&tick| time.holds(tick))
        .collect()
}

fn from_second(second_of_day: u32, duration_s: f64, most: u32) -> Vec<f64> {
    let step = CLOCK_STEPS_S
        .into_iter()
        .find(|&step| duration_s / f64::from(step) <= f64::from(most.saturating_sub(1)))
        .unwrap_or_else(|| {
            // Longer runs get whole days apart.
            let days = duration_s / 86_400.0 / f64::from(most.saturating_sub(1).max(1));
            86_400 * days.ceil().max(1.0) as u32
        });
    let first = (step - second_of_day % step) % step;
    (0..=most)
        .map(|i| f64::from(first) + f64::from(i) * f64::from(step))
        .take_while(|&t| t <= duration_s)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_on_a_round_value_at_or_above_the_maximum() {
        assert_eq!(from_zero(104.0, 3), (150.0, vec![0.0, 50.0, 100.0, 150.0]));
        assert_eq!(from_zero(100.0, 2), (100.0, vec![0.0, 50.0, 100.0]));
        let (end, ticks) = from_zero(0.27, 2);
        assert_eq!(ticks.len(), 3);
        assert!((end - 0.4).abs() < 1e-12, "{end}");
    }

    #[test]
    fn nothing_to_show_still_has_an_axis() {
        assert_eq!(from_zero(0.0, 2), (1.0, vec![0.0, 1.0]));
        assert_eq!(from_zero(f64::NAN, 2).0, 1.0);
        assert_eq!(up_to(f64::NAN, 2), [0.0]);
        assert_eq!(counts_up_to(0, 2), [0.0]);
    }

    #[test]
    fn ticks_stop_at_the_maximum() {
        assert_eq!(up_to(104.0, 3), [0.0, 50.0, 100.0]);
        assert_eq!(up_to(1510.0, 3), [0.0, 1000.0]);
        assert_eq!(up_to(100.0, 2), [0.0, 50.0, 100.0]);
    }

    #[test]
    fn instances_are_whole() {
        assert_eq!(counts_up_to(3, 2), [0.0, 2.0]);
        assert_eq!(counts_up_to(12, 3), [0.0, 5.0, 10.0]);
        for max in 1..200 {
            let ticks = counts_up_to(max, 3);
            assert!(ticks.len() <= 4 && ticks.iter().all(|t| t.fract() == 0.0));
            assert!(ticks.iter().all(|&t| t <= f64::from(max)));
        }
    }

    #[test]
    fn decades_lie_inside() {
        assert_eq!(decades(0.05, 60.0), vec![0.1, 1.0, 10.0]);
        assert_eq!(decades(1.0, 100.0), vec![1.0, 10.0, 100.0]);
    }

    #[test]
    fn clock_ticks_are_round_times_of_day() {
        let eight_fifty = 8 * 3600 + 50 * 60;
        assert_eq!(
            wall_clock(eight_fifty, TimeScale::new(4200.0), 9),
            [0.0, 600.0, 1200.0, 1800.0, 2400.0, 3000.0, 3600.0, 4200.0]
        );
        // A quarter of an hour of it, from 09:03 on.
        let quarter = wall_clock(eight_fifty, TimeScale::between(780.0, 1680.0), 5);
        assert_eq!(quarter, [900.0, 1200.0, 1500.0]);
        // 08:53: the first round ten minutes are at 09:00.
        assert_eq!(
            wall_clock(eight_fifty + 180, TimeScale::new(3600.0), 7)[0],
            420.0
        );
    }

    #[test]
    fn long_runs_never_get_more_ticks_than_asked() {
        for hours in 1..24 * 31 {
            let ticks = wall_clock(100, TimeScale::new(f64::from(hours) * 3600.0), 8);
            assert!(ticks.len() <= 8, "{hours}: {}", ticks.len());
        }
    }
}
