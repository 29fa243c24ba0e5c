//! What an event carries besides its sentence: names instead of indices, times in seconds.

use headroom_engine::run::{Datapoint, Decision, Direction, Event, Outcome, Run, What};
use headroom_model::scenario::Scenario;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::evidence::{self, policy_name};

/// The `detail` of one event.
pub struct Detail<'a> {
    scenario: &'a Scenario,
    run: &'a Run,
    event: &'a Event,
}

impl<'a> Detail<'a> {
    pub fn new(scenario: &'a Scenario, run: &'a Run, event: &'a Event) -> Detail<'a> {
        Detail {
            scenario,
            run,
            event,
        }
    }
}

impl Serialize for Detail<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let policy = |index| policy_name(self.scenario, index);
        match &self.event.what {
            What::Datapoint { reading, datapoint } => {
                map.serialize_entry("metric", reading.metric.name())?;
                map.serialize_entry("statistic", reading.statistic.name())?;
                map.serialize_entry("period_s", &reading.period.secs_f64())?;
                map.serialize_entry("period_start_s", &datapoint.period_start.secs_f64())?;
                map.serialize_entry("value", &datapoint.value)?;
                map.serialize_entry("load", &datapoint.load)?;
            }
            What::AlarmState {
                policy: index,
                side,
                from,
                to,
                breaching,
                needed,
            } => {
                map.serialize_entry("policy", policy(*index))?;
                map.serialize_entry("alarm", side.name())?;
                map.serialize_entry("from", &from.map(|state| state.name()))?;
                map.serialize_entry("to", to.name())?;
                map.serialize_entry("breaching", breaching)?;
                map.serialize_entry("needed", needed)?;
            }
            What::MetricAlarmState {
                alarm,
                from,
                to,
                breaching,
                needed,
            } => {
                map.serialize_entry("alarm", evidence::alarm_name(self.scenario, *alarm))?;
                map.serialize_entry("from", &from.map(|state| state.name()))?;
                map.serialize_entry("to", to.name())?;
                map.serialize_entry("breaching", breaching)?;
                map.serialize_entry("needed", needed)?;
            }
            What::ScheduledAction {
                name,
                min,
                max,
                refusal,
            } => {
                map.serialize_entry("ScheduledActionName", name)?;
                map.serialize_entry("MinCapacity", min)?;
                map.serialize_entry("MaxCapacity", max)?;
                map.serialize_entry("refused", &refusal.map(|r| r.name()))?;
            }
            What::Operation { index, refusal } => {
                let operation = self.scenario.operations.get(*index as usize);
                map.serialize_entry("operation", index)?;
                map.serialize_entry("call", &operation.map(|o| o.call.name()))?;
                map.serialize_entry("refused", &refusal.map(|r| r.name()))?;
            }
            What::Decision {
                first,
                until,
                count,
                ..
            } => {
                if let Some(decision) = self.run.decisions.get(*first as usize) {
                    write_decision(&mut map, self.scenario, decision)?;
                }
                map.serialize_entry("until_s", &until.secs_f64())?;
                map.serialize_entry("count", count)?;
            }
            What::ActivityStarted {
                activity,
                cause,
                from,
                to,
            } => {
                map.serialize_entry("activity", activity)?;
                let cause = evidence::cause(self.scenario, self.run, self.event, *cause);
                map.serialize_entry("cause", &cause)?;
                map.serialize_entry("from", from)?;
                map.serialize_entry("to", to)?;
            }
            What::ActivityEnded { activity, status } => {
                map.serialize_entry("activity", activity)?;
                map.serialize_entry("StatusCode", status.name())?;
            }
            What::CooldownStarted {
                policy: index,
                direction,
                until,
            } => {
                map.serialize_entry("policy", policy(*index))?;
                map.serialize_entry("direction", direction.name())?;
                map.serialize_entry("until_s", &until.secs_f64())?;
            }
            What::CooldownEnded {
                policy: index,
                direction,
                interrupted,
            } => {
                map.serialize_entry("policy", policy(*index))?;
                map.serialize_entry("direction", direction.name())?;
                map.serialize_entry("interrupted", interrupted)?;
            }
            What::EndpointStatus { status } => {
                map.serialize_entry("EndpointStatus", status.name())?;
            }
            What::Instance { number, state } => {
                map.serialize_entry("instance", number)?;
                map.serialize_entry("state", state.name())?;
            }
            What::ManagedInstance { number, state } => {
                map.serialize_entry("instance", number)?;
                map.serialize_entry("state", state.name())?;
            }
            What::Provisioned { count } => {
                map.serialize_entry("ProvisionedConcurrency", count)?;
            }
            What::SpotNotice { number } => {
                map.serialize_entry("instance", number)?;
            }
            What::Job {
                state,
                attempt,
                saved,
                lost,
            } => {
                map.serialize_entry("state", state.name())?;
                map.serialize_entry("attempt", attempt)?;
                map.serialize_entry("saved_s", &saved.secs_f64())?;
                map.serialize_entry("lost_s", &lost.secs_f64())?;
            }
            What::CreationFailed { reason } => {
                map.serialize_entry("FailureReason", crate::clues::words(*reason))?;
            }
            What::Fault {
                index,
                kind,
                begins,
            } => {
                map.serialize_entry("fault", index)?;
                map.serialize_entry("fault_kind", kind.name())?;
                map.serialize_entry("begins", begins)?;
            }
        }
        map.end()
    }
}

