//! What is wrong with a file, where, and what would be right: problems as values.

use std::fmt;

pub use code::CODES;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario is refused.
    Error,
    /// The scenario runs; something in it does not do what it seems to.
    Warning,
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Whether the scenario is refused.
    pub severity: Severity,
    /// Stable; one of [`CODES`].
    pub code: &'static str,
    /// `scaling.policies[0].TargetTrackingScalingPolicyConfiguration.TargetValue`; empty when the
    /// whole file is meant.
    pub path: String,
    /// The value as the file has it, shortened; empty when there is none.
    pub value: String,
    /// What is allowed, and why: a clause without a full stop.
    pub rule: String,
    /// What to try; empty when the rule says it all.
    pub hint: String,
    /// Line in the file, from 1, when it is known.
    pub line: Option<u32>,
}

/// `line 9: path: value is not allowed: rule (hint) [CODE]`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        match (self.severity, self.value.is_empty()) {
            (Severity::Error, false) => write!(f, "{} is not allowed: ", self.value)?,
            (Severity::Warning, false) => write!(f, "{}: warning: ", self.value)?,
            (Severity::Error, true) => {}
            (Severity::Warning, true) => write!(f, "warning: ")?,
        }
        write!(f, "{}", self.rule)?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        write!(f, " [{}]", self.code)
    }
}

/// All problems of a file, in the order in which the format is described.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Whether any of them refuses the scenario.
    pub fn refuse(&self) -> bool {
        self.0.iter().any(|p| p.severity == Severity::Error)
    }
}

