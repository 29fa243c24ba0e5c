//! Application Auto Scaling's nouns: scalable target and policies.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::metric::{AlarmRule, ComparisonOperator, Metric, TreatMissingData};
use crate::time::Span;

/// A registered scalable target and its policies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scaling {
    /// The lower limit, at least 1 on a plain variant (fact 1.5).
    pub min_capacity: u32,
    /// The upper limit, at least `min_capacity`.
    pub max_capacity: u32,
    /// In file order, which breaks ties.
    pub policies: Vec<TargetTracking>,
}

/// A target tracking policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetTracking {
    /// `PolicyName`.
    pub policy_name: String,
    /// What it follows.
    pub metric: Metric,
    /// `TargetValue`, in the metric's unit.
    pub target_value: f64,
    /// `ScaleOutCooldown`.
    pub scale_out_cooldown: Span,
    /// `ScaleInCooldown`.
    pub scale_in_cooldown: Span,
    /// Leaves scale-in to others (fact 1.16).
    pub disable_scale_in: bool,
}

/// Datapoints that AlarmHigh needs, of as many (fact 1.14).
pub const ALARM_HIGH_DATAPOINTS: u32 = 3;
/// Datapoints that AlarmLow needs, of as many (fact 1.14).
pub const ALARM_LOW_DATAPOINTS: u32 = 15;
/// AlarmLow's threshold as a share of the target (fact 1.14).
pub const ALARM_LOW_RATIO: f64 = 0.9;

impl TargetTracking {
    /// The alarm that asks for more: above the target, 3 of 3 minutes (fact 1.14).
    pub fn alarm_high(&self) -> AlarmRule {
        AlarmRule {
            metric: self.metric,
            comparison_operator: ComparisonOperator::GreaterThanThreshold,
            threshold: self.target_value,
            period: Span::MINUTE,
            evaluation_periods: ALARM_HIGH_DATAPOINTS,
            datapoints_to_alarm: ALARM_HIGH_DATAPOINTS,
            treat_missing_data: TreatMissingData::Missing,
        }
    }

    /// The alarm that asks for less: below 90 % of the target, 15 of 15 minutes (fact 1.14).
    pub fn alarm_low(&self) -> AlarmRule {
        AlarmRule {
            metric: self.metric,
            comparison_operator: ComparisonOperator::LessThanThreshold,
            threshold: ALARM_LOW_RATIO * self.target_value,
            period: Span::MINUTE,
            evaluation_periods: ALARM_LOW_DATAPOINTS,
            datapoints_to_alarm: ALARM_LOW_DATAPOINTS,
            treat_missing_data: TreatMissingData::Missing,
        }
    }
}

/// `StatusCode` of a scaling activity (fact 1.37).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ActivityStatus {
    /// Instances are starting or draining.
    InProgress,
    /// All of them arrived or left.
    Successful,
    /// Nothing came of it.
    Failed,
}

impl ActivityStatus {
    /// Application Auto Scaling's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            ActivityStatus::InProgress => "InProgress",
            ActivityStatus::Successful => "Successful",
            ActivityStatus::Failed => "Failed",
        }
    }
}
