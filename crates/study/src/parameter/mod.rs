//! Settings of a scenario that a design may change and a variant may draw, and what a check varies.

mod policies;
mod vary;

use headroom_model::policy::Policy;
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::Span;
use headroom_model::traffic::{Component, Height};
use serde::{Deserialize, Serialize};

use vary::scale_service_time;
pub use vary::{VARY, Variation};

/// One setting, by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    /// `MinCapacity`, instances.
    MinCapacity,
    /// `MaxCapacity`, instances.
    MaxCapacity,
    /// Instances in service at second 0.
    InitialInstanceCount,
    /// `TargetValue` of the first policy, in the metric's unit.
    TargetValue,
    /// `ScaleOutCooldown` of the first policy, seconds.
    ScaleOutCooldown,
    /// `ScaleInCooldown` of the first policy, seconds.
    ScaleInCooldown,
    /// Requests per second of the first constant component.
    BaseRps,
    /// Height of the first spike: its factor, or what it adds in requests per second.
    SpikeHeight,
    /// Size of the model artifact, MB.
    ArtifactMb,
    /// Mean service time, ms.
    ServiceTimeMs,
    /// Whether the target tracking policies are there: 1, or 0 to take them away.
    TargetTracking,
    /// Whether the scheduled actions are there: 1, or 0 to take them away.
    ScheduledActions,
    /// `MinCapacity` of the first scheduled action.
    ScheduledMinCapacity,
    /// `MaxCapacity` of the last scheduled action.
    ScheduledMaxCapacity,
    /// `ScalingAdjustment` of the last step of the first step policy; 0 adds nothing.
    ScalingAdjustment,
}

impl Parameter {
    /// Every parameter with its word in lesson files.
    pub const ALL: [(&str, Parameter); 15] = [
        ("MinCapacity", Parameter::MinCapacity),
        ("MaxCapacity", Parameter::MaxCapacity),
        ("initial_instance_count", Parameter::InitialInstanceCount),
        ("TargetValue", Parameter::TargetValue),
        ("ScaleOutCooldown", Parameter::ScaleOutCooldown),
        ("ScaleInCooldown", Parameter::ScaleInCooldown),
        ("base_rps", Parameter::BaseRps),
        ("spike_height", Parameter::SpikeHeight),
        ("artifact_mb", Parameter::ArtifactMb),
        ("service_time_ms", Parameter::ServiceTimeMs),
        ("target_tracking", Parameter::TargetTracking),
        ("scheduled_actions", Parameter::ScheduledActions),
        ("ScheduledMinCapacity", Parameter::ScheduledMinCapacity),
        ("ScheduledMaxCapacity", Parameter::ScheduledMaxCapacity),
        ("ScalingAdjustment", Parameter::ScalingAdjustment),
    ];

    /// Whether it is on or off rather than a number.
    pub const fn is_switch(self) -> bool {
        matches!(
            self,
            Parameter::TargetTracking | Parameter::ScheduledActions
        )
    }

    /// Its value; `None` when the scenario has no such setting.
    pub fn get(self, scenario: &Scenario) -> Option<f64> {
        let scaling = scenario.scaling.as_ref();
        let policy = || scaling.and_then(|s| s.policies.first()?.tracking());
        match self {
            Parameter::MinCapacity => scaling.map(|s| f64::from(s.min_capacity)),
            Parameter::MaxCapacity => scaling.map(|s| f64::from(s.max_capacity)),
            Parameter::InitialInstanceCount => match &scenario.endpoint {
                Endpoint::RealTime(endpoint) => Some(f64::from(endpoint.initial_instance_count)),
                _ => None,
            },
            Parameter::TargetValue => policy().map(|p| p.target_value),
            Parameter::ScaleOutCooldown => policy().map(|p| p.scale_out_cooldown.secs_f64()),
            Parameter::ScaleInCooldown => policy().map(|p| p.scale_in_cooldown.secs_f64()),
            Parameter::BaseRps => scenario.traffic.components.iter().find_map(|c| match c {
                Component::Constant { rps } => Some(*rps),
                _ => None,
            }),
            Parameter::SpikeHeight => scenario.traffic.components.iter().find_map(|c| match c {
                Component::Spike { height, .. } => Some(match height {
                    Height::Adds(rps) => *rps,
                    Height::Multiplies(factor) => *factor,
                }),
                _ => None,
            }),
            Parameter::ArtifactMb => Some(scenario.model.artifact_mb),
            Parameter::ServiceTimeMs => Some(scenario.model.service_time.mean_ms()),
            Parameter::TargetTracking
            | Parameter::ScheduledActions
            | Parameter::ScheduledMinCapacity
            | Parameter::ScheduledMaxCapacity
            | Parameter::ScalingAdjustment => policies::get(self, scaling?),
        }
    }

