//! Scales: from a value to the share of an axis, 0 at its start and 1 at its end.

/// A value axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Equal steps for equal differences.
    Linear {
        /// The value at the start.
        from: f64,
        /// The value at the end, not equal to `from`.
        to: f64,
    },
    /// Equal steps for equal ratios.
    Log {
        /// The value at the start, above 0.
        from: f64,
        /// The value at the end, above `from`.
        to: f64,
    },
}

impl Scale {
    /// A linear axis; an empty interval is widened, so that a flat series still has a place.
    pub fn linear(from: f64, to: f64) -> Scale {
        let to = if to > from { to } else { from + 1.0 };
        Scale::Linear { from, to }
    }

    /// A logarithmic axis; both ends are moved above 0 and apart.
    pub fn log(from: f64, to: f64) -> Scale {
        let from = if from > 0.0 { from } else { f64::MIN_POSITIVE };
        let to = if to > from { to } else { from * 10.0 };
        Scale::Log { from, to }
    }

    /// The share of the axis at `value`, kept inside 0 to 1: a line never leaves its plot.
    pub fn share(self, value: f64) -> f64 {
        let share = match self {
            Scale::Linear { from, to } => (value - from) / (to - from),
            Scale::Log { from, to } => (value.max(from) / from).ln() / (to / from).ln(),
        };
        share.clamp(0.0, 1.0)
    }

    /// The value at a share of the axis, kept inside it.
    pub fn at(self, share: f64) -> f64 {
        let share = share.clamp(0.0, 1.0);
        match self {
            Scale::Linear { from, to } => from + (to - from) * share,
            Scale::Log { from, to } => from * (to / from).powf(share),
        }
    }

    /// Percent from the top of a plot, where HTML is placed: 0 at the axis' end.
    pub fn top(self, value: f64) -> f64 {
        100.0 * (1.0 - self.share(value))
    }
}

/// A time axis: a run, or the stretch of it that is in sight, in seconds from second 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    /// Where the axis begins.
    pub from_s: f64,
    /// Its length in seconds, above 0.
    pub length_s: f64,
}

impl TimeScale {
    /// The axis of a run of `duration_s`; an empty run gets one second.
    pub fn new(duration_s: f64) -> TimeScale {
        TimeScale::between(0.0, duration_s)
    }

    /// The axis from one moment to another.
    pub fn between(from_s: f64, to_s: f64) -> TimeScale {
        TimeScale {
            from_s,
            length_s: if to_s > from_s { to_s - from_s } else { 1.0 },
        }
    }

    /// Where it ends.
    pub fn end_s(self) -> f64 {
        self.from_s + self.length_s
    }

    /// Whether a moment is in sight.
    pub fn holds(self, seconds: f64) -> bool {
        (self.from_s..=self.end_s()).contains(&seconds)
    }

    /// Left edge and width, in percent, of what is in sight of a period; `None` when nothing is.
    pub fn stretch(self, from_s: f64, to_s: f64) -> Option<(f64, f64)> {
        let left = self.left(from_s);
        let in_sight = from_s <= self.end_s() && to_s >= self.from_s;
        in_sight.then(|| (left, self.left(to_s) - left))
    }

    /// The share of the axis at `seconds`, kept inside 0 to 1.
    pub fn share(self, seconds: f64) -> f64 {
        ((seconds - self.from_s) / self.length_s).clamp(0.0, 1.0)
    }

    /// Percent from the left edge.
    pub fn left(self, seconds: f64) -> f64 {
        100.0 * self.share(seconds)
    }

    /// The moment at a share of the axis, in seconds, kept inside it.
    pub fn seconds(self, share: f64) -> f64 {
        self.from_s + share.clamp(0.0, 1.0) * self.length_s
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_scale_gives_equal_differences_equal_steps() {
        let scale = Scale::linear(20.0, 120.0);
        assert_eq!(scale.share(70.0), 0.5);
        assert_eq!(scale.top(120.0), 0.0);
        assert_eq!(scale.top(20.0), 100.0);
    }

    #[test]
    fn a_log_scale_gives_equal_ratios_equal_steps() {
        let scale = Scale::log(0.1, 100.0);
        let step = scale.share(1.0) - scale.share(0.1);
        assert!((scale.share(10.0) - scale.share(1.0) - step).abs() < 1e-12);
    }

    #[test]
    fn a_share_goes_back_to_its_value() {
        for scale in [Scale::linear(-5.0, 22.0), Scale::log(0.1, 1000.0)] {
            for value in [0.2, 3.0, 21.5] {
                assert!((scale.at(scale.share(value)) - value).abs() < 1e-9);
            }
        }
        assert_eq!(Scale::linear(0.0, 22.0).at(1.4), 22.0);
    }

    #[test]
    fn values_outside_stay_on_the_edge() {
        let scale = Scale::linear(0.0, 10.0);
        assert_eq!((scale.share(-3.0), scale.share(99.0)), (0.0, 1.0));
        assert_eq!(Scale::log(0.1, 10.0).share(0.0), 0.0);
    }

    #[test]
    fn empty_intervals_are_widened() {
        assert_eq!(Scale::linear(5.0, 5.0).share(5.0), 0.0);
        assert!(Scale::log(0.0, 0.0).share(1.0).is_finite());
        assert_eq!(TimeScale::new(0.0).seconds(1.0), 1.0);
    }

    #[test]
    fn time_goes_to_a_share_and_back() {
        let time = TimeScale::new(3600.0);
        assert_eq!(time.left(900.0), 25.0);
        assert_eq!(time.seconds(0.25), 900.0);
        assert_eq!(time.seconds(7.0), 3600.0);
    }

    #[test]
    fn a_stretch_of_a_run_is_an_axis_too() {
        let time = TimeScale::between(600.0, 1500.0);
        assert_eq!((time.left(825.0), time.seconds(0.25)), (25.0, 825.0));
        assert_eq!(time.stretch(0.0, 825.0), Some((0.0, 25.0)));
        assert_eq!(time.stretch(0.0, 599.0), None);
        assert!(time.holds(1500.0) && !time.holds(1501.0));
    }
}
