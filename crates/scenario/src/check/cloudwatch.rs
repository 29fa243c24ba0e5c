//! When metrics become visible.

use headroom_model::metric::Metric;
use headroom_model::scenario::CloudWatch;
use headroom_model::time::Span;

use super::LONGEST_S;
use crate::code;
use crate::raw::fields::Fields;
use crate::raw::nearest::nearest;
use crate::raw::range::Range;

/// CloudWatch metrics of format 1 that no policy follows yet (facts, section 2).
const LATER: [&str; 12] = [
    "Invocations",
    "ModelLatency",
    "OverheadLatency",
    "CPUUtilization",
    "GPUUtilization",
    "ConcurrentRequestsPerModel",
    "ConcurrentRequestsPerCopy",
    "ServerlessProvisionedConcurrencyUtilization",
    "ApproximateBacklogSizePerInstance",
    "HasBacklogWithoutCapacity",
    "NoCapacityInvocationFailures",
    "InFlightRequests",
];

pub fn read(f: &Fields<'_>) -> CloudWatch {
    let range = Range::at_least(0.0).to(LONGEST_S);
    let delay = f.at("metric_delay_s").seconds(range);
    let mut metric_delays = Vec::new();
    for (name, field) in f.at("metric_delays").entries() {
        let known = Metric::InvocationsPerInstance;
        if name == known.name() {
            metric_delays.extend(field.seconds(range).map(|delay| (known, delay)));
        } else if LATER.contains(&name) {
            field.refuse(
                code::E_NOT_SUPPORTED_YET,
                "format 1 has this metric, and no policy of this version follows it",
                format!("so far: `{}`", known.name()),
            );
        } else {
            let hint = nearest(name, &[&[known.name()], &LATER[..]].concat());
            let hint = hint
                .map(|near| format!("did you mean `{near}`?"))
                .unwrap_or_default();
            field.refuse(
                code::E_UNKNOWN_FIELD,
                "no endpoint metric has this name",
                hint,
            );
        }
    }
    CloudWatch {
        metric_delay: delay.unwrap_or(Span::from_secs(CloudWatch::DEFAULT_METRIC_DELAY_S)),
        metric_delays,
    }
}
