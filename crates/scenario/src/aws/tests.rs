use super::import::{ImportError, import};
use super::*;

const SCENARIO: &str = r#"{
  "format": 1, "id": "checkout", "duration_s": 600,
  "traffic": { "components": [{ "kind": "constant", "rps": 1 }] },
  "model": { "service_time": { "distribution": "constant", "mean_ms": 100 } },
  "endpoint": { "kind": "real_time", "instance_type": "ml.m5.xlarge" },
  "scaling": {
    "scalable_target": { "MinCapacity": 1, "MaxCapacity": 20 },
    "policies": [{
      "PolicyName": "keep-350", "PolicyType": "TargetTrackingScaling",
      "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": 350,
        "PredefinedMetricSpecification": { "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance" },
        "ScaleInCooldown": 600
      }
    }]
  }
}"#;

fn exported() -> Export {
    let export = Source::json(SCENARIO).and_then(|source| source.export());
    export.unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn requests_name_the_resource_in_awss_words() {
    let export = exported();
    let commands: Vec<_> = export
        .requests
        .iter()
        .map(|r| r.operation.command())
        .collect();
    assert_eq!(commands, ["register-scalable-target", "put-scaling-policy"]);
    assert_eq!(
        export.requests[0].cli_json(),
        r#"{
  "ServiceNamespace": "sagemaker",
  "ResourceId": "endpoint/checkout/variant/AllTraffic",
  "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
  "MinCapacity": 1,
  "MaxCapacity": 20
}"#
    );
}

#[test]
fn a_template_refers_to_its_target() {
    let text = exported().cloudformation();
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let policy = &value["Resources"]["PolicyKeep350"]["Properties"];
    assert_eq!(policy["ScalingTargetId"]["Ref"], "ScalableTarget");
    assert_eq!(
        policy["TargetTrackingScalingPolicyConfiguration"]["TargetValue"],
        350
    );
    assert!(policy.get("ResourceId").is_none(), "{text}");
}

#[test]
fn terraform_spells_members_in_snake_case() {
    let text = exported().terraform();
    for line in [
        "resource \"aws_appautoscaling_policy\" \"keep-350\" {",
        "  name = \"keep-350\"",
        "  resource_id = aws_appautoscaling_target.checkout.resource_id",
        "    scale_in_cooldown = 600",
        "      predefined_metric_type = \"SageMakerVariantInvocationsPerInstance\"",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
}

#[test]
fn python_is_called_with_the_same_members() {
    let text = exported().boto3();
    assert!(
        text.contains("policy_arn[\"keep-350\"] = scaling.put_scaling_policy("),
        "{text}"
    );
    assert!(text.contains("\"ScaleInCooldown\": 600,"), "{text}");
}

#[test]
fn a_scenario_with_a_problem_is_not_exported() {
    let text = SCENARIO.replace("\"MaxCapacity\": 20", "\"MaxCapacity\": 0");
    let export = Source::json(&text).and_then(|source| source.export());
    assert!(export.is_err());
}

const PASTE: &str = r#"
{ "ScalableTargets": [{ "ServiceNamespace": "sagemaker", "ResourceId": "endpoint/secret/variant/a",
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount", "MinCapacity": 2, "MaxCapacity": 9,
    "RoleARN": "arn:aws:iam::123456789012:role/x", "SuspendedState": { "DynamicScalingInSuspended": true },
    "Colour": "red" }] }
{ "ScalingPolicies": [
   { "PolicyARN": "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:u:resource/sagemaker/endpoint/secret/variant/a:policyName/ours",
     "PolicyName": "ours", "ServiceNamespace": "sagemaker", "ResourceId": "endpoint/secret/variant/a",
     "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": { "AdjustmentType": "ChangeInCapacity" } },
   { "PolicyName": "theirs", "ServiceNamespace": "ecs", "PolicyType": "StepScaling" } ] }
{ "MetricAlarms": [
   { "AlarmName": "secret alarm", "MetricName": "CPUUtilization", "Dimensions": [],
     "AlarmActions": ["arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:u:resource/sagemaker/endpoint/secret/variant/a:policyName/ours",
                      "arn:aws:sns:us-east-1:123456789012:mail"] },
   { "AlarmName": "TargetTracking-endpoint/secret/variant/a-AlarmHigh-u" } ] }"#;

#[test]
fn a_paste_loses_its_names_and_says_what_it_lost() {
    let import = import(PASTE).expect("an answer");
    for secret in ["secret", "123456789012", "ours", "arn:"] {
        assert!(
            !import.scaling.contains(secret),
            "{secret}: {}",
            import.scaling
        );
    }
    let value: serde_json::Value = serde_json::from_str(&import.scaling).expect("JSON");
    assert_eq!(value["scalable_target"]["MinCapacity"], 2);
    assert_eq!(value["policies"][0]["PolicyName"], "policy-1");
    assert_eq!(
        value["alarms"][0]["AlarmActions"],
        serde_json::json!(["policy-1"])
    );
    assert_eq!(
        import.unknown,
        [
            "ScalableTargets[0].Colour is not known here",
            "ScalingPolicies[1] scales ecs, not sagemaker: left out",
            "MetricAlarms[0] has an action that is no policy of this paste: left out",
            "MetricAlarms[1] belongs to a target tracking policy, which brings it itself: left out",
        ]
    );
    assert!(import.dropped.iter().any(|name| name == "RoleARN"));
}

#[test]
fn a_paste_that_is_none_says_so() {
    assert_eq!(import("{\"Reservations\": []}"), Err(ImportError::Foreign));
    assert_eq!(import(""), Err(ImportError::Foreign));
    assert!(matches!(
        import("{\"ScalingPolicies\": ["),
        Err(ImportError::Syntax(_))
    ));
    assert!(matches!(import("usage: aws"), Err(ImportError::Syntax(_))));
}
