//! The figures of the summary by their paths in the report.

use headroom_engine::run::{Distribution, Summary};

type Read = fn(&Summary) -> Option<f64>;

macro_rules! paths {
    ($($path:literal => |$s:ident| $read:expr;)*) => {
        /// Every figure of the summary: its path in the report below `summary`, and how to read it.
        pub const SUMMARY: &[(&str, Read)] = &[$(($path, |$s: &Summary| $read)),*];
    };
}

const fn whole(n: u64) -> Option<f64> {
    Some(n as f64)
}

fn latency(s: &Summary) -> &Distribution {
    &s.latency_ms
}

fn wait(s: &Summary) -> &Distribution {
    &s.wait_ms
}

paths! {
    "requests.arrived" => |s| whole(s.requests.arrived);
    "requests.completed" => |s| whole(s.requests.completed);
    "requests.failed.total" => |s| whole(s.requests.failed.total());
    "requests.failed.rejected" => |s| whole(s.requests.failed.rejected);
    "requests.failed.timed_out" => |s| whole(s.requests.failed.timed_out);
    "requests.failed.throttled" => |s| whole(s.requests.failed.throttled);
    "requests.failed.model_error" => |s| whole(s.requests.failed.model_error);
    "requests.failed.no_capacity" => |s| whole(s.requests.failed.no_capacity);
    "requests.failed.instance_lost" => |s| whole(s.requests.failed.instance_lost);
    "requests.in_flight_at_end" => |s| whole(s.requests.in_flight_at_end);
    "requests.retries" => |s| whole(s.requests.retries);
    "requests.origins.arrived" => |s| whole(s.requests.origins.arrived);
    "requests.origins.succeeded" => |s| whole(s.requests.origins.succeeded);
    "requests.origins.failed" => |s| whole(s.requests.origins.failed);
    "requests.origins.open" => |s| whole(s.requests.origins.open);
    "latency_ms.mean" => |s| latency(s).mean;
    "latency_ms.p50" => |s| latency(s).p50;
    "latency_ms.p90" => |s| latency(s).p90;
    "latency_ms.p95" => |s| latency(s).p95;
    "latency_ms.p99" => |s| latency(s).p99;
    "latency_ms.max" => |s| latency(s).max;
    "wait_ms.mean" => |s| wait(s).mean;
    "wait_ms.p50" => |s| wait(s).p50;
    "wait_ms.p90" => |s| wait(s).p90;
    "wait_ms.p95" => |s| wait(s).p95;
    "wait_ms.p99" => |s| wait(s).p99;
    "wait_ms.max" => |s| wait(s).max;
    "capacity.min" => |s| whole(u64::from(s.capacity.min));
    "capacity.mean" => |s| Some(s.capacity.mean);
    "capacity.max" => |s| whole(u64::from(s.capacity.max));
    "capacity.final" => |s| whole(u64::from(s.capacity.r#final));
    "capacity.instance_seconds" => |s| Some(s.capacity.instance_seconds);
    "worker_utilization" => |s| s.worker_utilization;
    "cold_starts" => |s| whole(s.cold_starts);
    "environments.mean" => |s| s.environments.map(|e| e.mean);
    "environments.max" => |s| s.environments.and_then(|e| whole(u64::from(e.max)));
    "job.wall_s" => |s| s.job.map(|job| job.wall_s);
    "job.billed_s" => |s| s.job.map(|job| job.billed_s);
    "job.interruptions" => |s| s.job.and_then(|job| whole(job.interruptions));
    "job.work_lost_s" => |s| s.job.map(|job| job.work_lost_s);
    "job.completed" => |s| s.job.map(|job| f64::from(u8::from(job.completed)));
    "scaling.scale_outs" => |s| whole(s.scaling.scale_outs);
    "scaling.scale_ins" => |s| whole(s.scaling.scale_ins);
    "scaling.blocked_by_cooldown" => |s| whole(s.scaling.blocked_by_cooldown);
    "scaling.clipped_by_max" => |s| whole(s.scaling.clipped_by_max);
    "scaling.failed" => |s| whole(s.scaling.failed);
    "cost_usd.total" => |s| Some(s.cost_usd.total);
    "cost_usd.instances" => |s| Some(s.cost_usd.instances);
    "cost_usd.serverless" => |s| Some(s.cost_usd.serverless);
    "slo.met" => |s| s.slo.map(|slo| f64::from(u8::from(slo.met)));
    "slo.attained.latency_ms" => |s| s.slo.and_then(|slo| slo.attained.latency_ms);
    "slo.attained.availability" => |s| s.slo.and_then(|slo| slo.attained.availability);
}
