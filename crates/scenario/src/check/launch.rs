//! How a new instance comes into service.

use headroom_model::endpoint::{Launch, Provision};
use headroom_model::time::Span;

use super::LONGEST_S;
use crate::assumption;
use crate::code;
use crate::raw::Value;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

const SECONDS: Range = Range::at_least(0.0).to(LONGEST_S);
/// Slowest download that is accepted [D]: the smallest artifact speed that ends within a run.
const SLOWEST_MB_PER_S: f64 = 1e-3;

/// The launch of a file that says nothing about it: all of it assumptions.
pub fn default() -> Launch {
    Launch {
        provision: Provision::Triangular {
            min: Span::from_secs(assumption::PROVISION_MIN_S),
            mode: Span::from_secs(assumption::PROVISION_MODE_S),
            max: Span::from_secs(assumption::PROVISION_MAX_S),
        },
        download_mb_per_s: assumption::DOWNLOAD_MB_PER_S,
        container_start: Span::from_secs(assumption::CONTAINER_START_S),
    }
}

pub fn read(f: &Fields<'_>) -> Launch {
    let default = default();
    let speed = f
        .at("download_mb_per_s")
        .number(Range::at_least(SLOWEST_MB_PER_S).to(1e6));
    Launch {
        provision: provision(&f.at("provision_s")).unwrap_or(default.provision),
        download_mb_per_s: speed.unwrap_or(default.download_mb_per_s),
        container_start: f
            .at("container_start_s")
            .seconds(SECONDS)
            .unwrap_or(default.container_start),
    }
}

/// A number of seconds, or the three corners of a triangular draw.
fn provision(field: &Field<'_>) -> Option<Provision> {
    match field.node()?.value {
        Value::Number(_) => field.seconds(SECONDS).map(Provision::Fixed),
        Value::Table(_) => field.table(triangular).flatten(),
        _ => field.wrong_type("a number of seconds, or a table of min_s, mode_s and max_s"),
    }
}

fn triangular(f: &Fields<'_>) -> Option<Provision> {
    let [min, mode, max] =
        ["min_s", "mode_s", "max_s"].map(|name| f.at(name).required().seconds(SECONDS));
    let (min, mode, max) = (min?, mode?, max?);
    for (name, lower, lower_name, value) in [
        ("mode_s", min, "min_s", mode),
        ("max_s", mode, "mode_s", max),
    ] {
        if value < lower {
            let rule = format!("it must be at least {lower_name}, {}", lower.secs_f64());
            f.at(name).refuse(code::E_OUT_OF_RANGE, rule, "");
        }
    }
    Some(Provision::Triangular { min, mode, max })
}
