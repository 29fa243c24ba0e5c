//! `headroom pack`.

use headroom_study::author::PackError;

use crate::arguments::Pack;
use crate::failure::Failure;
use crate::{Verdict, check, output};

/// Writes what loads, then says what did not: the app shows the rest of the course all the same.
pub fn run(arguments: &Pack) -> Result<Verdict, Failure> {
    let packed = headroom_study::pack(&arguments.folder, &arguments.out);
    let packed = packed.map_err(|error| match error {
        PackError::Course(problems) => Failure::Lessons(check::lines(&problems)),
        PackError::Write { path, error } => Failure::Write(path, error),
    })?;
    let files = packed.files.iter();
    let written: String = files.map(|path| format!("{}\n", path.display())).collect();
    output::write(None, &written)?;
    let problems = check::lines(&packed.problems);
    if !packed.failed.is_empty() {
        return Err(Failure::Lessons(problems));
    }
    output::complain(&problems);
    Ok(Verdict::Done)
}
