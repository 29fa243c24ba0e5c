//! What scaling activities, scheduled actions and calls of a run had come to by a moment.

use headroom_engine::run::{Cause, EndpointStatus, Event, InstanceState, Run, What};
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;

use alloc::vec::Vec;

use super::until;

/// A scaling activity as far as it had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Its `activity_started` event.
    pub event: u32,
    /// From 1.
    pub number: u32,
    /// Who asked.
    pub cause: Cause,
    /// Desired capacity before.
    pub from: u32,
    /// Desired capacity it moves to.
    pub to: u32,
    /// When it started.
    pub started: Time,
    /// Its `activity_ended` event, when, and how.
    pub ended: Option<(u32, Time, ActivityStatus)>,
    /// Instances that have arrived, or left.
    pub moved: u32,
}

impl Activity {
    /// Desired capacity after it, or after its failure.
    pub fn desired(&self) -> u32 {
        match self.ended {
            Some((_, _, ActivityStatus::Failed)) => self.from,
            _ => self.to,
        }
    }
}

/// The latest activity that had started by `asked`.
pub fn latest_activity(run: &Run, asked: Time) -> Option<Activity> {
    let is_start = |e: &Event| matches!(e.what, What::ActivityStarted { .. });
    let id = until(run, asked).iter().rposition(is_start)?;
    activity(run, id as u32, asked)
}

/// The activity of this number, as of `asked`.
pub fn activity_numbered(run: &Run, number: u32, asked: Time) -> Option<Activity> {
    let is_it =
        |e: &Event| matches!(e.what, What::ActivityStarted { activity, .. } if activity == number);
    let id = until(run, asked).iter().rposition(is_it)?;
    activity(run, id as u32, asked)
}

/// The activity that a scheduled action or a call asked for, as of `asked`.
pub fn activity_of(run: &Run, caller: u32, asked: Time) -> Option<Activity> {
    let is_it =
        |e: &Event| matches!(e.what, What::ActivityStarted { .. }) && e.because.contains(&caller);
    let id = until(run, asked).iter().position(is_it)?;
    activity(run, id as u32, asked)
}

/// Whether a registration, by its event, met an endpoint that was not InService, so that the move
/// into its limits had to wait; inside, when the wait was over, as of `asked`.
pub fn wait(scenario: &Scenario, run: &Run, id: u32, asked: Time) -> Option<Option<Time>> {
    let call = |event: &Event| match event.what {
        What::Operation {
            index,
            refusal: None,
        } => Some(scenario.operations.get(index as usize)?.call.name()),
        _ => None,
    };
    let (before, later) = until(run, asked).split_at_checked(id as usize)?;
    let [event, later @ ..] = later else {
        return None;
    };
    if call(event) != Some("RegisterScalableTarget") {
        return None;
    }
    let status = |event: &Event| match event.what {
        What::EndpointStatus { status } => Some(status),
        _ => None,
    };
    if before.iter().rev().find_map(status)? == EndpointStatus::InService {
        return None;
    }
    for event in later {
        if status(event) == Some(EndpointStatus::InService) {
            return Some(Some(event.time));
        }
        // Another registration takes its place, and without a target nothing moves.
        if let Some("RegisterScalableTarget" | "DeregisterScalableTarget") = call(event) {
            return None;
        }
    }
    Some(None)
}

/// The latest scheduled action or call since `from`, up to `asked`.
pub fn latest_call(run: &Run, from: Time, asked: Time) -> Option<u32> {
    let is_it = |e: &Event| {
        e.time >= from
            && matches!(
                e.what,
                What::ScheduledAction { .. } | What::Operation { .. }
            )
    };
    let id = until(run, asked).iter().rposition(is_it)?;
    Some(id as u32)
}

/// The activity that the event `id` started, as of `asked`.
fn activity(run: &Run, id: u32, asked: Time) -> Option<Activity> {
    let event = run.events.get(id as usize)?;
    let What::ActivityStarted {
        activity: number,
        cause,
        from,
        to,
    } = event.what
    else {
        return None;
    };
    let later = (id..).zip(&until(run, asked)[id as usize..]);
    let goal = if to > from {
        InstanceState::InService
    } else {
        InstanceState::Gone
    };
    let mut own: Vec<u32> = Vec::new();
    let mut moved = 0;
    let mut ended = None;
    for (at, event) in later {
        match event.what {
            What::Instance { number, state } => {
                if event.because.contains(&id) && !own.contains(&number) {
                    own.push(number);
                }
                moved += u32::from(state == goal && own.contains(&number));
            }
            What::ActivityEnded { activity, status } if activity == number => {
                ended = Some((at, event.time, status));
                break;
            }
            _ => {}
        }
    }
    Some(Activity {
        event: id,
        number,
        cause,
        from,
        to,
        started: event.time,
        ended,
        moved,
    })
}

/// Desired capacity at `asked`.
pub fn desired(scenario: &Scenario, latest: Option<&Activity>) -> u32 {
    latest.map_or(scenario.endpoint.initial_count(), Activity::desired)
}
