//! An AWS CloudFormation template of the same requests.

use super::{Operation, Request};
use crate::raw::json;
use crate::raw::{Node, Value};

/// The template, in JSON.
pub fn template(requests: &[Request]) -> String {
    let mut resources = Vec::new();
    let mut actions = Vec::new();
    for request in requests {
        let fields = request.body.fields();
        match request.operation {
            Operation::RegisterScalableTarget => {
                let target = resource(
                    "AWS::ApplicationAutoScaling::ScalableTarget",
                    fields.to_vec(),
                );
                resources.push(("ScalableTarget".to_owned(), target));
            }
            Operation::PutScalingPolicy => {
                let mut own = without_resource(fields);
                own.push(("ScalingTargetId".into(), reference("ScalableTarget")));
                let policy = resource("AWS::ApplicationAutoScaling::ScalingPolicy", own);
                resources.push((logical_id("Policy", &request.name), policy));
            }
            Operation::PutScheduledAction => actions.push(Node::table(without_resource(fields))),
            Operation::PutMetricAlarm => {
                let mut body = request.body.clone();
                if let Some(list) = body.field_mut("AlarmActions") {
                    for action in list.items_mut() {
                        if let Value::Text(policy) = &action.value {
                            *action = reference(&logical_id("Policy", policy));
                        }
                    }
                }
                let alarm = resource("AWS::CloudWatch::Alarm", body.fields().to_vec());
                resources.push((logical_id("Alarm", &request.name), alarm));
            }
        }
    }
    // CloudFormation has scheduled actions inside the target.
    let target = resources
        .first_mut()
        .and_then(|(_, target)| target.field_mut("Properties"));
    if let Some(target) = target.filter(|_| !actions.is_empty()) {
        target.set(
            "ScheduledActions",
            Node {
                value: Value::List(actions),
                line: None,
            },
        );
    }
    json::write(&Node::table(vec![
        ("AWSTemplateFormatVersion".into(), Node::of("2010-09-09")),
        ("Resources".into(), Node::table(resources)),
    ]))
}

fn resource(kind: &str, properties: Vec<(String, Node)>) -> Node {
    Node::table(vec![
        ("Type".into(), Node::of(kind)),
        ("Properties".into(), Node::table(properties)),
    ])
}

fn reference(id: &str) -> Node {
    Node::table(vec![("Ref".into(), Node::of(id))])
}

/// The target says which resource it is.
fn without_resource(fields: &[(String, Node)]) -> Vec<(String, Node)> {
    const RESOURCE: [&str; 3] = ["ServiceNamespace", "ResourceId", "ScalableDimension"];
    let own = fields
        .iter()
        .filter(|(name, _)| !RESOURCE.contains(&name.as_str()));
    own.cloned().collect()
}

/// Logical ids have letters and digits only: `keep-70` becomes `PolicyKeep70`.
fn logical_id(prefix: &str, name: &str) -> String {
    let mut id = String::from(prefix);
    let mut begins = true;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(if begins { c.to_ascii_uppercase() } else { c });
        }
        begins = !c.is_ascii_alphanumeric();
    }
    id
}
