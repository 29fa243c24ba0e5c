//! A scenario's scaling as requests to AWS, and AWS's descriptions as a scenario's scaling.
//!
//! The format keeps AWS's own request shapes, so both ways work on the tree of the file: what AWS
//! would check is checked by the same door as every other file.

mod boto3;
mod cloudformation;
pub mod import;
mod request;
mod terraform;

use crate::raw::{self, Node};
use crate::{Problems, check};

pub use request::{Operation, Request};

/// What a scenario asks of AWS.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// In the order in which they must be sent.
    pub requests: Vec<Request>,
}

impl Export {
    /// As an AWS CloudFormation template, in JSON.
    pub fn cloudformation(&self) -> String {
        cloudformation::template(&self.requests)
    }

    /// As Terraform's resources of the AWS provider.
    pub fn terraform(&self) -> String {
        terraform::resources(&self.requests)
    }

    /// As a Python script that calls boto3.
    pub fn boto3(&self) -> String {
        boto3::script(&self.requests)
    }
}

/// The requests of a scenario in JSON; none when it registers no scalable target.
///
/// # Errors
/// Every problem of the scenario.
pub fn export_json(text: &str) -> Result<Export, Problems> {
    let root = raw::json::parse(text).map_err(|problem| Problems(vec![*problem]))?;
    export(&root)
}

/// The requests of a scenario in TOML; none when it registers no scalable target.
///
/// # Errors
/// Every problem of the scenario.
#[cfg(feature = "toml")]
pub fn export_toml(text: &str) -> Result<Export, Problems> {
    let root = raw::toml::parse(text).map_err(Problems)?;
    export(&root)
}

fn export(root: &Node) -> Result<Export, Problems> {
    check::document(root)?;
    let requests = request::requests(root);
    Ok(Export { requests })
}

#[cfg(test)]
mod tests;