    /// `scenario` with every setting, or every reason against it: what comes out is as sound as
    /// what went in.
    ///
    /// # Errors
    /// Every setting that is refused, in words.
    pub fn set_all(
        scenario: &Scenario,
        settings: &[(Parameter, f64)],
    ) -> Result<Scenario, Vec<String>> {
        let mut changed = scenario.clone();
        let mut refused = Vec::new();
        // What is taken away must be there while its own settings are set.
        let (switches, numbers): (Vec<_>, Vec<_>) = settings
            .iter()
            .partition(|(parameter, _)| parameter.is_switch());
        for (parameter, value) in numbers.into_iter().chain(switches) {
            if let Err(reason) = parameter.set(&mut changed, value) {
                refused.push(reason);
            }
        }
        if let Some(scaling) = &changed.scaling {
            let (min, max) = (scaling.min_capacity, scaling.max_capacity);
            if max < min {
                refused.push(format!("MaxCapacity must be at least MinCapacity, {min}."));
            }
        }
        if refused.is_empty() {
            Ok(changed)
        } else {
            Err(refused)
        }
    }

    fn set(self, scenario: &mut Scenario, value: f64) -> Result<(), String> {
        let name = Parameter::ALL.iter().find(|(_, p)| *p == self);
        let name = name.map_or("", |(name, _)| *name);
        let whole = || {
            let whole = value as u32;
            let is_whole = f64::from(whole) == value && (1..=MOST_INSTANCES).contains(&whole);
            let rule = format!("{name} must be a whole number from 1 to {MOST_INSTANCES}.");
            is_whole.then_some(whole).ok_or(rule)
        };
        let span = || {
            let is_span = (0.0..=LONGEST_S).contains(&value);
            let rule = format!("{name} must lie from 0 to {LONGEST_S} s.");
            is_span.then(|| Span::from_secs_f64(value)).ok_or(rule)
        };
        let positive = || {
            let rule = format!("{name} must be above 0.");
            (value.is_finite() && value > 0.0)
                .then_some(value)
                .ok_or(rule)
        };
        let absent = || format!("This scenario has no {name}.");
        if self.get(scenario).is_none() {
            return Err(absent());
        }
        match self {
            Parameter::InitialInstanceCount => {
                let Endpoint::RealTime(endpoint) = &mut scenario.endpoint else {
                    return Err(absent());
                };
                endpoint.initial_instance_count = whole()?;
            }
            Parameter::ArtifactMb => scenario.model.artifact_mb = positive()?,
            Parameter::ServiceTimeMs => {
                let (old, new) = (scenario.model.service_time.mean_ms(), positive()?);
                scale_service_time(&mut scenario.model.service_time, new / old);
            }
            Parameter::BaseRps | Parameter::SpikeHeight => {
                let new = positive()?;
                for component in &mut scenario.traffic.components {
                    match (self, component) {
                        (Parameter::BaseRps, Component::Constant { rps }) => {
                            *rps = new;
                            break;
                        }
                        (Parameter::SpikeHeight, Component::Spike { height, .. }) => {
                            *height = match height {
                                Height::Adds(_) => Height::Adds(new),
                                Height::Multiplies(_) => Height::Multiplies(new),
                            };
                            break;
                        }
                        _ => {}
                    }
                }
            }
            Parameter::TargetTracking
            | Parameter::ScheduledActions
            | Parameter::ScheduledMinCapacity
            | Parameter::ScheduledMaxCapacity
            | Parameter::ScalingAdjustment => {
                let scaling = scenario.scaling.as_mut().ok_or_else(absent)?;
                policies::set(self, scaling, value)?;
            }
            Parameter::MinCapacity
            | Parameter::MaxCapacity
            | Parameter::TargetValue
            | Parameter::ScaleOutCooldown
            | Parameter::ScaleInCooldown => {
                let Some(scaling) = scenario.scaling.as_mut() else {
                    return Err(absent());
                };
                match (
                    self,
                    scaling.policies.first_mut().and_then(Policy::tracking_mut),
                ) {
                    (Parameter::MinCapacity, _) => scaling.min_capacity = whole()?,
                    (Parameter::MaxCapacity, _) => scaling.max_capacity = whole()?,
                    (Parameter::TargetValue, Some(p)) => p.target_value = positive()?,
                    (Parameter::ScaleOutCooldown, Some(p)) => p.scale_out_cooldown = span()?,
                    (Parameter::ScaleInCooldown, Some(p)) => p.scale_in_cooldown = span()?,
                    _ => return Err(absent()),
                }
            }
        }
        Ok(())
    }
}

/// Most instances that a setting takes [D].
const MOST_INSTANCES: u32 = 1000;
/// Longest cooldown that a setting takes, seconds [D].
const LONGEST_S: f64 = 86_400.0;

/// From where to where a fresh variant may draw a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParameterRange {
    /// Which.
    pub parameter: Parameter,
    /// Lowest.
    pub min: f64,
    /// Highest.
    pub max: f64,
}
