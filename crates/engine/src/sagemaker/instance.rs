//! The fleet: instances as rows, their workers as slots, their queues.
//!
//! A row and its slots are used again when an instance is gone; an instance's number never is.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::cmp::Reverse;

use headroom_model::endpoint::RoutingStrategy;

use super::departures::Departures;
use super::routing::Levels;
use crate::run::InstanceState;

/// A request that waits at an instance.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// When it arrived.
    pub arrival_us: u64,
    /// Its number, from 0.
    pub number: u64,
    /// Time on a worker.
    pub service_us: u64,
    /// The container will answer with 5xx.
    pub model_error: bool,
}

/// A request on a worker.
#[derive(Clone, Copy, Debug, Default)]
pub struct Running {
    /// When it arrived.
    pub arrival_us: u64,
    /// When the worker started on it.
    pub start_us: u64,
    /// Its number, from 0.
    pub number: u64,
    /// The container will answer with 5xx.
    pub model_error: bool,
    /// Its caller has had a time-out; the worker goes on to the end [D].
    pub timed_out: bool,
}

/// One instance.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number, from 1.
    pub number: u32,
    /// Where it is in its life.
    pub state: InstanceState,
    /// Busy workers.
    pub busy: u32,
    /// Waiting requests in order of arrival.
    pub queue: VecDeque<Waiting>,
    /// The activity that launched or drains it; 0 for none.
    pub activity: u32,
    /// Its latest event.
    pub event: u32,
    /// How long its download takes.
    pub download_us: u64,
    /// How long its container takes to start.
    pub start_us: u64,
    /// How long it is provisioned.
    pub provision_us: u64,
    /// The managed instance below an inference component's copy; 0 for none.
    pub host: u32,
}

/// All instances.
#[derive(Clone, Debug)]
pub struct Fleet {
    workers: u32,
    /// A row's slots start at `row << row_bits`.
    row_bits: u32,
    /// By row.
    pub rows: Vec<Row>,
    spare: Vec<u32>,
    /// Rows in service, in order of their instances' numbers.
    routable: Vec<u32>,
    /// LEAST_OUTSTANDING_REQUESTS; `None` for RANDOM.
    levels: Option<Levels>,
    departures: Departures,
    slots: Vec<Running>,
    /// By row: the slots of its idle workers come first, `workers − busy` of them.
    idle: Vec<u32>,
    last_number: u32,
    /// Requests that start now take so many times their own time.
    pub pace: f64,
}

impl Fleet {
    /// No instance yet; each will have `workers` workers.
    pub fn new(workers: u32, routing: RoutingStrategy) -> Fleet {
        Fleet {
            workers,
            row_bits: workers.next_power_of_two().trailing_zeros(),
            rows: Vec::new(),
            spare: Vec::new(),
            routable: Vec::new(),
            levels: match routing {
                RoutingStrategy::Random => None,
                RoutingStrategy::LeastOutstandingRequests => Some(Levels::default()),
            },
            departures: Departures::new(),
            slots: Vec::new(),
            idle: Vec::new(),
            last_number: 0,
            pace: 1.0,
        }
    }

    /// A new instance in `state`; returns its row.
    pub fn add(&mut self, state: InstanceState, activity: u32) -> u32 {
        self.last_number += 1;
        let row = self.spare.pop().unwrap_or_else(|| {
            let row = self.rows.len() as u32;
            let (first, next) = (row << self.row_bits, (row + 1) << self.row_bits);
            self.idle.extend(first..next);
            self.rows.push(Row {
                number: 0,
                state,
                busy: 0,
                queue: VecDeque::new(),
                activity,
                event: 0,
                download_us: 0,
                start_us: 0,
                provision_us: 0,
                host: 0,
            });
            self.slots.resize(next as usize, Running::default());
            self.departures.grow(next as usize);
            row
        });
        let instance = &mut self.rows[row as usize];
        (instance.number, instance.state, instance.activity) = (self.last_number, state, activity);
        row
    }

    /// Lets traffic in: numbers ascend, so the order of `routable` does not depend on rows.
    pub fn admit(&mut self, row: u32) {
        let number = self.rows[row as usize].number;
        let at = self
            .routable
            .partition_point(|&r| self.rows[r as usize].number < number);
        let is_last = at == self.routable.len();
        self.routable.insert(at, row);
        // A thousand instances at the start would be a thousand orders otherwise.
        let is_idle = self.rows[row as usize].busy == 0;
        let append = |levels: &mut Levels| is_last && is_idle && levels.append(row);
        if !self.levels.as_mut().is_some_and(append) {
            self.rebuild();
        }
    }

