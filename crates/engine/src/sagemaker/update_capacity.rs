//! UpdateEndpointWeightsAndCapacities: instances come and go, one activity at a time.

use alloc::vec;
use alloc::vec::Vec;

use headroom_model::scaling::ActivityStatus;

use crate::agenda::Control;
use crate::autoscaling::Activity;
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
        self.meter.billed(0, 1);
        self.fleet.admit(row);
        self.meter.in_service(0, self.fleet.in_service());
        self.note_instance(0, row, Vec::new());
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
        if to > from {
            for _ in from..to {
                self.launch(now_us, number, event);
            }
        } else {
            for row in self.fleet.bar_last(from - to) {
                self.drain(now_us, row, number, event);
            }
        }
        number
    }

    fn launch(&mut self, now_us: u64, activity: u32, because: u32) {
        let row = self.fleet.add(InstanceState::Provisioning, activity);
        let launch = self.launch;
        let number = self.fleet.rows[row as usize].number;
        let mut stream = Stream::new(self.seed, Purpose::Launch, u64::from(number));
        let provision_us = sample::provision(launch.provision, &mut stream).micros();
        let instance = &mut self.fleet.rows[row as usize];
        instance.provision_us = provision_us;
        instance.download_us = self.download_us;
        instance.start_us = launch.container_start.micros();
        self.meter.billed(now_us, 1);
        self.note_instance(now_us, row, vec![because]);
        self.agenda.push(
            now_us + provision_us.min(LAUNCH_STEP_TIMEOUT_US),
            Control::Instance { row, number },
        );
    }

    /// An instance that is on its way reaches its next state.
    pub(crate) fn instance_step(&mut self, now_us: u64, row: u32, number: u32) {
        let instance = &mut self.fleet.rows[row as usize];
        // The activity may have failed in the meantime and the row be somebody else's.
        if instance.number != number {
            return;
        }
        let (took_us, next_state, next_us) = match instance.state {
            InstanceState::Provisioning => (
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
            return self.fail_activity(now_us, row);
        }
        instance.state = next_state;
        self.note_instance(now_us, row, because);
        match next_us {
            Some(us) => self.agenda.push(
                now_us + us.min(LAUNCH_STEP_TIMEOUT_US),
                Control::Instance { row, number },
            ),
            None => {
                self.fleet.admit(row);
                self.meter.in_service(now_us, self.fleet.in_service());
                self.one_less_pending(now_us, row);
            }
        }
    }

    /// Takes `row`, which is barred already, out of service; it finishes its own requests.
    fn drain(&mut self, now_us: u64, row: u32, activity: u32, because: u32) {
        let instance = &mut self.fleet.rows[row as usize];
        instance.state = InstanceState::Draining;
        instance.activity = activity;
        let busy = instance.busy;
        self.meter.worker_leaves(now_us, busy);
        self.meter.in_service(now_us, self.fleet.in_service());
        self.note_instance(now_us, row, vec![because]);
        if busy == 0 {
            self.drained(now_us, row);
        }
    }

    /// The last request of a draining instance has left.
    pub(crate) fn drained(&mut self, now_us: u64, row: u32) {
        let instance = &mut self.fleet.rows[row as usize];
        instance.state = InstanceState::Gone;
        let because = vec![instance.event];
        self.meter.billed(now_us, -1);
        self.note_instance(now_us, row, because);
        self.fleet.release(row);
        self.one_less_pending(now_us, row);
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

    /// A step of a launch took too long: the activity's new instances go, and the previous count
    /// returns (fact 1.38).
    fn fail_activity(&mut self, now_us: u64, failed: u32) {
        let Some(activity) = self.activity.as_ref() else {
            return;
        };
        let (number, from) = (activity.number, activity.from);
        let because = vec![self.fleet.rows[failed as usize].event];
        self.fleet.rows[failed as usize].state = InstanceState::Failed;
        self.note_instance(now_us, failed, because);
        let cause = self.fleet.rows[failed as usize].event;
        self.desired = from;
        self.note_status(now_us, EndpointStatus::RollingBack, cause);
        for row in 0..self.fleet.rows.len() as u32 {
            let instance = &mut self.fleet.rows[row as usize];
            if instance.activity != number {
                continue;
            }
            match instance.state {
                InstanceState::InService => {
                    self.fleet.bar(row);
                    // No longer the activity's: it leaves by itself.
                    self.drain(now_us, row, 0, cause);
                }
                InstanceState::Provisioning
                | InstanceState::Downloading
                | InstanceState::Starting
                | InstanceState::Failed => {
                    let was_failed = instance.state == InstanceState::Failed;
                    instance.state = InstanceState::Failed;
                    instance.activity = 0;
                    self.meter.billed(now_us, -1);
                    if !was_failed {
                        self.note_instance(now_us, row, vec![cause]);
                    }
                    self.fleet.release(row);
                }
                _ => {}
            }
        }
        self.end_activity(now_us, ActivityStatus::Failed, cause);
    }

    fn end_activity(&mut self, now_us: u64, status: ActivityStatus, last: u32) {
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
        self.note_status(now_us, EndpointStatus::InService, event);
        self.activity_ended(now_us, &activity, status, event);
    }

    pub(crate) fn note_status(&mut self, now_us: u64, status: EndpointStatus, because: u32) {
        self.log
            .note(now_us, vec![because], What::EndpointStatus { status });
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
