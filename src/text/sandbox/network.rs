//! The network map.

use headroom_model::network::{Property, Service, VpcEndpointType};
use headroom_scenario::sandbox::Side;

/// Whose network.
pub fn title(side: Side) -> String {
    format!("Network of {}", side.name())
}

/// The choice of a view.
pub const VIEW: &str = "View of the network";
/// The views.
pub const VIEWS: [&str; 2] = ["Map", "Only the clues"];
/// The map is of the playhead's moment.
pub const AT_PLAYHEAD: &str = "Private subnets, at the playhead's moment, faults included.";
/// The way is there.
pub const OPEN: &str = "open";
/// It is not.
pub const BROKEN: &str = "no path";
/// What the clues are.
pub const CLUES_ARE: &str =
    "What the account shows of this run. The cause is in none of it by name.";

/// There is no VPC endpoint of a service.
pub fn no_endpoint(service: Service) -> String {
    format!("no VPC endpoint of {}", service.name())
}

/// Where a way leads.
pub const fn leads_to(service: Service) -> &'static str {
    match service {
        Service::S3 => "Amazon S3",
        Service::Monitoring => "CloudWatch",
        Service::Logs => "CloudWatch Logs",
        other => other.name(),
    }
}

/// The type of a VPC endpoint.
pub const fn kind(kind: VpcEndpointType) -> &'static str {
    match kind {
        VpcEndpointType::Gateway => "gateway endpoint",
        VpcEndpointType::Interface => "interface endpoint",
    }
}

/// The name of a switch.
pub fn switch(property: Property, endpoint: &str, side: Side) -> String {
    format!(
        "{}, {endpoint}, configuration {}",
        property.name(),
        side.name()
    )
}
