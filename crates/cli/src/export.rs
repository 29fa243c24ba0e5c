//! `headroom export`.

use headroom_scenario::aws::{Export, Request};

use crate::arguments::{self, Form};
use crate::failure::Failure;
use crate::{Verdict, file, output};

pub fn run(arguments: &arguments::Export) -> Result<Verdict, Failure> {
    let path = &arguments.file;
    let export = file::source(path)?.export();
    let export = export.map_err(|problems| Failure::Scenario(path.clone(), problems))?;
    if export.requests.is_empty() {
        return Err(Failure::NothingToExport(path.clone()));
    }
    let text = match arguments.form {
        Form::Cli => commands(&export),
        Form::Cloudformation => export.cloudformation() + "\n",
        Form::Terraform => export.terraform(),
        Form::Boto3 => export.boto3(),
    };
    output::write(arguments.output.as_deref(), &text)?;
    Ok(Verdict::Done)
}

/// The AWS CLI's commands, one after the other, as a shell would take them.
fn commands(export: &Export) -> String {
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
    export.requests.iter().map(command).collect()
}
