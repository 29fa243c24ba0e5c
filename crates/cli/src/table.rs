//! A run to read: one line a minute, fixed columns, so that a difference between two runs tells
//! its story. The long help of `simulate` explains the columns.

use std::fmt::Write;

use headroom_engine::run::{
    AlarmSide, Decision, Direction, Event, JobState, NotScaledReason, Outcome, Run, What,
    savings_percent,
};
use headroom_explain::clues::clues;
use headroom_model::alarm::{AlarmState, ComparisonOperator};
use headroom_model::scenario::{Endpoint, Scenario};
use headroom_model::time::{Span, Time};

/// The lines of a run, and its main figures below them.
pub fn table(scenario: &Scenario, run: &Run) -> String {
    let mut text = String::new();
    if let Some(hypothetical) = run.hypothetical {
        let _ = writeln!(text, "hypothetical: {}", hypothetical.name());
    }
    let mut story = Story::default();
    let rows = run.duration.micros() / Span::MINUTE.micros();
    for minute in 0..=rows {
        let time = Time::from_secs(minute * 60);
        let is_job = scenario.endpoint.job().is_some();
        let moved = story.read_events(
            scenario,
            &run.events,
            match is_job {
                // A job's line tells how its minute ends.
                true => time + Span::MINUTE,
                false => time,
            },
        );
        if is_job && moved == 0 && !minute.is_multiple_of(30) {
            continue;
        }
        let decisions = at(&run.decisions, time);
        let row = minute as usize;
        let has_row = row < run.series.len();
        if !has_row && decisions.is_empty() {
            break;
        }
        let rpm = run
            .series
            .invocations
            .get(row)
            .map_or("-".into(), u64::to_string);
        let inst = match (
            run.series.in_service_instance_count.get(row),
            run.series.desired_instance_count.get(row),
        ) {
            (Some(in_service), Some(desired)) => format!("{in_service}>{desired}"),
            _ => format!("{}>{}", run.summary.capacity.r#final, decisions[0].current),
        };
        let scaling = format!(
            "{:<10}  cool {:<9}  why {}",
            story.alarm(decisions),
            story.cooldown(time),
            why(decisions)
        );
        let scaling = match story.not_created {
            true => "endpoint Failed".into(),
            false => scaling,
        };
        let clock = clock(run, time);
        let column = |name: &str| {
            let column = run.columns.iter().find(|c| c.name == name);
            let value = column.and_then(|c| c.values.get(row).copied().flatten());
            value.map_or("-".into(), |v| format!("{v}"))
        };
        let errors = run.series.errors.get(row);
        let errors = errors.map_or("-".into(), u64::to_string);
        let line = match &scenario.endpoint {
            Endpoint::BatchTransform(_) | Endpoint::Training(_) => {
                let spent = |name| column(name).split('.').next().unwrap_or("-").to_string();
                format!(
                    "{clock}  inst {inst:<7}  done {:>6}  saved {:>6}  lost {:>6}  {}",
                    spent("work_done_s"),
                    spent("work_saved_s"),
                    spent("work_lost_s"),
                    story.job
                )
            }
            Endpoint::Serverless(e) => {
                let provisioned = match (e.provisioned_concurrency, &scenario.scaling) {
                    (0, None) => String::new(),
                    _ => {
                        let desired = run.series.desired_instance_count.get(row);
                        format!(
                            "  prov {:<3}  spill {:>4}  {scaling}",
                            desired.map_or("-".into(), u32::to_string),
                            column("ServerlessProvisionedConcurrencySpilloverInvocations")
                        )
                    }
                };
                format!(
                    "{clock}  rpm {rpm:>6}  env {:<4}  cold {:>3}  throttled {:>4}{provisioned}",
                    column("Environments"),
                    column("ColdStarts"),
                    column("Throttles")
                )
            }
            Endpoint::Async(_) => format!(
                "{clock}  rpm {rpm:>6}  inst {inst:<7}  backlog {:>5}  {scaling}",
                column("ApproximateBacklogSize")
            ),
            Endpoint::RealTime(e) if e.inference_component.is_some() => format!(
                "{clock}  rpm {rpm:>6}  copy {inst:<7}  inst {:<3}  nocap {:>4}  {scaling}",
                column("ManagedInstanceCount"),
                column("NoCapacityInvocationFailures")
            ),
            Endpoint::RealTime(e) if e.what_if_spot.is_some() => {
                format!("{clock}  rpm {rpm:>6}  inst {inst:<7}  failed {errors:>4}  {scaling}")
            }
            Endpoint::RealTime(_) => format!("{clock}  rpm {rpm:>6}  inst {inst:<7}  {scaling}"),
        };
        text.push_str(line.trim_end());
        text.push('\n');
        if is_job {
            if story.is_over {
                break;
            }
            let points = [JobState::CheckpointSaved, JobState::InterruptionNotice];
            if points.iter().any(|point| point.name() == story.job) {
                story.job = JobState::Running.name();
            }
        }
    }
    figures(scenario, run, &mut text);
    for clue in clues(scenario, run) {
        let _ = writeln!(text, "clue       {}: {}", clue.source, clue.text);
    }
    text
}

/// `08:03`; a run beyond a day counts its days: `2d 08:03`.
fn clock(run: &Run, time: Time) -> String {
    const DAY: Span = Span::from_secs(86_400);
    let clock = run.start.clock(time);
    if run.duration <= DAY {
        return format!("{clock:#}");
    }
    let first_midnight = u64::from(run.start.clock(Time::ZERO).second_of_day);
    let days = (first_midnight + time.micros() / 1_000_000) / 86_400;
    format!("{days:>2}d {clock:#}")
}

/// The decisions of one moment; decisions are in order of time.
fn at(decisions: &[Decision], time: Time) -> &[Decision] {
    let first = decisions.partition_point(|decision| decision.time < time);
    let rest = &decisions[first..];
    &rest[..rest.partition_point(|decision| decision.time == time)]
}

/// Whose alarm it is: a policy's by its index, or the file's by its place.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Policy(u32),
    File(u32),
}

