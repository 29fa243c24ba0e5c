//! The wording of links.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use headroom_engine::run::Direction;
use headroom_model::alarm::AlarmState;
use headroom_model::scaling::ActivityStatus;
use headroom_model::time::Span;

use super::LinkMessage;
use crate::figure::{
    clock, clock_until, count, counted, datapoints_of, instances, number, seconds,
};
use crate::message::answer::{against, way};

impl LinkMessage {
    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        match self {
            LinkMessage::Datapoint { .. } => "link.datapoint",
            LinkMessage::DatapointStale { .. } => "link.datapoint_stale",
            LinkMessage::DatapointNone { .. } => "link.datapoint_none",
            LinkMessage::DatapointUnfollowed { .. } => "link.datapoint_unfollowed",
            LinkMessage::DatapointNotAsked { .. } => "link.datapoint_not_asked",
            LinkMessage::Alarm { .. } => "link.alarm",
            LinkMessage::AlarmNone => "link.alarm_none",
            LinkMessage::AlarmNotAsked { .. } => "link.alarm_not_asked",
            LinkMessage::Policy { .. } => "link.policy",
            LinkMessage::PolicyStep { .. } => "link.policy_step",
            LinkMessage::PolicyBlind { .. } => "link.policy_blind",
            LinkMessage::PolicyNotYet { .. } => "link.policy_not_yet",
            LinkMessage::PolicyRegistration { .. } => "link.policy_registration",
            LinkMessage::PolicyCalled { .. } => "link.policy_called",
            LinkMessage::CooldownNotAsked { .. } => "link.cooldown_not_asked",
            LinkMessage::PolicyNone { .. } => "link.policy_none",
            LinkMessage::Cooldown { .. } => "link.cooldown",
            LinkMessage::CooldownNone { .. } => "link.cooldown_none",
            LinkMessage::Activity { .. } => "link.activity",
            LinkMessage::ActivityOpen { .. } => "link.activity_open",
            LinkMessage::ActivityOver { .. } => "link.activity_over",
            LinkMessage::ActivityNone { .. } => "link.activity_none",
        }
    }

    /// The value at the link's end: `1,500 > 800`, `ALARM`, `wants 8`.
    pub fn value(&self) -> String {
        match self {
            LinkMessage::Datapoint { value, target, .. } => against(*value, *target),
            LinkMessage::DatapointStale { .. } => "missing".to_string(),
            LinkMessage::DatapointUnfollowed {
                value: Some(value), ..
            } => number(*value),
            LinkMessage::Alarm { state, .. } => state.name().to_string(),
            LinkMessage::Policy { wanted, .. } => format!("wants {}", count(u64::from(*wanted))),
            LinkMessage::PolicyStep { wanted, .. } => {
                format!("wants {}", count(u64::from(*wanted)))
            }
            LinkMessage::PolicyBlind { .. } => "wants nothing".to_string(),
            LinkMessage::PolicyNotYet { .. } => "not asked yet".to_string(),
            LinkMessage::PolicyRegistration { to, .. } => format!("wants {to}"),
            LinkMessage::Cooldown { start, until, .. } => {
                format!("until {}", clock_until(*start, *until))
            }
            LinkMessage::Activity {
                from, to, status, ..
            } => match status {
                ActivityStatus::Failed => format!("{from} desired"),
                _ => format!("{to} desired"),
            },
            LinkMessage::ActivityOpen { .. }
            | LinkMessage::ActivityOver { .. }
            | LinkMessage::ActivityNone { .. } => "no change".to_string(),
            LinkMessage::DatapointNone { .. }
            | LinkMessage::DatapointUnfollowed { .. }
            | LinkMessage::AlarmNone
            | LinkMessage::PolicyNone { .. }
            | LinkMessage::CooldownNone { .. } => "none".to_string(),
            LinkMessage::DatapointNotAsked { .. }
            | LinkMessage::AlarmNotAsked { .. }
            | LinkMessage::CooldownNotAsked { .. } => "not asked".to_string(),
            LinkMessage::PolicyCalled { call } => match (call.refusal, call.moved) {
                (Some(_), _) => "refused".to_string(),
                (None, Some((_, to))) => format!("wants {to}"),
                (None, None) => "wants nothing".to_string(),
            },
        }
    }

    /// The longer explanation, where there is more to say.
    pub fn more(&self) -> Option<String> {
        Some(match self {
            LinkMessage::Datapoint {
                start,
                period,
                length,
                delay,
                stepped,
                ..
            } => {
                let end = *period + *length;
                let whole = match *length == Span::MINUTE {
                    true => "minute",
                    false => "period",
                };
                let compared = match stepped {
                    true => "The alarm compares it with its threshold, the policy with its steps.",
                    false => "The target is compared with the average of one instance.",
                };
                format!(
                    "The {whole} ended at {}; CloudWatch shows its datapoint {} later. {compared}",
                    clock(*start, end),
                    seconds(*delay)
                )
            }
            LinkMessage::DatapointStale {
                start,
                since,
                value,
                ..
            } => format!(
                "The newest datapoint that could be seen was that of {}, {}. The later ones were late, lost, or never published.",
                clock(*start, *since),
                number(*value)
            ),
            LinkMessage::DatapointNone {
                start,
                first,
                overdue,
            } => {
                let first = clock(*start, *first);
                if *overdue {
                    format!(
                        "The first datapoint was due at {first} and is late, lost, or was never published."
                    )
                } else {
                    format!(
                        "The first datapoint can be seen at {first}: its minute has to end, and CloudWatch has to show it."
                    )
                }
            }
            LinkMessage::DatapointUnfollowed { .. } => {
                "A metric moves capacity only through an alarm and a policy.".to_string()
            }
            LinkMessage::Alarm { .. } => alarm(self),
            LinkMessage::Policy { .. } => return policy(self),
            LinkMessage::PolicyStep { acted, .. } => match acted {
                true => "The step of this distance was applied to the capacity.".to_string(),
                false => "The step of this distance was not applied.".to_string(),
            },
            LinkMessage::PolicyBlind { .. } => {
                "Missing data moves nothing: it neither adds nor removes an instance.".to_string()
            }
            LinkMessage::PolicyNotYet { .. } => {
                "Alarms and policies are evaluated at every full minute.".to_string()
            }
            LinkMessage::PolicyRegistration { min, max, .. } => format!(
                "RegisterScalableTarget moves the count into its limits, {min} to {max}, by an ordinary activity."
            ),
            LinkMessage::Cooldown {
                held,
                stepped: true,
                ..
            } => match held {
                true => "It begins when an activity of the policy has ended well; what the policy has added counts towards its next step.".to_string(),
                false => "It lets a larger scale-out pass, for what that adds beyond the last one.".to_string(),
            },
            LinkMessage::Cooldown { after, held, .. } => match (held, after) {
                (true, Direction::In) => {
                    "It begins when a scale-in has ended well, and holds the next scale-in."
                        .to_string()
                }
                (true, _) => {
                    "It begins when a scale-out has ended well, and meanwhile scale-in waits."
                        .to_string()
                }
                (false, _) => {
                    "It holds scale-in only: a larger scale-out may start at any time.".to_string()
                }
            },
            LinkMessage::CooldownNone { start, ended } => match ended {
                Some((name, at)) => {
                    format!("The latest, {name}, ended at {}.", clock(*start, *at))
                }
                None => {
                    "A cooldown begins when an activity of the policy has ended well, not before."
                        .to_string()
                }
            },
            LinkMessage::Activity {
                from,
                to,
                moved,
                status,
            } => match status {
                ActivityStatus::InProgress => progress(*from, *to, *moved),
                ActivityStatus::Successful => return None,
                ActivityStatus::Failed => format!(
                    "The launch failed: the new instances go, {} stay desired, and no cooldown begins.",
                    instances(*from)
                ),
            },
            LinkMessage::ActivityOpen {
                from,
                to,
                start,
                since,
                moved,
            } => format!(
                "It started at {}. {} The endpoint is Updating until it ends, and has one activity at a time.",
                clock(*start, *since),
                progress(*from, *to, *moved)
            ),
            LinkMessage::ActivityOver { desired, .. } | LinkMessage::ActivityNone { desired } => {
                let verb = if *desired == 1 { "stays" } else { "stay" };
                format!("{} {verb} desired.", instances(*desired))
            }
            LinkMessage::PolicyCalled { call } if call.refusal.is_some() => {
                "What is refused is not tried again.".to_string()
            }
            LinkMessage::CooldownNotAsked { .. } => {
                "Cooldowns hold policies, not schedules or calls.".to_string()
            }
            LinkMessage::PolicyCalled { .. }
            | LinkMessage::DatapointNotAsked { .. }
            | LinkMessage::AlarmNone
            | LinkMessage::AlarmNotAsked { .. }
            | LinkMessage::PolicyNone { .. } => return None,
        })
    }
}

