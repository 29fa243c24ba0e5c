//! The requests themselves: AWS's bodies with the resource that they are about.

use crate::raw::json;
use crate::raw::{Node, Value};

/// An operation of Application Auto Scaling or CloudWatch, as the AWS CLI spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `application-autoscaling register-scalable-target`.
    RegisterScalableTarget,
    /// `application-autoscaling put-scaling-policy`.
    PutScalingPolicy,
    /// `application-autoscaling put-scheduled-action`.
    PutScheduledAction,
    /// `cloudwatch put-metric-alarm`.
    PutMetricAlarm,
}

impl Operation {
    /// The AWS CLI's word.
    pub const fn command(self) -> &'static str {
        match self {
            Operation::RegisterScalableTarget => "register-scalable-target",
            Operation::PutScalingPolicy => "put-scaling-policy",
            Operation::PutScheduledAction => "put-scheduled-action",
            Operation::PutMetricAlarm => "put-metric-alarm",
        }
    }

    /// The AWS CLI's word for the service.
    pub const fn service(self) -> &'static str {
        match self {
            Operation::PutMetricAlarm => "cloudwatch",
            _ => "application-autoscaling",
        }
    }
}

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What is asked.
    pub operation: Operation,
    /// The body's own name: a policy's, an action's, an alarm's; the endpoint's for the target.
    pub name: String,
    pub(super) body: Node,
}

impl Request {
    /// For `--cli-input-json`. An alarm's action is the ARN that put-scaling-policy answers with,
    /// so it stands as `REPLACE_WITH_PolicyARN_OF_<name>`.
    pub fn cli_json(&self) -> String {
        let mut body = self.body.clone();
        if let Some(actions) = body.field_mut("AlarmActions") {
            for action in actions.items_mut() {
                if let Value::Text(policy) = &action.value {
                    action.value = Value::Text(format!("REPLACE_WITH_PolicyARN_OF_{policy}"));
                }
            }
        }
        json::write(&body)
    }
}

/// The variant that Headroom simulates has no name in a scenario; AWS's console calls it this.
const VARIANT: &str = "AllTraffic";

/// Everything that a checked scenario asks for, in the order in which it must be sent.
pub fn requests(root: &Node) -> Vec<Request> {
    let Some(scaling) = root.field("scaling") else {
        return Vec::new();
    };
    let subject = Subject::of(root);
    let mut requests = Vec::new();
    if let Some(target) = scaling.field("scalable_target") {
        requests.push(Request {
            operation: Operation::RegisterScalableTarget,
            name: subject.endpoint.clone(),
            body: subject.body(&[], target),
        });
    }
    let mut each = |list: &str, operation, name: &str, first: &[&str]| {
        for item in scaling.field(list).map_or(&[][..], Node::items) {
            let body = match operation {
                Operation::PutMetricAlarm => subject.alarm(item),
                _ => subject.body(first, item),
            };
            requests.push(Request {
                operation,
                name: item
                    .field(name)
                    .and_then(Node::text)
                    .unwrap_or_default()
                    .into(),
                body,
            });
        }
    };
    each(
        "policies",
        Operation::PutScalingPolicy,
        "PolicyName",
        &["PolicyName"],
    );
    let action = "ScheduledActionName";
    each(
        "scheduled_actions",
        Operation::PutScheduledAction,
        action,
        &[action],
    );
    each("alarms", Operation::PutMetricAlarm, "AlarmName", &[]);
    requests
}

/// The resource that is scaled.
struct Subject {
    endpoint: String,
    resource_id: String,
    dimension: &'static str,
    is_component: bool,
}

impl Subject {
    fn of(root: &Node) -> Subject {
        let id = root.field("id").and_then(Node::text);
        let endpoint = id.unwrap_or("headroom").to_owned();
        let kind = root.field("endpoint");
        let is_component = kind.is_some_and(|e| e.field("inference_component").is_some());
        let word = kind.and_then(|e| e.field("kind")).and_then(Node::text);
        let (resource_id, dimension) = if is_component {
            let resource = format!("inference-component/{endpoint}");
            (resource, "sagemaker:inference-component:DesiredCopyCount")
        } else {
            let resource = format!("endpoint/{endpoint}/variant/{VARIANT}");
            let dimension = match word {
                Some("serverless") => "sagemaker:variant:DesiredProvisionedConcurrency",
                _ => "sagemaker:variant:DesiredInstanceCount",
            };
            (resource, dimension)
        };
        Subject {
            endpoint,
            resource_id,
            dimension,
            is_component,
        }
    }

    /// `item` with the resource behind its `first` fields, whatever resource it named itself.
    fn body(&self, first: &[&str], item: &Node) -> Node {
        const RESOURCE: [&str; 3] = ["ServiceNamespace", "ResourceId", "ScalableDimension"];
        let is_first = |name: &str| first.contains(&name);
        let fields = item.fields();
        let mut body: Vec<(String, Node)> = fields
            .iter()
            .filter(|(name, _)| is_first(name))
            .cloned()
            .collect();
        let values = ["sagemaker", &self.resource_id, self.dimension];
        body.extend(
            RESOURCE
                .iter()
                .zip(values)
                .map(|(n, v)| ((*n).to_owned(), Node::of(v))),
        );
        let rest = |name: &str| !is_first(name) && !RESOURCE.contains(&name);
        body.extend(fields.iter().filter(|(name, _)| rest(name)).cloned());
        let mut body = Node {
            value: Value::Table(body),
            line: None,
        };
        if let Some(metric) = body
            .field_mut("TargetTrackingScalingPolicyConfiguration")
            .and_then(|c| c.field_mut("CustomizedMetricSpecification"))
        {
            self.name_dimensions(metric);
        }
        body
    }

    /// An alarm, its metric's dimensions named.
    fn alarm(&self, item: &Node) -> Node {
        let mut body = item.clone();
        self.name_dimensions(&mut body);
        body
    }

    /// Adds the dimensions that tell this endpoint's metric from every other's.
    fn name_dimensions(&self, metric: &mut Node) {
        if metric.field("Dimensions").is_some() || metric.field("MetricName").is_none() {
            return;
        }
        let pair = |name: &str, value: &str| {
            let fields = [("Name", name), ("Value", value)];
            Node::table(fields.map(|(n, v)| (n.to_owned(), Node::of(v))).into())
        };
        let name = metric.field("MetricName").and_then(Node::text);
        // SageMaker publishes an async endpoint's backlog by endpoint alone (FACTS, section 6).
        let by_endpoint = name.is_some_and(|n| n.contains("Backlog"));
        let list = if self.is_component {
            vec![pair("InferenceComponentName", &self.endpoint)]
        } else if by_endpoint {
            vec![pair("EndpointName", &self.endpoint)]
        } else {
            vec![
                pair("EndpointName", &self.endpoint),
                pair("VariantName", VARIANT),
            ]
        };
        metric.set(
            "Dimensions",
            Node {
                value: Value::List(list),
                line: None,
            },
        );
    }
}
