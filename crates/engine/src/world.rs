//! The simulated world: everything that changes while time passes, and its one loop.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use headroom_model::endpoint::Interruptions;
use headroom_model::fault::Fault;
use headroom_model::metric::{HIGH_RESOLUTION_PERIOD, Metric};
use headroom_model::operation::Operation;
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::Span;

use crate::VERSION;
use crate::agenda::{Agenda, Control};
use crate::autoscaling::operate::new_alarm;
use crate::autoscaling::{Activity, Owner, Slot, Target};
use crate::billing::Bill;
use crate::client::Callers;
use crate::cloudwatch::aggregate::Histogram;
use crate::cloudwatch::publish::Meter;
use crate::cloudwatch::store::{Point, Store};
use crate::random::sample::Service;
use crate::random::stream::{Purpose, Stream};
use crate::run::{
    Attained, Capacity, Cause, Column, Cost, EndpointStatus, FailureReason, Hypothetical, Log,
    Origins, Requests, Run, ScalingCounts, SloResult, Summary, What,
};
use crate::sagemaker::deadlines::Deadlines;
use crate::sagemaker::ground::Ground;
use crate::sagemaker::instance::Fleet;
use crate::sagemaker::platform::Platform;
use crate::traffic::Arrivals;

pub(crate) const MINUTE_US: u64 = Span::MINUTE.micros();

/// Everything that changes.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) scenario: Scenario,
    pub(crate) seed: Seed,
    pub(crate) end_us: u64,
    pub(crate) measure_from_us: u64,
    // The endpoint.
    pub(crate) platform: Platform,
    /// The hypothetical Spot endpoint.
    pub(crate) spot: Option<Interruptions>,
    pub(crate) bill: Bill,
    pub(crate) columns: Vec<Column>,
    pub(crate) failures_without_capacity: u64,
    pub(crate) launch: headroom_model::endpoint::Launch,
    pub(crate) download_us: u64,
    pub(crate) timeout_us: u64,
    pub(crate) max_queue: usize,
    pub(crate) fleet: Fleet,
    pub(crate) desired: u32,
    pub(crate) activity: Option<Activity>,
    pub(crate) last_activity: u32,
    // Requests.
    pub(crate) arrivals: Arrivals,
    /// Requests so far, retries left out.
    pub(crate) requests: u64,
    pub(crate) next_request_us: u64,
    pub(crate) next_retry_us: u64,
    /// The earlier of the two.
    pub(crate) next_arrival_us: u64,
    /// Those who try again; `None` when nobody does.
    pub(crate) callers: Option<Callers>,
    pub(crate) service: Service,
    pub(crate) routing: Stream,
    pub(crate) model_error: Option<(Stream, f64)>,
    pub(crate) deadlines: Deadlines,
    pub(crate) books: Requests,
    pub(crate) latency: Histogram,
    pub(crate) wait: Histogram,
    // What goes wrong.
    pub(crate) faults: Vec<Fault>,
    /// By fault: the event of its beginning.
    pub(crate) fault_events: Vec<u32>,
    // The control plane.
    pub(crate) agenda: Agenda,
    pub(crate) meter: Meter,
    /// What CloudWatch has of the metrics that somebody follows.
    pub(crate) store: Store,
    /// From one evaluation to the next: a minute, or ten seconds.
    pub(crate) tick_us: u64,
    pub(crate) target: Target,
    /// The event that last changed what is suspended.
    pub(crate) suspended_by: Option<u32>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) policy_names: Vec<String>,
    pub(crate) counts: ScalingCounts,
    pub(crate) log: Log,
}

