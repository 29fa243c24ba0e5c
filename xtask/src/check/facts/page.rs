//! docs/FACTS.md: the table for people.

use std::fmt::Write;

use super::table::{Fact, Implemented, Kind, Table};

const HEAD: &str = "\
# Facts, rules and tests

Written by `cargo xtask bless` from `tests/facts/facts.toml`; `cargo xtask check` holds the two together.

Each row is something that is known about AWS, in our words, the rule in the code that implements it, and the test that fails when the rule is broken. `cargo xtask check --facts` breaks each rule, one at a time in a copy, and tells which tests do not notice.

**Confidence.** A: AWS documentation or an API model says so. B: AWS said so second-hand, or several field sources agree. C: one field observation. D: nobody documents it; it is an assumption, a named constant, and shown to users as such.
";

/// The page.
pub fn page(table: &Table) -> String {
    let sources: Vec<String> = table
        .sources
        .iter()
        .map(|(short, name)| format!("{short}: {name}."))
        .collect();
    let mut page = format!(
        "{HEAD}\n**Sources**, read on {}. {}\n\n{}\n",
        table.checked,
        sources.join(" "),
        tally(table)
    );
    for section in &table.sections {
        let facts: Vec<&Fact> = section.ids.iter().filter_map(|id| table.find(id)).collect();
        let _ = write!(page, "\n## {}\n", section.title);
        rules(&mut page, &facts);
        reasons(&mut page, &facts);
        readings(&mut page, &facts);
    }
    page
}

fn readings(page: &mut String, facts: &[&Fact]) {
    let mut head = "\nBoth readings, and whether the answer to a question changes with them:\n\n| fact | AWS docs | study guides say | answer |\n| --- | --- | --- | --- |\n";
    for fact in facts {
        if let Some(both) = &fact.readings {
            let _ = writeln!(
                page,
                "{head}| {} | {} | {} | {} |",
                fact.id,
                cell(&both.aws_docs),
                cell(&both.study_guides),
                if both.flips { "changes" } else { "the same" },
            );
            head = "";
        }
    }
}

/// How many facts are rules.
pub fn tally(table: &Table) -> String {
    let all = table.facts.len();
    let rules = table.facts.iter().map(|fact| fact.rules().len());
    let (modelled, breaks) = rules.fold((0, 0), |(modelled, breaks), n| {
        (modelled + usize::from(n > 0), breaks + n)
    });
    format!(
        "{all} facts: {modelled} are rules with a test, some of several parts, {breaks} in all; {} are not modelled.",
        all - modelled
    )
}

fn rules(page: &mut String, facts: &[&Fact]) {
    let mut head =
        "\n| fact | what is so | rule | test | source | |\n| --- | --- | --- | --- | --- | --- |\n";
    for fact in facts {
        if fact.rules().is_empty() {
            continue;
        }
        // One line a part.
        let lines = |show: &dyn Fn(&Implemented) -> String| {
            let lines: Vec<String> = fact.rules().iter().map(show).collect();
            lines.join("<br>")
        };
        let _ = writeln!(
            page,
            "{head}| {} | {} | {} | {} | {} | {} |",
            fact.id,
            cell(&fact.says),
            lines(&|rule| format!("{} `{}`", file(&rule.file), code(&rule.rule))),
            lines(&|rule| format!("{} `{}`", rule.package, rule.test)),
            cell(&fact.source),
            fact.confidence,
        );
        head = "";
    }
}

fn reasons(page: &mut String, facts: &[&Fact]) {
    let mut head = "\nNot modelled:\n\n| fact | what is so | why not | source | |\n| --- | --- | --- | --- | --- |\n";
    for fact in facts {
        if let Kind::NotModelled(why) = &fact.kind {
            let _ = writeln!(
                page,
                "{head}| {} | {} | {} | {} | {} |",
                fact.id,
                cell(&fact.says),
                cell(why),
                cell(&fact.source),
                fact.confidence,
            );
            head = "";
        }
    }
}

/// A link to a file from the folder of the page.
fn file(path: &str) -> String {
    let name = path.trim_start_matches("crates/");
    format!("[{name}](../{path})")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// The first line of a rule, as code of a table cell.
fn code(rule: &str) -> String {
    let mut lines = rule.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default().replace('|', "\\|");
    match lines.next() {
        None => first,
        Some(_) => format!("{first} …"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_becomes_one_line() {
        assert_eq!(code("  a || b\n  c\n"), "a \\|\\| b …");
        assert_eq!(code("a"), "a");
        assert_eq!(
            file("crates/model/src/a.rs"),
            "[model/src/a.rs](../crates/model/src/a.rs)"
        );
    }
}
