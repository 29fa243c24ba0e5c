//! Where the model runs, by kind.

mod async_inference;
mod job;
mod real_time;
pub mod serverless;

use headroom_model::endpoint::{InstanceType, Interruptions};
use headroom_model::ruleset::Ruleset;
use headroom_model::scenario::Endpoint;
use headroom_model::time::Span;

use super::LONGEST_S;
use crate::assumption;
use crate::code;
use crate::prices::Catalogue;
use crate::raw::fields::{Field, Fields};
use crate::raw::nearest::nearest;
use crate::raw::range::Range;

#[derive(Clone, Copy)]
enum Kind {
    RealTime,
    Serverless,
    Async,
    BatchTransform,
    Training,
}

/// `None` only after an error was noted.
pub fn read(f: &Fields<'_>, catalogue: &Catalogue, ruleset: Ruleset) -> Option<Endpoint> {
    let kinds = [
        ("real_time", Kind::RealTime),
        ("serverless", Kind::Serverless),
        ("async", Kind::Async),
        ("batch_transform", Kind::BatchTransform),
        ("training", Kind::Training),
    ];
    let kind = f.at("kind").required().word(&kinds, &[]);
    if kind.is_none() {
        f.leave_rest();
    }
    match kind? {
        Kind::RealTime => real_time::read(f, catalogue).map(Endpoint::RealTime),
        Kind::Serverless => serverless::read(f, catalogue).map(Endpoint::Serverless),
        Kind::Async => async_inference::read(f, catalogue).map(Endpoint::Async),
        Kind::BatchTransform => {
            job::batch_transform(f, catalogue, ruleset).map(Endpoint::BatchTransform)
        }
        Kind::Training => job::training(f, catalogue).map(Endpoint::Training),
    }
}

fn instance_type(field: &Field<'_>, catalogue: &Catalogue) -> Option<InstanceType> {
    let name = field.text(64)?;
    let found = catalogue.find(name);
    if found.is_none() {
        let names: Vec<&str> = catalogue.names().collect();
        let hint = match nearest(name, &names) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "or give its figures under `prices.instances`".into(),
        };
        let rule = format!("it must be one of {}", names.join(", "));
        field.refuse(code::E_UNKNOWN_INSTANCE_TYPE, rule, hint);
    }
    found
}

/// When Spot capacity is taken back.
fn interruptions(f: &Fields<'_>) -> Option<Interruptions> {
    let mean = f.at("mean_interval_s").required();
    let mean = mean.seconds(Range::at_least(1.0).to(LONGEST_S));
    let seconds = |name, default| {
        let given = f.at(name).seconds(Range::at_least(0.0).to(LONGEST_S));
        given.unwrap_or(Span::from_secs(default))
    };
    let notice = seconds("notice_s", assumption::SPOT_NOTICE_S);
    let wait_for_capacity = seconds("wait_for_capacity_s", assumption::SPOT_WAIT_S);
    Some(Interruptions {
        mean_interval: mean?,
        notice,
        wait_for_capacity,
    })
}

/// `purchase`: whether it is Spot.
fn is_spot(f: &Fields<'_>) -> bool {
    let words = [("on_demand", false), ("spot", true)];
    f.at("purchase").word(&words, &[]) == Some(true)
}
