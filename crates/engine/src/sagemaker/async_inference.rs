//! An asynchronous endpoint: requests wait in one queue, and instances take from it (facts,
//! section 6).

use alloc::collections::VecDeque;

use super::deadlines::{Deadlines, Due, Runs};
use super::instance::Waiting;
use crate::client::Failure;
use crate::run::InstanceState;
use crate::world::World;

/// The queue of an asynchronous endpoint.
#[derive(Clone, Debug)]
pub struct Queue {
    ttl_us: u64,
    /// In order of arrival, so that the oldest is the first to expire.
    waiting: VecDeque<Waiting>,
    /// Requests on a worker that will not end in time.
    running: Deadlines,
    /// Requests on a worker, those timed out left out.
    in_progress: u64,
}

impl Queue {
    /// Nothing waits.
    pub fn new(ttl_us: u64) -> Queue {
        Queue {
            ttl_us,
            waiting: VecDeque::new(),
            running: Deadlines::new(),
            in_progress: 0,
        }
    }

    /// `ApproximateBacklogSize`: waiting or being processed [D].
    pub fn backlog(&self) -> u64 {
        self.waiting.len() as u64 + self.in_progress
    }

    /// Whether a request waits.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Number and arrival of every request that waits.
    pub fn in_flight(&self) -> impl Iterator<Item = (u64, u64)> {
        self.waiting.iter().map(|w| (w.number, w.arrival_us))
    }

    fn next_expiry_us(&self) -> u64 {
        let front = self.waiting.front();
        front.map_or(u64::MAX, |w| w.arrival_us.saturating_add(self.ttl_us))
    }

    /// The columns of [`Queue::row`].
    pub const COLUMNS: [&'static str; 3] = [
        "ApproximateBacklogSize",
        "ApproximateBacklogSizePerInstance",
        "HasBacklogWithoutCapacity",
    ];

    /// What is published at a period's end under `n` instances in service. At zero the backlog is
    /// divided by nothing [D]: it wakes the endpoint once it passes the tracked target.
    pub fn row(&self, n: u32) -> [Option<f64>; 3] {
        let backlog = self.backlog() as f64;
        [
            Some(backlog),
            Some(backlog / f64::from(n.max(1))),
            Some(f64::from(u8::from(n == 0 && self.has_waiting()))),
        ]
    }
}

impl World {
    /// Requests before `until_us`; `false` when the agenda may have changed on the way.
    pub(crate) fn queue_until(&mut self, until_us: u64) -> bool {
        loop {
            let Some(queue) = self.platform.queue() else {
                return true;
            };
            let departure = self.fleet.next_departure_us();
            let (expiry, deadline) = (queue.next_expiry_us(), queue.running.next_us());
            let arrival = self.next_arrival_us;
            let next = departure.min(expiry).min(deadline).min(arrival);
            if next >= until_us {
                return true;
            }
            if departure == next {
                if self.depart_from_queue(next) {
                    return false;
                }
            } else if expiry == next || deadline == next {
                self.queue_times_out(next);
            } else if let Some((request, bits)) = self.next_request(next) {
                self.enqueue(next, request, bits);
            }
        }
    }

    fn enqueue(&mut self, now_us: u64, request: Waiting, bits: u64) {
        self.meter.arrival();
        let row = self
            .fleet
            .choose(bits)
            .filter(|&row| self.fleet.has_idle(row));
        match row {
            Some(row) => self.start_on(now_us, row, request),
            None => {
                self.meter.queue.rise(now_us, 1);
                if let Some(queue) = self.platform.queue_mut() {
                    queue.waiting.push_back(request);
                }
            }
        }
    }

    fn start_on(&mut self, now_us: u64, row: u32, request: Waiting) {
        let busy = self.fleet.rows[row as usize].busy;
        self.meter.worker_starts(now_us, busy);
        let (slot, service_us) = self.fleet.start(row, now_us, request);
        self.fleet.more(row);
        self.watch_queue(now_us, slot, service_us, request.number);
    }

