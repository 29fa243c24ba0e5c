//! Moments worth stopping at: marks on the scrubber, stops of "next event", words while it plays.

use headroom_engine::run::{AlarmSide, InstanceState, JobState, Run, What};
use headroom_explain::message::EventMessage;
use headroom_model::alarm::AlarmState;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;

use super::spans::asks_for_less;
use super::{clock_exact, initial_instances};
use crate::panel::text;

/// What kind of moment, for its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentKind {
    /// An alarm: a red mark.
    Alarm,
    /// Capacity was asked for or given back: a blue mark.
    Activity,
    /// A scheduled action or a call: a grey mark.
    Call,
    /// Worth a stop, without a mark.
    Quiet,
}

/// A moment worth stopping at.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Seconds from second 0.
    pub seconds: f64,
    /// What kind.
    pub kind: MomentKind,
    /// The event.
    pub event: u32,
    /// What happened, in one sentence.
    pub said: String,
}

/// All moments of a run, in order of time.
pub fn moments(scenario: &Scenario, run: &Run) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    let mut serving = i64::from(initial_instances(scenario));
    let mut add = |i: usize, kind, said| {
        found.push(Moment {
            seconds: run.events[i].time.secs_f64(),
            kind,
            event: i as u32,
            said,
        });
    };
    let mut states: std::collections::BTreeMap<u32, InstanceState> =
        (1..=initial_instances(scenario))
            .map(|number| (number, InstanceState::InService))
            .collect();
    for (i, event) in run.events.iter().enumerate() {
        let at = clock_exact(scenario, event.time);
        match event.what {
            What::AlarmState { side, from, to, .. } => {
                let on = to == AlarmState::Alarm;
                let was_on = from == Some(AlarmState::Alarm);
                // AlarmLow is on for as long as nothing can be removed: no news, and no mark.
                if on != was_on && side == AlarmSide::High {
                    let kind = if on {
                        MomentKind::Alarm
                    } else {
                        MomentKind::Quiet
                    };
                    add(i, kind, text::alarm_turned(&at, side.name(), on));
                }
            }
            What::MetricAlarmState {
                from, to, alarm, ..
            } => {
                let on = to == AlarmState::Alarm;
                let made = scenario.scaling.as_ref();
                let made = made.and_then(|s| s.alarms.get(alarm as usize));
                if on != (from == Some(AlarmState::Alarm))
                    && let Some(made) = made
                {
                    let kind = match on && !asks_for_less(made) {
                        true => MomentKind::Alarm,
                        false => MomentKind::Quiet,
                    };
                    add(i, kind, text::alarm_turned(&at, &made.alarm_name, on));
                }
            }
            What::ScheduledAction { .. } | What::Operation { .. } => {
                add(i, MomentKind::Call, sentence(scenario, run, i, &at));
            }
            What::Job { state, .. } => {
                let kind = match state {
                    JobState::Interrupted | JobState::MaxWaitTimeExceeded => MomentKind::Alarm,
                    JobState::Resuming | JobState::Completed => MomentKind::Activity,
                    _ => MomentKind::Quiet,
                };
                add(i, kind, sentence(scenario, run, i, &at));
            }
            What::Provisioned { .. } | What::SpotNotice { .. } => {
                add(i, MomentKind::Quiet, sentence(scenario, run, i, &at));
            }
            What::ActivityStarted { from, to, .. } => {
                add(i, MomentKind::Activity, text::requested(&at, from, to));
            }
            What::Instance { number, state } => {
                let before = states.insert(number, state);
                let gained = i64::from(state == InstanceState::InService)
                    - i64::from(before == Some(InstanceState::InService));
                serving += gained;
                // Instances that come at one instant are one piece of news.
                if gained != 0 && !same_instant(run, i) {
                    let n = u64::try_from(serving).unwrap_or(0);
                    add(i, MomentKind::Quiet, text::now_in_service(&at, n));
                }
            }
            What::CooldownEnded { .. } => {
                add(i, MomentKind::Quiet, text::cooldown_over(&at));
            }
            _ => {}
        }
    }
    found
}

/// An event in its own sentence.
fn sentence(scenario: &Scenario, run: &Run, i: usize, clock: &str) -> String {
    let said = EventMessage::of_event(scenario, run, i as u32);
    text::happened(clock, &said.map_or(String::new(), |said| said.to_string()))
}

/// Whether a later event at this instant also changes an instance.
fn same_instant(run: &Run, i: usize) -> bool {
    run.events[i + 1..]
        .iter()
        .take_while(|later| later.time == run.events[i].time)
        .any(|later| {
            matches!(
                later.what,
                What::Instance {
                    state: InstanceState::InService | InstanceState::Draining,
                    ..
                }
            )
        })
}

/// The nearest other moment after or before `seconds`.
pub fn neighbour(moments: &[Moment], seconds: f64, forward: bool) -> Option<&Moment> {
    // A playhead is set in floats; half a second is no other moment.
    const SAME: f64 = 0.5;
    if forward {
        moments.iter().find(|m| m.seconds > seconds + SAME)
    } else {
        moments.iter().rev().find(|m| m.seconds < seconds - SAME)
    }
}

/// Everything that happened at `seconds`, in words.
pub fn said_at(moments: &[Moment], seconds: f64) -> String {
    let there = moments.iter().filter(|m| m.seconds == seconds);
    let said: Vec<&str> = there.map(|m| m.said.as_str()).collect();
    said.join(" ")
}

/// Where the playhead rests after the first play: the first new instance in service, else the first
/// alarm, else the end. Seconds from second 0.
pub fn instructive(scenario: &Scenario, run: &Run) -> f64 {
    let first_new = run.events.iter().find(|event| {
        event.time > Time::ZERO
            && matches!(
                event.what,
                What::Instance {
                    state: InstanceState::InService,
                    ..
                }
            )
    });
    if let Some(event) = first_new {
        return event.time.secs_f64();
    }
    let alarm = moments(scenario, run)
        .into_iter()
        .find(|m| m.kind == MomentKind::Alarm);
    alarm.map_or(run.duration.secs_f64(), |m| m.seconds)
}
