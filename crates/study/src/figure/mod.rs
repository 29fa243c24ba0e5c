//! A figure of a run by its name, as lesson files write it: `requests.failed.rejected`,
//! `InService at 900`, `first(activity).time_s`.

mod read;
mod summary;

use std::fmt;
use std::str::FromStr;

use headroom_engine::run::{InstanceState, Outcome, Run, What};
use serde::{Deserialize, Serialize};

pub use read::FigureError;
pub(crate) use read::figure as read_figure;
pub use summary::SUMMARY;

/// One number of a run. Written and stored as text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Figure {
    /// A figure of the summary, by its path in the report: an index into [`SUMMARY`].
    Summary(usize),
    /// `InService at 900`: the row of the minute that holds this second.
    At(Column, u32),
    /// `max(queue)`, `sum(errors from 900 to 1500)`: over the rows that begin in this span.
    Over(Fold, Column, Option<(u32, u32)>),
    /// `count(scale_out)`.
    Count(Happening),
    /// `first(activity).time_s`; `nth(activity, 2).to`.
    Event(Happening, Place, Part),
    /// `evaluations(CoolingDown)`: evaluations that ended for this reason.
    Evaluations(String),
}

/// A column of the report's series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The report's own names.
pub enum Column {
    Invocations,
    InvocationsPerInstance,
    ModelLatencyP50Ms,
    ModelLatencyP99Ms,
    CpuUtilization,
    GpuUtilization,
    Errors,
    Queue,
    Desired,
    InService,
    CostUsd,
}

impl Column {
    /// Every column with its name in a lesson file.
    pub const ALL: [(&str, Column); 11] = [
        ("Invocations", Column::Invocations),
        ("InvocationsPerInstance", Column::InvocationsPerInstance),
        ("ModelLatency_p50_ms", Column::ModelLatencyP50Ms),
        ("ModelLatency_p99_ms", Column::ModelLatencyP99Ms),
        ("CPUUtilization", Column::CpuUtilization),
        ("GPUUtilization", Column::GpuUtilization),
        ("errors", Column::Errors),
        ("queue", Column::Queue),
        ("Desired", Column::Desired),
        ("InService", Column::InService),
        ("cost_usd", Column::CostUsd),
    ];

    fn value(self, run: &Run, row: usize) -> Option<f64> {
        let series = &run.series;
        let whole = |column: &Vec<u64>| column.get(row).map(|v| *v as f64);
        let count = |column: &Vec<u32>| column.get(row).map(|v| f64::from(*v));
        let known = |column: &Vec<Option<f64>>| column.get(row).copied().flatten();
        match self {
            Column::Invocations => whole(&series.invocations),
            Column::InvocationsPerInstance => known(&series.invocations_per_instance),
            Column::ModelLatencyP50Ms => known(&series.model_latency_p50_ms),
            Column::ModelLatencyP99Ms => known(&series.model_latency_p99_ms),
            Column::CpuUtilization => known(&series.cpu_utilization),
            Column::GpuUtilization => known(&series.gpu_utilization),
            Column::Errors => whole(&series.errors),
            Column::Queue => series.queue.get(row).copied(),
            Column::Desired => count(&series.desired_instance_count),
            Column::InService => count(&series.in_service_instance_count),
            Column::CostUsd => series.cost_usd.get(row).copied(),
        }
    }
}

/// What is made of many rows. Rows without a value are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum Fold {
    Sum,
    Mean,
    Min,
    Max,
}

impl Fold {
    const ALL: [(&str, Fold); 4] = [
        ("sum", Fold::Sum),
        ("mean", Fold::Mean),
        ("min", Fold::Min),
        ("max", Fold::Max),
    ];
}

/// A kind of event that can be counted and found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // HAPPENINGS describes each.
pub enum Happening {
    Activity,
    ScaleOut,
    ScaleIn,
    ActivityFailed,
    NewInService,
    AlarmHigh,
    AlarmLow,
    Cooldown,
    RollingBack,
}

impl Happening {
    /// Every kind with its name in a lesson file.
    pub const ALL: [(&str, Happening); 9] = [
        ("activity", Happening::Activity),
        ("scale_out", Happening::ScaleOut),
        ("scale_in", Happening::ScaleIn),
        ("activity_failed", Happening::ActivityFailed),
        ("new_in_service", Happening::NewInService),
        ("alarm_high", Happening::AlarmHigh),
        ("alarm_low", Happening::AlarmLow),
        ("cooldown", Happening::Cooldown),
        ("rolling_back", Happening::RollingBack),
    ];

