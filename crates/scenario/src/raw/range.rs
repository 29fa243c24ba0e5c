//! The range of a number, and its rule in words.

use super::show_number;

/// From a lower bound, inclusive or not, to an upper bound, inclusive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    low: f64,
    low_is_allowed: bool,
    high: f64,
}

impl Range {
    /// Above `low`.
    pub const fn above(low: f64) -> Range {
        Range {
            low,
            low_is_allowed: false,
            high: f64::INFINITY,
        }
    }

    /// `low` or more.
    pub const fn at_least(low: f64) -> Range {
        Range {
            low,
            low_is_allowed: true,
            high: f64::INFINITY,
        }
    }

    /// And at most `high`.
    pub const fn to(self, high: f64) -> Range {
        Range { high, ..self }
    }

    /// Whether the range allows `number`; NaN is in no range.
    pub fn allows(self, number: f64) -> bool {
        (number > self.low || self.low_is_allowed && number == self.low) && number <= self.high
    }

    /// `it must be above 0 and at most 100`.
    pub fn rule(self) -> String {
        let (low, high) = (show_number(self.low), show_number(self.high));
        match (self.low_is_allowed, self.high.is_finite()) {
            (true, false) => format!("it must be at least {low}"),
            (true, true) => format!("it must be from {low} to {high}"),
            (false, false) => format!("it must be above {low}"),
            (false, true) => format!("it must be above {low} and at most {high}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_belong_where_the_rule_says() {
        let share = Range::at_least(0.0).to(1.0);
        assert!(share.allows(0.0) && share.allows(1.0) && !share.allows(1.1));
        assert_eq!(share.rule(), "it must be from 0 to 1");
        let percentile = Range::above(0.0).to(100.0);
        assert!(!percentile.allows(0.0) && percentile.allows(1e-9));
        assert!(!percentile.allows(f64::NAN));
        assert_eq!(percentile.rule(), "it must be above 0 and at most 100");
    }
}
