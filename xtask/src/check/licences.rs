//! Every package we build from, for Rust and for Node, is under a licence we accept.

use crate::command::root;
use serde_json::Value;

/// What we accept; an expression passes when it can be met by these alone.
const ACCEPTED: [&str; 15] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "MPL-2.0",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
    "0BSD",
    "BlueOak-1.0.0",
    "NCSA",
];

/// Packages whose lock file is silent, with the licence that their own files state.
const READ_BY_HAND: [(&str, &str); 1] =
    [("node_modules/parse-cache-control 1.0.1", "BSD-3-Clause")];

pub fn check() -> Result<(), String> {
    let mut found = Vec::new();
    let mut count = 0;
    for manifest in [
        "Cargo.toml",
        "tools/wasm-bindgen/Cargo.toml",
        "tests/speed/Cargo.toml",
        "tests/fuzz/Cargo.toml",
    ] {
        let packages = cargo_packages(&super::metadata(manifest, true)?)?;
        count += packages.len();
        found.extend(refused(&packages));
    }
    for lock in ["package-lock.json", "tools/lighthouse/package-lock.json"] {
        let text =
            std::fs::read_to_string(root().join(lock)).map_err(|e| format!("{lock}: {e}"))?;
        let packages = npm_packages(&text).map_err(|e| format!("{lock}: {e}"))?;
        count += packages.len();
        found.extend(refused(&packages));
    }
    eprintln!("    {count} packages read");
    super::none_of("licences we do not accept", &found)
}

/// A package's name and version, and what it says about its licence.
type Package = (String, Option<String>);

fn cargo_packages(metadata: &Value) -> Result<Vec<Package>, String> {
    let packages = metadata["packages"]
        .as_array()
        .ok_or("cargo metadata names no packages")?;
    Ok(packages
        .iter()
        .map(|package| named(package, package["name"].as_str()))
        .collect())
}

fn npm_packages(lock: &str) -> Result<Vec<Package>, String> {
    let lock: Value = serde_json::from_str(lock).map_err(|e| e.to_string())?;
    let packages = lock["packages"].as_object().ok_or("it names no packages")?;
    Ok(packages
        .iter()
        .map(|(path, package)| named(package, Some(path)))
        .collect())
}

fn named(package: &Value, name: Option<&str>) -> Package {
    let version = package["version"].as_str().unwrap_or("");
    let name = format!("{} {version}", name.unwrap_or("?"));
    let by_hand = READ_BY_HAND.iter().find(|(known, _)| *known == name);
    let licence = package["license"]
        .as_str()
        .or(by_hand.map(|(_, licence)| *licence));
    let licence = licence.map(str::to_owned);
    (name, licence)
}

/// The packages whose licence is unknown or not accepted.
fn refused(packages: &[Package]) -> Vec<String> {
    packages
        .iter()
        .filter_map(|(name, licence)| match licence {
            None => Some(format!("{name}: states no licence")),
            Some(text) if accepted(text) => None,
            Some(text) => Some(format!("{name}: {text}")),
        })
        .collect()
}

/// Whether an SPDX expression can be met by what we accept. Anything unreadable is refused.
fn accepted(expression: &str) -> bool {
    // The older way to write OR.
    let text = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    let verdict = any_of(&words, &mut at);
    verdict == Some(true) && at == words.len()
}

/// `a OR b OR …`; nothing when the words are not an expression.
fn any_of(words: &[&str], at: &mut usize) -> Option<bool> {
    let mut verdict = all_of(words, at)?;
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        verdict |= all_of(words, at)?;
    }
    Some(verdict)
}

/// `a AND b AND …`, which binds tighter.
fn all_of(words: &[&str], at: &mut usize) -> Option<bool> {
    let mut verdict = single(words, at)?;
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        verdict &= single(words, at)?;
    }
    Some(verdict)
}

/// One licence, with its exception, or an expression in brackets.
fn single(words: &[&str], at: &mut usize) -> Option<bool> {
    let word = *words.get(*at)?;
    *at += 1;
    if word == "(" {
        let verdict = any_of(words, at)?;
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return closed.then_some(verdict);
    }
    let mut licence = word.to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{word} WITH {}", words.get(*at + 1)?);
        *at += 2;
    }
    Some(ACCEPTED.contains(&licence.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_that_we_can_meet_pass() {
        for text in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "0BSD OR GPL-2.0-only",
            "MIT AND BSD-3-Clause",
            "GPL-3.0 AND MIT OR ISC",
        ] {
            assert!(accepted(text), "{text}");
        }
    }

    #[test]
    fn others_and_nonsense_are_refused() {
        for text in [
            "GPL-3.0-only",
            "AGPL-3.0 OR GPL-3.0",
            "MIT AND GPL-3.0",
            "",
            "MIT OR",
            "(MIT",
            "MIT)",
            "MIT Apache-2.0",
            "Apache-2.0 WITH Other-exception",
            "OpenSSL",
            "GPL-3.0 WITH LLVM-exception",
        ] {
            assert!(!accepted(text), "{text}");
        }
    }

    #[test]
    fn a_refused_package_is_named_in_both_worlds() {
        let metadata = serde_json::json!({ "packages": [
            { "name": "good", "version": "1.0.0", "license": "MIT" },
            { "name": "bad", "version": "2.0.0", "license": "GPL-3.0" },
            { "name": "silent", "version": "3.0.0", "license": null },
        ]});
        let packages = cargo_packages(&metadata).unwrap_or_default();
        assert_eq!(
            refused(&packages),
            ["bad 2.0.0: GPL-3.0", "silent 3.0.0: states no licence"]
        );
        let lock = r#"{ "packages": {
            "node_modules/good": { "version": "1.0.0", "license": "ISC" },
            "node_modules/bad": { "version": "2.0.0" } } }"#;
        let packages = npm_packages(lock).unwrap_or_default();
        assert_eq!(
            refused(&packages),
            ["node_modules/bad 2.0.0: states no licence"]
        );
    }
}
