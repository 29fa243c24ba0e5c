//! Facts that decide questions: each with its value, the rule set that holds it and its source.
//!
//! A question names a fact, and its options state values. The right option is the one whose value
//! is the fact's, so a fact that changes changes every question about it.

use headroom_model::ruleset::Ruleset;
use serde::{Deserialize, Serialize};

use crate::text::ClaimKind;

/// Something that is so, with a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fact {
    /// The number of the fact in the table of facts that the engine's tests name, or a word.
    pub id: &'static str,
    /// The row of the table of facts that it comes from, where the reference shows it.
    pub row: &'static str,
    /// What is so, in a sentence.
    pub says: &'static str,
    /// Its value.
    pub value: Value,
    /// The rule set that it holds under.
    pub ruleset: Ruleset,
    /// Where it is from.
    pub kind: ClaimKind,
    /// By name.
    pub source: &'static str,
}

/// The value of a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A word, or several that are all right.
    Words(&'static [&'static str]),
}

/// What an option says the value is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    /// A number.
    Number(f64),
    /// A word.
    Word(String),
}

impl Fact {
    /// Whether `stated` is its value.
    pub fn agrees(&self, stated: &Stated) -> bool {
        match (self.value, stated) {
            (Value::Number(value), Stated::Number(number)) => value == *number,
            (Value::Words(words), Stated::Word(word)) => words.contains(&word.as_str()),
            (Value::Number(_), Stated::Word(_)) | (Value::Words(_), Stated::Number(_)) => false,
        }
    }

    /// Its value as a number.
    pub const fn number(&self) -> Option<f64> {
        match self.value {
            Value::Number(value) => Some(value),
            Value::Words(_) => None,
        }
    }
}

macro_rules! facts {
    ($($id:literal, $row:literal, $ruleset:ident, $kind:ident, $source:literal, $value:expr, $says:literal;)*) => {
        /// Every fact that a question may name.
        pub const FACTS: &[Fact] = &[$(Fact {
            id: $id,
            row: $row,
            says: $says,
            value: $value,
            ruleset: Ruleset::$ruleset,
            kind: ClaimKind::$kind,
            source: $source,
        }),*];
    };
}

use Value::{Number, Words};

