//! The table as it is written: `[[section]]` with the ids it must have, `[[fact]]` with each.

use std::collections::BTreeMap;

use toml::{Table as Toml, Value};

/// Everything.
pub struct Table {
    /// When all of it was held against the sources.
    pub checked: String,
    /// Short names of sources, and what they stand for.
    pub sources: Vec<(String, String)>,
    /// In the order of the page.
    pub sections: Vec<Section>,
    /// In the order of the file.
    pub facts: Vec<Fact>,
}

/// A part of the facts, and which there are.
pub struct Section {
    /// For people.
    pub title: String,
    /// All of them, in order.
    pub ids: Vec<String>,
}

/// A fact.
pub struct Fact {
    /// `1.14`, `5.cold-start`, `disagreement.1`.
    pub id: String,
    /// In our words.
    pub says: String,
    /// By short name.
    pub source: String,
    /// `A` to `D`, or several.
    pub confidence: String,
    /// Both readings, where study guides have another one.
    pub readings: Option<Readings>,
    /// What became of it.
    pub kind: Kind,
}

impl Fact {
    /// Its rules: one for each of its parts; none when it is not modelled.
    pub fn rules(&self) -> &[Implemented] {
        match &self.kind {
            Kind::Implemented(rules) => rules,
            Kind::NotModelled(_) => &[],
        }
    }
}

/// Both readings of a fact.
pub struct Readings {
    /// What AWS documents.
    pub aws_docs: String,
    /// What study guides say.
    pub study_guides: String,
    /// Whether the answer to a question changes with the reading.
    pub flips: bool,
}

/// What became of a fact.
pub enum Kind {
    /// It is a rule, or several where it has several parts.
    Implemented(Vec<Implemented>),
    /// It is none, and why.
    NotModelled(String),
}

/// The rule of a fact.
pub struct Implemented {
    /// Where it is.
    pub file: String,
    /// Its exact text, there once.
    pub rule: String,
    /// What breaks it.
    pub perturbed: String,
    /// The package of the test.
    pub package: String,
    /// The test that must fail then.
    pub test: String,
}

impl Table {
    /// Reads the file.
    pub fn parse(written: &str) -> Result<Table, String> {
        let file: Toml = written.parse().map_err(|e| format!("{e}"))?;
        let list = |name: &str| {
            let list = file.get(name).and_then(Value::as_array);
            let tables = list.into_iter().flatten().filter_map(Value::as_table);
            tables.collect::<Vec<_>>()
        };
        let sections = list("section").into_iter().map(section).collect();
        let facts: Result<Vec<Fact>, String> = list("fact").into_iter().map(fact).collect();
        let named = |source: &Toml| text(source, "short").zip(text(source, "name"));
        Ok(Table {
            checked: text(&file, "checked").ok_or("checked, a day, is missing")?,
            sources: list("source").into_iter().filter_map(named).collect(),
            sections,
            facts: facts?,
        })
    }

