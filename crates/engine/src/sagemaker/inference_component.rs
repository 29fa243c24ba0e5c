//! Inference components: copies of a model on instances that SageMaker adds and releases itself
//! (facts 4.2 to 4.7). A copy is a row of the fleet; what is billed is the instance below.

use alloc::vec;
use alloc::vec::Vec;

use headroom_model::endpoint::InferenceComponent;

use crate::agenda::Control;
use crate::run::{InstanceState, What};
use crate::world::World;

/// An instance without a copy is released after so long, seconds [D]: 12 minutes were observed
/// (fact 4.5), and the default cooldown of `ScaleInPolicy` is 20 minutes (fact 4.7).
pub const IDLE_RELEASE_S: u64 = 720;

/// A managed instance.
#[derive(Clone, Copy, Debug)]
struct Host {
    number: u32,
    /// When it is there; in the past for one that is.
    ready_us: u64,
    copies: u32,
    /// When its last copy went.
    empty_since_us: u64,
    event: u32,
}

/// The managed instances.
#[derive(Clone, Debug)]
pub struct Hosts {
    rule: InferenceComponent,
    hosts: Vec<Host>,
    last_number: u32,
}

impl Hosts {
    /// None yet.
    pub fn new(rule: InferenceComponent) -> Hosts {
        Hosts {
            rule,
            hosts: Vec::new(),
            last_number: 0,
        }
    }

    /// Instances that are there or on their way.
    pub fn count(&self) -> u32 {
        self.hosts.len() as u32
    }

    /// The columns of [`Hosts::row`].
    pub const COLUMNS: [&'static str; 2] = ["ManagedInstanceCount", "NoCapacityInvocationFailures"];

    /// The instance with room that is ready first; of equals the lowest number.
    fn with_room(&mut self) -> Option<&mut Host> {
        let per_instance = self.rule.copies_per_instance;
        let room = self.hosts.iter_mut().filter(|h| h.copies < per_instance);
        room.min_by_key(|h| (h.ready_us, h.number))
    }

    fn add(&mut self, now_us: u64, ready_us: u64) -> u32 {
        self.last_number += 1;
        self.hosts.push(Host {
            number: self.last_number,
            ready_us,
            copies: 0,
            empty_since_us: now_us,
            event: 0,
        });
        self.last_number
    }

    fn find(&mut self, number: u32) -> Option<&mut Host> {
        self.hosts.iter_mut().find(|h| h.number == number)
    }
}

/// Where a copy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Number of the instance; 0 for none.
    pub host: u32,
    /// When it is there.
    pub ready_us: u64,
}

impl World {
    /// The instances and copies of second 0: copies spread evenly.
    pub(crate) fn begin_copies(&mut self, instances: u32, copies: u32) {
        for _ in 0..instances {
            let Some(hosts) = self.platform.hosts_mut() else {
                return;
            };
            let number = hosts.add(0, 0);
            self.meter.billed(0, 1);
            self.note_host(0, number, InstanceState::InService, Vec::new());
            self.host_may_go(0, number);
        }
        for _ in 0..copies {
            self.initial_instance();
            let row = self.fleet.rows.len() as u32 - 1;
            let Some(hosts) = self.platform.hosts_mut() else {
                return;
            };
            if let Some(host) = hosts.hosts.iter_mut().min_by_key(|h| (h.copies, h.number)) {
                host.copies += 1;
                self.fleet.rows[row as usize].host = host.number;
            }
        }
    }

    /// A place for a new copy: an instance with room, or a new one that takes `provision_us`.
    /// Without any the copy waits in vain, and its launch fails.
    pub(crate) fn place(&mut self, now_us: u64, provision_us: u64, because: u32) -> Option<Place> {
        let hosts = self.platform.hosts_mut()?;
        if let Some(host) = hosts.with_room() {
            host.copies += 1;
            return Some(Place {
                host: host.number,
                ready_us: host.ready_us.max(now_us),
            });
        }
        if hosts.count() >= hosts.rule.max_instance_count {
            return Some(Place {
                host: 0,
                ready_us: u64::MAX,
            });
        }
        let ready_us = now_us + provision_us;
        let number = hosts.add(now_us, ready_us);
        if let Some(host) = hosts.find(number) {
            host.copies = 1;
        }
        self.meter.billed(now_us, 1);
        self.note_host(now_us, number, InstanceState::Provisioning, vec![because]);
        self.agenda.push(ready_us, Control::HostReady { number });
        Some(Place {
            host: number,
            ready_us,
        })
    }

    /// An instance is there.
    pub(crate) fn host_ready(&mut self, now_us: u64, number: u32) {
        let hosts = self.platform.hosts_mut();
        let event = hosts.and_then(|h| h.find(number)).map(|host| host.event);
        if let Some(event) = event {
            self.note_host(now_us, number, InstanceState::InService, vec![event]);
        }
    }

    /// A copy has left its instance.
    pub(crate) fn copy_left(&mut self, now_us: u64, number: u32, because: u32) {
        let Some(host) = self.platform.hosts_mut().and_then(|h| h.find(number)) else {
            return;
        };
        host.copies -= 1;
        if host.copies == 0 {
            host.empty_since_us = now_us;
            host.event = host.event.max(because);
            self.host_may_go(now_us, number);
        }
    }

    fn host_may_go(&mut self, now_us: u64, number: u32) {
        let due = now_us + IDLE_RELEASE_S * 1_000_000;
        self.agenda.push(due, Control::HostIdle { number });
    }

    /// An instance that has been without a copy for long enough goes, unless it is needed for
    /// `MinInstanceCount`.
    pub(crate) fn host_idle(&mut self, now_us: u64, number: u32) {
        let Some(hosts) = self.platform.hosts_mut() else {
            return;
        };
        if hosts.count() <= hosts.rule.min_instance_count {
            return;
        }
        let Some(host) = hosts.find(number) else {
            return;
        };
        if host.copies > 0 || host.empty_since_us + IDLE_RELEASE_S * 1_000_000 > now_us {
            return;
        }
        let event = host.event;
        self.note_host(now_us, number, InstanceState::Gone, vec![event]);
        if let Some(hosts) = self.platform.hosts_mut() {
            hosts.hosts.retain(|h| h.number != number);
        }
        self.meter.billed(now_us, -1);
    }

    fn note_host(&mut self, now_us: u64, number: u32, state: InstanceState, because: Vec<u32>) {
        let what = What::ManagedInstance { number, state };
        let event = self.log.note(now_us, because, what);
        if let Some(host) = self.platform.hosts_mut().and_then(|h| h.find(number)) {
            host.event = event;
        }
    }
}
