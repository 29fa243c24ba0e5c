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

    /// `(ScaleOutCooldown, ScaleInCooldown)` in seconds when a SageMaker variant's policy names
    /// none. AWS: 300 and 300 (fact 1.20); study guides: 300 and 600 (disagreement 1).
    pub const fn default_cooldowns_s(self) -> (u64, u64) {
        match self {
            Ruleset::Aws => (300, 300),
            Ruleset::StudyGuide => (300, 600),
        }
    }
}
