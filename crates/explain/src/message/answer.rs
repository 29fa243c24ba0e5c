//! The first sentence of a why-answer: it answers on its own.

use alloc::format;
use alloc::string::String;
use core::cmp::Ordering;
use core::fmt;

use headroom_engine::run::Direction;
use headroom_model::time::{Start, Time};

use super::called::CalledMessage;
use super::guard::GuardMessage;
use crate::figure::{clock, instances, number};

/// Why something scaled, or why nothing did.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub enum AnswerMessage {
    /// A policy acted.
    Scaled {
        policy: String,
        start: Start,
        at: Time,
        load: f64,
        target: f64,
        unclamped: u32,
        from: u32,
        to: u32,
    },
    /// A step policy acted.
    Stepped {
        policy: String,
        start: Start,
        at: Time,
        breach: f64,
        from: u32,
        to: u32,
    },
    /// Registration moved the count into the limits.
    Registered {
        start: Start,
        at: Time,
        from: u32,
        to: u32,
        min: u32,
        max: u32,
    },
    /// Capacity was on its way already; `wanted` is what the policy wanted at `at`.
    Updating {
        policy: String,
        start: Start,
        since: Time,
        from: u32,
        to: u32,
        moved: u32,
        wanted: Option<u32>,
    },
    /// A guard held the policy.
    Held {
        policy: String,
        start: Start,
        at: Time,
        guard: GuardMessage,
    },
    /// A scheduled action was due, or a call was made.
    Called {
        start: Start,
        at: Time,
        call: CalledMessage,
    },
    /// Nothing could have scaled: no policy.
    NoPolicy { has_target: bool, desired: u32 },
    /// The first evaluation was yet to come.
    TooEarly { start: Start, first: Time },
}

impl AnswerMessage {
    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        match self {
            AnswerMessage::Scaled { .. } => "answer.scaled",
            AnswerMessage::Stepped { .. } => "answer.stepped",
            AnswerMessage::Registered { .. } => "answer.registered",
            AnswerMessage::Updating { .. } => "answer.updating",
            AnswerMessage::Held { .. } => "answer.held",
            AnswerMessage::Called { .. } => "answer.called",
            AnswerMessage::NoPolicy { .. } => "answer.no_policy",
            AnswerMessage::TooEarly { .. } => "answer.too_early",
        }
    }

    /// Whether capacity was asked for at the moment of the question.
    pub const fn scaled(&self) -> bool {
        matches!(
            self,
            AnswerMessage::Scaled { .. }
                | AnswerMessage::Stepped { .. }
                | AnswerMessage::Registered { .. }
                | AnswerMessage::Called {
                    call: CalledMessage { moved: Some(_), .. },
                    ..
                }
        )
    }
}

impl fmt::Display for AnswerMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnswerMessage::Scaled {
                policy,
                start,
                at,
                load,
                target,
                unclamped,
                from,
                to,
            } => {
                write!(
                    f,
                    "At {} {policy} changed the desired capacity from {from} to {to}: ceil({} / {}) = {unclamped}",
                    clock(*start, *at),
                    number(*load),
                    number(*target)
                )?;
                let (limit, beyond) = if to < unclamped {
                    ("MaxCapacity", true)
                } else {
                    ("MinCapacity", to > unclamped)
                };
                if beyond {
                    write!(f, ", and {limit} is {to}")?;
                }
                f.write_str(".")
            }
            AnswerMessage::Stepped {
                policy,
                start,
                at,
                breach,
                from,
                to,
            } => {
                let beyond = if *breach < 0.0 { "below" } else { "above" };
                write!(
                    f,
                    "At {} {policy} changed the desired capacity from {from} to {to}, because the metric was {} {beyond} the alarm's threshold.",
                    clock(*start, *at),
                    number(breach.abs())
                )
            }
            AnswerMessage::Registered {
                start,
                at,
                from,
                to,
                min,
                max,
            } => write!(
                f,
                "At {} registration moved the desired capacity from {from} to {to}, into MinCapacity {min} to MaxCapacity {max}.",
                clock(*start, *at)
            ),
            AnswerMessage::Updating { .. } => updating(f, self),
            AnswerMessage::Held {
                policy,
                start,
                at,
                guard,
            } => write!(
                f,
                "At {} {policy} did not scale: {}.",
                clock(*start, *at),
                guard.clause()
            ),
            AnswerMessage::Called { start, at, call } => {
                write!(f, "At {} {call}.", clock(*start, *at))
            }
            AnswerMessage::NoPolicy {
                has_target,
                desired,
            } => {
                let missing = if *has_target {
                    "no scaling policy is attached"
                } else {
                    "no scalable target is registered"
                };
                let verb = if *desired == 1 { "stays" } else { "stay" };
                write!(
                    f,
                    "Nothing can scale: {missing}, so that {} {verb} desired.",
                    instances(*desired)
                )
            }
            AnswerMessage::TooEarly { start, first } => write!(
                f,
                "Nothing could scale yet: policies are evaluated at every full minute, at {} for the first time.",
                clock(*start, *first)
            ),
        }
    }
}

fn updating(f: &mut fmt::Formatter<'_>, message: &AnswerMessage) -> fmt::Result {
    let AnswerMessage::Updating {
        policy,
        start,
        since,
        from,
        to,
        moved,
        wanted,
    } = message
    else {
        return Ok(());
    };
    let since = clock(*start, *since);
    let left = from.abs_diff(*to).saturating_sub(*moved);
    let verb = |n: u32| if n == 1 { "was" } else { "were" };
    let out = to > from;
    if out {
        write!(
            f,
            "{} {} already requested at {since}, and no policy can scale while the endpoint is Updating.",
            instances(*to),
            verb(*to)
        )?;
    } else {
        write!(
            f,
            "Scale-in from {from} to {to} had begun at {since}, and no policy can scale while the endpoint is Updating."
        )?;
    }
    let on_the_way = if out { "yet to arrive" } else { "yet to leave" };
    write!(f, " {left} {} {on_the_way}", verb(left))?;
    match wanted {
        Some(wanted) if wanted == to => write!(f, "; {policy} wanted no other capacity.")?,
        Some(wanted) => write!(f, "; {policy} wanted {wanted}.")?,
        None => f.write_str(".")?,
    }
    Ok(())
}

/// `1,500 > 800`: as precise as the difference needs.
pub(super) fn against(value: f64, bound: f64) -> String {
    let sign = match value.total_cmp(&bound) {
        Ordering::Greater => ">",
        Ordering::Less => "<",
        Ordering::Equal => "=",
    };
    let short = (number(value), number(bound));
    if sign == "=" || short.0 != short.1 {
        return format!("{} {sign} {}", short.0, short.1);
    }
    for digits in 2..9 {
        let (value, bound) = (format!("{value:.digits$}"), format!("{bound:.digits$}"));
        if value != bound {
            return format!("{value} {sign} {bound}");
        }
    }
    format!("{value} {sign} {bound}")
}

/// The way in a word.
pub(super) const fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Out => "scale-out",
        Direction::In => "scale-in",
        Direction::Hold => "no change",
    }
}
