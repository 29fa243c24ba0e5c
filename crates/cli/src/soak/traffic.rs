//! Random traffic, callers and models of a world.

use serde_json::{Value, json};

use super::dice::Dice;

/// A service time of any distribution.
pub fn service(d: &mut Dice, mean_ms: f64) -> Value {
    match d.below(4) {
        0 => json!({"distribution": "constant", "mean_ms": mean_ms}),
        1 => json!({"distribution": "exponential", "mean_ms": mean_ms}),
        2 => json!({"distribution": "gamma", "mean_ms": mean_ms, "cv": d.between(0.2, 1.6)}),
        _ => json!({"distribution": "lognormal", "mean_ms": mean_ms, "cv": d.between(0.05, 2.0)}),
    }
}

/// A part of the traffic, whatever the day.
pub fn component(d: &mut Dice, duration_s: u64, most_rps: f64) -> Value {
    let at = d.below(duration_s);
    let span = 1 + d.below(duration_s);
    match d.below(5) {
        0 => json!({"kind": "ramp", "from_s": d.below(duration_s / 2),
            "to_s": duration_s / 2 + 1 + d.below(duration_s),
            "from_rps": d.between(0.0, most_rps), "to_rps": d.between(0.0, most_rps)}),
        1 => json!({"kind": "promotions", "multiplier": d.between(0.0, 1.4),
            "mean_interval_s": span.max(60), "duration_s": 1 + d.below(600)}),
        2 => json!({"kind": "sine", "mean_rps": d.between(0.0, most_rps / 2.0),
            "amplitude_rps": d.between(0.0, most_rps / 2.0), "period_s": span.max(10), "phase_s": at}),
        3 => {
            let rps: Vec<f64> = (0..1 + d.below(20))
                .map(|_| d.between(0.0, most_rps))
                .collect();
            json!({"kind": "trace", "interval_s": 30 + d.below(200), "rps": rps})
        }
        _ => {
            let length = 10 + d.below(duration_s);
            let (rise, fall) = (d.below(length / 2), d.below(length / 2));
            let mut spike = json!({"kind": "spike", "at_s": at, "duration_s": length,
                "rise_s": rise, "fall_s": fall});
            if d.chance(2) {
                spike["rps"] = d.between(0.0, most_rps).into();
            } else {
                spike["multiplier"] = d.between(0.0, 1.4).into();
            }
            spike
        }
    }
}

/// Callers that may be impatient, and may try again.
pub fn client(d: &mut Dice) -> Value {
    let mut retry_on = vec![
        "rejected",
        "throttled",
        "timed_out",
        "no_capacity",
        "instance_lost",
    ];
    if d.chance(2) {
        retry_on.push("model_error");
    }
    let mut client = json!({
        "max_retries": d.below(3),
        "retry_on": retry_on,
        "backoff": {"base_ms": d.between(0.0, 2000.0), "jitter": d.between(0.0, 1.0)},
    });
    if d.chance(2) {
        client["timeout_s"] = (1 + d.below(90)).into();
    }
    client
}

/// A part of the traffic; business hours too.
pub fn any_component(d: &mut Dice, duration_s: u64, most_rps: f64) -> Value {
    if !d.chance(4) {
        return component(d, duration_s, most_rps);
    }
    let (opens, length) = (d.below(120), 1 + d.below(120));
    let clock = |minute: u64| format!("{:02}:{:02}", minute / 60, minute % 60);
    json!({"kind": "business_hours", "rps": d.between(0.0, most_rps),
        "off_rps": d.between(0.0, most_rps / 4.0), "start": clock(opens),
        "end": clock(opens + length),
        "days": if d.chance(2) { json!(["SUN", "MON"]) } else { json!(["MON", "TUE", "WED"]) },
        "timezone": d.pick(&ZONES)})
}

/// Zones of schedules and business hours, with and without daylight saving.
pub const ZONES: [&str; 4] = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"];

/// What one request costs.
pub fn model(d: &mut Dice, mean_ms: f64, workers: u64) -> Value {
    json!({
        "service_time": service(d, mean_ms),
        "workers": workers,
        "max_queue": d.below(30),
        "cpu_cores": d.between(0.0, 2.0),
        "error_rate": if d.chance(3) { d.between(0.0, 0.5) } else { 0.0 },
        "container_metrics": ["InFlightRequests", "QueueDepth"],
    })
}
