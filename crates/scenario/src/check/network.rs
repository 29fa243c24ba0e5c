//! The endpoint's network: a VPC, its VPC endpoints, and what is broken in them.

use headroom_model::network::{
    Network, PrivateVpc, Properties, Property, Service, VpcEndpoint, VpcEndpointType,
};

use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>) -> Option<Network> {
    let mode_field = f.at("mode");
    let is_private = match mode_field.is_given() {
        true => mode_field.word(&[("public", false), ("private_vpc", true)], &[]),
        false => Some(false),
    };
    let internet = f.at("internet_access");
    let internet_access = internet.flag();
    let zones = f.at("availability_zones");
    let availability_zones = zones.count(Range::at_least(1.0).to(6.0));
    let list = f.at("vpc_endpoints");
    if is_private != Some(true) {
        for field in [internet, zones, list] {
            if field.is_given() && is_private.is_some() {
                let rule = "only a private VPC has it";
                field.refuse(
                    code::E_CONTRADICTION,
                    rule,
                    "use mode = \"private_vpc\", or leave it out",
                );
            }
        }
        return is_private.map(|_| Network::Public);
    }
    let mut vpc_endpoints: Vec<VpcEndpoint> = Vec::new();
    let mut all_read = true;
    for item in list.items() {
        match item.table(vpc_endpoint).flatten() {
            Some(one)
                if vpc_endpoints
                    .iter()
                    .any(|e| (e.service, e.kind) == (one.service, one.kind)) =>
            {
                let rule = "a VPC endpoint of this service and type is there already";
                item.table(|f| {
                    f.leave_rest();
                    f.at("service")
                        .refuse(code::E_DUPLICATE_NAME, rule, "list each of them once");
                });
            }
            Some(one) => vpc_endpoints.push(one),
            None => all_read = false,
        }
    }
    all_read.then(|| {
        Network::PrivateVpc(PrivateVpc {
            internet_access: internet_access.unwrap_or(false),
            availability_zones: availability_zones.unwrap_or(1),
            vpc_endpoints,
        })
    })
}

/// The word of a service, or a problem with a code of its own.
pub fn service(field: &Field<'_>) -> Option<Service> {
    let text = field.text(100)?;
    let found = Service::ALL.into_iter().find(|s| s.name() == text);
    if found.is_none() {
        let names = Service::ALL.map(|s| format!("{:?}", s.name())).join(", ");
        field.refuse(
            code::E_VPC_UNKNOWN_SERVICE,
            format!("it must be one of {names}"),
            "the last part of com.amazonaws.REGION.…",
        );
    }
    found
}

fn vpc_endpoint(f: &Fields<'_>) -> Option<VpcEndpoint> {
    let service = service(&f.at("service").required());
    let kind_field = f.at("type");
    let words = [VpcEndpointType::Gateway, VpcEndpointType::Interface];
    let given = kind_field.word(&words.map(|word| (word.name(), word)), &[]);
    let usual = service.map(|service| match service {
        Service::S3 => VpcEndpointType::Gateway,
        _ => VpcEndpointType::Interface,
    });
    let kind = match kind_field.is_given() {
        true => given,
        false => usual,
    };
    if let (Some(service), Some(VpcEndpointType::Gateway)) = (service, kind)
        && service != Service::S3
    {
        kind_field.refuse(
            code::E_VPC_WRONG_TYPE,
            format!(
                "{} has no gateway endpoint; only s3 has one here",
                service.name()
            ),
            "use \"interface\"",
        );
    }
    let mut properties = Properties::default();
    for property in Property::ALL {
        let field = f.at(property.name());
        let Some(holds) = field.flag() else { continue };
        properties = properties.with(property, holds);
        if let Some(kind) = kind
            && !property.concerns(kind)
        {
            field.warn(
                code::W_NO_EFFECT,
                format!("a {} endpoint does not depend on it", kind.name()),
            );
        }
    }
    Some(VpcEndpoint {
        service: service?,
        kind: kind?,
        properties,
    })
}