    /// The fact of this id.
    pub fn find(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// Ids that are missing, there twice or in no section; facts without a source or in no words.
    pub fn problems(&self) -> Vec<String> {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for fact in &self.facts {
            *times.entry(&fact.id).or_default() += 1;
        }
        let mut found = Vec::new();
        for id in self.sections.iter().flat_map(|section| &section.ids) {
            match times.remove(id.as_str()) {
                Some(1) => {}
                Some(n) => found.push(format!("{id} is there {n} times")),
                None => found.push(format!("{id} is missing")),
            }
        }
        found.extend(times.keys().map(|id| format!("{id} is in no section")));
        for fact in &self.facts {
            let id = &fact.id;
            if fact.id.starts_with("disagreement.") && fact.readings.is_none() {
                found.push(format!("{id} has no two readings"));
            }
            let is_known = fact.confidence.split('/').all(|c| {
                let c = c.trim_end_matches('-');
                matches!(c, "A" | "B" | "C" | "D")
            });
            if fact.says.is_empty() || fact.source.is_empty() || !is_known {
                found.push(format!("{id} needs words, a source and a confidence"));
            }
            match &fact.kind {
                Kind::NotModelled(why) if why.is_empty() => {
                    found.push(format!("{id} says not why it is no rule"));
                }
                Kind::NotModelled(_) => {}
                Kind::Implemented(rules) => {
                    let idle = |r: &&Implemented| r.rule == r.perturbed || r.rule.is_empty();
                    let idle = rules.iter().filter(idle);
                    found.extend(idle.map(|_| format!("{id}: nothing is perturbed")));
                }
            }
        }
        found
    }
}

fn section(table: &Toml) -> Section {
    let ids = table.get("ids").and_then(Value::as_array);
    let ids = ids.into_iter().flatten().filter_map(Value::as_str);
    Section {
        title: text(table, "title").unwrap_or_default(),
        ids: ids.map(str::to_owned).collect(),
    }
}

fn text(table: &Toml, name: &str) -> Option<String> {
    table.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn fact(table: &Toml) -> Result<Fact, String> {
    let id = text(table, "id").ok_or("a fact has no id")?;
    let need = |name: &str| text(table, name).ok_or(format!("{id} has no {name}"));
    let of_rule = ["file", "rule", "perturbed", "test"];
    let of_fact = ["id", "says", "source", "confidence", "not_modelled", "also"];
    // Of what the page Reference shows, `headroom pack` judges the scenarios.
    let of_page = ["aws_docs", "study_guides", "flips", "compare", "shown_by"];
    let known = |key: &str| [&of_rule[..], &of_fact, &of_page].concat().contains(&key);
    if let Some(odd) = table.keys().find(|key| !known(key)) {
        return Err(format!("{id}: {odd} is unknown"));
    }
    let also = table.get("also").and_then(Value::as_array);
    let also = also.into_iter().flatten().filter_map(Value::as_table);
    let also: Vec<&Toml> = also.collect();
    for part in &also {
        if let Some(odd) = part.keys().find(|key| !of_rule.contains(&key.as_str())) {
            return Err(format!("{id}: {odd} of another rule is unknown"));
        }
    }
    let kind = match (text(table, "not_modelled"), text(table, "rule")) {
        (Some(why), None) if also.is_empty() => Kind::NotModelled(why),
        (None, Some(_)) => {
            let parts = std::iter::once(table).chain(also);
            let rules: Result<Vec<_>, String> = parts.map(|part| rule(&id, part)).collect();
            Kind::Implemented(rules?)
        }
        _ => return Err(format!("{id} has either a rule or not_modelled")),
    };
    let flips = table.get("flips").and_then(Value::as_bool);
    let readings = match (text(table, "aws_docs"), text(table, "study_guides"), flips) {
        (None, None, None) => None,
        (Some(aws_docs), Some(study_guides), Some(flips)) => Some(Readings {
            aws_docs,
            study_guides,
            flips,
        }),
        _ => {
            return Err(format!(
                "{id}: aws_docs, study_guides and flips go together"
            ));
        }
    };
    Ok(Fact {
        readings,
        says: need("says")?,
        source: need("source")?,
        confidence: need("confidence")?,
        kind,
        id,
    })
}

/// A rule with what breaks it: of a fact, or of one of its parts.
fn rule(id: &str, table: &Toml) -> Result<Implemented, String> {
    let need = |name: &str| text(table, name).ok_or(format!("{id} has no {name}"));
    let test = need("test")?;
    let (package, test) = test
        .split_once(' ')
        .ok_or(format!("{id}: a test is \"package name\""))?;
    Ok(Implemented {
        file: need("file")?,
        rule: need("rule")?,
        perturbed: need("perturbed")?,
        package: package.into(),
        test: test.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "checked = '2026-11-23'\n[[section]]\ntitle = 'One'\nids = ['1.1', '1.2']\n";
    const FACT: &str = "[[fact]]\nid = '1.1'\nsays = 's'\nsource = 'BC'\nconfidence = 'A'\n";

    fn problems(rest: &str) -> Vec<String> {
        let table = Table::parse(&format!("{HEAD}{rest}"));
        table.map(|t| t.problems()).unwrap_or_else(|why| vec![why])
    }

    #[test]
    fn every_id_is_there_once() {
        let one = format!("{FACT}not_modelled = 'w'\n");
        let two = one.replace("1.1", "1.2");
        assert_eq!(problems(&format!("{one}{two}")), [""; 0]);
        assert_eq!(problems(&one), ["1.2 is missing"]);
        assert_eq!(
            problems(&format!("{one}{one}{two}")),
            ["1.1 is there 2 times"]
        );
        let odd = one.replace("1.1", "9.9");
        assert_eq!(
            problems(&format!("{one}{two}{odd}")),
            ["9.9 is in no section"]
        );
    }

    #[test]
    fn a_fact_has_a_rule_or_a_reason() {
        assert_eq!(problems(FACT), ["1.1 has either a rule or not_modelled"]);
        let rule = format!(
            "{FACT}file = 'f'\nrule = 'a'\nperturbed = 'a'\ntest = 'p t'\n{}not_modelled = ''\n",
            FACT.replace("1.1", "1.2")
        );
        assert_eq!(
            problems(&rule),
            [
                "1.1: nothing is perturbed",
                "1.2 says not why it is no rule"
            ]
        );
        let also = format!(
            "{FACT}file = 'f'\nrule = 'a'\nperturbed = 'b'\ntest = 'p t'\n\
             [[fact.also]]\nfile = 'f'\nrule = 'c'\nperturbed = 'c'\ntest = 'p t'\n"
        );
        assert_eq!(
            problems(&also),
            ["1.2 is missing", "1.1: nothing is perturbed"]
        );
        assert_eq!(
            problems(&also.replace("perturbed = 'c'\n", "")),
            ["1.1 has no perturbed"]
        );
        let odd = format!("{FACT}rulee = 'a'\n");
        assert_eq!(problems(&odd), ["1.1: rulee is unknown"]);
        let half = format!("{FACT}not_modelled = 'w'\nflips = true\n");
        assert_eq!(
            problems(&half),
            ["1.1: aws_docs, study_guides and flips go together"]
        );
    }
}
