//! The wording of events: past events in the past tense, rules in the present.

use core::fmt;

use headroom_engine::run::{
    AlarmSide, EndpointStatus, InstanceState, JobState, NotScaledReason, Refusal,
};
use headroom_model::alarm::AlarmState;
use headroom_model::fault::FaultKind;
use headroom_model::metric::Metric;
use headroom_model::time::Span;

use super::EventMessage;
use crate::clues;
use crate::figure::{clock, count, counted, instances, number, seconds};

impl EventMessage {
    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        match self {
            EventMessage::Datapoint { .. } => "event.datapoint",
            EventMessage::AlarmBegan { .. } => "event.alarm_began",
            EventMessage::AlarmChanged { .. } => "event.alarm_changed",
            EventMessage::Scaled { .. } => "decision.scaled",
            EventMessage::NotScaled { .. } => "decision.not_scaled",
            EventMessage::ActivityStarted { .. } => "event.activity_started",
            EventMessage::ActivitySucceeded { .. } => "event.activity_succeeded",
            EventMessage::ActivityFailed { .. } => "event.activity_failed",
            EventMessage::CooldownStarted { .. } => "event.cooldown_started",
            EventMessage::CooldownEnded { .. } => "event.cooldown_ended",
            EventMessage::Endpoint { .. } => "event.endpoint_status",
            EventMessage::Instance { .. } => "event.instance",
            EventMessage::Copy { .. } => "event.copy",
            EventMessage::ManagedInstance { .. } => "event.managed_instance",
            EventMessage::Provisioned { .. } => "event.provisioned_concurrency",
            EventMessage::SpotNotice { .. } => "event.spot_notice",
            EventMessage::Job { .. } => "event.job",
            EventMessage::CreationFailed { .. } => "event.creation_failed",
            EventMessage::MetricAlarm { .. } => "event.metric_alarm",
            EventMessage::Stepped { .. } => "decision.stepped",
            EventMessage::Scheduled { .. } => "event.scheduled_action",
            EventMessage::Operation { .. } => "event.operation",
            EventMessage::Fault { .. } => "event.fault",
        }
    }
}

