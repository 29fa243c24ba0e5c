//! The drawn prediction of an attempt: what it is drawn on, and what the grading reads.

use headroom_model::rate::Rate;
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::{Span, Time};
use headroom_study::prediction::curve::{self, Drawing, Stretch};

use crate::chart::draft::Draft;
use crate::chart::sketch::{Paper, Sketch};

/// Seconds of a minute.
const MINUTE_S: f64 = 60.0;

/// A rate that differs by more than this share of itself has changed.
const CHANGED: f64 = 0.1;

/// What a prediction of instances in service is drawn on.
pub fn paper(scenario: &Scenario) -> Paper {
    let Stretch { from, until } = curve::stretch(scenario);
    Paper {
        first: from,
        end: until.max(from + 1),
        max: curve::ceiling(scenario),
        known: scenario.endpoint.initial_count(),
    }
}

/// A draft as the grading reads it: minutes that are not drawn have no value.
pub fn drawing(scenario: &Scenario, draft: &Draft) -> Drawing {
    let mut drawing = Drawing::empty(scenario);
    for minute in draft.paper.first..draft.sketch.reached() {
        drawing.set(minute, draft.sketch.value(draft.paper, minute));
    }
    drawing
}

/// Seconds and instances at second 0 and at every change: what the timeline draws and the grading
/// reads.
pub fn steps(paper: Paper, sketch: &Sketch) -> Vec<(f64, f64)> {
    let known = (0, paper.known);
    let changes = sketch
        .changes(paper)
        .into_iter()
        .filter(|change| *change != known);
    std::iter::once(known)
        .chain(changes)
        .map(|(minute, value)| (f64::from(minute) * MINUTE_S, f64::from(value)))
        .collect()
}

/// Whether there are instances over time to draw: a job has none, serverless inference neither.
pub fn has_paper(scenario: &Scenario) -> bool {
    let is_serverless = matches!(scenario.endpoint, Endpoint::Serverless(_));
    scenario.endpoint.job().is_none() && !is_serverless
}

/// The first minute in which the traffic is no longer what it was at second 0, as far as the
/// scenario says when.
pub fn first_change(scenario: &Scenario) -> Option<Time> {
    let rate = Rate::new(&scenario.traffic, scenario.duration, |_, _| Vec::new());
    let before = rate.at(0);
    let minutes = 1..scenario.duration.micros() / Span::MINUTE.micros();
    let change = |minute: &u64| {
        let now = rate.at(minute * Span::MINUTE.micros());
        (now - before).abs() > CHANGED * before.max(now)
    };
    minutes
        .into_iter()
        .find(change)
        .map(|minute| Time::from_secs(minute * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_instances_over_time_can_be_drawn() {
        let scenario = |file: &str| headroom_scenario::load_toml(file).unwrap().scenario;
        let job = scenario(include_str!("../../lessons/spot/scenario.toml"));
        let endpoint = scenario(include_str!("../../lessons/scale-to-zero/scenario.toml"));
        assert!(!has_paper(&job));
        assert!(has_paper(&endpoint));
    }

    #[test]
    fn the_traffic_changes_when_the_story_begins() {
        let change = |file: &str| {
            first_change(&headroom_scenario::load_toml(file).unwrap().scenario)
                .map(|at| at.secs_f64())
        };
        let spike = include_str!("../../lessons/spiky-traffic/scenario.toml");
        assert_eq!(change(spike), Some(900.0));
        let shop = include_str!("../../lessons/design-lab/scenario.toml");
        assert_eq!(
            change(shop),
            Some(3.0 * 3600.0),
            "09:00, not the beginning of the day"
        );
        let job = include_str!("../../lessons/spot/scenario.toml");
        assert_eq!(change(job), None);
    }
}
