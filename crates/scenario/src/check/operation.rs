//! API calls that are made during the run (SCENARIO, section 9).

use headroom_model::operation::{Call, Operation, SuspendedChange};
use headroom_model::ruleset::Ruleset;
use headroom_model::scaling::{Scaling, SuspendedState};
use headroom_model::time::Time;

use super::metric::Publisher;
use super::target::{Resource, Sizes};
use super::traffic::Run;
use super::{LONGEST_S, policy, scheduled};
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::nearest::nearest;
use crate::raw::range::Range;

/// Most operations of one scenario [D].
const MOST_OPERATIONS: usize = 100;

#[derive(Clone, Copy)]
enum Kind {
    Register,
    Deregister,
    PutPolicy,
    DeletePolicy,
    PutScheduled,
    Update,
}

/// What the calls of a scenario have in common.
pub struct Operations<'a> {
    pub run: Run,
    pub ruleset: Ruleset,
    pub publisher: &'a Publisher,
}

impl Operations<'_> {
    /// The operations of a file that are readable, in file order.
    pub fn read(&self, field: &Field<'_>, resource: &mut Resource) -> Vec<Operation> {
        let items = field.items();
        if items.len() > MOST_OPERATIONS {
            let rule = format!("at most {MOST_OPERATIONS} operations");
            field.refuse(code::E_OUT_OF_RANGE, rule, "");
        }
        let mut operations = Vec::new();
        for item in items.iter().take(MOST_OPERATIONS) {
            let read = item.table(|f| self.operation(f, resource)).flatten();
            operations.extend(read);
        }
        operations
    }

    /// `None` only after an error was noted.
    fn operation(&self, f: &Fields<'_>, resource: &mut Resource) -> Option<Operation> {
        let at_field = f.at("at_s").required();
        let at = at_field.seconds(Range::at_least(0.0).to(LONGEST_S));
        if at.is_some_and(|at| at > self.run.duration) {
            at_field.warn(
                code::W_NEVER_HAPPENS,
                "the run is over when this call is made",
            );
        }
        let calls = [
            ("RegisterScalableTarget", Kind::Register),
            ("DeregisterScalableTarget", Kind::Deregister),
            ("PutScalingPolicy", Kind::PutPolicy),
            ("DeleteScalingPolicy", Kind::DeletePolicy),
            ("PutScheduledAction", Kind::PutScheduled),
            ("UpdateEndpoint", Kind::Update),
        ];
        let kind = f.at("call").required().word(&calls, &[]);
        let body = f.at("body");
        let kind = kind?;
        if matches!(kind, Kind::Deregister) && !body.is_given() {
            return Some(Operation {
                at: Time::ZERO + at?,
                call: Call::DeregisterScalableTarget,
            });
        }
        let body = body.required();
        let at = at.map(|at| Time::ZERO + at);
        let call = body.table(|b| self.call(kind, b, at, resource)).flatten();
        Some(Operation {
            at: at?,
            call: call?,
        })
    }

    fn call(
        &self,
        kind: Kind,
        f: &Fields<'_>,
        at: Option<Time>,
        resource: &mut Resource,
    ) -> Option<Call> {
        if !matches!(kind, Kind::Update | Kind::PutPolicy | Kind::PutScheduled) {
            resource.check(f);
        }
        match kind {
            Kind::Register => {
                let sizes = Sizes::read(f, resource);
                super::target::no_effect(f);
                let change = f.at("SuspendedState").table(suspended);
                Some(Call::RegisterScalableTarget {
                    min_capacity: sizes.min,
                    max_capacity: sizes.max,
                    suspended_state: change.unwrap_or_default(),
                })
            }
            Kind::Deregister => Some(Call::DeregisterScalableTarget),
            Kind::PutPolicy => {
                let policy = policy::one(f, self.ruleset, self.publisher, resource, &[]);
                policy.map(Call::PutScalingPolicy)
            }
            Kind::DeletePolicy => {
                let policy_name = f.at("PolicyName").required().text(256)?.into();
                Some(Call::DeleteScalingPolicy { policy_name })
            }
            Kind::PutScheduled => {
                let action = scheduled::action(f, self.run, at.unwrap_or_default(), resource);
                action.map(Call::PutScheduledAction)
            }
            Kind::Update => {
                let duration = f.at("duration_s").required();
                let duration = duration.seconds(Range::above(0.0).to(LONGEST_S))?;
                Some(Call::UpdateEndpoint { duration })
            }
        }
    }
}

/// The flags of a `SuspendedState`, sent or not (fact 1.36).
pub fn suspended(f: &Fields<'_>) -> SuspendedChange {
    SuspendedChange {
        dynamic_scaling_in_suspended: f.at("DynamicScalingInSuspended").flag(),
        dynamic_scaling_out_suspended: f.at("DynamicScalingOutSuspended").flag(),
        scheduled_scaling_suspended: f.at("ScheduledScalingSuspended").flag(),
    }
}

/// The state that a registration begins with: what it does not send is not suspended.
pub fn at_first(change: SuspendedChange) -> SuspendedState {
    SuspendedState {
        dynamic_scaling_in_suspended: change.dynamic_scaling_in_suspended.unwrap_or(false),
        dynamic_scaling_out_suspended: change.dynamic_scaling_out_suspended.unwrap_or(false),
        scheduled_scaling_suspended: change.scheduled_scaling_suspended.unwrap_or(false),
    }
}

/// Refuses the deletion of a policy that nothing in the file puts.
pub fn known_policies(f: &Fields<'_>, scaling: Option<&Scaling>, operations: &[Operation]) {
    let operations_field = f.at("operations");
    let written = |s: &Scaling| {
        let policies = |f: &Fields<'_>| {
            f.leave_rest();
            f.at("policies").how_many()
        };
        f.at("scaling").table(policies) == Some(s.policies.len())
    };
    if operations_field.how_many() != operations.len() || !scaling.is_none_or(written) {
        // What could not be read may have any name.
        return;
    }
    let put = operations
        .iter()
        .filter_map(|operation| match &operation.call {
            Call::PutScalingPolicy(policy) => Some(policy),
            _ => None,
        });
    let policies = scaling.into_iter().flat_map(|s| &s.policies).chain(put);
    let known: Vec<&str> = policies.map(|policy| policy.policy_name.as_str()).collect();
    for (item, operation) in operations_field.items().into_iter().zip(operations) {
        let Call::DeleteScalingPolicy { policy_name } = &operation.call else {
            continue;
        };
        if known.contains(&policy_name.as_str()) {
            continue;
        }
        item.table(|o| {
            o.leave_rest();
            o.at("body").table(|b| {
                b.leave_rest();
                let hint = nearest(policy_name, &known);
                let hint = hint.map(|near| format!("did you mean {near:?}?"));
                b.at("PolicyName").refuse(
                    code::E_UNKNOWN_POLICY,
                    "no policy of the scenario has this name",
                    hint.unwrap_or_default(),
                );
            });
        });
    }
}