    fn is(self, time_us: u64, what: &What) -> bool {
        use headroom_engine::run::{AlarmSide, EndpointStatus};
        use headroom_model::alarm::AlarmState;
        use headroom_model::scaling::ActivityStatus;
        match (self, what) {
            (Happening::Activity, What::ActivityStarted { .. }) => true,
            (Happening::ScaleOut, What::ActivityStarted { from, to, .. }) => to > from,
            (Happening::ScaleIn, What::ActivityStarted { from, to, .. }) => to < from,
            (Happening::ActivityFailed, What::ActivityEnded { status, .. }) => {
                *status == ActivityStatus::Failed
            }
            // Instances of second 0 are not new.
            (Happening::NewInService, What::Instance { state, .. }) => {
                time_us > 0 && *state == InstanceState::InService
            }
            (Happening::AlarmHigh, What::AlarmState { side, to, .. }) => {
                *side == AlarmSide::High && *to == AlarmState::Alarm
            }
            (Happening::AlarmLow, What::AlarmState { side, to, .. }) => {
                *side == AlarmSide::Low && *to == AlarmState::Alarm
            }
            (Happening::Cooldown, What::CooldownStarted { .. }) => true,
            (Happening::RollingBack, What::EndpointStatus { status }) => {
                *status == EndpointStatus::RollingBack
            }
            _ => false,
        }
    }
}

/// Which of several events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The earliest.
    First,
    /// The latest.
    Last,
    /// The n-th, from 1.
    Nth(u32),
}

/// What is asked of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// When: seconds from second 0.
    TimeS,
    /// Desired capacity before an activity.
    From,
    /// Desired capacity that an activity asks for.
    To,
}

impl Figure {
    /// Failed requests of every kind.
    pub fn failed() -> Figure {
        Figure::of_summary("requests.failed.total")
    }

    /// US dollars.
    pub fn cost_usd() -> Figure {
        Figure::of_summary("cost_usd.total")
    }

    /// 99th percentile of latency.
    pub fn latency_ms_p99() -> Figure {
        Figure::of_summary("latency_ms.p99")
    }

    /// 1 when the SLO was met, 0 when it was missed, nothing without one.
    pub fn slo_met() -> Figure {
        Figure::of_summary("slo.met")
    }

    pub(crate) fn of_summary(path: &str) -> Figure {
        let at = SUMMARY.iter().position(|(known, _)| *known == path);
        // Every path of this file stands in the table: `the_named_figures_stand_in_the_table`.
        Figure::Summary(at.unwrap_or_default())
    }

    /// Its value in `run`; `None` when the run has none.
    pub fn measure(&self, run: &Run) -> Option<f64> {
        match self {
            Figure::Summary(index) => SUMMARY.get(*index).and_then(|(_, read)| read(&run.summary)),
            Figure::At(column, second) => column.value(run, row(run, *second)),
            Figure::Over(fold, column, span) => over(run, *fold, *column, *span),
            Figure::Count(happening) => Some(events(run, *happening).count() as f64),
            Figure::Event(happening, place, part) => {
                let mut found = events(run, *happening);
                let event = match place {
                    Place::First => found.next(),
                    Place::Last => found.last(),
                    Place::Nth(n) => found.nth((*n as usize).checked_sub(1)?),
                }?;
                match (part, &event.what) {
                    (Part::TimeS, _) => Some(event.time.secs_f64()),
                    (Part::From, What::ActivityStarted { from, .. }) => Some(f64::from(*from)),
                    (Part::To, What::ActivityStarted { to, .. }) => Some(f64::from(*to)),
                    _ => None,
                }
            }
            Figure::Evaluations(reason) => {
                let ended = |outcome: &Outcome| match outcome {
                    Outcome::Scaled { .. } => reason == "Scaled",
                    Outcome::NotScaled(why) => why.name() == reason,
                };
                let all = run.decisions.iter();
                Some(all.filter(|d| ended(&d.outcome)).count() as f64)
            }
        }
    }

