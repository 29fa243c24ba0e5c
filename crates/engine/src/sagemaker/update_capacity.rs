//! UpdateEndpointWeightsAndCapacities: instances come and go, one activity at a time.

use alloc::vec;
use alloc::vec::Vec;

use headroom_model::scaling::ActivityStatus;

use crate::agenda::Control;
use crate::autoscaling::Activity;
use crate::fault;
use crate::random::sample;
use crate::random::stream::{Purpose, Stream};
use crate::run::{Cause, EndpointStatus, InstanceState, What};
use crate::world::World;

/// `VariantInstanceProvisionTimeoutInSeconds`, `ModelDataDownloadTimeoutInSeconds` and
/// `ContainerStartupHealthCheckTimeoutInSeconds`, each [D]: fact 4.10 gives their ranges only.
pub const LAUNCH_STEP_TIMEOUT_S: u64 = 900;
const LAUNCH_STEP_TIMEOUT_US: u64 = LAUNCH_STEP_TIMEOUT_S * 1_000_000;

impl World {
    /// An instance that was there before second 0: in service, its queue empty.
    pub(crate) fn initial_instance(&mut self) {
        let row = self.fleet.add(InstanceState::InService, 0);
        if self.platform.hosts_mut().is_none() {
            self.meter.billed(0, 1);
        }
        self.fleet.admit(row);
        self.meter.in_service(0, self.fleet.in_service());
        self.note_instance(0, row, Vec::new());
        self.spot_clock(0, row);
    }

    /// Moves the desired count: launches, or drains the highest numbers first [D]. The endpoint
    /// is Updating until the last of them has arrived or left (fact 0.7).
    pub(crate) fn start_activity(
        &mut self,
        now_us: u64,
        cause: Cause,
        to: u32,
        because: Vec<u32>,
    ) -> u32 {
        let from = core::mem::replace(&mut self.desired, to);
        let number = self.last_activity + 1;
        self.last_activity = number;
        let event = self.log.note(
            now_us,
            because,
            What::ActivityStarted {
                activity: number,
                cause,
                from,
                to,
            },
        );
        if to > from {
            self.interrupt_scale_in_cooldowns(now_us, event);
        }
        self.note_status(now_us, EndpointStatus::Updating, event);
        self.activity = Some(Activity {
            number,
            cause,
            from,
            to,
            pending: from.abs_diff(to),
            event,
        });
        if self.platform.environments_mut().is_some() {
            self.provision(now_us, from, to);
        } else if to > from {
            for _ in from..to {
                self.launch(now_us, number, event);
            }
        } else {
            for row in self.fleet.counted().into_iter().take((from - to) as usize) {
                if self.fleet.rows[row as usize].state == InstanceState::InService {
                    self.fleet.bar(row);
                    self.drain(now_us, row, number, event);
                } else {
                    // The replacement of a crashed instance is still on its way.
                    self.fleet.rows[row as usize].activity = number;
                    self.leave(now_us, row, event);
                }
            }
        }
        number
    }

    pub(crate) fn launch(&mut self, now_us: u64, activity: u32, because: u32) {
        let launch = self.launch;
        // While no capacity can be had the request for it waits, and nothing is billed [D].
        let waits_us = fault::no_capacity_until(&self.faults, now_us).map_or(0, |t| t - now_us);
        if self.platform.hosts_mut().is_some() {
            return self.launch_copy(now_us, activity, waits_us, because);
        }
        let state = match waits_us {
            0 => InstanceState::Provisioning,
            _ => InstanceState::WaitingForCapacity,
        };
        let row = self.fleet.add(state, activity);
        let number = self.fleet.rows[row as usize].number;
        let mut stream = Stream::new(self.seed, Purpose::Launch, u64::from(number));
        let provision_us = sample::provision(launch.provision, &mut stream).micros();
        let instance = &mut self.fleet.rows[row as usize];
        instance.provision_us = waits_us + provision_us;
        instance.download_us = self.download_us;
        instance.start_us = launch.container_start.micros();
        if waits_us == 0 {
            self.meter.billed(now_us, 1);
        } else if waits_us < LAUNCH_STEP_TIMEOUT_US {
            self.agenda
                .push(now_us + waits_us, Control::Capacity { row, number });
        }
        self.note_instance(now_us, row, vec![because]);
        let due = now_us + (waits_us + provision_us).min(LAUNCH_STEP_TIMEOUT_US);
        self.agenda.push(due, Control::Instance { row, number });
    }

