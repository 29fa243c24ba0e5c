//! Tells a chain: the answer and each link, from what the run knew.

use alloc::format;
use alloc::string::{String, ToString};

use headroom_engine::run::{AlarmSide, Decision, Guard, Outcome, Run, What};
use headroom_model::alarm::AlarmState;
use headroom_model::metric::{Metric, Reading};
use headroom_model::operation::Call;
use headroom_model::policy::TargetTracking;
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};

use super::{Topic, first_evaluation};
use crate::evidence::{self, Activity};
use crate::figure::clock;
use crate::message::{AnswerMessage, AskedAlarm, CalledMessage, LinkMessage, Wait};
use crate::why_not::why_not;

/// Time, event and fact of a link.
pub type Told = (Time, Option<u32>, LinkMessage);

/// A question with everything that its answer may look at.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    pub scenario: &'a Scenario,
    pub run: &'a Run,
    pub asked: Time,
    pub topic: Topic<'a>,
}

impl Teller<'_> {
    fn rule(&self, index: u32) -> Option<&TargetTracking> {
        evidence::policy_at(self.scenario, index, self.asked)?.tracking()
    }

    fn name(&self, index: u32) -> String {
        evidence::policy_name(self.scenario, index).to_string()
    }

    /// Who asks neither a datapoint nor an alarm.
    fn asker(&self) -> String {
        match self.topic {
            Topic::Called(id) => match self.run.events.get(id as usize).map(|e| &e.what) {
                Some(What::ScheduledAction { .. }) => "A scheduled action".into(),
                _ => self.called(id).name,
            },
            _ => "Registration".into(),
        }
    }

    /// The scheduled action or call that this event tells of.
    fn called(&self, id: u32) -> CalledMessage {
        let moved = evidence::activity_of(self.run, id, self.asked).map(|a| (a.from, a.to));
        let latest = evidence::latest_activity(self.run, self.asked);
        let desired = evidence::desired(self.scenario, latest.as_ref());
        let (name, min, max, refusal) = match self.run.events.get(id as usize).map(|e| &e.what) {
            Some(What::ScheduledAction {
                name,
                min,
                max,
                refusal,
            }) => (format!("the scheduled action {name}"), *min, *max, *refusal),
            Some(What::Operation { index, refusal }) => {
                let operation = self.scenario.operations.get(*index as usize);
                let (min, max) = match operation.map(|o| &o.call) {
                    Some(Call::RegisterScalableTarget {
                        min_capacity,
                        max_capacity,
                        ..
                    }) => (*min_capacity, *max_capacity),
                    _ => (None, None),
                };
                let name = operation.map_or("", |o| o.call.name());
                (name.into(), min, max, *refusal)
            }
            _ => (String::new(), None, None, None),
        };
        let waits = evidence::wait(self.scenario, self.run, id, self.asked);
        CalledMessage {
            name,
            min,
            max,
            refusal,
            moved,
            waits: waits.map(|until| match until {
                Some(time) => Wait::Ended(clock(self.run.start, time)),
                None => Wait::Goes,
            }),
            desired,
        }
    }

    fn alarm_of(
        &self,
        policy: u32,
        own: Option<u32>,
        side: AlarmSide,
        time: Time,
    ) -> Option<AskedAlarm> {
        evidence::alarm_of(self.scenario, policy, own, side, time)
    }

    fn time_of(&self, event: Option<u32>) -> Option<Time> {
        Some(self.run.events.get(event? as usize)?.time)
    }

    fn limits(&self) -> (u32, u32) {
        let scaling = self.scenario.scaling.as_ref();
        scaling.map_or((0, 0), |s| (s.min_capacity, s.max_capacity))
    }

    pub fn answer(&self) -> AnswerMessage {
        let start = self.run.start;
        let (min, max) = self.limits();
        match self.topic {
            Topic::Decision(made, _) => self.answer_of(made),
            Topic::Registration(number) => {
                let activity = evidence::activity_numbered(self.run, number, self.asked);
                AnswerMessage::Registered {
                    start,
                    at: activity.map_or(self.asked, |a| a.started),
                    from: activity.map_or(0, |a| a.from),
                    to: activity.map_or(0, |a| a.to),
                    min,
                    max,
                }
            }
            Topic::Called(id) => AnswerMessage::Called {
                start,
                at: self.time_of(Some(id)).unwrap_or(self.asked),
                call: self.called(id),
            },
            Topic::NotYet(..) => AnswerMessage::TooEarly {
                start,
                first: first_evaluation(),
            },
            Topic::NoPolicy => {
                let latest = evidence::latest_activity(self.run, self.asked);
                AnswerMessage::NoPolicy {
                    has_target: self.scenario.scaling.is_some(),
                    desired: evidence::desired(self.scenario, latest.as_ref()),
                }
            }
        }
    }

    fn answer_of(&self, made: &Decision) -> AnswerMessage {
        let start = self.run.start;
        let policy = self.name(made.policy);
        if matches!(made.outcome, Outcome::Scaled { .. }) && made.alarm.is_some() {
            return AnswerMessage::Stepped {
                policy,
                start,
                at: made.time,
                breach: made.raw.unwrap_or(0.0),
                from: made.current,
                to: made.desired.unwrap_or(made.current),
            };
        }
        if matches!(made.outcome, Outcome::Scaled { .. }) {
            return AnswerMessage::Scaled {
                policy,
                start,
                at: made.time,
                load: made.datapoint.map_or(0.0, |d| d.load),
                target: self.rule(made.policy).map_or(0.0, |p| p.target_value),
                unclamped: made.unclamped.unwrap_or(made.current),
                from: made.current,
                to: made.desired.unwrap_or(made.current),
            };
        }
        let obstacles = why_not(self.scenario, self.run, made);
        let updating = obstacles
            .iter()
            .any(|o| o.guard == Some(Guard::EndpointInService));
        let open = evidence::latest_activity(self.run, made.time);
        if let Some(open) = open.filter(|_| updating) {
            return AnswerMessage::Updating {
                policy,
                start,
                since: open.started,
                from: open.from,
                to: open.to,
                moved: open.moved,
                wanted: made.unclamped,
            };
        }
        match obstacles.into_iter().next() {
            Some(first) => AnswerMessage::Held {
                policy,
                start,
                at: made.time,
                guard: first.message,
            },
            None => AnswerMessage::TooEarly {
                start,
                first: made.time,
            },
        }
    }

    pub fn datapoint(&self) -> Told {
        let start = self.run.start;
        match self.topic {
            Topic::Decision(made, side) => {
                let high = evidence::asked_alarm(self.scenario, made, AlarmSide::High);
                let Some(rule) = high.map(|alarm| alarm.rule) else {
                    return (
                        self.asked,
                        None,
                        LinkMessage::DatapointNotAsked { by: self.asker() },
                    );
                };
                let reading = rule.reading;
                let Some(datapoint) = made.datapoint else {
                    return self.no_datapoint(reading);
                };
                let period = datapoint.period_start;
                let event = evidence::datapoint_event(self.run, reading, period, made.time);
                let due = evidence::newest_due(self.scenario, reading, made.time);
                let fact = if due.is_some_and(|due| period < due) {
                    LinkMessage::DatapointStale {
                        metric: reading.metric,
                        start,
                        since: period,
                        value: datapoint.value,
                        insufficient: self.alarm_state(made, side) == AlarmState::InsufficientData,
                    }
                } else {
                    LinkMessage::Datapoint {
                        metric: reading.metric,
                        start,
                        period,
                        value: datapoint.value,
                        length: reading.period,
                        target: rule.threshold,
                        delay: self.scenario.cloudwatch.delay(reading.metric),
                        stepped: made.alarm.is_some(),
                    }
                };
                (self.time_of(event).unwrap_or(made.time), event, fact)
            }
            Topic::Called(_) => (
                self.asked,
                None,
                LinkMessage::DatapointNotAsked { by: self.asker() },
            ),
            Topic::Registration(_) => (
                Time::ZERO,
                None,
                LinkMessage::DatapointNotAsked { by: self.asker() },
            ),
            Topic::NotYet(index, side) => match self.alarm_of(index, None, side, self.asked) {
                Some(alarm) => self.no_datapoint(alarm.rule.reading),
                None => (
                    self.asked,
                    None,
                    LinkMessage::DatapointNotAsked { by: self.asker() },
                ),
            },
            Topic::NoPolicy => {
                // The latest minute that is over.
                let minute = Span::MINUTE.micros();
                let row = (self.asked.micros() / minute).checked_sub(1);
                let period = row.map(|row| Time::from_micros(row * minute));
                let column = &self.run.series.invocations_per_instance;
                let value = row.and_then(|row| column.get(row as usize).copied().flatten());
                let fact = LinkMessage::DatapointUnfollowed {
                    metric: Metric::InvocationsPerInstance,
                    start,
                    period,
                    value,
                };
                (self.asked, None, fact)
            }
        }
    }

    fn no_datapoint(&self, reading: Reading) -> Told {
        let delay = self.scenario.cloudwatch.delay(reading.metric);
        let first = first_evaluation() + delay;
        let fact = LinkMessage::DatapointNone {
            start: self.run.start,
            first,
            overdue: first <= self.asked,
        };
        (self.asked, None, fact)
    }

    fn alarm_state(&self, made: &Decision, side: Option<AlarmSide>) -> AlarmState {
        match side.unwrap_or(evidence::side(made)) {
            AlarmSide::High => made.alarm_high,
            AlarmSide::Low => made.alarm_low,
        }
    }

    pub fn alarm(&self) -> Told {
        let (index, side, at, state) = match self.topic {
            Topic::Decision(made, side) => (
                made.policy,
                side.unwrap_or(evidence::side(made)),
                made.time,
                self.alarm_state(made, side),
            ),
            Topic::NotYet(index, side) => (index, side, self.asked, Default::default()),
            Topic::Called(_) => {
                return (
                    self.asked,
                    None,
                    LinkMessage::AlarmNotAsked { by: self.asker() },
                );
            }
            Topic::Registration(_) => {
                return (
                    Time::ZERO,
                    None,
                    LinkMessage::AlarmNotAsked { by: self.asker() },
                );
            }
            Topic::NoPolicy => return (self.asked, None, LinkMessage::AlarmNone),
        };
        let asked = match self.topic {
            Topic::Decision(made, _) => made.alarm,
            _ => None,
        };
        let Some(alarm) = self.alarm_of(index, asked, side, at) else {
            return (self.asked, None, LinkMessage::AlarmNone);
        };
        let event = match asked {
            Some(alarm) => evidence::metric_alarm_event(self.run, alarm, at),
            None => evidence::alarm_event(self.run, index, side, at),
        };
        let since = self.time_of(event).unwrap_or(at);
        let window = evidence::window(self.scenario, self.run, &alarm.rule, at);
        let fact = LinkMessage::Alarm {
            alarm,
            state,
            start: self.run.start,
            since,
            breaching: window.breaching,
            real: window.real,
        };
        (since, event, fact)
    }

    pub fn policy(&self) -> Told {
        let start = self.run.start;
        match self.topic {
            Topic::Decision(made, _) => {
                let event = evidence::decision_event(self.run, made);
                let name = self.name(made.policy);
                let fact = match (made.datapoint, made.unclamped) {
                    (Some(_), Some(wanted)) if made.alarm.is_some() => LinkMessage::PolicyStep {
                        name,
                        breach: made.raw.unwrap_or(0.0),
                        wanted,
                        acted: matches!(made.outcome, Outcome::Scaled { .. }),
                    },
                    (Some(datapoint), Some(wanted)) => LinkMessage::Policy {
                        name,
                        load: datapoint.load,
                        target: self.rule(made.policy).map_or(0.0, |p| p.target_value),
                        wanted,
                        allowed: made.desired.unwrap_or(wanted),
                        direction: made.direction,
                        policies: evidence::policies(self.scenario).len() as u32,
                        acted: matches!(made.outcome, Outcome::Scaled { .. }),
                    },
                    _ => LinkMessage::PolicyBlind { name },
                };
                (made.time, event, fact)
            }
            Topic::Registration(number) => {
                let (min, max) = self.limits();
                let activity = evidence::activity_numbered(self.run, number, self.asked);
                let to = activity.map_or(0, |a| a.to);
                let fact = LinkMessage::PolicyRegistration { min, max, to };
                (Time::ZERO, None, fact)
            }
            Topic::Called(id) => {
                let call = self.called(id);
                let at = self.time_of(Some(id)).unwrap_or(self.asked);
                (at, Some(id), LinkMessage::PolicyCalled { call })
            }
            Topic::NotYet(..) => {
                let first = first_evaluation();
                (self.asked, None, LinkMessage::PolicyNotYet { start, first })
            }
            Topic::NoPolicy => {
                let has_target = self.scenario.scaling.is_some();
                (self.asked, None, LinkMessage::PolicyNone { has_target })
            }
        }
    }

    pub fn cooldown(&self) -> Told {
        let start = self.run.start;
        let none = |at, ended| (at, None, LinkMessage::CooldownNone { start, ended });
        if let Topic::Called(_) = self.topic {
            let by = self.asker();
            return (self.asked, None, LinkMessage::CooldownNotAsked { by });
        }
        let Topic::Decision(made, _) = self.topic else {
            return none(self.asked, None);
        };
        let name = |after| evidence::cooldown_name(self.scenario, made.policy, after, made.time);
        let held = made.guards.truth(Guard::NoCooldown) == Some(false);
        // What held the decision is the answer, even if it is over by now.
        let by = if held { made.time } else { self.asked };
        let both = evidence::cooldowns(self.run, made, by);
        let Some(cooldown) = evidence::in_force(both, made.direction) else {
            let over = both.into_iter().flatten();
            let latest = over
                .filter_map(|c| Some((c.direction, c.ended?)))
                .max_by_key(|(_, ended)| *ended);
            let latest = latest.map(|(after, ended)| (name(after), ended));
            return none(self.asked.max(made.time), latest);
        };
        let fact = LinkMessage::Cooldown {
            name: name(cooldown.direction),
            stepped: evidence::is_stepped(self.scenario, made.policy, made.time),
            after: cooldown.direction,
            length: cooldown.until - cooldown.from,
            start,
            until: cooldown.until,
            held,
        };
        (cooldown.from, Some(cooldown.event), fact)
    }

    pub fn activity(&self) -> Told {
        let own = match self.topic {
            Topic::Decision(made, _) => match made.outcome {
                Outcome::Scaled { activity } => Some(activity),
                Outcome::NotScaled(_) => None,
            },
            Topic::Registration(number) => Some(number),
            Topic::Called(id) => evidence::activity_of(self.run, id, self.asked).map(|a| a.number),
            Topic::NotYet(..) | Topic::NoPolicy => None,
        };
        if let Some(number) = own {
            return self.own_activity(number);
        }
        let start = self.run.start;
        let latest = evidence::latest_activity(self.run, self.asked);
        let desired = evidence::desired(self.scenario, latest.as_ref());
        let Some(latest) = latest else {
            return (self.asked, None, LinkMessage::ActivityNone { desired });
        };
        let Activity { from, to, .. } = latest;
        let (event, fact) = match latest.ended {
            None => (
                latest.event,
                LinkMessage::ActivityOpen {
                    from,
                    to,
                    start,
                    since: latest.started,
                    moved: latest.moved,
                },
            ),
            Some((event, at, status)) => (
                event,
                LinkMessage::ActivityOver {
                    from,
                    to,
                    start,
                    at,
                    status,
                    desired,
                },
            ),
        };
        (self.asked, Some(event), fact)
    }

    fn own_activity(&self, number: u32) -> Told {
        let Some(activity) = evidence::activity_numbered(self.run, number, self.asked) else {
            let desired = evidence::desired(self.scenario, None);
            return (self.asked, None, LinkMessage::ActivityNone { desired });
        };
        let (event, time, status) = activity.ended.unwrap_or((
            activity.event,
            activity.started,
            ActivityStatus::InProgress,
        ));
        let fact = LinkMessage::Activity {
            from: activity.from,
            to: activity.to,
            moved: activity.moved,
            status,
        };
        (time, Some(event), fact)
    }
}
