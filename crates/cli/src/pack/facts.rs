//! The reference of the pack: the table of facts, with links to runs that show them.

use std::path::Path;

use headroom_engine::run::Run;
use headroom_model::ruleset::Ruleset;
use headroom_scenario::Source;
use headroom_scenario::sandbox::{Link, Pair, Preset};
use headroom_study::author::facts::{self, Runs};

use crate::failure::Failure;
use crate::file;

/// Reads the table at `path`, whose runs are scenarios in `gallery` and among `presets`, as JSON.
pub fn reference(path: &Path, gallery: &Path, presets: &[Preset]) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::Read(path.into(), error))?;
    let reference = facts::reference(&text, &Gallery { gallery, presets });
    let reference = reference.map_err(|problems| {
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| format!("{}: {problem}", path.display()))
            .collect();
        Failure::Lessons(lines.join("\n"))
    })?;
    // Texts and flags: JSON can hold them.
    Ok(serde_json::to_string(&reference).unwrap_or_default())
}

struct Gallery<'a> {
    gallery: &'a Path,
    presets: &'a [Preset],
}

impl Runs for Gallery<'_> {
    fn shows(&self, folder: &str) -> Result<String, String> {
        let known = self.presets.iter().any(|preset| preset.id == folder);
        match known {
            true => Ok(folder.into()),
            false => Err(format!("the sandbox offers no scenario {folder}")),
        }
    }

    fn differs(&self, folder: &str) -> Result<String, String> {
        let path = self.gallery.join(folder).join("scenario.toml");
        let source = file::source(&path).map_err(|failure| failure.to_string())?;
        let under = |ruleset| {
            let source: Source = source.clone().under(ruleset);
            let run = ran(&source).map_err(|why| format!("{}: {why}", path.display()))?;
            Ok::<_, String>((source, run))
        };
        let (a, run_a) = under(Ruleset::Aws)?;
        let (b, run_b) = under(Ruleset::StudyGuide)?;
        if run_a.series == run_b.series && run_a.summary == run_b.summary {
            return Err(format!("{folder} runs alike under both rule sets"));
        }
        let link = Link {
            pair: Pair::new(a, b),
            engine: headroom_engine::VERSION.into(),
            digests: [Some(run_a.digest()), Some(run_b.digest())],
        };
        Ok(link.write())
    }
}

fn ran(source: &Source) -> Result<Run, String> {
    let document = source.document().map_err(|problems| problems.to_string())?;
    let scenario = document.scenario;
    Ok(headroom_engine::simulate(&scenario, scenario.seed))
}

#[cfg(test)]
mod tests {
    use headroom_scenario::sandbox::Side;
    use headroom_study::reference::{Reference, Run as Shown};

    use super::*;

    #[test]
    fn the_table_is_packed_with_links_that_open_and_differ_in_the_rule_set_alone() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let gallery = root.join("scenarios");
        let presets = super::super::presets(&gallery, false).expect("the gallery is there");
        let table = root.join("tests/facts/facts.toml");
        let json = reference(&table, &gallery, &presets).unwrap_or_else(|why| panic!("{why}"));
        let reference: Reference = serde_json::from_str(&json).expect("what was written");
        let facts: Vec<_> = reference.sections.iter().flat_map(|s| &s.facts).collect();
        assert!(facts.len() > 130, "{} facts", facts.len());
        let mut differing = 0;
        for fact in facts {
            for name in reference.sources_of(&fact.source) {
                assert!(!name.is_empty(), "{}", fact.id);
            }
            let Some(Shown::Differs(link)) = &fact.run else {
                continue;
            };
            differing += 1;
            let link = Link::read(link).expect("a link of this version");
            let texts = Side::BOTH.map(|side| link.pair.side(side).clone());
            let aws = texts.clone().map(|text| text.under(Ruleset::Aws).compact());
            assert_eq!(aws[0], aws[1], "{}", fact.id);
            assert_ne!(texts[0].compact(), texts[1].compact(), "{}", fact.id);
        }
        assert_eq!(differing, 4);
    }
}
