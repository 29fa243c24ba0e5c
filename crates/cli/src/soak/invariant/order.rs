//! What happens in its order: time, service, activities, cooldowns, limits.

use std::collections::{BTreeMap, BTreeSet};

use headroom_engine::run::{
    Cause, Direction, EndpointStatus, InstanceState, NotScaledReason, Outcome, Run, What,
};
use headroom_model::operation::Call;
use headroom_model::scaling::ActivityStatus;
use headroom_model::scenario::Scenario;
use headroom_model::time::Time;

use super::Broken;

/// Time never goes back; nothing serves before it is in service; one activity at a time; no
/// scale-in inside the cooldown of the policy that asks; decisions act exactly when all guards hold.
pub fn order(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let mut last = Time::ZERO;
    let mut status = EndpointStatus::InService;
    let mut in_service = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut held: BTreeMap<u32, Time> = BTreeMap::new();
    for event in &run.events {
        let now = event.time;
        found.unless(now >= last, || {
            format!("time goes back to {}", now.secs_f64())
        });
        last = now;
        match event.what {
            What::EndpointStatus { status: now } => status = now,
            What::Instance { number, state } => {
                let fresh = seen.insert(number);
                if state == InstanceState::InService {
                    found.unless(!fresh || now == Time::ZERO, || {
                        format!("instance {number} serves before it has started")
                    });
                    in_service.insert(number);
                } else {
                    in_service.remove(&number);
                }
            }
            What::CooldownStarted { policy, until, .. } => {
                held.insert(policy, until);
            }
            What::CooldownEnded { policy, .. } => {
                held.remove(&policy);
            }
            What::ActivityStarted {
                from, to, cause, ..
            } => {
                found.unless(status == EndpointStatus::InService, || {
                    format!(
                        "an activity at {} s while {}",
                        now.secs_f64(),
                        status.name()
                    )
                });
                if let Cause::Policy(policy) = cause
                    && to < from
                {
                    let until = held.get(&policy).copied().unwrap_or(Time::ZERO);
                    found.unless(now >= until, || {
                        format!(
                            "policy {policy} scales in at {} s in its cooldown",
                            now.secs_f64()
                        )
                    });
                }
            }
            _ => {}
        }
    }
    let count = in_service.len() as u32;
    let r#final = run.summary.capacity.r#final;
    // Environments and the instances of a job come without an event each.
    found.unless(
        count == r#final || scenario.endpoint.launch().is_none(),
        || format!("{count} in service, and {final} say the figures", final = r#final),
    );
    found.unless(last <= Time::ZERO + scenario.duration, || {
        "an event after the end".into()
    });
    for decision in &run.decisions {
        let acted = matches!(decision.outcome, Outcome::Scaled { .. });
        let may = decision.guards.all_hold() && decision.direction != Direction::Hold;
        // Of several that may act, one does (fact 1.18).
        let lost = decision.outcome == Outcome::NotScaled(NotScaledReason::OtherPolicyWon);
        found.unless(acted == may || may && lost, || format!("{decision:?}"));
    }
}

/// Whoever asks for a capacity asks for one within the limits that are in force at that moment.
pub fn limits(scenario: &Scenario, run: &Run, found: &mut Broken) {
    let registered = scenario.scaling.as_ref();
    let mut limits = registered.map(|s| (s.min_capacity, s.max_capacity));
    for event in &run.events {
        let (min, max) = match &event.what {
            What::ScheduledAction {
                min,
                max,
                refusal: None,
                ..
            } => (*min, *max),
            What::Operation {
                index,
                refusal: None,
            } => match scenario.operations.get(*index as usize).map(|o| &o.call) {
                Some(Call::RegisterScalableTarget {
                    min_capacity,
                    max_capacity,
                    ..
                }) => (*min_capacity, *max_capacity),
                Some(Call::DeregisterScalableTarget) => {
                    limits = None;
                    continue;
                }
                _ => continue,
            },
            What::ActivityStarted { from, to, .. } => {
                let inside = limits.is_some_and(|(min, max)| (min..=max).contains(to));
                found.unless(inside, || {
                    let at = event.time.secs_f64();
                    format!("an activity at {at} s from {from} to {to}, outside of {limits:?}")
                });
                continue;
            }
            _ => continue,
        };
        let (old_min, old_max) = limits.unwrap_or((0, 0));
        limits = Some((min.unwrap_or(old_min), max.unwrap_or(old_max)));
    }
}

/// Every minute, the desired capacity is what an activity left it at, within what was ever asked.
pub fn desired(run: &Run, found: &mut Broken) {
    let mut events = run.events.iter().peekable();
    let mut open: BTreeMap<u32, u32> = BTreeMap::new();
    let mut expected = None;
    for (row, got) in run.series.desired_instance_count.iter().enumerate() {
        let end = Time::from_secs(60 * (row as u64 + 1));
        // A row shows its end: what happens at that instant belongs to the next one.
        while let Some(event) = events.next_if(|event| event.time < end) {
            match event.what {
                What::ActivityStarted {
                    activity, from, to, ..
                } => {
                    open.insert(activity, from);
                    expected = Some(to);
                }
                What::ActivityEnded { activity, status } => {
                    let from = open.remove(&activity);
                    if status == ActivityStatus::Failed {
                        expected = from;
                    }
                }
                _ => {}
            }
        }
        let expected = *expected.get_or_insert(*got);
        found.unless(*got == expected, || {
            format!("row {row}: desired {got}, and the activities left it at {expected}")
        });
    }
}
