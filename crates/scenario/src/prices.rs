//! The dated table of instance types and list prices, and a scenario's own figures.

use headroom_model::endpoint::InstanceType;
use headroom_model::price::{NetworkPrices, Prices, ServerlessPrices};
use serde::Deserialize;

use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

const FILE: &str = include_str!("../data/prices.json");

/// The table that ships: a snapshot, never live (facts, section 8).
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Catalogue {
    /// The day of the snapshot, `2026-11-23`.
    pub as_of: String,
    /// The AWS region of the prices.
    pub region: String,
    /// By rising size.
    pub instances: Vec<Listed>,
    /// Serverless inference.
    serverless: ServerlessTable,
    /// The ways out of a VPC.
    network: NetworkTable,
    /// What Spot takes off, when the scenario says so.
    #[serde(skip)]
    spot_discount: f64,
}

/// Prices of serverless inference, with their source.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
struct ServerlessTable {
    usd_per_gb_second: f64,
    usd_per_gb: f64,
    provisioned_usd_per_gb_second: Option<f64>,
}

/// Prices of a VPC, with their source.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
struct NetworkTable {
    interface_usd_per_hour: f64,
    interface_usd_per_gb: f64,
    nat_usd_per_hour: f64,
    nat_usd_per_gb: f64,
}

/// An instance type with its sources.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Listed {
    /// `ml.m5.xlarge`.
    pub name: String,
    /// vCPUs.
    pub vcpus: u32,
    /// GiB.
    pub memory_gib: f64,
    /// GPUs; other accelerators do not count.
    pub gpus: u32,
    /// What accelerates, for people; empty without.
    pub accelerator: String,
    /// Burstable types cannot be registered for auto scaling (fact 1.6).
    pub burstable: bool,
    /// List price of hosting, per hour.
    pub usd_per_hour: f64,
    /// Where the price was read.
    pub price_source: String,
    /// How sure it is, in the letters of the facts: `A` to `D`.
    pub confidence: String,
}

/// The table that ships with this version.
pub fn catalogue() -> Catalogue {
    // The file is part of the program and a test reads it: the default never stands in for it.
    serde_json::from_str(FILE).unwrap_or_default()
}

impl Catalogue {
    /// The instance type of this name.
    pub fn find(&self, name: &str) -> Option<InstanceType> {
        let listed = self.instances.iter().find(|listed| listed.name == name)?;
        Some(InstanceType {
            name: listed.name.clone(),
            vcpus: listed.vcpus,
            memory_gib: listed.memory_gib,
            gpus: listed.gpus,
            usd_per_hour: listed.usd_per_hour,
            burstable: listed.burstable,
        })
    }

    /// Everything that belongs to no instance type.
    pub fn prices(&self) -> Prices {
        let (s, n) = (&self.serverless, &self.network);
        Prices {
            as_of: self.as_of.clone(),
            region: self.region.clone(),
            serverless: ServerlessPrices {
                usd_per_gb_second: s.usd_per_gb_second,
                usd_per_gb: s.usd_per_gb,
                provisioned_usd_per_gb_second: s.provisioned_usd_per_gb_second.unwrap_or(0.0),
            },
            network: NetworkPrices {
                interface_usd_per_hour: n.interface_usd_per_hour,
                interface_usd_per_gb: n.interface_usd_per_gb,
                nat_usd_per_hour: n.nat_usd_per_hour,
                nat_usd_per_gb: n.nat_usd_per_gb,
            },
            spot_discount: self.spot_discount,
        }
    }

    /// Whether anybody has said what provisioned concurrency costs.
    pub(crate) fn has_provisioned_price(&self) -> bool {
        self.serverless.provisioned_usd_per_gb_second.is_some()
    }

    /// All names, in the table's order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.instances.iter().map(|listed| listed.name.as_str())
    }
}

/// The shipped table under a scenario's `prices`: `instances."ml.x" = { usd_per_hour, vcpus,
/// memory_gib, gpus, burstable }`. A type of the table needs only what differs; a new one needs
/// price, vCPUs and memory.
pub(crate) fn read(field: &Field<'_>) -> Catalogue {
    let mut catalogue = catalogue();
    field.table(|f| {
        for (name, field) in f.at("instances").entries() {
            if !name.starts_with("ml.") {
                let rule = "names of hosting instance types begin with \"ml.\"";
                field.refuse(code::E_UNKNOWN_INSTANCE_TYPE, rule, "");
            }
            field.table(|f| instance(name, f, &mut catalogue));
        }
        let price = |f: &Fields<'_>, name, place: &mut f64| {
            let given = f.at(name).number(Range::at_least(0.0).to(1e6));
            *place = given.unwrap_or(*place);
        };
        f.at("serverless").table(|s| {
            let table = &mut catalogue.serverless;
            price(s, "usd_per_gb_second", &mut table.usd_per_gb_second);
            price(s, "usd_per_gb", &mut table.usd_per_gb);
            let provisioned = s.at("provisioned_usd_per_gb_second");
            let provisioned = provisioned.number(Range::at_least(0.0).to(1e6));
            table.provisioned_usd_per_gb_second =
                provisioned.or(table.provisioned_usd_per_gb_second);
        });
        f.at("vpc_endpoints").table(|v| {
            let table = &mut catalogue.network;
            price(v, "usd_per_hour", &mut table.interface_usd_per_hour);
            price(v, "usd_per_gb", &mut table.interface_usd_per_gb);
        });
        f.at("nat_gateway").table(|n| {
            let table = &mut catalogue.network;
            price(n, "usd_per_hour", &mut table.nat_usd_per_hour);
            price(n, "usd_per_gb", &mut table.nat_usd_per_gb);
        });
        let discount = f.at("spot_discount");
        let discount = discount.hint("a share: 0.7 for 70 %");
        catalogue.spot_discount = discount
            .number(Range::at_least(0.0).to(1.0))
            .unwrap_or_default();
    });
    catalogue
}