facts! {
    "1.14-high", "1.14-high", Aws, Observed, "re:Post, \"sagemaker autoscaling delay\"", Number(3.0),
        "AlarmHigh of a target tracking policy needs 3 of 3 one-minute datapoints.";
    "1.14-low", "1.14-low", Aws, Observed, "re:Post, \"sagemaker autoscaling delay\"", Number(15.0),
        "AlarmLow of a target tracking policy needs 15 of 15 one-minute datapoints.";
    "1.20-out", "1.20", Aws, AwsDocs, "Application Auto Scaling, how target tracking works", Number(300.0),
        "ScaleOutCooldown of a SageMaker variant is 300 s by default.";
    "1.20-in", "disagreement.1", Aws, AwsDocs, "Application Auto Scaling, how target tracking works", Number(300.0),
        "ScaleInCooldown of a SageMaker variant is 300 s by default.";
    "guide-1.20-in", "disagreement.1", StudyGuide, StudyGuide, "the exam study guide", Number(600.0),
        "Study guides teach a ScaleInCooldown of 600 s by default.";
    "1.22-starts", "1.22", Aws, AwsDocs, "Application Auto Scaling, how target tracking works",
        Words(&["after-success"]),
        "A scale-out cooldown starts when a scale-out has succeeded.";
    "1.33-fields", "1.33", Aws, AwsDocs, "Application Auto Scaling, scheduled scaling with cron expressions",
        Words(&["45 8 * * ? *"]),
        "A cron expression has six fields: minute, hour, day of month, month, day of week, year. Every day at 08:45 is cron(45 8 * * ? *).";
    "2.2-period", "2.3", Aws, AwsDocs, "SageMaker, metrics of endpoint invocation", Number(60.0),
        "InvocationsPerInstance is a sum over a minute: 60 s.";
    "2.13-target", "2.13", Aws, AwsDocs, "SageMaker, load testing for auto scaling", Number(600.0),
        "An instance measured at 20 rps and a SAFETY_FACTOR of 0.5 give a target of 20 x 0.5 x 60 = 600.";
    "5-no-vpc", "5.excluded", Aws, AwsDocs, "SageMaker, serverless inference", Words(&["serverless"]),
        "A serverless endpoint takes no VPC configuration.";
    "7-s3-ways", "7.endpoints", Aws, AwsDocs, "SageMaker, giving hosted models access to a VPC",
        Words(&["gateway", "nat"]),
        "From subnets without internet access S3 is reached through an S3 VPC endpoint in their route table, or through a NAT gateway.";
    "fd12-standing", "disagreement.12", Aws, AwsDocs, "Application Auto Scaling, RegisterScalableTarget",
        Words(&["minimum-capacity"]),
        "Instances that are in service before the load needs them are the minimum capacity.";
    "fd4-zero", "disagreement.4", Aws, AwsDocs, "SageMaker, scale an endpoint to zero instances, and autoscale an asynchronous endpoint",
        Words(&["serverless", "async", "component"]),
        "Serverless endpoints, asynchronous endpoints and, since December 2024, inference components can stand at zero; a plain variant keeps one instance.";
    "guide-fd4-zero", "disagreement.4", StudyGuide, StudyGuide, "the exam study guide", Words(&["serverless"]),
        "Study guides teach that only serverless inference reaches zero.";
    "5-excluded", "5.excluded", Aws, AwsDocs, "SageMaker, serverless endpoints", Words(&["gpu", "vpc-config"]),
        "A serverless endpoint has no GPU and no VPC configuration, at most 6,144 MB of memory and at most 200 concurrent invocations.";
    "5-cold-start", "5.overhead", Aws, AwsDocs, "SageMaker, monitor a serverless endpoint", Words(&["overhead-latency"]),
        "OverheadLatency includes the cold start of a serverless endpoint, ModelSetupTime says how long it took, ModelLatency leaves it out.";
    "6-async-fits", "6.async-limits", Aws, AwsDocs, "SageMaker, asynchronous inference", Words(&["async"]),
        "Asynchronous inference takes payloads of up to 1 GB and up to an hour of processing, and its endpoint may scale to zero.";
    "6-spot-switch", "6.batch", Aws, AwsDocs, "SageMaker, managed Spot training; API reference", Words(&["training", "tuning"]),
        "Managed Spot is a switch of training jobs; tuning jobs pass it on. Batch transform, processing and endpoints have none.";
    "6-max-wait", "6.max-wait", Aws, AwsDocs, "SageMaker, managed Spot training; API reference", Words(&["at-least-run"]),
        "MaxWaitTimeInSeconds is at least MaxRuntimeInSeconds and includes the waiting for capacity.";
    "6-savings", "6.savings", Aws, AwsDocs, "SageMaker, managed Spot training", Number(80.0),
        "Savings are (1 - billable / training) x 100: 100 s of 500 s save 80 %.";
    "fd5-batch", "disagreement.5", Aws, AwsDocs, "SageMaker, API reference of CreateTransformJob", Words(&["on-demand"]),
        "CreateTransformJob has no Spot, MaxWait or checkpoint field: batch transform runs at the on-demand price.";
    "guide-fd5-batch", "disagreement.5", StudyGuide, StudyGuide, "the exam study guide", Words(&["transform-spot"]),
        "Study guides teach that Spot suits batch transform.";
    "1.18-larger", "1.18", Aws, AwsDocs, "Application Auto Scaling, PutScalingPolicy", Number(30.0),
        "Of policies that ask at the same time the largest capacity wins: from 10, 3 more against 200 % more is 30.";
    "clocks-alarm", "1.14-high", Aws, Observed, "re:Post, \"sagemaker autoscaling delay\"", Words(&["alarm"]),
        "Three one-minute datapoints above the target must close before AlarmHigh fires.";
    "clocks-metric", "2.12", Aws, OurAssumption, "a constant of the simulator", Words(&["metric"]),
        "A datapoint becomes visible to the alarm some time after its minute has closed.";
    "clocks-launch", "4.12", Aws, OurAssumption, "a setting of the scenario", Words(&["launch"]),
        "Provisioning, download and container start follow the request for capacity.";
    "clocks-cooldown", "1.22", Aws, AwsDocs, "Application Auto Scaling, how target tracking works",
        Words(&["cooldown"]),
        "After a scaling activity has succeeded, the policy waits before the next of the same size.";
    "6-scale-out-limits", "1.4", Aws, AwsDocs, "Application Auto Scaling, RegisterScalableTarget",
        Words(&["MinCapacity", "MaxCapacity"]),
        "A scalable target has two limits, MinCapacity and MaxCapacity.";
    "default-scaling", "disagreement.10", Aws, AwsDocs, "SageMaker, automatic scaling of models", Words(&["nothing"]),
        "Nothing scales an endpoint until somebody registers a scalable target and puts a policy.";
    "1.6-cannot-scale", "1.6", Aws, AwsDocs, "SageMaker, automatic scaling of models",
        Words(&["ml.t2.medium"]),
        "Burstable instance types cannot be registered as a scalable target.";
    "1.6-registering", "1.6", Aws, AwsDocs, "SageMaker, automatic scaling of models",
        Words(&["registering-fails"]),
        "A variant on a burstable instance type serves; registering it as a scalable target is refused.";
    "1.16-disable", "1.16", Aws, AwsDocs, "Application Auto Scaling, how target tracking works",
        Words(&["its-own-removals"]),
        "DisableScaleIn stops the removals of its own policy, and of no other.";
    "1.16-vote", "1.17", Aws, AwsDocs, "Application Auto Scaling, how target tracking works", Words(&["other"]),
        "Of several target tracking policies, those with DisableScaleIn are not asked: the others must agree to remove.";
    "1.22-credit", "1.22", Aws, AwsDocs, "Application Auto Scaling, how target tracking works", Number(1.0),
        "After +2 a step of +3 within the cooldown adds 1 more: what was added counts.";
    "1.27-bounds", "1.27", Aws, AwsDocs, "Application Auto Scaling, StepAdjustment", Words(&["second"]),
        "Above the threshold a step's lower bound belongs to it, its upper bound to the next one.";
    "1.29-percent", "1.29", Aws, AwsDocs, "Application Auto Scaling, step scaling", Number(2.0),
        "50 % of five instances are 2.5, which is rounded down: 2 are added.";
    "1.39-deregister", "1.39", Aws, AwsDocs, "SageMaker, updating auto scaled endpoints",
        Words(&["instance-type"]),
        "Another instance type asks for deregistering the variant first.";
    "1.39-order", "1.39", Aws, AwsDocs, "SageMaker, updating auto scaled endpoints",
        Words(&["deregister-update-register"]),
        "Before the instance type of a registered variant changes, its scalable target is deregistered; afterwards it is registered again.";
    "2.4-unit", "2.4", Aws, AwsDocs, "SageMaker, metrics of endpoint invocation", Words(&["microseconds"]),
        "ModelLatency and OverheadLatency are in microseconds.";
    "2.6-seventy", "2.6", Aws, AwsDocs, "SageMaker, metrics of jobs and endpoints", Number(280.0),
        "CPUUtilization counts every vCPU as 100: four vCPU that are 70 % busy show 280.";
    "2.13-of-10", "2.13", Aws, AwsDocs, "SageMaker, load testing for auto scaling", Number(300.0),
        "An instance measured at 10 rps and a SAFETY_FACTOR of 0.5 give a target of 10 x 0.5 x 60 = 300.";
    "2.13-smaller", "2.13", Aws, AwsDocs, "SageMaker, load testing for auto scaling", Words(&["earlier"]),
        "A smaller SAFETY_FACTOR is a lower target: the policy scales out earlier.";
}

/// The fact of this id.
pub fn fact(id: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_comes_from_a_row_of_the_table() {
        let table = include_str!("../../../tests/facts/facts.toml");
        for fact in FACTS {
            let row = format!("\nid = \"{}\"\n", fact.row);
            assert_eq!(table.matches(&row).count(), 1, "{}: {}", fact.id, fact.row);
        }
    }
}
