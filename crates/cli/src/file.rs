//! Scenario files from disk.

use std::path::Path;

use headroom_model::ruleset::Ruleset;
use headroom_scenario::{Document, Source};

use crate::failure::{self, Failure};
use crate::output;

/// Reads and checks a scenario file; its warnings go to standard error.
pub fn load(path: &Path) -> Result<Document, Failure> {
    judge(path, source(path)?)
}

/// The same under another rule set than the file's.
pub fn load_under(path: &Path, ruleset: Ruleset) -> Result<Document, Failure> {
    judge(path, source(path)?.under(ruleset))
}

fn judge(path: &Path, source: Source) -> Result<Document, Failure> {
    let document = source.document();
    let document = document.map_err(|problems| Failure::Scenario(path.into(), problems))?;
    output::complain(&failure::about(path, &document.warnings));
    Ok(document)
}

/// Reads a scenario file, without judging it.
pub fn source(path: &Path) -> Result<Source, Failure> {
    let read = match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => Source::toml,
        Some("json") => Source::json,
        _ => return Err(Failure::UnknownKind(path.into())),
    };
    let text = std::fs::read_to_string(path).map_err(|error| Failure::Read(path.into(), error))?;
    read(&text).map_err(|problems| Failure::Scenario(path.into(), problems))
}
