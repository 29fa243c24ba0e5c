//! The drawn prediction of an attempt: what it is drawn on, and what the grading reads.

use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::Time;
use headroom_model::traffic::Component;
use headroom_study::prediction::curve::{self, Drawing, Stretch};

use crate::chart::draft::Draft;
use crate::chart::sketch::{Paper, Sketch};

/// Seconds of a minute.
const MINUTE_S: f64 = 60.0;

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

/// When the first spike begins.
pub fn first_change(scenario: &Scenario) -> Option<Time> {
    scenario.traffic.components.iter().find_map(|c| match *c {
        Component::Spike { at, .. } => Some(at),
        _ => None,
    })
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
}
