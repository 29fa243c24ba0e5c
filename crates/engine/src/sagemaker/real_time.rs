//! A real-time endpoint's requests: arrival, departure, time-out. The hot path.

use crate::run::InstanceState;
use crate::sagemaker::instance::Waiting;
use crate::world::World;

/// A request that may still time out.
#[derive(Clone, Copy, Debug)]
pub struct Deadline {
    /// When.
    pub at_us: u64,
    /// Where it waits or runs.
    pub row: u32,
    /// Its number.
    pub number: u64,
}

impl World {
    /// One request arrives. It takes its draws whatever becomes of it, so that no policy shifts
    /// the draws of another.
    #[inline]
    pub(crate) fn arrive(&mut self, now_us: u64) {
        let number = self.meter.arrived();
        self.meter.arrival();
        let service_us = self.service.draw();
        let choice = self.fleet.choose(self.routing.bits());
        let model_error = self
            .model_error
            .as_mut()
            .is_some_and(|(s, rate)| s.unit() < *rate);
        let measured = now_us >= self.measure_from_us;
        self.next_arrival_us = self.arrivals.next_us();

        let Some(row) = choice else {
            self.books.failed.no_capacity += u64::from(measured);
            self.meter.error();
            return;
        };
        let request = Waiting {
            arrival_us: now_us,
            number,
            service_us,
            model_error,
        };
        if self.fleet.has_idle(row) {
            self.meter
                .worker_starts(now_us, self.fleet.rows[row as usize].busy);
            self.fleet.start(row, now_us, request);
            self.fleet.more(row);
            if service_us <= self.timeout_us {
                return;
            }
        } else {
            let queue = &mut self.fleet.rows[row as usize].queue;
            if queue.len() >= self.max_queue {
                self.books.failed.rejected += u64::from(measured);
                self.meter.error();
                return;
            }
            queue.push_back(request);
            self.meter.queue.rise(now_us, 1);
            self.fleet.more(row);
        }
        self.deadlines.push_back(Deadline {
            at_us: now_us + self.timeout_us,
            row,
            number,
        });
    }

    /// The worker that is done next answers, and takes the next request of its queue. `true` when
    /// a draining instance has left with it.
    #[inline]
    pub(crate) fn depart(&mut self, now_us: u64) -> bool {
        let Some((row, request)) = self.fleet.leaving() else {
            return false;
        };
        if !request.timed_out {
            let latency_us = now_us - request.arrival_us;
            let measured = request.arrival_us >= self.measure_from_us;
            self.meter.latency.record(latency_us);
            if request.model_error {
                self.books.failed.model_error += u64::from(measured);
                self.meter.error();
            } else if measured {
                self.latency.record(latency_us);
                self.wait.record(request.start_us - request.arrival_us);
            }
        }
        self.fleet.fewer(row);
        let instance = &mut self.fleet.rows[row as usize];
        if let Some(next) = instance.queue.pop_front() {
            self.meter.queue.fall(now_us, 1);
            self.fleet.replace(now_us, next);
            return false;
        }
        let in_service = instance.state == InstanceState::InService;
        let busy = self.fleet.finish();
        if in_service {
            self.meter.worker_stops(now_us, busy);
        } else if busy == 0 {
            self.drained(now_us, row);
            return true;
        }
        false
    }

    /// The oldest deadline is due. A waiting request leaves the queue; a running one has failed,
    /// but its worker goes on [D]; one that has ended needs nothing.
    pub(crate) fn time_out(&mut self) {
        let Some(due) = self.deadlines.pop_front() else {
            return;
        };
        let queue = &mut self.fleet.rows[due.row as usize].queue;
        // Queues are in order of arrival and all deadlines equally far: the one that is due, if
        // it waits at all, waits at the front.
        let arrival_us = match queue.front() {
            Some(front) if front.number == due.number => {
                let arrival_us = front.arrival_us;
                queue.pop_front();
                self.meter.queue.fall(due.at_us, 1);
                self.fleet.fewer(due.row);
                Some(arrival_us)
            }
            _ => self.fleet.time_out_running(due.row, due.number),
        };
        if let Some(arrival_us) = arrival_us {
            self.books.failed.timed_out += u64::from(arrival_us >= self.measure_from_us);
            self.meter.error();
        }
    }
}