/// From which side an alarm of the file watches its metric.
fn side(scenario: &Scenario, alarm: u32) -> AlarmSide {
    let alarms = scenario.scaling.as_ref().map(|s| s.alarms.as_slice());
    let alarm = alarms.and_then(|alarms| alarms.get(alarm as usize));
    match alarm.map(|alarm| alarm.rule.comparison_operator) {
        Some(
            ComparisonOperator::LessThanThreshold | ComparisonOperator::LessThanOrEqualToThreshold,
        ) => AlarmSide::Low,
        _ => AlarmSide::High,
    }
}

/// What earlier events left in force.
#[derive(Default)]
struct Story {
    read: usize,
    /// Breaching and needed datapoints of each alarm that is in ALARM, by its owner: a target
    /// tracking policy, or the file.
    alarms: Vec<(Owner, AlarmSide, u32, u32)>,
    /// Cooldowns in force, by policy and direction, with their end.
    cooldowns: Vec<(u32, Direction, Time)>,
    /// What the job does.
    job: &'static str,
    /// The endpoint could not be created.
    not_created: bool,
    /// It has ended.
    is_over: bool,
}

impl Story {
    /// Reads the events up to and including `time`; returns how many.
    fn read_events(&mut self, scenario: &Scenario, events: &[Event], time: Time) -> usize {
        let before = self.read;
        while let Some(event) = events.get(self.read).filter(|event| event.time <= time) {
            self.read += 1;
            match event.what {
                What::AlarmState {
                    policy,
                    side,
                    to,
                    breaching,
                    needed,
                    ..
                } => {
                    let owner = Owner::Policy(policy);
                    self.alarms.retain(|(o, s, ..)| (*o, *s) != (owner, side));
                    if to == AlarmState::Alarm {
                        self.alarms.push((owner, side, breaching, needed));
                    }
                }
                What::MetricAlarmState {
                    alarm,
                    to,
                    breaching,
                    needed,
                    ..
                } => {
                    let owner = Owner::File(alarm);
                    self.alarms.retain(|(o, ..)| *o != owner);
                    if to == AlarmState::Alarm {
                        let side = side(scenario, alarm);
                        self.alarms.push((owner, side, breaching, needed));
                    }
                }
                What::CreationFailed { .. } => self.not_created = true,
                What::Job { state, .. } => {
                    self.job = state.name();
                    self.is_over =
                        matches!(state, JobState::Completed | JobState::MaxWaitTimeExceeded);
                }
                What::CooldownStarted {
                    policy,
                    direction,
                    until,
                } => {
                    self.cooldowns
                        .retain(|(p, d, _)| (*p, *d) != (policy, direction));
                    self.cooldowns.push((policy, direction, until));
                }
                What::CooldownEnded {
                    policy, direction, ..
                } => {
                    self.cooldowns
                        .retain(|(p, d, _)| (*p, *d) != (policy, direction));
                }
                _ => {}
            }
        }
        self.read - before
    }

