//! Step scaling: `StepScalingPolicyConfiguration` (facts 1.21, 1.27 to 1.32).

use headroom_model::policy::{
    AdjustmentType, DEFAULT_STEP_COOLDOWN_S, MetricAggregationType, StepAdjustment, StepScaling,
};
use headroom_model::time::Span;

use super::LONGEST_S;
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;
use crate::raw::show_number;

/// Most steps of one policy (fact 1.7).
const MOST_STEPS: usize = 20;
/// Largest bound, either way: beyond it a metric says nothing [D].
const LARGEST_BOUND: f64 = 1e300;
/// Largest adjustment, either way: that of the API's integer.
const LARGEST_ADJUSTMENT: f64 = 2_147_483_647.0;

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>) -> Option<StepScaling> {
    let words = [
        AdjustmentType::ChangeInCapacity,
        AdjustmentType::ExactCapacity,
        AdjustmentType::PercentChangeInCapacity,
    ];
    let adjustment_type = f.at("AdjustmentType").required();
    let adjustment_type = adjustment_type.word(&words.map(|word| (word.name(), word)), &[]);
    let steps = f.at("StepAdjustments").required();
    let step_adjustments = steps_of(&steps, adjustment_type);
    let magnitude = f.at("MinAdjustmentMagnitude");
    let min_adjustment_magnitude = magnitude.count(Range::at_least(1.0).to(LARGEST_ADJUSTMENT));
    if magnitude.is_given()
        && adjustment_type.is_some_and(|t| t != AdjustmentType::PercentChangeInCapacity)
    {
        magnitude.refuse(
            code::E_CONTRADICTION,
            "only PercentChangeInCapacity has a least magnitude (fact 1.30)",
            "leave it out",
        );
    }
    let cooldown = f.at("Cooldown").whole(Range::at_least(0.0).to(LONGEST_S));
    let aggregations = [
        MetricAggregationType::Average,
        MetricAggregationType::Minimum,
        MetricAggregationType::Maximum,
    ];
    let aggregation = f.at("MetricAggregationType");
    let aggregation = aggregation.word(&aggregations.map(|word| (word.name(), word)), &[]);
    Some(StepScaling {
        adjustment_type: adjustment_type?,
        step_adjustments: step_adjustments?,
        min_adjustment_magnitude,
        cooldown: Span::from_secs(cooldown.unwrap_or(DEFAULT_STEP_COOLDOWN_S)),
        metric_aggregation_type: aggregation.unwrap_or_default(),
    })
}

fn steps_of(
    field: &Field<'_>,
    adjustment_type: Option<AdjustmentType>,
) -> Option<Vec<StepAdjustment>> {
    let items =
        field.one_or_more("for example [{ MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }]");
    if items.len() > MOST_STEPS {
        let rule = format!("a policy has at most {MOST_STEPS} steps (fact 1.7)");
        field.refuse(code::E_QUOTA, rule, "");
    }
    let mut steps = Vec::new();
    let mut all = !items.is_empty();
    for item in items.iter().take(MOST_STEPS) {
        let step = item.table(|f| step(item, f, adjustment_type)).flatten();
        all &= step.is_some();
        steps.extend(step.map(|step| (step, item)));
    }
    // With a step left out, its neighbours would seem to leave a gap.
    if all {
        cover(field, &steps);
    }
    all.then(|| steps.into_iter().map(|(step, _)| step).collect())
}

fn step(
    item: &Field<'_>,
    f: &Fields<'_>,
    adjustment_type: Option<AdjustmentType>,
) -> Option<StepAdjustment> {
    let bound = |field: &Field<'_>| match field.is_null() || !field.is_given() {
        true => Some(None),
        false => {
            let range = Range::at_least(-LARGEST_BOUND).to(LARGEST_BOUND);
            field.number(range).map(Some)
        }
    };
    let lower = bound(&f.at("MetricIntervalLowerBound"));
    let upper_field = f.at("MetricIntervalUpperBound");
    let upper = bound(&upper_field);
    let adjustment = f.at("ScalingAdjustment").required();
    let range = Range::at_least(-LARGEST_ADJUSTMENT).to(LARGEST_ADJUSTMENT);
    let scaling_adjustment = adjustment.integer(range);
    if adjustment_type == Some(AdjustmentType::ExactCapacity)
        && scaling_adjustment.is_some_and(|n| n < 0)
    {
        adjustment.refuse(
            code::E_EXACT_CAPACITY_NEGATIVE,
            "ExactCapacity is a number of instances, at least 0 (fact 1.29)",
            "to take instances away, use ChangeInCapacity",
        );
    }
    match (lower, upper) {
        (Some(None), Some(None)) => item.refuse(
            code::E_STEP_UNBOUNDED,
            "a step has at least one bound (fact 1.28)",
            "for a single step above the threshold, MetricIntervalLowerBound = 0",
        ),
        (Some(Some(lower)), Some(Some(upper))) if lower >= upper => upper_field.refuse(
            code::E_STEP_ORDER,
            format!(
                "it must be above MetricIntervalLowerBound, {}",
                show_number(lower)
            ),
            "",
        ),
        _ => {
            return Some(StepAdjustment {
                lower_bound: lower?,
                upper_bound: upper?,
                scaling_adjustment: scaling_adjustment? as i32,
            });
        }
    }
    None
}

/// Steps neither overlap nor leave a gap, and reach on to infinity on every side of the threshold
/// that they touch (fact 1.28).
fn cover(field: &Field<'_>, steps: &[(StepAdjustment, &Field<'_>)]) {
    let low = |step: &StepAdjustment| step.lower_bound.unwrap_or(f64::NEG_INFINITY);
    let high = |step: &StepAdjustment| step.upper_bound.unwrap_or(f64::INFINITY);
    let mut sorted: Vec<_> = steps.iter().collect();
    sorted.sort_by(|(a, _), (b, _)| low(a).total_cmp(&low(b)));
    for pair in sorted.windows(2) {
        let [(before, _), (after, item)] = pair else {
            continue;
        };
        let (end, begin) = (high(before), low(after));
        if begin < end {
            item.refuse(
                code::E_STEP_OVERLAP,
                format!(
                    "it begins at {}, before the step below it ends, at {} (fact 1.28)",
                    bound_text(begin),
                    bound_text(end)
                ),
                "each step begins where the one below it ends",
            );
        } else if begin > end {
            item.refuse(
                code::E_STEP_GAP,
                format!(
                    "nothing covers {} to {} (fact 1.28)",
                    bound_text(end),
                    bound_text(begin)
                ),
                "each step begins where the one below it ends; a step of 0 keeps the capacity",
            );
        }
    }
    let (Some((first, _)), Some((last, _))) = (sorted.first(), sorted.last()) else {
        return;
    };
    if low(first).is_finite() && low(first) < 0.0 {
        field.refuse(
            code::E_STEP_OPEN_END,
            "with a negative lower bound, one step has no lower bound (fact 1.28)",
            "leave MetricIntervalLowerBound out of the lowest step",
        );
    }
    if high(last).is_finite() && high(last) > 0.0 {
        field.refuse(
            code::E_STEP_OPEN_END,
            "with a positive upper bound, one step has no upper bound (fact 1.28)",
            "leave MetricIntervalUpperBound out of the highest step",
        );
    }
}

fn bound_text(bound: f64) -> String {
    match bound {
        f64::INFINITY => "infinity".into(),
        f64::NEG_INFINITY => "minus infinity".into(),
        _ => show_number(bound),
    }
}
