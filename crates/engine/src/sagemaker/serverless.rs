//! Serverless inference: environments come with the requests and go when idle (facts, section 5).

use alloc::collections::{BinaryHeap, VecDeque};
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

use headroom_model::endpoint::Serverless;
use headroom_model::price::ServerlessPrices;
use headroom_model::scenario::Seed;

use super::departures::Departures;
use super::instance::{Running, Waiting};
use crate::client::Failure;
use crate::cloudwatch::aggregate::{Histogram, Integral};
use crate::random::sample::Service;
use crate::random::stream::{Purpose, Stream};
use crate::run::{Environments as Figures, What};
use crate::world::World;

/// From the request for provisioned concurrency to its environment being ready, seconds [D]: AWS
/// publishes no figure.
pub const ALLOCATION_S: u64 = 60;

/// One environment. Its slot is used again when it is gone; its number never is.
#[derive(Clone, Copy, Debug, Default)]
struct Environment {
    number: u32,
    /// It belongs to the provisioned concurrency, and does not go when idle.
    provisioned: bool,
    request: Running,
    /// When it went idle; only meaningful while it is.
    idle_since_us: u64,
    is_idle: bool,
}

/// The environments of a serverless endpoint.
#[derive(Clone, Debug)]
pub struct Environments {
    rule: Serverless,
    seed: Seed,
    cold_start: Service,
    slots: Vec<Environment>,
    spare: Vec<u32>,
    /// Idle ones on demand and idle provisioned ones: number and slot, by ascending number.
    idle: Vec<(u32, u32)>,
    idle_provisioned: Vec<(u32, u32)>,
    departures: Departures,
    /// When an environment that went idle is gone, if it has stayed idle: time, slot, number.
    expiries: VecDeque<(u64, u32, u32)>,
    /// Requests that will not end in time: time, number, slot.
    deadlines: BinaryHeap<Reverse<(u64, u64, u32)>>,
    last_number: u32,
    busy: u32,
    /// Provisioned concurrency that is ready.
    provisioned: u32,
    // Figures of the measured span.
    alive_area: Integral,
    busy_area: Integral,
    busy_provisioned_area: Integral,
    measured_from_us: u64,
    alive: u32,
    most: u32,
    cold_starts: u64,
    // The bill.
    processed_us: u64,
    payloads: u64,
    provisioned_area: Integral,
    // The period.
    period: Period,
    overhead: Histogram,
    /// Samples, sum, smallest and largest of the period that has just closed, in microseconds.
    closed_overhead: Option<(f64, f64, f64, f64)>,
}

/// What a period has counted.
#[derive(Clone, Copy, Debug, Default)]
struct Period {
    cold_starts: u64,
    throttled: u64,
    spilled: u64,
    served_provisioned: u64,
    billed_us: u64,
    billed_payloads: u64,
}

impl Environments {
    /// The provisioned ones are warm at second 0.
    pub fn new(rule: Serverless, seed: Seed) -> Environments {
        let mut environments = Environments {
            rule,
            seed,
            cold_start: Service::new(rule.cold_start, Stream::new(seed, Purpose::ColdStart, 0)),
            slots: Vec::new(),
            spare: Vec::new(),
            idle: Vec::new(),
            idle_provisioned: Vec::new(),
            departures: Departures::new(),
            expiries: VecDeque::new(),
            deadlines: BinaryHeap::new(),
            last_number: 0,
            busy: 0,
            provisioned: 0,
            alive_area: Integral::default(),
            busy_area: Integral::default(),
            busy_provisioned_area: Integral::default(),
            measured_from_us: 0,
            alive: 0,
            most: 0,
            cold_starts: 0,
            processed_us: 0,
            payloads: 0,
            provisioned_area: Integral::default(),
            period: Period::default(),
            overhead: Histogram::default(),
            closed_overhead: None,
        };
        environments.provision(0, rule.provisioned_concurrency);
        environments
    }

    /// So many more environments are ready and stay so.
    pub fn provision(&mut self, now_us: u64, more: u32) {
        for _ in 0..more {
            let slot = self.add(now_us);
            self.slots[slot as usize].provisioned = true;
            self.slots[slot as usize].is_idle = true;
            insert(&mut self.idle_provisioned, self.last_number, slot);
        }
        self.provisioned += more;
        self.provisioned_area.rise(now_us, u64::from(more));
    }

