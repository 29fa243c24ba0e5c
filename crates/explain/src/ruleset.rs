//! Both readings of the facts, held against each other: does an outcome flip?

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use headroom_engine::run::Run;
use serde::Serialize;

/// An outcome that differs between the two readings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flip {
    /// What.
    pub figure: &'static str,
    /// Under `aws`.
    pub aws: String,
    /// Under `study_guide`.
    pub study_guide: String,
}

/// Every outcome of `aws` and `study_guide`, two runs of one scenario, that differs: what a person
/// would decide by, not every last digit.
pub fn flips(aws: &Run, study_guide: &Run) -> Vec<Flip> {
    let mut flips = Vec::new();
    let mut hold = |figure, a: String, b: String| {
        if a != b {
            let (aws, study_guide) = (a, b);
            flips.push(Flip {
                figure,
                aws,
                study_guide,
            });
        }
    };
    let both = |f: &dyn Fn(&Run) -> String| (f(aws), f(study_guide));
    type Read = fn(&Run) -> String;
    let figures: [(&'static str, Read); 7] = [
        ("scales", |r| {
            let s = &r.summary.scaling;
            let moved = s.scale_outs + s.scale_ins > 0;
            String::from(if moved { "yes" } else { "no" })
        }),
        ("scale-outs", |r| {
            format!("{}", r.summary.scaling.scale_outs)
        }),
        ("scale-ins", |r| format!("{}", r.summary.scaling.scale_ins)),
        ("highest capacity", |r| {
            format!("{}", r.summary.capacity.max)
        }),
        ("lowest capacity", |r| format!("{}", r.summary.capacity.min)),
        ("failed requests", |r| {
            format!("{}", r.summary.requests.failed.total())
        }),
        ("SLO", |r| {
            let met = r.summary.slo.map(|slo| slo.met);
            String::from(match met {
                Some(true) => "met",
                Some(false) => "missed",
                None => "none",
            })
        }),
    ];
    for (figure, read) in figures {
        let (a, b) = both(&read);
        hold(figure, a, b);
    }
    flips
}
