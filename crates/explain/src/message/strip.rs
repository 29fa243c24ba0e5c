//! One sentence a strip: what a person who cannot see the chart should know.

mod words;

use alloc::vec::Vec;

use headroom_engine::run::{InstanceState, JobState, Run, What};
use headroom_engine::traffic;
use headroom_model::metric::{Metric, Reading};
use headroom_model::policy::Policy;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Start, Time};

use crate::Strip;
use crate::published::{kind_column, published_by_row};

/// What a strip shows, in one sentence.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub enum StripMessage {
    /// The traffic strip: constant.
    TrafficConstant { rps: f64 },
    /// The traffic strip: with a highest stretch.
    TrafficPeak {
        first_rps: f64,
        peak_rps: f64,
        start: Start,
        from: Time,
        until: Time,
        last_rps: f64,
    },
    /// The capacity strip: nothing moved.
    CapacityConstant { in_service: u32 },
    /// The capacity strip.
    CapacityMoved {
        first: u32,
        start: Start,
        requested: u32,
        at: Time,
        arrived: Option<Time>,
        last: u32,
    },
    /// The metric strip.
    MetricPeak {
        metric: Metric,
        value: f64,
        start: Start,
        at: Time,
        target: Option<f64>,
    },
    /// The metric strip without a datapoint.
    MetricNone { metric: Metric },
    /// The policy strip.
    Activities {
        scale_outs: u64,
        scale_ins: u64,
        blocked_by_cooldown: u64,
    },
    /// The policy strip without an activity.
    ActivitiesNone,
    /// The queue strip.
    QueuePeak {
        waiting: f64,
        start: Start,
        at: Time,
    },
    /// The queue strip: nothing ever waited.
    QueueNone,
    /// The utilization strip.
    UtilizationPeak { cpu: f64, start: Start, at: Time },
    /// The utilization strip without a datapoint.
    UtilizationNone,
    /// The latency strip.
    LatencyPeak {
        usual_ms: f64,
        worst_ms: f64,
        start: Start,
        at: Time,
    },
    /// The latency strip without a response.
    LatencyNone,
    /// The errors strip.
    Errors {
        failed: u64,
        start: Start,
        from: Time,
        until: Time,
    },
    /// The errors strip without one.
    ErrorsNone,
    /// The cost strip.
    Cost { usd: f64, instance_hours: f64 },
    /// The job strip.
    Job {
        done: f64,
        work: Span,
        start: Start,
        ended: Option<Time>,
        interruptions: u64,
        lost: Span,
    },
    /// The strip of cold starts.
    ColdStarts {
        count: u64,
        most: f64,
        start: Start,
        at: Time,
    },
    /// The strip of cold starts without one.
    ColdStartsNone,
}

impl StripMessage {
    /// The sentence that sums up a strip.
    pub fn of_strip(strip: Strip, scenario: &Scenario, run: &Run) -> StripMessage {
        match strip {
            Strip::Job => job(scenario, run),
            Strip::ColdStarts => cold_starts(run),
            Strip::Traffic => StripMessage::of_traffic(scenario),
            Strip::Capacity => capacity(run),
            Strip::Metric => metric(scenario, run),
            Strip::Policy => policy(run),
            Strip::Queue => queue(run),
            Strip::Latency => latency(run),
            Strip::Utilization => utilization(run),
            Strip::Errors => errors(run),
            Strip::Cost => StripMessage::Cost {
                usd: run.summary.cost_usd.total,
                instance_hours: run.summary.capacity.instance_seconds / 3600.0,
            },
        }
    }

    /// The traffic strip, which is known before a run.
    pub fn of_traffic(scenario: &Scenario) -> StripMessage {
        let rate = |time| traffic::rate(scenario, time);
        let minutes = scenario.duration.micros().div_ceil(Span::MINUTE.micros());
        let times = || (0..minutes).map(|m| Time::from_secs(m * 60));
        let peak = times().map(rate).fold(0.0, f64::max);
        let first = rate(Time::ZERO);
        let at_peak = |time: &Time| rate(*time) >= peak;
        let from = times().find(at_peak).unwrap_or(Time::ZERO);
        let last = times().rfind(at_peak).unwrap_or(Time::ZERO);
        let last_rps = times().next_back().map_or(first, rate);
        if times().all(|time| rate(time) >= peak) {
            return StripMessage::TrafficConstant { rps: peak };
        }
        StripMessage::TrafficPeak {
            first_rps: first,
            peak_rps: peak,
            start: scenario.start,
            from,
            until: last + Span::MINUTE,
            last_rps,
        }
    }
}

fn capacity(run: &Run) -> StripMessage {
    let in_service = &run.series.in_service_instance_count;
    let first = in_service.first().copied().unwrap_or(0);
    let mut asked: Option<(u32, Time)> = None;
    for event in &run.events {
        if let What::ActivityStarted { to, .. } = event.what
            && asked.is_none_or(|(most, _)| to > most)
        {
            asked = Some((to, event.time));
        }
    }
    let Some((requested, at)) = asked else {
        return StripMessage::CapacityConstant { in_service: first };
    };
    let is_arrival = |what: &What| {
        matches!(
            what,
            What::Instance {
                state: InstanceState::InService,
                ..
            }
        )
    };
    let mut later = run.events.iter().skip_while(|e| e.time < at);
    StripMessage::CapacityMoved {
        first,
        start: run.start,
        requested,
        at,
        arrived: later
            .find(|e| e.time > at && is_arrival(&e.what))
            .map(|e| e.time),
        last: run.summary.capacity.r#final,
    }
}

