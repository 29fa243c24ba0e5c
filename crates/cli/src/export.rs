//! `headroom export`.

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
        Form::Cli => export.commands(),
        Form::Cloudformation => export.cloudformation() + "\n",
        Form::Terraform => export.terraform(),
        Form::Boto3 => export.boto3(),
    };
    output::write(arguments.output.as_deref(), &text)?;
    Ok(Verdict::Done)
}
