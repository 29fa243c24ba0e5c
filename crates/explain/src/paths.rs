//! The ways out of a VPC at a moment, and what follows where one is missing (facts, section 7).

use alloc::vec::Vec;

use headroom_engine::vpc::Vpc;
use headroom_model::network::{Network, Service};
use headroom_model::ruleset::Ruleset;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;

use crate::message::PathMessage;

/// The way to a service at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Where it leads.
    pub service: Service,
    /// Whether it is there.
    pub open: bool,
    /// What follows.
    pub message: PathMessage,
}

/// The ways of a scenario in a private VPC: those that anything depends on, and those that have a
/// VPC endpoint. None of a public network, where everything is open.
pub fn ways(scenario: &Scenario, at: Time) -> Vec<Way> {
    let Network::PrivateVpc(private) = &scenario.network else {
        return Vec::new();
    };
    let vpc = Vpc {
        network: &scenario.network,
        faults: &scenario.faults,
        ruleset: scenario.ruleset,
    };
    let needed = [Service::S3, Service::Monitoring, Service::Logs];
    let is_there = |service: Service| private.vpc_endpoints.iter().any(|e| e.service == service);
    let shown = Service::ALL
        .into_iter()
        .filter(|s| needed.contains(s) || is_there(*s));
    shown
        .map(|service| {
            let open = vpc.path(service, at.micros()).is_open();
            Way {
                service,
                open,
                message: PathMessage {
                    service,
                    open,
                    study_guide: scenario.ruleset == Ruleset::StudyGuide,
                },
            }
        })
        .collect()
}
