//! Alarms that invoke step policies: bodies of `PutMetricAlarm` (facts, section 3).

use headroom_model::alarm::{AlarmRule, ComparisonOperator, MetricAlarm, TreatMissingData};
use headroom_model::metric::Reading;

use super::metric::{self, Publisher};
use crate::code;
use crate::raw::fields::{Field, Fields};
use crate::raw::range::Range;

/// Most alarms of one scenario [D]; AWS allows thousands an account.
const MOST_ALARMS: usize = 200;
/// Longest time that an alarm looks back: a day, and a week when its periods last an hour.
const LONGEST_RANGE_S: [u64; 2] = [86_400, 7 * 86_400];

/// The policies that an alarm can name.
pub struct Policies<'a> {
    /// Step policies, of the target and of operations.
    pub step: &'a [&'a str],
    /// Target tracking policies: they bring alarms of their own.
    pub tracking: &'a [&'a str],
    /// Whether these are all: a policy that could not be read may have any name.
    pub all: bool,
}

/// The alarms of a file that are readable, in file order.
pub fn read(field: &Field<'_>, policies: &Policies<'_>, publisher: &Publisher) -> Vec<MetricAlarm> {
    let items = field.items();
    if items.len() > MOST_ALARMS {
        let rule = format!("at most {MOST_ALARMS} alarms");
        field.refuse(code::E_OUT_OF_RANGE, rule, "");
    }
    let mut alarms: Vec<MetricAlarm> = Vec::new();
    for item in items.iter().take(MOST_ALARMS) {
        let alarm = item
            .table(|f| alarm(f, policies, publisher, &alarms))
            .flatten();
        alarms.extend(alarm);
    }
    alarms
}

/// `None` only after an error was noted.
fn alarm(
    f: &Fields<'_>,
    policies: &Policies<'_>,
    publisher: &Publisher,
    before: &[MetricAlarm],
) -> Option<MetricAlarm> {
    let name = f.at("AlarmName").required();
    let alarm_name = name.text(255);
    if alarm_name.is_some_and(|name| before.iter().any(|a| a.alarm_name == name)) {
        name.refuse(
            code::E_DUPLICATE_NAME,
            "every alarm needs a name of its own",
            "",
        );
    }
    f.at("AlarmDescription").text(1024);
    let tags = f.at("Tags");
    if tags.is_given() {
        tags.warn(code::W_NO_EFFECT, "a simulation has no tags");
    }
    f.later(&["OKActions", "InsufficientDataActions"]);
    for name in ["Metrics", "ThresholdMetricId"] {
        let field = f.at(name);
        if field.is_given() {
            metric::no_math(&field);
            f.leave_rest();
            return None;
        }
    }
    let extended = f.at("ExtendedStatistic");
    if extended.is_given() {
        extended.refuse(
            code::E_STATISTIC,
            "alarms of this simulation have no percentiles",
            "use Statistic: Average, Minimum, Maximum, Sum or SampleCount",
        );
    }
    let rule = rule(f, publisher, extended.is_given());
    let enabled = f.at("ActionsEnabled");
    let is_enabled = enabled.flag() != Some(false);
    let actions = f.at("AlarmActions").required();
    let alarm_actions = actions_of(&actions, policies);
    if !is_enabled {
        enabled.warn(
            code::W_NO_EFFECT,
            "without actions the alarm invokes no policy",
        );
    }
    Some(MetricAlarm {
        alarm_name: alarm_name?.into(),
        rule: rule?,
        alarm_actions: if is_enabled {
            alarm_actions
        } else {
            Vec::new()
        },
    })
}

