//! What follows from a way out of the VPC, in words, with the kind of the claim.

use core::fmt;

use headroom_model::network::Service;

/// A way, open or not, under a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub struct PathMessage {
    pub service: Service,
    pub open: bool,
    pub study_guide: bool,
}

/// Where a claim comes from.
const DOCS: &str = "AWS docs";
const DOCS_AND_INFERRED: &str = "AWS docs; the roll-back is inferred from them";
const STUDY_GUIDE: &str = "study guides say; not confirmed by AWS docs";

impl PathMessage {
    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        match (self.service, self.open) {
            (_, true) => "path.open",
            (Service::S3, false) => "path.no_s3",
            (Service::Monitoring, false) => "path.no_monitoring",
            (Service::Logs, false) => "path.no_logs",
            (_, false) => "path.unused",
        }
    }

    /// Of what kind the claim is.
    pub const fn kind(&self) -> &'static str {
        match (self.service, self.open, self.study_guide) {
            (Service::S3 | Service::Monitoring, false, true) => STUDY_GUIDE,
            (Service::S3, false, false) => DOCS_AND_INFERRED,
            _ => DOCS,
        }
    }
}

impl fmt::Display for PathMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (self.service, self.study_guide) {
            (Service::S3, _) if self.open => "New instances download the model artifact.",
            (Service::S3, false) => {
                "New instances cannot download the model artifact: creation fails and says so; at a later scale-out they fail and the endpoint rolls back to the instances that it had, which keep serving."
            }
            (Service::S3, true) => {
                "New instances never get the model artifact, and nothing says why; the instances that run keep serving."
            }
            (Service::Monitoring, _) if self.open => {
                "Metrics that the container sends with PutMetricData arrive at CloudWatch."
            }
            (Service::Monitoring, false) => {
                "The endpoint's own metrics are published by the platform and go on. Metrics that the container sends with PutMetricData do not arrive: a policy on them has no data and moves nothing."
            }
            (Service::Monitoring, true) => {
                "No metric of the endpoint arrives at CloudWatch: its alarms have no data, and scaling stops without a word."
            }
            (Service::Logs, _) if self.open => "The container's logs arrive at CloudWatch Logs.",
            (Service::Logs, _) => {
                "The container's logs do not arrive. Only visibility is lost: nothing that serves or scales depends on them."
            }
            _ => {
                "Nothing here takes this way: SageMaker pulls the image itself, and invocations reach the container through the platform."
            }
        };
        f.write_str(what)
    }
}
