//! `headroom pack`.

mod facts;

use crate::arguments::Pack;
use std::path::Path;

use headroom_scenario::sandbox::Preset;
use headroom_study::author::PackError;

use crate::failure::Failure;
use crate::{Verdict, check, file, output};

/// What the sandbox offers to begin with.
const PRESETS: &str = "presets.json";
/// What the page Reference shows.
const FACTS: &str = "facts.json";

/// Writes what loads, then says what did not: the app shows the rest of the course all the same.
pub fn run(arguments: &Pack) -> Result<Verdict, Failure> {
    let packed = headroom_study::pack(&arguments.folder, &arguments.out);
    let packed = packed.map_err(|error| match error {
        PackError::Course(problems) => Failure::Lessons(check::lines(&problems)),
        PackError::Write { path, error } => Failure::Write(path, error),
    })?;
    let presets_file = arguments.out.join(PRESETS);
    let mut presets = presets(&arguments.folder, true)?;
    if let Some(gallery) = &arguments.gallery {
        presets.extend(self::presets(gallery, false)?);
    }
    // Texts and flags: JSON can hold them.
    let json = serde_json::to_string(&presets).unwrap_or_default();
    output::write(Some(&presets_file), &json)?;
    let facts_file = arguments.out.join(FACTS);
    let mut written_facts = None;
    if let (Some(table), Some(gallery)) = (&arguments.facts, &arguments.gallery) {
        let json = facts::reference(table, gallery, &presets)?;
        output::write(Some(&facts_file), &json)?;
        written_facts = Some(&facts_file);
    }
    let files = packed
        .files
        .iter()
        .chain([&presets_file])
        .chain(written_facts);
    let written: String = files.map(|path| format!("{}\n", path.display())).collect();
    output::write(None, &written)?;
    let problems = check::lines(&packed.problems);
    if !packed.failed.is_empty() {
        return Err(Failure::Lessons(problems));
    }
    output::complain(&problems);
    Ok(Verdict::Done)
}

/// The scenarios in the folders of `folder`, by name.
fn presets(folder: &Path, lesson: bool) -> Result<Vec<Preset>, Failure> {
    let failed = |error| Failure::Read(folder.into(), error);
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        folders.push(entry.map_err(failed)?.path());
    }
    folders.sort();
    let mut presets = Vec::new();
    for path in folders {
        let scenario = path.join("scenario.toml");
        // A lesson whose scenario does not load has said so already.
        let (true, Ok(source)) = (scenario.is_file(), file::source(&scenario)) else {
            continue;
        };
        // What is refused teaches in its test, and is nothing to begin with.
        if source.document().is_ok() {
            let id = path.file_name().unwrap_or_default().to_string_lossy();
            presets.push(Preset::new(&id, lesson, &source));
        }
    }
    Ok(presets)
}
