//! What the endpoint publishes: counted while it happens, one row a minute.

use alloc::vec::Vec;

use headroom_model::endpoint::InstanceType;
use headroom_model::metric::Metric;
use headroom_model::time::Time;
use headroom_model::traffic::Model;

use super::aggregate::{Histogram, Integral};
use super::store::{Load, Point};
use crate::client::Failure;
use crate::run::Series;

/// Thousandths of a percent: utilisation is added up in whole numbers.
const MILLI_PERCENT: f64 = 1000.0;

/// The meter of one variant.
#[derive(Clone, Debug)]
pub struct Meter {
    /// Waiting requests.
    pub queue: Integral,
    /// Of these, the ones that wait at draining instances.
    pub draining_queue: Integral,
    /// Σ waiting × microseconds of this period.
    queue_area: u64,
    /// Requests at an instance in service, since the minute and since the 10 s began.
    concurrency: [Mean; 2],
    /// The waiting ones of them.
    depth: Mean,
    /// Latency of responses in this period.
    pub latency: Histogram,
    arrived: u64,
    /// Of `arrived`, those before the summary begins.
    arrived_before: u64,
    errors: Errors,
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
    /// Serverless inference has none: then a request is what publishes.
    has_instances: bool,
    capacity: Span,
    /// Rows so far.
    pub series: Series,
}

/// Failed attempts of a period.
#[derive(Clone, Copy, Debug, Default)]
struct Errors {
    all: u64,
    /// Throttled: 429.
    by_4xx: u64,
    /// Refused by a full queue, or answered with an error by the container: 503 and 5xx.
    by_5xx: u64,
}

/// A mean over instances and time: of something that is divided by the instances in service.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    /// Σ amount / n × microseconds.
    sum: f64,
    /// Σ amount × microseconds while n > 0.
    area: f64,
    /// Microseconds with n > 0.
    covered_us: u64,
}

impl Mean {
    fn add(&mut self, area: f64, n: u32, elapsed_us: u64) {
        if n > 0 {
            self.sum += area / f64::from(n);
            self.area += area;
            self.covered_us += elapsed_us;
        }
    }

    /// The period's point; nothing was published without an instance in service.
    fn close(&mut self, visible: Time) -> Option<Point> {
        let mean = core::mem::take(self);
        (mean.covered_us > 0).then(|| {
            let average = mean.sum / mean.covered_us as f64;
            Point {
                sum: mean.sum,
                count: mean.covered_us as f64,
                min: average,
                max: average,
                load: Load::Area(mean.area),
                visible,
            }
        })
    }
}

/// What a minute leaves for CloudWatch, but for the metrics that others close.
#[derive(Clone, Copy, Debug, Default)]
pub struct Minute {
    points: [Option<Point>; MINUTE_METRICS.len()],
}

/// The standard metrics of a fleet with requests of its own.
const MINUTE_METRICS: [Metric; 10] = [
    Metric::InvocationsPerInstance,
    Metric::Invocations,
    Metric::Invocation4XXErrors,
    Metric::Invocation5XXErrors,
    Metric::InvocationModelErrors,
    Metric::ModelLatency,
    Metric::CPUUtilization,
    Metric::GPUUtilization,
    Metric::InFlightRequests,
    Metric::QueueDepth,
];

impl Minute {
    /// The point of a metric; `None` was not published.
    pub fn point(&self, metric: Metric) -> Option<Point> {
        // A copy is a place in the fleet, as an instance is.
        let metric = match metric {
            Metric::InvocationsPerCopy => Metric::InvocationsPerInstance,
            other => other,
        };
        let index = MINUTE_METRICS.iter().position(|m| *m == metric)?;
        self.points[index]
    }
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
            has_instances: instance.is_some(),
            queue: Integral::default(),
            draining_queue: Integral::default(),
            queue_area: 0,
            concurrency: [Mean::default(); 2],
            depth: Mean::default(),
            latency: Histogram::default(),
            arrived: 0,
            arrived_before: 0,
            errors: Errors::default(),
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

