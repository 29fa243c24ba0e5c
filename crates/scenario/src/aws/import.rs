//! What AWS describes, as the `scaling` of a scenario: the answers of describe-scalable-targets,
//! describe-scaling-policies, describe-scheduled-actions and describe-alarms, pasted in any order.
//!
//! Nothing of an account is kept: names become `policy-1`, `action-1`, `alarm-1`, and ARNs,
//! account ids and endpoint names are dropped. What was dropped, and what is not known, is said.
//! The result is no scenario yet: it goes through the same door as every file.

use std::collections::BTreeMap;

use serde::de::Deserialize;

use crate::raw::path;
use crate::raw::{Node, Value, json};

/// What came of a paste.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The `scaling` table of a scenario, as JSON.
    pub scaling: String,
    /// What was left out on purpose, once each.
    pub dropped: Vec<String>,
    /// What is not known or not wanted here, each with its path.
    pub unknown: Vec<String>,
}

/// A paste that says nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Not JSON.
    #[error("the JSON cannot be read: {0}")]
    Syntax(String),
    /// JSON, but no answer of the four commands.
    #[error(
        "none of ScalableTargets, ScalingPolicies, ScheduledActions and MetricAlarms is in it: \
         paste what describe-scalable-targets, describe-scaling-policies, \
         describe-scheduled-actions or describe-alarms prints"
    )]
    Foreign,
}

/// One kind of answer.
struct Answer {
    list: &'static str,
    into: &'static str,
    /// The member that names it, and the prefix of the name that it gets.
    name: Option<(&'static str, &'static str)>,
    keep: &'static [&'static str],
    drop: &'static [&'static str],
}

const ANSWERS: [Answer; 4] = [
    Answer {
        list: "ScalableTargets",
        into: "scalable_target",
        name: None,
        keep: &["MinCapacity", "MaxCapacity", "SuspendedState"],
        drop: &[
            "RoleARN",
            "CreationTime",
            "ScalableTargetARN",
            "PredictedCapacity",
        ],
    },
    Answer {
        list: "ScalingPolicies",
        into: "policies",
        name: Some(("PolicyName", "policy")),
        keep: &[
            "PolicyName",
            "PolicyType",
            "TargetTrackingScalingPolicyConfiguration",
            "StepScalingPolicyConfiguration",
        ],
        drop: &["PolicyARN", "Alarms", "CreationTime"],
    },
    Answer {
        list: "ScheduledActions",
        into: "scheduled_actions",
        name: Some(("ScheduledActionName", "action")),
        keep: &[
            "ScheduledActionName",
            "Schedule",
            "Timezone",
            "StartTime",
            "EndTime",
            "ScalableTargetAction",
        ],
        drop: &["ScheduledActionARN", "CreationTime"],
    },
    Answer {
        list: "MetricAlarms",
        into: "alarms",
        name: Some(("AlarmName", "alarm")),
        keep: &[
            "AlarmName",
            "MetricName",
            "Namespace",
            "Statistic",
            "Period",
            "EvaluationPeriods",
            "DatapointsToAlarm",
            "Threshold",
            "ComparisonOperator",
            "TreatMissingData",
            "AlarmActions",
        ],
        drop: &[
            "AlarmArn",
            "AlarmDescription",
            "AlarmConfigurationUpdatedTimestamp",
            "ActionsEnabled",
            "OKActions",
            "InsufficientDataActions",
            "StateValue",
            "StateReason",
            "StateReasonData",
            "StateUpdatedTimestamp",
            "StateTransitionedTimestamp",
            "Dimensions",
        ],
    },
];

/// Members that say which resource is meant.
const RESOURCE: [&str; 3] = ["ServiceNamespace", "ResourceId", "ScalableDimension"];

/// Reads a paste: one or more JSON documents, one after the other.
///
/// # Errors
/// When the text is not JSON, or holds none of the four answers.
pub fn import(text: &str) -> Result<Import, ImportError> {
    let mut reading = Reading::default();
    let mut any = false;
    let mut documents = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    while let Some(node) = next(&mut reader)? {
        documents.push(node);
    }
    // Policies come first: alarms name them.
    for answer in &ANSWERS {
        for document in &documents {
            if let Some(list) = document.field(answer.list) {
                any = true;
                reading.answer(answer, list);
            }
        }
    }
    for document in &documents {
        for (name, _) in document.fields() {
            if !ANSWERS.iter().any(|a| a.list == name) && name != "NextToken" {
                reading.unknown.push(format!("{name} is not read here"));
            }
        }
    }
    if any {
        Ok(reading.finish())
    } else {
        Err(ImportError::Foreign)
    }
}

fn next<'a>(
    reader: &mut serde_json::Deserializer<serde_json::de::StrRead<'a>>,
) -> Result<Option<Node>, ImportError> {
    if reader.end().is_ok() {
        return Ok(None);
    }
    let node = Node::deserialize(reader);
    node.map(Some)
        .map_err(|error| ImportError::Syntax(error.to_string()))
}

