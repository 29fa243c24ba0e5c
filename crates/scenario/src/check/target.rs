//! The scalable target, and what hangs on it.

use headroom_model::operation::{Call, Operation};
use headroom_model::policy::Policy;
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::{Scaling, ScheduledAction};
use headroom_model::scenario::Endpoint;

use super::alarm::{self, Policies};
use super::bounds::MOST_WORKERS;
use super::metric::Publisher;
use super::operation::{at_first, suspended};
use super::traffic::Run;
use super::{policy, scheduled};
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Most policies of one target (fact 1.7).
const MOST_POLICIES: usize = 50;

/// What a target depends on besides its own section.
pub struct Around<'a> {
    pub run: Run,
    pub ruleset: Ruleset,
    pub publisher: &'a Publisher,
    /// They may put policies that an alarm names.
    pub operations: &'a [Operation],
    /// Whether every operation of the file could be read.
    pub all_operations: bool,
}

pub fn read(f: &Fields<'_>, around: &Around<'_>, resource: &mut Resource) -> Scaling {
    let target = f.at("scalable_target").required();
    let limits = |t: &Fields<'_>| {
        resource.check(t);
        for name in ["MinCapacity", "MaxCapacity"] {
            t.at(name).required();
        }
        let sizes = Sizes::read(t, resource);
        no_effect(t);
        let change = t.at("SuspendedState").table(suspended);
        (sizes, at_first(change.unwrap_or_default()))
    };
    let (sizes, suspended_state) = target.table(limits).unwrap_or_default();

    let policies = f.at("policies");
    let items = policies.items();
    if items.len() > MOST_POLICIES {
        let rule = format!("a scalable target has at most {MOST_POLICIES} policies (fact 1.7)");
        policies.refuse(code::E_QUOTA, rule, "");
    }
    let Around {
        run,
        ruleset,
        publisher,
        operations,
        ..
    } = *around;
    let policies = policy::read(&items, ruleset, publisher, resource);
    let put = operations
        .iter()
        .filter_map(|operation| match &operation.call {
            Call::PutScalingPolicy(policy) => Some(policy),
            _ => None,
        });
    let (mut step, mut tracking) = (Vec::new(), Vec::new());
    for policy in policies.iter().chain(put) {
        match policy.step() {
            Some(_) => step.push(policy.policy_name.as_str()),
            None => tracking.push(policy.policy_name.as_str()),
        }
    }
    let all = policies.len() == items.len() && around.all_operations;
    let names = Policies {
        step: &step,
        tracking: &tracking,
        all,
    };
    let alarms_field = f.at("alarms");
    let alarms = alarm::read(&alarms_field, &names, publisher);
    let is_invoked = |policy: &Policy| {
        let mut actions = alarms.iter().flat_map(|alarm| &alarm.alarm_actions);
        policy.step().is_none() || actions.any(|action| *action == policy.policy_name)
    };
    if policies.len() == items.len() && alarms.len() == alarms_field.how_many() {
        for (policy, item) in policies.iter().zip(&items) {
            if !is_invoked(policy) {
                item.warn(code::W_NO_EFFECT, "no alarm invokes this step policy");
            }
        }
    }
    let scheduled_actions = scheduled::read(&f.at("scheduled_actions"), run, resource);
    Scaling {
        suspended_state,
        policies,
        alarms,
        scheduled_actions,
        ..Scaling::new(sizes.min.unwrap_or(1), sizes.max.unwrap_or(1))
    }
}

/// `MinCapacity` and `MaxCapacity` as a request sends them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    pub min: Option<u32>,
    pub max: Option<u32>,
}

impl Sizes {
    /// Reads and judges both, each of them if it is sent.
    pub fn read(f: &Fields<'_>, resource: &Resource) -> Sizes {
        let (min_field, max_field) = (f.at("MinCapacity"), f.at("MaxCapacity"));
        let min = min_field.count(Range::at_least(0.0).to(MOST_WORKERS));
        let max = max_field.count(Range::at_least(1.0).to(MOST_WORKERS));
        resource.dimension.zero(&min_field, min);
        if let (Some(low), Some(high)) = (min, max)
            && low > high
        {
            let rule = format!("MinCapacity must be at most MaxCapacity, {high}");
            min_field.refuse(
                code::E_MIN_ABOVE_MAX,
                rule,
                "lower it, or raise MaxCapacity",
            );
        }
        if let (Some(max), Some(most)) = (max, resource.most_provisioned)
            && max > most
        {
            max_field.refuse(
                code::E_PROVISIONED_ABOVE_MAX,
                format!("provisioned concurrency is at most max_concurrency, {most}"),
                "lower it, or raise endpoint.max_concurrency",
            );
        }
        Sizes { min, max }
    }
}