    /// A request failed. What ends without an answer is no 4xx and no 5xx, but a model error.
    #[inline]
    pub fn error(&mut self, failure: Failure) {
        self.errors.all += 1;
        match failure {
            Failure::Throttled => self.errors.by_4xx += 1,
            Failure::Rejected | Failure::ModelError => self.errors.by_5xx += 1,
            Failure::TimedOut | Failure::NoCapacity | Failure::InstanceLost => {}
        }
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

    /// Ten seconds close: the concurrency of them.
    pub fn close_fine(&mut self, now_us: u64, visible: Time) -> Option<Point> {
        self.settle(now_us);
        self.concurrency[1].close(visible)
    }

    /// The period closes: a row, and what CloudWatch gets. The points can be seen from when the
    /// caller says.
    pub fn close(&mut self, now_us: u64, desired: u32) -> Minute {
        self.settle(now_us);
        self.settle_bill(now_us);
        let length_us = now_us - self.period_start_us;
        if length_us == 0 {
            return Minute::default();
        }
        let minute = Minute {
            points: MINUTE_METRICS.map(|metric| self.point(metric)),
        };
        let value = |metric| minute.point(metric).map(|p: Point| p.sum / p.count);
        let row = &mut self.series;
        row.time_s.push((self.period_start_us / 1_000_000) as u32);
        row.invocations
            .push(self.served.iter().map(|(_, count)| count).sum());
        let per_instance = minute.point(Metric::InvocationsPerInstance);
        row.invocations_per_instance
            .push(per_instance.map(|p| p.sum));
        row.model_latency_p50_ms
            .push(self.latency.percentile_ms(50.0, self.latency.n()));
        row.model_latency_p99_ms
            .push(self.latency.percentile_ms(99.0, self.latency.n()));
        row.cpu_utilization.push(value(Metric::CPUUtilization));
        row.gpu_utilization.push(value(Metric::GPUUtilization));
        row.errors.push(self.errors.all);
        row.queue.push(self.queue_area as f64 / length_us as f64);
        row.desired_instance_count.push(desired);
        row.in_service_instance_count.push(self.n);
        row.cost_usd
            .push(self.billed_period_us as f64 * self.usd_per_us);

        self.latency.clear();
        self.served.clear();
        self.errors = Errors::default();
        self.queue_area = 0;
        self.billed_period_us = 0;
        self.period_start_us = now_us;
        (self.covered_us, self.cpu.sum, self.cpu.area) = (0, 0.0, 0.0);
        if let Some(gpu) = &mut self.gpu {
            (gpu.sum, gpu.area) = (0.0, 0.0);
        }
        (self.concurrency[0], self.depth) = (Mean::default(), Mean::default());
        minute
    }

    /// The point of a metric in the period that closes now. Counted metrics are published, zeros
    /// too, while an instance is in service (fact 0.6), and without instances in a period that saw
    /// a request [D]; a latency needs a response.
    fn point(&mut self, metric: Metric) -> Option<Point> {
        self.served.sort_unstable();
        let all: u64 = self.served.iter().map(|(_, count)| count).sum();
        let saw_requests = all > 0 || self.errors.all > 0;
        let alive = self.covered_us > 0 || (!self.has_instances && saw_requests);
        let counted = |sum: f64, count: f64, load| {
            alive.then_some(Point {
                sum,
                count,
                min: 0.0,
                max: 1.0,
                load,
                visible: Time::NEVER,
            })
        };
        let times = Load::Times(self.n);
        let failed = |count: u64| counted(count as f64, all as f64, times);
        match metric {
            Metric::InvocationsPerInstance if self.covered_us > 0 => {
                let served = || self.served.iter().filter(|(n, _)| *n > 0);
                let value = |&(n, count): &(u32, u64)| count as f64 / f64::from(n);
                let load: u64 = served().map(|(_, count)| count).sum();
                counted(
                    // An empty sum of floats is −0.
                    served().map(value).sum::<f64>() + 0.0,
                    all as f64,
                    Load::Count(load as f64),
                )
            }
            Metric::Invocations => counted(all as f64, all as f64, times),
            Metric::Invocation4XXErrors => failed(self.errors.by_4xx),
            Metric::Invocation5XXErrors => failed(self.errors.by_5xx),
            Metric::InvocationModelErrors => failed(self.errors.all),
            Metric::ModelLatency => self.latency.set().map(|(n, sum, min, max)| Point {
                sum,
                count: n,
                min,
                max,
                load: times,
                visible: Time::NEVER,
            }),
            Metric::CPUUtilization => self.cpu.point(self.covered_us),
            Metric::GPUUtilization => self.gpu.as_ref()?.point(self.covered_us),
            Metric::InFlightRequests => self.concurrency[0].close(Time::NEVER),
            Metric::QueueDepth => self.depth.close(Time::NEVER),
            _ => None,
        }
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
        let queued = self.queue.take(now_us);
        self.queue_area += queued;
        let waiting = (queued - self.draining_queue.take(now_us)) as f64;
        for mean in &mut self.concurrency {
            mean.add(busy as f64 + waiting, self.n, elapsed);
        }
        self.depth.add(waiting, self.n, elapsed);
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
    /// Σ milli-percent × microseconds of this period while n > 0.
    area: f64,
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
            area: 0.0,
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
            self.area += area;
        }
    }

    /// The time-mean of the period, in percent.
    fn point(&self, covered_us: u64) -> Option<Point> {
        (covered_us > 0).then(|| {
            let covered = covered_us as f64;
            let average = self.sum / covered / MILLI_PERCENT;
            Point {
                sum: self.sum / MILLI_PERCENT,
                count: covered,
                min: average,
                max: average,
                load: Load::Area(self.area / MILLI_PERCENT),
                visible: Time::NEVER,
            }
        })
    }
}
