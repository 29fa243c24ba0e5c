//! The same requests as a Python script that calls boto3.

use std::fmt::Write;

use super::{Operation, Request};
use crate::raw::json::quote;
use crate::raw::{Node, Value, show_number};

/// The script.
pub fn script(requests: &[Request]) -> String {
    let mut text = String::from(
        "import boto3\n\nscaling = boto3.client(\"application-autoscaling\")\n\
         cloudwatch = boto3.client(\"cloudwatch\")\n\n# The ARN of each policy, for the alarms that call it.\n\
         policy_arn = {}\n",
    );
    for request in requests {
        let call = match request.operation {
            Operation::RegisterScalableTarget => "scaling.register_scalable_target".into(),
            Operation::PutScalingPolicy => {
                format!(
                    "policy_arn[{}] = scaling.put_scaling_policy",
                    quote(&request.name)
                )
            }
            Operation::PutScheduledAction => "scaling.put_scheduled_action".into(),
            Operation::PutMetricAlarm => "cloudwatch.put_metric_alarm".into(),
        };
        let _ = writeln!(text, "\n{call}(");
        for (name, node) in request.body.fields() {
            let value = match name.as_str() {
                "AlarmActions" => arns(node),
                _ => literal(node, 1),
            };
            let _ = writeln!(text, "    {name}={value},");
        }
        let answer = match request.operation {
            Operation::PutScalingPolicy => "[\"PolicyARN\"]",
            _ => "",
        };
        let _ = writeln!(text, "){answer}");
    }
    text
}

fn arns(node: &Node) -> String {
    let policies = node.items().iter().filter_map(Node::text);
    let arns: Vec<String> = policies
        .map(|name| format!("policy_arn[{}]", quote(name)))
        .collect();
    format!("[{}]", arns.join(", "))
}

/// A Python literal. JSON's strings are Python's as well.
fn literal(node: &Node, depth: usize) -> String {
    let (pad, end) = ("    ".repeat(depth + 1), "    ".repeat(depth));
    match &node.value {
        Value::Null => "None".into(),
        Value::Flag(flag) => if *flag { "True" } else { "False" }.into(),
        Value::Number(number) => show_number(*number),
        Value::Text(text) => quote(text),
        Value::List(items) if items.is_empty() => "[]".into(),
        Value::List(items) => {
            let lines: String = items
                .iter()
                .map(|item| format!("{pad}{},\n", literal(item, depth + 1)))
                .collect();
            format!("[\n{lines}{end}]")
        }
        Value::Table(fields) => {
            let line = |(name, node): &(String, Node)| {
                format!("{pad}{}: {},\n", quote(name), literal(node, depth + 1))
            };
            let lines: String = fields.iter().map(line).collect();
            format!("{{\n{lines}{end}}}")
        }
    }
}
