//! What the endpoint publishes: counted while it happens, one row a minute.

use alloc::vec::Vec;

use headroom_model::endpoint::InstanceType;
use headroom_model::traffic::Model;

use super::aggregate::{Histogram, Integral};
use crate::run::Series;

/// Thousandths of a percent: utilisation is added up in whole numbers.
const MILLI_PERCENT: f64 = 1000.0;

/// A published value of InvocationsPerInstance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Σ count_n / n.
    pub value: f64,
    /// Σ count_n over n > 0: the load that target tracking divides (SCENARIO, section 6).
    pub load: u64,
}

/// The meter of one variant.
#[derive(Clone, Debug)]
pub struct Meter {
    /// Waiting requests.
    pub queue: Integral,
    /// Latency of responses in this period.
    pub latency: Histogram,
    invocations: u64,
    errors: u64,
    /// Requests of this period by the number of instances in service when they came: whole counts
    /// per n, because a float sum of 1/n raises false alarms.
    served: Vec<(u32, u64)>,
    /// Of `invocations`, those already in `served`.
    served_total: u64,
    n: u32,
    n_since_us: u64,
    /// Microseconds of this period with n > 0.
    covered_us: u64,
    busy: Integral,
    cpu: Integral,
    gpu: Option<Integral>,
    /// Milli-percent of an instance with so many busy workers.
    cpu_load: Vec<u64>,
    gpu_load: Vec<u64>,
    cpu_sum: f64,
    gpu_sum: f64,
    billed: u32,
    billed_since_us: u64,
    billed_period_us: u64,
    billed_total_us: u64,
    usd_per_us: f64,
    period_start_us: u64,
    capacity: Span,
    /// Rows so far.
    pub series: Series,
    /// InvocationsPerInstance by minute; `None` was not published.
    pub points: Vec<Option<Point>>,
}

/// Capacity over the measured span.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start_us: u64,
    min: u32,
    max: u32,
    /// Σ n × microseconds.
    area: u64,
    /// Σ busy × microseconds of in-service workers.
    busy: u64,
}

/// What the summary wants of capacity.
#[derive(Clone, Copy, Debug)]
pub struct Used {
    /// Fewest in service.
    pub min: u32,
    /// Most in service.
    pub max: u32,
    /// Time-weighted.
    pub mean: f64,
    /// Busy share of in-service workers.
    pub utilization: Option<f64>,
    /// Billed microseconds of the whole run.
    pub billed_us: u64,
    /// Their price.
    pub usd: f64,
}

impl Meter {
    /// Nothing has happened yet.
    pub fn new(model: &Model, instance: &InstanceType) -> Meter {
        let load = |each: f64, units: u32| {
            let full = 100.0 * f64::from(units);
            let at = |busy| (100.0 * each * f64::from(busy)).min(full) * MILLI_PERCENT + 0.5;
            (0..=model.workers)
                .map(|busy| at(busy) as u64)
                .collect::<Vec<u64>>()
        };
        Meter {
            queue: Integral::default(),
            latency: Histogram::default(),
            invocations: 0,
            errors: 0,
            served: Vec::new(),
            served_total: 0,
            n: 0,
            n_since_us: 0,
            covered_us: 0,
            busy: Integral::default(),
            cpu: Integral::default(),
            gpu: (instance.gpus > 0).then(Integral::default),
            cpu_load: load(model.cpu_cores, instance.vcpus),
            gpu_load: load(model.gpus, instance.gpus),
            cpu_sum: 0.0,
            gpu_sum: 0.0,
            billed: 0,
            billed_since_us: 0,
            billed_period_us: 0,
            billed_total_us: 0,
            usd_per_us: instance.usd_per_hour / 3_600e6,
            period_start_us: 0,
            capacity: Span::default(),
            series: Series {
                period_s: 60,
                ..Series::default()
            },
            points: Vec::new(),
        }
    }

    /// A request arrived, whatever becomes of it.
    #[inline]
    pub fn arrival(&mut self) {
        self.invocations += 1;
    }

    /// A request failed.
    #[inline]
    pub fn error(&mut self) {
        self.errors += 1;
    }

    /// A worker starts on an instance in service that had `busy` busy ones.
    #[inline]
    pub fn worker_starts(&mut self, now_us: u64, busy: u32) {
        self.busy.rise(now_us, 1);
        let i = busy as usize;
        self.cpu
            .rise(now_us, self.cpu_load[i + 1] - self.cpu_load[i]);
        if let Some(gpu) = &mut self.gpu {
            gpu.rise(now_us, self.gpu_load[i + 1] - self.gpu_load[i]);
        }
    }

    /// A worker stops on an instance in service that has `busy` busy ones left.
    #[inline]
    pub fn worker_stops(&mut self, now_us: u64, busy: u32) {
        self.busy.fall(now_us, 1);
        let i = busy as usize;
        self.cpu
            .fall(now_us, self.cpu_load[i + 1] - self.cpu_load[i]);
        if let Some(gpu) = &mut self.gpu {
            gpu.fall(now_us, self.gpu_load[i + 1] - self.gpu_load[i]);
        }
    }

