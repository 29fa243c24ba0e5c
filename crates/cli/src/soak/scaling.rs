//! A random scalable target with any of what hangs on one, and the calls during the run.

use serde_json::{Value, json};

use super::dice::Dice;
use super::endpoint::Kind;
use super::metric::{Followed, alarmed, customized, predefined};
use super::traffic::ZONES;

/// The day on which a world begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its first second, RFC 3339.
    pub start: &'static str,
    date: &'static str,
}

impl Day {
    /// A Monday.
    pub const USUAL: Day = Day {
        start: "2026-03-02T00:00:00Z",
        date: "2026-03-02",
    };
    /// The Sunday on which clocks go forward in Berlin, an hour later.
    const FORWARD: Day = Day {
        start: "2026-03-29T00:00:00Z",
        date: "2026-03-29",
    };
    /// The Sunday on which clocks go back in New York, during the world.
    const BACK: Day = Day {
        start: "2026-11-01T05:00:00Z",
        date: "2026-11-01",
    };

    /// Any of them.
    pub fn any(d: &mut Dice) -> Day {
        match d.below(4) {
            0 => Day::FORWARD,
            1 => Day::BACK,
            _ => Day::USUAL,
        }
    }

    /// A full minute of the world.
    fn at(self, minute: u64) -> String {
        let first = if self == Day::BACK { 300 } else { 0 };
        let of_day = first + minute;
        format!("{}T{:02}:{:02}:00", self.date, of_day / 60, of_day % 60)
    }
}

/// What is scaled.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    kind: Kind,
    day: Day,
    duration_s: u64,
    /// The lowest MinCapacity that may be registered.
    lowest: u64,
    /// The highest MaxCapacity that may be registered.
    highest: u64,
}

impl Target {
    /// Of a kind that serves requests.
    pub fn of(kind: Kind, day: Day, duration_s: u64) -> Target {
        let zero = matches!(kind, Kind::Async | Kind::Component);
        Target {
            kind,
            day,
            duration_s,
            lowest: u64::from(!zero),
            highest: u64::MAX,
        }
    }

    /// Within the concurrency of a serverless endpoint.
    pub fn up_to(self, highest: Option<u64>) -> Target {
        Target {
            highest: highest.unwrap_or(u64::MAX),
            ..self
        }
    }

    /// MinCapacity, up to `most`, and MaxCapacity.
    fn limits(&self, d: &mut Dice, most: u64) -> (u64, u64) {
        let min = self.lowest + d.below(most + 1 - self.lowest);
        let max = min.max(1) + d.below(8);
        (min.min(self.highest), max.min(self.highest))
    }
}

/// A scalable target with any of what hangs on one, several at once.
pub fn scale(d: &mut Dice, world: &mut Value, target: &Target) {
    let (min, max) = target.limits(d, 4);
    let flag = |d: &mut Dice| d.chance(12);
    let suspended = json!({"DynamicScalingInSuspended": flag(d),
        "DynamicScalingOutSuspended": flag(d), "ScheduledScalingSuspended": flag(d)});
    let mut policies: Vec<Value> = Vec::new();
    for (i, of) in predefined(target.kind).iter().enumerate() {
        // The first is the usual one.
        if d.chance(if i == 0 { 5 } else { 3 }) == (i > 0) {
            let metric =
                json!({"PredefinedMetricSpecification": {"PredefinedMetricType": of.name}});
            let value = d.between(of.low, of.high);
            policies.push(tracking(d, &format!("track-{i}"), value, metric));
        }
    }
    let followed = customized(target.kind);
    if d.chance(3) || policies.is_empty() && d.chance(2) {
        let of = followed[d.below(followed.len() as u64) as usize];
        let metric = json!({"CustomizedMetricSpecification":
            {"MetricName": of.name, "Namespace": of.namespace, "Statistic": of.statistic}});
        let value = d.between(of.low, of.high);
        policies.push(tracking(d, "custom", value, metric));
    }
    let mut alarms: Vec<Value> = Vec::new();
    for name in ["step-a", "step-b"] {
        if d.chance(2) {
            let metrics = alarmed(target.kind);
            let of = metrics[d.below(metrics.len() as u64) as usize];
            let (policy, alarm) = step(d, name, &of);
            policies.push(policy);
            alarms.push(alarm);
        }
    }
    let actions: Vec<Value> = (0..d.below(4))
        .map(|i| action(d, &format!("plan-{i}"), target))
        .collect();
    world["operations"] = operations(d, &policies, target).into();
    world["scaling"] = json!({
        "scalable_target": {"MinCapacity": min, "MaxCapacity": max, "SuspendedState": suspended},
        "policies": policies,
        "alarms": alarms,
        "scheduled_actions": actions,
    });
}

fn tracking(d: &mut Dice, name: &str, target: f64, mut configuration: Value) -> Value {
    configuration["TargetValue"] = target.into();
    if !d.chance(3) {
        configuration["ScaleOutCooldown"] = d.below(700).into();
        configuration["ScaleInCooldown"] = d.below(700).into();
    }
    configuration["DisableScaleIn"] = d.chance(6).into();
    json!({"PolicyName": name, "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": configuration})
}

