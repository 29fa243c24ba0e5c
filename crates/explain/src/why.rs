//! The causal chain: why something scaled at a moment, or why nothing did.

mod teller;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Reverse;
use core::fmt;

use headroom_engine::run::{AlarmSide, Cause, Decision, Outcome, Run, What};
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Start, Time};

use crate::evidence::{self, Activity};
use crate::figure::clock;
use crate::message::{AnswerMessage, LinkMessage};
use crate::why_not::failing;
use teller::Teller;

/// The answer to "why did (nothing) scale at this moment?".
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The moment that was asked about.
    pub asked: Time,
    /// The run's clock at second 0.
    pub start: Start,
    /// The policy of the middle link; `None` where no policy was evaluated.
    pub policy: Option<u32>,
    /// When the decision was made that the chain is about; `None` where no policy was evaluated.
    pub decided: Option<Time>,
    /// Answers on its own.
    pub answer: AnswerMessage,
    /// Datapoint, alarm, policy, cooldown, activity; the last states the result.
    pub links: [Link; 5],
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Which.
    pub kind: LinkKind,
    /// When it became a fact: never later than what was asked about.
    pub time: Time,
    /// The event that tells of it, if there is one.
    pub event: Option<u32>,
    /// What it says, its value, and more.
    pub fact: LinkMessage,
}

/// The links of a chain, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// What the alarm and the policy saw.
    Datapoint,
    /// What the alarm made of it.
    Alarm,
    /// What the policy wanted.
    Policy,
    /// Whether a cooldown held it.
    Cooldown,
    /// What came of it.
    Activity,
}

impl LinkKind {
    /// Every link, in order.
    pub const ALL: [LinkKind; 5] = [
        LinkKind::Datapoint,
        LinkKind::Alarm,
        LinkKind::Policy,
        LinkKind::Cooldown,
        LinkKind::Activity,
    ];

    /// The link's title.
    pub const fn title(self) -> &'static str {
        match self {
            LinkKind::Datapoint => "Datapoint",
            LinkKind::Alarm => "Alarm",
            LinkKind::Policy => "Policy",
            LinkKind::Cooldown => "Cooldown",
            LinkKind::Activity => "Activity",
        }
    }
}

/// The chain of the latest evaluation at or before `time`; cooldown and activity as of `time`.
/// A time after the run's end is its end.
pub fn chain(scenario: &Scenario, run: &Run, time: Time) -> Chain {
    let asked = time.min(end(run));
    let topic = topic_at(scenario, run, asked);
    tell(scenario, run, asked, topic)
}

/// The chain that leads to an event, or from it to its result: of the decision that caused it,
/// else of the evaluation at its time. `None` for an id that the run does not have.
pub fn chain_of_event(scenario: &Scenario, run: &Run, id: u32) -> Option<Chain> {
    let event = run.events.get(id as usize)?;
    let topic = match event.what {
        What::AlarmState { policy, side, .. } => {
            let mut block = evidence::evaluation(run, event.time).iter();
            match block.find(|d| d.policy == policy) {
                Some(made) => Topic::Decision(made, Some(side)),
                None => Topic::NotYet(policy, side),
            }
        }
        _ => match origin(run, id) {
            Some(Origin::Decision(made)) => Topic::Decision(made, None),
            Some(Origin::Called(id)) => Topic::Called(id),
            Some(Origin::Registration(activity)) => Topic::Registration(activity),
            None => topic_at(scenario, run, event.time),
        },
    };
    Some(tell(scenario, run, event.time, topic))
}

/// What a chain is about.
#[derive(Clone, Copy)]
enum Topic<'a> {
    /// An evaluation of a policy, and the alarm that was asked about.
    Decision(&'a Decision, Option<AlarmSide>),
    /// Registration's activity, by number.
    Registration(u32),
    /// A scheduled action or a call, by its event.
    Called(u32),
    /// Before the first evaluation of this policy.
    NotYet(u32, AlarmSide),
    /// No policy is there.
    NoPolicy,
}

fn end(run: &Run) -> Time {
    Time::ZERO + run.duration
}

