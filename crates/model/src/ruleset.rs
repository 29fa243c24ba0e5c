//! Which reading of the facts applies where AWS documentation and study guides differ.

use serde::{Deserialize, Serialize};

/// A reading of the facts. FACTS: "Where the study guide and AWS documentation disagree".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ruleset {
    /// What AWS documents.
    #[default]
    Aws,
    /// What study guides teach.
    StudyGuide,
}

impl Ruleset {
    /// The word of the scenario format.
    pub const fn name(self) -> &'static str {
        match self {
            Ruleset::Aws => "aws",
            Ruleset::StudyGuide => "study_guide",
        }
    }

    /// The lowest MinCapacity that has an effect: study guides teach that only serverless
    /// inference reaches zero (disagreement 4).
    pub const fn lowest_minimum(self) -> u32 {
        match self {
            Ruleset::Aws => 0,
            Ruleset::StudyGuide => 1,
        }
    }

    /// `(ScaleOutCooldown, ScaleInCooldown)` in seconds when a SageMaker variant's policy names
    /// none. AWS: 300 and 300 (fact 1.20); study guides: 300 and 600 (disagreement 1).
    pub const fn default_cooldowns_s(self) -> (u64, u64) {
        match self {
            Ruleset::Aws => (300, 300),
            Ruleset::StudyGuide => (300, 600),
        }
    }
}

/// A difference between what study guides teach and what AWS documents, with both sides and
/// where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Number of the row in the facts' list of disagreements.
    pub number: u32,
    /// A noun for people.
    pub topic: &'static str,
    /// What AWS documents.
    pub aws: &'static str,
    /// Where.
    pub aws_source: &'static str,
    /// What study guides teach.
    pub study_guide: &'static str,
    /// What a run does under `study_guide` that it does not under `aws`; empty when the engine
    /// runs the same, and only the words differ.
    pub effect: &'static str,
}

/// Every difference, in the order of the facts.
pub const DIFFERENCES: [Difference; 12] = [
    Difference {
        number: 1,
        topic: "Default cooldowns",
        aws: "300 s out and 300 s in",
        aws_source: "AAS-TT, default values; SageMaker guide, prerequisites",
        study_guide: "300 s out and 600 s in, the figures of AWS's sample policy",
        effect: "A policy that names no ScaleInCooldown waits 600 s instead of 300 s.",
    },
    Difference {
        number: 2,
        topic: "CloudWatch interface endpoint in a private VPC",
        aws: "the platform publishes the endpoint's metrics; only what the container sends itself needs the way out",
        aws_source: "not documented as a requirement; SageMaker guide, host-vpc and monitoring",
        study_guide: "without it metric-driven scaling stops in silence",
        effect: "Without a way to monitoring no alarm sees the endpoint's own metrics.",
    },
    Difference {
        number: 3,
        topic: "S3 endpoint in a private VPC",
        aws: "creation fails with a FailureReason; a later scale-out rolls back",
        aws_source: "field report of the FailureReason; API model of RollingBack",
        study_guide: "new instances fail in silence",
        effect: "Creation does not fail, and a failed activity names no reason.",
    },
    Difference {
        number: 4,
        topic: "Scaling to zero",
        aws: "serverless, asynchronous endpoints and inference components reach zero; plain variants stay at one",
        aws_source: "SageMaker guide, scale an endpoint to zero instances; async-inference-autoscale",
        study_guide: "only serverless reaches zero",
        effect: "A MinCapacity of 0 acts as 1.",
    },
    Difference {
        number: 5,
        topic: "Spot capacity",
        aws: "managed Spot serves training jobs; CreateTransformJob has no Spot member",
        aws_source: "API models, all member lists",
        study_guide: "Spot works well for batch transform",
        effect: "A batch transform on Spot capacity is run and marked, instead of being refused.",
    },
    Difference {
        number: 6,
        topic: "What a cooldown blocks",
        aws: "a larger scale-out passes, a scale-out ends a scale-in cooldown, scheduled actions ignore both",
        aws_source: "AAS-TT; Application Auto Scaling guide",
        study_guide: "after scaling it waits before it scales again",
        effect: "",
    },
    Difference {
        number: 7,
        topic: "Why scaling is slow",
        aws: "three minutes of alarm, the metric's delay and minutes of provisioning",
        aws_source: "re:Post; field reports",
        study_guide: "the cooldown",
        effect: "",
    },
    Difference {
        number: 8,
        topic: "CPUUtilization above 70",
        aws: "the range goes to 100 for each vCPU: 70 on four vCPUs is 17.5 % of the instance",
        aws_source: "SageMaker guide, monitoring",
        study_guide: "70 is 70 %",
        effect: "",
    },
    Difference {
        number: 9,
        topic: "ModelLatency as a target",
        aws: "only as a custom metric, in microseconds, and it need not fall with capacity",
        aws_source: "SageMaker guide, define a policy; AAS-TT",
        study_guide: "a scaling metric like others",
        effect: "",
    },
    Difference {
        number: 10,
        topic: "What scales by default",
        aws: "nothing; target tracking is the recommended type",
        aws_source: "SageMaker guide",
        study_guide: "target tracking is the default policy",
        effect: "",
    },
    Difference {
        number: 11,
        topic: "The unit of InvocationsPerInstance",
        aws: "requests per instance and minute, statistic Sum",
        aws_source: "API model, ScalingPolicyMetric; SageMaker guide, monitoring",
        study_guide: "a number without a period",
        effect: "",
    },
    Difference {
        number: 12,
        topic: "Instances that are kept ready",
        aws: "minimum capacity; warm pools belong to training",
        aws_source: "SageMaker guide",
        study_guide: "a warm pool",
        effect: "",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_1_20_cooldowns_are_300_s_both_ways() {
        assert_eq!(Ruleset::default(), Ruleset::Aws);
        assert_eq!(Ruleset::Aws.default_cooldowns_s(), (300, 300));
    }

    #[test]
    fn disagreement_1_study_guides_teach_600_s_for_scale_in() {
        assert_eq!(Ruleset::StudyGuide.default_cooldowns_s(), (300, 600));
    }

    #[test]
    fn disagreement_4_study_guides_let_only_serverless_reach_zero() {
        assert_eq!(Ruleset::Aws.lowest_minimum(), 0);
        assert_eq!(Ruleset::StudyGuide.lowest_minimum(), 1);
    }

    #[test]
    fn every_difference_has_both_sides_and_a_source() {
        for (number, d) in (1..).zip(&DIFFERENCES) {
            assert_eq!(d.number, number);
            assert!(!d.aws.is_empty() && !d.aws_source.is_empty() && !d.study_guide.is_empty());
        }
        let effects = DIFFERENCES.iter().filter(|d| !d.effect.is_empty()).count();
        assert_eq!(effects, 5, "what the engine runs differently");
    }
}
