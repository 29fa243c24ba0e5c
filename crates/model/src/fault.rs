//! Things that go wrong at a given time.

use serde::{Deserialize, Serialize};

use crate::network::{Property, Service};
use crate::time::{Span, Time};

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// When it begins.
    pub at: Time,
    /// What it is.
    pub kind: FaultKind,
}

/// What goes wrong. A `duration` makes the interval `[at, at + duration)`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum FaultKind {
    /// So many instances in service die, the highest numbers first.
    InstanceCrash {
        /// How many.
        count: u32,
    },
    /// Periods that close inside are seen later than configured.
    MetricsDelay {
        /// How long periods are affected.
        duration: Span,
        /// How much later they are seen.
        delay: Span,
    },
    /// Periods that close inside are never seen.
    MetricsLost {
        /// How long periods are affected.
        duration: Span,
    },
    /// No new instance can be had.
    InsufficientCapacity {
        /// How long.
        duration: Span,
    },
    /// The artifact cannot be downloaded; a download goes on when S3 can be reached again.
    S3Unreachable {
        /// How long.
        duration: Span,
    },
    /// A property of a VPC endpoint does not hold.
    VpcEndpointBroken {
        /// Which VPC endpoint.
        service: Service,
        /// What is broken in it.
        property: Property,
        /// How long.
        duration: Span,
    },
    /// Spot capacity is taken back at once: the job's, or that of the instance in service with
    /// the highest number.
    SpotInterruption,
    /// Requests whose service starts inside take `factor` times as long.
    SlowModel {
        /// How long.
        duration: Span,
        /// Above 0.
        factor: f64,
    },
}

impl FaultKind {
    /// The word of the scenario format.
    pub const fn name(self) -> &'static str {
        match self {
            FaultKind::InstanceCrash { .. } => "instance_crash",
            FaultKind::MetricsDelay { .. } => "metrics_delay",
            FaultKind::MetricsLost { .. } => "metrics_lost",
            FaultKind::InsufficientCapacity { .. } => "insufficient_capacity",
            FaultKind::SlowModel { .. } => "slow_model",
            FaultKind::S3Unreachable { .. } => "s3_unreachable",
            FaultKind::VpcEndpointBroken { .. } => "vpc_endpoint_broken",
            FaultKind::SpotInterruption => "spot_interruption",
        }
    }

    /// How long it lasts; a crash is over at once.
    pub const fn duration(self) -> Span {
        match self {
            FaultKind::InstanceCrash { .. } | FaultKind::SpotInterruption => Span::ZERO,
            FaultKind::MetricsDelay { duration, .. }
            | FaultKind::MetricsLost { duration }
            | FaultKind::InsufficientCapacity { duration }
            | FaultKind::S3Unreachable { duration }
            | FaultKind::VpcEndpointBroken { duration, .. }
            | FaultKind::SlowModel { duration, .. } => duration,
        }
    }
}
