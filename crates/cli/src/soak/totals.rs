//! What the worlds had in them, so that a soak in still water is seen.

use std::fmt;

use headroom_engine::run::{Run, What};
use headroom_model::scaling::ActivityStatus;

/// Counts over worlds.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)] // A field is named after what it counts.
pub struct Totals {
    pub requests: u64,
    pub retries: u64,
    pub failures: u64,
    pub lost_with_their_instance: u64,
    pub scale_outs: u64,
    pub scale_ins: u64,
    /// Activities that failed: a launch took too long.
    pub rolled_back: u64,
    /// Scheduled actions and calls that changed nothing.
    pub refused: u64,
    pub from_zero: u64,
    pub cold_starts: u64,
    pub jobs_done: u64,
    pub interruptions: u64,
    pub not_created: u64,
}

impl Totals {
    /// Counts a world.
    pub fn add(&mut self, run: &Run) {
        let summary = &run.summary;
        self.requests += summary.requests.arrived;
        self.retries += summary.requests.retries;
        self.failures += summary.requests.failed.total();
        self.lost_with_their_instance += summary.requests.failed.instance_lost;
        self.scale_outs += summary.scaling.scale_outs;
        self.scale_ins += summary.scaling.scale_ins;
        self.cold_starts += summary.cold_starts;
        if let Some(job) = summary.job {
            self.jobs_done += u64::from(job.completed);
            self.interruptions += job.interruptions;
        }
        for event in &run.events {
            let counter = match &event.what {
                What::ActivityEnded {
                    status: ActivityStatus::Failed,
                    ..
                } => &mut self.rolled_back,
                What::ScheduledAction {
                    refusal: Some(_), ..
                }
                | What::Operation {
                    refusal: Some(_), ..
                } => &mut self.refused,
                What::ActivityStarted { from: 0, .. } => &mut self.from_zero,
                What::CreationFailed { .. } => &mut self.not_created,
                _ => continue,
            };
            *counter += 1;
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.requests, "requests"),
            (self.retries, "of them retries"),
            (self.failures, "failures"),
            (
                self.lost_with_their_instance,
                "of them lost with their instance",
            ),
            (self.scale_outs, "scale-outs"),
            (self.from_zero, "activities from zero"),
            (self.scale_ins, "scale-ins"),
            (self.rolled_back, "rolled back"),
            (self.refused, "scheduled actions and calls refused"),
            (self.cold_starts, "cold starts"),
            (self.jobs_done, "jobs done"),
            (self.interruptions, "interruptions of jobs"),
            (self.not_created, "endpoints not created"),
        ];
        let seen = parts.iter().filter(|(n, _)| *n > 0);
        let words: Vec<String> = seen.map(|(n, what)| format!("{n} {what}")).collect();
        f.write_str(&words.join(", "))
    }
}
