//! `headroom check`.

use std::path::Path;

use crate::arguments::Check;
use crate::failure::Failure;
use crate::{Verdict, file, output};

pub fn run(arguments: &Check) -> Result<Verdict, Failure> {
    let mut failures = Vec::new();
    let mut accepted = String::new();
    for path in &arguments.paths {
        let checked = scenario(path);
        match checked {
            Ok(line) => accepted += &format!("{}: {line}\n", path.display()),
            Err(failure) => failures.push(failure),
        }
    }
    output::write(None, &accepted)?;
    if failures.is_empty() {
        Ok(Verdict::Done)
    } else {
        Err(Failure::Many(failures))
    }
}

fn scenario(path: &Path) -> Result<String, Failure> {
    let document = file::load(path)?;
    Ok(match document.alternatives.len() {
        0 => "ok".into(),
        n => format!("ok, with {n} alternatives"),
    })
}
