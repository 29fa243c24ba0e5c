//! What the endpoint publishes: counted while it happens, one row a minute.

use alloc::vec::Vec;

use headroom_model::endpoint::InstanceType;
use headroom_model::time::Time;
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
    /// When it can be seen; [`Time::NEVER`] for one that is lost.
    pub visible: Time,
}

/// The meter of one variant.
#[derive(Clone, Debug)]
pub struct Meter {
    /// Waiting requests.
    pub queue: Integral,
    /// Latency of responses in this period.
    pub latency: Histogram,
    arrived: u64,
    /// Of `arrived`, those before the summary begins.
    arrived_before: u64,
    errors: u64,
    /// Requests of this period by the number of instances in service when they came: whole counts
    /// per n, because a float sum of 1/n raises false alarms.
    served: Vec<(u32, u64)>,
    /// Of `arrived`, those that have been in `served`.
    settled: u64,
    n: u32,
    n_since_us: u64,
    /// Microseconds of this period with n > 0.
    covered_us: u64,
    /// Busy workers of instances in service.
    busy: Integral,
    cpu: Utilization,
    /// `None` on an instance type without a GPU.
    gpu: Option<Utilization>,
    billed: u32,
    billed_since_us: u64,
    billed_period_us: u64,
    billed_total_us: u64,
    usd_per_us: f64,
    period_start_us: u64,
    /// More busy workers than the instance has cores or GPUs for are possible.
    is_clipped: bool,
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
    pub fn new(model: &Model, instance: Option<&InstanceType>, billed_share: f64) -> Meter {
        let (vcpus, gpus) = instance.map_or((0, 0), |i| (i.vcpus, i.gpus));
        let clipped = |each: f64, units: u32| each * f64::from(model.workers) > f64::from(units);
        Meter {
            is_clipped: clipped(model.cpu_cores, vcpus) || clipped(model.gpus, gpus),
            queue: Integral::default(),
            latency: Histogram::default(),
            arrived: 0,
            arrived_before: 0,
            errors: 0,
            served: Vec::new(),
            settled: 0,
            n: 0,
            n_since_us: 0,
            covered_us: 0,
            busy: Integral::default(),
            cpu: Utilization::new(model.cpu_cores, vcpus, model.workers),
            gpu: (gpus > 0).then(|| Utilization::new(model.gpus, gpus, model.workers)),
            billed: 0,
            billed_since_us: 0,
            billed_period_us: 0,
            billed_total_us: 0,
            usd_per_us: instance.map_or(0.0, |i| i.usd_per_hour) * billed_share / 3_600e6,
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
        self.arrived += 1;
    }

    /// Arrivals so far: a request's number.
    #[inline]
    pub const fn arrived(&self) -> u64 {
        self.arrived
    }

    /// Arrivals since the summary began.
    pub const fn measured(&self) -> u64 {
        self.arrived - self.arrived_before
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
        if self.is_clipped {
            self.move_load(now_us, busy, busy + 1);
        }
    }

    /// A worker stops on an instance in service that has `busy` busy ones left.
    #[inline]
    pub fn worker_stops(&mut self, now_us: u64, busy: u32) {
        self.busy.fall(now_us, 1);
        if self.is_clipped {
            self.move_load(now_us, busy + 1, busy);
        }
    }

    /// An instance with `busy` busy workers leaves service.
    pub fn worker_leaves(&mut self, now_us: u64, busy: u32) {
        self.busy.fall(now_us, u64::from(busy));
        if self.is_clipped {
            self.move_load(now_us, busy, 0);
        }
    }

    fn move_load(&mut self, now_us: u64, from: u32, to: u32) {
        self.cpu.move_load(now_us, from, to);
        if let Some(gpu) = &mut self.gpu {
            gpu.move_load(now_us, from, to);
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
        self.arrived_before = self.arrived;
        self.capacity = Span {
            start_us: now_us,
            min: self.n,
            max: self.n,
            area: 0,
            busy: 0,
        };
    }

    /// The period closes: a row, and a datapoint if an instance was in service in it.
    /// It can be seen from `visible` on.
    pub fn close(&mut self, now_us: u64, desired: u32, visible: Time) {
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
            visible,
        });
        let covered = self.covered_us;
        let row = &mut self.series;
        row.time_s.push((self.period_start_us / 1_000_000) as u32);
        row.invocations
            .push(self.served.iter().map(|(_, count)| count).sum());
        row.invocations_per_instance.push(point.map(|p| p.value));
        row.model_latency_p50_ms
            .push(self.latency.percentile_ms(50.0, self.latency.n()));
        row.model_latency_p99_ms
            .push(self.latency.percentile_ms(99.0, self.latency.n()));
        row.cpu_utilization.push(self.cpu.close(covered));
        row.gpu_utilization
            .push(self.gpu.as_mut().and_then(|gpu| gpu.close(covered)));
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
        self.errors = 0;
        self.covered_us = 0;
        self.billed_period_us = 0;
        self.period_start_us = now_us;
    }

