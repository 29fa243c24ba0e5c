//! One row per bad input of the other kinds of endpoint, and of the network around them.

use headroom_scenario::load_toml;

use super::bad_input::found;

const REQUESTS: &str = r#"
id = "good"
traffic = { components = [{ kind = "constant", rps = 1 }] }
model = { service_time = { distribution = "constant", mean_ms = 100 } }
"#;
const SERVERLESS: &str = r#"kind = "serverless"
memory_mb = 2048
max_concurrency = 10
"#;
const ASYNC: &str = r#"kind = "async"
instance_type = "ml.m5.large"
"#;
const REAL_TIME: &str = r#"kind = "real_time"
instance_type = "ml.m5.large"
initial_instance_count = 2
"#;
const JOB: &str = r#"instance_type = "ml.m5.large"
work_s = 3600
"#;
const TARGET: &str = "[scaling.scalable_target]\nMinCapacity = 0\nMaxCapacity = 4\n";

/// More fields of the endpoint, more sections, and the expected `CODE path`s.
type Row = (&'static str, &'static str, &'static [&'static str]);

#[track_caller]
fn judge(top: &str, endpoint: &str, rows: &[Row]) {
    let mut wrong = String::new();
    for (fields, sections, expected) in rows {
        let text = format!("{top}\n{sections}\n[endpoint]\n{endpoint}\n{fields}\n");
        // A repeated field stands for its replacement.
        let text = fields.lines().fold(text, |text, line| {
            let name = line.split(" =").next().unwrap_or_default();
            let old = endpoint
                .lines()
                .find(|l| l.split(" =").next() == Some(name));
            match old {
                Some(old) if !name.is_empty() => text.replacen(&format!("{old}\n"), "", 1),
                _ => text,
            }
        });
        let mut got = found(load_toml(&text));
        let mut expected = expected.to_vec();
        got.sort();
        expected.sort_unstable();
        if got != expected {
            wrong += &format!("{text}\n  expected {expected:?}\n  found    {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn serverless_endpoints() {
    #[rustfmt::skip]
    judge(REQUESTS, SERVERLESS, &[
        ("", "", &["ok"]),
        ("memory_mb = 1024\nmax_concurrency = 1", "", &["ok"]),
        ("memory_mb = 6144\nmax_concurrency = 200", "", &["ok"]),
        ("memory_mb = 1500", "", &["E_SERVERLESS_MEMORY endpoint.memory_mb"]),
        ("memory_mb = 512", "", &["E_OUT_OF_RANGE endpoint.memory_mb"]),
        ("memory_mb = 8192", "", &["E_OUT_OF_RANGE endpoint.memory_mb"]),
        ("max_concurrency = 0", "", &["E_OUT_OF_RANGE endpoint.max_concurrency"]),
        ("max_concurrency = 201", "", &["E_OUT_OF_RANGE endpoint.max_concurrency"]),
        ("provisioned_concurrency = 11", "", &["E_PROVISIONED_ABOVE_MAX endpoint.provisioned_concurrency", "W_NO_PRICE endpoint.provisioned_concurrency"]),
        ("provisioned_concurrency = 10", "", &["W_NO_PRICE endpoint.provisioned_concurrency", "ok"]),
        ("provisioned_concurrency = 10", "prices = { serverless = { provisioned_usd_per_gb_second = 0.00001 } }", &["ok"]),
        ("instance_type = \"ml.g5.xlarge\"", "", &["E_SERVERLESS_INSTANCE endpoint.instance_type"]),
        ("", "network = { mode = \"private_vpc\" }", &["E_SERVERLESS_VPC network"]),
        ("", "[scaling.scalable_target]\nMinCapacity = 1\nMaxCapacity = 10", &["W_NO_PRICE scaling", "ok"]),
        ("", "[scaling.scalable_target]\nMinCapacity = 1\nMaxCapacity = 11", &["E_PROVISIONED_ABOVE_MAX scaling.scalable_target.MaxCapacity", "W_NO_PRICE scaling"]),
        ("provisioned_concurrency = 1", "[scaling.scalable_target]\nScalableDimension = \"sagemaker:variant:DesiredInstanceCount\"\nMinCapacity = 1\nMaxCapacity = 10", &["E_TARGET_MISMATCH scaling.scalable_target.ScalableDimension", "W_NO_PRICE endpoint.provisioned_concurrency"]),
        ("cold_start = { distribution = \"constant\", mean_ms = 0 }", "", &["ok"]),
        ("cold_start = { distribution = \"exponential\", mean_ms = 0 }", "", &["E_OUT_OF_RANGE endpoint.cold_start.mean_ms"]),
        ("idle_timeout_s = -1", "", &["E_OUT_OF_RANGE endpoint.idle_timeout_s"]),
        ("", TARGET, &["E_OUT_OF_RANGE scaling.scalable_target.MinCapacity", "W_NO_PRICE scaling"]),
        ("", "faults = [{ kind = \"instance_crash\", at_s = 5, count = 1 }]", &["W_NO_EFFECT faults[0].kind", "ok"]),
        ("", "client = { max_retries = 1, retry_on = [\"instance_lost\"] }", &["W_NO_EFFECT client.retry_on[0]", "ok"]),
    ]);
}

#[test]
fn asynchronous_endpoints() {
    #[rustfmt::skip]
    judge(REQUESTS, ASYNC, &[
        ("", "", &["ok"]),
        ("", TARGET, &["ok"]),
        ("purchase = \"spot\"", "", &["E_SPOT_REAL_TIME endpoint.purchase"]),
        ("invocation_timeout_s = 3601", "", &["E_OUT_OF_RANGE endpoint.invocation_timeout_s"]),
        ("request_ttl_s = 59", "", &["E_OUT_OF_RANGE endpoint.request_ttl_s"]),
        ("request_ttl_s = 21601", "", &["E_OUT_OF_RANGE endpoint.request_ttl_s"]),
        ("max_concurrent_invocations_per_instance = 1001", "", &["E_OUT_OF_RANGE endpoint.max_concurrent_invocations_per_instance"]),
        ("instance_type = \"ml.t2.medium\"", TARGET, &["E_BURSTABLE_SCALING endpoint.instance_type"]),
        ("", "client = { max_retries = 1, timeout_s = 5, retry_on = [\"rejected\"] }", &["W_NO_EFFECT client.retry_on[0]", "W_NO_EFFECT client.timeout_s", "ok"]),
        ("", "client = { max_retries = 1 }", &["ok"]),
    ]);
    let many = REQUESTS.replace("rps = 1", "rps = 10000");
    judge(
        &many,
        ASYNC,
        &[("", "", &["E_TOO_MANY_WAITING traffic.components"])],
    );
}

#[test]
fn inference_components_and_the_hypothetical() {
    #[rustfmt::skip]
    judge(REQUESTS, REAL_TIME, &[
        ("", TARGET, &["E_MIN_ZERO_REAL_TIME scaling.scalable_target.MinCapacity"]),
        ("inference_component = {}", TARGET, &["ok"]),
        ("inference_component = { initial_copies = 3 }", "", &["E_OUT_OF_RANGE endpoint.inference_component.initial_copies"]),
        ("inference_component = { ManagedInstanceScaling = { Status = \"ENABLED\", MinInstanceCount = 4, MaxInstanceCount = 3 } }", "", &["E_MIN_ABOVE_MAX endpoint.inference_component.ManagedInstanceScaling.MinInstanceCount"]),
        ("inference_component = { ManagedInstanceScaling = { Status = \"ENABLED\", MaxInstanceCount = 1 } }", "", &["E_CONTRADICTION endpoint.inference_component.ManagedInstanceScaling.MaxInstanceCount"]),
        ("inference_component = { ManagedInstanceScaling = {} }", "", &["E_MISSING_FIELD endpoint.inference_component.ManagedInstanceScaling.Status"]),
        ("purchase = \"spot\"", "", &["E_SPOT_REAL_TIME endpoint.purchase"]),
        ("what_if_spot = true", "", &["E_CONTRADICTION endpoint.what_if_spot"]),
        ("interruptions = { mean_interval_s = 3600 }", "", &["E_CONTRADICTION endpoint.interruptions"]),
        ("purchase = \"spot\"\nwhat_if_spot = true", "", &["E_MISSING_FIELD endpoint.interruptions"]),
        ("purchase = \"spot\"\nwhat_if_spot = true\ninterruptions = { mean_interval_s = 3600 }", "", &["ok"]),
        ("purchase = \"spot\"\nwhat_if_spot = true\ninterruptions = { mean_interval_s = 3600 }\ninference_component = {}", "", &["E_CONTRADICTION endpoint.inference_component"]),
    ]);
}

#[test]
fn jobs() {
    let kind = |kind: &str| format!("kind = \"{kind}\"\n{JOB}");
    let top = "id = \"good\"";
    const SPOT: &str = "purchase = \"spot\"\ninterruptions = { mean_interval_s = 3600 }";
    #[rustfmt::skip]
    judge(top, &kind("training"), &[
        ("", "", &["ok"]),
        ("purchase = \"spot\"\ninterruptions = { mean_interval_s = 3600 }\nmax_wait_s = 3600", "", &["ok"]),
        ("purchase = \"spot\"\ninterruptions = { mean_interval_s = 3600 }\nmax_wait_s = 1800", "", &["E_MAX_WAIT_BELOW_RUNTIME endpoint.max_wait_s"]),
        ("max_wait_s = 7200", "", &["E_CONTRADICTION endpoint.max_wait_s"]),
        ("purchase = \"spot\"", "", &["E_MISSING_FIELD endpoint.interruptions"]),
        ("interruptions = { mean_interval_s = 3600 }", "", &["E_CONTRADICTION endpoint.interruptions"]),
        ("checkpoint_interval_s = 60\ncheckpoint_cost_s = 61", "", &["E_CHECKPOINT_LONGER_THAN_INTERVAL endpoint.checkpoint_cost_s"]),
        ("checkpoint_interval_s = 60\ncheckpoint_cost_s = 60", "", &["ok"]),
        ("checkpoint_cost_s = 10", "", &["W_NO_EFFECT endpoint.checkpoint_cost_s", "ok"]),
        ("", "traffic = { components = [{ kind = \"constant\", rps = 1 }] }", &["E_CONTRADICTION traffic"]),
        ("", TARGET, &["E_NO_SCALABLE_DIMENSION scaling"]),
    ]);
    #[rustfmt::skip]
    judge(top, &kind("batch_transform"), &[
        ("", "", &["ok"]),
        (SPOT, "", &["E_SPOT_BATCH endpoint.purchase"]),
        (SPOT, "ruleset = \"study_guide\"", &["ok"]),
    ]);
}

#[test]
fn networks() {
    #[rustfmt::skip]
    judge(REQUESTS, REAL_TIME, &[
        ("", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"s3\", type = \"gateway\" }] }", &["ok"]),
        ("", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"s3\", type = \"interface\" }, { service = \"s3\" }] }", &["ok"]),
        ("", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"s3\" }, { service = \"s3\" }] }", &["E_DUPLICATE_NAME network.vpc_endpoints[1].service"]),
        ("", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"monitoring\", type = \"gateway\" }] }", &["E_VPC_WRONG_TYPE network.vpc_endpoints[0].type"]),
        ("", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"cloudwatch\" }] }", &["E_VPC_UNKNOWN_SERVICE network.vpc_endpoints[0].service"]),
        ("", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"s3\", private_dns = false }] }", &["W_NO_EFFECT network.vpc_endpoints[0].private_dns", "ok"]),
        ("", "network = { mode = \"private_vpc\", availability_zones = 7 }", &["E_OUT_OF_RANGE network.availability_zones"]),
        ("", "network = { vpc_endpoints = [{ service = \"s3\" }] }", &["E_CONTRADICTION network.vpc_endpoints"]),
        ("", "faults = [{ kind = \"vpc_endpoint_broken\", at_s = 5, duration_s = 5, service = \"s3\", property = \"enabled\" }]", &["E_CONTRADICTION faults[0].kind"]),
        ("", "network = { mode = \"private_vpc\" }\nfaults = [{ kind = \"vpc_endpoint_broken\", at_s = 5, duration_s = 5, service = \"s3\", property = \"enabled\" }]", &["E_CONTRADICTION faults[0].service"]),
        ("", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"s3\" }] }\nfaults = [{ kind = \"vpc_endpoint_broken\", at_s = 5, duration_s = 5, service = \"s3\", property = \"private_dns\" }]", &["E_CONTRADICTION faults[0].property"]),
        ("", "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = \"s3\" }] }\nfaults = [{ kind = \"vpc_endpoint_broken\", at_s = 5, duration_s = 5, service = \"s3\", property = \"route_table_associated\" }]", &["ok"]),
        ("", "faults = [{ kind = \"s3_unreachable\", at_s = 5, duration_s = 5 }]", &["ok"]),
        ("", "faults = [{ kind = \"spot_interruption\", at_s = 5 }]", &["W_NO_EFFECT faults[0].kind", "ok"]),
    ]);
}

#[test]
fn payload_is_billed_for_serverless_inference_only() {
    let top = REQUESTS.replace(" } }", " }, payload_mb = 2 }");
    judge(&top, SERVERLESS, &[("", "", &["ok"])]);
    let no_effect: &[&str] = &["W_NO_EFFECT model.payload_mb", "ok"];
    judge(&top, REAL_TIME, &[("", "", no_effect)]);
    judge(&top, ASYNC, &[("", "", no_effect)]);
}

/// What people get wrong about kinds and networks: each has a code of its own, says what is
/// allowed and what to do.
#[test]
fn each_mistake_about_kinds_and_networks_has_a_code_and_a_hint() {
    const TRAINING: &str = "kind = \"training\"\ninstance_type = \"ml.m5.large\"\nwork_s = 3600";
    const VPC: &str = "network = { mode = \"private_vpc\", vpc_endpoints = [{ service = ";
    let requests =
        |endpoint: &str, more: &str| format!("{REQUESTS}\n{more}\n[endpoint]\n{endpoint}");
    let job = |more: &str| format!("id = \"good\"\n[endpoint]\n{TRAINING}\n{more}");
    let spot = "purchase = \"spot\"\ninterruptions = { mean_interval_s = 3600 }\nmax_wait_s = 60";
    let model = "model = { service_time = { distribution = \"constant\", mean_ms = 100 } }";
    let serverless = |memory: u32, provisioned: u32| {
        format!(
            "kind = \"serverless\"\nmemory_mb = {memory}\nmax_concurrency = 10\nprovisioned_concurrency = {provisioned}"
        )
    };
    let rows = [
        ("E_SERVERLESS_MEMORY", requests(&serverless(1500, 0), "")),
        (
            "E_PROVISIONED_ABOVE_MAX",
            requests(&serverless(2048, 11), ""),
        ),
        (
            "E_SERVERLESS_GPU",
            requests(SERVERLESS, "").replace(model, &model.replace(" } }", " }, gpus = 1 }")),
        ),
        (
            "E_SERVERLESS_INSTANCE",
            requests(&format!("{SERVERLESS}instance_type = \"ml.g5.xlarge\""), ""),
        ),
        (
            "E_SERVERLESS_VPC",
            requests(SERVERLESS, "network = { mode = \"private_vpc\" }"),
        ),
        ("E_MAX_WAIT_BELOW_RUNTIME", job(spot)),
        (
            "E_CHECKPOINT_LONGER_THAN_INTERVAL",
            job("checkpoint_interval_s = 60\ncheckpoint_cost_s = 61"),
        ),
        (
            "E_VPC_UNKNOWN_SERVICE",
            requests(REAL_TIME, &format!("{VPC}\"cloudwatch\" }}] }}")),
        ),
        (
            "E_VPC_WRONG_TYPE",
            requests(
                REAL_TIME,
                &format!("{VPC}\"monitoring\", type = \"gateway\" }}] }}"),
            ),
        ),
        ("E_NO_SCALABLE_DIMENSION", format!("{}\n{TARGET}", job(""))),
        (
            "E_TARGET_MISMATCH",
            requests(
                ASYNC,
                "[scaling.scalable_target]\nMinCapacity = 1\nMaxCapacity = 4\nScalableDimension = \"sagemaker:inference-component:DesiredCopyCount\"",
            ),
        ),
        (
            "E_SPOT_REAL_TIME",
            requests(&format!("{REAL_TIME}purchase = \"spot\""), ""),
        ),
        (
            "E_SPOT_BATCH",
            job(spot)
                .replace("training", "batch_transform")
                .replace("max_wait_s = 60", ""),
        ),
    ];
    let mut seen = Vec::new();
    for (code, text) in rows {
        let problems = load_toml(&text).expect_err(code);
        let errors: Vec<_> = problems
            .0
            .iter()
            .filter(|p| p.code.starts_with("E_"))
            .collect();
        let [problem] = errors[..] else {
            panic!("{code}: {problems}")
        };
        assert_eq!(problem.code, code, "{problems}");
        assert!(
            !problem.rule.is_empty() && !problem.hint.is_empty(),
            "{problem}"
        );
        assert!(
            !problem.path.is_empty() && problem.line.is_some(),
            "{problem}"
        );
        println!("{problem}");
        assert!(!seen.contains(&code), "{code} stands for two mistakes");
        seen.push(code);
    }
    let allowed = requests(
        REAL_TIME,
        &format!("{VPC}\"s3\", type = \"interface\" }}] }}"),
    );
    assert!(
        load_toml(&allowed).is_ok(),
        "S3 by an interface endpoint is allowed and priced"
    );
}