impl fmt::Display for EventMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EventMessage::Datapoint {
                reading,
                start,
                period,
                value,
            } => {
                let period = clock(*start, *period);
                let value = number(*value);
                let name = reading.metric.name();
                write!(
                    f,
                    "The {name} datapoint of {period} became visible: {value}"
                )?;
                match reading.metric {
                    Metric::InvocationsPerInstance => f.write_str(" per instance in that minute."),
                    metric => write!(
                        f,
                        " ({}, {} over {}).",
                        metric.unit(),
                        reading.statistic.name(),
                        seconds(reading.period)
                    ),
                }
            }
            EventMessage::AlarmBegan {
                policy,
                side,
                state,
            } => {
                write!(f, "{} of {policy} began in {}.", side.name(), state.name())
            }
            EventMessage::AlarmChanged { .. } => alarm_changed(f, self),
            EventMessage::Scaled {
                policy,
                load,
                target,
                unclamped,
                from,
                to,
            } => {
                let formula = format_args!(
                    "ceil({} / {}) = {unclamped}",
                    number(*load),
                    number(*target)
                );
                write!(
                    f,
                    "{policy} changed the desired capacity from {from} to {to}: {formula}"
                )?;
                if to == unclamped {
                    f.write_str(".")
                } else {
                    write!(f, ", held at the limit of {to}.")
                }
            }
            EventMessage::NotScaled { .. } => not_scaled(f, self),
            EventMessage::ActivityStarted { cause, from, to } if to >= from => {
                let more = counted(
                    u64::from(to - from),
                    "more instance was",
                    "more instances were",
                );
                write!(f, "{more} requested by {cause}: desired {from} to {to}.")
            }
            EventMessage::ActivityStarted { cause, from, to } => {
                let less = counted(u64::from(from - to), "instance was", "instances were");
                write!(f, "{less} given back by {cause}: desired {from} to {to}.")
            }
            EventMessage::ActivitySucceeded { activity, took } => {
                write!(
                    f,
                    "Scaling activity {activity} was Successful after {}.",
                    seconds(*took)
                )
            }
            EventMessage::ActivityFailed { activity, reason } => {
                write!(
                    f,
                    "Scaling activity {activity} Failed: the capacity stays as it was."
                )?;
                match reason {
                    Some(reason) => write!(f, " {}", clues::words(*reason)),
                    None => Ok(()),
                }
            }
            EventMessage::CooldownStarted {
                policy,
                name,
                start,
                until,
            } => {
                let until = clock(*start, *until);
                write!(f, "{} of {policy} began; it ends at {until}.", name)
            }
            EventMessage::CooldownEnded {
                policy,
                name,
                interrupted,
            } => {
                let how = if *interrupted {
                    "was cut short by a scaling activity"
                } else {
                    "ended"
                };
                write!(f, "{} of {policy} {how}.", name)
            }
            EventMessage::Endpoint { status } => f.write_str(match status {
                EndpointStatus::InService => "The endpoint is InService: it may be scaled.",
                EndpointStatus::Updating => "The endpoint is Updating: no policy can scale it.",
                EndpointStatus::RollingBack => "The endpoint is RollingBack: the launch failed.",
                EndpointStatus::Failed => "The endpoint is Failed: it serves nothing.",
            }),
            EventMessage::Instance { number, state } => instance(f, "Instance", *number, *state),
            EventMessage::Copy { number, state } => instance(f, "Copy", *number, *state),
            EventMessage::ManagedInstance { number, state } => match state {
                InstanceState::Provisioning => {
                    write!(f, "Managed instance {number} was requested and is billed.")
                }
                InstanceState::InService => write!(f, "Managed instance {number} is there."),
                _ => write!(
                    f,
                    "Managed instance {number} was without a copy and is gone: billing ended."
                ),
            },
            EventMessage::Provisioned { count } => {
                write!(f, "Provisioned concurrency: {count} ready.")
            }
            EventMessage::SpotNotice { number } => write!(
                f,
                "Spot capacity of instance {number} will be taken back; nothing acts on the notice."
            ),
            EventMessage::Job { .. } => job(f, self),
            EventMessage::CreationFailed { reason } => {
                write!(f, "CreateEndpoint failed: {}", clues::words(*reason))
            }
            EventMessage::MetricAlarm {
                name,
                from: None,
                to,
                ..
            } => write!(f, "The alarm {name} began in {}.", to.name()),
            EventMessage::MetricAlarm {
                name,
                to,
                breaching,
                needed,
                ..
            } => write!(
                f,
                "The alarm {name} went to {}: {breaching} datapoints breach, {needed} are needed.",
                to.name()
            ),
            EventMessage::Stepped {
                policy,
                breach,
                from,
                to,
            } => {
                let beyond = if *breach < 0.0 { "below" } else { "above" };
                write!(
                    f,
                    "{policy} changed the desired capacity from {from} to {to}: the metric was {} {beyond} the threshold.",
                    number(breach.abs())
                )
            }
            EventMessage::Scheduled {
                name,
                min,
                max,
                refusal,
            } => {
                write!(f, "The scheduled action {name} was due")?;
                if let Some(refusal) = refusal {
                    return write!(f, " and changed nothing: {}.", refused(*refusal));
                }
                for (limit, value) in [("MinCapacity", min), ("MaxCapacity", max)] {
                    if let Some(value) = value {
                        write!(f, ", {limit} {value}")?;
                    }
                }
                f.write_str(".")
            }
            EventMessage::Operation {
                call,
                refusal: None,
            } => write!(f, "{call} was called."),
            EventMessage::Operation {
                call,
                refusal: Some(refusal),
            } => write!(f, "{call} was called and refused: {}.", refused(*refusal)),
            EventMessage::Fault { kind, begins } => fault(f, *kind, *begins),
        }
    }
}

