//! What can be predicted about a run, and judged.

use headroom_engine::run::{InstanceState, Run, What};
use headroom_model::time::Time;
use serde::{Deserialize, Serialize};

use crate::figure::{Column, Figure, Fold, Happening, Part, Place};

/// One number of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// The highest DesiredInstanceCount.
    PeakRequested,
    /// When the first new instance is in service: seconds from second 0, shown as wall clock.
    FirstNewInService,
    /// Failed requests, by the books.
    FailedRequests,
    /// Fewest instances, or copies, in service at any moment.
    LowestCapacity,
    /// When a job is done, or given up: seconds from second 0, shown as wall clock.
    JobEnds,
    /// `BillableTimeInSeconds` of a job, before any discount.
    BillableTime,
    /// Work of a job that was done and had to be done again, seconds.
    WorkLost,
}

impl Quantity {
    /// Every quantity.
    pub const ALL: [Quantity; 7] = [
        Quantity::PeakRequested,
        Quantity::FirstNewInService,
        Quantity::FailedRequests,
        Quantity::LowestCapacity,
        Quantity::JobEnds,
        Quantity::BillableTime,
        Quantity::WorkLost,
    ];

    /// Whether it is a moment, shown as wall clock, rather than a number with a unit.
    pub const fn is_moment(self) -> bool {
        matches!(self, Quantity::FirstNewInService | Quantity::JobEnds)
    }

    /// The same as a figure.
    pub fn figure(self) -> Figure {
        match self {
            Quantity::PeakRequested => Figure::Over(Fold::Max, Column::Desired, None),
            Quantity::FirstNewInService => {
                Figure::Event(Happening::NewInService, Place::First, Part::TimeS)
            }
            Quantity::FailedRequests => Figure::failed(),
            Quantity::LowestCapacity => Figure::of_summary("capacity.min"),
            Quantity::JobEnds => Figure::of_summary("job.wall_s"),
            Quantity::BillableTime => Figure::of_summary("job.billed_s"),
            Quantity::WorkLost => Figure::of_summary("job.work_lost_s"),
        }
    }

    /// Its value in `run`; `None` when the run has none (no new instance came into service).
    pub fn measure(self, run: &Run) -> Option<f64> {
        match self {
            Quantity::PeakRequested => peak_requested(run).map(f64::from),
            Quantity::FirstNewInService => first_new_in_service(run).map(Time::secs_f64),
            Quantity::FailedRequests => Some(run.summary.requests.failed.total() as f64),
            Quantity::LowestCapacity
            | Quantity::JobEnds
            | Quantity::BillableTime
            | Quantity::WorkLost => self.figure().measure(run),
        }
    }
}

impl From<Quantity> for Figure {
    fn from(quantity: Quantity) -> Figure {
        quantity.figure()
    }
}

/// The series shows the count at each period's end; an activity at the run's very end is only
/// among the events.
fn peak_requested(run: &Run) -> Option<u32> {
    let in_series = run.series.desired_instance_count.iter().copied().max();
    let asked = run.events.iter().filter_map(|event| match event.what {
        What::ActivityStarted { to, .. } => Some(to),
        _ => None,
    });
    in_series.max(asked.max())
}

/// Instances of second 0 are not new.
fn first_new_in_service(run: &Run) -> Option<Time> {
    let in_service = |what: &What| {
        matches!(
            what,
            What::Instance {
                state: InstanceState::InService,
                ..
            }
        )
    };
    let mut events = run.events.iter();
    events
        .find(|event| event.time > Time::ZERO && in_service(&event.what))
        .map(|event| event.time)
}
