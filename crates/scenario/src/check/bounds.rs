//! Work and memory of a run are bounded before it starts: by requests, workers and queues.

use headroom_model::client::Client;
use headroom_model::rate::Rate;
use headroom_model::scenario::Endpoint;
use headroom_model::time::Span;
use headroom_model::traffic::{Component, Model, Traffic};

use crate::code;
use crate::raw::fields::{Field, Fields};
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
    client: Option<&Client>,
    model: Option<&Model>,
    endpoint: Option<&Endpoint>,
    largest_fleet: u32,
    duration: Span,
) {
    let rate = traffic.map(|traffic| highest_rate(traffic, duration));
    let arrivals = rate.as_ref().map_or(0.0, Rate::mass);
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
    } else if let (Some(rate), Some(client)) = (&rate, client) {
        f.at("client").table(|c| {
            c.leave_rest();
            retries(&c.at("max_retries"), client, rate, arrivals);
        });
    }

    let Some(model) = model else { return };
    // A serverless environment takes one request at a time; a job takes none.
    let has_fleet = endpoint.is_none_or(|e| e.launch().is_some());
    if !has_fleet {
        return;
    }
    let initial = endpoint.map_or(1, Endpoint::initial_count);
    let fleet = f64::from(initial.max(largest_fleet));
    // An instance takes a power of two of the engine's slots.
    let workers = fleet * f64::from(model.workers.next_power_of_two());
    let is_async = matches!(endpoint, Some(Endpoint::Async(_)));
    let waiting = if is_async {
        // One queue without an end.
        arrivals
    } else {
        (fleet * f64::from(model.max_queue)).min(arrivals)
    };
    f.at("model").table(|m| {
        m.leave_rest();
        if workers > MOST_WORKERS {
            m.at("workers").refuse(
                code::E_TOO_MANY_WORKERS,
                format!(
                    "{fleet} instances would take {workers} worker slots, and a run has at most {MOST_WORKERS}; workers count in powers of two"
                ),
                "lower workers or MaxCapacity",
            );
        }
        if waiting > MOST_WAITING && !is_async {
            m.at("max_queue").refuse(
                code::E_TOO_MANY_WAITING,
                format!(
                    "{fleet} instances could hold {waiting} waiting requests, and a run holds at most {MOST_WAITING}"
                ),
                "lower max_queue or MaxCapacity",
            );
        }
    });

    if is_async && waiting > MOST_WAITING {
        f.at("traffic").table(|t| {
            t.leave_rest();
            t.at("components").refuse(
                code::E_TOO_MANY_WAITING,
                format!(
                    "an asynchronous queue has no end, and a run holds at most {MOST_WAITING} requests; these are {}",
                    show_number(waiting.round())
                ),
                "lower the rate or shorten duration_s",
            );
        });
    }

    let Some(instance) = endpoint.and_then(Endpoint::instance_type) else {
        return;
    };
    let copies = endpoint.and_then(Endpoint::real_time);
    let copies = copies.and_then(|e| e.inference_component.as_ref());
    let copies = copies.map_or(1, |c| c.copies_per_instance);
    let busy = f64::from(model.workers) * f64::from(copies);
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

/// Every retry is an arrival, and a request between two attempts is held in memory.
fn retries(field: &Field<'_>, client: &Client, rate: &Rate, arrivals: f64) {
    let retries = client.max_retries;
    if retries == 0 {
        return;
    }
    let attempts = arrivals * (1.0 + f64::from(retries));
    if attempts > MOST_REQUESTS {
        field.refuse(
            code::E_TOO_MANY_REQUESTS,
            format!(
                "with every retry there are {} requests, and a run has at most {}",
                show_number(attempts.round()),
                show_number(MOST_REQUESTS)
            ),
            "lower max_retries or the rate",
        );
        return;
    }
    if arrivals <= MOST_WAITING {
        return;
    }
    // As if every attempt failed at once and every delay were the longest. What waits or runs at
    // the instances is not in back-off, and has a bound of its own.
    let delays_ms: f64 = (0..retries).map(|k| client.backoff.delay_ms(k, 0.0)).sum();
    let waiting = arrivals.min(peak(rate) * delays_ms / 1000.0);
    if waiting > MOST_WAITING {
        field.refuse(
            code::E_TOO_MANY_WAITING,
            format!(
                "{} requests could be between two attempts, and a run holds at most {MOST_WAITING}",
                show_number(waiting.round())
            ),
            "lower max_retries, the delays of backoff or the rate",
        );
    }
}

/// The highest rate of the run, requests per second.
fn peak(rate: &Rate) -> f64 {
    let mut peak = 0.0f64;
    for pair in rate.cuts().windows(2) {
        let (mut start, end) = (pair[0], pair[1]);
        let step = rate.step(start, end);
        while start < end {
            let stop = end.min(start + step);
            peak = peak.max(rate.within(start, start));
            peak = peak.max(rate.within(stop, start));
            start = stop;
        }
    }
    peak
}

/// The rate over the run. What is random lasts as long as possible, if it adds traffic.
fn highest_rate(traffic: &Traffic, duration: Span) -> Rate {
    let runs = |_, component: &Component| match component {
        Component::Promotions { multiplier, .. } if *multiplier > 1.0 => {
            vec![(0, duration.micros())]
        }
        Component::SpikeWithin {
            earliest,
            latest,
            duration: length,
            ..
        } => vec![(earliest.micros(), (*latest + *length).micros())],
        _ => Vec::new(),
    };
    Rate::new(traffic, duration, runs)
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
            let got = highest_rate(&traffic, Span::from_secs(40)).mass();
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