/// A step policy with its alarm, out above the threshold or in below it.
fn step(d: &mut Dice, name: &str, of: &Followed) -> (Value, Value) {
    let out = d.chance(2);
    let sign = if out { 1 } else { -1 };
    let kind = d.pick(&[
        "ChangeInCapacity",
        "ExactCapacity",
        "PercentChangeInCapacity",
    ]);
    let adjust = |d: &mut Dice| match kind {
        "ExactCapacity" => d.below(8) as i64,
        "PercentChangeInCapacity" => sign * d.below(120) as i64,
        _ => sign * d.below(4) as i64,
    };
    let (near, far) = (adjust(d), adjust(d));
    let width = d.between(0.1, 200.0);
    let steps = if out {
        json!([{"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": width, "ScalingAdjustment": near},
            {"MetricIntervalLowerBound": width, "ScalingAdjustment": far}])
    } else {
        json!([{"MetricIntervalUpperBound": -width, "ScalingAdjustment": far},
            {"MetricIntervalLowerBound": -width, "MetricIntervalUpperBound": 0, "ScalingAdjustment": near}])
    };
    let mut configuration = json!({"AdjustmentType": kind, "StepAdjustments": steps,
        "Cooldown": d.below(400), "MetricAggregationType": d.pick(&["Average", "Minimum", "Maximum"])});
    if kind == "PercentChangeInCapacity" && d.chance(2) {
        configuration["MinAdjustmentMagnitude"] = (1 + d.below(3)).into();
    }
    let policy = json!({"PolicyName": name, "PolicyType": "StepScaling",
        "StepScalingPolicyConfiguration": configuration});
    let threshold = d.between(of.low, of.high);
    let periods = 1 + d.below(5);
    let operator = match out {
        true => d.pick(&["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"]),
        false => d.pick(&["LessThanThreshold", "LessThanOrEqualToThreshold"]),
    };
    let alarm = json!({"AlarmName": format!("alarm-{name}"), "AlarmActions": [name],
        "MetricName": of.name, "Namespace": of.namespace, "Statistic": of.statistic, "Period": 60,
        "EvaluationPeriods": periods, "DatapointsToAlarm": 1 + d.below(periods),
        "Threshold": threshold, "ComparisonOperator": operator,
        "TreatMissingData": d.pick(&["missing", "ignore", "breaching", "notBreaching"])});
    (policy, alarm)
}

fn action(d: &mut Dice, name: &str, target: &Target) -> Value {
    let minutes = target.duration_s / 60 + 1;
    let schedule = match d.below(3) {
        0 => format!("rate({} minutes)", 1 + d.below(40)),
        1 => format!("cron({}/{} * * * ? *)", d.below(10), 1 + d.below(50)),
        _ => format!("at({})", target.day.at(d.below(minutes))),
    };
    let (min, max) = target.limits(d, 6);
    // Both sizes: alone, one may contradict whatever is stored.
    let mut action = json!({"ScheduledActionName": name, "Schedule": schedule,
        "ScalableTargetAction": {"MinCapacity": min, "MaxCapacity": max}});
    if !schedule.starts_with("at") {
        if d.chance(3) {
            action["Timezone"] = d.pick(&ZONES).into();
        }
        let begins = d.below(minutes);
        if d.chance(4) {
            action["StartTime"] = format!("{}Z", target.day.at(begins)).into();
        }
        if d.chance(4) {
            let ends = begins + 1 + d.below(minutes);
            action["EndTime"] = format!("{}Z", target.day.at(ends)).into();
        }
    }
    action
}

fn operations(d: &mut Dice, policies: &[Value], target: &Target) -> Vec<Value> {
    let mut operations = Vec::new();
    if !d.chance(3) {
        return operations;
    }
    for i in 0..1 + d.below(4) {
        let at_s = d.below(target.duration_s);
        operations.push(match d.below(6) {
            0 => {
                let (min, max) = target.limits(d, 6);
                json!({"at_s": at_s, "call": "RegisterScalableTarget", "body": {
                    "MinCapacity": min, "MaxCapacity": max,
                    "SuspendedState": {"DynamicScalingOutSuspended": d.chance(2)}}})
            }
            1 => json!({"at_s": at_s, "call": "UpdateEndpoint", "body": {"duration_s": 1 + d.below(900)}}),
            2 => json!({"at_s": at_s, "call": "PutScheduledAction",
                "body": action(d, &format!("late-{i}"), target)}),
            3 if !policies.is_empty() => {
                let policy = &policies[d.below(policies.len() as u64) as usize];
                json!({"at_s": at_s, "call": "DeleteScalingPolicy",
                    "body": {"PolicyName": policy["PolicyName"]}})
            }
            4 => json!({"at_s": at_s, "call": "PutScalingPolicy", "body": step(d, &format!("late-{i}"), &alarmed(target.kind)[0]).0}),
            _ => json!({"at_s": at_s, "call": "DeregisterScalableTarget"}),
        });
    }
    operations
}
