//! Batch transform and training jobs: so much work, on capacity that Spot may take back (facts,
//! section 6).

use alloc::vec;
use alloc::vec::Vec;

use headroom_model::endpoint::Job;
use headroom_model::scenario::Seed;
use headroom_model::time::Span;

use crate::agenda::Control;
use crate::fault;
use crate::random::sample::Exponential;
use crate::random::stream::{Purpose, Stream};
use crate::run::{JobResult, JobState, What};
use crate::world::World;

/// A job and how far it has come.
#[derive(Clone, Debug)]
pub struct Jobs {
    rule: Job,
    seed: Seed,
    /// What it does now, since when and until when.
    doing: Doing,
    since_us: u64,
    until_us: u64,
    /// When the capacity is taken back; of this attempt.
    interruption_us: u64,
    /// Work that an interruption does not undo.
    saved_us: u64,
    /// Work done since.
    unsaved_us: u64,
    attempt: u32,
    /// The agenda's entry that is valid.
    step: u32,
    running_since_us: u64,
    billed_us: u64,
    interruptions: u64,
    work_lost_us: u64,
    ended_us: Option<u64>,
    completed: bool,
    event: u32,
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Waiting,
    Resuming,
    Working,
    Saving,
    Ended,
}

impl Jobs {
    /// Nothing has started.
    pub fn new(rule: Job, seed: Seed) -> Jobs {
        Jobs {
            rule,
            seed,
            doing: Doing::Waiting,
            since_us: 0,
            until_us: 0,
            interruption_us: u64::MAX,
            saved_us: 0,
            unsaved_us: 0,
            attempt: 0,
            step: 0,
            running_since_us: 0,
            billed_us: 0,
            interruptions: 0,
            work_lost_us: 0,
            ended_us: None,
            completed: false,
            event: 0,
        }
    }

    fn is_running(&self) -> bool {
        !matches!(self.doing, Doing::Waiting | Doing::Ended)
    }

    fn stop_us(&self) -> u64 {
        self.rule.max_wait.map_or(u64::MAX, Span::micros)
    }

    /// Work of the part that runs, up to now.
    fn part_us(&self, now_us: u64) -> u64 {
        match self.doing {
            Doing::Working => now_us - self.since_us,
            _ => 0,
        }
    }

    /// The columns of [`Jobs::row`].
    pub const COLUMNS: [&'static str; 3] = ["work_done_s", "work_saved_s", "work_lost_s"];

    /// Work at a period's end.
    pub fn row(&self, now_us: u64) -> [Option<f64>; 3] {
        let done = self.saved_us + self.unsaved_us + self.part_us(now_us);
        [done, self.saved_us, self.work_lost_us].map(|us| Some(us as f64 / 1e6))
    }

    /// What the summary wants.
    pub fn result(&self, now_us: u64) -> JobResult {
        let running = match self.is_running() {
            true => now_us - self.running_since_us,
            false => 0,
        };
        JobResult {
            wall_s: self.ended_us.unwrap_or(now_us) as f64 / 1e6,
            billed_s: (self.billed_us + running) as f64 / 1e6,
            interruptions: self.interruptions,
            work_lost_s: self.work_lost_us as f64 / 1e6,
            completed: self.completed,
        }
    }
}

impl World {
    /// Capacity is there: the job starts, or starts again.
    pub(crate) fn job_starts(&mut self, now_us: u64, because: Vec<u32>) {
        let waits_us = fault::no_capacity_until(&self.faults, now_us);
        let Some(job) = self.platform.job_mut() else {
            return;
        };
        if let Some(until_us) = waits_us {
            return self.job_waits(now_us, until_us, because);
        }
        job.attempt += 1;
        job.running_since_us = now_us;
        job.interruption_us = match job.rule.spot {
            None => u64::MAX,
            Some(spot) => {
                let owner = u64::from(job.attempt);
                let mut stream = Stream::new(job.seed, Purpose::Interruption, owner);
                let unit = Exponential::new().draw(&mut stream);
                let after = unit * spot.mean_interval.micros() as f64;
                now_us.saturating_add((after + 0.5) as u64)
            }
        };
        let resumes = job.rule.checkpoint.filter(|_| job.saved_us > 0);
        let count = job.rule.instance_count;
        let (state, doing, length_us) = match resumes {
            Some(checkpoint) => (
                JobState::Resuming,
                Doing::Resuming,
                checkpoint.resume_cost.micros(),
            ),
            None => (JobState::Running, Doing::Working, job.next_part_us()),
        };
        if let Some(spot) = job.rule.spot {
            let notice_us = job.interruption_us.saturating_sub(spot.notice.micros());
            let attempt = job.attempt;
            self.agenda
                .push(notice_us.max(now_us), Control::JobNotice { attempt });
        }
        self.meter.billed(now_us, count as i32);
        self.meter.in_service(now_us, count);
        self.note_job(now_us, state, because);
        self.job_does(now_us, doing, length_us);
    }

    fn job_waits(&mut self, now_us: u64, until_us: u64, because: Vec<u32>) {
        self.note_job(now_us, JobState::WaitingForCapacity, because);
        self.job_does(now_us, Doing::Waiting, until_us - now_us);
    }