impl World {
    /// The world at second 0, after registration.
    pub(crate) fn new(scenario: &Scenario, seed: Seed) -> World {
        let ground = Ground::of(scenario);
        let model = &scenario.model;
        let stream = |purpose| Stream::new(seed, purpose, 0);
        let mut arrivals = Arrivals::new(scenario, seed);
        let next_request_us = arrivals.next_us();
        let platform = Platform::new(scenario, seed);
        let store = Store::new(scenario.readings().into_iter().map(|r| r.metric));
        let mut world = World {
            columns: World::columns(&platform),
            platform,
            spot: scenario.endpoint.real_time().and_then(|e| e.what_if_spot),
            bill: Bill::default(),
            failures_without_capacity: 0,
            seed,
            end_us: scenario.duration.micros(),
            measure_from_us: scenario.measure_from.micros(),
            launch: ground.launch,
            download_us: ground.launch.download(model.artifact_mb).micros(),
            timeout_us: ground.timeout.micros(),
            max_queue: model.max_queue as usize,
            fleet: Fleet::new(ground.workers, ground.routing),
            desired: scenario.endpoint.initial_count(),
            activity: None,
            last_activity: 0,
            requests: 0,
            next_request_us,
            next_retry_us: u64::MAX,
            next_arrival_us: next_request_us,
            callers: scenario.client.map(|client| Callers::new(client, seed)),
            arrivals,
            service: Service::new(model.service_time, stream(Purpose::Service)),
            routing: stream(Purpose::Routing),
            model_error: (model.error_rate > 0.0)
                .then(|| (stream(Purpose::ModelError), model.error_rate)),
            deadlines: Deadlines::new(),
            books: Requests::default(),
            latency: Histogram::default(),
            wait: Histogram::default(),
            fault_events: vec![0; scenario.faults.len()],
            faults: scenario.faults.clone(),
            agenda: Agenda::default(),
            meter: Meter::new(model, ground.instance_type, ground.billed_share),
            tick_us: if store.is_high_resolution() {
                HIGH_RESOLUTION_PERIOD.micros()
            } else {
                MINUTE_US
            },
            store,
            target: Target::default(),
            suspended_by: None,
            operations: scenario.operations.clone(),
            policy_names: scenario.policy_names(),
            counts: ScalingCounts::default(),
            log: Log::default(),
            scenario: scenario.clone(),
        };
        world.begin(ground.instances);
        world
    }

    fn begin(&mut self, initial: u32) {
        if !self.begin_endpoint(initial) {
            return;
        }
        self.register();
        self.agenda.push(self.tick_us, Control::Evaluate);
        for (index, operation) in (0..).zip(&self.operations) {
            let at_us = operation.at.micros();
            self.agenda.push(at_us, Control::Operation { index });
        }
        // Registering moves the count into the limits (fact 1.4).
        self.keep_limits(0, Cause::Registration, Vec::new());
    }

    /// The target of the scenario with everything that hangs on it.
    fn register(&mut self) {
        let slots = self.policy_names.iter().map(|_| Slot::default());
        self.target.policies = slots.collect();
        let Some(scaling) = self.scenario.scaling.clone() else {
            return;
        };
        let lowest = self.scenario.ruleset.lowest_minimum();
        self.target.limits = Some((scaling.min_capacity.max(lowest), scaling.max_capacity));
        self.target.suspended = scaling.suspended_state;
        // In the order of their names, as later evaluations go.
        let mut alarms = Vec::new();
        for (index, alarm) in (0..).zip(scaling.alarms) {
            let owner = Owner::Scenario(index);
            alarms.push(new_alarm(
                alarm.alarm_name,
                owner,
                alarm.rule,
                alarm.alarm_actions,
            ));
        }
        for policy in scaling.policies {
            alarms.extend(self.place_policy(policy));
        }
        alarms.sort_by(|a, b| (&a.name, a.owner).cmp(&(&b.name, b.owner)));
        for alarm in alarms {
            self.add_alarm(0, alarm, Vec::new());
        }
        for action in scaling.scheduled_actions {
            self.schedule(0, action);
        }
    }

    /// The configured delay of a metric.
    pub(crate) fn delay_us(&self, metric: Metric) -> u64 {
        self.scenario.cloudwatch.delay(metric).micros()
    }

