//! `headroom new`.

use crate::arguments::New;
use crate::failure::Failure;
use crate::{Verdict, output};

/// Writes the files and names them.
pub fn run(what: &New) -> Result<Verdict, Failure> {
    let New::Lesson(lesson) = what;
    let written = headroom_study::author::new_lesson(&lesson.folder, &lesson.id);
    let written = written.map_err(|error| Failure::Lessons(error.to_string()))?;
    let lines: String = written
        .iter()
        .map(|path| format!("{}\n", path.display()))
        .collect();
    output::write(None, &lines)?;
    Ok(Verdict::Done)
}
