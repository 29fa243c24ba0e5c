//! A new lesson that already passes the check, to be changed into another one.

use std::fs;
use std::path::{Path, PathBuf};

use super::course::is_kebab;

const FILES: [(&str, &str); 3] = [
    ("lesson.toml", include_str!("skeleton/lesson.toml")),
    ("scenario.toml", include_str!("skeleton/scenario.toml")),
    ("text.md", include_str!("skeleton/text.md")),
];

/// Why there is no new lesson; nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    /// Of the name.
    #[error("{0:?} is not kebab-case: lower-case letters, digits and single hyphens")]
    Id(String),
    /// It is there already.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// There is no course, or none of its units has a list of lessons.
    #[error("{}: there is no unit with a list of lessons to put the new one into", .0.display())]
    Course(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// Writes the lesson `id` into the course in `dir` and names it last in the last unit.
///
/// # Errors
/// When the id is no id or taken, or a file cannot be read or written.
pub fn new_lesson(dir: &Path, id: &str) -> Result<Vec<PathBuf>, NewError> {
    if !is_kebab(id) {
        return Err(NewError::Id(id.to_owned()));
    }
    let folder = dir.join(id);
    if folder.exists() {
        return Err(NewError::Exists(folder));
    }
    let failed = |path: &Path, error| NewError::File {
        path: path.into(),
        error,
    };
    let course = dir.join("course.toml");
    let text = fs::read_to_string(&course).map_err(|error| failed(&course, error))?;
    let named = named(&text, id).ok_or_else(|| NewError::Course(course.clone()))?;
    fs::create_dir_all(&folder).map_err(|error| failed(&folder, error))?;
    let mut written = Vec::new();
    for (name, text) in FILES {
        let path = folder.join(name);
        fs::write(&path, text.replace("LESSON\"", &format!("{id}\"")))
            .map_err(|error| failed(&path, error))?;
        written.push(path);
    }
    fs::write(&course, named).map_err(|error| failed(&course, error))?;
    written.push(course);
    Ok(written)
}

/// course.toml with the id at the end of its last list of lessons; comments stay.
fn named(course: &str, id: &str) -> Option<String> {
    let list = course.rfind("lessons = [")?;
    let end = list + course[list..].find(']')?;
    let before = course[..end].trim_end();
    let comma = if before.ends_with('[') || before.ends_with(',') {
        ""
    } else {
        ", "
    };
    Some(format!("{before}{comma}\"{id}\"{}", &course[end..]))
}
