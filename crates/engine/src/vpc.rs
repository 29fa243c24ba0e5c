//! The network around the containers: which way each thing takes, and what is broken when
//! (facts, section 7).
//!
//! - The artifact comes from S3 through the VPC, under both rule sets.
//! - The image is pulled by SageMaker itself, and invocations reach the container through the
//!   platform, because callers are outside of the VPC [D]: a broken VPC endpoint touches neither.
//! - What the container sends with PutMetricData goes through the VPC, under both rule sets.
//! - The endpoint's own metrics are published by the platform under `aws`; study guides teach that
//!   they need the CloudWatch interface endpoint as well.
//! - Logs need theirs; nothing but visibility depends on it.

use alloc::vec::Vec;

use headroom_model::fault::{Fault, FaultKind};
use headroom_model::network::{Network, Path, Property, Service, VpcEndpointType};
use headroom_model::price::NetworkPrices;
use headroom_model::ruleset::Ruleset;
use headroom_model::time::Span;

/// The network of a scenario under its faults.
#[derive(Clone, Copy, Debug)]
pub struct Vpc<'a> {
    /// What the scenario says.
    pub network: &'a Network,
    /// What goes wrong, when.
    pub faults: &'a [Fault],
    /// Who publishes the endpoint's metrics.
    pub ruleset: Ruleset,
}

impl Vpc<'_> {
    /// The way to `service` at a moment.
    pub fn path(&self, service: Service, now_us: u64) -> Path {
        let mut broken: Vec<(Service, Property)> = Vec::new();
        for fault in self.faults.iter().filter(|f| covers(f, now_us)) {
            match fault.kind {
                FaultKind::S3Unreachable { .. } if service == Service::S3 => {
                    return Path::Blocked(None);
                }
                FaultKind::VpcEndpointBroken {
                    service, property, ..
                } => broken.push((service, property)),
                _ => {}
            }
        }
        self.network.path(service, &broken)
    }

    /// Whether the endpoint's own metrics are published at a moment.
    pub fn publishes_platform_metrics(&self, now_us: u64) -> bool {
        match self.ruleset {
            Ruleset::Aws => true,
            Ruleset::StudyGuide => self.publishes_container_metrics(now_us),
        }
    }

    /// Whether metrics that the container sends arrive at a moment.
    pub fn publishes_container_metrics(&self, now_us: u64) -> bool {
        self.path(Service::Monitoring, now_us).is_open()
    }

    /// Whether the endpoint could have been created at second 0: its instances load the artifact
    /// then. Under `aws` creation fails, and says why; study guides speak of later instances only.
    pub fn can_be_created(&self) -> bool {
        self.ruleset == Ruleset::StudyGuide || self.network.path(Service::S3, &[]).is_open()
    }

    /// How long a download that takes `download_us` lasts when it starts now: it stalls while S3
    /// cannot be reached. `u64::MAX` when it never ends.
    pub fn download_us(&self, now_us: u64, download_us: u64) -> u64 {
        let (mut now, mut left) = (now_us, download_us);
        loop {
            let next = self.next_change_us(now);
            if self.path(Service::S3, now).is_open() {
                if now.saturating_add(left) <= next {
                    return now + left - now_us;
                }
                left -= next - now;
            }
            if next == u64::MAX {
                return u64::MAX;
            }
            now = next;
        }
    }

    /// When the next fault begins or ends.
    fn next_change_us(&self, now_us: u64) -> u64 {
        let ends = |f: &Fault| [f.at.micros(), (f.at + f.kind.duration()).micros()];
        let changes = self.faults.iter().flat_map(ends);
        changes.filter(|&t| t > now_us).min().unwrap_or(u64::MAX)
    }
}

/// US dollars of an hour of the network: interface endpoints by zone, and the NAT gateway.
pub fn usd_per_hour(network: &Network, prices: &NetworkPrices) -> (f64, f64) {
    let Network::PrivateVpc(vpc) = network else {
        return (0.0, 0.0);
    };
    let interfaces = vpc.vpc_endpoints.iter();
    let interfaces = interfaces
        .filter(|e| e.kind == VpcEndpointType::Interface && e.properties.enabled)
        .count();
    let endpoints =
        interfaces as f64 * f64::from(vpc.availability_zones) * prices.interface_usd_per_hour;
    let nat = match vpc.internet_access {
        true => prices.nat_usd_per_hour,
        false => 0.0,
    };
    (endpoints, nat)
}

/// US dollars of a GB that takes this way: through an interface endpoint, and through NAT.
pub fn usd_per_gb(path: Path, prices: &NetworkPrices) -> (f64, f64) {
    match path {
        Path::VpcEndpoint(VpcEndpointType::Interface) => (prices.interface_usd_per_gb, 0.0),
        Path::Nat => (0.0, prices.nat_usd_per_gb),
        Path::Public | Path::VpcEndpoint(VpcEndpointType::Gateway) | Path::Blocked(_) => (0.0, 0.0),
    }
}

