//! What happened, and which earlier events caused it.

use alloc::string::String;
use alloc::vec::Vec;

use headroom_model::alarm::AlarmState;
use headroom_model::fault::FaultKind;
use headroom_model::metric::Reading;
use headroom_model::scaling::ActivityStatus;
use headroom_model::time::{Span, Time};
use serde::{Deserialize, Serialize};

use super::decision::{Datapoint, Direction};

/// One thing that happened. Its id is its index in [`super::Run::events`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub time: Time,
    /// Ids of the earlier events that caused this one, ascending.
    pub because: Vec<u32>,
    /// What.
    pub what: What,
}

/// What happened. The variants are the `kind`s of the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// A datapoint that an alarm or a decision looked at became visible.
    Datapoint {
        /// Of which metric, by which statistic, over which period.
        reading: Reading,
        /// The datapoint.
        datapoint: Datapoint,
    },
    /// An alarm changed its state; the first event of an alarm has no `from`.
    AlarmState {
        /// Index of the policy that owns the alarm.
        policy: u32,
        /// Which of its two.
        side: AlarmSide,
        /// The state before.
        from: Option<AlarmState>,
        /// The state now.
        to: AlarmState,
        /// Datapoints of the window that breach.
        breaching: u32,
        /// Datapoints that must breach.
        needed: u32,
    },
    /// An alarm of the scenario changed its state; the first event of an alarm has no `from`.
    MetricAlarmState {
        /// Its place in the file.
        alarm: u32,
        /// The state before.
        from: Option<AlarmState>,
        /// The state now.
        to: AlarmState,
        /// Datapoints of the window that breach.
        breaching: u32,
        /// Datapoints that must breach.
        needed: u32,
    },
    /// One or more equal consecutive evaluations of a policy.
    Decision {
        /// Index of the first in [`super::Run::decisions`].
        first: u32,
        /// Index of the last.
        last: u32,
        /// How many evaluations.
        count: u32,
        /// When the last was made.
        until: Time,
    },
    /// Capacity was asked for or given back.
    ActivityStarted {
        /// Number of the activity, from 1.
        activity: u32,
        /// Who asked.
        cause: Cause,
        /// Desired capacity before.
        from: u32,
        /// Desired capacity now.
        to: u32,
    },
    /// The last new instance came into service, the last drained one left, or it failed.
    ActivityEnded {
        /// Number of the activity.
        activity: u32,
        /// How.
        status: ActivityStatus,
    },
    /// A cooldown of a policy began.
    CooldownStarted {
        /// Index of the policy.
        policy: u32,
        /// After which kind of activity.
        direction: Direction,
        /// When it would end by itself.
        until: Time,
    },
    /// It ended.
    CooldownEnded {
        /// Index of the policy.
        policy: u32,
        /// After which kind of activity.
        direction: Direction,
        /// Cut short by a scale-out (fact 1.23).
        interrupted: bool,
    },
    /// The endpoint's status changed.
    EndpointStatus {
        /// The status now.
        status: EndpointStatus,
    },
    /// An instance changed its state.
    Instance {
        /// Number of the instance, from 1.
        number: u32,
        /// The state now.
        state: InstanceState,
    },
    /// An instance under inference components came or went.
    ManagedInstance {
        /// Its number, from 1.
        number: u32,
        /// The state now.
        state: InstanceState,
    },
    /// Provisioned concurrency of a serverless endpoint is ready, or was given back.
    Provisioned {
        /// What is ready now.
        count: u32,
    },
    /// An instance's Spot capacity will be taken back.
    SpotNotice {
        /// Number of the instance.
        number: u32,
    },
    /// A job reached a point of its life.
    Job {
        /// Which.
        state: JobState,
        /// How often capacity was found, this time included.
        attempt: u32,
        /// Work that an interruption does not undo.
        saved: Span,
        /// Work that was done and lost, so far.
        lost: Span,
    },
    /// The endpoint could not be created.
    CreationFailed {
        /// Why.
        reason: FailureReason,
    },
    /// A scheduled action was due.
    ScheduledAction {
        /// Its name.
        name: String,
        /// The MinCapacity that it sends.
        min: Option<u32>,
        /// The MaxCapacity that it sends.
        max: Option<u32>,
        /// Why it changed nothing, if so.
        refusal: Option<Refusal>,
    },
    /// A call was made.
    Operation {
        /// Its place in the file.
        index: u32,
        /// Why it changed nothing, if so.
        refusal: Option<Refusal>,
    },
    /// A fault of the scenario began or ended.
    Fault {
        /// Its place in the file.
        index: u32,
        /// What it is.
        kind: FaultKind,
        /// It began.
        begins: bool,
    },
}

/// A point in the life of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JobState {
    /// No capacity can be had; not billed.
    WaitingForCapacity,
    /// Loads its latest checkpoint.
    Resuming,
    /// Works.
    Running,
    /// A checkpoint is saved.
    CheckpointSaved,
    /// Spot capacity will be taken back.
    InterruptionNotice,
    /// Spot capacity was taken back.
    Interrupted,
    /// All work is done.
    Completed,
    /// MaxWaitTimeInSeconds has passed.
    MaxWaitTimeExceeded,
}