/// Why an action or a call changed nothing, as the end of a sentence.
pub const fn refused(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotInService => "the endpoint was not InService",
        Refusal::MinAboveMax => "MinCapacity would have been above MaxCapacity",
        Refusal::NotRegistered => "no scalable target was registered",
        Refusal::NoSuchPolicy => "there was no policy of this name",
        Refusal::ScheduledScalingSuspended => "scheduled scaling was suspended",
    }
}

fn alarm_changed(f: &mut fmt::Formatter<'_>, message: &EventMessage) -> fmt::Result {
    let EventMessage::AlarmChanged {
        policy,
        side,
        to,
        breaching,
        needed,
        threshold,
    } = message
    else {
        return Ok(());
    };
    let (name, threshold) = (side.name(), number(*threshold));
    let beyond = match side {
        AlarmSide::High => "above",
        AlarmSide::Low => "below",
    };
    match to {
        AlarmState::Alarm => write!(
            f,
            "{name} of {policy} went to ALARM: {breaching} of {needed} datapoints were {beyond} {threshold}."
        ),
        AlarmState::Ok => write!(
            f,
            "{name} of {policy} went to OK: {breaching} of {needed} datapoints were {beyond} {threshold}."
        ),
        AlarmState::InsufficientData => write!(
            f,
            "{name} of {policy} went to INSUFFICIENT_DATA: too few datapoints to judge."
        ),
    }
}

fn not_scaled(f: &mut fmt::Formatter<'_>, message: &EventMessage) -> fmt::Result {
    let EventMessage::NotScaled {
        policy,
        reason,
        alarm,
        stepped,
        current,
        wanted,
        count: times,
        start,
        until,
    } = message
    else {
        return Ok(());
    };
    let capacity = instances(*current);
    let wanted = wanted.map_or_else(|| capacity.clone(), instances);
    let needs = match stepped {
        true => "the step asks for",
        false => "the load needs",
    };
    write!(f, "{policy} did not scale: ")?;
    match reason {
        NotScaledReason::AlreadyAtDesiredCapacity => {
            write!(f, "{needs} {wanted}, {capacity} were desired")?
        }
        NotScaledReason::AlreadyAtMaxCapacity => {
            write!(f, "{needs} {wanted}, MaxCapacity is {current}")?
        }
        NotScaledReason::AlreadyAtMinCapacity => {
            write!(f, "{needs} {wanted}, MinCapacity is {current}")?
        }
        NotScaledReason::TargetServicePutResourceAsUnscalable => {
            f.write_str("the endpoint was Updating (TargetServicePutResourceAsUnscalable)")?
        }
        NotScaledReason::InsufficientData => {
            f.write_str("there were too few datapoints to judge (INSUFFICIENT_DATA)")?
        }
        NotScaledReason::AlarmNotInAlarm => {
            write!(f, "{needs} {wanted}, and {alarm} was not in ALARM")?
        }
        NotScaledReason::CoolingDown => write!(f, "a cooldown held it; {needs} {wanted}")?,
        NotScaledReason::ScaleInDisabled => f.write_str("DisableScaleIn is true")?,
        NotScaledReason::PoliciesDisagree => {
            f.write_str("another target tracking policy did not agree to scale in")?
        }
        NotScaledReason::OtherPolicyWon => {
            f.write_str("another policy acted at the same moment")?
        }
        NotScaledReason::AutoScalingAnticipatedFlapping => {
            f.write_str("one instance less would put the metric back over its target")?
        }
        NotScaledReason::DynamicScalingOutSuspended => {
            f.write_str("DynamicScalingOutSuspended is true")?
        }
        NotScaledReason::DynamicScalingInSuspended => {
            f.write_str("DynamicScalingInSuspended is true")?
        }
    }
    if *times > 1 {
        write!(
            f,
            "; {} evaluations up to {}",
            count(u64::from(*times)),
            clock(*start, *until)
        )?;
    }
    f.write_str(".")
}

