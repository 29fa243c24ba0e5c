//! The same requests as resources of Terraform's AWS provider.
//!
//! The provider spells AWS's members in snake case; a list of tables is a repeated block in the
//! singular, and an alarm's dimensions are a map.

use std::fmt::Write;

use super::{Operation, Request};
use crate::raw::json::quote;
use crate::raw::{Node, Value, show_number};

/// The resources, in HCL.
pub fn resources(requests: &[Request]) -> String {
    let mut text = String::new();
    for request in requests {
        let (kind, id) = (kind(request.operation), identifier(&request.name));
        let gap = if text.is_empty() { "" } else { "\n" };
        let _ = writeln!(text, "{gap}resource {} {} {{", quote(kind), quote(&id));
        for (name, node) in request.body.fields() {
            match (request.operation, name.as_str()) {
                (Operation::PutMetricAlarm, "Dimensions") => map(node, &mut text),
                (Operation::PutMetricAlarm, "AlarmActions") => actions(node, &mut text),
                (operation, name) if operation != Operation::RegisterScalableTarget => {
                    match linked(name) {
                        Some(attribute) => {
                            let target = identifier_of_target(requests);
                            let from = format!("aws_appautoscaling_target.{target}.{attribute}");
                            let _ = writeln!(text, "  {attribute} = {from}");
                        }
                        None => member(name, node, 1, &mut text),
                    }
                }
                (_, name) => member(name, node, 1, &mut text),
            }
        }
        text.push_str("}\n");
    }
    text
}

const fn kind(operation: Operation) -> &'static str {
    match operation {
        Operation::RegisterScalableTarget => "aws_appautoscaling_target",
        Operation::PutScalingPolicy => "aws_appautoscaling_policy",
        Operation::PutScheduledAction => "aws_appautoscaling_scheduled_action",
        Operation::PutMetricAlarm => "aws_cloudwatch_metric_alarm",
    }
}

/// What is taken from the target's resource, so that Terraform knows the order.
fn linked(name: &str) -> Option<&'static str> {
    match name {
        "ServiceNamespace" => Some("service_namespace"),
        "ResourceId" => Some("resource_id"),
        "ScalableDimension" => Some("scalable_dimension"),
        _ => None,
    }
}

fn identifier_of_target(requests: &[Request]) -> String {
    requests
        .first()
        .map_or_else(String::new, |request| identifier(&request.name))
}

/// A member and everything below it.
fn member(name: &str, node: &Node, depth: usize, text: &mut String) {
    let pad = "  ".repeat(depth);
    let own = attribute(name);
    match &node.value {
        Value::Table(fields) => {
            let _ = writeln!(text, "{pad}{own} {{");
            for (name, node) in fields {
                member(name, node, depth + 1, text);
            }
            let _ = writeln!(text, "{pad}}}");
        }
        Value::List(items) if items.iter().all(|i| matches!(i.value, Value::Table(_))) => {
            for item in items {
                member(&block(name), item, depth, text);
            }
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            let _ = writeln!(text, "{pad}{own} = [{}]", items.join(", "));
        }
        _ => {
            let _ = writeln!(text, "{pad}{own} = {}", literal(node));
        }
    }
}

fn literal(node: &Node) -> String {
    match &node.value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => show_number(*number),
        // `${` and `%{` would begin a template.
        Value::Text(text) => quote(text).replace("${", "$${").replace("%{", "%%{"),
        Value::Null | Value::List(_) | Value::Table(_) => "null".into(),
    }
}

/// An alarm's dimensions: a map.
fn map(node: &Node, text: &mut String) {
    text.push_str("  dimensions = {\n");
    for pair in node.items() {
        let side = |name| pair.field(name).map(literal).unwrap_or_default();
        let _ = writeln!(text, "    {} = {}", side("Name"), side("Value"));
    }
    text.push_str("  }\n");
}

/// An alarm's actions: the policies' ARNs, from their resources.
fn actions(node: &Node, text: &mut String) {
    let policies = node.items().iter().filter_map(Node::text);
    let arns: Vec<String> = policies
        .map(|name| format!("aws_appautoscaling_policy.{}.arn", identifier(name)))
        .collect();
    let _ = writeln!(text, "  alarm_actions = [{}]", arns.join(", "));
}

/// `StepAdjustments` is repeated as `step_adjustment`; `Dimensions` keeps its plural.
fn block(name: &str) -> String {
    match name {
        "Dimensions" => name.into(),
        _ => name.strip_suffix('s').unwrap_or(name).into(),
    }
}

/// The provider's spelling of a member.
fn attribute(name: &str) -> String {
    match name {
        "PolicyName" | "ScheduledActionName" => return "name".into(),
        _ => {}
    }
    let mut own = String::new();
    for (index, c) in name.chars().enumerate() {
        if c.is_ascii_uppercase() && index > 0 {
            own.push('_');
        }
        own.push(c.to_ascii_lowercase());
    }
    own
}

/// Letters, digits, `_` and `-`, no digit first.
fn identifier(name: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let own: String = name
        .chars()
        .map(|c| if fits(c) { c } else { '_' })
        .collect();
    match own.chars().next() {
        Some(c) if c.is_ascii_alphabetic() || c == '_' => own,
        _ => format!("_{own}"),
    }
}
