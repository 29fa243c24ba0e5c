//! The question of the first screen, derived from a lesson's scenario and judged by its run.

use std::sync::Arc;

use headroom_engine::run::Run;
use headroom_engine::traffic;
use headroom_model::alarm::AlarmRule;
use headroom_model::scenario::Scenario;
use headroom_model::time::{Span, Time};
use headroom_model::traffic::Component;
use headroom_study::Quantity;

/// "Traffic doubles at 09:05. When does the first new instance take traffic?"
#[derive(Clone, Debug, PartialEq)]
pub struct FirstQuestion {
    /// What runs.
    pub scenario: Arc<Scenario>,
    /// When the traffic rises.
    pub rise: Time,
    /// Requests per second just before.
    pub before_rps: f64,
    /// Requests per second at full height.
    pub after_rps: f64,
    /// Three answers: how long after the rise, in ascending order.
    pub answers: [Span; 3],
}

/// "It reacts at once": the answer of who expects no wait at all.
const AT_ONCE: Span = Span::MINUTE;
/// "About ten minutes": alarm, metric delay and launch together, rounded.
const LATER: Span = Span::from_secs(600);

impl FirstQuestion {
    /// The question about the first spike of `scenario`; `None` when it has no spike or no policy
    /// with an alarm.
    pub fn about(scenario: Arc<Scenario>) -> Option<FirstQuestion> {
        let (rise, top) = scenario.traffic.components.iter().find_map(first_spike)?;
        let policy = scenario.scaling.as_ref()?.policies.first()?.tracking()?;
        let just_before = Time::from_micros(rise.micros().saturating_sub(1));
        Some(FirstQuestion {
            rise,
            before_rps: traffic::rate(&scenario, just_before),
            after_rps: traffic::rate(&scenario, top),
            answers: [AT_ONCE, alarm_time(&policy.alarm_high()), LATER],
            scenario,
        })
    }

    /// When the first new instance is in service in `run`.
    pub fn moment(&self, run: &Run) -> Option<Time> {
        let seconds = Quantity::FirstNewInService.measure(run)?;
        Some(Time::ZERO + Span::from_secs_f64(seconds))
    }

    /// The right answer: the one nearest to what `run` shows. `None` when no new instance came.
    pub fn right(&self, run: &Run) -> Option<usize> {
        let wait = self.moment(run)?.since(self.rise).micros();
        let distance = |answer: &Span| answer.micros().abs_diff(wait);
        (0..self.answers.len()).min_by_key(|&i| distance(&self.answers[i]))
    }
}

/// When a spike begins and when it is at full height.
fn first_spike(component: &Component) -> Option<(Time, Time)> {
    match *component {
        Component::Spike { at, rise, .. } => Some((at, at + rise)),
        _ => None,
    }
}

/// The datapoints that the alarm needs: the answer of who takes the alarm for the whole wait.
fn alarm_time(rule: &AlarmRule) -> Span {
    Span::from_micros(rule.reading.period.micros() * u64::from(rule.datapoints_to_alarm))
}

#[cfg(test)]
mod tests {
    use headroom_engine::simulate;

    use super::*;

    fn spiky() -> Arc<Scenario> {
        let file = include_str!("../../lessons/spiky-traffic/scenario.toml");
        let document = headroom_scenario::load_toml(file);
        Arc::new(document.expect("the lesson's scenario loads").scenario)
    }

    #[test]
    fn the_question_is_about_the_scenario() {
        let question = FirstQuestion::about(spiky()).expect("it has a spike and a policy");
        assert_eq!(question.rise, Time::from_secs(900));
        assert_eq!((question.before_rps, question.after_rps), (50.0, 100.0));
        assert_eq!(question.answers[1], Span::from_secs(180));
    }

    #[test]
    fn the_run_decides_and_not_the_seed() {
        let question = FirstQuestion::about(spiky()).expect("it has a spike and a policy");
        let scenario = &question.scenario;
        for n in 0..5 {
            let run = simulate(scenario, scenario.seed.nth(n));
            assert_eq!(question.right(&run), Some(2), "seed {n} further on");
        }
    }

    #[test]
    fn without_a_policy_or_a_new_instance_nothing_is_right() {
        let mut scenario = (*spiky()).clone();
        let question = FirstQuestion::about(Arc::new(scenario.clone())).expect("it has a spike");
        scenario.scaling = None;
        assert_eq!(question.right(&simulate(&scenario, scenario.seed)), None);
        assert_eq!(FirstQuestion::about(Arc::new(scenario)), None);
    }
}
