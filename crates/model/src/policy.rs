//! Scaling policies: bodies of `PutScalingPolicy`.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::alarm::{AlarmRule, ComparisonOperator, TreatMissingData};
use crate::metric::Reading;
use crate::time::Span;

/// A scaling policy of a scalable target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// `PolicyName`, unique among the policies of the target.
    pub policy_name: String,
    /// `PolicyType` and what belongs to it.
    pub configuration: Configuration,
}

/// `PolicyType` with its configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Configuration {
    /// `TargetTrackingScaling`.
    TargetTracking(TargetTracking),
    /// `StepScaling`.
    StepScaling(StepScaling),
}

impl Policy {
    /// The configuration of a target tracking policy.
    pub const fn tracking(&self) -> Option<&TargetTracking> {
        match &self.configuration {
            Configuration::TargetTracking(tracking) => Some(tracking),
            Configuration::StepScaling(_) => None,
        }
    }

    /// The same, to change it.
    pub const fn tracking_mut(&mut self) -> Option<&mut TargetTracking> {
        match &mut self.configuration {
            Configuration::TargetTracking(tracking) => Some(tracking),
            Configuration::StepScaling(_) => None,
        }
    }

    /// The configuration of a step scaling policy.
    pub const fn step(&self) -> Option<&StepScaling> {
        match &self.configuration {
            Configuration::StepScaling(step) => Some(step),
            Configuration::TargetTracking(_) => None,
        }
    }

    /// The cooldown after its activities; a step policy has one for both directions.
    pub const fn cooldown(&self, out: bool) -> Span {
        match &self.configuration {
            Configuration::TargetTracking(t) if out => t.scale_out_cooldown,
            Configuration::TargetTracking(t) => t.scale_in_cooldown,
            Configuration::StepScaling(step) => step.cooldown,
        }
    }
}

/// A target tracking configuration.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetTracking {
    /// The metric it follows, predefined or customized.
    pub reading: Reading,
    /// `TargetValue`, in the metric's unit.
    pub target_value: f64,
    /// `ScaleOutCooldown`.
    pub scale_out_cooldown: Span,
    /// `ScaleInCooldown`.
    pub scale_in_cooldown: Span,
    /// Leaves scale-in to others (fact 1.16).
    pub disable_scale_in: bool,
}

/// Datapoints that AlarmHigh needs, of as many (fact 1.14; at 10 s an assumption, fact 1.15).
pub const ALARM_HIGH_DATAPOINTS: u32 = 3;
/// Datapoints that AlarmLow needs, of as many (fact 1.14).
pub const ALARM_LOW_DATAPOINTS: u32 = 15;
/// Datapoints that AlarmLow of a 10-second metric needs: 15 minutes again (fact 1.15).
pub const ALARM_LOW_DATAPOINTS_HIGH_RESOLUTION: u32 = 90;
/// AlarmLow's threshold as a share of the target (fact 1.14).
pub const ALARM_LOW_RATIO: f64 = 0.9;

impl TargetTracking {
    /// The policy of this name.
    pub fn named(self, policy_name: &str) -> Policy {
        Policy {
            policy_name: policy_name.into(),
            configuration: Configuration::TargetTracking(self),
        }
    }

    /// The alarm that asks for more: above the target, 3 of 3 (fact 1.14). Of a high-resolution
    /// metric these are 3 × 10 s [D] (fact 1.15).
    pub fn alarm_high(&self) -> AlarmRule {
        AlarmRule {
            reading: self.reading,
            comparison_operator: ComparisonOperator::GreaterThanThreshold,
            threshold: self.target_value,
            evaluation_periods: ALARM_HIGH_DATAPOINTS,
            datapoints_to_alarm: ALARM_HIGH_DATAPOINTS,
            treat_missing_data: TreatMissingData::Missing,
        }
    }

    /// The alarm that asks for less: below 90 % of the target for 15 minutes (facts 1.14, 1.15).
    pub fn alarm_low(&self) -> AlarmRule {
        let datapoints = match self.reading.is_high_resolution() {
            true => ALARM_LOW_DATAPOINTS_HIGH_RESOLUTION,
            false => ALARM_LOW_DATAPOINTS,
        };
        AlarmRule {
            reading: self.reading,
            comparison_operator: ComparisonOperator::LessThanThreshold,
            threshold: ALARM_LOW_RATIO * self.target_value,
            evaluation_periods: datapoints,
            datapoints_to_alarm: datapoints,
            treat_missing_data: TreatMissingData::Missing,
        }
    }
}

