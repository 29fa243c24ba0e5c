//! A guard that failed, with its values: a clause that also stands as a sentence.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use headroom_engine::run::{Decision, Direction, Guard, Outcome, Run};
use headroom_model::policy::Policy;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Start, Time};

use super::alarm::AskedAlarm;
use super::answer::way;
use crate::evidence;
use crate::figure::{clock, clock_until, count, instances, number};

/// What a failed guard says.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub enum GuardMessage {
    /// Too few datapoints to judge; `since` is the newest one's minute when later ones were due.
    TooFewDatapoints {
        alarm: AskedAlarm,
        real: u32,
        start: Start,
        since: Option<Time>,
    },
    /// No datapoint at all.
    NoDatapoint,
    /// The alarm was not in ALARM.
    NotInAlarm {
        alarm: AskedAlarm,
        breaching: u32,
        real: u32,
    },
    /// The load needed no other capacity in this direction; `since` is the newest datapoint's
    /// minute when later ones were due; `stepped` when a step asked, not a load.
    SameCapacity {
        direction: Direction,
        stepped: bool,
        wanted: u32,
        current: u32,
        start: Start,
        since: Option<Time>,
    },
    /// MinCapacity or MaxCapacity is reached.
    AtLimit {
        direction: Direction,
        stepped: bool,
        wanted: u32,
        limit: u32,
    },
    /// The endpoint was Updating.
    Updating {
        start: Start,
        since: Time,
        from: u32,
        to: u32,
    },
    /// A cooldown held this direction.
    CoolingDown {
        name: &'static str,
        direction: Direction,
        start: Start,
        until: Time,
    },
    /// `DisableScaleIn` is true.
    ScaleInDisabled,
    /// Other policies did not agree to scale in.
    Disagreed { others: Vec<String> },
    /// Dynamic scaling of this direction is suspended.
    Suspended { direction: Direction },
    /// UpdateEndpoint went on.
    UpdateEndpoint,
    /// Another policy acted.
    OtherPolicy { name: String, to: u32 },
}

impl GuardMessage {
    pub(crate) fn of_guard(
        scenario: &Scenario,
        run: &Run,
        decision: &Decision,
        guard: Guard,
    ) -> GuardMessage {
        let d = decision;
        let wanted = d.unclamped.unwrap_or(d.current);
        let start = run.start;
        let stepped = evidence::is_stepped(scenario, d.policy, d.time);
        match guard {
            Guard::DataSufficient | Guard::AlarmInAlarm => alarm(scenario, run, d, guard),
            Guard::CapacityDiffers => GuardMessage::SameCapacity {
                direction: d.direction,
                stepped,
                wanted,
                current: d.current,
                start,
                since: stale_since(scenario, d),
            },
            Guard::LimitsAllow => GuardMessage::AtLimit {
                direction: d.direction,
                stepped,
                wanted,
                limit: d.desired.unwrap_or(d.current),
            },
            Guard::NotSuspended => GuardMessage::Suspended {
                direction: d.direction,
            },
            Guard::EndpointInService => {
                let open = evidence::latest_activity(run, d.time);
                if open.is_none_or(|a| a.ended.is_some_and(|(_, at, _)| at < d.time)) {
                    return GuardMessage::UpdateEndpoint;
                }
                GuardMessage::Updating {
                    start,
                    since: open.map_or(d.time, |a| a.started),
                    from: open.map_or(d.current, |a| a.from),
                    to: open.map_or(d.current, |a| a.to),
                }
            }
            Guard::NoCooldown => {
                let both = evidence::cooldowns(run, d, d.time);
                let holding = evidence::in_force(both, d.direction);
                let after = holding.map_or(Direction::In, |c| c.direction);
                GuardMessage::CoolingDown {
                    name: evidence::cooldown_name(scenario, d.policy, after, d.time),
                    direction: d.direction,
                    start,
                    until: holding.map_or(d.time, |c| c.until),
                }
            }
            Guard::ScaleInEnabled => GuardMessage::ScaleInDisabled,
            Guard::PoliciesAgree => GuardMessage::Disagreed {
                others: disagreeing(scenario, run, d),
            },
        }
    }

