//! Batch transform and training jobs.

use headroom_model::endpoint::{Checkpoint, Job};
use headroom_model::ruleset::Ruleset;
use headroom_model::time::Span;

use super::{instance_type, interruptions, is_spot};
use crate::check::LONGEST_S;
use crate::code;
use crate::prices::Catalogue;
use crate::raw::fields::Fields;
use crate::raw::range::Range;

/// Most checkpoints of a job [D]: each is an event.
const MOST_CHECKPOINTS: f64 = 100_000.0;

/// `None` only after an error was noted.
pub fn training(f: &Fields<'_>, catalogue: &Catalogue) -> Option<Job> {
    job(f, catalogue)
}

/// `None` only after an error was noted.
pub fn batch_transform(f: &Fields<'_>, catalogue: &Catalogue, ruleset: Ruleset) -> Option<Job> {
    let job = job(f, catalogue);
    if is_spot(f) && ruleset == Ruleset::Aws {
        f.at("purchase").refuse(
            code::E_SPOT_BATCH,
            "a batch transform has no Spot option: CreateTransformJob has no Spot member",
            "use \"on_demand\"; managed Spot serves training jobs; ruleset = \"study_guide\" shows what study guides claim",
        );
    }
    job
}

fn job(f: &Fields<'_>, catalogue: &Catalogue) -> Option<Job> {
    let work_field = f.at("work_s").required();
    let work = work_field.seconds(Range::at_least(1.0).to(LONGEST_S));
    let instance_type = instance_type(&f.at("instance_type").required(), catalogue);
    let count = f.at("instance_count");
    let count = count.count(Range::at_least(1.0).to(100.0)).unwrap_or(1);
    let is_spot = is_spot(f);

    let spot_field = f.at("interruptions");
    let spot = match is_spot {
        true => spot_field.required().table(interruptions).flatten(),
        false => {
            if spot_field.is_given() {
                let rule = "capacity on demand is not interrupted";
                spot_field.refuse(
                    code::E_CONTRADICTION,
                    rule,
                    "leave it out, or use purchase = \"spot\"",
                );
                f.leave_rest();
            }
            None
        }
    };
    let max_wait_field = f.at("max_wait_s");
    let max_wait = max_wait_field.seconds(Range::at_least(1.0).to(LONGEST_S));
    if max_wait.is_some() && !is_spot {
        let rule = "only a job on Spot capacity waits for it";
        max_wait_field.refuse(code::E_CONTRADICTION, rule, "leave it out");
    } else if let (Some(max_wait), Some(work)) = (max_wait, work)
        && max_wait < work
    {
        max_wait_field.refuse(
            code::E_MAX_WAIT_BELOW_RUNTIME,
            format!(
                "it must be at least the run time, work_s {}",
                work.secs_f64()
            ),
            "it includes waiting and everything that is repeated",
        );
    }
    let checkpoint = checkpoint(f, work);
    Some(Job {
        work: work?,
        instance_type: instance_type?,
        instance_count: count,
        spot: match (is_spot, spot) {
            (true, None) => return None,
            (_, spot) => spot,
        },
        checkpoint,
        max_wait,
    })
}

/// `checkpoint_interval_s` decides whether there are checkpoints at all.
fn checkpoint(f: &Fields<'_>, work: Option<Span>) -> Option<Checkpoint> {
    let interval_field = f.at("checkpoint_interval_s");
    let interval = interval_field.seconds(Range::at_least(1.0).to(LONGEST_S));
    let cost_field = f.at("checkpoint_cost_s");
    let cost = cost_field.seconds(Range::at_least(0.0).to(LONGEST_S));
    let resume_field = f.at("resume_cost_s");
    let resume_cost = resume_field.seconds(Range::at_least(0.0).to(LONGEST_S));
    let Some(interval) = interval else {
        for field in [cost_field, resume_field] {
            if field.is_given() && !interval_field.is_given() {
                field.warn(
                    code::W_NO_EFFECT,
                    "without checkpoint_interval_s there are no checkpoints, and an interrupted job starts over",
                );
            }
        }
        return None;
    };
    let cost = cost.unwrap_or_default();
    if cost > interval {
        let rule = format!(
            "it must be at most checkpoint_interval_s, {}",
            interval.secs_f64()
        );
        cost_field.refuse(
            code::E_CHECKPOINT_LONGER_THAN_INTERVAL,
            rule,
            "a checkpoint that takes longer than the work it saves only costs",
        );
    }
    if let Some(work) = work
        && work.secs_f64() / interval.secs_f64() > MOST_CHECKPOINTS
    {
        let rule = format!("a job has at most {MOST_CHECKPOINTS} checkpoints");
        interval_field.refuse(code::E_OUT_OF_RANGE, rule, "save less often");
    }
    Some(Checkpoint {
        interval,
        cost,
        resume_cost: resume_cost.unwrap_or_default(),
    })
}
