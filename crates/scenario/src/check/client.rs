//! The caller: how long it waits, and what it tries again.

use headroom_model::client::{Backoff, Client, RetryOn};
use headroom_model::scenario::Endpoint;

use super::LONGEST_S;
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;
use crate::raw::show_number;

/// Largest growth from one delay to the next [D].
const LARGEST_FACTOR: f64 = 1000.0;

pub fn read(f: &Fields<'_>) -> Client {
    let timeout = f.at("timeout_s");
    let timeout = timeout.seconds(Range::above(0.0).to(LONGEST_S));
    let most = f64::from(Client::MAX_RETRIES);
    let max_retries_field = f.at("max_retries");
    let max_retries = max_retries_field.count(Range::at_least(0.0).to(most));
    let retry_on_field = f.at("retry_on");
    let retry_on = match retry_on_field.is_given() {
        true => retry_on(&retry_on_field),
        false => RetryOn::default(),
    };
    let backoff_field = f.at("backoff");
    let backoff = backoff_field.table(backoff).unwrap_or_default();
    if max_retries == Some(0) || !max_retries_field.is_given() {
        for field in [&retry_on_field, &backoff_field] {
            if field.is_given() {
                field.warn(
                    code::W_NO_EFFECT,
                    "nothing is tried again while max_retries is 0",
                );
            }
        }
    }
    Client {
        timeout,
        max_retries: max_retries.unwrap_or(0),
        retry_on,
        backoff,
    }
}

/// What only the endpoint can tell.
pub fn on_endpoint(f: &Fields<'_>, client: &Client, endpoint: &Endpoint) {
    f.leave_rest();
    if matches!(endpoint, Endpoint::Async(_)) {
        if client.timeout.is_some() {
            let rule = "an asynchronous caller has its answer later, and does not wait for it";
            f.at("timeout_s").warn(code::W_NO_EFFECT, rule);
        }
    } else if let Some(own) = endpoint.invocation_timeout()
        && client.timeout.is_some_and(|timeout| timeout > own)
    {
        f.at("timeout_s").warn(
            code::W_NO_EFFECT,
            format!(
                "the endpoint's own time-out, {} s, comes first",
                own.secs_f64()
            ),
        );
    }
    for item in f.at("retry_on").items() {
        let never = match endpoint {
            Endpoint::Serverless(_) => ["rejected", "no_capacity", "instance_lost"].as_slice(),
            Endpoint::Async(_) => &["rejected", "throttled", "no_capacity"],
            _ => &["throttled"],
        };
        if never.iter().any(|word| item.is_text(word)) {
            item.warn(
                code::W_NO_EFFECT,
                match endpoint {
                    Endpoint::Serverless(_) => "serverless inference throttles; it has no instance that could reject or die",
                    Endpoint::Async(_) => "an asynchronous endpoint queues, and neither rejects nor throttles",
                    _ => "a real-time endpoint rejects and never throttles; serverless inference does",
                },
            );
        }
    }
}

fn retry_on(field: &Field<'_>) -> RetryOn {
    let mut on = RetryOn {
        rejected: false,
        throttled: false,
        timed_out: false,
        model_error: false,
        no_capacity: false,
        instance_lost: false,
    };
    type Flag = fn(&mut RetryOn) -> &mut bool;
    let words: [(&str, Flag); 6] = [
        ("rejected", |on| &mut on.rejected),
        ("throttled", |on| &mut on.throttled),
        ("timed_out", |on| &mut on.timed_out),
        ("instance_lost", |on| &mut on.instance_lost),
        ("model_error", |on| &mut on.model_error),
        ("no_capacity", |on| &mut on.no_capacity),
    ];
    for item in field.one_or_more("leave retry_on out, or set max_retries to 0") {
        let Some(flag) = item.word(&words, &[]) else {
            continue;
        };
        let flag = flag(&mut on);
        if *flag {
            item.refuse(code::E_DUPLICATE_NAME, "it is listed twice", "");
        }
        *flag = true;
    }
    on
}

fn backoff(f: &Fields<'_>) -> Backoff {
    let default = Backoff::default();
    let milliseconds = Range::at_least(0.0).to(LONGEST_S * 1000.0);
    let number = |name, range, default| f.at(name).number(range).unwrap_or(default);
    let backoff = Backoff {
        base_ms: number("base_ms", milliseconds, default.base_ms),
        factor: number(
            "factor",
            Range::at_least(1.0).to(LARGEST_FACTOR),
            default.factor,
        ),
        max_ms: number("max_ms", milliseconds, default.max_ms),
        jitter: number("jitter", Range::at_least(0.0).to(1.0), default.jitter),
    };
    let base = f.at("base_ms");
    if base.is_given() && backoff.base_ms > backoff.max_ms {
        let max = show_number(backoff.max_ms);
        let rule = format!("no delay is longer than max_ms, {max}");
        base.warn(code::W_NO_EFFECT, rule);
    }
    backoff
}