fn job(f: &mut fmt::Formatter<'_>, message: &EventMessage) -> fmt::Result {
    let EventMessage::Job {
        state,
        attempt,
        saved,
        lost,
        has_checkpoints,
    } = message
    else {
        return Ok(());
    };
    let seconds = |span: Span| number(span.secs_f64());
    match state {
        JobState::WaitingForCapacity => {
            f.write_str("The job waits for capacity; nothing is billed.")
        }
        JobState::Resuming => write!(
            f,
            "Start {attempt}: the job loads its checkpoint of {} s of work.",
            seconds(*saved)
        ),
        JobState::Running if *attempt > 1 && !has_checkpoints => {
            write!(f, "Start {attempt}: the job starts over.")
        }
        JobState::Running => write!(f, "The job works; {} s are saved.", seconds(*saved)),
        JobState::CheckpointSaved => {
            write!(f, "A checkpoint saved {} s of work.", seconds(*saved))
        }
        JobState::InterruptionNotice => {
            f.write_str("Spot capacity will be taken back; nothing acts on the notice.")
        }
        JobState::Interrupted => write!(
            f,
            "Spot capacity was taken back: {} s of work are lost so far.",
            seconds(*lost)
        ),
        JobState::Completed => f.write_str("The job is Completed."),
        JobState::MaxWaitTimeExceeded => f.write_str("The job was stopped: MaxWaitTimeExceeded."),
    }
}

fn instance(
    f: &mut fmt::Formatter<'_>,
    noun: &str,
    number: u32,
    state: InstanceState,
) -> fmt::Result {
    let what = match state {
        InstanceState::WaitingForCapacity => "waits: no capacity can be had, and nothing is billed",
        InstanceState::Provisioning => "is Provisioning: it was requested and is billed",
        InstanceState::Downloading => "is Downloading the model artifact",
        InstanceState::Starting => "is Starting its container",
        InstanceState::InService => "is in service: it takes traffic",
        InstanceState::Draining => "is Draining: it takes no new request",
        InstanceState::Gone => "is gone: billing ended",
        InstanceState::Failed => "failed: billing ended",
    };
    write!(f, "{noun} {number} {what}.")
}

fn fault(f: &mut fmt::Formatter<'_>, kind: FaultKind, begins: bool) -> fmt::Result {
    match (kind, begins) {
        (FaultKind::InstanceCrash { count }, _) => {
            let noun = if count == 1 { "instance" } else { "instances" };
            write!(f, "Fault: {count} {noun} died with every request on them.")
        }
        (FaultKind::MetricsDelay { delay, .. }, true) => {
            write!(
                f,
                "Fault: datapoints came {} later than usual.",
                seconds(delay)
            )
        }
        (FaultKind::MetricsDelay { .. }, false) => f.write_str("Datapoints came on time again."),
        (FaultKind::MetricsLost { .. }, true) => f.write_str("Fault: datapoints were lost."),
        (FaultKind::MetricsLost { .. }, false) => f.write_str("Datapoints were published again."),
        (FaultKind::InsufficientCapacity { .. }, true) => {
            f.write_str("Fault: no new instance could be had.")
        }
        (FaultKind::InsufficientCapacity { .. }, false) => {
            f.write_str("New instances could be had again.")
        }
        (FaultKind::SlowModel { factor, .. }, true) => {
            write!(
                f,
                "Fault: each request took {} times its service time.",
                number(factor)
            )
        }
        (FaultKind::SlowModel { .. }, false) => {
            f.write_str("Requests took their usual service time again.")
        }
        (FaultKind::S3Unreachable { .. }, true) => {
            f.write_str("Fault: S3 could not be reached; new instances could not load the model.")
        }
        (FaultKind::S3Unreachable { .. }, false) => f.write_str("S3 could be reached again."),
        (
            FaultKind::VpcEndpointBroken {
                service, property, ..
            },
            true,
        ) => write!(
            f,
            "Fault: {} of the VPC endpoint for {} no longer held.",
            property.name(),
            service.name()
        ),
        (
            FaultKind::VpcEndpointBroken {
                service, property, ..
            },
            false,
        ) => write!(
            f,
            "{} of the VPC endpoint for {} held again.",
            property.name(),
            service.name()
        ),
        (FaultKind::SpotInterruption, _) => f.write_str("Fault: Spot capacity was taken back."),
    }
}