#[derive(Default)]
struct Reading {
    resource: Option<String>,
    scaling: Vec<(String, Node)>,
    /// AWS's names of policies to ours.
    policies: BTreeMap<String, String>,
    dropped: Vec<String>,
    unknown: Vec<String>,
}

impl Reading {
    fn answer(&mut self, answer: &Answer, list: &Node) {
        let mut kept = Vec::new();
        for (index, item) in list.items().iter().enumerate() {
            let at = path::item(answer.list, index);
            if self.is_ours(item, &at) && !self.is_owned(answer, item, &at) {
                let number = kept.len() + 1;
                kept.push(self.body(answer, item, &at, number));
            }
        }
        if answer.name.is_none() {
            if let Some(more) = kept.get(1..).filter(|more| !more.is_empty()) {
                self.unknown
                    .push(format!("{}: {} more are left out", answer.list, more.len()));
            }
            if let Some(first) = kept.into_iter().next() {
                self.scaling.push((answer.into.into(), first));
            }
        } else if !kept.is_empty() {
            let list = Node {
                value: Value::List(kept),
                line: None,
            };
            self.scaling.push((answer.into.into(), list));
        }
    }

    /// One resource is scaled: the first that is named.
    fn is_ours(&mut self, item: &Node, at: &str) -> bool {
        let text = |name| item.field(name).and_then(Node::text);
        if let Some(namespace) = text("ServiceNamespace").filter(|n| *n != "sagemaker") {
            self.unknown
                .push(format!("{at} scales {namespace}, not sagemaker: left out"));
            return false;
        }
        let Some(resource) = text("ResourceId") else {
            return true;
        };
        let first = self.resource.get_or_insert_with(|| resource.to_owned());
        if first != resource {
            self.unknown.push(format!(
                "{at} scales another resource than the first: left out"
            ));
            return false;
        }
        true
    }

    /// Target tracking brings its own alarms (fact 1.13).
    fn is_owned(&mut self, answer: &Answer, item: &Node, at: &str) -> bool {
        let name = item.field("AlarmName").and_then(Node::text);
        let owned =
            answer.into == "alarms" && name.is_some_and(|name| name.starts_with("TargetTracking-"));
        if owned {
            let why = "belongs to a target tracking policy, which brings it itself";
            self.unknown.push(format!("{at} {why}: left out"));
        }
        owned
    }

    fn body(&mut self, answer: &Answer, item: &Node, at: &str, number: usize) -> Node {
        let mut body = Vec::new();
        for (name, node) in item.fields() {
            let name = name.as_str();
            if answer.keep.contains(&name) {
                body.push((name.to_owned(), node.clone()));
            } else if answer.drop.contains(&name) || RESOURCE.contains(&name) {
                self.drop(name);
            } else {
                self.unknown
                    .push(format!("{} is not known here", path::field(at, name)));
            }
        }
        let mut body = Node::table(body);
        if let Some((member, prefix)) = answer.name {
            let ours = format!("{prefix}-{number}");
            let theirs = item.field(member).and_then(Node::text).unwrap_or_default();
            if answer.into == "policies" {
                self.policies.insert(theirs.into(), ours.clone());
            }
            self.drop(member);
            body.set(member, Node::of(&ours));
        }
        if let Some(actions) = body.field_mut("AlarmActions") {
            self.rename_actions(actions, at);
        }
        if let Some(metric) = body
            .field_mut("TargetTrackingScalingPolicyConfiguration")
            .and_then(|c| c.field_mut("CustomizedMetricSpecification"))
            && let Value::Table(fields) = &mut metric.value
        {
            // They name the endpoint.
            fields.retain(|(name, _)| name != "Dimensions");
        }
        body
    }

    /// A policy's ARN ends with its name: `…:policyName/keep-70`, then maybe `:createdBy/…`.
    fn rename_actions(&mut self, actions: &mut Node, at: &str) {
        let Value::List(items) = &mut actions.value else {
            return;
        };
        items.retain_mut(|item| {
            let arn = item.text().unwrap_or_default();
            let name = arn
                .rsplit_once(":policyName/")
                .map_or(arn, |(_, name)| name);
            let name = name.split(':').next().unwrap_or(name);
            match self.policies.get(name) {
                Some(ours) => *item = Node::of(ours),
                None => {
                    let what = "an action that is no policy of this paste";
                    self.unknown.push(format!("{at} has {what}: left out"));
                    return false;
                }
            }
            true
        });
    }

    fn drop(&mut self, name: &str) {
        if !self.dropped.iter().any(|there| there == name) {
            self.dropped.push(name.into());
        }
    }

    fn finish(self) -> Import {
        Import {
            scaling: json::write(&Node::table(self.scaling)),
            dropped: self.dropped,
            unknown: self.unknown,
        }
    }
}