    /// A copy comes: on an instance with room at once, else with a new instance.
    fn launch_copy(&mut self, now_us: u64, activity: u32, waits_us: u64, because: u32) {
        let launch = self.launch;
        let row = self.fleet.add(InstanceState::Provisioning, activity);
        let number = self.fleet.rows[row as usize].number;
        let mut stream = Stream::new(self.seed, Purpose::Launch, u64::from(number));
        let provision_us = waits_us + sample::provision(launch.provision, &mut stream).micros();
        let place = self.place(now_us, provision_us, because);
        let (host, ready_us) = place.map_or((0, u64::MAX), |p| (p.host, p.ready_us));
        let instance = &mut self.fleet.rows[row as usize];
        instance.host = host;
        instance.provision_us = ready_us.saturating_sub(now_us);
        instance.download_us = self.download_us;
        instance.start_us = launch.container_start.micros();
        let due = now_us + instance.provision_us.min(LAUNCH_STEP_TIMEOUT_US);
        self.note_instance(now_us, row, vec![because]);
        self.agenda.push(due, Control::Instance { row, number });
    }

    /// Capacity can be had again: provisioning starts, and with it the bill [D].
    pub(crate) fn capacity_found(&mut self, now_us: u64, row: u32, number: u32) {
        let instance = &mut self.fleet.rows[row as usize];
        if instance.number == number && instance.state == InstanceState::WaitingForCapacity {
            instance.state = InstanceState::Provisioning;
            let because = vec![instance.event];
            self.meter.billed(now_us, 1);
            self.note_instance(now_us, row, because);
        }
    }

    /// An instance that is on its way reaches its next state.
    pub(crate) fn instance_step(&mut self, now_us: u64, row: u32, number: u32) {
        let instance = &mut self.fleet.rows[row as usize];
        // The activity may have failed in the meantime and the row be somebody else's.
        if instance.number != number {
            return;
        }
        let (took_us, next_state, next_us) = match instance.state {
            InstanceState::WaitingForCapacity | InstanceState::Provisioning => (
                instance.provision_us,
                InstanceState::Downloading,
                Some(instance.download_us),
            ),
            InstanceState::Downloading => (
                instance.download_us,
                InstanceState::Starting,
                Some(instance.start_us),
            ),
            InstanceState::Starting => (instance.start_us, InstanceState::InService, None),
            _ => return,
        };
        let because = vec![instance.event];
        if took_us > LAUNCH_STEP_TIMEOUT_US {
            return self.launch_failed(now_us, row);
        }
        instance.state = next_state;
        let next_us = match next_state {
            InstanceState::Downloading => {
                let lasts_us = self.vpc().download_us(now_us, self.download_us);
                self.fleet.rows[row as usize].download_us = lasts_us;
                Some(lasts_us)
            }
            _ => next_us,
        };
        self.bill.downloads += u32::from(next_state == InstanceState::Starting);
        self.note_instance(now_us, row, because);
        match next_us {
            Some(us) => self.agenda.push(
                now_us + us.min(LAUNCH_STEP_TIMEOUT_US),
                Control::Instance { row, number },
            ),
            None => {
                self.fleet.admit(row);
                self.meter.in_service(now_us, self.fleet.in_service());
                self.spot_clock(now_us, row);
                self.feed(now_us, row);
                self.one_less_pending(now_us, row);
            }
        }
    }

    /// Takes `row`, which is barred already, out of service; it finishes its own requests.
    fn drain(&mut self, now_us: u64, row: u32, activity: u32, because: u32) {
        let instance = &mut self.fleet.rows[row as usize];
        instance.state = InstanceState::Draining;
        instance.activity = activity;
        let (busy, queued) = (instance.busy, instance.queue.len() as u64);
        self.meter.worker_leaves(now_us, busy);
        self.meter.draining_queue.rise(now_us, queued);
        self.meter.in_service(now_us, self.fleet.in_service());
        self.note_instance(now_us, row, vec![because]);
        if busy == 0 {
            self.drained(now_us, row);
        }
    }

