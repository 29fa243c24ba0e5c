//! AWS out and in.

use headroom_scenario::sandbox::Side;

/// The section.
pub const TITLE: &str = "To and from AWS";
/// Whose requests.
pub const WHOSE: &str = "Configuration";
/// In which form.
pub const FORM: &str = "Form";
/// The forms.
pub const FORMS: [&str; 4] = ["AWS CLI", "CloudFormation", "Terraform", "boto3"];
/// The names of their files.
pub const FILES: [&str; 4] = [
    "scaling.sh",
    "scaling.template.json",
    "scaling.tf",
    "scaling.py",
];
/// The text.
pub const REQUESTS: &str = "Requests to AWS";
/// Copies it.
pub const COPY: &str = "Copy";
/// Saves it.
pub const SAVE: &str = "Save as file";
/// It is copied.
pub const COPIED: &str = "Copied.";

/// It is not.
pub fn not_copied(why: &str) -> String {
    format!("That did not work: {why}. Select the text and copy it.")
}

/// It is a file.
pub fn saved(name: &str) -> String {
    format!("Saved as {name}.")
}

/// Nothing is exported of what is refused.
pub fn refused(side: Side) -> String {
    format!(
        "{} is not allowed yet: what is wrong stands at its fields.",
        side.name()
    )
}

/// There is no scalable target.
pub fn nothing(side: Side) -> String {
    format!(
        "{} registers no scalable target: nothing is asked of AWS.",
        side.name()
    )
}

/// The way in.
pub const IMPORT: &str = "Take from AWS";
/// How.
pub const IMPORT_HOW: &str = "What aws application-autoscaling describe-scalable-targets, \
    describe-scaling-policies, describe-scheduled-actions or aws cloudwatch describe-alarms \
    prints, in any order. It is read on this device and sent nowhere; names, ARNs and account ids \
    are dropped.";

/// The button.
pub fn take_into(side: Side) -> String {
    format!("Use in {}", side.name())
}

/// It cannot be read.
pub fn not_read(why: &str) -> String {
    format!("Nothing was taken: {why}.")
}

/// It stands in the form.
pub fn taken(side: Side) -> String {
    format!("The scaling of {} is what was pasted.", side.name())
}

/// What was dropped on purpose.
pub fn dropped(names: &[String]) -> String {
    format!("Dropped: {}.", names.join(", "))
}