    /// Whether it is yes or no rather than a number.
    pub fn is_truth(&self) -> bool {
        *self == Figure::slo_met()
    }
}

fn row(run: &Run, second: u32) -> usize {
    (second / run.series.period_s.max(1)) as usize
}

fn over(run: &Run, fold: Fold, column: Column, span: Option<(u32, u32)>) -> Option<f64> {
    let inside = |second: u32| span.is_none_or(|(from, to)| (from..to).contains(&second));
    let rows = run.series.time_s.iter().enumerate();
    let values = rows.filter(|(_, second)| inside(**second));
    let values: Vec<f64> = values
        .filter_map(|(row, _)| column.value(run, row))
        .collect();
    if values.is_empty() {
        return None;
    }
    let sum: f64 = values.iter().sum();
    Some(match fold {
        Fold::Sum => sum,
        Fold::Mean => sum / values.len() as f64,
        Fold::Min => values.iter().copied().fold(f64::INFINITY, f64::min),
        Fold::Max => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    })
}

fn events(
    run: &Run,
    happening: Happening,
) -> impl Iterator<Item = &headroom_engine::run::Event> + use<'_> {
    let all = run.events.iter();
    all.filter(move |event| happening.is(event.time.micros(), &event.what))
}

fn word<T: PartialEq>(all: &'static [(&'static str, T)], value: &T) -> &'static str {
    let found = all.iter().find(|(_, known)| known == value);
    found.map_or("", |(word, _)| word)
}

/// As lesson files write it.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figure::Summary(index) => {
                f.write_str(SUMMARY.get(*index).map_or("", |(path, _)| *path))
            }
            Figure::At(column, second) => write!(f, "{} at {second}", word(&Column::ALL, column)),
            Figure::Over(fold, column, span) => {
                let (fold, column) = (word(&Fold::ALL, fold), word(&Column::ALL, column));
                match span {
                    None => write!(f, "{fold}({column})"),
                    Some((from, to)) => write!(f, "{fold}({column} from {from} to {to})"),
                }
            }
            Figure::Count(happening) => write!(f, "count({})", word(&Happening::ALL, happening)),
            Figure::Event(happening, place, part) => {
                let happening = word(&Happening::ALL, happening);
                let part = match part {
                    Part::TimeS => "time_s",
                    Part::From => "from",
                    Part::To => "to",
                };
                match place {
                    Place::First => write!(f, "first({happening}).{part}"),
                    Place::Last => write!(f, "last({happening}).{part}"),
                    Place::Nth(n) => write!(f, "nth({happening}, {n}).{part}"),
                }
            }
            Figure::Evaluations(reason) => write!(f, "evaluations({reason})"),
        }
    }
}

impl FromStr for Figure {
    type Err = FigureError;

    fn from_str(text: &str) -> Result<Figure, FigureError> {
        read::whole(text)
    }
}

impl TryFrom<String> for Figure {
    type Error = FigureError;

    fn try_from(text: String) -> Result<Figure, FigureError> {
        text.parse()
    }
}

impl From<Figure> for String {
    fn from(figure: Figure) -> String {
        figure.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_figures_stand_in_the_table() {
        assert_eq!(Figure::failed().to_string(), "requests.failed.total");
        assert_eq!(Figure::cost_usd().to_string(), "cost_usd.total");
        assert_eq!(Figure::latency_ms_p99().to_string(), "latency_ms.p99");
        assert_eq!(Figure::slo_met().to_string(), "slo.met");
        for quantity in crate::quantity::Quantity::ALL {
            let figure = quantity.figure().to_string();
            assert_ne!(
                figure, "requests.arrived",
                "{quantity:?}: what stands first in the table"
            );
        }
    }

    #[test]
    fn a_figure_is_written_as_it_is_read() {
        let texts = [
            "requests.failed.rejected",
            "InService at 900",
            "max(queue)",
            "sum(errors from 900 to 1500)",
            "count(scale_out)",
            "first(activity).time_s",
            "last(activity).to",
            "nth(activity, 2).from",
            "evaluations(CoolingDown)",
        ];
        for text in texts {
            let figure: Figure = text.parse().unwrap();
            assert_eq!(figure.to_string(), text);
        }
        let long: Figure = "summary.cost_usd.total".parse().unwrap();
        assert_eq!(long, Figure::cost_usd(), "the report's whole path will do");
    }
}
