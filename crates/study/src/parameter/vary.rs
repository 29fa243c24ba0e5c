//! What a check varies.

use headroom_model::endpoint::Provision;
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::Span;
use headroom_model::traffic::ServiceTime;
use serde::{Deserialize, Serialize};

/// What is uncertain about every endpoint, varied by [`VARY`] up and down: nobody publishes launch
/// times, and a model's own service time differs from day to day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variation {
    /// Provisioning, download and container start are shorter.
    ShorterLaunch,
    /// They are longer.
    LongerLaunch,
    /// The mean service time is shorter.
    FasterModel,
    /// It is longer.
    SlowerModel,
}

/// Share by which uncertain parameters are varied [D].
pub const VARY: f64 = 0.2;

impl Variation {
    /// Every variation with its word in lesson files.
    pub const ALL: [(&str, Variation); 4] = [
        ("shorter_launch", Variation::ShorterLaunch),
        ("longer_launch", Variation::LongerLaunch),
        ("faster_model", Variation::FasterModel),
        ("slower_model", Variation::SlowerModel),
    ];

    /// In words: "launch times 20 % shorter".
    pub const fn words(self) -> &'static str {
        match self {
            Variation::ShorterLaunch => "launch times 20 % shorter",
            Variation::LongerLaunch => "launch times 20 % longer",
            Variation::FasterModel => "mean service time 20 % shorter",
            Variation::SlowerModel => "mean service time 20 % longer",
        }
    }

    /// `scenario` under it.
    pub fn apply(self, scenario: &Scenario) -> Scenario {
        let mut varied = scenario.clone();
        let launch = match &mut varied.endpoint {
            Endpoint::RealTime(endpoint) => Some(&mut endpoint.launch),
            _ => None,
        };
        let launch_by = |factor: f64| {
            let Some(launch) = launch else { return };
            let times = |span: Span| Span::from_secs_f64(span.secs_f64() * factor);
            launch.provision = match launch.provision {
                Provision::Fixed(span) => Provision::Fixed(times(span)),
                Provision::Triangular { min, mode, max } => Provision::Triangular {
                    min: times(min),
                    mode: times(mode),
                    max: times(max),
                },
            };
            launch.download_mb_per_s /= factor;
            launch.container_start = times(launch.container_start);
        };
        match self {
            Variation::ShorterLaunch => launch_by(1.0 - VARY),
            Variation::LongerLaunch => launch_by(1.0 + VARY),
            Variation::FasterModel => {
                scale_service_time(&mut varied.model.service_time, 1.0 - VARY);
            }
            Variation::SlowerModel => {
                scale_service_time(&mut varied.model.service_time, 1.0 + VARY);
            }
        }
        varied
    }
}

pub(super) fn scale_service_time(service_time: &mut ServiceTime, factor: f64) {
    match service_time {
        ServiceTime::Constant { mean_ms }
        | ServiceTime::Exponential { mean_ms }
        | ServiceTime::Lognormal { mean_ms, .. }
        | ServiceTime::Gamma { mean_ms, .. } => *mean_ms *= factor,
    }
}