/// What a registration may send, and a simulation does not have.
pub fn no_effect(f: &Fields<'_>) {
    for name in ["RoleARN", "Tags"] {
        let field = f.at(name);
        if field.is_given() {
            field.warn(code::W_NO_EFFECT, "a simulation has neither roles nor tags");
        }
    }
}

/// Refuses a size that is sent alone and contradicts the other one, whatever is stored by then
/// (fact 1.34). What depends on the run is refused in the run.
pub fn stored_sizes(f: &Fields<'_>, scaling: &Scaling, operations: &[Operation]) {
    let scheduled = |action: &ScheduledAction| Sizes {
        min: action.min_capacity,
        max: action.max_capacity,
    };
    let mut sent: Vec<(Field<'_>, Sizes)> = Vec::new();
    f.at("scaling").table(|s| {
        s.leave_rest();
        let field = s.at("scheduled_actions");
        let all = field.how_many() == scaling.scheduled_actions.len();
        if !all || scaling.scheduled_actions.is_empty() {
            return;
        }
        for (item, action) in field.items().into_iter().zip(&scaling.scheduled_actions) {
            item.table(|a| {
                a.leave_rest();
                sent.push((a.at("ScalableTargetAction"), scheduled(action)));
            });
        }
    });
    let field = f.at("operations");
    if !operations.is_empty() && field.how_many() == operations.len() {
        for (item, operation) in field.items().into_iter().zip(operations) {
            item.table(|o| {
                o.leave_rest();
                let body = o.at("body");
                match &operation.call {
                    &Call::RegisterScalableTarget {
                        min_capacity: min,
                        max_capacity: max,
                        ..
                    } => sent.push((body, Sizes { min, max })),
                    Call::PutScheduledAction(action) => {
                        let inner = body.table(|b| {
                            b.leave_rest();
                            b.at("ScalableTargetAction")
                        });
                        sent.extend(inner.map(|field| (field, scheduled(action))));
                    }
                    _ => {}
                }
            });
        }
    }
    let all = || sent.iter().map(|(_, sizes)| sizes);
    let highest = all().filter_map(|sizes| sizes.max).max();
    let lowest = all().filter_map(|sizes| sizes.min).min();
    let highest = scaling.max_capacity.max(highest.unwrap_or(0));
    let lowest = scaling.min_capacity.min(lowest.unwrap_or(u32::MAX));
    for (field, sizes) in &sent {
        let (name, rule) = match sizes {
            Sizes {
                min: Some(min),
                max: None,
            } if *min > highest => (
                "MinCapacity",
                format!(
                    "it is above the stored maximum, which is never above {highest} (fact 1.34)"
                ),
            ),
            Sizes {
                min: None,
                max: Some(max),
            } if *max < lowest => (
                "MaxCapacity",
                format!(
                    "it is below the stored minimum, which is never below {lowest} (fact 1.34)"
                ),
            ),
            _ => continue,
        };
        field.table(|f| {
            f.leave_rest();
            let hint = "send MinCapacity and MaxCapacity together";
            f.at(name).refuse(code::E_STORED_SIZE, rule, hint);
        });
    }
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
    /// `MaxConcurrency` of a serverless endpoint.
    most_provisioned: Option<u32>,
    id: Option<String>,
}

impl Resource {
    /// Of an endpoint; one that could not be read passes for a plain variant.
    pub fn new(endpoint: Option<&Endpoint>) -> Resource {
        Resource {
            dimension: Dimension::of(endpoint),
            most_provisioned: match endpoint {
                Some(Endpoint::Serverless(e)) => Some(e.max_concurrency),
                _ => None,
            },
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
            field.refuse(
                code::E_TARGET_MISMATCH,
                rule,
                "leave it out, or name this one",
            );
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
            field.refuse(
                code::E_TARGET_MISMATCH,
                rule,
                "leave it out, or use this one",
            );
        }
    }
}
