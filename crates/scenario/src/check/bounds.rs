//! Work and memory of a run are bounded before it starts: by requests, workers and queues.

use headroom_model::endpoint::RealTime;
use headroom_model::rate::Rate;
use headroom_model::scaling::Scaling;
use headroom_model::time::Span;
use headroom_model::traffic::{Component, Model, Traffic};

use crate::code;
use crate::raw::fields::Fields;
use crate::raw::show_number;

/// Most expected arrivals of a run (SCENARIO, section 1).
const MOST_REQUESTS: f64 = 1e9;
/// Most worker slots: the engine packs a slot's number and its time into one integer.
pub const MOST_WORKERS: f64 = 4_194_304.0;
/// Most requests that could wait at once, some 400 MB of queues [D].
const MOST_WAITING: f64 = 16_777_216.0;

/// Checks what takes several sections to judge. A section that could not be read is left out.
pub fn check(
    f: &Fields<'_>,
    traffic: Option<&Traffic>,
    model: Option<&Model>,
    endpoint: Option<&RealTime>,
    scaling: Option<&Scaling>,
    duration: Span,
) {
    let arrivals = traffic.map_or(0.0, |traffic| expected_arrivals(traffic, duration));
    // Rates near the largest float can overflow to infinity and beyond, to NaN.
    if arrivals > MOST_REQUESTS || arrivals.is_nan() {
        f.at("traffic").table(|t| {
            t.leave_rest();
            t.at("components").refuse(
                code::E_TOO_MANY_REQUESTS,
                format!(
                    "they make {} requests, and a run has at most {}",
                    show_number(arrivals.round()),
                    show_number(MOST_REQUESTS)
                ),
                "lower the rate or shorten duration_s",
            );
        });
    }

    let Some(model) = model else { return };
    let initial = endpoint.map_or(1, |e| e.initial_instance_count);
    let fleet = f64::from(initial.max(scaling.map_or(1, |s| s.max_capacity)));
    let workers = fleet * f64::from(model.workers);
    let waiting = (fleet * f64::from(model.max_queue)).min(arrivals);
    f.at("model").table(|m| {
        m.leave_rest();
        if workers > MOST_WORKERS {
            m.at("workers").refuse(
                code::E_TOO_MANY_WORKERS,
                format!(
                    "{fleet} instances would have {workers} workers, and a run has at most {MOST_WORKERS}"
                ),
                "lower workers or MaxCapacity",
            );
        }
        if waiting > MOST_WAITING {
            m.at("max_queue").refuse(
                code::E_TOO_MANY_WAITING,
                format!(
                    "{fleet} instances could hold {waiting} waiting requests, and a run holds at most {MOST_WAITING}"
                ),
                "lower max_queue or MaxCapacity",
            );
        }
    });

    let Some(endpoint) = endpoint else { return };
    let instance = &endpoint.instance_type;
    let busy = f64::from(model.workers);
    for (name, wanted, has) in [
        ("cpu_cores", busy * model.cpu_cores, instance.vcpus),
        ("gpus", busy * model.gpus, instance.gpus),
    ] {
        if wanted > f64::from(has) {
            f.at("model").table(|m| {
                m.leave_rest();
                m.at(name).warn(
                    code::W_MORE_CORES_THAN_INSTANCE,
                    format!(
                        "busy workers want {wanted}, and {} has {has}; the utilisation shows 100 % and nothing slows down",
                        instance.name
                    ),
                );
            });
        }
    }
}

/// The integral of the rate over the run. Promotions are random: as many as possible, if they
/// add traffic.
fn expected_arrivals(traffic: &Traffic, duration: Span) -> f64 {
    let runs = |_, component: &Component| match component {
        Component::Promotions { multiplier, .. } if *multiplier > 1.0 => {
            vec![(0, duration.micros())]
        }
        _ => Vec::new(),
    };
    Rate::new(traffic, duration, runs).mass()
}

#[cfg(test)]
mod tests {
    use super::*;
    use headroom_model::time::Time;
    use headroom_model::traffic::{Arrivals, Height};

    #[test]
    fn the_expected_arrivals_are_the_integral_of_the_rate() {
        let spike = |height, rise| Component::Spike {
            at: Time::from_secs(10),
            duration: Span::from_secs(20),
            height,
            rise: Span::from_secs(rise),
            fall: Span::ZERO,
        };
        let expect = |components: Vec<Component>, expected: f64| {
            let traffic = Traffic {
                arrivals: Arrivals::Uniform,
                components,
            };
            let got = expected_arrivals(&traffic, Span::from_secs(40));
            // A curve stands as pieces of a second.
            assert!((got - expected).abs() < 1e-3 * expected, "{got} {expected}");
        };
        let base = Component::Constant { rps: 5.0 };
        expect(vec![base.clone()], 200.0);
        expect(vec![base.clone(), spike(Height::Adds(10.0), 0)], 400.0);
        expect(vec![base.clone(), spike(Height::Adds(10.0), 10)], 350.0);
        expect(vec![base.clone(), spike(Height::Multiplies(3.0), 0)], 400.0);
        // 5 × the integral of (1 + t/5)² over the rise, and 45 rps for the rest of the spike.
        let rise = 5.0 * (5.0 / 3.0) * (27.0 - 1.0);
        let both = vec![
            base,
            spike(Height::Multiplies(3.0), 10),
            spike(Height::Multiplies(3.0), 10),
        ];
        expect(both, 100.0 + rise + 450.0);
    }
}