    /// A period closes: what is followed goes to CloudWatch.
    fn period_end(&mut self, now_us: u64) {
        let watched = self.store.watched();
        for &metric in &watched {
            if metric.resolution() < Span::MINUTE {
                let visible = self.visible(now_us, metric);
                let point = self.meter.close_fine(now_us, visible);
                let published = point.filter(|_| self.scenario.publishes(metric));
                self.store.put(metric, published);
            }
        }
        if now_us.is_multiple_of(MINUTE_US) {
            let minute = self.meter.close(now_us, self.desired);
            self.close_kind(now_us);
            for metric in watched {
                if metric.resolution() == Span::MINUTE {
                    let visible = self.visible(now_us, metric);
                    let point = minute.point(metric).or_else(|| self.kind_point(metric));
                    let point = point.map(|point| Point { visible, ..point });
                    let published = point.filter(|_| self.scenario.publishes(metric));
                    self.store.put(metric, published);
                }
            }
        }
        self.agenda.push(now_us + self.tick_us, Control::PeriodEnd);
    }

    /// What is there at second 0; `false` when nothing can be.
    fn begin_endpoint(&mut self, initial: u32) -> bool {
        self.agenda
            .push(self.measure_from_us, Control::MeasureStart);
        self.schedule_faults();
        self.agenda.push(self.tick_us, Control::PeriodEnd);
        if matches!(self.platform, Platform::Job(_)) {
            self.job_starts(0, Vec::new());
            return true;
        }
        if !self.vpc().can_be_created() {
            let reason = FailureReason::ModelDataDownload;
            let what = What::CreationFailed { reason };
            let event = self.log.note(0, Vec::new(), what);
            self.note_status(0, EndpointStatus::Failed, event);
            self.desired = 0;
            return false;
        }
        let component = self.scenario.endpoint.real_time();
        let component = component.and_then(|e| {
            let copies = e.inference_component?.initial_copies;
            Some((e.initial_instance_count, copies))
        });
        match component {
            Some((instances, copies)) => self.begin_copies(instances, copies),
            None => (0..initial).for_each(|_| self.initial_instance()),
        }
        self.log.note(
            0,
            Vec::new(),
            What::EndpointStatus {
                status: EndpointStatus::InService,
            },
        );
        true
    }

    /// Everything before `limit_us`. At one instant: control plane, departure, time-out, arrival.
    pub(crate) fn run_until(&mut self, limit_us: u64) {
        loop {
            let until = self.agenda.next_us().min(limit_us);
            let unchanged = match self.platform {
                Platform::Queue(_) => self.queue_until(until),
                Platform::Environments(_) => {
                    self.environments_until(until);
                    true
                }
                _ => self.requests_until(until),
            };
            if !unchanged {
                continue;
            }
            if until == limit_us {
                return;
            }
            self.control();
        }
    }

    /// Requests before `until_us`; between two control-plane events nobody else moves. `false`
    /// when the agenda may have changed on the way.
    #[inline]
    fn requests_until(&mut self, until_us: u64) -> bool {
        loop {
            let departure = self.fleet.next_departure_us();
            let time_out = self.deadlines.next_us();
            let arrival = self.next_arrival_us;
            let next = departure.min(time_out).min(arrival);
            if next >= until_us {
                return true;
            }
            if departure == next {
                // An activity that ends may start a cooldown that is over before `until_us`.
                if self.depart(next) {
                    return false;
                }
            } else if time_out == next {
                self.time_out(next);
            } else {
                self.arrive(next);
            }
        }
    }

    /// One step of the control plane.
    fn control(&mut self) {
        let Some((now_us, control)) = self.agenda.pop() else {
            return;
        };
        match control {
            Control::MeasureStart => {
                self.meter.measure_start(now_us);
                if let Some(callers) = &mut self.callers {
                    callers.measure_start(self.requests);
                }
                if let Some(environments) = self.platform.environments_mut() {
                    environments.measure_start(now_us);
                }
            }
            Control::Provisioned { count } => self.provisioned(now_us, count),
            Control::Job { step } => self.job_step(now_us, step),
            Control::JobNotice { attempt } => self.job_notice(now_us, attempt),
            Control::HostReady { number } => self.host_ready(now_us, number),
            Control::HostIdle { number } => self.host_idle(now_us, number),
            Control::SpotNotice { row, number } => self.spot_notice(now_us, row, number),
            Control::SpotReclaim { row, number } => self.spot_reclaim(now_us, row, number),
            Control::SpotCapacity { activity, because } => self.launch(now_us, activity, because),
            Control::Fault { index, begins } => self.fault(now_us, index, begins),
            Control::Capacity { row, number } => self.capacity_found(now_us, row, number),
            Control::PeriodEnd => self.period_end(now_us),
            Control::Instance { row, number } => self.instance_step(now_us, row, number),
            Control::CooldownEnd { policy, out } => self.cooldown_due(now_us, policy, out),
            Control::UpdateEnd { event } => self.update_ended(now_us, event),
            Control::Operation { index } => self.operation(now_us, index),
            Control::Scheduled { action } => self.scheduled_action(now_us, action),
            Control::Evaluate => self.evaluate(now_us),
        }
    }

