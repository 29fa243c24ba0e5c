//! The reference: what is known about AWS, as `facts.json` of a lesson pack.

use serde::{Deserialize, Serialize};

/// Every fact, in the sections of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// The day on which all of it was held against the sources, `2026-11-23`.
    pub checked: String,
    /// The short names of the sources, and what they stand for.
    pub sources: Vec<Source>,
    /// Sections in the order of reading: where two readings differ comes first.
    pub sections: Vec<Section>,
}

/// Where facts are from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// As the facts name it.
    pub short: String,
    /// For people.
    pub name: String,
}

/// Facts about one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// For people.
    pub title: String,
    /// In the order of the table.
    pub facts: Vec<Entry>,
}

/// A fact of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// `1.20`, `5.cold-start`, `disagreement.1`.
    pub id: String,
    /// What is so.
    pub says: String,
    /// Short names of the sources, with semicolons between them.
    pub source: String,
    /// `A` documented, `B` several reports, `C` one report, `D` an assumption; or several.
    pub confidence: String,
    /// How study guides read it, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<Readings>,
    /// The tests that hold its rules; none when it is not modelled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Why it is no rule of the simulator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_modelled: Option<String>,
    /// A run that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Run>,
}

/// Both readings of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readings {
    /// What AWS documents.
    pub aws_docs: String,
    /// What study guides say.
    pub study_guides: String,
    /// Whether the answer to a question changes with the reading; otherwise only the words do.
    pub flips: bool,
}

/// A rule of the simulator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The file that has it, from the root of the source.
    pub file: String,
    /// The test that fails when it is broken.
    pub test: String,
}

/// A run in the sandbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// A scenario of the gallery.
    Shows(String),
    /// A link with AWS's reading as A and that of study guides as B: what follows `#s=`.
    Differs(String),
}

impl Reference {
    /// The fact of this id.
    pub fn find(&self, id: &str) -> Option<&Entry> {
        let all = self.sections.iter().flat_map(|section| &section.facts);
        all.into_iter().find(|fact| fact.id == id)
    }

    /// What the short names in `source` stand for, in their order.
    pub fn sources_of<'a>(&'a self, source: &'a str) -> impl Iterator<Item = &'a str> {
        source.split("; ").map(|short| {
            let known = self.sources.iter().find(|known| known.short == short);
            known.map_or(short, |known| known.name.as_str())
        })
    }
}

impl Entry {
    /// Whether every word of `query` is somewhere in it, in any case.
    pub fn answers(&self, query: &str) -> bool {
        let text = self.text();
        let mut words = query.split_whitespace();
        words.all(|word| text.contains(&word.to_lowercase()))
    }

    /// Everything that a search looks at, in small letters.
    fn text(&self) -> String {
        let readings = self.readings.as_ref();
        let parts = [
            self.id.as_str(),
            &self.says,
            &self.source,
            readings.map_or("", |r| &r.aws_docs),
            readings.map_or("", |r| &r.study_guides),
            self.not_modelled.as_deref().unwrap_or_default(),
        ];
        parts.join(" ").to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cooldown() -> Entry {
        Entry {
            id: "1.20".into(),
            says: "Cooldowns of SageMaker targets are 300 s both ways unless given.".into(),
            source: "AAS-TT; own choice".into(),
            confidence: "A".into(),
            readings: Some(Readings {
                aws_docs: "300 s each.".into(),
                study_guides: "600 s for scale-in.".into(),
                flips: true,
            }),
            rules: Vec::new(),
            not_modelled: None,
            run: None,
        }
    }

    #[test]
    fn a_search_wants_every_word_in_any_case_and_any_order() {
        let fact = cooldown();
        assert!(fact.answers(""));
        assert!(fact.answers("sagemaker COOLDOWNS"));
        assert!(fact.answers("600 1.20"), "readings and id count");
        assert!(!fact.answers("cooldowns spot"));
    }

    #[test]
    fn sources_have_their_long_names() {
        let reference = Reference {
            checked: "2026-11-23".into(),
            sources: vec![Source {
                short: "AAS-TT".into(),
                name: "the guide".into(),
            }],
            sections: vec![Section {
                title: "One".into(),
                facts: vec![cooldown()],
            }],
        };
        let fact = reference.find("1.20").expect("it is there");
        let names: Vec<&str> = reference.sources_of(&fact.source).collect();
        assert_eq!(names, ["the guide", "own choice"]);
        assert_eq!(reference.find("1.2"), None);
    }
}
