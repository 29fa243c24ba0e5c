//! From a load test to a target and a fleet: how large is large enough.

use headroom_engine::autoscaling::target_tracking::wanted;
use serde::Serialize;

/// What a load test says about a fleet, after AWS's formula (fact 2.13).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Size {
    /// `TargetValue` for `SageMakerVariantInvocationsPerInstance`: MAX_RPS × SAFETY_FACTOR × 60,
    /// invocations per instance and minute.
    pub target_value: f64,
    /// Traffic, in invocations per minute.
    pub invocations_per_minute: f64,
    /// Instances that target tracking asks for under this traffic, at least 1.
    pub instances: u32,
    /// How busy each of them is: traffic per instance as a share of MAX_RPS.
    pub share_of_max: f64,
    /// Requests per second that the fleet takes at MAX_RPS, before anything scales.
    pub fleet_max_rps: f64,
}

/// Seconds in the metric's period: the target counts per minute (fact 2.3).
const PER_MINUTE: f64 = 60.0;

/// The size for `traffic_rps`, when one instance takes at most `max_rps` and `safety` is the share
/// of it that it should take. `None` when a figure is not above 0, `safety` is above 1, or the
/// result is no number.
pub fn size(max_rps: f64, safety: f64, traffic_rps: f64) -> Option<Size> {
    let is_figure = |x: f64| x.is_finite() && x > 0.0;
    if !(is_figure(max_rps) && is_figure(safety) && safety <= 1.0 && is_figure(traffic_rps)) {
        return None;
    }
    let target_value = max_rps * safety * PER_MINUTE;
    let invocations_per_minute = traffic_rps * PER_MINUTE;
    let instances = wanted(invocations_per_minute, target_value).1.max(1);
    let size = Size {
        target_value,
        invocations_per_minute,
        instances,
        share_of_max: traffic_rps / f64::from(instances) / max_rps,
        fleet_max_rps: f64::from(instances) * max_rps,
    };
    let is_sound = is_figure(target_value) && is_figure(size.fleet_max_rps);
    (is_sound && invocations_per_minute.is_finite() && instances < u32::MAX).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_2_13_the_target_is_per_minute_and_below_the_peak() {
        let target = |max, safety| size(max, safety, 1.0).map(|s| s.target_value);
        assert_eq!(target(20.0, 0.5), Some(600.0));
        assert_eq!(target(10.0, 0.5), Some(300.0));
        // A smaller factor scales earlier.
        assert_eq!(target(20.0, 0.25), Some(300.0));
    }

    #[test]
    fn the_fleet_carries_the_traffic_at_the_target() {
        // 50 rps by day, doubled, and 2 rps by night, at a peak of 20 rps and half of it.
        let fleet = |rps| size(20.0, 0.5, rps).expect("figures");
        assert_eq!(
            [50.0, 100.0, 2.0].map(|rps| fleet(rps).instances),
            [5, 10, 1]
        );
        assert_eq!(
            (fleet(50.0).share_of_max, fleet(50.0).fleet_max_rps),
            (0.5, 100.0)
        );
        assert_eq!(fleet(50.1).instances, 6);
        // Float dust is no instance.
        assert_eq!(size(0.1, 1.0, 0.1 + 0.2).map(|s| s.instances), Some(3));
    }

    #[test]
    fn what_is_no_figure_has_no_size() {
        let bad = [0.0, -1.0, f64::NAN, f64::INFINITY];
        for x in bad {
            assert_eq!(size(x, 0.5, 1.0), None, "{x}");
            assert_eq!(size(20.0, x, 1.0), None, "{x}");
            assert_eq!(size(20.0, 0.5, x), None, "{x}");
        }
        assert_eq!(size(20.0, 1.1, 1.0), None);
        assert_eq!(size(1e-300, 1e-20, 1e300), None);
        assert_eq!(size(1e308, 1.0, 1e308), None);
    }
}
