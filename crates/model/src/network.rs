//! The endpoint's network: VPC, VPC endpoints, and what can be broken in them (facts, section 7).

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// The network that the model's containers are in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Network {
    /// No VPC of one's own: everything reaches everything.
    #[default]
    Public,
    /// Subnets of one's own.
    PrivateVpc(PrivateVpc),
}

/// A VPC that an endpoint was put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateVpc {
    /// A NAT gateway leads out.
    pub internet_access: bool,
    /// Availability Zones of each interface endpoint: each is an ENI with a price.
    pub availability_zones: u32,
    /// At most one for each service and type.
    pub vpc_endpoints: Vec<VpcEndpoint>,
}

/// A VPC endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VpcEndpoint {
    /// What it leads to.
    pub service: Service,
    /// How.
    pub kind: VpcEndpointType,
    /// Each property that can break it.
    pub properties: Properties,
}

/// The service behind a VPC endpoint, `com.amazonaws.region.` left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Service {
    /// Model artifacts.
    S3,
    /// CloudWatch metrics.
    Monitoring,
    /// CloudWatch Logs.
    Logs,
    /// The registry's interface.
    EcrApi,
    /// The registry's images.
    EcrDkr,
    /// Credentials.
    Sts,
    /// InvokeEndpoint.
    SagemakerRuntime,
}

impl Service {
    /// All of them.
    pub const ALL: [Service; 7] = [
        Service::S3,
        Service::Monitoring,
        Service::Logs,
        Service::EcrApi,
        Service::EcrDkr,
        Service::Sts,
        Service::SagemakerRuntime,
    ];

    /// The last part of AWS's name.
    pub const fn name(self) -> &'static str {
        match self {
            Service::S3 => "s3",
            Service::Monitoring => "monitoring",
            Service::Logs => "logs",
            Service::EcrApi => "ecr.api",
            Service::EcrDkr => "ecr.dkr",
            Service::Sts => "sts",
            Service::SagemakerRuntime => "sagemaker.runtime",
        }
    }
}

/// How a VPC endpoint leads there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum VpcEndpointType {
    /// By a route, free of charge; S3 only here.
    Gateway,
    /// By a network interface in each zone, with a price.
    Interface,
}

impl VpcEndpointType {
    /// The word of the scenario format.
    pub const fn name(self) -> &'static str {
        match self {
            VpcEndpointType::Gateway => "gateway",
            VpcEndpointType::Interface => "interface",
        }
    }
}

/// What must hold for a VPC endpoint to carry traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    /// It is there.
    pub enabled: bool,
    /// The service's own name leads to it; interface endpoints only.
    pub private_dns: bool,
    /// Its security group lets HTTPS in; interface endpoints only.
    pub security_group_allows_443: bool,
    /// The subnets' route table names it; gateway endpoints only.
    pub route_table_associated: bool,
    /// Its policy allows the call.
    pub policy_allows: bool,
}

impl Default for Properties {
    /// Everything holds.
    fn default() -> Properties {
        Properties {
            enabled: true,
            private_dns: true,
            security_group_allows_443: true,
            route_table_associated: true,
            policy_allows: true,
        }
    }
}

/// One of the properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // The names are those of `Properties`.
pub enum Property {
    Enabled,
    PrivateDns,
    SecurityGroupAllows443,
    RouteTableAssociated,
    PolicyAllows,
}

impl Property {
    /// All of them.
    pub const ALL: [Property; 5] = [
        Property::Enabled,
        Property::PrivateDns,
        Property::SecurityGroupAllows443,
        Property::RouteTableAssociated,
        Property::PolicyAllows,
    ];

    /// The word of the scenario format.
    pub const fn name(self) -> &'static str {
        match self {
            Property::Enabled => "enabled",
            Property::PrivateDns => "private_dns",
            Property::SecurityGroupAllows443 => "security_group_allows_443",
            Property::RouteTableAssociated => "route_table_associated",
            Property::PolicyAllows => "policy_allows",
        }
    }

    /// Whether a VPC endpoint of this type depends on it.
    pub const fn concerns(self, kind: VpcEndpointType) -> bool {
        match self {
            Property::Enabled | Property::PolicyAllows => true,
            Property::PrivateDns | Property::SecurityGroupAllows443 => {
                matches!(kind, VpcEndpointType::Interface)
            }
            Property::RouteTableAssociated => matches!(kind, VpcEndpointType::Gateway),
        }
    }
}

impl Properties {
    /// Whether `property` holds.
    pub const fn get(self, property: Property) -> bool {
        match property {
            Property::Enabled => self.enabled,
            Property::PrivateDns => self.private_dns,
            Property::SecurityGroupAllows443 => self.security_group_allows_443,
            Property::RouteTableAssociated => self.route_table_associated,
            Property::PolicyAllows => self.policy_allows,
        }
    }

