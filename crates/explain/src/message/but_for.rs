//! What lifting one thing changed.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use headroom_model::scaling::ActivityStatus;
use headroom_model::time::Start;

use crate::but_for::{Lift, Started};
use crate::figure::{clock, count, counted};

/// A ghost against its run, or why there is no ghost.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub enum ButForMessage {
    /// The same activities at the same times; failed requests without and with the lift.
    Same { lift: Lift, failed: (u64, u64) },
    /// The first activity that is another one, in the run and in the ghost.
    Differs {
        lift: Lift,
        start: Start,
        before: Option<Started>,
        after: Option<Started>,
        activities: (u64, u64),
        failed: (u64, u64),
    },
    /// AWS makes the alarms of target tracking.
    AlarmStays {
        name: String,
        /// It is an alarm of the scenario.
        own: bool,
    },
    /// What a step makes of the capacity cannot be lifted.
    StepStays,
    /// Only another load or another target would ask for another capacity.
    LoadStays,
}

impl Lift {
    /// What is lifted, after "without".
    pub const fn name(self) -> &'static str {
        match self {
            Lift::Cooldown => "the cooldown",
            Lift::MaxCapacity => "the limit of MaxCapacity",
            Lift::MinCapacity => "the limit of MinCapacity",
            Lift::DisableScaleIn => "DisableScaleIn",
            Lift::MetricDelay => "the metric's delay",
            Lift::Launch => "the launch time",
            Lift::OtherPolicies(_) => "the other policies",
            Lift::Faults => "the faults",
            Lift::Suspension => "the suspension",
        }
    }
}

impl ButForMessage {
    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        match self {
            ButForMessage::Same { .. } => "but_for.same",
            ButForMessage::Differs { .. } => "but_for.differs",
            ButForMessage::AlarmStays { .. } => "but_for.alarm_stays",
            ButForMessage::StepStays => "but_for.step_stays",
            ButForMessage::LoadStays => "but_for.load_stays",
        }
    }
}

impl fmt::Display for ButForMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ButForMessage::Same { lift, failed } if failed.0 == failed.1 => write!(
                f,
                "Without {} nothing changes: the same activities at the same times.",
                lift.name()
            ),
            ButForMessage::Same { lift, failed } => write!(
                f,
                "Without {} the activities are the same at the same times, and {}.",
                lift.name(),
                requests(*failed)
            ),
            ButForMessage::Differs {
                lift,
                start,
                before,
                after,
                activities,
                failed,
            } => {
                write!(f, "Without {} {}", lift.name(), difference(*start, *before, *after))?;
                if activities.0 != activities.1 {
                    let many = counted(activities.1, "activity", "activities");
                    write!(f, "; {many} instead of {}", count(activities.0))?;
                }
                write!(f, "; {}.", requests(*failed))
            }
            ButForMessage::AlarmStays { name, own: true } => write!(
                f,
                "{name} cannot be lifted: without its alarm a step policy never acts. Another Threshold, or fewer DatapointsToAlarm, would invoke it earlier."
            ),
            ButForMessage::StepStays => f.write_str(
                "What the step asks for cannot be lifted: other StepAdjustments would ask for another capacity.",
            ),
            ButForMessage::AlarmStays { name, own: false } => write!(
                f,
                "{name} cannot be lifted: AWS makes the alarms of a target tracking policy, and their datapoints are not yours to set. Another TargetValue moves the threshold."
            ),
            ButForMessage::LoadStays => f.write_str(
                "What the load needs cannot be lifted: another TargetValue would ask for another capacity.",
            ),
        }
    }
}

/// `the scale-out from 4 to 8 starts at 09:08 instead of 09:10`.
fn difference(start: Start, before: Option<Started>, after: Option<Started>) -> String {
    let name = |s: Started| {
        let way = if s.to > s.from {
            "scale-out"
        } else {
            "scale-in"
        };
        format!("the {way} from {} to {}", s.from, s.to)
    };
    let at = |s: Started| clock(start, s.at);
    match (before, after) {
        (Some(a), Some(b)) if (a.from, a.to) == (b.from, b.to) && a.at != b.at => {
            format!("{} starts at {} instead of {}", name(b), at(b), at(a))
        }
        (Some(a), Some(b)) if (a.from, a.to) == (b.from, b.to) => {
            let instead = match (a.ended, b.ended) {
                (Some((at, how)), Some((_, other))) if how == other => clock(start, at),
                _ => format!("one that {}", ending(start, a)),
            };
            format!(
                "{} of {} {} instead of {instead}",
                name(b),
                at(b),
                ending(start, b)
            )
        }
        (Some(a), Some(b)) => {
            let then = if a.at == b.at {
                String::new()
            } else {
                format!(" at {}", at(a))
            };
            format!(
                "{} starts at {} instead of {}{then}",
                name(b),
                at(b),
                name(a)
            )
        }
        (Some(a), None) => format!("{} of {} does not happen", name(a), at(a)),
        (None, Some(b)) => format!("{} starts at {} in addition", name(b), at(b)),
        (None, None) => "nothing changes".to_string(),
    }
}

fn ending(start: Start, s: Started) -> String {
    match s.ended {
        None => "is open at the end".to_string(),
        Some((at, ActivityStatus::Failed)) => format!("fails at {}", clock(start, at)),
        Some((at, _)) => format!("is complete at {}", clock(start, at)),
    }
}

/// `1,222 fewer requests fail (12 instead of 1,234)`.
fn requests((before, after): (u64, u64)) -> String {
    let (change, word) = match before.cmp(&after) {
        core::cmp::Ordering::Equal => {
            return match before {
                0 => "no request fails either way".to_string(),
                n => format!("as many requests fail, {}", count(n)),
            };
        }
        core::cmp::Ordering::Greater => (before - after, "fewer"),
        core::cmp::Ordering::Less => (after - before, "more"),
    };
    let (noun, verb) = if change == 1 {
        ("request", "fails")
    } else {
        ("requests", "fail")
    };
    format!(
        "{} {word} {noun} {verb} ({} instead of {})",
        count(change),
        count(after),
        count(before)
    )
}