    /// So many, the newest idle ones first, become ordinary environments [D].
    pub fn withdraw(&mut self, now_us: u64, less: u32) {
        for _ in 0..less {
            let slot = match self.idle_provisioned.pop() {
                Some((_, slot)) => {
                    self.rest(now_us, slot);
                    slot
                }
                None => {
                    let busy = |e: &Environment| e.provisioned && !e.is_idle;
                    let newest = (0_u32..).zip(&self.slots).filter(|(_, e)| busy(e));
                    match newest.max_by_key(|(_, e)| e.number) {
                        Some((slot, _)) => {
                            self.busy_provisioned_area.fall(now_us, 1);
                            slot
                        }
                        None => return,
                    }
                }
            };
            self.slots[slot as usize].provisioned = false;
            self.provisioned -= 1;
            self.provisioned_area.fall(now_us, 1);
        }
    }

    fn add(&mut self, now_us: u64) -> u32 {
        let slot = self.spare.pop().unwrap_or_else(|| {
            self.slots.push(Environment::default());
            self.departures.grow(self.slots.len());
            self.slots.len() as u32 - 1
        });
        self.last_number += 1;
        self.slots[slot as usize] = Environment {
            number: self.last_number,
            ..Environment::default()
        };
        self.alive += 1;
        self.most = self.most.max(self.alive);
        self.alive_area.rise(now_us, 1);
        slot
    }

    /// An environment on demand goes idle.
    fn rest(&mut self, now_us: u64, slot: u32) {
        let environment = &mut self.slots[slot as usize];
        environment.is_idle = true;
        environment.idle_since_us = now_us;
        let number = environment.number;
        insert(&mut self.idle, number, slot);
        let gone_us = now_us.saturating_add(self.rule.idle_timeout.micros());
        self.expiries.push_back((gone_us, slot, number));
    }

    /// When the next environment may be gone.
    fn next_expiry_us(&self) -> u64 {
        self.expiries.front().map_or(u64::MAX, |e| e.0)
    }

    fn expire(&mut self, now_us: u64) {
        let Some((gone_us, slot, number)) = self.expiries.pop_front() else {
            return;
        };
        let environment = self.slots[slot as usize];
        let since = environment.idle_since_us + self.rule.idle_timeout.micros();
        // It may have served since, or be another by now.
        if environment.number != number || !environment.is_idle || since != gone_us {
            return;
        }
        self.idle.retain(|(n, _)| *n != number);
        self.slots[slot as usize].is_idle = false;
        self.slots[slot as usize].number = 0;
        self.spare.push(slot);
        self.alive -= 1;
        self.alive_area.fall(now_us, 1);
    }

    /// The newest idle environment, provisioned first; else a new one, and how long its start
    /// takes. `None` when the concurrency is full.
    fn take(&mut self, now_us: u64) -> Option<(u32, u64)> {
        if self.busy >= self.rule.max_concurrency {
            self.period.throttled += 1;
            return None;
        }
        self.busy += 1;
        self.busy_area.rise(now_us, 1);
        if let Some((_, slot)) = self.idle_provisioned.pop() {
            self.period.served_provisioned += 1;
            self.busy_provisioned_area.rise(now_us, 1);
            self.slots[slot as usize].is_idle = false;
            return Some((slot, 0));
        }
        self.period.spilled += u64::from(self.provisioned > 0);
        if let Some((_, slot)) = self.idle.pop() {
            self.slots[slot as usize].is_idle = false;
            return Some((slot, 0));
        }
        let slot = self.add(now_us);
        self.cold_starts += 1;
        self.period.cold_starts += 1;
        let number = u64::from(self.last_number);
        let mut stream = Stream::new(self.seed, Purpose::ColdStart, number);
        Some((slot, self.cold_start.draw_from(&mut stream)))
    }

    /// The environment that is done next is idle again; its request.
    fn finish(&mut self, now_us: u64) -> Option<Running> {
        let slot = self.departures.next_slot()?;
        self.departures.stop(slot);
        let environment = self.slots[slot as usize];
        self.busy -= 1;
        self.busy_area.fall(now_us, 1);
        self.processed_us += now_us - environment.request.start_us;
        self.payloads += 1;
        if environment.provisioned {
            self.busy_provisioned_area.fall(now_us, 1);
            self.slots[slot as usize].is_idle = true;
            insert(&mut self.idle_provisioned, environment.number, slot);
        } else {
            self.rest(now_us, slot);
        }
        Some(environment.request)
    }

