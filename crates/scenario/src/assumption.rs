//! Our own choices where AWS publishes no figure: named, with their reason, for people to see.

use headroom_model::client::Backoff;
use headroom_model::scenario::CloudWatch;

/// Shortest provisioning, seconds (fact 4.12: field reports of three to ten minutes).
pub const PROVISION_MIN_S: u64 = 180;
/// Most frequent provisioning, seconds (fact 4.12).
pub const PROVISION_MODE_S: u64 = 300;
/// Longest provisioning, seconds (fact 4.12).
pub const PROVISION_MAX_S: u64 = 540;
/// Download of the artifact from S3.
pub const DOWNLOAD_MB_PER_S: f64 = 100.0;
/// From the artifact's arrival to the first healthy ping, seconds (fact 4.10 gives the limits).
pub const CONTAINER_START_S: u64 = 30;
/// Requests that may wait per instance (fact 4.15: the container decides).
pub const MAX_QUEUE: u32 = 1000;
/// Size of the model artifact.
pub const ARTIFACT_MB: f64 = 500.0;

/// Mean cold start of a serverless environment, milliseconds.
pub const COLD_START_MS: f64 = 4000.0;
/// Its standard deviation / mean.
pub const COLD_START_CV: f64 = 0.5;
/// An idle serverless environment is gone after so long, seconds (facts, section 5: not documented).
pub const IDLE_TIMEOUT_S: u64 = 600;
/// From the notice to the interruption of Spot capacity, seconds.
pub const SPOT_NOTICE_S: u64 = 120;
/// Until Spot capacity can be had again, seconds.
pub const SPOT_WAIT_S: u64 = 600;

/// A figure that a scenario gets when it says nothing, and that AWS does not publish.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumption {
    /// A noun for people.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// The path of the field that replaces it.
    pub field: &'static str,
    /// Where it applies, in a sentence.
    pub applies: &'static str,
    /// The fact that comes closest, if there is one.
    pub fact: Option<&'static str>,
}

/// All assumptions of this crate, in the order of the format.
pub fn assumptions() -> Vec<Assumption> {
    let row = |name, value, unit, field, applies, fact| Assumption {
        name,
        value,
        unit,
        field,
        applies,
        fact,
    };
    let backoff = Backoff::default();
    vec![
        row(
            "First back-off",
            backoff.base_ms,
            "ms",
            "client.backoff.base_ms",
            "What a caller waits before its first retry, when it has retries.",
            None,
        ),
        row(
            "Back-off growth",
            backoff.factor,
            "times",
            "client.backoff.factor",
            "From one delay to the next.",
            None,
        ),
        row(
            "Longest back-off",
            backoff.max_ms,
            "ms",
            "client.backoff.max_ms",
            "What a caller waits before a retry at most.",
            None,
        ),
        row(
            "Back-off jitter",
            backoff.jitter,
            "share",
            "client.backoff.jitter",
            "The part of a delay that a random draw may take away.",
            None,
        ),
        row(
            "Queue per instance",
            f64::from(MAX_QUEUE),
            "requests",
            "model.max_queue",
            "Requests that may wait at one instance; the next one is rejected with 503.",
            Some("4.15"),
        ),
        row(
            "Model artifact",
            ARTIFACT_MB,
            "MB",
            "model.artifact_mb",
            "What every new instance downloads from S3.",
            None,
        ),
        row(
            "Shortest provisioning",
            PROVISION_MIN_S as f64,
            "s",
            "endpoint.launch.provision_s.min_s",
            "From the request for an instance to a machine, a triangular draw.",
            Some("4.12"),
        ),
        row(
            "Most frequent provisioning",
            PROVISION_MODE_S as f64,
            "s",
            "endpoint.launch.provision_s.mode_s",
            "From the request for an instance to a machine, a triangular draw.",
            Some("4.12"),
        ),
        row(
            "Longest provisioning",
            PROVISION_MAX_S as f64,
            "s",
            "endpoint.launch.provision_s.max_s",
            "From the request for an instance to a machine, a triangular draw.",
            Some("4.12"),
        ),
        row(
            "Download speed",
            DOWNLOAD_MB_PER_S,
            "MB/s",
            "endpoint.launch.download_mb_per_s",
            "The artifact's way from S3 to a new instance.",
            None,
        ),
        row(
            "Container start",
            CONTAINER_START_S as f64,
            "s",
            "endpoint.launch.container_start_s",
            "From the artifact's arrival to the first healthy ping.",
            Some("4.10"),
        ),
        row(
            "Cold start",
            COLD_START_MS,
            "ms",
            "endpoint.cold_start.mean_ms",
            "From the start of a serverless environment to its first request, a log-normal draw.",
            None,
        ),
        row(
            "Spread of cold starts",
            COLD_START_CV,
            "sd / mean",
            "endpoint.cold_start.cv",
            "How much cold starts differ.",
            None,
        ),
        row(
            "Idle time-out",
            IDLE_TIMEOUT_S as f64,
            "s",
            "endpoint.idle_timeout_s",
            "A serverless environment without a request for so long is gone.",
            None,
        ),
        row(
            "Spot notice",
            SPOT_NOTICE_S as f64,
            "s",
            "endpoint.interruptions.notice_s",
            "From the notice to the interruption.",
            None,
        ),
        row(
            "Wait for Spot capacity",
            SPOT_WAIT_S as f64,
            "s",
            "endpoint.interruptions.wait_for_capacity_s",
            "From an interruption to new capacity.",
            None,
        ),
        row(
            "Metric delay",
            CloudWatch::DEFAULT_METRIC_DELAY_S as f64,
            "s",
            "cloudwatch.metric_delay_s",
            "From the end of a period to the moment an alarm can see it.",
            Some("2.12"),
        ),
    ]
}
