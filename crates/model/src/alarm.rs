//! CloudWatch alarms: what they are, not how they are evaluated.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::metric::Reading;

/// The state of an alarm (facts, section 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AlarmState {
    /// Not enough datapoints to judge: every alarm's first state.
    #[default]
    InsufficientData,
    /// The metric is where it should be.
    Ok,
    /// M of N datapoints breach.
    Alarm,
}

impl AlarmState {
    /// CloudWatch's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            AlarmState::InsufficientData => "INSUFFICIENT_DATA",
            AlarmState::Ok => "OK",
            AlarmState::Alarm => "ALARM",
        }
    }
}

/// How a datapoint is held against the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ComparisonOperator {
    /// Breaches above the threshold.
    GreaterThanThreshold,
    /// Breaches at or above the threshold.
    GreaterThanOrEqualToThreshold,
    /// Breaches below the threshold.
    LessThanThreshold,
    /// Breaches at or below the threshold.
    LessThanOrEqualToThreshold,
}

impl ComparisonOperator {
    /// Whether `value` breaches `threshold`.
    pub fn breaches(self, value: f64, threshold: f64) -> bool {
        match self {
            ComparisonOperator::GreaterThanThreshold => value > threshold,
            ComparisonOperator::GreaterThanOrEqualToThreshold => value >= threshold,
            ComparisonOperator::LessThanThreshold => value < threshold,
            ComparisonOperator::LessThanOrEqualToThreshold => value <= threshold,
        }
    }

    /// CloudWatch's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            ComparisonOperator::GreaterThanThreshold => "GreaterThanThreshold",
            ComparisonOperator::GreaterThanOrEqualToThreshold => "GreaterThanOrEqualToThreshold",
            ComparisonOperator::LessThanThreshold => "LessThanThreshold",
            ComparisonOperator::LessThanOrEqualToThreshold => "LessThanOrEqualToThreshold",
        }
    }
}

/// What an alarm does about missing datapoints (facts, section 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TreatMissingData {
    /// CloudWatch's default: judge by what is there, else INSUFFICIENT_DATA.
    #[default]
    Missing,
    /// Keep the state.
    Ignore,
    /// A missing point breaches.
    Breaching,
    /// A missing point does not breach.
    NotBreaching,
}

/// An alarm's definition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlarmRule {
    /// What it watches: metric, statistic, length of one datapoint.
    pub reading: Reading,
    /// Which side of the threshold breaches.
    pub comparison_operator: ComparisonOperator,
    /// The threshold, in the metric's unit.
    pub threshold: f64,
    /// N: datapoints that are looked at.
    pub evaluation_periods: u32,
    /// M: datapoints that must breach.
    pub datapoints_to_alarm: u32,
    /// What a missing datapoint means.
    pub treat_missing_data: TreatMissingData,
}

/// A body of `PutMetricAlarm` whose actions are step scaling policies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricAlarm {
    /// `AlarmName`; alarms are evaluated in the order of their names.
    pub alarm_name: String,
    /// When it is in ALARM.
    pub rule: AlarmRule,
    /// `AlarmActions`: names of the step policies that it invokes.
    pub alarm_actions: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_4_4_above_one_means_two_failures() {
        let above = ComparisonOperator::GreaterThanThreshold;
        assert!(!above.breaches(1.0, 1.0) && above.breaches(2.0, 1.0));
        assert!(ComparisonOperator::GreaterThanOrEqualToThreshold.breaches(1.0, 1.0));
    }
}
