//! Settings that compose policies: which there are, and what schedules and steps ask for.

use headroom_model::policy::{Configuration, Policy, StepScaling};
use headroom_model::scaling::Scaling;

use super::{MOST_INSTANCES, Parameter};

/// Its value; `None` when there is no such setting, or none of these.
pub fn get(parameter: Parameter, scaling: &Scaling) -> Option<f64> {
    let actions = &scaling.scheduled_actions;
    match parameter {
        Parameter::TargetTracking => {
            let is_there = scaling.policies.iter().any(|p| p.tracking().is_some());
            is_there.then_some(1.0)
        }
        Parameter::ScheduledActions => (!actions.is_empty()).then_some(1.0),
        Parameter::ScheduledMinCapacity => actions.first()?.min_capacity.map(f64::from),
        Parameter::ScheduledMaxCapacity => actions.last()?.max_capacity.map(f64::from),
        Parameter::ScalingAdjustment => {
            let step = scaling.policies.iter().find_map(Policy::step)?;
            Some(f64::from(step.step_adjustments.last()?.scaling_adjustment))
        }
        _ => None,
    }
}

/// Sets one that is there.
///
/// # Errors
/// Why the value is refused, in words.
pub fn set(parameter: Parameter, scaling: &mut Scaling, value: f64) -> Result<(), String> {
    let whole = |least: u32| {
        let whole = value as u32;
        let is_whole = f64::from(whole) == value && (least..=MOST_INSTANCES).contains(&whole);
        let rule = || format!("It must be a whole number from {least} to {MOST_INSTANCES}.");
        is_whole.then_some(whole).ok_or_else(rule)
    };
    let is_on = || match value {
        0.0 => Ok(false),
        1.0 => Ok(true),
        _ => Err("It is 1 for on or 0 for off.".to_owned()),
    };
    match parameter {
        Parameter::TargetTracking => {
            let on = is_on()?;
            scaling
                .policies
                .retain(|policy| on || policy.tracking().is_none());
        }
        Parameter::ScheduledActions => {
            let on = is_on()?;
            scaling.scheduled_actions.retain(|_| on);
        }
        Parameter::ScheduledMinCapacity => {
            let min = whole(0)?;
            if let Some(action) = scaling.scheduled_actions.first_mut() {
                limits(min, action.max_capacity.unwrap_or(scaling.max_capacity))?;
                action.min_capacity = Some(min);
            }
        }
        Parameter::ScheduledMaxCapacity => {
            let max = whole(1)?;
            if let Some(action) = scaling.scheduled_actions.last_mut() {
                limits(action.min_capacity.unwrap_or(scaling.min_capacity), max)?;
                action.max_capacity = Some(max);
            }
        }
        Parameter::ScalingAdjustment => {
            let add = whole(0)?;
            if let Some(step) = scaling.policies.iter_mut().find_map(step_mut)
                && let Some(last) = step.step_adjustments.last_mut()
            {
                last.scaling_adjustment = add as i32;
            }
        }
        _ => {}
    }
    Ok(())
}

/// A scheduled action whose limits contradict each other would fail as a whole.
fn limits(min: u32, max: u32) -> Result<(), String> {
    let rule = || format!("A scheduled MaxCapacity must be at least its MinCapacity, {min}.");
    (min <= max).then_some(()).ok_or_else(rule)
}

const fn step_mut(policy: &mut Policy) -> Option<&mut StepScaling> {
    match &mut policy.configuration {
        Configuration::StepScaling(step) => Some(step),
        Configuration::TargetTracking(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORLD: &str = r#"
        format = 1
        id = "world"
        title = "A world"
        [traffic]
        components = [{ kind = "constant", rps = 20 }]
        [model]
        service_time = { distribution = "constant", mean_ms = 100 }
        [endpoint]
        kind = "real_time"
        instance_type = "ml.m5.xlarge"
        [scaling]
        scalable_target = { MinCapacity = 1, MaxCapacity = 9 }
        [[scaling.policies]]
        PolicyName = "tracking"
        PolicyType = "TargetTrackingScaling"
        [scaling.policies.TargetTrackingScalingPolicyConfiguration]
        TargetValue = 350
        PredefinedMetricSpecification = { PredefinedMetricType = "SageMakerVariantInvocationsPerInstance" }
        [[scaling.scheduled_actions]]
        ScheduledActionName = "open"
        Schedule = "at(2026-03-02T00:10:00)"
        ScalableTargetAction = { MinCapacity = 2 }
        [[scaling.scheduled_actions]]
        ScheduledActionName = "close"
        Schedule = "at(2026-03-02T00:50:00)"
        ScalableTargetAction = { MinCapacity = 1, MaxCapacity = 9 }
    "#;

    #[test]
    fn policies_are_composed_by_settings() {
        let scenario = headroom_scenario::load_toml(WORLD).unwrap().scenario;
        let of = |parameter: Parameter| parameter.get(&scenario);
        assert_eq!(of(Parameter::TargetTracking), Some(1.0));
        assert_eq!(of(Parameter::ScheduledMinCapacity), Some(2.0));
        assert_eq!(of(Parameter::ScheduledMaxCapacity), Some(9.0));
        assert_eq!(
            of(Parameter::ScalingAdjustment),
            None,
            "it has no step policy"
        );
        // The target is set although its policy goes, whatever comes first.
        let settings = [
            (Parameter::TargetTracking, 0.0),
            (Parameter::TargetValue, 500.0),
            (Parameter::ScheduledMinCapacity, 4.0),
            (Parameter::ScheduledMaxCapacity, 1.0),
        ];
        let changed = Parameter::set_all(&scenario, &settings).unwrap();
        let scaling = changed.scaling.as_ref().unwrap();
        assert!(scaling.policies.is_empty());
        assert_eq!(scaling.scheduled_actions[0].min_capacity, Some(4));
        assert_eq!(scaling.scheduled_actions[1].max_capacity, Some(1));
        let none = [(Parameter::ScheduledActions, 0.0)];
        let changed = Parameter::set_all(&scenario, &none).unwrap();
        assert!(changed.scaling.unwrap().scheduled_actions.is_empty());
        for wrong in [
            (Parameter::TargetTracking, 0.5),
            (Parameter::ScheduledMinCapacity, 10.0),
            (Parameter::ScheduledMaxCapacity, 0.0),
            (Parameter::ScalingAdjustment, 1.0),
        ] {
            assert!(
                Parameter::set_all(&scenario, &[wrong]).is_err(),
                "{wrong:?}"
            );
        }
    }
}