fn write_decision<M: SerializeMap>(
    map: &mut M,
    scenario: &Scenario,
    d: &Decision,
) -> Result<(), M::Error> {
    map.serialize_entry("policy", policy_name(scenario, d.policy))?;
    map.serialize_entry("alarm", &Alarms(scenario, d))?;
    map.serialize_entry("datapoint", &d.datapoint.map(Point))?;
    map.serialize_entry("raw", &d.raw)?;
    map.serialize_entry("unclamped", &d.unclamped)?;
    map.serialize_entry("desired", &d.desired)?;
    map.serialize_entry("current", &d.current)?;
    map.serialize_entry("in_service", &d.in_service)?;
    map.serialize_entry("direction", d.direction.name())?;
    map.serialize_entry("guards", &GuardMap(d))?;
    match d.outcome {
        Outcome::Scaled { activity } => {
            map.serialize_entry("activity", &activity)?;
            map.serialize_entry("reason", "Scaled")
        }
        Outcome::NotScaled(reason) => {
            map.serialize_entry("activity", &None::<u32>)?;
            map.serialize_entry("reason", reason.name())
        }
    }
}

/// The alarm of the decision's direction decides; the other one's state stands beside it.
struct Alarms<'a>(&'a Scenario, &'a Decision);

impl Serialize for Alarms<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(alarm) = self.1.alarm {
            let mut map = serializer.serialize_map(Some(2))?;
            map.serialize_entry("asked", evidence::alarm_name(self.0, alarm))?;
            let state = match self.1.direction {
                Direction::In => self.1.alarm_low,
                Direction::Out | Direction::Hold => self.1.alarm_high,
            };
            map.serialize_entry("state", state.name())?;
            return map.end();
        }
        let mut map = serializer.serialize_map(Some(3))?;
        let asked = match self.1.direction {
            Direction::Out => Some("AlarmHigh"),
            Direction::In => Some("AlarmLow"),
            Direction::Hold => None,
        };
        map.serialize_entry("asked", &asked)?;
        map.serialize_entry("AlarmHigh", self.1.alarm_high.name())?;
        map.serialize_entry("AlarmLow", self.1.alarm_low.name())?;
        map.end()
    }
}

struct GuardMap<'a>(&'a Decision);

impl Serialize for GuardMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let guards = self.0.guards.iter();
        serializer.collect_map(guards.map(|(guard, holds)| (guard.name(), holds)))
    }
}

struct Point(Datapoint);

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("period_start_s", &self.0.period_start.secs_f64())?;
        map.serialize_entry("value", &self.0.value)?;
        map.serialize_entry("load", &self.0.load)?;
        map.end()
    }
}
