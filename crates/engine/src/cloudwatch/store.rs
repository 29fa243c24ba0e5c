//! What was published: statistic sets by metric and period, read as an alarm or a policy reads.

use alloc::vec::Vec;

use headroom_model::metric::{Metric, Reading, Statistic};
use headroom_model::time::{Span, Time};

use crate::run::Datapoint;

/// The statistic set of one metric in one period of its resolution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Of all samples. For a time-mean: its integral over the covered time.
    pub sum: f64,
    /// Samples. For a time-mean: the covered time, in microseconds.
    pub count: f64,
    /// The smallest sample.
    pub min: f64,
    /// The largest sample.
    pub max: f64,
    /// What the load is made of (SCENARIO, section 6).
    pub load: Load,
    /// When it can be seen; [`Time::NEVER`] for one that is lost.
    pub visible: Time,
}

/// The load of a period: what target tracking divides by its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Load {
    /// Requests while anything was in service: they add up.
    Count(f64),
    /// Integral of the sum over instances, divided by the covered time.
    Area(f64),
    /// The work itself, whatever the count: backlog per instance.
    Whole(f64),
    /// The value times so many instances, those of the period's end.
    Times(u32),
}

/// The watched metrics.
#[derive(Clone, Debug, Default)]
pub struct Store {
    metrics: Vec<(Metric, Vec<Option<Point>>)>,
}

impl Store {
    /// Keeps these metrics, each once.
    pub fn new(watched: impl Iterator<Item = Metric>) -> Store {
        let mut store = Store::default();
        for metric in watched {
            if store.points(metric).is_none() {
                store.metrics.push((metric, Vec::new()));
            }
        }
        store
    }

    /// The metrics that somebody follows.
    pub fn watched(&self) -> Vec<Metric> {
        self.metrics.iter().map(|(metric, _)| *metric).collect()
    }

    /// Whether somebody follows one that is published more often than every minute.
    pub fn is_high_resolution(&self) -> bool {
        let mut all = self.metrics.iter();
        all.any(|(metric, _)| metric.resolution() < Span::MINUTE)
    }

    fn points(&self, metric: Metric) -> Option<&Vec<Option<Point>>> {
        let mut all = self.metrics.iter();
        all.find(|(m, _)| *m == metric).map(|(_, points)| points)
    }

    /// The period that has just closed; `None` was not published. Nobody's metric is dropped.
    pub fn put(&mut self, metric: Metric, point: Option<Point>) {
        if let Some((_, points)) = self.metrics.iter_mut().find(|(m, _)| *m == metric) {
            points.push(point);
        }
    }

    /// The datapoint whose period ends with the base period `last`, if it can be seen at
    /// `now_us`. A period that began before second 0 is missing [D].
    pub fn read(&self, reading: Reading, last: usize, now_us: u64) -> Option<Datapoint> {
        let base = reading.metric.resolution().micros();
        let bases = (reading.period.micros() / base).max(1) as usize;
        let first = (last + 1).checked_sub(bases)?;
        let points = self.points(reading.metric)?;
        let range = points.get(first..=last)?.iter().flatten();
        let seen = range.filter(|point| point.visible.micros() <= now_us);
        let mut total: Option<Total> = None;
        for point in seen {
            total.get_or_insert_default().add(point);
        }
        let value = total?.value(reading.statistic)?;
        Some(Datapoint {
            period_start: Time::from_micros(first as u64 * base),
            value,
            load: total?.load(value),
        })
    }
}

#[derive(Clone, Copy, Debug)]
struct Total {
    sum: f64,
    count: f64,
    min: f64,
    max: f64,
    work: f64,
    last: Load,
}

impl Default for Total {
    fn default() -> Total {
        Total {
            sum: 0.0,
            count: 0.0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            work: 0.0,
            last: Load::Count(0.0),
        }
    }
}

impl Total {
    fn add(&mut self, point: &Point) {
        self.sum += point.sum;
        self.count += point.count;
        self.min = self.min.min(point.min);
        self.max = self.max.max(point.max);
        if let Load::Count(work) | Load::Area(work) = point.load {
            self.work += work;
        }
        self.last = point.load;
    }

    fn value(self, statistic: Statistic) -> Option<f64> {
        match statistic {
            Statistic::Sum => Some(self.sum),
            Statistic::SampleCount => Some(self.count),
            // Without a sample there is nothing to speak of.
            _ if self.count == 0.0 => None,
            Statistic::Average => Some(self.sum / self.count),
            Statistic::Minimum => Some(self.min),
            Statistic::Maximum => Some(self.max),
        }
    }

    fn load(self, value: f64) -> f64 {
        match self.last {
            Load::Count(_) => self.work,
            Load::Area(_) => self.work / self.count,
            Load::Whole(work) => work,
            Load::Times(instances) => value * f64::from(instances),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(sum: f64, count: f64, load: Load) -> Option<Point> {
        Some(Point {
            sum,
            count,
            min: sum / count,
            max: sum / count,
            load,
            visible: Time::from_secs(0),
        })
    }

    #[test]
    fn statistics_over_several_periods_come_from_their_statistic_sets() {
        let mut store = Store::new([Metric::ModelLatency].into_iter());
        store.put(Metric::ModelLatency, point(100.0, 1.0, Load::Times(2)));
        store.put(Metric::ModelLatency, point(900.0, 3.0, Load::Times(4)));
        let read = |statistic| {
            let reading = Reading {
                statistic,
                period: Span::from_secs(120),
                ..Reading::usual(Metric::ModelLatency)
            };
            store.read(reading, 1, 0)
        };
        assert_eq!(
            read(Statistic::Average).map(|d| (d.value, d.load)),
            Some((250.0, 1000.0)),
            "value times the instances of the end"
        );
        assert_eq!(read(Statistic::Maximum).map(|d| d.value), Some(300.0));
        assert_eq!(read(Statistic::SampleCount).map(|d| d.value), Some(4.0));
        let two = Reading {
            period: Span::from_secs(120),
            ..Reading::usual(Metric::ModelLatency)
        };
        assert_eq!(store.read(two, 0, 0), None, "it began before second 0");
    }

    #[test]
    fn a_time_mean_divides_by_the_covered_time_and_its_load_is_the_sum_over_instances() {
        let mut store = Store::new([Metric::CPUUtilization].into_iter());
        // Half of a minute with two instances at 100 each, the rest with none.
        store.put(
            Metric::CPUUtilization,
            point(3000.0, 30.0, Load::Area(6000.0)),
        );
        let read = store.read(Reading::usual(Metric::CPUUtilization), 0, 0);
        assert_eq!(read.map(|d| (d.value, d.load)), Some((100.0, 200.0)));
    }
}