    pub(crate) fn other_policy(scenario: &Scenario, run: &Run, d: &Decision) -> GuardMessage {
        let others = evidence::evaluation(run, d.time).iter();
        let mut acted = others.filter(|o| matches!(o.outcome, Outcome::Scaled { .. }));
        let acted = acted.next();
        GuardMessage::OtherPolicy {
            name: acted.map_or(String::new(), |o| {
                evidence::policy_name(scenario, o.policy).to_string()
            }),
            to: acted.and_then(|o| o.desired).unwrap_or(d.current),
        }
    }

    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        match self {
            GuardMessage::TooFewDatapoints { .. } => "guard.too_few_datapoints",
            GuardMessage::NoDatapoint => "guard.no_datapoint",
            GuardMessage::NotInAlarm { .. } => "guard.not_in_alarm",
            GuardMessage::SameCapacity { .. } => "guard.same_capacity",
            GuardMessage::AtLimit { .. } => "guard.at_limit",
            GuardMessage::Updating { .. } => "guard.updating",
            GuardMessage::CoolingDown { .. } => "guard.cooling_down",
            GuardMessage::ScaleInDisabled => "guard.scale_in_disabled",
            GuardMessage::Disagreed { .. } => "guard.disagreed",
            GuardMessage::Suspended { .. } => "guard.suspended",
            GuardMessage::UpdateEndpoint => "guard.update_endpoint",
            GuardMessage::OtherPolicy { .. } => "guard.other_policy",
        }
    }

    /// The clause that follows a colon.
    pub(crate) fn clause(&self) -> String {
        match self {
            GuardMessage::TooFewDatapoints {
                alarm,
                real,
                start,
                since,
            } => {
                let (name, needed) = (&alarm.name, alarm.rule.evaluation_periods);
                let stale = since.map_or(String::new(), |minute| {
                    format!(", none since {}", clock(*start, minute))
                });
                format!(
                    "{name} judges {needed} datapoints and had {real}{stale} (INSUFFICIENT_DATA)"
                )
            }
            GuardMessage::NoDatapoint => "no datapoint was visible (INSUFFICIENT_DATA)".to_string(),
            GuardMessage::NotInAlarm {
                alarm,
                breaching,
                real,
            } => format!(
                "{} needs {} of {} datapoints {} {}; {breaching} of {real} so far",
                alarm.name,
                alarm.rule.datapoints_to_alarm,
                alarm.rule.evaluation_periods,
                alarm.beyond(),
                number(alarm.rule.threshold)
            ),
            GuardMessage::SameCapacity {
                direction,
                stepped,
                wanted,
                current,
                start,
                since,
            } => {
                let needed = needed(*stepped);
                let seen = since.map_or(String::new(), |minute| {
                    format!(
                        "by the newest datapoint, that of {}, ",
                        clock(*start, minute)
                    )
                });
                let than = match (wanted == current, direction) {
                    (true, _) if *wanted == 1 => ", and 1 was desired already".to_string(),
                    (true, _) => format!(", and {current} were desired already"),
                    (_, Direction::Out) => {
                        format!(", no more than the {current} that were desired")
                    }
                    _ => format!(", no fewer than the {current} that were desired"),
                };
                format!("{seen}{needed} {}{than}", instances(*wanted))
            }
            GuardMessage::AtLimit {
                direction,
                stepped,
                wanted,
                limit,
            } => {
                let name = match direction {
                    Direction::In => "MinCapacity",
                    Direction::Out | Direction::Hold => "MaxCapacity",
                };
                format!(
                    "{} {}, and {name} is {}",
                    needed(*stepped),
                    instances(*wanted),
                    count(u64::from(*limit))
                )
            }
            GuardMessage::Updating {
                start,
                since,
                from,
                to,
            } => format!(
                "the endpoint had been Updating since {}, from {from} to {}",
                clock(*start, *since),
                instances(*to)
            ),
            GuardMessage::CoolingDown {
                name,
                direction,
                start,
                until,
            } => format!(
                "{name} held {} until {}",
                way(*direction),
                clock_until(*start, *until)
            ),
            GuardMessage::ScaleInDisabled => {
                "DisableScaleIn is true, so that this policy never scales in".to_string()
            }
            GuardMessage::Disagreed { others } => format!(
                "scale-in needs the consent of every target tracking policy, and {} did not agree",
                others.join(", ")
            ),
            GuardMessage::Suspended { direction } => {
                let flag = match direction {
                    Direction::In => "DynamicScalingInSuspended",
                    Direction::Out | Direction::Hold => "DynamicScalingOutSuspended",
                };
                format!("{flag} is true, so that no policy acts in this direction")
            }
            GuardMessage::UpdateEndpoint => {
                "UpdateEndpoint went on, and an endpoint that is Updating is not scaled".to_string()
            }
            GuardMessage::OtherPolicy { name, to } => {
                format!("another policy, {name}, acted at the same moment and asked for {to}")
            }
        }
    }
}

impl fmt::Display for GuardMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clause = self.clause();
        let mut letters = clause.chars();
        if let Some(first) = letters.next() {
            write!(f, "{}{}.", first.to_ascii_uppercase(), letters.as_str())?;
        }
        Ok(())
    }
}

/// Who asked for a capacity: the load that target tracking follows, or a step.
const fn needed(stepped: bool) -> &'static str {
    match stepped {
        false => "the load needed",
        true => "the step asked for",
    }
}

fn alarm(scenario: &Scenario, run: &Run, d: &Decision, guard: Guard) -> GuardMessage {
    let Some(alarm) = evidence::asked_alarm(scenario, d, evidence::side(d)) else {
        return GuardMessage::NoDatapoint;
    };
    let window = evidence::window(scenario, run, &alarm.rule, d.time);
    if d.datapoint.is_none() {
        return GuardMessage::NoDatapoint;
    }
    if guard == Guard::DataSufficient {
        return GuardMessage::TooFewDatapoints {
            alarm,
            real: window.real,
            start: run.start,
            since: stale_since(scenario, d),
        };
    }
    GuardMessage::NotInAlarm {
        alarm,
        breaching: window.breaching,
        real: window.real,
    }
}

/// The minute of the newest datapoint, when later ones were due already.
fn stale_since(scenario: &Scenario, d: &Decision) -> Option<Time> {
    let alarm = evidence::asked_alarm(scenario, d, evidence::side(d))?;
    let seen = d.datapoint?.period_start;
    let due = evidence::newest_due(scenario, alarm.rule.reading, d.time)?;
    (seen < due).then_some(seen)
}

/// Policies with a vote that did not want to scale in at the same evaluation.
fn disagreeing(scenario: &Scenario, run: &Run, d: &Decision) -> Vec<String> {
    let wants_in = |o: &Decision| {
        let held = |(guard, truth)| truth || guard == Guard::PoliciesAgree;
        o.direction == Direction::In && o.guards.iter().all(held)
    };
    let votes = |o: &Decision| {
        let policy = evidence::policy_at(scenario, o.policy, o.time);
        policy
            .and_then(Policy::tracking)
            .is_some_and(|p| !p.disable_scale_in)
    };
    let block = evidence::evaluation(run, d.time).iter();
    block
        .filter(|o| o.policy != d.policy && votes(o) && !wants_in(o))
        .map(|o| evidence::policy_name(scenario, o.policy).to_string())
        .collect()
}