    /// The alarm of the file under which the line's policy was asked; else AlarmHigh comes first,
    /// since it decides.
    fn alarm(&self, decisions: &[Decision]) -> String {
        let of_file = told(decisions).and_then(|d| d.alarm).map(Owner::File);
        let mut known = self.alarms.iter();
        if let Some((_, side, breaching, needed)) = known.find(|(o, ..)| Some(*o) == of_file) {
            let word = match side {
                AlarmSide::High => "HIGH",
                AlarmSide::Low => "LOW",
            };
            return format!("{word} {breaching}/{needed}");
        }
        for (side, word) in [(AlarmSide::High, "HIGH"), (AlarmSide::Low, "LOW")] {
            if let Some((.., breaching, needed)) = self.alarms.iter().find(|(_, s, ..)| *s == side)
            {
                return format!("{word} {breaching}/{needed}");
            }
        }
        // A step policy's alarm stands on the side of what it asks for.
        let is_blind = |d: &&Decision| match (d.alarm, d.direction) {
            (Some(_), Direction::In) => d.alarm_low == AlarmState::InsufficientData,
            _ => d.alarm_high == AlarmState::InsufficientData,
        };
        match decisions.iter().find(is_blind) {
            _ if decisions.is_empty() => "-".into(),
            Some(_) => "nodata".into(),
            None => "ok".into(),
        }
    }

    /// The cooldown with the longest way to go.
    fn cooldown(&self, now: Time) -> String {
        let longest = self
            .cooldowns
            .iter()
            .filter(|(.., until)| *until > now)
            .max_by_key(|(.., until)| *until);
        match longest {
            Some((_, direction, until)) => {
                // Rounded up: a cooldown in force never shows 0.
                let seconds = (*until - now).micros().div_ceil(1_000_000);
                format!("{} {seconds}", direction.name())
            }
            None => "-".into(),
        }
    }
}

/// The evaluation that a line tells of: of the policy that acted, else of the first that would
/// have.
fn told(decisions: &[Decision]) -> Option<&Decision> {
    let acted = decisions
        .iter()
        .find(|d| matches!(d.outcome, Outcome::Scaled { .. }));
    let wanted = decisions.iter().find(|d| d.direction != Direction::Hold);
    acted.or(wanted).or(decisions.first())
}

