//! The scalable target, and what hangs on it.

use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::Scaling;

use super::bounds::MOST_WORKERS;
use super::policy;
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Most policies of one target (fact 1.7).
const MOST_POLICIES: usize = 50;

pub fn read(f: &Fields<'_>, ruleset: Ruleset) -> Scaling {
    let mut resource = Resource::default();
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
        min_capacity,
        max_capacity,
        policies: policy::read(&items, ruleset, &mut resource),
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
    if lowest == Some(0) {
        min.refuse(
            code::E_MIN_ZERO_REAL_TIME,
            "a plain variant behind a real-time endpoint keeps at least one instance",
            "use 1; zero needs inference components, async or serverless inference",
        );
    }
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

/// What the requests of one scenario call the scaled resource: all the same, and of the
/// endpoint's kind (fact 1.1). Accepted so that a whole request body can be pasted.
#[derive(Default)]
pub struct Resource {
    id: Option<String>,
}

impl Resource {
    /// Reads and checks `ServiceNamespace`, `ResourceId` and `ScalableDimension` of one request.
    pub fn check(&mut self, f: &Fields<'_>) {
        exactly(&f.at("ServiceNamespace"), "sagemaker");
        exactly(
            &f.at("ScalableDimension"),
            "sagemaker:variant:DesiredInstanceCount",
        );
        let field = f.at("ResourceId");
        let Some(id) = field.text(1600) else { return };
        let parts: Vec<&str> = id.split('/').collect();
        if !matches!(parts[..], ["endpoint", e, "variant", v] if !e.is_empty() && !v.is_empty()) {
            let rule = "a real-time variant is \"endpoint/NAME/variant/NAME\"";
            field.refuse(code::E_TARGET_MISMATCH, rule, "");
            return;
        }
        match &self.id {
            Some(first) if first != id => {
                let rule = format!("the scenario has one variant, and called it {first:?} before");
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
}

fn exactly(field: &Field<'_>, expected: &str) {
    if let Some(text) = field.text(256)
        && text != expected
    {
        let rule = format!("for a real-time variant it is {expected:?}");
        field.refuse(code::E_TARGET_MISMATCH, rule, "");
    }
}