fn rule(f: &Fields<'_>, publisher: &Publisher, has_percentile: bool) -> Option<AlarmRule> {
    let metric = metric::named(f, publisher);
    let statistic = f.at("Statistic");
    let statistic = match has_percentile {
        true => None,
        false => metric::statistic(&statistic.required(), metric),
    };
    let period = metric::period(&f.at("Period").required(), metric);
    let periods = f.at("EvaluationPeriods").required();
    let evaluation_periods = periods.count(Range::at_least(1.0).to(100_000.0));
    if let (Some(n), Some(period)) = (evaluation_periods, period) {
        let seconds = period.micros() / 1_000_000;
        let longest = LONGEST_RANGE_S[usize::from(seconds >= 3600)];
        if u64::from(n) * seconds > longest {
            let rule = format!("EvaluationPeriods times Period is at most {longest} s");
            periods.refuse(code::E_OUT_OF_RANGE, rule, "");
        }
    }
    let datapoints = f.at("DatapointsToAlarm");
    let most = f64::from(evaluation_periods.unwrap_or(u32::MAX));
    let datapoints = datapoints
        .hint("M of N: at most EvaluationPeriods")
        .count(Range::at_least(1.0).to(most));
    let threshold = f.at("Threshold").required();
    let threshold = threshold.number(Range::at_least(-1e300).to(1e300));
    let operators = [
        ComparisonOperator::GreaterThanThreshold,
        ComparisonOperator::GreaterThanOrEqualToThreshold,
        ComparisonOperator::LessThanThreshold,
        ComparisonOperator::LessThanOrEqualToThreshold,
    ];
    // Those of anomaly detection.
    let later = [
        "LessThanLowerOrGreaterThanUpperThreshold",
        "LessThanLowerThreshold",
        "GreaterThanUpperThreshold",
    ];
    let operator = f.at("ComparisonOperator").required();
    let operator = operator.word(&operators.map(|word| (word.name(), word)), &later);
    let treatments = [
        ("missing", TreatMissingData::Missing),
        ("ignore", TreatMissingData::Ignore),
        ("breaching", TreatMissingData::Breaching),
        ("notBreaching", TreatMissingData::NotBreaching),
    ];
    let treat = f.at("TreatMissingData").word(&treatments, &[]);
    Some(AlarmRule {
        reading: Reading {
            metric: metric?,
            statistic: statistic?,
            period: period?,
        },
        comparison_operator: operator?,
        threshold: threshold?,
        evaluation_periods: evaluation_periods?,
        datapoints_to_alarm: datapoints.unwrap_or(evaluation_periods?),
        treat_missing_data: treat.unwrap_or_default(),
    })
}

/// Names of step policies, or their ARNs, which end in `policyName/NAME`.
fn actions_of(field: &Field<'_>, policies: &Policies<'_>) -> Vec<String> {
    let items = field.items();
    if field.is_given() && items.is_empty() {
        field.refuse(
            code::E_ALARM_WITHOUT_POLICY,
            "an alarm of a scenario invokes at least one step policy",
            "name a policy of type StepScaling",
        );
    }
    let mut actions = Vec::new();
    for item in items {
        let Some(text) = item.text(1600) else {
            continue;
        };
        let name = match text.split_once("policyName/") {
            Some((_, rest)) if text.starts_with("arn:") => rest.split(':').next().unwrap_or(rest),
            _ => text,
        };
        if policies.step.contains(&name) {
            if actions.iter().any(|action| action == name) {
                item.refuse(code::E_DUPLICATE_NAME, "it is listed twice", "");
            }
            actions.push(name.to_owned());
            continue;
        }
        if !policies.all {
            continue;
        }
        let (rule, hint) = if policies.tracking.contains(&name) {
            (
                "target tracking brings its own alarms, and no other alarm invokes it",
                "name a policy of type StepScaling".into(),
            )
        } else {
            let near = crate::raw::nearest::nearest(name, policies.step);
            let hint = near.map(|near| format!("did you mean {near:?}?"));
            (
                "no policy of the scenario has this name",
                hint.unwrap_or_else(|| "name a policy of type StepScaling".into()),
            )
        };
        item.refuse(code::E_ALARM_WITHOUT_POLICY, rule, hint);
    }
    actions
}