impl fmt::Display for LinkMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkMessage::Datapoint {
                metric,
                start,
                period,
                ..
            } => write!(f, "{} of {}", metric.name(), clock(*start, *period)),
            LinkMessage::DatapointStale {
                start,
                since,
                insufficient,
                ..
            } => {
                let since = clock(*start, *since);
                if *insufficient {
                    write!(f, "INSUFFICIENT_DATA: no datapoint since {since}")
                } else {
                    write!(f, "No datapoint since {since}")
                }
            }
            LinkMessage::DatapointNone { .. } => f.write_str("INSUFFICIENT_DATA: no datapoint yet"),
            LinkMessage::DatapointUnfollowed {
                metric,
                start,
                period: Some(period),
                ..
            } => write!(
                f,
                "{} of {}, which no policy follows",
                metric.name(),
                clock(*start, *period)
            ),
            LinkMessage::DatapointUnfollowed { metric, .. } => {
                write!(f, "{}, which no policy follows", metric.name())
            }
            LinkMessage::DatapointNotAsked { by } => write!(f, "{by} looks at no datapoint"),
            LinkMessage::PolicyCalled { call } => {
                let space = if call.limits().is_empty() { "" } else { ", " };
                write!(f, "{}{space}{}", call.name, call.limits())
            }
            LinkMessage::CooldownNotAsked { by } => write!(f, "{by} asks no cooldown"),
            LinkMessage::Alarm {
                alarm,
                breaching,
                real,
                ..
            } => {
                let (name, rule) = (&alarm.name, &alarm.rule);
                let (beyond, threshold) = (alarm.beyond(), number(rule.threshold));
                let (needed, of) = (rule.datapoints_to_alarm, rule.evaluation_periods);
                if *real < of {
                    write!(
                        f,
                        "{name}, {real} of {of} datapoints there, {breaching} {beyond} {threshold}"
                    )
                } else {
                    write!(
                        f,
                        "{name}, {breaching} of {needed} datapoints {beyond} {threshold}"
                    )
                }
            }
            LinkMessage::AlarmNone => f.write_str("No alarm, since there is no policy"),
            LinkMessage::AlarmNotAsked { by } => write!(f, "{by} asks no alarm"),
            LinkMessage::Policy {
                name, load, target, ..
            } => write!(f, "{name}: ceil({} / {})", number(*load), number(*target)),
            LinkMessage::PolicyStep { name, breach, .. } => {
                let beyond = if *breach < 0.0 { "below" } else { "above" };
                let by = number(breach.abs());
                write!(f, "{name}: {by} {beyond} the threshold")
            }
            LinkMessage::PolicyBlind { name } => {
                write!(f, "{name}: nothing to compute without a datapoint")
            }
            LinkMessage::PolicyNotYet { start, first } => {
                write!(f, "First evaluation at {}", clock(*start, *first))
            }
            LinkMessage::PolicyRegistration { min, max, .. } => {
                write!(f, "RegisterScalableTarget, {min} to {max}")
            }
            LinkMessage::PolicyNone { has_target: true } => f.write_str("No scaling policy"),
            LinkMessage::PolicyNone { has_target: false } => f.write_str("No scalable target"),
            LinkMessage::Cooldown { name, length, .. } => {
                write!(f, "{name} {}", seconds(*length))
            }
            LinkMessage::CooldownNone { .. } => f.write_str("None in force"),
            LinkMessage::Activity {
                from, to, status, ..
            } => write!(f, "{from} → {to} {}", state(*status)),
            LinkMessage::ActivityOpen { from, to, .. } => {
                write!(f, "None started. {from} → {to} is InProgress")
            }
            LinkMessage::ActivityOver {
                from,
                to,
                start,
                at,
                status,
                ..
            } => write!(
                f,
                "None started. {from} → {to} {} at {}",
                match status {
                    ActivityStatus::Failed => "Failed",
                    _ => "ended",
                },
                clock(*start, *at)
            ),
            LinkMessage::ActivityNone { .. } => f.write_str("None started so far"),
        }
    }
}

