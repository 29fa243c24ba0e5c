//! The series as comma-separated values: one row a minute, headed by the report's names.

use alloc::string::String;
use core::fmt::Write;

use headroom_engine::run::{Run, Series};

/// The columns, in the report's order.
const COLUMNS: [&str; 12] = [
    "time_s",
    "Invocations",
    "InvocationsPerInstance",
    "ModelLatency_p50_ms",
    "ModelLatency_p99_ms",
    "CPUUtilization",
    "GPUUtilization",
    "errors",
    "queue",
    "DesiredInstanceCount",
    "InServiceInstanceCount",
    "cost_usd",
];

/// The series of `run`. A metric that was not published leaves its cell empty, never 0.
pub fn csv(run: &Run) -> String {
    let mut text = COLUMNS.join(",");
    for column in &run.columns {
        let _ = write!(text, ",{}", column.name);
    }
    text.push('\n');
    for row in 0..run.series.len() {
        write_row(&mut text, &run.series, row);
        for column in &run.columns {
            text.push(',');
            if let Some(value) = column.values.get(row).copied().flatten() {
                let _ = write!(text, "{value}");
            }
        }
        text.push('\n');
    }
    text
}

fn write_row(text: &mut String, s: &Series, row: usize) {
    // Writing to a String cannot fail.
    let _ = write!(text, "{},{},", s.time_s[row], s.invocations[row]);
    let metrics = [
        &s.invocations_per_instance,
        &s.model_latency_p50_ms,
        &s.model_latency_p99_ms,
        &s.cpu_utilization,
        &s.gpu_utilization,
    ];
    for metric in metrics {
        if let Some(value) = metric[row] {
            let _ = write!(text, "{value}");
        }
        text.push(',');
    }
    let _ = write!(
        text,
        "{},{},{},{},{}",
        s.errors[row],
        s.queue[row],
        s.desired_instance_count[row],
        s.in_service_instance_count[row],
        s.cost_usd[row],
    );
}
