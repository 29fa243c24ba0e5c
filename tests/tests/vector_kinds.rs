//! The worked examples that concern the other kinds of endpoint, the network and its price.

use headroom_engine::run::{EndpointStatus, What, savings_percent};
use headroom_engine::simulate;
use headroom_explain::clues::clues;
use headroom_model::scenario::Scenario;
use headroom_scenario::load_json;
use serde_json::Value;

/// Runs a vector; `false` when it is none of these.
pub fn run(id: &str, setup: &Value, expected: &Value) -> bool {
    match id {
        "serverless-config-validation" => serverless_config(setup, expected),
        "spot-request-validation" => spot_request(setup, expected),
        "spot-savings" => spot_savings(setup, expected),
        "vpce-cost" => vpc_endpoint_cost(setup, expected),
        "vpc-missing-s3-create" => missing_s3(expected),
        _ => return false,
    }
    true
}

/// A scenario file that serves requests.
fn file(endpoint: &str, more: &str) -> String {
    format!(
        r#"{{ "id": "vector", {more}
        "traffic": {{ "components": [{{ "kind": "constant", "rps": 0.001 }}] }},
        "model": {{ "service_time": {{ "distribution": "constant", "mean_ms": 100 }} }},
        "endpoint": {endpoint} }}"#
    )
}

fn load(text: &str) -> Scenario {
    load_json(text).unwrap_or_else(|e| panic!("{e}")).scenario
}

fn serverless_config(setup: &Value, expected: &Value) {
    let cases = setup["cases"].as_array().expect("cases");
    for (case, valid) in cases
        .iter()
        .zip(expected["valid"].as_array().expect("a list"))
    {
        let provisioned = case["provisioned"].as_u64().unwrap_or(0);
        let endpoint = format!(
            r#"{{ "kind": "serverless", "memory_mb": {}, "max_concurrency": {}, "provisioned_concurrency": {provisioned} }}"#,
            case["mem"], case["max"]
        );
        assert_eq!(
            Value::from(load_json(&file(&endpoint, "")).is_ok()),
            *valid,
            "{case}"
        );
    }
}

fn spot_request(setup: &Value, expected: &Value) {
    const SPOT: &str = r#""purchase": "spot", "interruptions": { "mean_interval_s": 3600 }, "instance_type": "ml.m5.large""#;
    let cases = setup["cases"].as_array().expect("cases");
    for (case, valid) in cases
        .iter()
        .zip(expected["valid"].as_array().expect("a list"))
    {
        let text = match case["job"].as_str() {
            Some("training") => format!(
                r#"{{ "id": "vector", "endpoint": {{ "kind": "training", {SPOT}, "work_s": {}, "max_wait_s": {} }} }}"#,
                case["MaxRuntime"], case["MaxWait"]
            ),
            Some("transform") => format!(
                r#"{{ "id": "vector", "endpoint": {{ "kind": "batch_transform", {SPOT}, "work_s": 60 }} }}"#
            ),
            _ => file(&format!(r#"{{ "kind": "real_time", {SPOT} }}"#), ""),
        };
        assert_eq!(Value::from(load_json(&text).is_ok()), *valid, "{case}");
    }
}

/// A job that is billed for a fifth of its time.
fn spot_savings(setup: &Value, expected: &Value) {
    let number = |name: &str| setup[name].as_f64().expect("a number");
    let (billable, training) = (
        number("BillableTimeInSeconds"),
        number("TrainingTimeInSeconds"),
    );
    let text = format!(
        r#"{{ "id": "vector", "prices": {{ "spot_discount": {} }}, "endpoint": {{ "kind": "training",
        "instance_type": "ml.m5.large", "work_s": {training}, "purchase": "spot",
        "interruptions": {{ "mean_interval_s": 2678400 }} }} }}"#,
        1.0 - billable / training
    );
    let scenario = load(&text);
    let summary = simulate(&scenario, scenario.seed).summary;
    let job = summary.job.expect("a job");
    assert_eq!((job.completed, job.billed_s), (true, training));
    let list_price = training / 3600.0 * 0.115;
    let paid_s = training * summary.cost_usd.instances / list_price;
    let saved = savings_percent(paid_s, training);
    let want = expected["savings_percent"].as_f64().expect("a number");
    assert!((saved - want).abs() < 1e-6, "{saved}");
}

fn vpc_endpoint_cost(setup: &Value, expected: &Value) {
    let hours = setup["hours"].as_f64().expect("hours");
    let cost = |zones: u32, service: &str| {
        let network = format!(
            r#""duration_s": {}, "network": {{ "mode": "private_vpc", "internet_access": false, "availability_zones": {zones},
            "vpc_endpoints": [{{ "service": "s3" }}, {service}] }},"#,
            hours * 3600.0
        );
        let endpoint = r#"{ "kind": "real_time", "instance_type": "ml.m5.large" }"#;
        let scenario = load(&file(endpoint, &network));
        simulate(&scenario, scenario.seed)
            .summary
            .cost_usd
            .vpc_endpoints
    };
    let monitoring = r#"{ "service": "monitoring", "type": "interface" }"#;
    for (got, want) in [
        (cost(1, monitoring), &expected["usd"]),
        (cost(2, monitoring), &expected["two_enis_usd"]),
        (
            cost(2, r#"{ "service": "sts", "enabled": false }"#),
            &expected["gateway_s3_usd"],
        ),
    ] {
        assert!(
            (got - want.as_f64().expect("a number")).abs() < 1e-9,
            "{got} {want}"
        );
    }
    let per_gb = headroom_scenario::prices::catalogue()
        .prices()
        .network
        .interface_usd_per_gb;
    assert_eq!(Some(per_gb), expected["per_gb"].as_f64());
}

fn missing_s3(expected: &Value) {
    let endpoint = r#"{ "kind": "real_time", "instance_type": "ml.m5.large" }"#;
    let network = r#""network": { "mode": "private_vpc", "internet_access": false },"#;
    let scenario = load(&file(endpoint, network));
    let run = simulate(&scenario, scenario.seed);
    let status = run.events.iter().rev().find_map(|e| match e.what {
        What::EndpointStatus { status } => Some(status),
        _ => None,
    });
    assert_eq!(status, Some(EndpointStatus::Failed));
    assert_eq!(
        status.map(|s| s.name()),
        expected["endpoint_status"].as_str()
    );
    let clues = clues(&scenario, &run);
    let said = clues
        .iter()
        .find(|c| c.source == "DescribeEndpoint")
        .expect("loud");
    for part in expected["failure_reason_mentions"]
        .as_array()
        .expect("a list")
    {
        let part = part.as_str().expect("a text");
        assert!(said.text.contains(part), "{part} in {}", said.text);
    }
}