    /// Runs to the end and closes the books.
    pub(crate) fn finish(mut self) -> Run {
        let end_us = self.end_us;
        self.run_until(end_us);
        // At the end the control plane runs once; nothing arrives or departs.
        while self.agenda.next_us() <= end_us {
            self.control();
        }
        self.meter.close(end_us, self.desired);
        self.close_kind(end_us);
        let used = self.meter.used(end_us, self.fleet.workers());
        let mut books = self.books;
        books.arrived = self.meter.measured();
        books.completed = self.latency.n();
        let measured = |&(_, arrival): &(u64, u64)| arrival >= self.measure_from_us;
        let mut in_flight: Vec<(u64, u64)> = self.fleet.in_flight().collect();
        in_flight.extend(
            self.platform
                .queue()
                .into_iter()
                .flat_map(|q| q.in_flight()),
        );
        if let Some(environments) = self.platform.environments_mut() {
            in_flight.extend(environments.in_flight());
        }
        books.in_flight_at_end = in_flight.iter().filter(|r| measured(r)).count() as u64;
        books.origins = match &self.callers {
            Some(callers) => callers.origins(self.requests, in_flight.iter().map(|r| r.0)),
            None => Origins {
                arrived: books.arrived,
                succeeded: books.completed,
                failed: books.failed.total(),
                open: books.in_flight_at_end,
            },
        };
        let environments = self.platform.environments_mut();
        let environments = environments.map(|e| e.figures(end_us));
        let instances = used.usd;
        let bill = self.bill;
        let summary = Summary {
            requests: books,
            latency_ms: self.latency.distribution(),
            wait_ms: self.wait.distribution(),
            capacity: Capacity {
                min: used.min,
                mean: used.mean,
                max: used.max,
                r#final: self.fleet.in_service(),
                instance_seconds: used.billed_us as f64 / 1e6,
            },
            worker_utilization: used.utilization,
            cold_starts: environments.map_or(0, |(cold_starts, _)| cold_starts),
            environments: environments.map(|(_, figures)| figures),
            job: self.platform.job_mut().map(|job| job.result(end_us)),
            scaling: self.counts,
            cost_usd: Cost {
                total: instances + bill.serverless + bill.vpc_endpoints + bill.nat,
                instances,
                serverless: bill.serverless,
                vpc_endpoints: bill.vpc_endpoints,
                nat_gateway: bill.nat,
            },
            slo: self.judge(&books),
        };
        Run {
            engine: VERSION.to_string(),
            hypothetical: Hypothetical::of(&self.scenario),
            columns: self.columns,
            scenario: self.scenario.id,
            seed: self.seed,
            start: self.scenario.start,
            duration: self.scenario.duration,
            summary,
            series: self.meter.series,
            events: self.log.events,
            decisions: self.log.decisions,
        }
    }

    /// A failed attempt counts as infinitely late: shedding load must not look good.
    fn judge(&self, books: &Requests) -> Option<SloResult> {
        let slo = self.scenario.slo?;
        let answered = books.completed + books.failed.total();
        let latency_ms = slo
            .latency
            .and_then(|l| self.latency.percentile_ms(l.percentile, answered));
        let availability = (answered > 0)
            .then(|| books.completed as f64 / answered as f64)
            .filter(|_| slo.availability.is_some());
        let latency_met = slo
            .latency
            .is_none_or(|l| latency_ms.is_some_and(|ms| ms <= l.latency_ms));
        let available = slo
            .availability
            .is_none_or(|a| availability.is_some_and(|reached| reached >= a));
        Some(SloResult {
            met: latency_met && available,
            attained: Attained {
                latency_ms,
                availability,
            },
        })
    }
}
