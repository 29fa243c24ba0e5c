use headroom_explain::{Report, csv};
use serde_json::Value;

use crate::world::{run, spiky};

#[test]
fn the_keys_stand_in_the_order_of_the_format() {
    let scenario = spiky();
    let run = run(&scenario);
    let text = serde_json::to_string(&Report::new(&scenario, &run)).unwrap();
    let order = [
        "{\"format\":1,",
        "\"engine\":",
        "\"scenario\":\"spiky\"",
        "\"seed\":1,",
        "\"summary\":",
        "\"requests\":",
        "\"arrived\":",
        "\"completed\":",
        "\"failed\":{\"rejected\":",
        "\"in_flight_at_end\":",
        "\"retries\":",
        "\"origins\":",
        "\"latency_ms\":{\"mean\":",
        "\"wait_ms\":",
        "\"capacity\":{\"min\":",
        "\"worker_utilization\":",
        "\"scaling\":{\"scale_outs\":1,",
        "\"cost_usd\":{\"total\":",
        "\"slo\":",
        "\"series\":{\"period_s\":60,\"time_s\":[0,60,",
        "\"Invocations\":[",
        "\"InvocationsPerInstance\":[",
        "\"ModelLatency_p50_ms\":[",
        "\"ModelLatency_p99_ms\":[",
        "\"CPUUtilization\":[",
        "\"GPUUtilization\":[null,",
        "\"errors\":[",
        "\"queue\":[",
        "\"DesiredInstanceCount\":[",
        "\"InServiceInstanceCount\":[",
        "\"cost_usd\":[",
        "\"events\":[{\"id\":0,\"time_s\":0.0,\"kind\":",
        "\"because\":",
        "\"detail\":",
        "\"text\":",
    ];
    let mut rest = text.as_str();
    for key in order {
        let at = rest
            .find(key)
            .unwrap_or_else(|| panic!("{key} is missing or out of order"));
        rest = &rest[at + key.len()..];
    }
}

#[test]
fn the_books_of_the_report_balance_and_counts_are_integers() {
    let scenario = spiky();
    let run = run(&scenario);
    let report = serde_json::to_value(Report::new(&scenario, &run)).unwrap();
    let requests = &report["summary"]["requests"];
    let n = |v: &Value| v.as_u64().expect("an integer");
    let failed: u64 = requests["failed"]
        .as_object()
        .unwrap()
        .values()
        .map(n)
        .sum();
    assert!(failed > 0);
    let accounted = n(&requests["completed"]) + failed + n(&requests["in_flight_at_end"]);
    assert_eq!(n(&requests["arrived"]), accounted);
    let errors: u64 = report["series"]["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(n)
        .sum();
    assert_eq!(errors, failed);
}

#[test]
fn a_decision_carries_every_guard_and_how_often_it_was_made() {
    let scenario = spiky();
    let run = run(&scenario);
    let report = serde_json::to_value(Report::new(&scenario, &run)).unwrap();
    let events = report["events"].as_array().unwrap();
    let scaled = events
        .iter()
        .find(|e| e["detail"]["reason"] == "Scaled")
        .unwrap();
    let detail = &scaled["detail"];
    assert_eq!(scaled["time_s"], 1200.0);
    assert_eq!(detail["policy"], "requests");
    assert_eq!(detail["alarm"]["asked"], "AlarmHigh");
    assert_eq!(detail["datapoint"]["value"], 1500.0);
    assert_eq!(detail["datapoint"]["load"], 6000.0);
    assert_eq!(detail["raw"], 7.5);
    assert_eq!(detail["desired"], 8);
    assert_eq!(detail["count"], 1);
    assert_eq!(detail["until_s"], 1200.0);
    let guards = detail["guards"].as_object().unwrap();
    assert!(guards.len() >= 5 && guards.values().all(|held| held == true));
    for (i, event) in events.iter().enumerate() {
        assert_eq!(event["id"], i);
        for cause in event["because"].as_array().unwrap() {
            assert!(
                cause.as_u64().unwrap() < i as u64,
                "a cause comes before its effect"
            );
        }
    }
}

#[test]
fn csv_has_a_row_a_minute_and_leaves_unpublished_metrics_empty() {
    let scenario = spiky();
    let run = run(&scenario);
    let text = csv(&run);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + 60);
    assert!(lines[0].starts_with("time_s,Invocations,InvocationsPerInstance,"));
    let columns = lines[0].split(',').count();
    for line in &lines[1..] {
        assert_eq!(line.split(',').count(), columns);
    }
    let gpu = lines[0]
        .split(',')
        .position(|c| c == "GPUUtilization")
        .unwrap();
    assert_eq!(lines[1].split(',').nth(gpu), Some(""));
    assert!(lines[2].starts_with("60,3000,750,"), "{}", lines[2]);
}
