//! Dated prices that belong to no instance type (facts, section 8).

use alloc::string::String;

use serde::{Deserialize, Serialize};

/// US dollars, as of a day; a scenario may replace each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prices {
    /// The day of the snapshot, `2026-11-23`: every cost says it.
    pub as_of: String,
    /// The AWS region.
    pub region: String,
    /// Serverless inference.
    pub serverless: ServerlessPrices,
    /// The ways out of a VPC.
    pub network: NetworkPrices,
    /// What Spot takes off the list price, 0 to 1. AWS publishes "up to 90 %" and no figure: 0
    /// unless a scenario says otherwise.
    pub spot_discount: f64,
}

/// Of serverless inference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServerlessPrices {
    /// Per GB of memory and second of processing.
    pub usd_per_gb_second: f64,
    /// Per GB of payload, in and out.
    pub usd_per_gb: f64,
    /// Per GB of memory and second of provisioned concurrency. No source was found: 0 unless a
    /// scenario says otherwise, and then a warning says that it is left out.
    pub provisioned_usd_per_gb_second: f64,
}

/// Of a VPC.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkPrices {
    /// An interface endpoint, per zone and hour.
    pub interface_usd_per_hour: f64,
    /// Through an interface endpoint, per GB.
    pub interface_usd_per_gb: f64,
    /// A NAT gateway, per hour.
    pub nat_usd_per_hour: f64,
    /// Through a NAT gateway, per GB.
    pub nat_usd_per_gb: f64,
}

impl Default for Prices {
    /// Nothing costs anything: for worlds that are built without a file.
    fn default() -> Prices {
        Prices {
            as_of: String::new(),
            region: String::new(),
            serverless: ServerlessPrices {
                usd_per_gb_second: 0.0,
                usd_per_gb: 0.0,
                provisioned_usd_per_gb_second: 0.0,
            },
            network: NetworkPrices {
                interface_usd_per_hour: 0.0,
                interface_usd_per_gb: 0.0,
                nat_usd_per_hour: 0.0,
                nat_usd_per_gb: 0.0,
            },
            spot_discount: 0.0,
        }
    }
}
