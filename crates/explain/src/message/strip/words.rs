//! The wording of strips.

use core::fmt;

use headroom_model::metric::Metric;

use super::StripMessage;
use crate::figure::{clock, counted, failed_requests, instances, latency, number, seconds, usd};

impl StripMessage {
    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        match self {
            StripMessage::TrafficConstant { .. } => "strip.traffic_constant",
            StripMessage::TrafficPeak { .. } => "strip.traffic_peak",
            StripMessage::CapacityConstant { .. } => "strip.capacity_constant",
            StripMessage::CapacityMoved { .. } => "strip.capacity_moved",
            StripMessage::MetricPeak { .. } => "strip.metric_peak",
            StripMessage::MetricNone { .. } => "strip.metric_none",
            StripMessage::Activities { .. } => "strip.activities",
            StripMessage::ActivitiesNone => "strip.activities_none",
            StripMessage::QueuePeak { .. } => "strip.queue_peak",
            StripMessage::QueueNone => "strip.queue_none",
            StripMessage::UtilizationPeak { .. } => "strip.utilization_peak",
            StripMessage::UtilizationNone => "strip.utilization_none",
            StripMessage::LatencyPeak { .. } => "strip.latency_peak",
            StripMessage::LatencyNone => "strip.latency_none",
            StripMessage::Errors { .. } => "strip.errors",
            StripMessage::ErrorsNone => "strip.errors_none",
            StripMessage::Cost { .. } => "strip.cost",
            StripMessage::Job { .. } => "strip.job",
            StripMessage::ColdStarts { .. } => "strip.cold_starts",
            StripMessage::ColdStartsNone => "strip.cold_starts_none",
        }
    }
}

impl fmt::Display for StripMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StripMessage::TrafficConstant { rps } => write!(f, "{} rps throughout.", number(*rps)),
            StripMessage::TrafficPeak {
                first_rps,
                peak_rps,
                start,
                from,
                until,
                last_rps,
            } => write!(
                f,
                "{} rps at first, at most {} rps from {} to {}, {} rps at the end.",
                number(*first_rps),
                number(*peak_rps),
                clock(*start, *from),
                clock(*start, *until),
                number(*last_rps),
            ),
            StripMessage::CapacityConstant { in_service } => {
                write!(
                    f,
                    "{} in service throughout; none was requested.",
                    instances(*in_service)
                )
            }
            StripMessage::CapacityMoved {
                first,
                start,
                requested,
                at,
                arrived,
                last,
            } => {
                write!(
                    f,
                    "{} in service at first; at most {requested} requested, at {}; ",
                    instances(*first),
                    clock(*start, *at)
                )?;
                match arrived {
                    Some(time) => write!(
                        f,
                        "the first new one in service at {}; ",
                        clock(*start, *time)
                    )?,
                    None => f.write_str("no new one came into service; ")?,
                }
                write!(f, "{last} in service at the end.")
            }
            StripMessage::MetricPeak {
                metric,
                value,
                start,
                at,
                target,
            } => {
                write!(
                    f,
                    "{} was highest at {}: {}",
                    metric.name(),
                    clock(*start, *at),
                    number(*value)
                )?;
                f.write_str(match metric {
                    Metric::InvocationsPerInstance => " per instance per minute",
                    Metric::InvocationsPerCopy => " per copy per minute",
                    Metric::ModelLatency | Metric::OverheadLatency => " µs",
                    Metric::CPUUtilization | Metric::GPUUtilization => " %",
                    _ => "",
                })?;
                match target {
                    Some(target) => write!(f, ", against a target of {}.", number(*target)),
                    None => f.write_str("; no policy follows it."),
                }
            }
            StripMessage::MetricNone { metric } => write!(f, "{} has no datapoint.", metric.name()),
            StripMessage::Activities {
                scale_outs,
                scale_ins,
                blocked_by_cooldown,
            } => {
                let out = counted(*scale_outs, "scale-out", "scale-outs");
                let r#in = counted(*scale_ins, "scale-in", "scale-ins");
                let held = counted(*blocked_by_cooldown, "evaluation", "evaluations");
                write!(f, "{out} and {in}; a cooldown held {held}.", in = r#in)
            }
            StripMessage::ActivitiesNone => f.write_str("No scaling activity in this run."),
            StripMessage::QueuePeak { waiting, start, at } => write!(
                f,
                "At most {} requests waited, on average over the minute of {}.",
                number(*waiting),
                clock(*start, *at)
            ),
            StripMessage::QueueNone => f.write_str("No request waited."),
            StripMessage::UtilizationPeak { cpu, start, at } => write!(
                f,
                "CPUUtilization was highest at {}: {} %.",
                clock(*start, *at),
                number(*cpu)
            ),
            StripMessage::UtilizationNone => f.write_str("CPUUtilization has no datapoint."),
            StripMessage::LatencyPeak {
                usual_ms,
                worst_ms,
                start,
                at,
            } => write!(
                f,
                "ModelLatency p99 lay between {} and {}; it was highest at {}.",
                latency(*usual_ms),
                latency(*worst_ms),
                clock(*start, *at),
            ),
            StripMessage::LatencyNone => f.write_str("ModelLatency has no datapoint."),
            StripMessage::Errors {
                failed,
                start,
                from,
                until,
            } => write!(
                f,
                "{}, between {} and {}.",
                failed_requests(*failed),
                clock(*start, *from),
                clock(*start, *until),
            ),
            StripMessage::ErrorsNone => f.write_str("No request failed."),
            StripMessage::Cost {
                usd: dollars,
                instance_hours,
            } => {
                write!(
                    f,
                    "{} for {instance_hours:.2} instance-hours.",
                    usd(*dollars)
                )
            }
            StripMessage::Job {
                done,
                work,
                start,
                ended,
                interruptions,
                lost,
            } => {
                write!(
                    f,
                    "{} % of {} of work done",
                    number(100.0 * done),
                    seconds(*work)
                )?;
                if let Some(time) = ended {
                    write!(f, " at {}", clock(*start, *time))?;
                }
                let times = counted(*interruptions, "interruption", "interruptions");
                write!(f, "; {times}, {} of work lost.", seconds(*lost))
            }
            StripMessage::ColdStarts {
                count: all,
                most,
                start,
                at,
            } => write!(
                f,
                "{}; most of them in the minute of {}: {}.",
                counted(*all, "cold start", "cold starts"),
                clock(*start, *at),
                number(*most)
            ),
            StripMessage::ColdStartsNone => f.write_str("No request waited for a cold start."),
        }
    }
}