impl JobState {
    /// SageMaker's word where it has one (facts, section 6).
    pub const fn name(self) -> &'static str {
        match self {
            JobState::WaitingForCapacity => "WaitingForCapacity",
            JobState::Resuming => "Resuming",
            JobState::Running => "Running",
            JobState::CheckpointSaved => "CheckpointSaved",
            JobState::InterruptionNotice => "InterruptionNotice",
            JobState::Interrupted => "Interrupted",
            JobState::Completed => "Completed",
            JobState::MaxWaitTimeExceeded => "MaxWaitTimeExceeded",
        }
    }
}

/// What SageMaker says about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureReason {
    /// The artifact could not be downloaded.
    ModelDataDownload,
}

/// Who asked for an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// Registration moved the count into the limits (fact 1.4).
    Registration,
    /// The policy of this index.
    Policy(u32),
    /// A scheduled action, by its place in the file and then in the order of calls; its event is
    /// the activity's cause.
    ScheduledAction(u32),
}

/// Why a scheduled action or a call changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The endpoint was not InService (facts 1.35, 1.39).
    NotInService,
    /// A minimum above the maximum, or the reverse, needs both (fact 1.34).
    MinAboveMax,
    /// There is no scalable target.
    NotRegistered,
    /// There is no policy of this name.
    NoSuchPolicy,
    /// Scheduled scaling is suspended; it will not be made up for (fact 1.36).
    ScheduledScalingSuspended,
}

impl Refusal {
    /// The report's word.
    pub const fn name(self) -> &'static str {
        match self {
            Refusal::NotInService => "not_in_service",
            Refusal::MinAboveMax => "min_above_max",
            Refusal::NotRegistered => "not_registered",
            Refusal::NoSuchPolicy => "no_such_policy",
            Refusal::ScheduledScalingSuspended => "scheduled_scaling_suspended",
        }
    }
}

/// Which of a target tracking policy's two alarms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AlarmSide {
    /// Above the target.
    High,
    /// Below 90 % of the target.
    Low,
}

impl AlarmSide {
    /// As it stands in the alarm's name (fact 1.13).
    pub const fn name(self) -> &'static str {
        match self {
            AlarmSide::High => "AlarmHigh",
            AlarmSide::Low => "AlarmLow",
        }
    }
}

/// `EndpointStatus` (fact 1.38).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndpointStatus {
    /// Takes traffic and may be scaled.
    InService,
    /// Takes traffic; capacity is on its way in or out.
    Updating,
    /// A scale-out failed; the previous configuration returns.
    RollingBack,
    /// It could not be created.
    Failed,
}

impl EndpointStatus {
    /// SageMaker's own spelling.
    pub const fn name(self) -> &'static str {
        match self {
            EndpointStatus::InService => "InService",
            EndpointStatus::Updating => "Updating",
            EndpointStatus::RollingBack => "RollingBack",
            EndpointStatus::Failed => "Failed",
        }
    }
}

/// The life of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum InstanceState {
    /// Asked for while no capacity can be had; not billed.
    WaitingForCapacity,
    /// A machine is being set up; billing starts.
    Provisioning,
    /// The artifact is coming from S3.
    Downloading,
    /// The container starts.
    Starting,
    /// Takes traffic.
    InService,
    /// Takes no new request and finishes its own.
    Draining,
    /// Gone; billing ends.
    Gone,
    /// The launch failed, or the instance died; billing ends.
    Failed,
}

impl InstanceState {
    /// A word for people.
    pub const fn name(self) -> &'static str {
        match self {
            InstanceState::WaitingForCapacity => "WaitingForCapacity",
            InstanceState::Provisioning => "Provisioning",
            InstanceState::Downloading => "Downloading",
            InstanceState::Starting => "Starting",
            InstanceState::InService => "InService",
            InstanceState::Draining => "Draining",
            InstanceState::Gone => "Gone",
            InstanceState::Failed => "Failed",
        }
    }
}

impl What {
    /// The report's `kind`.
    pub const fn kind(&self) -> &'static str {
        match self {
            What::Datapoint { .. } => "datapoint",
            What::AlarmState { .. } | What::MetricAlarmState { .. } => "alarm_state",
            What::Decision { .. } => "decision",
            What::ActivityStarted { .. } => "activity_started",
            What::ActivityEnded { .. } => "activity_ended",
            What::CooldownStarted { .. } => "cooldown_started",
            What::CooldownEnded { .. } => "cooldown_ended",
            What::EndpointStatus { .. } => "endpoint_status",
            What::Instance { .. } => "instance",
            What::ManagedInstance { .. } => "managed_instance",
            What::Provisioned { .. } => "provisioned_concurrency",
            What::SpotNotice { .. } => "spot_notice",
            What::Job { .. } => "job",
            What::CreationFailed { .. } => "creation_failed",
            What::ScheduledAction { .. } => "scheduled_action",
            What::Operation { .. } => "operation",
            What::Fault { .. } => "fault",
        }
    }
}
