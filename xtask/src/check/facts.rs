//! The table of facts: what is known about AWS, the rule that implements it, the test that holds
//! the rule.
//!
//! `tests/facts/facts.toml` has them all; docs/FACTS.md is written from it. [`perturb`] breaks
//! each rule in a copy and asks whether its test notices.

mod page;
pub mod perturb;
mod table;

use std::path::{Path, PathBuf};

use super::none_of;
use crate::command::root;
use table::{Fact, Implemented, Table};

const TABLE: &str = "tests/facts/facts.toml";
const PAGE: &str = "docs/FACTS.md";

/// `cargo xtask check facts`.
pub fn check() -> Result<(), String> {
    let table = read()?;
    let mut found = table.problems();
    for fact in &table.facts {
        for rule in fact.rules() {
            found.extend(broken(fact, rule));
        }
    }
    none_of("the table of facts does not hold", &found)?;
    let (written, wanted) = (text_of(PAGE)?, page::page(&table));
    if written != wanted {
        return Err(format!(
            "    {PAGE} is not what {TABLE} says: `cargo xtask bless` writes it"
        ));
    }
    eprintln!("    {}", page::tally(&table));
    Ok(())
}

/// Writes docs/FACTS.md.
pub fn bless() -> Result<(), String> {
    let page = page::page(&read()?);
    std::fs::write(root().join(PAGE), page).map_err(|e| format!("{PAGE}: {e}"))
}

fn read() -> Result<Table, String> {
    Table::parse(&text_of(TABLE)?).map_err(|why| format!("    {TABLE}: {why}"))
}

fn text_of(file: &str) -> Result<String, String> {
    std::fs::read_to_string(root().join(file)).map_err(|e| format!("    {file}: {e}"))
}

/// What is wrong with the rule of a fact.
fn broken(fact: &Fact, rule: &Implemented) -> Vec<String> {
    let mut found = Vec::new();
    let id = &fact.id;
    match text_of(&rule.file) {
        Err(why) => found.push(format!("{id}: {}", why.trim())),
        Ok(text) => found.extend(occurs_once(id, rule, &text)),
    }
    if let Err(why) = target_of(rule) {
        found.push(format!("{id}: {why}"));
    }
    found
}

fn occurs_once(id: &str, rule: &Implemented, text: &str) -> Option<String> {
    let times = text.matches(rule.rule.as_str()).count();
    let first = rule.rule.lines().next().unwrap_or_default();
    let file = &rule.file;
    (times != 1).then(|| format!("{id}: {file} has the rule {times} times: {first}"))
}

/// The target of a package that has the test: an argument of `cargo test`.
fn target_of(rule: &Implemented) -> Result<String, String> {
    let name = rule.test.rsplit("::").next().unwrap_or(&rule.test);
    let folder = folder_of(&rule.package)?;
    let needle = format!("fn {name}()");
    let mut files = Vec::new();
    for part in ["src", "tests"] {
        rust_files(&folder.join(part), &mut files)?;
    }
    let mut holders = files.iter().filter(|file| {
        std::fs::read_to_string(file).is_ok_and(|text| {
            text.split_once(&needle)
                .is_some_and(|(before, _)| is_test(before))
        })
    });
    let Some(holder) = holders.next() else {
        return Err(format!("{} has no test {name}", rule.package));
    };
    if holders.next().is_some() {
        return Err(format!("{} has two tests {name}", rule.package));
    }
    let inside = holder.strip_prefix(&folder).unwrap_or(holder);
    let mut parts = inside.iter().filter_map(|part| part.to_str());
    let (top, next) = (parts.next(), parts.next());
    match (top, next) {
        (Some("src"), _) => Ok("--lib".into()),
        // One test program, that Cargo.toml names.
        (Some("tests"), Some(_)) if rule.package == "headroom-tests" => Ok("--test=engine".into()),
        (Some("tests"), Some(next)) => Ok(format!("--test={}", next.trim_end_matches(".rs"))),
        _ => Err(format!("{} is in no test target", inside.display())),
    }
}

/// Whether a function that comes after this text is a test.
fn is_test(before: &str) -> bool {
    let attribute = before.trim_end().rsplit('\n').next().unwrap_or_default();
    attribute.trim() == "#[test]"
}

fn folder_of(package: &str) -> Result<PathBuf, String> {
    let folder = match package.strip_prefix("headroom-") {
        Some("tests") => root().join("tests"),
        Some(krate) => root().join("crates").join(krate),
        None => return Err(format!("{package} is no package of ours")),
    };
    match folder.join("Cargo.toml").is_file() {
        true => Ok(folder),
        false => Err(format!("there is no package {package}")),
    }
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            rust_files(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(rule: &str) -> Implemented {
        Implemented {
            file: "a.rs".into(),
            rule: rule.into(),
            perturbed: String::new(),
            package: "headroom-model".into(),
            test: "none_of_this_name".into(),
        }
    }

    #[test]
    fn a_rule_is_there_once() {
        let found = |text| occurs_once("1.1", &rule("= 3;"), text);
        assert_eq!(found("const N: u32 = 3;"), None);
        assert!(found("const N: u32 = 4;").is_some());
        assert!(found("a = 3; b = 3;").is_some());
    }

    #[test]
    fn a_test_is_there_and_is_one() {
        assert!(target_of(&rule("")).is_err());
        let there = Implemented {
            test: "fact_2_2_no_predefined_type_for_cpu_gpu_or_latency".into(),
            ..rule("")
        };
        assert_eq!(target_of(&there), Ok("--lib".into()));
        assert!(is_test("    #[test]\n    ") && !is_test("#[rustfmt::skip]\n"));
    }
}