fn metric(scenario: &Scenario, run: &Run) -> StripMessage {
    let policies = scenario.scaling.iter().flat_map(|s| &s.policies);
    let policy = policies.filter_map(Policy::tracking).next();
    let metric = policy.map_or(Metric::InvocationsPerInstance, |p| p.reading.metric);
    let reading = policy.map_or(Reading::usual(metric), |p| p.reading);
    match highest(run, &published_by_row(run, reading)) {
        Some((value, at)) => StripMessage::MetricPeak {
            metric,
            value,
            start: run.start,
            at,
            target: policy.map(|p| p.target_value),
        },
        None => StripMessage::MetricNone { metric },
    }
}

fn queue(run: &Run) -> StripMessage {
    // The requests of an asynchronous endpoint wait in a queue of its own.
    let backlog = kind_column(run, Metric::ApproximateBacklogSize.name());
    let column: Vec<Option<f64>> = match backlog {
        Some(values) => values.to_vec(),
        None => run.series.queue.iter().copied().map(Some).collect(),
    };
    match highest(run, &column) {
        Some((waiting, at)) if waiting > 0.0 => StripMessage::QueuePeak {
            waiting,
            start: run.start,
            at,
        },
        _ => StripMessage::QueueNone,
    }
}

fn job(scenario: &Scenario, run: &Run) -> StripMessage {
    let work = scenario.endpoint.job().map_or(Span::ZERO, |job| job.work);
    let done = kind_column(run, "work_done_s").and_then(|values| *values.last()?);
    let ends = |what: &What| {
        matches!(
            what,
            What::Job {
                state: JobState::Completed | JobState::MaxWaitTimeExceeded,
                ..
            }
        )
    };
    let figures = run.summary.job.unwrap_or_default();
    StripMessage::Job {
        done: done.unwrap_or(0.0) / work.secs_f64().max(1.0),
        work,
        start: run.start,
        ended: run.events.iter().find(|e| ends(&e.what)).map(|e| e.time),
        interruptions: figures.interruptions,
        lost: Span::from_secs_f64(figures.work_lost_s),
    }
}

fn cold_starts(run: &Run) -> StripMessage {
    let column = kind_column(run, "ColdStarts").unwrap_or(&[]);
    match highest(run, column) {
        Some((most, at)) if most > 0.0 => StripMessage::ColdStarts {
            count: column.iter().flatten().sum::<f64>() as u64,
            most,
            start: run.start,
            at,
        },
        _ => StripMessage::ColdStartsNone,
    }
}

fn utilization(run: &Run) -> StripMessage {
    match highest(run, &run.series.cpu_utilization) {
        Some((cpu, at)) => StripMessage::UtilizationPeak {
            cpu,
            start: run.start,
            at,
        },
        None => StripMessage::UtilizationNone,
    }
}

fn policy(run: &Run) -> StripMessage {
    let counts = run.summary.scaling;
    if counts.scale_outs + counts.scale_ins == 0 {
        return StripMessage::ActivitiesNone;
    }
    StripMessage::Activities {
        scale_outs: counts.scale_outs,
        scale_ins: counts.scale_ins,
        blocked_by_cooldown: counts.blocked_by_cooldown,
    }
}

fn latency(run: &Run) -> StripMessage {
    let p99 = &run.series.model_latency_p99_ms;
    let usual = p99.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    match highest(run, p99) {
        Some((worst_ms, at)) => StripMessage::LatencyPeak {
            usual_ms: usual,
            worst_ms,
            start: run.start,
            at,
        },
        None => StripMessage::LatencyNone,
    }
}

fn errors(run: &Run) -> StripMessage {
    let errors = &run.series.errors;
    let failing = |n: &u64| *n > 0;
    let (Some(first), Some(last)) = (
        errors.iter().position(failing),
        errors.iter().rposition(failing),
    ) else {
        return StripMessage::ErrorsNone;
    };
    StripMessage::Errors {
        failed: errors.iter().sum(),
        start: run.start,
        from: row_start(run, first),
        until: row_start(run, last) + Span::MINUTE,
    }
}

/// The highest value of a column and the start of its row.
fn highest(run: &Run, column: &[Option<f64>]) -> Option<(f64, Time)> {
    let mut best: Option<(f64, usize)> = None;
    for (row, value) in column.iter().enumerate() {
        if let Some(value) = *value
            && best.is_none_or(|(most, _)| value > most)
        {
            best = Some((value, row));
        }
    }
    best.map(|(value, row)| (value, row_start(run, row)))
}

fn row_start(run: &Run, row: usize) -> Time {
    Time::from_secs(run.series.time_s.get(row).copied().map_or(0, u64::from))
}
