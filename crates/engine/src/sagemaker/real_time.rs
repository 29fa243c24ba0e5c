//! A real-time endpoint's requests: arrival, departure, time-out. The hot path.

use crate::client::{ATTEMPT_BITS, Failure};
use crate::random::stream::{Purpose, Stream};
use crate::run::InstanceState;
use crate::sagemaker::deadlines::{Due, Runs, Waits};
use crate::sagemaker::instance::{Running, Waiting};
use crate::world::World;

impl World {
    /// The next request, or the next retry, arrives. A new request takes its draws whatever
    /// becomes of it, so that no policy shifts the draws of another; a retry has its own.
    #[inline]
    pub(crate) fn arrive(&mut self, now_us: u64) {
        if let Some((request, bits)) = self.next_request(now_us) {
            self.admit(now_us, request, bits);
        }
    }

    /// The next request or retry with its routing bits; `None` only when nobody was due.
    // Three kinds of endpoint call it; as a call it costs each request 4 ns.
    #[inline(always)]
    pub(crate) fn next_request(&mut self, now_us: u64) -> Option<(Waiting, u64)> {
        if now_us < self.next_request_us {
            return self.next_retry(now_us);
        }
        let request = Waiting {
            arrival_us: now_us,
            number: self.requests << ATTEMPT_BITS,
            service_us: self.service.draw(),
            model_error: self
                .model_error
                .as_mut()
                .is_some_and(|(s, rate)| s.unit() < *rate),
        };
        let bits = self.routing.bits();
        self.requests += 1;
        self.next_request_us = self.arrivals.next_us();
        self.next_arrival_us = self.next_request_us.min(self.next_retry_us);
        Some((request, bits))
    }

    #[cold]
    fn next_retry(&mut self, now_us: u64) -> Option<(Waiting, u64)> {
        let number = self.callers.as_mut().and_then(|c| c.pop())?;
        self.note_retries();
        let mut stream = Stream::new(self.seed, Purpose::Retry, number);
        let service_us = self.service.draw_from(&mut stream);
        let bits = stream.bits();
        let model_error = self
            .model_error
            .as_ref()
            .is_some_and(|(_, rate)| stream.unit() < *rate);
        self.books.retries += u64::from(now_us >= self.measure_from_us);
        let request = Waiting {
            arrival_us: now_us,
            number,
            service_us,
            model_error,
        };
        Some((request, bits))
    }

    #[inline]
    fn admit(&mut self, now_us: u64, request: Waiting, bits: u64) {
        self.meter.arrival();
        let Some(row) = self.fleet.choose(bits) else {
            return self.fail(now_us, &request, Failure::NoCapacity);
        };
        if self.fleet.has_idle(row) {
            self.meter
                .worker_starts(now_us, self.fleet.rows[row as usize].busy);
            let (slot, service_us) = self.fleet.start(row, now_us, request);
            self.fleet.more(row);
            self.watch(now_us, slot, service_us, &request);
        } else {
            let queue = &mut self.fleet.rows[row as usize].queue;
            if queue.len() >= self.max_queue {
                return self.fail(now_us, &request, Failure::Rejected);
            }
            queue.push_back(request);
            self.meter.queue.rise(now_us, 1);
            self.fleet.more(row);
            let at_us = now_us + self.timeout_us;
            self.deadlines.wait(Waits {
                at_us,
                row,
                number: request.number,
            });
        }
    }

    /// A request that starts now and will not end in time has a deadline of its own.
    #[inline]
    fn watch(&mut self, now_us: u64, slot: u32, service_us: u64, request: &Waiting) {
        let at_us = request.arrival_us + self.timeout_us;
        if now_us.saturating_add(service_us) > at_us {
            self.deadlines.run(Runs {
                at_us,
                number: request.number,
                slot,
            });
        }
    }