/// A step scaling configuration. Its steps neither overlap nor leave a gap (fact 1.28).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepScaling {
    /// What a step's number means.
    pub adjustment_type: AdjustmentType,
    /// In file order; at most 20 (fact 1.7).
    pub step_adjustments: Vec<StepAdjustment>,
    /// Least change, with `PercentChangeInCapacity` only (fact 1.30).
    pub min_adjustment_magnitude: Option<u32>,
    /// `Cooldown` (fact 1.21).
    pub cooldown: Span,
    /// `MetricAggregationType` (fact 1.31).
    pub metric_aggregation_type: MetricAggregationType,
}

impl StepScaling {
    /// The policy of this name.
    pub fn named(self, policy_name: &str) -> Policy {
        Policy {
            policy_name: policy_name.into(),
            configuration: Configuration::StepScaling(self),
        }
    }
}

/// Seconds of a step policy's `Cooldown` when none is named (fact 1.21).
pub const DEFAULT_STEP_COOLDOWN_S: u64 = 300;

/// `AdjustmentType` (fact 1.29).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AdjustmentType {
    /// So many more or fewer.
    ChangeInCapacity,
    /// Exactly so many.
    ExactCapacity,
    /// So many percent more or less.
    PercentChangeInCapacity,
}

impl AdjustmentType {
    /// Application Auto Scaling's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            AdjustmentType::ChangeInCapacity => "ChangeInCapacity",
            AdjustmentType::ExactCapacity => "ExactCapacity",
            AdjustmentType::PercentChangeInCapacity => "PercentChangeInCapacity",
        }
    }
}

/// One step: what to do when the metric is so far from the alarm's threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepAdjustment {
    /// `MetricIntervalLowerBound`, relative to the threshold; `None` is minus infinity.
    pub lower_bound: Option<f64>,
    /// `MetricIntervalUpperBound`, relative to the threshold; `None` is infinity.
    pub upper_bound: Option<f64>,
    /// `ScalingAdjustment`, in the unit of the adjustment type.
    pub scaling_adjustment: i32,
}

/// `MetricAggregationType` (fact 1.31).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MetricAggregationType {
    /// The default.
    #[default]
    Average,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
}

impl MetricAggregationType {
    /// Application Auto Scaling's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            MetricAggregationType::Average => "Average",
            MetricAggregationType::Minimum => "Minimum",
            MetricAggregationType::Maximum => "Maximum",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::Metric;

    fn tracking(metric: Metric) -> TargetTracking {
        TargetTracking {
            reading: Reading::usual(metric),
            target_value: 1500.0,
            scale_out_cooldown: Span::ZERO,
            scale_in_cooldown: Span::ZERO,
            disable_scale_in: false,
        }
    }

    #[test]
    fn fact_1_14_high_above_the_target_three_of_three() {
        let high = tracking(Metric::InvocationsPerInstance).alarm_high();
        assert_eq!((high.evaluation_periods, high.datapoints_to_alarm), (3, 3));
        assert!(high.comparison_operator.breaches(1500.1, high.threshold));
        assert!(!high.comparison_operator.breaches(1500.0, high.threshold));
    }

    #[test]
    fn fact_1_14_low_below_nine_tenths_fifteen_of_fifteen() {
        let low = tracking(Metric::InvocationsPerInstance).alarm_low();
        assert_eq!((low.evaluation_periods, low.datapoints_to_alarm), (15, 15));
        assert_eq!(low.threshold, 1350.0);
        assert!(!low.comparison_operator.breaches(1350.0, low.threshold));
    }

    #[test]
    fn fact_1_15_high_resolution_scales_in_no_faster() {
        let low = tracking(Metric::ConcurrentRequestsPerModel).alarm_low();
        let seconds = f64::from(low.evaluation_periods) * low.reading.period.secs_f64();
        assert_eq!((low.reading.period.secs_f64(), seconds), (10.0, 900.0));
    }

    #[test]
    fn fact_3_own_alarms_leave_missing_data_missing() {
        let policy = tracking(Metric::InvocationsPerInstance);
        for rule in [policy.alarm_high(), policy.alarm_low()] {
            assert_eq!(rule.treat_missing_data, TreatMissingData::Missing);
        }
    }
}
