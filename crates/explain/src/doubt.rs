//! How sure a comparison is: over other seeds, and with each assumption at an end of its range.

use alloc::vec::Vec;

use headroom_model::endpoint::Provision;
use headroom_model::scenario::Scenario;
use headroom_model::time::Span;
use headroom_model::traffic::ServiceTime;

use crate::search::Measured;

/// An assumption at an end of its stated range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moved {
    /// Provisioning takes 0.6 times as long.
    LaunchShort,
    /// Provisioning takes 1.8 times as long.
    LaunchLong,
    /// A datapoint is visible after a minute.
    DelayShort,
    /// A datapoint is visible after four minutes.
    DelayLong,
    /// A request takes a tenth less.
    ServiceFast,
    /// A request takes a tenth more.
    ServiceSlow,
    /// Half as many requests may wait.
    QueueShort,
    /// Twice as many requests may wait.
    QueueLong,
}

/// Of field reports of three to ten minutes, around the usual five (fact 4.12).
const LAUNCH: (f64, f64) = (0.6, 1.8);
/// Seconds around the usual two minutes (fact 2.12).
const DELAY_S: (u64, u64) = (60, 240);
/// What a load test may be off by [D].
const SERVICE: (f64, f64) = (0.9, 1.1);

impl Moved {
    /// Each, the lower end first.
    pub const ALL: [Moved; 8] = [
        Moved::LaunchShort,
        Moved::LaunchLong,
        Moved::DelayShort,
        Moved::DelayLong,
        Moved::ServiceFast,
        Moved::ServiceSlow,
        Moved::QueueShort,
        Moved::QueueLong,
    ];

    /// The scenario with it; `None` where it changes nothing.
    pub fn of(self, scenario: &Scenario) -> Option<Scenario> {
        let mut moved = scenario.clone();
        match self {
            Moved::LaunchShort => launch(&mut moved, LAUNCH.0),
            Moved::LaunchLong => launch(&mut moved, LAUNCH.1),
            Moved::DelayShort => moved.cloudwatch.metric_delay = Span::from_secs(DELAY_S.0),
            Moved::DelayLong => moved.cloudwatch.metric_delay = Span::from_secs(DELAY_S.1),
            Moved::ServiceFast => service(&mut moved, SERVICE.0),
            Moved::ServiceSlow => service(&mut moved, SERVICE.1),
            Moved::QueueShort => moved.model.max_queue = (moved.model.max_queue / 2).max(1),
            // Not above what a checked scenario may hold: half of the bound is far from it.
            Moved::QueueLong => moved.model.max_queue = moved.model.max_queue.saturating_mul(2),
        }
        let is_queue = matches!(self, Moved::QueueShort | Moved::QueueLong);
        // Only instances have a queue of their own that an assumption bounds.
        let has_queue = scenario.endpoint.real_time().is_some();
        (moved != *scenario && (!is_queue || has_queue)).then_some(moved)
    }
}

fn launch(scenario: &mut Scenario, times: f64) {
    let scaled = |span: Span| Span::from_secs_f64(span.secs_f64() * times);
    if let Some(launch) = scenario.endpoint.launch_mut() {
        launch.provision = match launch.provision {
            Provision::Fixed(span) => Provision::Fixed(scaled(span)),
            Provision::Triangular { min, mode, max } => Provision::Triangular {
                min: scaled(min),
                mode: scaled(mode),
                max: scaled(max),
            },
        };
    }
}

fn service(scenario: &mut Scenario, times: f64) {
    match &mut scenario.model.service_time {
        ServiceTime::Constant { mean_ms }
        | ServiceTime::Exponential { mean_ms }
        | ServiceTime::Lognormal { mean_ms, .. }
        | ServiceTime::Gamma { mean_ms, .. } => *mean_ms *= times,
    }
}

/// What two configurations are held against each other by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Failed requests as a share of those that ended.
    Failed,
    /// US dollars.
    Cost,
    /// 99th percentile of latency.
    Latency,
}

impl Measure {
    /// Each.
    pub const ALL: [Measure; 3] = [Measure::Failed, Measure::Cost, Measure::Latency];

    /// Above 0 when B is better, below 0 when A is, 0 when neither is.
    fn sign(self, a: &Measured, b: &Measured) -> i8 {
        let value = |m: &Measured| match self {
            Measure::Failed => Some(m.failed_share),
            Measure::Cost => Some(m.cost_usd),
            Measure::Latency => m.latency_ms_p99,
        };
        match (value(a), value(b)) {
            // A thousandth is no difference that anybody would act on.
            (Some(a), Some(b)) if (a - b).max(b - a) <= 0.001 * a.max(b) => 0,
            (Some(a), Some(b)) if b < a => 1,
            (Some(_), Some(_)) => -1,
            _ => 0,
        }
    }
}

/// How one measure's verdict fares.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Which measure.
    pub measure: Measure,
    /// Seeds under which A is better, B is better, neither is.
    pub seeds: [u32; 3],
    /// Assumptions under which the verdict is another one than under the first seed as it stands.
    pub flips: Vec<Moved>,
}

/// Holds the runs against each other: those of the seeds in pairs, the first of which is the
/// comparison itself, and those with an assumption moved.
pub fn doubts(seeds: &[(Measured, Measured)], moved: &[(Moved, Measured, Measured)]) -> Vec<Doubt> {
    let Some(first) = seeds.first() else {
        return Vec::new();
    };
    let doubt = |measure: Measure| {
        let sign = |a: &Measured, b: &Measured| measure.sign(a, b);
        let count = |wanted: i8| seeds.iter().filter(|(a, b)| sign(a, b) == wanted).count() as u32;
        let usual = sign(&first.0, &first.1);
        let flips = moved.iter().filter(|(_, a, b)| sign(a, b) != usual);
        Doubt {
            measure,
            seeds: [count(-1), count(1), count(0)],
            flips: flips.map(|(moved, _, _)| *moved).collect(),
        }
    };
    Measure::ALL.into_iter().map(doubt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    fn run(cost_usd: f64, failed_share: f64) -> Measured {
        Measured {
            cost_usd,
            failed_share,
            latency_ms_p99: None,
            slo_met: true,
        }
    }

    #[test]
    fn a_verdict_is_counted_over_seeds_and_its_flips_are_named() {
        let seeds = vec![
            (run(1.0, 0.2), run(2.0, 0.0)),
            (run(1.0, 0.1), run(2.0, 0.0)),
            (run(1.0, 0.0), run(2.0, 0.0)),
        ];
        let moved = vec![
            (Moved::LaunchShort, run(1.0, 0.0), run(2.0, 0.0)),
            (Moved::LaunchLong, run(1.0, 0.5), run(2.0, 0.1)),
        ];
        let doubts = doubts(&seeds, &moved);
        assert_eq!(doubts[0].seeds, [0, 2, 1]);
        assert_eq!(doubts[0].flips, [Moved::LaunchShort]);
        assert_eq!(doubts[1].seeds, [3, 0, 0]);
        assert!(doubts[1].flips.is_empty());
        assert_eq!(doubts[2].seeds, [0, 0, 3], "no latency, no verdict");
        let said = doubts[0].to_string();
        let expected = "Failed requests: B has fewer under 2 of 3 seeds, neither under 1. It depends on the launch time: with 0.6 times as much the verdict is another one.";
        assert_eq!(said, expected);
        assert_eq!(doubts[1].to_string(), "Cost: A has less under all 3 seeds.");
    }

    #[test]
    fn no_run_no_doubt() {
        assert!(doubts(&[], &[]).is_empty());
    }
}