    /// The worker that is done next answers, and takes the next request of its queue. `true` when
    /// a draining instance has left with it.
    #[inline]
    pub(crate) fn depart(&mut self, now_us: u64) -> bool {
        let Some((row, request)) = self.fleet.leaving() else {
            return false;
        };
        if !request.timed_out {
            self.meter.latency.record(now_us - request.arrival_us);
            self.answer(now_us, &request);
        }
        self.fleet.fewer(row);
        let instance = &mut self.fleet.rows[row as usize];
        let instance_drains = instance.state != InstanceState::InService;
        if let Some(next) = instance.queue.pop_front() {
            self.meter.queue.fall(now_us, 1);
            if instance_drains {
                self.meter.draining_queue.fall(now_us, 1);
            }
            let (slot, service_us) = self.fleet.replace(now_us, next);
            self.watch(now_us, slot, service_us, &next);
            return false;
        }
        let busy = self.fleet.finish();
        if !instance_drains {
            self.meter.worker_stops(now_us, busy);
        } else if busy == 0 {
            self.drained(now_us, row);
            return true;
        }
        false
    }

    /// The oldest deadline is due. A waiting request leaves the queue; a running one has failed,
    /// but its worker goes on [D]; one that has left its queue needs nothing.
    pub(crate) fn time_out(&mut self, now_us: u64) {
        // Queues are in order of arrival and all deadlines equally far: the one that is due, if
        // it waits at all, waits at the front, and nothing before it does.
        let (rows, timeout_us) = (&self.fleet.rows, self.timeout_us);
        let still_waits = |w: &Waits| {
            let front = rows[w.row as usize].queue.front();
            front.is_some_and(|front| front.arrival_us + timeout_us <= w.at_us)
        };
        match self.deadlines.pop(still_waits) {
            Some(Due::Waits(due)) => {
                let queue = &mut self.fleet.rows[due.row as usize].queue;
                let Some(request) = queue.pop_front_if(|front| front.number == due.number) else {
                    return;
                };
                self.meter.queue.fall(now_us, 1);
                if self.fleet.rows[due.row as usize].state != InstanceState::InService {
                    self.meter.draining_queue.fall(now_us, 1);
                }
                self.fleet.fewer(due.row);
                self.lose(now_us, due.number, request.arrival_us, Failure::TimedOut);
            }
            Some(Due::Runs(due)) => {
                if let Some(arrival_us) = self.fleet.time_out_running(due.slot, due.number) {
                    self.lose(now_us, due.number, arrival_us, Failure::TimedOut);
                }
            }
            None => {}
        }
    }

    /// A request that has not timed out is answered, by the model or with its error.
    #[inline(always)]
    pub(crate) fn answer(&mut self, now_us: u64, request: &Running) {
        if request.model_error {
            return self.lose(
                now_us,
                request.number,
                request.arrival_us,
                Failure::ModelError,
            );
        }
        if request.arrival_us >= self.measure_from_us {
            self.latency.record(now_us - request.arrival_us);
            self.wait.record(request.start_us - request.arrival_us);
        }
        if let Some(callers) = &mut self.callers {
            callers.succeed(request.number);
        }
    }

    fn fail(&mut self, now_us: u64, request: &Waiting, failure: Failure) {
        self.lose(now_us, request.number, request.arrival_us, failure);
    }

    /// An attempt has failed; its caller may try again.
    pub(crate) fn lose(&mut self, now_us: u64, number: u64, arrival_us: u64, failure: Failure) {
        let failed = &mut self.books.failed;
        let counter = match failure {
            Failure::Rejected => &mut failed.rejected,
            Failure::Throttled => &mut failed.throttled,
            Failure::TimedOut => &mut failed.timed_out,
            Failure::ModelError => &mut failed.model_error,
            Failure::NoCapacity => &mut failed.no_capacity,
            Failure::InstanceLost => &mut failed.instance_lost,
        };
        *counter += u64::from(arrival_us >= self.measure_from_us);
        self.failures_without_capacity += u64::from(failure == Failure::NoCapacity);
        self.meter.error(failure);
        if let Some(callers) = &mut self.callers {
            callers.fail(now_us, number, failure);
            self.note_retries();
        }
    }

    fn note_retries(&mut self) {
        self.next_retry_us = self.callers.as_ref().map_or(u64::MAX, |c| c.next_us());
        self.next_arrival_us = self.next_request_us.min(self.next_retry_us);
    }
}
