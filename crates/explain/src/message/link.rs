//! The five links of a causal chain: what each says, its value, and a longer explanation.

mod words;

use alloc::string::String;

use headroom_engine::run::Direction;
use headroom_model::alarm::AlarmState;
use headroom_model::metric::Metric;
use headroom_model::scaling::ActivityStatus;
use headroom_model::time::{Span, Start, Time};

use super::alarm::AskedAlarm;
use super::called::CalledMessage;

/// A fact of a causal chain. `Display` is its short form.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub enum LinkMessage {
    /// The newest visible datapoint, and how it stands against the target.
    Datapoint {
        metric: Metric,
        start: Start,
        period: Time,
        /// How long the period is.
        length: Span,
        value: f64,
        target: f64,
        delay: Span,
        stepped: bool,
    },
    /// Newer datapoints were due and are not there.
    DatapointStale {
        metric: Metric,
        start: Start,
        since: Time,
        value: f64,
        insufficient: bool,
    },
    /// None is visible; `overdue` when the first was due already.
    DatapointNone {
        start: Start,
        first: Time,
        overdue: bool,
    },
    /// No policy follows the metric; the value of the latest full minute, if there is one.
    DatapointUnfollowed {
        metric: Metric,
        start: Start,
        period: Option<Time>,
        value: Option<f64>,
    },
    /// Registration, a scheduled action or a call looks at no datapoint.
    DatapointNotAsked { by: String },
    /// An alarm and what it had before it.
    Alarm {
        alarm: AskedAlarm,
        state: AlarmState,
        start: Start,
        since: Time,
        breaching: u32,
        real: u32,
    },
    /// No policy, no alarm.
    AlarmNone,
    /// Registration, a scheduled action or a call asks no alarm.
    AlarmNotAsked { by: String },
    /// What a policy computed.
    Policy {
        name: String,
        load: f64,
        target: f64,
        wanted: u32,
        allowed: u32,
        direction: Direction,
        /// Policies that were evaluated, and whether this one acted.
        policies: u32,
        acted: bool,
    },
    /// What a step policy made of the distance to the threshold.
    PolicyStep {
        name: String,
        breach: f64,
        wanted: u32,
        acted: bool,
    },
    /// Without a datapoint nothing can be computed.
    PolicyBlind { name: String },
    /// The first evaluation is yet to come.
    PolicyNotYet { start: Start, first: Time },
    /// Registration.
    PolicyRegistration { min: u32, max: u32, to: u32 },
    /// A scheduled action or a call.
    PolicyCalled { call: CalledMessage },
    /// No policy.
    PolicyNone { has_target: bool },
    /// A cooldown in force, and whether it held the policy; `stepped` when it is a step policy's,
    /// which holds either direction.
    Cooldown {
        name: &'static str,
        stepped: bool,
        after: Direction,
        length: Span,
        start: Start,
        until: Time,
        held: bool,
    },
    /// A scheduled action or a call asks no cooldown (fact 1.25).
    CooldownNotAsked { by: String },
    /// None in force; the latest that ended.
    CooldownNone {
        start: Start,
        ended: Option<(&'static str, Time)>,
    },
    /// The activity that was asked for, so far; `status` is `InProgress` until it ends.
    Activity {
        from: u32,
        to: u32,
        moved: u32,
        status: ActivityStatus,
    },
    /// None started; another goes on.
    ActivityOpen {
        from: u32,
        to: u32,
        start: Start,
        since: Time,
        moved: u32,
    },
    /// None started; the latest one before is over.
    ActivityOver {
        from: u32,
        to: u32,
        start: Start,
        at: Time,
        status: ActivityStatus,
        desired: u32,
    },
    /// None so far.
    ActivityNone { desired: u32 },
}