    /// An instance with `busy` busy workers leaves service.
    pub fn worker_leaves(&mut self, now_us: u64, busy: u32) {
        self.busy.fall(now_us, u64::from(busy));
        self.cpu.fall(now_us, self.cpu_load[busy as usize]);
        if let Some(gpu) = &mut self.gpu {
            gpu.fall(now_us, self.gpu_load[busy as usize]);
        }
    }

    /// So many instances are in service from now on. Call it after [`Meter::worker_leaves`], so
    /// that no utilisation is divided by a count that it does not belong to.
    pub fn in_service(&mut self, now_us: u64, n: u32) {
        self.settle(now_us);
        self.n = n;
        self.capacity.min = self.capacity.min.min(n);
        self.capacity.max = self.capacity.max.max(n);
    }

    /// One instance more, or less, is billed from now on.
    pub fn billed(&mut self, now_us: u64, change: i32) {
        self.settle_bill(now_us);
        self.billed = self.billed.saturating_add_signed(change);
    }

    /// The summary begins here.
    pub fn measure_start(&mut self, now_us: u64) {
        self.settle(now_us);
        self.busy.take(now_us);
        self.capacity = Span {
            start_us: now_us,
            min: self.n,
            max: self.n,
            area: 0,
            busy: 0,
        };
    }

    /// The period closes: a row, and a datapoint if an instance was in service in it.
    pub fn close(&mut self, now_us: u64, desired: u32) {
        self.settle(now_us);
        self.settle_bill(now_us);
        let length_us = now_us - self.period_start_us;
        if length_us == 0 {
            return;
        }
        self.served.sort_unstable();
        let served = || self.served.iter().filter(|(n, _)| *n > 0);
        let point = (self.covered_us > 0).then(|| Point {
            value: served()
                .map(|&(n, count)| count as f64 / f64::from(n))
                .sum(),
            load: served().map(|(_, count)| count).sum(),
        });
        let covered = self.covered_us as f64 * MILLI_PERCENT;
        let utilization = |sum: f64| (self.covered_us > 0).then(|| sum / covered);
        let row = &mut self.series;
        row.time_s.push((self.period_start_us / 1_000_000) as u32);
        row.invocations.push(self.invocations);
        row.invocations_per_instance.push(point.map(|p| p.value));
        row.model_latency_p50_ms
            .push(self.latency.percentile_ms(50.0, self.latency.n()));
        row.model_latency_p99_ms
            .push(self.latency.percentile_ms(99.0, self.latency.n()));
        row.cpu_utilization.push(utilization(self.cpu_sum));
        row.gpu_utilization
            .push(self.gpu.and_then(|_| utilization(self.gpu_sum)));
        row.errors.push(self.errors);
        row.queue
            .push(self.queue.take(now_us) as f64 / length_us as f64);
        row.desired_instance_count.push(desired);
        row.in_service_instance_count.push(self.n);
        row.cost_usd
            .push(self.billed_period_us as f64 * self.usd_per_us);
        self.points.push(point);

        self.latency.clear();
        self.served.clear();
        (self.invocations, self.errors, self.served_total) = (0, 0, 0);
        (self.covered_us, self.cpu_sum, self.gpu_sum) = (0, 0.0, 0.0);
        self.billed_period_us = 0;
        self.period_start_us = now_us;
    }

    /// What the summary wants, after the last period has closed.
    pub fn used(&mut self, now_us: u64, workers: u32) -> Used {
        self.settle(now_us);
        self.settle_bill(now_us);
        self.capacity.busy += self.busy.take(now_us);
        let (span, length) = (self.capacity, now_us - self.capacity.start_us);
        let worker_us = span.area as f64 * f64::from(workers);
        Used {
            min: span.min,
            max: span.max,
            mean: if length == 0 {
                f64::from(self.n)
            } else {
                span.area as f64 / length as f64
            },
            utilization: (span.area > 0).then(|| span.busy as f64 / worker_us),
            billed_us: self.billed_total_us,
            usd: self.billed_total_us as f64 * self.usd_per_us,
        }
    }

    /// Brings everything that is divided by n up to now.
    fn settle(&mut self, now_us: u64) {
        let came = self.invocations - self.served_total;
        if came > 0 {
            self.served_total = self.invocations;
            match self.served.iter_mut().find(|(n, _)| *n == self.n) {
                Some((_, count)) => *count += came,
                None => self.served.push((self.n, came)),
            }
        }
        let elapsed = now_us - self.n_since_us;
        self.n_since_us = now_us;
        let cpu = self.cpu.take(now_us);
        let gpu = self.gpu.as_mut().map_or(0, |gpu| gpu.take(now_us));
        if self.n > 0 {
            self.covered_us += elapsed;
            self.cpu_sum += cpu as f64 / f64::from(self.n);
            self.gpu_sum += gpu as f64 / f64::from(self.n);
        }
        self.capacity.area += u64::from(self.n) * elapsed;
    }

    fn settle_bill(&mut self, now_us: u64) {
        let us = u64::from(self.billed) * (now_us - self.billed_since_us);
        self.billed_since_us = now_us;
        self.billed_period_us += us;
        self.billed_total_us += us;
    }
}
