//! An alarm as a sentence speaks of it.

use alloc::string::String;

use headroom_model::alarm::{AlarmRule, ComparisonOperator};

/// An alarm by its own name, with its rule.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedAlarm {
    /// `AlarmHigh` and `AlarmLow` of target tracking; else the scenario's name for it.
    pub name: String,
    /// When it is in ALARM.
    pub rule: AlarmRule,
}

impl AskedAlarm {
    /// Where a breaching datapoint lies: `above`.
    pub(crate) const fn beyond(&self) -> &'static str {
        match self.rule.comparison_operator {
            ComparisonOperator::GreaterThanThreshold => "above",
            ComparisonOperator::GreaterThanOrEqualToThreshold => "at or above",
            ComparisonOperator::LessThanThreshold => "below",
            ComparisonOperator::LessThanOrEqualToThreshold => "at or below",
        }
    }
}
