//! Two runs side by side: each figure of A and B, B minus A, and who is better.

use headroom_engine::run::{Run, What};
use headroom_model::time::{Start, Time};
use serde::{Deserialize, Serialize};

use crate::message::ComparisonMessage;

/// Two runs, figure by figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Both ran under the same seed, and so with the same random numbers.
    pub same_seed: bool,
    /// In the order of [`Figure::ALL`].
    pub rows: [Row; Figure::ALL.len()],
}

/// A figure in both runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Which.
    pub figure: Figure,
    /// In A; `None` when it has no value there.
    pub a: Option<f64>,
    /// In B.
    pub b: Option<f64>,
    /// b − a; `None` when one of them has no value.
    pub difference: Option<f64>,
    /// Who is better.
    pub verdict: Verdict,
    /// The clock at second 0 of A and of B, for figures that are a time.
    pub start: (Start, Start),
}

/// A figure that two runs are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Failed attempts.
    FailedRequests,
    /// Median latency of completed requests, ms.
    LatencyP50,
    /// 99th percentile of it, ms.
    LatencyP99,
    /// US dollars.
    Cost,
    /// Mean instances in service.
    MeanCapacity,
    /// Second at which the first scale-out started.
    FirstScaleOut,
    /// Successful scale-outs.
    ScaleOuts,
    /// Successful scale-ins.
    ScaleIns,
    /// Failed activities.
    FailedActivities,
    /// Evaluations that a cooldown held.
    BlockedByCooldown,
    /// Evaluations that MaxCapacity held.
    ClippedByMax,
}

/// Who is better by one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A is better.
    A,
    /// B is better.
    B,
    /// They read the same: neither is better.
    Equal,
    /// More of it is neither good nor bad, or only one of them has a value.
    Neither,
    /// A is lower, but it fails more requests, and those have no latency.
    AButFailsMore,
    /// B is lower, but it fails more requests, and those have no latency.
    BButFailsMore,
}

impl Figure {
    /// Every figure, the most important first.
    pub const ALL: [Figure; 11] = [
        Figure::FailedRequests,
        Figure::LatencyP50,
        Figure::LatencyP99,
        Figure::Cost,
        Figure::MeanCapacity,
        Figure::FirstScaleOut,
        Figure::ScaleOuts,
        Figure::ScaleIns,
        Figure::FailedActivities,
        Figure::BlockedByCooldown,
        Figure::ClippedByMax,
    ];

    /// The figure of a run.
    pub fn of(self, run: &Run) -> Option<f64> {
        let summary = &run.summary;
        let scaling = &summary.scaling;
        match self {
            Figure::FailedRequests => Some(summary.requests.failed.total() as f64),
            Figure::LatencyP50 => summary.latency_ms.p50,
            Figure::LatencyP99 => summary.latency_ms.p99,
            Figure::Cost => Some(summary.cost_usd.total),
            Figure::MeanCapacity => Some(summary.capacity.mean),
            Figure::FirstScaleOut => first_scale_out(run).map(Time::secs_f64),
            Figure::ScaleOuts => Some(scaling.scale_outs as f64),
            Figure::ScaleIns => Some(scaling.scale_ins as f64),
            Figure::FailedActivities => Some(scaling.failed as f64),
            Figure::BlockedByCooldown => Some(scaling.blocked_by_cooldown as f64),
            Figure::ClippedByMax => Some(scaling.clipped_by_max as f64),
        }
    }

    /// Whether less of it is better by itself.
    const fn less_is_better(self) -> bool {
        match self {
            Figure::FailedRequests
            | Figure::LatencyP50
            | Figure::LatencyP99
            | Figure::Cost
            | Figure::FailedActivities => true,
            // More capacity, or more activities, are a means; so is an early one.
            Figure::MeanCapacity
            | Figure::FirstScaleOut
            | Figure::ScaleOuts
            | Figure::ScaleIns
            | Figure::BlockedByCooldown
            | Figure::ClippedByMax => false,
        }
    }

    const fn is_latency(self) -> bool {
        matches!(self, Figure::LatencyP50 | Figure::LatencyP99)
    }
}

/// When the first scale-out of a run started, registration included.
pub fn first_scale_out(run: &Run) -> Option<Time> {
    let is_out = |what: &What| matches!(what, What::ActivityStarted { from, to, .. } if to > from);
    run.events.iter().find(|e| is_out(&e.what)).map(|e| e.time)
}

/// `a` against `b`.
pub fn compare(a: &Run, b: &Run) -> Comparison {
    let failed = |run: &Run| run.summary.requests.failed.total();
    let failed = (failed(a), failed(b));
    Comparison {
        same_seed: a.seed == b.seed,
        rows: Figure::ALL.map(|figure| {
            let mut row = Row {
                figure,
                a: figure.of(a),
                b: figure.of(b),
                difference: None,
                verdict: Verdict::Neither,
                start: (a.start, b.start),
            };
            row.difference = row.a.zip(row.b).map(|(a, b)| b - a);
            row.verdict = verdict(&row, failed);
            row
        }),
    }
}

fn verdict(row: &Row, failed: (u64, u64)) -> Verdict {
    let (Some(a), Some(b)) = (row.a, row.b) else {
        return Verdict::Neither;
    };
    // What reads the same is not better, whatever stands behind the last shown digit.
    let [shown_a, shown_b] = ComparisonMessage::of_row(row).shown();
    if shown_a == shown_b {
        return Verdict::Equal;
    }
    if !row.figure.less_is_better() {
        return Verdict::Neither;
    }
    let latency = row.figure.is_latency();
    match (a < b, latency) {
        (true, true) if failed.0 > failed.1 => Verdict::AButFailsMore,
        (false, true) if failed.1 > failed.0 => Verdict::BButFailsMore,
        (true, _) => Verdict::A,
        (false, _) => Verdict::B,
    }
}