    /// The summary begins here.
    pub fn measure_start(&mut self, now_us: u64) {
        self.alive_area.take(now_us);
        self.busy_area.take(now_us);
        self.measured_from_us = now_us;
        self.most = self.alive;
        self.cold_starts = 0;
    }

    /// Number and arrival of every request that has not ended.
    pub fn in_flight(&self) -> Vec<(u64, u64)> {
        let running = self.departures.busy();
        let running = running.map(|slot| self.slots[slot as usize].request);
        let running = running.filter(|running| !running.timed_out);
        running.map(|r| (r.number, r.arrival_us)).collect()
    }

    /// Processing so far, to the microsecond: what runs now has run until now.
    fn processed(&self, now_us: u64) -> u64 {
        let running = self.departures.busy();
        let since = |slot: u32| now_us.saturating_sub(self.slots[slot as usize].request.start_us);
        self.processed_us + running.map(since).sum::<u64>()
    }

    /// What the summary wants.
    pub fn figures(&mut self, now_us: u64) -> (u64, Figures) {
        let length = (now_us - self.measured_from_us).max(1) as f64;
        let figures = Figures {
            mean: self.alive_area.take(now_us) as f64 / length,
            mean_busy: self.busy_area.take(now_us) as f64 / length,
            max: self.most,
        };
        (self.cold_starts, figures)
    }

    /// `OverheadLatency` of the period that has just closed: the cold starts, zero for a warm
    /// environment (fact 2.7); nothing without a request. Samples, sum, smallest and largest.
    pub const fn overhead(&self) -> Option<(f64, f64, f64, f64)> {
        self.closed_overhead
    }

    /// Environments now, and how many of them are provisioned.
    pub const fn counts(&self) -> (u32, u32) {
        (self.alive, self.provisioned)
    }

    /// Closes the period: its cost, and what it published.
    pub fn close(
        &mut self,
        now_us: u64,
        prices: &ServerlessPrices,
        payload_mb: f64,
    ) -> (f64, [Option<f64>; 8]) {
        let processed = self.processed(now_us);
        let gb = self.rule.memory_gb();
        let seconds = (processed - self.period.billed_us) as f64 / 1e6;
        let provisioned_area = self.provisioned_area.take(now_us);
        let provisioned_s = provisioned_area as f64 / 1e6;
        let payloads = (self.payloads - self.period.billed_payloads) as f64;
        let usd = seconds * gb * prices.usd_per_gb_second
            + provisioned_s * gb * prices.provisioned_usd_per_gb_second
            + payloads * payload_mb / 1024.0 * prices.usd_per_gb;
        let busy_provisioned = self.busy_provisioned_area.take(now_us) as f64;
        let utilization =
            (provisioned_area > 0).then(|| busy_provisioned / provisioned_area as f64);
        let has_provisioned = provisioned_area > 0;
        let count = |value: u64| has_provisioned.then_some(value as f64);
        let n = self.overhead.n();
        let row = [
            Some(f64::from(self.alive)),
            Some(self.period.cold_starts as f64),
            Some(self.period.throttled as f64),
            self.overhead.percentile_ms(50.0, n),
            self.overhead
                .percentile_ms(100.0, n)
                .filter(|_| self.period.cold_starts > 0),
            utilization,
            count(self.period.served_provisioned),
            count(self.period.spilled),
        ];
        self.closed_overhead = self.overhead.set();
        self.overhead.clear();
        self.period = Period {
            billed_us: processed,
            billed_payloads: self.payloads,
            ..Period::default()
        };
        (usd, row)
    }

    /// The columns of a period.
    pub const COLUMNS: [&'static str; 8] = [
        "Environments",
        "ColdStarts",
        "Throttles",
        "OverheadLatency_p50_ms",
        "ModelSetupTime_max_ms",
        "ServerlessProvisionedConcurrencyUtilization",
        "ServerlessProvisionedConcurrencyInvocations",
        "ServerlessProvisionedConcurrencySpilloverInvocations",
    ];
}

