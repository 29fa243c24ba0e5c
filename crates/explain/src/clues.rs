//! What a real account would show of a run, without the cause: the hints that a person has who
//! opens the console (facts, section 7).

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{format, vec};

use headroom_engine::run::{
    AlarmSide, EndpointStatus, Event, FailureReason, InstanceState, Run, What,
};
use headroom_engine::vpc::Vpc;
use headroom_model::alarm::AlarmState;
use headroom_model::network::Service;
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::Scenario;
use serde::Serialize;

/// One thing that the account shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clue {
    /// Where: the API call or console page.
    pub source: &'static str,
    /// What it says.
    pub text: String,
}

/// What SageMaker says when the artifact cannot be downloaded; in our own words, with the parts
/// that a person searches for (facts, section 7).
pub const MODEL_DATA_DOWNLOAD: &str = "Failed to download model data. Check that the subnets reach S3: an S3 VPC endpoint in their route table, or a NAT gateway.";

/// The words of a reason.
pub const fn words(reason: FailureReason) -> &'static str {
    match reason {
        FailureReason::ModelDataDownload => MODEL_DATA_DOWNLOAD,
    }
}

/// Why the activity whose end is event `id` failed, as far as the account says. Study guides
/// teach that a missing way to S3 makes no noise (disagreement 3): under their rule set nothing
/// is said.
pub fn reason(scenario: &Scenario, run: &Run, id: u32) -> Option<FailureReason> {
    if scenario.ruleset == Ruleset::StudyGuide {
        return None;
    }
    let ended = run.events.get(id as usize)?;
    let failed = ended.because.iter().filter_map(|&id| event(run, id));
    let failed = failed.filter(|e| {
        let what = &e.what;
        matches!(what, What::Instance { state, .. } if *state == InstanceState::Failed)
    });
    let mut before = failed.flat_map(|e| e.because.iter().filter_map(|&id| event(run, id)));
    before
        .any(|e| {
            let what = &e.what;
            matches!(what, What::Instance { state, .. } if *state == InstanceState::Downloading)
        })
        .then_some(FailureReason::ModelDataDownload)
}

fn event(run: &Run, id: u32) -> Option<&Event> {
    run.events.get(id as usize)
}

/// All clues of a run; none when the account shows nothing unusual.
pub fn clues(scenario: &Scenario, run: &Run) -> Vec<Clue> {
    let mut clues = Vec::new();
    endpoint(run, &mut clues);
    activities(scenario, run, &mut clues);
    alarms(scenario, run, &mut clues);
    visibility(scenario, run, &mut clues);
    clues
}

fn endpoint(run: &Run, clues: &mut Vec<Clue>) {
    for e in &run.events {
        if let What::CreationFailed { reason } = e.what {
            clues.push(Clue {
                source: "DescribeEndpoint",
                text: format!(
                    "EndpointStatus {}, FailureReason: {}",
                    EndpointStatus::Failed.name(),
                    words(reason)
                ),
            });
        }
    }
    let rolled_back = run.events.iter().filter(|e| {
        let what = &e.what;
        matches!(what, What::EndpointStatus { status } if *status == EndpointStatus::RollingBack)
    });
    let times = rolled_back.count();
    if times > 0 {
        let noun = if times == 1 { "time" } else { "times" };
        clues.push(Clue {
            source: "DescribeEndpoint",
            text: format!("Updating, then RollingBack, then InService as before: {times} {noun}"),
        });
    }
}

fn activities(scenario: &Scenario, run: &Run, clues: &mut Vec<Clue>) {
    let is_scaled = scenario
        .scaling
        .as_ref()
        .is_some_and(|s| !s.policies.is_empty());
    if !is_scaled {
        return;
    }
    let mut ended = 0;
    let mut failed: Vec<(u32, Option<FailureReason>)> = vec![];
    let mut started = 0;
    for (id, e) in (0_u32..).zip(&run.events) {
        match e.what {
            What::ActivityStarted { .. } => started += 1,
            What::ActivityEnded { activity, status } => {
                ended += 1;
                if status == ActivityStatus::Failed {
                    failed.push((activity, reason(scenario, run, id)));
                }
            }
            _ => {}
        }
    }
    let source = "DescribeScalingActivities";
    if started == 0 {
        let text = String::from("no activity at all");
        clues.push(Clue { source, text });
    }
    for (activity, reason) in failed {
        let said = reason.map_or("no StatusMessage that names a reason", words);
        let text = format!("activity {activity} Failed: {said}");
        clues.push(Clue { source, text });
    }
    if started > ended {
        let text = String::from("the latest activity is InProgress");
        clues.push(Clue { source, text });
    }
}

/// Alarms that never left INSUFFICIENT_DATA, or fell back into it.
fn alarms(scenario: &Scenario, run: &Run, clues: &mut Vec<Clue>) {
    let policies = scenario.scaling.as_ref().map_or(0, |s| s.policies.len());
    for index in 0..policies as u32 {
        let mut last = None;
        for e in &run.events {
            if let What::AlarmState {
                policy,
                side: AlarmSide::High,
                to,
                ..
            } = e.what
                && policy == index
            {
                last = Some((to, e.time));
            }
        }
        if let Some((AlarmState::InsufficientData, since)) = last {
            let clock = run.start.clock(since);
            clues.push(Clue {
                source: "DescribeAlarms",
                text: format!("AlarmHigh is in INSUFFICIENT_DATA since {clock:#}"),
            });
        }
    }
}

/// What CloudWatch shows nothing of at the end of the run.
fn visibility(scenario: &Scenario, run: &Run, clues: &mut Vec<Clue>) {
    let end_us = run.duration.micros().saturating_sub(1);
    let vpc = Vpc {
        network: &scenario.network,
        faults: &scenario.faults,
        ruleset: scenario.ruleset,
    };
    if !vpc.publishes_platform_metrics(end_us) {
        clues.push(Clue {
            source: "GetMetricData",
            text: String::from("no datapoints of the endpoint's own metrics"),
        });
    }
    if !vpc.publishes_container_metrics(end_us) {
        clues.push(Clue {
            source: "GetMetricData",
            text: String::from("no datapoints that the container sends itself"),
        });
    }
    if !vpc.path(Service::Logs, end_us).is_open() {
        clues.push(Clue {
            source: "CloudWatch Logs",
            text: String::from("no log events of the container"),
        });
    }
}