/// One problem a line.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The stable codes, each with its meaning: one table.
pub mod code {
    macro_rules! codes {
        ($($name:ident = $meaning:literal;)*) => {
            $(#[doc = $meaning] pub const $name: &str = stringify!($name);)*
            /// Every code with its meaning.
            pub const CODES: &[(&str, &str)] = &[$(($name, $meaning)),*];
        };
    }

    codes! {
        E_SYNTAX = "The file is not well-formed TOML or JSON.";
        E_DUPLICATE_FIELD = "A field is given twice.";
        E_FORMAT = "The file is of a format that this version does not read.";
        E_UNKNOWN_FIELD = "Format 1 has no such field here.";
        E_MISSING_FIELD = "A field that has no default is missing.";
        E_WRONG_TYPE = "A value is of the wrong type.";
        E_NOT_FINITE = "A number is NaN or infinite.";
        E_NOT_AN_INTEGER = "A count is not a whole number.";
        E_OUT_OF_RANGE = "A number or a text is outside its range.";
        E_UNKNOWN_VALUE = "A word is none of those that are allowed.";
        E_NOT_SUPPORTED_YET = "Format 1 has it; this version does not simulate it yet.";
        E_BAD_ID = "An identity is not kebab-case.";
        E_DUPLICATE_NAME = "Two things that need different names have the same.";
        E_BAD_TIME = "A moment is not an RFC 3339 time in whole seconds, or a time of day not HH:MM.";
        E_UNKNOWN_TIMEZONE = "The time zone is none of the IANA database.";
        E_BAD_SCHEDULE = "A schedule is none of at(…), rate(…) and cron(…) (fact 1.33).";
        E_CRON_FIELDS = "A cron expression does not have AWS's six fields (fact 1.33).";
        E_CRON_DAYS = "Not exactly one of a cron expression's two day fields is ? (fact 1.33).";
        E_CRON_VALUE = "A field of a cron expression holds what it cannot hold (fact 1.33).";
        E_CONTRADICTION = "Two fields exclude each other.";
        E_UNKNOWN_INSTANCE_TYPE = "The instance type is neither in the price table nor in `prices`.";
        E_SPOT_REAL_TIME = "Real-time endpoints do not run on Spot capacity (fact 4.14).";
        E_SPOT_BATCH = "Batch transform jobs do not run on Spot capacity (facts, section 6).";
        E_SERVERLESS_MEMORY = "The memory of a serverless endpoint comes in steps of 1024 MB (facts, section 5).";
        E_PROVISIONED_ABOVE_MAX = "Provisioned concurrency is above the maximum concurrency (facts, section 5).";
        E_SERVERLESS_INSTANCE = "Serverless inference has no instances (facts, section 5).";
        E_SERVERLESS_GPU = "Serverless inference has no GPU (facts, section 5).";
        E_SERVERLESS_VPC = "Serverless inference has no VPC configuration (facts, section 5).";
        E_MAX_WAIT_BELOW_RUNTIME = "MaxWaitTimeInSeconds is below the run time (facts, section 6).";
        E_CHECKPOINT_LONGER_THAN_INTERVAL = "Saving a checkpoint takes longer than the work it saves.";
        E_VPC_UNKNOWN_SERVICE = "There is no VPC endpoint of this service.";
        E_VPC_WRONG_TYPE = "The service has no VPC endpoint of this type.";
        E_NO_SCALABLE_DIMENSION = "This kind has nothing that Application Auto Scaling could scale.";
        E_BURSTABLE_SCALING = "Burstable instance types cannot be registered for auto scaling (fact 1.6).";
        E_MIN_ZERO_REAL_TIME = "A plain variant behind a real-time endpoint keeps at least one instance (fact 1.5).";
        E_MIN_ABOVE_MAX = "MinCapacity is above MaxCapacity.";
        E_STORED_SIZE = "A size that is sent alone contradicts the other one, which is stored (fact 1.34).";
        E_QUOTA = "More policies, steps or scheduled actions than a scalable target may have (fact 1.7).";
        E_UNKNOWN_PREDEFINED_METRIC = "The predefined metric type is none of SageMaker's five (fact 2.1).";
        E_TWO_METRICS = "A target tracking policy names two metrics (fact 1.8).";
        E_NO_METRIC = "A target tracking policy names no metric (fact 1.8).";
        E_METRIC_MATH = "Metric math, which this simulation does not have.";
        E_UNKNOWN_METRIC = "Nothing in a scenario publishes a metric of this name and namespace.";
        E_METRIC_NOT_PUBLISHED = "The scenario's endpoint does not publish this metric (facts 2.1, 2.14).";
        E_METRIC_UNIT = "The metric is published in another unit (facts 2.4, 2.5).";
        E_STATISTIC = "The metric is not read by this statistic (facts 2.3, 2.4).";
        E_STEP_UNBOUNDED = "A step has neither a lower nor an upper bound (fact 1.28).";
        E_STEP_ORDER = "A step's upper bound is not above its lower bound (fact 1.28).";
        E_STEP_OVERLAP = "Two steps overlap (fact 1.28).";
        E_STEP_GAP = "Two steps leave a gap (fact 1.28).";
        E_STEP_OPEN_END = "No step reaches on to infinity on a side that the steps touch (fact 1.28).";
        E_EXACT_CAPACITY_NEGATIVE = "ExactCapacity is below 0 (fact 1.29).";
        E_ALARM_WITHOUT_POLICY = "An alarm names no step scaling policy of the scenario.";
        E_ALARM_PERIOD = "An alarm's period is none that CloudWatch evaluates for this metric (facts, section 3).";
        E_UNKNOWN_POLICY = "A call names a policy that the scenario does not have.";
        E_DUPLICATE_METRIC = "Two target tracking policies follow the same metric (fact 1.9).";
        E_TARGET_MISMATCH = "The request names another resource than the scenario's endpoint (fact 1.1).";
        E_TOO_MANY_REQUESTS = "The traffic makes more requests than a run may have.";
        E_TOO_MANY_WORKERS = "The largest fleet has more workers than a run may have.";
        E_TOO_MANY_WAITING = "More requests could wait at once than a run may hold.";
        E_BAD_PATH = "An alternative names a place that the scenario does not have or may not change.";
        W_NO_EFFECT = "Accepted, and without any effect on a simulation.";
        W_NO_PRICE = "No price is known; it is left out of the cost.";
        W_NEVER_HAPPENS = "Nothing of it lies within the run.";
        W_NOT_PROPORTIONAL = "Target tracking follows a metric that need not fall in proportion to capacity (fact 2.8).";
        W_MORE_CORES_THAN_INSTANCE = "The workers want more cores or GPUs than the instance has.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_as_one_line() {
        let mut problem = Problem {
            severity: Severity::Error,
            code: code::E_OUT_OF_RANGE,
            path: "scaling.policies[0].TargetValue".into(),
            value: "0".into(),
            rule: "it must be above 0".into(),
            hint: "requests a minute".into(),
            line: Some(9),
        };
        let line = "line 9: scaling.policies[0].TargetValue: 0 is not allowed: it must be above 0 (requests a minute) [E_OUT_OF_RANGE]";
        assert_eq!(problem.to_string(), line);
        problem.value.clear();
        problem.hint.clear();
        problem.line = None;
        assert_eq!(
            Problems(vec![problem.clone(), problem]).to_string(),
            "scaling.policies[0].TargetValue: it must be above 0 [E_OUT_OF_RANGE]\n\
             scaling.policies[0].TargetValue: it must be above 0 [E_OUT_OF_RANGE]"
        );
    }
}
