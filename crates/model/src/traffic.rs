//! Arrivals and what one request costs.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::time::{Span, Time};

/// What arrives, when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Traffic {
    /// How arrivals spread around the rate.
    pub arrivals: Arrivals,
    /// The rate is (sum of the additive components) × (product of the multipliers in force).
    pub components: Vec<Component>,
}

/// How arrivals spread around the rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arrivals {
    /// At unit-exponential steps of the integrated rate.
    Poisson,
    /// Evenly: arrival k when the integrated rate reaches k − ½.
    Uniform,
}

/// One part of the rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Component {
    /// Adds `rps` from second 0 to the end.
    Constant {
        /// Requests per second.
        rps: f64,
    },
    /// Adds or multiplies during `[at, at + duration)`.
    Spike {
        /// When it begins.
        at: Time,
        /// How long it lasts, rise and fall included.
        duration: Span,
        /// What it does at full height.
        height: Height,
        /// The linear rise inside the duration.
        rise: Span,
        /// The linear fall inside the duration.
        fall: Span,
    },
    /// A spike that begins at a moment drawn from the seed, any from `earliest` to `latest` alike.
    SpikeWithin {
        /// When it begins at the earliest.
        earliest: Time,
        /// When it begins at the latest; not before `earliest`.
        latest: Time,
        /// How long it lasts, rise and fall included.
        duration: Span,
        /// What it does at full height.
        height: Height,
        /// The linear rise inside the duration.
        rise: Span,
        /// The linear fall inside the duration.
        fall: Span,
    },
    /// Adds, linear between two moments; nothing before, `to_rps` after.
    Ramp {
        /// When it begins.
        from: Time,
        /// When it reaches `to_rps`; later than `from`.
        to: Time,
        /// Requests per second at `from`.
        from_rps: f64,
        /// Requests per second from `to` on.
        to_rps: f64,
    },
    /// Adds `rps` in open hours and `off_rps` outside.
    BusinessHours {
        /// Requests per second while open.
        rps: f64,
        /// Requests per second while closed.
        off_rps: f64,
        /// When it is open.
        open: OpenHours,
    },
    /// Multiplies at random moments: exponential gaps from one end to the next start.
    Promotions {
        /// The factor while one runs.
        multiplier: f64,
        /// Mean of the gaps, above 0.
        mean_interval: Span,
        /// Length of each, above 0.
        duration: Span,
    },
    /// Adds mean + amplitude × sin(2π (t + phase) / period), never below 0.
    Sine {
        /// Requests per second around which it swings.
        mean_rps: f64,
        /// Requests per second up and down.
        amplitude_rps: f64,
        /// Length of a swing, above 0.
        period: Span,
        /// Head start into the swing.
        phase: Span,
    },
    /// Adds a value for each interval from second 0; nothing after its end.
    Trace {
        /// Length of an interval, above 0.
        interval: Span,
        /// Requests per second.
        rps: Vec<f64>,
    },
}

/// When a business is open, as spans of simulated time in order: the zone and its clock changes
/// are worked out when a file is read.
pub type OpenHours = Vec<(Time, Time)>;

/// What a spike does to the rate at full height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Height {
    /// Adds so many requests per second.
    Adds(f64),
    /// Multiplies the sum of the additive components.
    Multiplies(f64),
}

/// What one request costs, and how many an instance takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Time on a worker, without queueing.
    pub service_time: ServiceTime,
    /// Requests that one instance serves at once, at least 1.
    pub workers: u32,
    /// Requests that may wait per instance; the next one is rejected with 503.
    pub max_queue: u32,
    /// Cores that one busy worker keeps busy.
    pub cpu_cores: f64,
    /// GPUs that one busy worker keeps busy.
    pub gpus: f64,
    /// Size of the model artifact that a new instance downloads from S3.
    pub artifact_mb: f64,
    /// Payload of a request and its response together; it costs where data has a price.
    pub payload_mb: f64,
    /// Share of requests that the container answers with 5xx, 0 to 1.
    pub error_rate: f64,
    /// What the container itself sends.
    pub container_metrics: ContainerMetrics,
}

/// Metrics that the container sends with PutMetricData, in the namespace `Headroom/Model`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerMetrics {
    /// Running and queued requests.
    pub in_flight_requests: bool,
    /// Queued requests.
    pub queue_depth: bool,
}

/// Time on a worker. Means are in milliseconds and above 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ServiceTime {
    /// Always the mean.
    Constant {
        /// Milliseconds.
        mean_ms: f64,
    },
    /// Exponential.
    Exponential {
        /// Milliseconds.
        mean_ms: f64,
    },
    /// Log-normal, by its own mean and coefficient of variation.
    Lognormal {
        /// Milliseconds.
        mean_ms: f64,
        /// Standard deviation / mean.
        cv: f64,
    },
    /// Gamma, by its own mean and coefficient of variation.
    Gamma {
        /// Milliseconds.
        mean_ms: f64,
        /// Standard deviation / mean.
        cv: f64,
    },
}

impl ServiceTime {
    /// The mean, in milliseconds.
    pub const fn mean_ms(self) -> f64 {
        match self {
            ServiceTime::Constant { mean_ms }
            | ServiceTime::Exponential { mean_ms }
            | ServiceTime::Lognormal { mean_ms, .. }
            | ServiceTime::Gamma { mean_ms, .. } => mean_ms,
        }
    }
}