/// One word on the evaluation.
fn why(decisions: &[Decision]) -> &'static str {
    match told(decisions).map(|d| d.outcome) {
        None => "-",
        Some(Outcome::Scaled { .. }) => "load",
        Some(Outcome::NotScaled(reason)) => match reason {
            NotScaledReason::AlreadyAtDesiredCapacity => "-",
            NotScaledReason::AlarmNotInAlarm => "alarm",
            NotScaledReason::CoolingDown => "cooldown",
            NotScaledReason::AlreadyAtMaxCapacity => "max",
            NotScaledReason::AlreadyAtMinCapacity => "min",
            NotScaledReason::TargetServicePutResourceAsUnscalable => "updating",
            NotScaledReason::InsufficientData => "nodata",
            NotScaledReason::ScaleInDisabled => "disabled",
            NotScaledReason::PoliciesDisagree => "disagree",
            NotScaledReason::OtherPolicyWon => "other",
            NotScaledReason::AutoScalingAnticipatedFlapping => "flapping",
            NotScaledReason::DynamicScalingOutSuspended
            | NotScaledReason::DynamicScalingInSuspended => "suspended",
        },
    }
}

fn figures(scenario: &Scenario, run: &Run, text: &mut String) {
    let summary = &run.summary;
    let as_of = match scenario.prices.as_of.as_str() {
        "" => String::new(),
        day => format!(" at list prices of {day}"),
    };
    let cost = summary.cost_usd;
    let mut parts = String::new();
    for (name, usd) in [
        ("serverless", cost.serverless),
        ("VPC endpoints", cost.vpc_endpoints),
        ("NAT gateway", cost.nat_gateway),
    ] {
        if usd > 0.0 {
            let _ = write!(parts, ", {name} ${usd:.4}");
        }
    }
    let total = format!("cost ${:.4}{parts}{as_of}", cost.total);
    if let Some(job) = summary.job {
        let state = if job.completed {
            "completed"
        } else {
            "not completed"
        };
        let _ = writeln!(
            text,
            "\njob        {state}  wall {:.0} s  billed {:.0} s  interruptions {}  work lost {:.0} s\n           {total}",
            job.wall_s, job.billed_s, job.interruptions, job.work_lost_s
        );
        if let Some(rule) = scenario.endpoint.job().filter(|rule| rule.spot.is_some()) {
            let paid_s = job.billed_s * (1.0 - scenario.prices.spot_discount);
            // AWS's figure leaves out what interruptions make a job do again.
            let _ = writeln!(
                text,
                "savings    {:.0} % by AWS's formula, {:.0} % against the same work on demand",
                savings_percent(paid_s, job.billed_s),
                savings_percent(paid_s, rule.work.secs_f64())
            );
        }
        return;
    }
    let r = &summary.requests;
    let ms = |value: Option<f64>| value.map_or("-".into(), |ms| format!("{ms:.0} ms"));
    let mut kinds = String::new();
    for (name, count, status) in r.failed.classes() {
        if count > 0 {
            let status = status.map_or(String::new(), |status| format!(" (HTTP {status})"));
            let _ = write!(kinds, "  {name} {count}{status}");
        }
    }
    let c = &summary.capacity;
    // Writing to memory cannot fail.
    let _ = write!(
        text,
        "\nrequests   arrived {}  completed {}  failed {}  in flight at end {}\n",
        r.arrived,
        r.completed,
        r.failed.total(),
        r.in_flight_at_end
    );
    if !kinds.is_empty() {
        let _ = writeln!(text, "failed   {kinds}");
    }
    let _ = writeln!(
        text,
        "latency    p50 {}  p99 {}  max {}",
        ms(summary.latency_ms.p50),
        ms(summary.latency_ms.p99),
        ms(summary.latency_ms.max)
    );
    if let Some(environments) = summary.environments {
        let _ = writeln!(
            text,
            "serverless cold starts {}  environments mean {:.2}  busy {:.2}  max {}\n           {total}",
            summary.cold_starts, environments.mean, environments.mean_busy, environments.max
        );
    } else {
        let _ = writeln!(
            text,
            "instances  min {}  mean {:.2}  max {}  final {}  {total}",
            c.min, c.mean, c.max, c.r#final
        );
    }
    if let Some(slo) = summary.slo {
        let _ = writeln!(
            text,
            "slo        {}",
            if slo.met { "met" } else { "missed" }
        );
    }
}