    /// Lets no new request in.
    pub fn bar(&mut self, row: u32) {
        self.routable.retain(|&r| r != row);
        self.rebuild();
    }

    /// Lets no new request into the `n` instances with the highest numbers; they come highest
    /// first.
    pub fn bar_last(&mut self, n: u32) -> Vec<u32> {
        let left = self.routable.len().saturating_sub(n as usize);
        let mut barred = self.routable.split_off(left);
        barred.reverse();
        self.rebuild();
        barred
    }

    fn rebuild(&mut self) {
        if let Some(levels) = &mut self.levels {
            let outstanding = |row: u32| {
                let row = &self.rows[row as usize];
                row.busy + row.queue.len() as u32
            };
            levels.rebuild(
                self.rows.len(),
                self.routable.iter().map(|&r| (r, outstanding(r))),
            );
        }
    }

    /// Instances in service.
    pub fn in_service(&self) -> u32 {
        self.routable.len() as u32
    }

    /// The instance of the next request, by 64 random bits; `None` when none is in service.
    #[inline]
    pub fn choose(&self, bits: u64) -> Option<u32> {
        let bits = (bits >> 32) as u32;
        match &self.levels {
            None => {
                let n = self.routable.len() as u64;
                self.routable
                    .get(((u64::from(bits) * n) >> 32) as usize)
                    .copied()
            }
            Some(levels) => levels.choose(bits),
        }
    }

    /// `row` has one more request, waiting or running.
    #[inline]
    pub fn more(&mut self, row: u32) {
        if let Some(levels) = &mut self.levels {
            levels.rise(row);
        }
    }

    /// `row` has one request less.
    #[inline]
    pub fn fewer(&mut self, row: u32) {
        if let Some(levels) = &mut self.levels {
            levels.fall(row);
        }
    }

    /// Gives the row back.
    pub fn release(&mut self, row: u32) {
        self.spare.push(row);
    }

    /// Workers of an instance.
    pub const fn workers(&self) -> u32 {
        self.workers
    }

    /// When the next worker is done; `u64::MAX` when none is busy.
    #[inline]
    pub fn next_departure_us(&self) -> u64 {
        self.departures.next_us()
    }

    /// Whether `row` has a worker to spare.
    #[inline]
    pub fn has_idle(&self, row: u32) -> bool {
        self.rows[row as usize].busy < self.workers
    }

    /// Puts a request on an idle worker of `row`; returns its slot, and how long it will take.
    #[inline]
    pub fn start(&mut self, row: u32, now_us: u64, request: Waiting) -> (u32, u64) {
        let service_us = self.paced(request.service_us);
        let instance = &mut self.rows[row as usize];
        instance.busy += 1;
        let idle = (row << self.row_bits) + (self.workers - instance.busy);
        let slot = self.idle[idle as usize];
        self.slots[slot as usize] = running(now_us, request);
        self.departures
            .start(slot, now_us.saturating_add(service_us));
        (slot, service_us)
    }

    #[inline]
    fn paced(&self, service_us: u64) -> u64 {
        if self.pace == 1.0 {
            service_us
        } else {
            (service_us as f64 * self.pace + 0.5) as u64
        }
    }

    /// The request whose worker is done next, and its row.
    #[inline]
    pub fn leaving(&self) -> Option<(u32, Running)> {
        let slot = self.departures.next_slot()?;
        Some((slot >> self.row_bits, self.slots[slot as usize]))
    }

    /// The worker that is done next takes `request` from its own queue; returns its slot, and how
    /// long it will take.
    #[inline]
    pub fn replace(&mut self, now_us: u64, request: Waiting) -> (u32, u64) {
        let service_us = self.paced(request.service_us);
        let slot = self.departures.next_slot().unwrap_or(0);
        self.slots[slot as usize] = running(now_us, request);
        self.departures
            .start(slot, now_us.saturating_add(service_us));
        (slot, service_us)
    }

    /// The worker that is done next becomes idle; returns the busy ones that its instance has left.
    #[inline]
    pub fn finish(&mut self) -> u32 {
        let Some(slot) = self.departures.next_slot() else {
            return 0;
        };
        self.departures.stop(slot);
        let row = slot >> self.row_bits;
        let instance = &mut self.rows[row as usize];
        let idle = (row << self.row_bits) + (self.workers - instance.busy);
        self.idle[idle as usize] = slot;
        instance.busy -= 1;
        instance.busy
    }

