//! docs/MODEL.md lists every choice that is ours: the marks `[D]` of the sources, and the figures
//! that a scenario gets when it says nothing. `cargo xtask bless` writes both lists.

use std::fs;
use std::path::{Path, PathBuf};

use headroom_scenario::assumptions;

const BEGIN: &str = "<!-- written by cargo xtask bless, from the sources -->\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file below `folder`, sorted.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

/// The text of a comment line.
fn comment(line: &str) -> Option<&str> {
    let text = line.trim_start();
    ["///", "//!", "//"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map(str::trim)
}

/// The sentences of a text that bear the mark, without it.
fn marked(text: &str) -> Vec<String> {
    let parts = text.split_inclusive(". ");
    let bear = parts.filter(|part| part.contains("[D]"));
    bear.map(|part| {
        let plain = part.replace(" [D]", "").replace("[D] ", "");
        plain.trim().trim_start_matches("- ").to_string()
    })
    .collect()
}

/// `NAME` and value of a constant's line.
fn constant(line: &str) -> Option<(&str, &str)> {
    let after = line.split_once("const ")?.1;
    let (name, rest) = after.split_once(':')?;
    let value = rest.split_once(" = ")?.1.trim_end_matches(';');
    Some((name, value))
}

/// The name of the function or field that a line begins.
fn item(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches("pub ");
    let line = line.trim_start_matches("pub(crate) ");
    if let Some((_, after)) = line.split_once("fn ") {
        return after.split(['(', '<']).next();
    }
    let (name, _) = line.split_once(": ")?;
    name.chars()
        .all(|c| c.is_ascii_lowercase() || c == '_')
        .then_some(name)
}

/// A row for each choice of a file.
fn choices(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a source");
    let lines: Vec<&str> = text.lines().collect();
    let place = path
        .strip_prefix(root())
        .expect("inside")
        .display()
        .to_string();
    let short = place.trim_start_matches("crates/");
    let mut rows = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let block = lines[at..].iter().map_while(|line| comment(line));
        let block: Vec<&str> = block.collect();
        let next = lines.get(at + block.len()).copied().unwrap_or_default();
        let whole = block.join(" ");
        for sentence in marked(&whole) {
            let named = match constant(next) {
                Some((name, value)) => format!("`{name}` = {value}"),
                None => item(next).map_or(String::new(), |name| format!("`{name}`")),
            };
            // A short one says nothing without its neighbours.
            let sentence = match sentence.len() {
                ..45 if whole.matches("[D]").count() == 1 => whole.replace(" [D]", ""),
                _ => sentence,
            };
            rows.push(format!(
                "| {sentence} | {named} | [{short}](../{place}) |\n"
            ));
        }
        at += block.len() + 1;
    }
    assert_eq!(
        rows.len(),
        text.matches("[D]").count(),
        "{place}: a mark stands in a comment, once a sentence"
    );
    rows
}

fn lists() -> String {
    let mut page = String::from(
        "### What a scenario can change\n\n| what | figure | field | where it applies |\n| --- | --- | --- | --- |\n",
    );
    for a in assumptions() {
        page += &format!(
            "| {} | {} {} | `{}` | {} |\n",
            a.name, a.value, a.unit, a.field, a.applies
        );
    }
    for (title, folders) in [
        ("What is fixed", &["model", "engine", "explain"][..]),
        ("Limits of a scenario file", &["scenario"]),
    ] {
        page += &format!("\n### {title}\n\n| choice | named | where |\n| --- | --- | --- |\n");
        for folder in folders {
            let mut found = Vec::new();
            sources(&root().join("crates").join(folder).join("src"), &mut found);
            page.extend(found.iter().flat_map(|path| choices(path)));
        }
    }
    page
}

#[test]
fn every_choice_of_ours_stands_in_the_model_for_teachers() {
    let path = root().join("docs/MODEL.md");
    let text = fs::read_to_string(&path).expect("docs/MODEL.md");
    let (prose, kept) = text.split_once(BEGIN).expect("where the lists begin");
    let now = lists();
    assert!(now.matches("\n| ").count() > 60);
    if std::env::var_os("HEADROOM_BLESS").is_some() {
        fs::write(path, format!("{prose}{BEGIN}{now}")).expect("written");
    } else {
        assert_eq!(kept, now, "cargo xtask bless writes the lists");
    }
}
