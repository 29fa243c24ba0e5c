//! The scalable target, and what hangs on it.

use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::Scaling;
use headroom_model::scenario::Endpoint;

use super::bounds::MOST_WORKERS;
use super::policy;
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Most policies of one target (fact 1.7).
const MOST_POLICIES: usize = 50;

pub fn read(f: &Fields<'_>, ruleset: Ruleset, endpoint: Option<&Endpoint>) -> Scaling {
    let mut resource = Resource::new(Dimension::of(endpoint));
    let target = f.at("scalable_target").required();
    let (min_capacity, max_capacity) = target.table(|t| limits(t, &mut resource)).unwrap_or((1, 1));

    let policies = f.at("policies");
    let items = policies.items();
    if items.len() > MOST_POLICIES {
        let rule = format!("a scalable target has at most {MOST_POLICIES} policies");
        policies.refuse(code::E_OUT_OF_RANGE, rule, "");
    }
    f.later(&["alarms", "scheduled_actions"]);
    Scaling {
        policies: policy::read(&items, ruleset, &mut resource),
        ..Scaling::new(min_capacity, max_capacity)
    }
}

/// The fields of `RegisterScalableTarget`.
fn limits(f: &Fields<'_>, resource: &mut Resource) -> (u32, u32) {
    resource.check(f);
    let min = f.at("MinCapacity").required();
    let max = f.at("MaxCapacity").required();
    let capacity = Range::at_least(1.0).to(MOST_WORKERS);
    let lowest = min.count(Range::at_least(0.0).to(MOST_WORKERS));
    let highest = max.count(capacity);
    resource.dimension.zero(&min, lowest);
    if let (Some(low), Some(high)) = (lowest, highest)
        && low > high
    {
        let rule = format!("MinCapacity must be at most MaxCapacity, {high}");
        min.refuse(code::E_MIN_ABOVE_MAX, rule, "");
    }
    for name in ["RoleARN", "Tags"] {
        let field = f.at(name);
        if field.is_given() {
            field.warn(code::W_NO_EFFECT, "a simulation has neither roles nor tags");
        }
    }
    f.later(&["SuspendedState"]);
    (lowest.unwrap_or(1), highest.unwrap_or(1))
}

/// What is scaled, by kind of endpoint (facts 1.1, 1.2).
#[derive(Clone, Copy, PartialEq)]
pub enum Dimension {
    /// Instances of a plain variant.
    Variant,
    /// Instances of an asynchronous endpoint: the same dimension, and zero is allowed.
    Async,
    /// Provisioned concurrency of a serverless endpoint.
    ProvisionedConcurrency,
    /// Copies of an inference component.
    InferenceComponent,
}

impl Dimension {
    fn of(endpoint: Option<&Endpoint>) -> Dimension {
        match endpoint {
            Some(Endpoint::Serverless(_)) => Dimension::ProvisionedConcurrency,
            Some(Endpoint::Async(_)) => Dimension::Async,
            Some(Endpoint::RealTime(e)) if e.inference_component.is_some() => {
                Dimension::InferenceComponent
            }
            _ => Dimension::Variant,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Dimension::Variant | Dimension::Async => "sagemaker:variant:DesiredInstanceCount",
            Dimension::ProvisionedConcurrency => "sagemaker:variant:DesiredProvisionedConcurrency",
            Dimension::InferenceComponent => "sagemaker:inference-component:DesiredCopyCount",
        }
    }

    /// Judges MinCapacity 0.
    fn zero(self, field: &Field<'_>, min: Option<u32>) {
        if min != Some(0) {
            return;
        }
        match self {
            Dimension::Variant => field.refuse(
                code::E_MIN_ZERO_REAL_TIME,
                "a plain variant behind a real-time endpoint keeps at least one instance",
                "use 1; zero needs inference components, async or serverless inference",
            ),
            Dimension::ProvisionedConcurrency => field.refuse(
                code::E_OUT_OF_RANGE,
                "ProvisionedConcurrency is at least 1 while it is registered",
                "use 1; without provisioned concurrency a serverless endpoint is at zero when idle",
            ),
            Dimension::Async | Dimension::InferenceComponent => {}
        }
    }
}

/// What the requests of one scenario call the scaled resource: all the same, and of the
/// endpoint's kind (fact 1.1). Accepted so that a whole request body can be pasted.
pub struct Resource {
    dimension: Dimension,
    id: Option<String>,
}

impl Resource {
    fn new(dimension: Dimension) -> Resource {
        Resource {
            dimension,
            id: None,
        }
    }

    /// Reads and checks `ServiceNamespace`, `ResourceId` and `ScalableDimension` of one request.
    pub fn check(&mut self, f: &Fields<'_>) {
        self.exactly(&f.at("ServiceNamespace"), "sagemaker");
        self.exactly(&f.at("ScalableDimension"), self.dimension.name());
        let field = f.at("ResourceId");
        let Some(id) = field.text(1600) else { return };
        let parts: Vec<&str> = id.split('/').collect();
        let (is_right, rule) = match self.dimension {
            Dimension::InferenceComponent => (
                matches!(parts[..], ["inference-component", c] if !c.is_empty()),
                "an inference component is \"inference-component/NAME\"",
            ),
            _ => (
                matches!(parts[..], ["endpoint", e, "variant", v] if !e.is_empty() && !v.is_empty()),
                "a variant is \"endpoint/NAME/variant/NAME\"",
            ),
        };
        if !is_right {
            field.refuse(code::E_TARGET_MISMATCH, rule, "");
            return;
        }
        match &self.id {
            Some(first) if first != id => {
                let rule = format!("the scenario has one resource, and called it {first:?} before");
                field.refuse(
                    code::E_TARGET_MISMATCH,
                    rule,
                    "use the same ResourceId throughout",
                );
            }
            Some(_) => {}
            None => self.id = Some(id.into()),
        }
    }

    fn exactly(&self, field: &Field<'_>, expected: &str) {
        if let Some(text) = field.text(256)
            && text != expected
        {
            let rule = format!("for this kind of endpoint it is {expected:?}");
            field.refuse(code::E_TARGET_MISMATCH, rule, "");
        }
    }
}
