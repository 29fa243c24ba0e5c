//! `headroom size`.

use headroom_explain::Size as Sized;
use serde_json::json;

use crate::arguments::Size;
use crate::failure::Failure;
use crate::{Verdict, output, simulate};

pub fn run(arguments: &Size) -> Result<Verdict, Failure> {
    let Size {
        max_rps,
        safety,
        traffic,
        json,
    } = *arguments;
    let size = headroom_explain::size(max_rps, safety, traffic).ok_or(Failure::NoSize)?;
    let text = if json {
        simulate::json(&json!({
            "max_rps": max_rps, "safety": safety, "traffic_rps": traffic, "size": size,
        }))
    } else {
        words(max_rps, safety, traffic, &size)
    };
    output::write(None, &text)?;
    Ok(Verdict::Done)
}

fn words(max_rps: f64, safety: f64, traffic: f64, size: &Sized) -> String {
    let Sized {
        target_value,
        invocations_per_minute,
        instances,
        share_of_max,
        fleet_max_rps,
    } = size;
    format!(
        "target     {target_value}  invocations per instance and minute: {max_rps} rps x {safety} x 60
instances  {instances}  for {traffic} rps, {invocations_per_minute} a minute
load       {:.0} %  of what one instance takes; the fleet takes {fleet_max_rps} rps at most
",
        share_of_max * 100.0
    )
}