    /// With `property` as given.
    pub const fn with(mut self, property: Property, holds: bool) -> Properties {
        match property {
            Property::Enabled => self.enabled = holds,
            Property::PrivateDns => self.private_dns = holds,
            Property::SecurityGroupAllows443 => self.security_group_allows_443 = holds,
            Property::RouteTableAssociated => self.route_table_associated = holds,
            Property::PolicyAllows => self.policy_allows = holds,
        }
        self
    }
}

/// The way from the containers to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Path {
    /// Outside of any VPC of one's own.
    Public,
    /// Through a VPC endpoint of this type.
    VpcEndpoint(VpcEndpointType),
    /// Through the NAT gateway.
    Nat,
    /// No way: the first property that is missing, or no VPC endpoint at all.
    Blocked(Option<Property>),
}

impl Path {
    /// Whether it leads anywhere.
    pub const fn is_open(self) -> bool {
        !matches!(self, Path::Blocked(_))
    }
}

impl Network {
    /// The way to `service` while the named properties of the named VPC endpoints are broken.
    ///
    /// A VPC endpoint without its route or its private name is passed by, and a NAT gateway helps;
    /// one that is found and lets nothing through is the end of the way.
    pub fn path(&self, service: Service, broken: &[(Service, Property)]) -> Path {
        let Network::PrivateVpc(vpc) = self else {
            return Path::Public;
        };
        let mut missing = None;
        let mine = vpc.vpc_endpoints.iter().filter(|e| e.service == service);
        for endpoint in mine {
            let holds = |property: Property| {
                let is_broken = broken.contains(&(service, property));
                !property.concerns(endpoint.kind)
                    || (endpoint.properties.get(property) && !is_broken)
            };
            let found = [
                Property::Enabled,
                Property::PrivateDns,
                Property::RouteTableAssociated,
            ];
            if let Some(property) = found.into_iter().find(|p| !holds(*p)) {
                missing = missing.or(Some(property));
                continue;
            }
            let lets_through = [Property::SecurityGroupAllows443, Property::PolicyAllows];
            return match lets_through.into_iter().find(|p| !holds(*p)) {
                Some(property) => Path::Blocked(Some(property)),
                None => Path::VpcEndpoint(endpoint.kind),
            };
        }
        if vpc.internet_access {
            Path::Nat
        } else {
            Path::Blocked(missing)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn vpc(internet_access: bool, vpc_endpoints: Vec<VpcEndpoint>) -> Network {
        Network::PrivateVpc(PrivateVpc {
            internet_access,
            availability_zones: 1,
            vpc_endpoints,
        })
    }

    fn whole(service: Service, kind: VpcEndpointType) -> VpcEndpoint {
        VpcEndpoint {
            service,
            kind,
            properties: Properties::default(),
        }
    }

    #[test]
    fn facts_section_7_every_property_that_concerns_the_type_can_break_it() {
        for (service, kind) in [
            (Service::S3, VpcEndpointType::Gateway),
            (Service::S3, VpcEndpointType::Interface),
            (Service::Monitoring, VpcEndpointType::Interface),
        ] {
            let private = vpc(false, vec![whole(service, kind)]);
            let with_nat = vpc(true, vec![whole(service, kind)]);
            assert_eq!(private.path(service, &[]), Path::VpcEndpoint(kind));
            for property in Property::ALL {
                let path = private.path(service, &[(service, property)]);
                let expected = match property.concerns(kind) {
                    true => Path::Blocked(Some(property)),
                    false => Path::VpcEndpoint(kind),
                };
                assert_eq!(path, expected, "{} {}", kind.name(), property.name());
                let found_and_closed = matches!(
                    property,
                    Property::SecurityGroupAllows443 | Property::PolicyAllows
                );
                let open = with_nat.path(service, &[(service, property)]).is_open();
                assert_eq!(open, !(found_and_closed && property.concerns(kind)));
            }
        }
    }

    #[test]
    fn facts_section_7_without_a_vpc_endpoint_only_a_nat_gateway_leads_out() {
        assert_eq!(
            vpc(false, vec![]).path(Service::S3, &[]),
            Path::Blocked(None)
        );
        assert_eq!(vpc(true, vec![]).path(Service::S3, &[]), Path::Nat);
        assert_eq!(Network::Public.path(Service::S3, &[]), Path::Public);
        let both = vec![
            VpcEndpoint {
                properties: Properties::default().with(Property::RouteTableAssociated, false),
                ..whole(Service::S3, VpcEndpointType::Gateway)
            },
            whole(Service::S3, VpcEndpointType::Interface),
        ];
        let path = vpc(false, both).path(Service::S3, &[]);
        assert_eq!(path, Path::VpcEndpoint(VpcEndpointType::Interface));
    }
}
