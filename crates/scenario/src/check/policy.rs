//! Scaling policies: bodies of `PutScalingPolicy`.

use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::Policy;
use headroom_model::policy::TargetTracking;
use headroom_model::ruleset::Ruleset;
use headroom_model::time::Span;

use super::LONGEST_S;
use super::target::Resource;
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Predefined metrics of SageMaker (fact 2.1) that the engine publishes.
const PREDEFINED: [(&str, Metric); 1] = [(
    "SageMakerVariantInvocationsPerInstance",
    Metric::InvocationsPerInstance,
)];
/// The other four.
const PREDEFINED_LATER: [&str; 4] = [
    "SageMakerInferenceComponentInvocationsPerCopy",
    "SageMakerVariantProvisionedConcurrencyUtilization",
    "SageMakerVariantConcurrentRequestsPerModelHighResolution",
    "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
];

/// The policies of a file that are readable, in file order.
pub fn read(items: &[Field<'_>], ruleset: Ruleset, resource: &mut Resource) -> Vec<Policy> {
    let mut policies: Vec<Policy> = Vec::new();
    for item in items {
        let policy = item
            .table(|f| policy(f, ruleset, resource, &policies))
            .flatten();
        policies.extend(policy);
    }
    policies
}

fn policy(
    f: &Fields<'_>,
    ruleset: Ruleset,
    resource: &mut Resource,
    before: &[Policy],
) -> Option<Policy> {
    resource.check(f);
    let name = f.at("PolicyName").required();
    let policy_name = name.text(256);
    if policy_name.is_some_and(|name| before.iter().any(|p| p.policy_name == name)) {
        name.refuse(
            code::E_DUPLICATE_NAME,
            "every policy needs a name of its own",
            "",
        );
    }
    let kind = f.at("PolicyType").required();
    let kind = kind.hint("PredictiveScaling serves ECS only (fact 1.3)");
    let kind = kind.word(&[("TargetTrackingScaling", ())], &["StepScaling"]);
    let step = f.at("StepScalingPolicyConfiguration");
    let tracking = f.at("TargetTrackingScalingPolicyConfiguration");
    if kind.is_none() {
        // The type decides which configuration is needed.
        f.leave_rest();
        return None;
    }
    if step.is_given() {
        let rule = "a policy of type TargetTrackingScaling has no step configuration";
        step.refuse(code::E_CONTRADICTION, rule, "leave it out");
    }
    let tracking = tracking.required();
    let policy = tracking
        .table(|f| target_tracking(f, ruleset, before))
        .flatten()?;
    Some(policy.named(policy_name?))
}

/// The policy without its name.
fn target_tracking(f: &Fields<'_>, ruleset: Ruleset, before: &[Policy]) -> Option<TargetTracking> {
    let target = f.at("TargetValue").required();
    let target = target.hint("invocations per instance per minute: requests per second times 60");
    let target_value = target.number(Range::above(0.0));

    let predefined = f.at("PredefinedMetricSpecification");
    let customized = f.at("CustomizedMetricSpecification");
    let metric = match (predefined.is_given(), customized.is_given()) {
        (true, false) => predefined.table(|f| metric(f, before)).flatten(),
        (true, true) => {
            let rule = "a policy follows one metric, predefined or customized";
            customized.refuse(code::E_CONTRADICTION, rule, "leave one of them out");
            None
        }
        (false, true) => {
            customized.later();
            None
        }
        (false, false) => predefined.required().table(|_| None).flatten(),
    };

    let (out_s, in_s) = ruleset.default_cooldowns_s();
    let cooldown = |name, default| {
        let seconds = f.at(name).whole(Range::at_least(0.0).to(LONGEST_S));
        Span::from_secs(seconds.unwrap_or(default))
    };
    let scale_out_cooldown = cooldown("ScaleOutCooldown", out_s);
    let scale_in_cooldown = cooldown("ScaleInCooldown", in_s);
    let disable_scale_in = f.at("DisableScaleIn").flag().unwrap_or(false);
    Some(TargetTracking {
        reading: Reading::usual(metric?),
        target_value: target_value?,
        scale_out_cooldown,
        scale_in_cooldown,
        disable_scale_in,
    })
}

fn metric(f: &Fields<'_>, before: &[Policy]) -> Option<Metric> {
    let label = f.at("ResourceLabel");
    if label.is_given() {
        let rule = "a ResourceLabel belongs to load balancer metrics, not to SageMaker's";
        label.refuse(code::E_CONTRADICTION, rule, "leave it out");
    }
    let field = f.at("PredefinedMetricType").required();
    let metric = field.word(&PREDEFINED, &PREDEFINED_LATER)?;
    if let Some(first) = before
        .iter()
        .find(|p| p.tracking().is_some_and(|t| t.reading.metric == metric))
    {
        let rule = format!(
            "the policy {:?} follows this metric already",
            first.policy_name
        );
        field.refuse(
            code::E_DUPLICATE_METRIC,
            rule,
            "at most one target tracking policy a metric",
        );
    }
    Some(metric)
}