fn covers(fault: &Fault, now_us: u64) -> bool {
    let end = fault.at + fault.kind.duration();
    let is_long = fault.kind.duration() > Span::ZERO;
    is_long && (fault.at.micros()..end.micros()).contains(&now_us)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use headroom_model::network::{PrivateVpc, Properties, VpcEndpoint};
    use headroom_model::time::Time;

    fn private(service: Service, kind: VpcEndpointType) -> Network {
        Network::PrivateVpc(PrivateVpc {
            internet_access: false,
            availability_zones: 2,
            vpc_endpoints: vec![VpcEndpoint {
                service,
                kind,
                properties: Properties::default(),
            }],
        })
    }

    #[test]
    fn a_download_stalls_while_s3_is_away_and_goes_on_when_it_returns() {
        let faults = [Fault {
            at: Time::from_secs(100),
            kind: FaultKind::S3Unreachable {
                duration: Span::from_secs(50),
            },
        }];
        let vpc = Vpc {
            network: &Network::Public,
            faults: &faults,
            ruleset: Ruleset::Aws,
        };
        let s = |seconds: u64| seconds * 1_000_000;
        assert_eq!(vpc.download_us(s(10), s(20)), s(20));
        assert_eq!(vpc.download_us(s(90), s(20)), s(70));
        assert_eq!(vpc.download_us(s(120), s(20)), s(50));
        assert_eq!(vpc.download_us(s(150), s(20)), s(20));
        let network = private(Service::Monitoring, VpcEndpointType::Interface);
        let without_s3 = Vpc {
            network: &network,
            ..vpc
        };
        assert_eq!(without_s3.download_us(0, s(1)), u64::MAX);
        assert!(!without_s3.can_be_created());
        let taught = Vpc {
            ruleset: Ruleset::StudyGuide,
            ..without_s3
        };
        assert!(taught.can_be_created());
    }

    fn vpc<'a>(network: &'a Network, faults: &'a [Fault], ruleset: Ruleset) -> Vpc<'a> {
        Vpc {
            network,
            faults,
            ruleset,
        }
    }

    #[test]
    fn fact_7_s3_missing_creation_fails_and_disagreement_3() {
        let network = private(Service::Monitoring, VpcEndpointType::Interface);
        assert!(!vpc(&network, &[], Ruleset::Aws).can_be_created());
        assert!(vpc(&network, &[], Ruleset::StudyGuide).can_be_created());
        let with_s3 = private(Service::S3, VpcEndpointType::Gateway);
        assert!(vpc(&with_s3, &[], Ruleset::Aws).can_be_created());
    }

    #[test]
    fn fact_7_s3_removed_a_download_that_starts_then_never_ends() {
        let faults = [Fault {
            at: Time::from_secs(100),
            kind: FaultKind::VpcEndpointBroken {
                duration: Span::from_secs(1_000_000),
                service: Service::S3,
                property: Property::RouteTableAssociated,
            },
        }];
        let network = private(Service::S3, VpcEndpointType::Gateway);
        let vpc = vpc(&network, &faults, Ruleset::Aws);
        assert!(vpc.path(Service::S3, 99_000_000).is_open());
        assert!(!vpc.path(Service::S3, 101_000_000).is_open());
        assert!(vpc.download_us(101_000_000, 1) > 900_000_000);
    }

    #[test]
    fn disagreement_2_who_publishes_depends_on_the_rule_set() {
        let network = private(Service::S3, VpcEndpointType::Gateway);
        let vpc = |ruleset| Vpc {
            network: &network,
            faults: &[],
            ruleset,
        };
        assert!(vpc(Ruleset::Aws).publishes_platform_metrics(0));
        assert!(!vpc(Ruleset::Aws).publishes_container_metrics(0));
        assert!(!vpc(Ruleset::StudyGuide).publishes_platform_metrics(0));
    }

    #[test]
    fn facts_section_8_an_interface_endpoint_costs_by_zone_and_a_gateway_nothing() {
        let prices = NetworkPrices {
            interface_usd_per_hour: 0.01,
            interface_usd_per_gb: 0.01,
            nat_usd_per_hour: 0.045,
            nat_usd_per_gb: 0.045,
        };
        let interface = private(Service::Monitoring, VpcEndpointType::Interface);
        assert_eq!(usd_per_hour(&interface, &prices), (0.02, 0.0));
        let gateway = private(Service::S3, VpcEndpointType::Gateway);
        assert_eq!(usd_per_hour(&gateway, &prices), (0.0, 0.0));
        assert_eq!(usd_per_gb(Path::Nat, &prices), (0.0, 0.045));
    }
}
