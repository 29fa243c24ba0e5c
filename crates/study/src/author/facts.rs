//! `facts.toml`: the table of facts, read for the page that shows it.
//!
//! `cargo xtask check facts` holds the table against the code; here it only becomes data.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::reference::{Entry, Readings, Reference, Rule, Run, Section, Source};

/// The table as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    checked: String,
    source: Vec<Source>,
    section: Vec<Ids>,
    fact: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    title: String,
    ids: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    says: String,
    source: String,
    confidence: String,
    aws_docs: Option<String>,
    study_guides: Option<String>,
    flips: Option<bool>,
    compare: Option<String>,
    shown_by: Option<String>,
    not_modelled: Option<String>,
    file: Option<String>,
    test: Option<String>,
    // What breaks the rule is for the check alone.
    #[serde(rename = "rule")]
    _rule: Option<IgnoredAny>,
    #[serde(rename = "perturbed")]
    _perturbed: Option<IgnoredAny>,
    #[serde(default)]
    also: Vec<Broken>,
}

/// A further rule of a fact.
#[derive(Deserialize)]
struct Broken {
    file: String,
    test: String,
}

/// Where a run comes from: scenarios are in the hands of who packs.
pub trait Runs {
    /// The scenario of this folder as the sandbox knows it.
    ///
    /// # Errors
    /// Why there is none.
    fn shows(&self, folder: &str) -> Result<String, String>;

    /// What follows `#s=` in the address that runs the scenario of this folder under both rule sets.
    ///
    /// # Errors
    /// Why there is none, also when both runs are the same.
    fn differs(&self, folder: &str) -> Result<String, String>;
}

/// The reference that `text`, a `facts.toml`, describes.
///
/// # Errors
/// Everything that does not hold, a sentence each.
pub fn reference(text: &str, runs: &impl Runs) -> Result<Reference, Vec<String>> {
    let table: Table = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let mut problems = Vec::new();
    let mut rows = table.fact;
    let mut sections = Vec::new();
    for ids in table.section {
        let mut facts = Vec::new();
        for id in ids.ids {
            let Some(at) = rows.iter().position(|row| row.id == id) else {
                problems.push(format!("fact {id} of {:?} is missing", ids.title));
                continue;
            };
            match entry(rows.swap_remove(at), runs) {
                Ok(entry) => facts.push(entry),
                Err(why) => problems.push(format!("fact {id}: {why}")),
            }
        }
        let title = ids.title;
        sections.push(Section { title, facts });
    }
    problems.extend(
        rows.iter()
            .map(|row| format!("fact {} is in no section", row.id)),
    );
    // Stable: otherwise the order of the table.
    sections.sort_by_key(|section| section.facts.iter().all(|fact| fact.readings.is_none()));
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Reference {
        checked: table.checked,
        sources: table.source,
        sections,
    })
}

fn entry(row: Row, runs: &impl Runs) -> Result<Entry, String> {
    let readings = match (row.aws_docs, row.study_guides, row.flips) {
        (None, None, None) => None,
        (Some(aws_docs), Some(study_guides), Some(flips)) => Some(Readings {
            aws_docs,
            study_guides,
            flips,
        }),
        _ => return Err("aws_docs, study_guides and flips go together".into()),
    };
    let run = match (row.compare, row.shown_by) {
        (None, None) => None,
        (Some(folder), None) if readings.is_some() => Some(Run::Differs(runs.differs(&folder)?)),
        (Some(_), None) => return Err("compare needs two readings".into()),
        (None, Some(folder)) => Some(Run::Shows(runs.shows(&folder)?)),
        (Some(_), Some(_)) => return Err("either compare or shown_by".into()),
    };
    let first = row
        .file
        .zip(row.test)
        .map(|(file, test)| Broken { file, test });
    let mut rules: Vec<Rule> = Vec::new();
    for Broken { file, test } in first.into_iter().chain(row.also) {
        let rule = Rule { file, test };
        // Several parts may be held by one test.
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    Ok(Entry {
        id: row.id,
        says: row.says,
        source: row.source,
        confidence: row.confidence,
        readings,
        rules,
        not_modelled: row.not_modelled,
        run,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Gallery;

    impl Runs for Gallery {
        fn shows(&self, folder: &str) -> Result<String, String> {
            match folder {
                "known" => Ok(folder.into()),
                _ => Err(format!("there is no scenario {folder}")),
            }
        }

        fn differs(&self, folder: &str) -> Result<String, String> {
            self.shows(folder).map(|id| format!("1.{id}"))
        }
    }

    const TABLE: &str = r#"
checked = "2026-11-23"
[[source]]
short = "BC"
name = "the API models"
[[section]]
title = "One"
ids = ["1.1"]
[[section]]
title = "Readings"
ids = ["d.1"]
[[fact]]
id = "1.1"
says = "s"
source = "BC"
confidence = "A"
shown_by = "known"
file = "f"
rule = "r"
perturbed = "p"
test = "package t"
[[fact.also]]
file = "f"
rule = "q"
perturbed = "p"
test = "package t"
[[fact]]
id = "d.1"
says = "s"
source = "BC"
confidence = "A"
aws_docs = "a"
study_guides = "g"
flips = true
compare = "known"
not_modelled = "w"
"#;

    fn problems(text: &str) -> Vec<String> {
        reference(text, &Gallery).expect_err("it does not hold")
    }

    #[test]
    fn the_table_becomes_sections_with_what_differs_first() {
        let reference = reference(TABLE, &Gallery).expect("it holds");
        let titles: Vec<&str> = reference
            .sections
            .iter()
            .map(|s| s.title.as_str())
            .collect();
        assert_eq!(titles, ["Readings", "One"]);
        let fact = reference.find("1.1").expect("it is there");
        assert_eq!(fact.rules.len(), 1, "one test for both parts");
        assert_eq!(fact.run, Some(Run::Shows("known".into())));
        let fact = reference.find("d.1").expect("it is there");
        assert_eq!(fact.run, Some(Run::Differs("1.known".into())));
        assert!(fact.readings.as_ref().is_some_and(|r| r.flips));
        assert_eq!(fact.not_modelled.as_deref(), Some("w"));
        let json = serde_json::to_string(&reference).expect("plain data");
        assert_eq!(
            serde_json::from_str::<Reference>(&json).ok(),
            Some(reference)
        );
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let broken = TABLE
            .replace("shown_by = \"known\"", "shown_by = \"gone\"")
            .replace("flips = true\n", "")
            .replace("[\"d.1\"]", "[\"d.1\", \"d.2\"]");
        assert_eq!(
            problems(&broken),
            [
                "fact 1.1: there is no scenario gone",
                "fact d.1: aws_docs, study_guides and flips go together",
                "fact d.2 of \"Readings\" is missing",
            ]
        );
        let lost = TABLE.replace("[\"1.1\"]", "[]");
        assert_eq!(problems(&lost), ["fact 1.1 is in no section"]);
        let single = TABLE.replace("shown_by", "compare");
        assert_eq!(problems(&single), ["fact 1.1: compare needs two readings"]);
        let odd = TABLE.replace("checked = ", "cheked = ");
        assert!(problems(&odd)[0].contains("cheked"), "{:?}", problems(&odd));
    }
}