fn alarm(message: &LinkMessage) -> String {
    let LinkMessage::Alarm {
        alarm,
        state,
        start,
        since,
        ..
    } = message
    else {
        return String::new();
    };
    let rule = format!(
        "{} needs {} of {} {} {} {}.",
        alarm.name,
        alarm.rule.datapoints_to_alarm,
        alarm.rule.evaluation_periods,
        datapoints_of(alarm.rule.reading.period),
        alarm.beyond(),
        number(alarm.rule.threshold)
    );
    let since = clock(*start, *since);
    match state {
        AlarmState::InsufficientData => {
            format!("{rule} Since {since} it has had too few to judge.")
        }
        AlarmState::Ok | AlarmState::Alarm => {
            format!("{rule} It has been in {} since {since}.", state.name())
        }
    }
}

fn policy(message: &LinkMessage) -> Option<String> {
    let LinkMessage::Policy {
        name,
        wanted,
        allowed,
        direction,
        policies,
        acted,
        ..
    } = message
    else {
        return None;
    };
    let mut text = String::new();
    if allowed != wanted {
        let limit = if allowed < wanted {
            "MaxCapacity"
        } else {
            "MinCapacity"
        };
        text += &format!("{limit} is {allowed}.");
    }
    if *policies > 1 {
        let space = if text.is_empty() { "" } else { " " };
        let role = if *acted {
            "acted".to_string()
        } else {
            format!("came closest to acting ({})", way(*direction))
        };
        text += &format!("{space}{policies} policies were evaluated; {name} {role}.");
    }
    (!text.is_empty()).then_some(text)
}

fn state(status: ActivityStatus) -> &'static str {
    match status {
        ActivityStatus::InProgress => "is InProgress",
        ActivityStatus::Successful => "was Successful",
        ActivityStatus::Failed => "Failed",
    }
}

/// `2 of 4 new instances are in service.`
fn progress(from: u32, to: u32, moved: u32) -> String {
    let all = u64::from(from.abs_diff(to));
    if to > from {
        let noun = counted(all, "new instance", "new instances");
        let verb = if moved == 1 { "is" } else { "are" };
        format!("{moved} of {noun} {verb} in service.")
    } else {
        let noun = counted(all, "instance", "instances");
        let verb = if moved == 1 { "has" } else { "have" };
        format!("{moved} of {noun} {verb} left.")
    }
}