    /// The time-out counts from the start of service.
    fn watch_queue(&mut self, now_us: u64, slot: u32, service_us: u64, number: u64) {
        let at_us = now_us + self.timeout_us;
        let Some(queue) = self.platform.queue_mut() else {
            return;
        };
        queue.in_progress += 1;
        if service_us > at_us - now_us {
            queue.running.run(Runs {
                at_us,
                number,
                slot,
            });
        }
    }

    /// The next request of the queue, if one waits.
    fn dequeue(&mut self, now_us: u64) -> Option<Waiting> {
        let next = self.platform.queue_mut()?.waiting.pop_front()?;
        self.meter.queue.fall(now_us, 1);
        Some(next)
    }

    /// An instance came into service: its workers take from the queue.
    pub(crate) fn feed(&mut self, now_us: u64, row: u32) {
        while self.fleet.has_idle(row) {
            let Some(request) = self.dequeue(now_us) else {
                return;
            };
            self.start_on(now_us, row, request);
        }
    }

    /// `true` when a draining instance has left.
    fn depart_from_queue(&mut self, now_us: u64) -> bool {
        let Some((row, request)) = self.fleet.leaving() else {
            return false;
        };
        if !request.timed_out {
            if let Some(queue) = self.platform.queue_mut() {
                queue.in_progress -= 1;
            }
            self.meter.latency.record(now_us - request.start_us);
            self.answer(now_us, &request);
        }
        let in_service = self.fleet.rows[row as usize].state == InstanceState::InService;
        if in_service && let Some(next) = self.dequeue(now_us) {
            let (slot, service_us) = self.fleet.replace(now_us, next);
            self.watch_queue(now_us, slot, service_us, next.number);
            return false;
        }
        self.fleet.fewer(row);
        let busy = self.fleet.finish();
        if in_service {
            self.meter.worker_stops(now_us, busy);
        } else if busy == 0 {
            self.drained(now_us, row);
            return true;
        }
        false
    }

    fn queue_times_out(&mut self, now_us: u64) {
        let Some(queue) = self.platform.queue_mut() else {
            return;
        };
        if queue.next_expiry_us() == now_us {
            if let Some(request) = self.dequeue(now_us) {
                self.lose(
                    now_us,
                    request.number,
                    request.arrival_us,
                    Failure::TimedOut,
                );
            }
            return;
        }
        let Some(Due::Runs(due)) = queue.running.pop(|_| true) else {
            return;
        };
        if let Some(arrival_us) = self.fleet.time_out_running(due.slot, due.number) {
            if let Some(queue) = self.platform.queue_mut() {
                queue.in_progress -= 1;
            }
            self.lose(now_us, due.number, arrival_us, Failure::TimedOut);
        }
    }

    /// So many requests died with their instance.
    pub(crate) fn forget_in_progress(&mut self, lost: u64) {
        if let Some(queue) = self.platform.queue_mut() {
            queue.in_progress -= lost;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(waiting: usize, in_progress: u64) -> Queue {
        let mut queue = Queue::new(60_000_000);
        let request = Waiting {
            arrival_us: 0,
            number: 0,
            service_us: 1,
            model_error: false,
        };
        queue.waiting.extend(core::iter::repeat_n(request, waiting));
        queue.in_progress = in_progress;
        queue
    }

    #[test]
    fn fact_6_async_scaling_follows_the_backlog_per_instance() {
        assert_eq!(queue(4, 2).row(3), [Some(6.0), Some(2.0), Some(0.0)]);
        assert_eq!(queue(4, 0).row(0)[1], Some(4.0), "at zero too");
    }

    #[test]
    fn fact_6_async_wake_needs_a_backlog_without_capacity() {
        assert_eq!(queue(1, 0).row(0)[2], Some(1.0));
        assert_eq!(queue(0, 0).row(0)[2], Some(0.0));
        assert_eq!(queue(1, 0).row(1)[2], Some(0.0));
    }
}