/// Puts `(number, slot)` in its place.
fn insert(list: &mut Vec<(u32, u32)>, number: u32, slot: u32) {
    let at = list.partition_point(|(n, _)| *n < number);
    list.insert(at, (number, slot));
}

impl World {
    /// Requests before `until_us`: at one instant departure, time-out, expiry, arrival.
    pub(crate) fn environments_until(&mut self, until_us: u64) {
        loop {
            let Some(environments) = self.platform.environments_mut() else {
                return;
            };
            let departure = environments.departures.next_us();
            let time_out = environments.deadlines.peek().map_or(u64::MAX, |d| d.0.0);
            let expiry = environments.next_expiry_us();
            let arrival = self.next_arrival_us;
            let next = departure.min(time_out).min(expiry).min(arrival);
            if next >= until_us {
                return;
            }
            if departure == next {
                self.environment_done(next);
            } else if time_out == next {
                self.environment_times_out(next);
            } else if expiry == next {
                environments.expire(next);
            } else if let Some((request, _)) = self.next_request(next) {
                self.serve(next, request);
            }
        }
    }

    fn serve(&mut self, now_us: u64, request: Waiting) {
        self.meter.arrival();
        let (pace, timeout_us) = (self.fleet.pace, self.timeout_us);
        let Some(environments) = self.platform.environments_mut() else {
            return;
        };
        let Some((slot, cold_us)) = environments.take(now_us) else {
            return self.lose(
                now_us,
                request.number,
                request.arrival_us,
                Failure::Throttled,
            );
        };
        let start_us = now_us + cold_us;
        let service_us = (request.service_us as f64 * pace + 0.5) as u64;
        let done_us = start_us.saturating_add(service_us);
        environments.overhead.record(cold_us);
        environments.slots[slot as usize].request = Running {
            arrival_us: request.arrival_us,
            start_us,
            number: request.number,
            model_error: request.model_error,
            timed_out: false,
        };
        environments.departures.start(slot, done_us);
        let deadline_us = request.arrival_us + timeout_us;
        if done_us > deadline_us {
            let due = (deadline_us, request.number, slot);
            environments.deadlines.push(Reverse(due));
        }
    }

    fn environment_done(&mut self, now_us: u64) {
        let Some(environments) = self.platform.environments_mut() else {
            return;
        };
        let Some(request) = environments.finish(now_us) else {
            return;
        };
        if request.timed_out {
            return;
        }
        // ModelLatency is what the container takes; the cold start is overhead (fact 2.7).
        self.meter.latency.record(now_us - request.start_us);
        self.answer(now_us, &request);
    }

    fn environment_times_out(&mut self, now_us: u64) {
        let Some(environments) = self.platform.environments_mut() else {
            return;
        };
        let Some(Reverse((_, number, slot))) = environments.deadlines.pop() else {
            return;
        };
        let request = &mut environments.slots[slot as usize].request;
        if request.number == number && environments.departures.is_busy(slot) {
            request.timed_out = true;
            let arrival_us = request.arrival_us;
            self.lose(now_us, number, arrival_us, Failure::TimedOut);
        }
    }

    /// Provisioned concurrency moves: more takes its time, less does not.
    pub(crate) fn provision(&mut self, now_us: u64, from: u32, to: u32) {
        if to > from {
            let due = now_us + ALLOCATION_S * 1_000_000;
            let count = to - from;
            self.agenda
                .push(due, crate::agenda::Control::Provisioned { count });
        } else if let Some(environments) = self.platform.environments_mut() {
            environments.withdraw(now_us, from - to);
            self.provisioned(now_us, 0);
        }
    }

    /// Provisioned environments are ready.
    pub(crate) fn provisioned(&mut self, now_us: u64, count: u32) {
        let Some(environments) = self.platform.environments_mut() else {
            return;
        };
        environments.provision(now_us, count);
        let (_, provisioned) = environments.counts();
        let because = self.activity.as_ref().map(|a| a.event);
        let what = What::Provisioned { count: provisioned };
        let because = because.map_or(Vec::new(), |event| vec![event]);
        let event = self.log.note(now_us, because, what);
        self.end_activity(
            now_us,
            headroom_model::scaling::ActivityStatus::Successful,
            event,
        );
    }
}