    /// The job does this for so long, unless something comes first.
    fn job_does(&mut self, now_us: u64, doing: Doing, length_us: u64) {
        let Some(job) = self.platform.job_mut() else {
            return;
        };
        (job.doing, job.since_us) = (doing, now_us);
        job.until_us = now_us.saturating_add(length_us);
        let mut next_us = job.until_us.min(job.stop_us());
        if job.is_running() {
            next_us = next_us.min(job.interruption_us);
        }
        job.step += 1;
        let step = job.step;
        self.agenda.push(next_us, Control::Job { step });
    }

    /// What the job did ends, by itself or not.
    pub(crate) fn job_step(&mut self, now_us: u64, step: u32) {
        let Some(job) = self.platform.job_mut() else {
            return;
        };
        if job.step != step || job.doing == Doing::Ended {
            return;
        }
        let because = vec![job.event];
        let is_done = now_us == job.until_us;
        if is_done && job.doing == Doing::Working {
            job.unsaved_us += now_us - job.since_us;
            job.since_us = now_us;
            if job.saved_us + job.unsaved_us >= job.rule.work.micros() {
                job.saved_us += core::mem::take(&mut job.unsaved_us);
                job.completed = true;
                return self.job_ends(now_us, JobState::Completed, because);
            }
        }
        if now_us >= job.stop_us() {
            return self.job_ends(now_us, JobState::MaxWaitTimeExceeded, because);
        }
        if job.is_running() && now_us >= job.interruption_us {
            return self.job_interrupted(now_us, because);
        }
        match job.doing {
            Doing::Waiting => self.job_starts(now_us, because),
            Doing::Resuming => {
                let part_us = job.next_part_us();
                self.note_job(now_us, JobState::Running, because);
                self.job_does(now_us, Doing::Working, part_us);
            }
            Doing::Working => {
                let cost = job.rule.checkpoint.map_or(0, |c| c.cost.micros());
                self.job_does(now_us, Doing::Saving, cost);
            }
            Doing::Saving => {
                job.saved_us += core::mem::take(&mut job.unsaved_us);
                let part_us = job.next_part_us();
                self.note_job(now_us, JobState::CheckpointSaved, because);
                self.job_does(now_us, Doing::Working, part_us);
            }
            Doing::Ended => {}
        }
    }

    /// The capacity is taken back: what is not saved is lost.
    pub(crate) fn job_interrupted(&mut self, now_us: u64, because: Vec<u32>) {
        let Some(job) = self.platform.job_mut() else {
            return;
        };
        if !job.is_running() {
            return;
        }
        let Some(spot) = job.rule.spot else { return };
        job.work_lost_us += job.part_us(now_us) + core::mem::take(&mut job.unsaved_us);
        job.interruptions += 1;
        let mut because = because;
        because.push(job.event);
        self.job_capacity_gone(now_us);
        self.note_job(now_us, JobState::Interrupted, because);
        let because = self
            .platform
            .job_mut()
            .map_or(Vec::new(), |j| vec![j.event]);
        let until_us = now_us + spot.wait_for_capacity.micros();
        if until_us > now_us {
            self.job_waits(now_us, until_us, because);
        } else {
            self.job_starts(now_us, because);
        }
    }

    /// The notice of an interruption; nothing acts on it [D].
    pub(crate) fn job_notice(&mut self, now_us: u64, attempt: u32) {
        let Some(job) = self.platform.job_mut() else {
            return;
        };
        if job.attempt == attempt && job.is_running() {
            let because = vec![job.event];
            self.note_job(now_us, JobState::InterruptionNotice, because);
        }
    }

    fn job_ends(&mut self, now_us: u64, state: JobState, because: Vec<u32>) {
        let was_running = self.platform.job_mut().is_some_and(|j| j.is_running());
        if was_running {
            self.job_capacity_gone(now_us);
        }
        if let Some(job) = self.platform.job_mut() {
            if state == JobState::MaxWaitTimeExceeded {
                job.work_lost_us += match job.doing {
                    Doing::Working => now_us - job.since_us,
                    _ => 0,
                } + core::mem::take(&mut job.unsaved_us);
            }
            job.doing = Doing::Ended;
            job.ended_us = Some(now_us);
        }
        self.note_job(now_us, state, because);
    }

    fn job_capacity_gone(&mut self, now_us: u64) {
        let Some(job) = self.platform.job_mut() else {
            return;
        };
        job.billed_us += now_us - job.running_since_us;
        let count = job.rule.instance_count;
        self.meter.billed(now_us, -(count as i32));
        self.meter.in_service(now_us, 0);
    }

    fn note_job(&mut self, now_us: u64, state: JobState, because: Vec<u32>) {
        let Some(job) = self.platform.job_mut() else {
            return;
        };
        let what = What::Job {
            state,
            attempt: job.attempt,
            saved: Span::from_micros(job.saved_us),
            lost: Span::from_micros(job.work_lost_us),
        };
        job.event = self.log.note(now_us, because, what);
    }
}

impl Jobs {
    /// Work up to the next checkpoint, or to the end: no checkpoint follows the last part.
    fn next_part_us(&self) -> u64 {
        let left = self.rule.work.micros() - self.saved_us;
        match self.rule.checkpoint {
            Some(checkpoint) => left.min(checkpoint.interval.micros()),
            None => left,
        }
    }
}
