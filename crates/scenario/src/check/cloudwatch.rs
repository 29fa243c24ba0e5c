//! When metrics become visible.

use headroom_model::metric::Metric;
use headroom_model::scenario::CloudWatch;
use headroom_model::time::Span;

use super::LONGEST_S;
use crate::code;
use crate::raw::fields::Fields;
use crate::raw::nearest::nearest;
use crate::raw::range::Range;

pub fn read(f: &Fields<'_>) -> CloudWatch {
    let range = Range::at_least(0.0).to(LONGEST_S);
    let delay = f.at("metric_delay_s").seconds(range);
    let mut metric_delays = Vec::new();
    for (name, field) in f.at("metric_delays").entries() {
        match Metric::ALL.into_iter().find(|metric| metric.name() == name) {
            Some(metric) => {
                metric_delays.extend(field.seconds(range).map(|delay| (metric, delay)));
            }
            None => {
                let hint = nearest(name, &Metric::ALL.map(Metric::name));
                let hint = hint.map(|near| format!("did you mean `{near}`?"));
                field.refuse(
                    code::E_UNKNOWN_FIELD,
                    "no endpoint metric has this name",
                    hint.unwrap_or_default(),
                );
            }
        }
    }
    CloudWatch {
        metric_delay: delay.unwrap_or(Span::from_secs(CloudWatch::DEFAULT_METRIC_DELAY_S)),
        metric_delays,
    }
}