fn instance(name: &str, f: &Fields<'_>, catalogue: &mut Catalogue) {
    let known = catalogue
        .instances
        .iter()
        .position(|listed| listed.name == name);
    let need = |name| {
        let field = f.at(name);
        if known.is_some() {
            field
        } else {
            field.hint("the table has no such type").required()
        }
    };
    let usd_per_hour = need("usd_per_hour").number(Range::at_least(0.0).to(1e6));
    let vcpus = need("vcpus").count(Range::at_least(1.0).to(4096.0));
    let memory_gib = need("memory_gib").number(Range::above(0.0).to(1e6));
    let gpus = f.at("gpus").count(Range::at_least(0.0).to(1024.0));
    let burstable = f.at("burstable").flag();
    let at = known.unwrap_or_else(|| {
        catalogue.instances.push(Listed {
            name: name.into(),
            vcpus: 1,
            memory_gib: 1.0,
            gpus: 0,
            accelerator: String::new(),
            burstable: false,
            usd_per_hour: 0.0,
            price_source: "the scenario".into(),
            confidence: String::new(),
        });
        catalogue.instances.len() - 1
    });
    let listed = &mut catalogue.instances[at];
    let set = |place: &mut f64, value: Option<f64>| *place = value.unwrap_or(*place);
    set(&mut listed.usd_per_hour, usd_per_hour);
    set(&mut listed.memory_gib, memory_gib);
    listed.vcpus = vcpus.unwrap_or(listed.vcpus);
    listed.gpus = gpus.unwrap_or(listed.gpus);
    listed.burstable = burstable.unwrap_or(listed.burstable);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_section_8_types_with_their_figures() {
        let catalogue = catalogue();
        for (name, vcpus, memory_gib, gpus, usd_per_hour) in [
            ("ml.t2.medium", 2, 4.0, 0, 0.056),
            ("ml.m5.large", 2, 8.0, 0, 0.115),
            ("ml.m5.xlarge", 4, 16.0, 0, 0.23),
            ("ml.c5.large", 2, 4.0, 0, 0.102),
            ("ml.c5.xlarge", 4, 8.0, 0, 0.204),
            ("ml.c5.2xlarge", 8, 16.0, 0, 0.408),
            ("ml.g4dn.xlarge", 4, 16.0, 1, 0.7364),
            ("ml.g5.xlarge", 4, 16.0, 1, 1.408),
            ("ml.p3.2xlarge", 8, 61.0, 1, 3.825),
            ("ml.inf1.xlarge", 4, 8.0, 0, 0.297),
        ] {
            let t = catalogue.find(name).expect(name);
            assert_eq!(
                (t.vcpus, t.memory_gib, t.gpus, t.usd_per_hour),
                (vcpus, memory_gib, gpus, usd_per_hour),
                "{name}"
            );
        }
    }

    #[test]
    fn facts_section_8_serverless_and_the_ways_out_of_a_vpc() {
        let prices = catalogue().prices();
        let serverless = prices.serverless;
        // 1024 to 6144 MB cost 0.00002 to 0.00012 a second.
        assert_eq!(serverless.usd_per_gb_second, 0.000_02);
        assert_eq!(serverless.usd_per_gb, 0.016);
        let network = prices.network;
        assert_eq!(
            (network.interface_usd_per_hour, network.interface_usd_per_gb),
            (0.01, 0.01)
        );
        assert_eq!(
            (network.nat_usd_per_hour, network.nat_usd_per_gb),
            (0.045, 0.045)
        );
    }

    #[test]
    fn the_shipped_table_is_readable_and_sane() {
        let catalogue: Catalogue = serde_json::from_str(FILE).expect("the shipped table parses");
        assert_eq!(catalogue.instances.len(), 10);
        assert_eq!(catalogue.region, "us-east-1");
        let mut names: Vec<_> = catalogue.names().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 10, "every name once");
        for listed in &catalogue.instances {
            assert!(listed.usd_per_hour > 0.0 && listed.vcpus > 0, "{listed:?}");
            assert!(!listed.price_source.is_empty(), "{listed:?}");
            assert_eq!(
                listed.burstable,
                listed.name.starts_with("ml.t"),
                "{listed:?}"
            );
        }
        let prices = catalogue.prices();
        assert_eq!(prices.serverless.usd_per_gb_second, 0.000_02);
        assert_eq!(prices.network.interface_usd_per_hour, 0.01);
        let xlarge = catalogue.find("ml.m5.xlarge").expect("listed");
        assert_eq!(
            (xlarge.vcpus, xlarge.memory_gib, xlarge.usd_per_hour),
            (4, 16.0, 0.23)
        );
    }
}