    /// What the summary wants, after the last period has closed.
    pub fn used(&mut self, now_us: u64, workers: u32) -> Used {
        self.settle(now_us);
        self.settle_bill(now_us);
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
        let came = self.arrived - self.settled;
        if came > 0 {
            self.settled = self.arrived;
            match self.served.iter_mut().find(|(n, _)| *n == self.n) {
                Some((_, count)) => *count += came,
                None => self.served.push((self.n, came)),
            }
        }
        let elapsed = now_us - self.n_since_us;
        self.n_since_us = now_us;
        let busy = self.busy.take(now_us);
        self.cpu.settle(now_us, busy, self.n);
        if let Some(gpu) = &mut self.gpu {
            gpu.settle(now_us, busy, self.n);
        }
        if self.n > 0 {
            self.covered_us += elapsed;
        }
        self.capacity.busy += busy;
        self.capacity.area += u64::from(self.n) * elapsed;
    }

    fn settle_bill(&mut self, now_us: u64) {
        let us = u64::from(self.billed) * (now_us - self.billed_since_us);
        self.billed_since_us = now_us;
        self.billed_period_us += us;
        self.billed_total_us += us;
    }
}

/// CPUUtilization or GPUUtilization of the instances in service, in percent of one core or GPU.
///
/// As long as no instance can want more than it has, it is a multiple of the busy workers and
/// costs nothing per request.
#[derive(Clone, Debug)]
struct Utilization {
    /// Milli-percent of one busy worker.
    each: f64,
    /// Milli-percent of an instance with so many busy workers, if it can be full.
    loads: Option<(Vec<u64>, Integral)>,
    /// Σ milli-percent × microseconds / n of this period.
    sum: f64,
}

impl Utilization {
    fn new(each: f64, units: u32, workers: u32) -> Utilization {
        let each = 100.0 * each * MILLI_PERCENT;
        let full = 100.0 * f64::from(units) * MILLI_PERCENT;
        let at = |busy: u32| ((each * f64::from(busy)).min(full) + 0.5) as u64;
        let is_clipped = each * f64::from(workers) > full;
        let loads = is_clipped.then(|| ((0..=workers).map(at).collect(), Integral::default()));
        Utilization {
            each,
            loads,
            sum: 0.0,
        }
    }

    fn move_load(&mut self, now_us: u64, from: u32, to: u32) {
        if let Some((load, integral)) = &mut self.loads {
            integral.rise(now_us, load[to as usize]);
            integral.fall(now_us, load[from as usize]);
        }
    }

    /// Adds what has passed under `n` instances, `busy` being the area of busy workers.
    fn settle(&mut self, now_us: u64, busy: u64, n: u32) {
        let area = match &mut self.loads {
            Some((_, integral)) => integral.take(now_us) as f64,
            None => busy as f64 * self.each,
        };
        if n > 0 {
            self.sum += area / f64::from(n);
        }
    }

    /// The time-mean of the period, in percent.
    fn close(&mut self, covered_us: u64) -> Option<f64> {
        let sum = core::mem::replace(&mut self.sum, 0.0);
        (covered_us > 0).then(|| sum / covered_us as f64 / MILLI_PERCENT)
    }
}