fn topic_at<'a>(scenario: &Scenario, run: &'a Run, asked: Time) -> Topic<'a> {
    let latest = evidence::latest_activity(run, asked);
    let block = evidence::evaluation(run, asked);
    let made = closest(block, latest.as_ref());
    // A call of the minute that is asked about is what moved, unless a policy did since.
    let minute = asked.micros() / Span::MINUTE.micros() * Span::MINUTE.micros();
    if let Some(id) = evidence::latest_call(run, Time::from_micros(minute), asked) {
        let acted = made.is_some_and(|d| {
            matches!(d.outcome, Outcome::Scaled { .. }) && d.time >= Time::from_micros(minute)
        });
        if !acted {
            return Topic::Called(id);
        }
    }
    if let Some(made) = made {
        return Topic::Decision(made, None);
    }
    // Without an evaluation only registration can have moved anything, at second 0.
    match latest {
        Some(activity) if asked < first_evaluation() => Topic::Registration(activity.number),
        _ if evidence::policies(scenario).is_empty() => Topic::NoPolicy,
        _ => Topic::NotYet(0, AlarmSide::High),
    }
}

fn first_evaluation() -> Time {
    Time::ZERO + Span::MINUTE
}

/// The decision that acted, else the one closest to acting: the fewest guards failed, and those
/// that are asked last.
fn closest<'a>(block: &'a [Decision], latest: Option<&Activity>) -> Option<&'a Decision> {
    let scaled = |d: &&Decision| matches!(d.outcome, Outcome::Scaled { .. });
    block.iter().find(scaled).or_else(|| {
        block.iter().min_by_key(|d| {
            let guards = failing(d);
            let asked_for_it = latest.is_some_and(|a| a.cause == Cause::Policy(d.policy));
            (
                guards.len(),
                Reverse(guards.first().copied()),
                !asked_for_it,
                d.policy,
            )
        })
    })
}

enum Origin<'a> {
    Decision(&'a Decision),
    Registration(u32),
    Called(u32),
}

/// Follows the causes of an event, the latest first, to who asked.
fn origin(run: &Run, id: u32) -> Option<Origin<'_>> {
    let mut open: Vec<u32> = Vec::from([id]);
    while let Some(at) = open.iter().copied().max() {
        open.retain(|&other| other != at);
        let event = run.events.get(at as usize)?;
        match event.what {
            What::Decision { first, .. } => {
                return run.decisions.get(first as usize).map(Origin::Decision);
            }
            What::ScheduledAction { .. } | What::Operation { .. } => {
                return Some(Origin::Called(at));
            }
            // A registration that had to wait names what it waited for too.
            What::ActivityStarted {
                activity,
                cause: Cause::Registration,
                ..
            } => {
                let call = event.because.first();
                return Some(call.map_or(Origin::Registration(activity), |&id| Origin::Called(id)));
            }
            // An alarm's own causes are datapoints: nobody has asked yet.
            _ => open.extend(&event.because),
        }
    }
    None
}

fn tell(scenario: &Scenario, run: &Run, asked: Time, topic: Topic<'_>) -> Chain {
    let teller = Teller {
        scenario,
        run,
        asked,
        topic,
    };
    Chain {
        asked,
        start: run.start,
        policy: match topic {
            Topic::Decision(made, _) => Some(made.policy),
            _ => None,
        },
        decided: match topic {
            Topic::Decision(made, _) => Some(made.time),
            _ => None,
        },
        answer: teller.answer(),
        links: LinkKind::ALL.map(|kind| {
            let (time, event, fact) = match kind {
                LinkKind::Datapoint => teller.datapoint(),
                LinkKind::Alarm => teller.alarm(),
                LinkKind::Policy => teller.policy(),
                LinkKind::Cooldown => teller.cooldown(),
                LinkKind::Activity => teller.activity(),
            };
            Link {
                kind,
                time,
                event,
                fact,
            }
        }),
    }
}

impl Chain {
    /// The decision that the chain is about, if it is about one.
    pub fn decision<'a>(&self, run: &'a Run) -> Option<&'a Decision> {
        let (policy, time) = (self.policy?, self.decided?);
        let from = run.decisions.partition_point(|d| d.time < time);
        let block = run.decisions[from..].iter();
        block
            .take_while(|d| d.time == time)
            .find(|d| d.policy == policy)
    }
}

impl fmt::Display for Chain {
    /// The answer, then a line a link: time, title, what it says, value; more below it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.answer)?;
        let says: Vec<String> = self.links.iter().map(|l| l.fact.to_string()).collect();
        let width = says.iter().map(|s| s.chars().count()).max().unwrap_or(0);
        for (link, says) in self.links.iter().zip(says) {
            let time = clock(self.start, link.time);
            let title = link.kind.title();
            let value = link.fact.value();
            writeln!(f, "\n{time:8}  {title:9}  {says:width$}  {value}")?;
            if let Some(more) = link.fact.more() {
                writeln!(f, "{:21}{more}", "")?;
            }
        }
        Ok(())
    }
}
