//! Work and memory of a run are bounded before it starts: by requests, workers and queues.

use headroom_model::endpoint::RealTime;
use headroom_model::scaling::Scaling;
use headroom_model::time::Span;
use headroom_model::traffic::{Component, Height, Model, Traffic};

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

/// The integral of the rate over the run. Exact as long as at most seven factors change at once;
/// it only has to tell a run that is too large.
fn expected_arrivals(traffic: &Traffic, duration: Span) -> f64 {
    let end = duration.secs_f64();
    let mut cuts = vec![0.0, end];
    for component in &traffic.components {
        if let Component::Spike {
            at,
            duration,
            rise,
            fall,
            ..
        } = component
        {
            let (from, to) = (at.secs_f64(), at.secs_f64() + duration.secs_f64());
            cuts.extend([from, from + rise.secs_f64(), to - fall.secs_f64(), to]);
        }
    }
    cuts.retain(|cut| (0.0..=end).contains(cut));
    cuts.sort_by(f64::total_cmp);
    cuts.windows(2)
        .map(|pair| integral(traffic, pair[0], pair[1]))
        .sum()
}

/// Gauss and Legendre's rule of four points: it never touches the ends, where the rate jumps.
fn integral(traffic: &Traffic, from: f64, to: f64) -> f64 {
    const POINTS: [(f64, f64); 4] = [
        (-0.861_136_311_594_052_6, 0.347_854_845_137_453_85),
        (-0.339_981_043_584_856_3, 0.652_145_154_862_546_2),
        (0.339_981_043_584_856_3, 0.652_145_154_862_546_2),
        (0.861_136_311_594_052_6, 0.347_854_845_137_453_85),
    ];
    let (middle, half) = ((from + to) / 2.0, (to - from) / 2.0);
    if half <= 0.0 {
        return 0.0;
    }
    let sum: f64 = POINTS
        .iter()
        .map(|(x, weight)| weight * rate(traffic, middle + half * x))
        .sum();
    sum * half
}

fn rate(traffic: &Traffic, t: f64) -> f64 {
    let (mut sum, mut product) = (0.0, 1.0);
    for component in &traffic.components {
        match *component {
            Component::Constant { rps } => sum += rps,
            Component::Spike {
                at,
                duration,
                height,
                rise,
                fall,
            } => {
                let (since, left) = (t - at.secs_f64(), at.secs_f64() + duration.secs_f64() - t);
                if since < 0.0 || left <= 0.0 {
                    continue;
                }
                let slope = |seconds: f64, span: Span| match span {
                    Span::ZERO => 1.0,
                    span => (seconds / span.secs_f64()).min(1.0),
                };
                let share = slope(since, rise).min(slope(left, fall));
                match height {
                    Height::Adds(rps) => sum += rps * share,
                    Height::Multiplies(factor) => product *= 1.0 + (factor - 1.0) * share,
                }
            }
        }
    }
    sum * product
}

#[cfg(test)]
mod tests {
    use super::*;
    use headroom_model::time::Time;
    use headroom_model::traffic::Arrivals;

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
            assert!((got - expected).abs() < 1e-9 * expected, "{got} {expected}");
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
