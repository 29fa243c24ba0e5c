//! Scaling policies: bodies of `PutScalingPolicy`.

use headroom_model::metric::Metric;
use headroom_model::policy::{Policy, TargetTracking};
use headroom_model::ruleset::Ruleset;
use headroom_model::time::Span;

use super::metric::Publisher;
use super::target::Resource;
use super::{LONGEST_S, metric, step};
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// 2^360: the largest target value of the API (fact 1.8).
const LARGEST_TARGET: f64 = f64::from_bits((1023 + 360) << 52);

/// The policies of a file that are readable, in file order.
pub fn read(
    items: &[Field<'_>],
    ruleset: Ruleset,
    publisher: &Publisher,
    resource: &mut Resource,
) -> Vec<Policy> {
    let mut policies: Vec<Policy> = Vec::new();
    for item in items {
        let policy = item
            .table(|f| one(f, ruleset, publisher, resource, &policies))
            .flatten();
        policies.extend(policy);
    }
    policies
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    TargetTracking,
    Step,
}

/// A policy beside those before it. `None` only after an error was noted.
pub fn one(
    f: &Fields<'_>,
    ruleset: Ruleset,
    publisher: &Publisher,
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
    let kinds = [
        ("TargetTrackingScaling", Kind::TargetTracking),
        ("StepScaling", Kind::Step),
    ];
    let kind = kind.word(&kinds, &[]);
    let tracking = f.at("TargetTrackingScalingPolicyConfiguration");
    let step = f.at("StepScalingPolicyConfiguration");
    let Some(kind) = kind else {
        // The type decides which configuration is needed.
        f.leave_rest();
        return None;
    };
    let (ours, other, rule) = match kind {
        Kind::TargetTracking => (
            tracking,
            step,
            "a policy of type TargetTrackingScaling has no step configuration",
        ),
        Kind::Step => (
            step,
            tracking,
            "a policy of type StepScaling has no target tracking configuration",
        ),
    };
    if other.is_given() {
        other.refuse(code::E_CONTRADICTION, rule, "leave it out");
    }
    let ours = ours.required();
    match kind {
        Kind::TargetTracking => {
            let read = |f: &Fields<'_>| target_tracking(f, ruleset, publisher, before);
            let tracking = ours.table(read).flatten()?;
            Some(tracking.named(policy_name?))
        }
        Kind::Step => {
            let step = ours.table(step::read).flatten()?;
            Some(step.named(policy_name?))
        }
    }
}

fn target_tracking(
    f: &Fields<'_>,
    ruleset: Ruleset,
    publisher: &Publisher,
    before: &[Policy],
) -> Option<TargetTracking> {
    let target = f.at("TargetValue").required();
    let target = target.hint("in the metric's unit; invocations count per instance and minute");
    let target_value = target.number(Range::above(0.0).to(LARGEST_TARGET));

    let predefined = f.at("PredefinedMetricSpecification");
    let customized = f.at("CustomizedMetricSpecification");
    let (field, reading) = match (predefined.is_given(), customized.is_given()) {
        (true, false) => {
            let reading = predefined.table(|f| metric::predefined(f, publisher));
            (predefined, reading.flatten())
        }
        (false, true) => {
            let reading = customized.table(|f| metric::customized(f, publisher));
            (customized, reading.flatten())
        }
        (true, true) => {
            let rule = "a policy follows one metric, predefined or customized (fact 1.8)";
            customized.refuse(code::E_TWO_METRICS, rule, "leave one of them out");
            (customized, None)
        }
        (false, false) => {
            predefined.refuse(
                code::E_NO_METRIC,
                "a target tracking policy follows a metric, predefined or customized (fact 1.8)",
                "for example { PredefinedMetricType = \"SageMakerVariantInvocationsPerInstance\" }",
            );
            (predefined, None)
        }
    };
    if let (Some(reading), Some(target)) = (reading, target_value) {
        in_reach(&f.at("TargetValue"), reading.metric, target, publisher);
        let follows = |p: &&Policy| {
            p.tracking()
                .is_some_and(|t| t.reading.metric == reading.metric)
        };
        if let Some(first) = before.iter().find(follows) {
            field.refuse(
                code::E_DUPLICATE_METRIC,
                format!(
                    "the policy {:?} follows {} already (fact 1.9)",
                    first.policy_name,
                    reading.metric.name()
                ),
                "at most one target tracking policy a metric",
            );
        }
    }

    let (out_s, in_s) = ruleset.default_cooldowns_s();
    let cooldown = |name, default| {
        let seconds = f.at(name).whole(Range::at_least(0.0).to(LONGEST_S));
        Span::from_secs(seconds.unwrap_or(default))
    };
    let scale_out_cooldown = cooldown("ScaleOutCooldown", out_s);
    let scale_in_cooldown = cooldown("ScaleInCooldown", in_s);
    let disable_scale_in = f.at("DisableScaleIn").flag().unwrap_or(false);
    Some(TargetTracking {
        reading: reading?,
        target_value: target_value?,
        scale_out_cooldown,
        scale_in_cooldown,
        disable_scale_in,
    })
}

/// Warns of a target that the metric cannot reach (facts 2.5, 2.6).
fn in_reach(field: &Field<'_>, metric: Metric, target: f64, publisher: &Publisher) {
    let most = match metric {
        Metric::CPUUtilization => 100.0 * f64::from(publisher.vcpus),
        Metric::GPUUtilization => 100.0 * f64::from(publisher.gpus),
        Metric::ServerlessProvisionedConcurrencyUtilization => 1.0,
        _ => return,
    };
    if publisher.kind.is_some() && target >= most && most > 0.0 {
        field.warn(
            code::W_NEVER_HAPPENS,
            format!(
                "{} goes to {most}, and never above this target",
                metric.name()
            ),
        );
    }
}
