//! What CloudWatch shows of a metric, as a policy or an alarm reads it.
//!
//! A run keeps most metrics as a column of its series. Of the others (a latency's average, the
//! concurrency of ten seconds, what a container sends) it keeps every datapoint that an alarm or a
//! policy has seen; those end with the newest one that anybody could see.

use alloc::vec::Vec;

use headroom_engine::run::{Run, What};
use headroom_model::metric::{Metric, Reading, STANDARD_PERIOD, Statistic};
use headroom_model::time::{Span, Time};

/// Every value of `reading` at the end of its period, in order of time; `None` where nothing was
/// published, or where nobody could see it. Empty for a metric that the run knows nothing of.
pub fn published(run: &Run, reading: Reading) -> Vec<(Time, Option<f64>)> {
    match column(run, reading) {
        Some(values) => (0..)
            .zip(values)
            .map(|(row, v)| (end(run, row), v))
            .collect(),
        None => seen(run, reading),
    }
}

/// The value of `reading` that is the newest at the end of each row of the series.
pub fn published_by_row(run: &Run, reading: Reading) -> Vec<Option<f64>> {
    if let Some(values) = column(run, reading) {
        return values;
    }
    let seen = seen(run, reading);
    let at_end = |row: usize| {
        let end = end(run, row);
        let next = seen.partition_point(|(time, _)| *time <= end);
        let (time, value) = seen.get(next.checked_sub(1)?)?;
        // What ended in an earlier row is not this row's.
        value.filter(|_| *time > start(run, row))
    };
    (0..run.series.len()).map(at_end).collect()
}

/// A metric of the kind of endpoint, by its name in the report.
pub fn kind_column<'a>(run: &'a Run, name: &str) -> Option<&'a [Option<f64>]> {
    let column = run.columns.iter().find(|c| c.name == name)?;
    Some(&column.values)
}

/// The column of the series that shows just this reading.
fn column(run: &Run, reading: Reading) -> Option<Vec<Option<f64>>> {
    if reading.period != STANDARD_PERIOD {
        return None;
    }
    let series = &run.series;
    match (reading.metric, reading.statistic) {
        // A copy is a place in the fleet, as an instance is.
        (Metric::InvocationsPerInstance | Metric::InvocationsPerCopy, Statistic::Sum) => {
            Some(series.invocations_per_instance.clone())
        }
        (Metric::CPUUtilization, Statistic::Average) => Some(series.cpu_utilization.clone()),
        (Metric::GPUUtilization, Statistic::Average) => Some(series.gpu_utilization.clone()),
        (_, Statistic::SampleCount) => None,
        // One sample a minute: every other statistic is its value.
        (metric, _) => kind_column(run, metric.name()).map(<[_]>::to_vec),
    }
}

/// The datapoints that an alarm or a policy saw, with a gap where one is missing.
fn seen(run: &Run, of: Reading) -> Vec<(Time, Option<f64>)> {
    let mut points: Vec<(Time, Option<f64>)> = Vec::new();
    // Readings of less than a minute are looked at every ten seconds, others every minute.
    let step = match of.is_high_resolution() {
        true => of.metric.resolution(),
        false => STANDARD_PERIOD,
    };
    let mut all: Vec<(Time, f64)> = run
        .events
        .iter()
        .filter_map(|event| match event.what {
            What::Datapoint { reading, datapoint } if reading == of => {
                Some((datapoint.period_start + of.period, datapoint.value))
            }
            _ => None,
        })
        .collect();
    // A lost or late datapoint may come after its successors.
    all.sort_by_key(|point| point.0);
    for (time, value) in all {
        if let Some((before, _)) = points.last()
            && time > *before + step
        {
            points.push((*before + step, None));
        }
        points.push((time, Some(value)));
    }
    points
}

fn start(run: &Run, row: usize) -> Time {
    Time::from_secs(run.series.time_s.get(row).copied().map_or(0, u64::from))
}

fn end(run: &Run, row: usize) -> Time {
    let period = Span::from_secs(u64::from(run.series.period_s));
    (start(run, row) + period).min(Time::ZERO + run.duration)
}