    /// Marks the request `number` on `slot` as timed out, and says when it arrived; `None` when
    /// it runs there no longer.
    pub fn time_out_running(&mut self, slot: u32, number: u64) -> Option<u64> {
        let running = &mut self.slots[slot as usize];
        if running.number != number || !self.departures.is_busy(slot) {
            return None;
        }
        running.timed_out = true;
        Some(running.arrival_us)
    }

    /// Number and arrival of every request that waits or runs; a timed-out one has ended.
    pub fn in_flight(&self) -> impl Iterator<Item = (u64, u64)> {
        let waiting = self.rows.iter().flat_map(|row| row.queue.iter());
        let waiting = waiting.map(|w| (w.number, w.arrival_us));
        let running = self.departures.busy().map(|slot| self.slots[slot as usize]);
        let running = running.filter(|running| !running.timed_out);
        let running = running.map(|running| (running.number, running.arrival_us));
        waiting.chain(running)
    }

    /// Everything on `row` is lost: number and arrival of each request that had not ended, in
    /// order of numbers. Its workers are idle again, for whoever gets the row next.
    pub fn kill(&mut self, row: u32) -> Vec<(u64, u64)> {
        let first = row << self.row_bits;
        let mut lost = Vec::new();
        for slot in first..first + self.workers {
            if self.departures.is_busy(slot) {
                let running = self.slots[slot as usize];
                self.departures.stop(slot);
                if !running.timed_out {
                    lost.push((running.number, running.arrival_us));
                }
            }
        }
        let instance = &mut self.rows[row as usize];
        lost.extend(instance.queue.drain(..).map(|w| (w.number, w.arrival_us)));
        lost.sort_unstable();
        instance.busy = 0;
        for worker in 0..self.workers {
            self.idle[(first + worker) as usize] = first + worker;
        }
        lost
    }

    /// Rows that live and take part in the desired count: in service or on their way, highest
    /// number first.
    pub fn counted(&self) -> Vec<u32> {
        let counts = |row: &&u32| self.rows[**row as usize].state <= InstanceState::InService;
        let all: Vec<u32> = (0..self.rows.len() as u32).collect();
        let mut rows: Vec<u32> = all.iter().filter(counts).copied().collect();
        rows.sort_by_key(|&row| Reverse(self.rows[row as usize].number));
        rows
    }
}

#[inline]
fn running(now_us: u64, request: Waiting) -> Running {
    Running {
        arrival_us: request.arrival_us,
        start_us: now_us,
        number: request.number,
        model_error: request.model_error,
        timed_out: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(number: u64, service_us: u64) -> Waiting {
        Waiting {
            arrival_us: 0,
            number,
            service_us,
            model_error: false,
        }
    }

    #[test]
    fn departures_come_in_order_of_time_and_rows_are_used_again() {
        let mut fleet = Fleet::new(3, RoutingStrategy::Random);
        let a = fleet.add(InstanceState::InService, 0);
        let b = fleet.add(InstanceState::InService, 0);
        fleet.admit(b);
        fleet.admit(a);
        assert_eq!(fleet.routable, [a, b], "in order of numbers");
        fleet.start(b, 10, request(0, 50));
        fleet.start(a, 10, request(1, 20));
        assert_eq!(fleet.next_departure_us(), 30);
        assert_eq!(
            fleet.leaving().map(|(row, r)| (row, r.number)),
            Some((a, 1))
        );
        fleet.replace(30, request(2, 5));
        assert_eq!(
            (fleet.next_departure_us(), fleet.rows[a as usize].busy),
            (35, 1)
        );
        fleet.finish();
        fleet.finish();
        assert_eq!(
            (fleet.next_departure_us(), fleet.rows[b as usize].busy),
            (u64::MAX, 0)
        );
        fleet.release(a);
        let c = fleet.add(InstanceState::Provisioning, 1);
        assert_eq!((c, fleet.rows[c as usize].number), (a, 3));
    }

    #[test]
    fn a_running_request_can_time_out_once_and_only_while_it_runs() {
        let mut fleet = Fleet::new(2, RoutingStrategy::Random);
        let row = fleet.add(InstanceState::InService, 0);
        fleet.start(row, 10, request(7, 50));
        let slot = fleet.departures.next_slot().expect("busy");
        assert_eq!(fleet.time_out_running(slot, 8), None);
        assert_eq!(fleet.in_flight().count(), 1);
        assert_eq!(fleet.time_out_running(slot, 7), Some(0));
        assert_eq!(fleet.in_flight().count(), 0);
        fleet.finish();
        assert_eq!(fleet.time_out_running(slot, 7), None);
    }
}
