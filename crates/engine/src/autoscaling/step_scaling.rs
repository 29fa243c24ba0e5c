//! Step scaling: which step, and what its number makes of a capacity. Pure rules.

use headroom_model::policy::{AdjustmentType, MetricAggregationType, StepAdjustment, StepScaling};

/// The step for a metric that is `breach` above (below, when negative) the alarm's threshold.
///
/// Above the threshold a step's lower bound belongs to it and its upper bound does not; below it
/// is the other way round (fact 1.27). At the threshold itself the alarm's side decides.
pub fn select(steps: &[StepAdjustment], breach: f64, above: bool) -> Option<&StepAdjustment> {
    let holds = |step: &&StepAdjustment| {
        let lower = step.lower_bound.unwrap_or(f64::NEG_INFINITY);
        let upper = step.upper_bound.unwrap_or(f64::INFINITY);
        if above {
            lower <= breach && breach < upper
        } else {
            lower < breach && breach <= upper
        }
    };
    steps.iter().find(holds)
}

/// Whether a metric is judged from above: it is above the threshold, or at it under an alarm that
/// watches for more.
pub fn is_above(breach: f64, alarm_above: bool) -> bool {
    breach > 0.0 || (breach == 0.0 && alarm_above)
}

/// Rounds the change that a percentage makes: away from zero below one, towards zero above
/// (fact 1.29: 12.7 is 12, 0.67 is 1, −0.58 is −1, −6.67 is −6).
pub fn percent_change(raw: f64) -> i64 {
    if raw > 0.0 && raw < 1.0 {
        1
    } else if raw < 0.0 && raw > -1.0 {
        -1
    } else {
        libm::trunc(raw) as i64
    }
}

/// The capacity that a step asks for, before the limits (fact 1.29). `base` is the capacity that
/// it is applied to.
pub fn adjusted(step: &StepAdjustment, policy: &StepScaling, base: u32) -> u32 {
    let (number, base) = (i64::from(step.scaling_adjustment), i64::from(base));
    let capacity = match policy.adjustment_type {
        AdjustmentType::ChangeInCapacity => base + number,
        AdjustmentType::ExactCapacity => number,
        AdjustmentType::PercentChangeInCapacity => {
            let change = percent_change(base as f64 * number as f64 / 100.0);
            base + at_least(change, policy.min_adjustment_magnitude)
        }
    };
    capacity.clamp(0, i64::from(u32::MAX)) as u32
}

/// A percentage's change is at least `MinAdjustmentMagnitude`, when it is one at all (fact 1.30).
fn at_least(change: i64, magnitude: Option<u32>) -> i64 {
    let least = i64::from(magnitude.unwrap_or(0));
    if change > 0 {
        change.max(least)
    } else if change < 0 {
        change.min(-least)
    } else {
        0
    }
}

/// The most recent datapoints as one number (fact 1.31); `None` without any.
pub fn aggregate(
    how: MetricAggregationType,
    points: impl ExactSizeIterator<Item = f64>,
) -> Option<f64> {
    let n = points.len();
    if n == 0 {
        return None;
    }
    Some(match how {
        MetricAggregationType::Average => points.sum::<f64>() / n as f64,
        MetricAggregationType::Minimum => points.fold(f64::INFINITY, f64::min),
        MetricAggregationType::Maximum => points.fold(f64::NEG_INFINITY, f64::max),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use alloc::vec::Vec;
    use headroom_model::time::Span;

    fn step(lower: Option<f64>, upper: Option<f64>, scaling_adjustment: i32) -> StepAdjustment {
        StepAdjustment {
            lower_bound: lower,
            upper_bound: upper,
            scaling_adjustment,
        }
    }

    fn policy(adjustment_type: AdjustmentType, magnitude: Option<u32>) -> StepScaling {
        StepScaling {
            adjustment_type,
            step_adjustments: vec![],
            min_adjustment_magnitude: magnitude,
            cooldown: Span::ZERO,
            metric_aggregation_type: MetricAggregationType::Average,
        }
    }

    #[test]
    fn fact_1_27_above_the_lower_bound_belongs_and_below_the_upper_one() {
        let out = [step(Some(0.0), Some(150.0), 2), step(Some(150.0), None, 4)];
        let picked = |breach| select(&out, breach, true).map(|s| s.scaling_adjustment);
        assert_eq!(picked(0.0), Some(2));
        assert_eq!(picked(149.9), Some(2));
        assert_eq!(picked(150.0), Some(4));
        assert_eq!(picked(-0.1), None);
        let fewer = [
            step(Some(-10.0), Some(0.0), -1),
            step(None, Some(-10.0), -2),
        ];
        let picked = |breach| select(&fewer, breach, false).map(|s| s.scaling_adjustment);
        assert_eq!(picked(0.0), Some(-1));
        assert_eq!(picked(-9.9), Some(-1));
        assert_eq!(picked(-10.0), Some(-2));
        assert!(is_above(0.0, true) && !is_above(0.0, false));
        assert!(is_above(1.0, false) && !is_above(-1.0, true));
    }

    #[test]
    fn fact_1_29_adjustment_types_and_the_rounding_of_percentages() {
        let rounded = [12.7, 0.67, -0.58, -6.67, 0.0].map(percent_change);
        assert_eq!(rounded, [12, 1, -1, -6, 0]);
        let capacity =
            |kind, base, number| adjusted(&step(None, None, number), &policy(kind, None), base);
        assert_eq!(capacity(AdjustmentType::ChangeInCapacity, 3, 5), 8);
        assert_eq!(capacity(AdjustmentType::ChangeInCapacity, 3, -5), 0);
        assert_eq!(capacity(AdjustmentType::ExactCapacity, 3, 5), 5);
        assert_eq!(
            capacity(AdjustmentType::PercentChangeInCapacity, 10, 10),
            11
        );
    }

    #[test]
    fn fact_1_30_the_least_change_of_a_percentage() {
        let quarter = step(None, None, 25);
        let percent = |magnitude| policy(AdjustmentType::PercentChangeInCapacity, magnitude);
        assert_eq!(adjusted(&quarter, &percent(Some(2)), 4), 6);
        assert_eq!(adjusted(&quarter, &percent(None), 4), 5);
        assert_eq!(adjusted(&step(None, None, -25), &percent(Some(2)), 4), 2);
        assert_eq!(adjusted(&step(None, None, 0), &percent(Some(2)), 4), 4);
        let change = policy(AdjustmentType::ChangeInCapacity, Some(5));
        assert_eq!(
            adjusted(&step(None, None, 1), &change, 4),
            5,
            "percent only"
        );
    }

    #[test]
    fn fact_1_31_aggregation_over_the_most_recent_datapoints() {
        let points: Vec<f64> = vec![400.0, 900.0, 200.0];
        let of = |how| aggregate(how, points.iter().copied());
        assert_eq!(of(MetricAggregationType::Average), Some(500.0));
        assert_eq!(of(MetricAggregationType::Minimum), Some(200.0));
        assert_eq!(of(MetricAggregationType::Maximum), Some(900.0));
        assert_eq!(
            aggregate(
                MetricAggregationType::Average,
                core::iter::empty::<f64>().collect::<Vec<_>>().into_iter()
            ),
            None
        );
    }
}
