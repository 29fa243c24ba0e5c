//! A scenario's scaling as requests to AWS, and AWS's descriptions as a scenario's scaling.
//!
//! The format keeps AWS's own request shapes, so both ways work on the tree of the file: what AWS
//! would check is checked by the same door as every other file.

mod boto3;
mod cloudformation;
pub mod import;
mod request;
mod terraform;

use crate::{Problems, Source};

pub use request::{Operation, Request};

/// What a scenario asks of AWS.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// In the order in which they must be sent.
    pub requests: Vec<Request>,
}

impl Export {
    /// As commands of the AWS CLI, one after the other, as a shell would take them.
    pub fn commands(&self) -> String {
        let command = |request: &Request| {
            let operation = request.operation;
            format!(
                "aws {} {} --cli-input-json '{}'\n",
                operation.service(),
                operation.command(),
                // A quote inside a quoted word ends it, stands for itself, and begins it again.
                request.cli_json().replace('\'', r"'\''")
            )
        };
        self.requests.iter().map(command).collect()
    }

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

impl Source {
    /// The requests to AWS that set this scenario's scaling up; none when it registers no scalable
    /// target.
    ///
    /// # Errors
    /// Every problem of the scenario: what is refused here is exported to nobody.
    pub fn export(&self) -> Result<Export, Problems> {
        self.document()?;
        let requests = request::requests(&self.root);
        Ok(Export { requests })
    }
}

#[cfg(test)]
mod tests;
