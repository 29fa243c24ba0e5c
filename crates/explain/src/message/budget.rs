//! The sentences of a delay budget.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use headroom_model::time::{Span, Start, Time};

use crate::delay::{DelayBudget, SegmentKind};
use crate::figure::{clock, count, counted, datapoints_of};

/// What a delay budget says.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub enum BudgetMessage {
    /// The delay budget as a whole: the parts as (kind, whole seconds), in order of time.
    Budget {
        start: Start,
        from: Time,
        first_in_service: Time,
        total_s: u64,
        parts: Vec<(SegmentKind, u64)>,
    },
    /// One part of the delay budget.
    BudgetPart {
        kind: SegmentKind,
        seconds: u64,
        alarm: String,
        datapoints: u32,
        period: Span,
    },
    /// The other instances of the same activity.
    BudgetLast { start: Start, at: Time },
}

impl SegmentKind {
    /// The word on the bar.
    pub const fn label(self) -> &'static str {
        match self {
            SegmentKind::Alarm => "Alarm",
            SegmentKind::Metric => "Metric",
            SegmentKind::Evaluation => "Evaluation",
            SegmentKind::Updating => "Updating",
            SegmentKind::Cooldown => "Cooldown",
            SegmentKind::Held => "Held",
            SegmentKind::Launch => "Launch",
        }
    }
}

impl BudgetMessage {
    /// The budget in one sentence: the whole and its parts.
    pub fn of_budget(budget: &DelayBudget, start: Start) -> BudgetMessage {
        let kinds = budget.segments.iter().map(|s| s.kind);
        let parts: Vec<_> = kinds.zip(budget.rounded_s()).collect();
        BudgetMessage::Budget {
            start,
            from: budget.from,
            first_in_service: budget.first_in_service,
            total_s: parts.iter().map(|(_, seconds)| seconds).sum(),
            parts,
        }
    }

    /// One sentence for each segment, in order.
    pub fn of_budget_parts(budget: &DelayBudget) -> Vec<BudgetMessage> {
        let kinds = budget.segments.iter().map(|s| s.kind);
        kinds
            .zip(budget.rounded_s())
            .map(|(kind, seconds)| BudgetMessage::BudgetPart {
                kind,
                seconds,
                alarm: budget.alarm.clone(),
                datapoints: budget.datapoints,
                period: budget.period,
            })
            .collect()
    }

    /// When the last instance of the same activity came; `None` when the first was the last.
    pub fn of_budget_last(budget: &DelayBudget, start: Start) -> Option<BudgetMessage> {
        let at = budget.last_in_service?;
        (at > budget.first_in_service).then_some(BudgetMessage::BudgetLast { start, at })
    }
}

impl BudgetMessage {
    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        match self {
            BudgetMessage::Budget { .. } => "budget.whole",
            BudgetMessage::BudgetPart { .. } => "budget.part",
            BudgetMessage::BudgetLast { .. } => "budget.last",
        }
    }
}

impl fmt::Display for BudgetMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BudgetMessage::Budget {
                start,
                from,
                first_in_service,
                total_s,
                parts,
            } => budget(f, (*start, *from, *first_in_service), *total_s, parts),
            BudgetMessage::BudgetPart {
                kind,
                seconds,
                alarm,
                datapoints,
                period,
            } => {
                let many = datapoints_of(*period);
                let one = many.replacen("datapoints", "datapoint", 1);
                let datapoints = counted(u64::from(*datapoints), &one, &many);
                part(f, *kind, *seconds, alarm, &datapoints)
            }
            BudgetMessage::BudgetLast { start, at } => {
                write!(
                    f,
                    "The last new instance took traffic at {}.",
                    clock(*start, *at)
                )
            }
        }
    }
}

fn budget(
    f: &mut fmt::Formatter<'_>,
    (start, from, first): (Start, Time, Time),
    total_s: u64,
    parts: &[(SegmentKind, u64)],
) -> fmt::Result {
    let (from, first) = (clock(start, from), clock(start, first));
    write!(
        f,
        "The first new instance took traffic at {first}, {} s after {from}: ",
        count(total_s)
    )?;
    for (i, (kind, seconds)) in parts.iter().enumerate() {
        let plus = if i == 0 { "" } else { " + " };
        // A sentence goes on in lower case, but for AWS's own word.
        let label = match kind {
            SegmentKind::Alarm => "alarm",
            SegmentKind::Metric => "metric",
            SegmentKind::Evaluation => "evaluation",
            SegmentKind::Updating => "Updating",
            SegmentKind::Cooldown => "cooldown",
            SegmentKind::Held => "held",
            SegmentKind::Launch => "launch",
        };
        write!(f, "{plus}{label} {} s", count(*seconds))?;
    }
    f.write_str(".")
}

fn part(
    f: &mut fmt::Formatter<'_>,
    kind: SegmentKind,
    seconds: u64,
    alarm: &str,
    datapoints: &str,
) -> fmt::Result {
    write!(f, "{} {} s. ", kind.label(), count(seconds))?;
    match (kind, seconds) {
        (SegmentKind::Alarm, _) => write!(f, "{alarm} needs {datapoints} above the threshold."),
        (SegmentKind::Metric, _) => {
            f.write_str("A datapoint is visible only some time after its minute has ended.")
        }
        (SegmentKind::Evaluation, _) => f.write_str("The alarm is evaluated once a minute."),
        (SegmentKind::Updating, _) => {
            f.write_str("While the endpoint is Updating, no policy can scale it.")
        }
        (SegmentKind::Cooldown, 0) => f.write_str(
            "No cooldown held the policy: a cooldown begins after an activity, not before.",
        ),
        (SegmentKind::Cooldown, _) => f.write_str("A cooldown held the policy."),
        (SegmentKind::Held, _) => f.write_str("The capacity limits or the load held the policy."),
        (SegmentKind::Launch, _) => f.write_str(
            "Provisioning, download of the artifact and container start of the first new instance.",
        ),
    }
}