    /// The last request of a draining instance has left.
    pub(crate) fn drained(&mut self, now_us: u64, row: u32) {
        let because = self.fleet.rows[row as usize].event;
        self.leave(now_us, row, because);
    }

    /// An instance with nothing on it goes.
    fn leave(&mut self, now_us: u64, row: u32, because: u32) {
        self.end_instance(now_us, row, InstanceState::Gone, because);
        self.one_less_pending(now_us, row);
    }

    /// An instance with nothing on it any more dies.
    pub(crate) fn instance_dies(&mut self, now_us: u64, row: u32, because: u32) {
        self.end_instance(now_us, row, InstanceState::Failed, because);
    }

    fn end_instance(&mut self, now_us: u64, row: u32, state: InstanceState, because: u32) {
        let instance = &mut self.fleet.rows[row as usize];
        let before = core::mem::replace(&mut instance.state, state);
        let host = core::mem::take(&mut instance.host);
        self.note_instance(now_us, row, vec![because]);
        if self.platform.hosts_mut().is_some() {
            let event = self.fleet.rows[row as usize].event;
            self.copy_left(now_us, host, event);
        } else if before != InstanceState::WaitingForCapacity {
            self.meter.billed(now_us, -1);
        }
        self.fleet.release(row);
    }

    /// A step of a launch took too long. An activity fails with it; the launch of a replacement,
    /// which no activity asked for, is tried again [D].
    fn launch_failed(&mut self, now_us: u64, row: u32) {
        let (activity, before) = {
            let instance = &self.fleet.rows[row as usize];
            (instance.activity, instance.event)
        };
        self.instance_dies(now_us, row, before);
        let event = self.fleet.rows[row as usize].event;
        if self
            .activity
            .as_ref()
            .is_some_and(|open| open.number == activity)
        {
            self.fail_activity(now_us, event);
        } else {
            self.launch(now_us, 0, event);
        }
    }

    fn one_less_pending(&mut self, now_us: u64, row: u32) {
        let (of, last) = {
            let instance = &self.fleet.rows[row as usize];
            (instance.activity, instance.event)
        };
        let Some(activity) = self.activity.as_mut().filter(|a| a.number == of) else {
            return;
        };
        activity.pending -= 1;
        if activity.pending == 0 {
            self.end_activity(now_us, ActivityStatus::Successful, last);
        }
    }

    /// The activity's new instances go, and the previous count returns (fact 1.38). RollingBack
    /// takes no time [D].
    fn fail_activity(&mut self, now_us: u64, because: u32) {
        let Some(activity) = self.activity.as_ref() else {
            return;
        };
        let (number, from) = (activity.number, activity.from);
        self.desired = from;
        self.note_status(now_us, EndpointStatus::RollingBack, because);
        for row in self.fleet.counted() {
            let instance = &mut self.fleet.rows[row as usize];
            if instance.activity != number {
                continue;
            }
            // No longer the activity's: it leaves by itself.
            instance.activity = 0;
            if instance.state == InstanceState::InService {
                self.fleet.bar(row);
                self.drain(now_us, row, 0, because);
            } else {
                self.instance_dies(now_us, row, because);
            }
        }
        self.end_activity(now_us, ActivityStatus::Failed, because);
    }

    pub(crate) fn end_activity(&mut self, now_us: u64, status: ActivityStatus, last: u32) {
        let Some(activity) = self.activity.take() else {
            return;
        };
        let because = vec![activity.event, last];
        let event = self.log.note(
            now_us,
            because,
            What::ActivityEnded {
                activity: activity.number,
                status,
            },
        );
        let in_service = self.note_status(now_us, EndpointStatus::InService, event);
        self.activity_ended(now_us, &activity, status, event);
        self.settle_registration(now_us, in_service);
    }

    /// Notes the endpoint's new status; its event.
    pub(crate) fn note_status(&mut self, now_us: u64, status: EndpointStatus, because: u32) -> u32 {
        self.log
            .note(now_us, vec![because], What::EndpointStatus { status })
    }

    fn note_instance(&mut self, now_us: u64, row: u32, because: Vec<u32>) {
        let instance = &self.fleet.rows[row as usize];
        let what = What::Instance {
            number: instance.number,
            state: instance.state,
        };
        self.fleet.rows[row as usize].event = self.log.note(now_us, because, what);
    }
}
