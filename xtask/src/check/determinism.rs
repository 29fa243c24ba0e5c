//! What must not stand where time passes: the same scenario and seed give the same bits everywhere.
//!
//! Clippy holds the same list (crates/*/clippy.toml), but an `allow` silences clippy. This guard
//! reads the text and has no way round it.

use super::source::{self, Strings};

/// The crates whose results must not depend on the machine.
pub const CRATES: [&str; 3] = ["model", "engine", "explain"];

/// Of f32 and f64: other bits natively than in wasm. `libm` has them all, the same everywhere.
pub const FLOAT_METHODS: [&str; 27] = [
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "sin", "cos",
    "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
    "cbrt", "hypot", "mul_add", "sin_cos",
];

/// Order by hash, clocks, and generators that change between versions or start from entropy.
const WORDS: [&str; 11] = [
    "HashMap",
    "HashSet",
    "RandomState",
    "Instant",
    "SystemTime",
    "StdRng",
    "SmallRng",
    "thread_rng",
    "ThreadRng",
    "getrandom",
    "OsRng",
];

/// Files and settings belong to the command line and to src/platform; for the pure crates besides.
const OUTSIDE: [&str; 4] = ["std::fs", "std::env", "std::time", "std::net"];
const PURE_CRATES: [&str; 5] = ["model", "engine", "explain", "scenario", "study"];

/// The one place in them that reads files: the compiler of lessons, behind a feature that only the
/// command line switches on.
const READS_FILES: &str = "crates/study/src/author/";

pub fn check() -> Result<(), String> {
    let mut found = Vec::new();
    for name in CRATES {
        for (path, text) in source::files(&format!("crates/{name}"))? {
            found.extend(violations(&path, &text));
        }
    }
    for name in PURE_CRATES {
        for (path, text) in source::files(&format!("crates/{name}/src"))? {
            found.extend(reaching_outside(&path, &text));
        }
    }
    super::none_of(
        "not the same on every machine (use libm, BTreeMap, our own streams)",
        &found,
    )
}

/// Every place that names something forbidden, as `path:line: what`.
fn violations(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in source::code(text, Strings::Blank).lines().enumerate() {
        let mut say = |what: String| found.push(format!("{path}:{}: {what}", number + 1));
        for word in WORDS.iter().filter(|word| source::has_word(line, word)) {
            say((*word).to_owned());
        }
        for method in FLOAT_METHODS {
            let called = source::has_word(line, &format!(".{method}("));
            let named = ["f32", "f64"]
                .iter()
                .any(|float| source::has_word(line, &format!("{float}::{method}")));
            if called || named {
                say(format!("{method} of std"));
            }
        }
    }
    found
}

fn reaching_outside(path: &str, text: &str) -> Vec<String> {
    if path.starts_with(READS_FILES) {
        return Vec::new();
    }
    let code = source::code(source::without_tests(text), Strings::Blank);
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        for word in OUTSIDE.iter().filter(|word| source::has_word(line, word)) {
            found.push(format!("{path}:{}: {word}", number + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::root;

    #[test]
    fn every_planted_violation_is_found() {
        for method in FLOAT_METHODS {
            for planted in [
                format!("let y = x.{method}();"),
                format!("xs.map(f64::{method})"),
                format!("core::f32::{method}(x)"),
            ] {
                assert_eq!(violations("a.rs", &planted).len(), 1, "{planted}");
            }
        }
        for word in WORDS {
            assert_eq!(
                violations("a.rs", &format!("use x::{word};")).len(),
                1,
                "{word}"
            );
        }
        for word in OUTSIDE {
            assert_eq!(
                reaching_outside("a.rs", &format!("{word}::x()")).len(),
                1,
                "{word}"
            );
        }
    }

    #[test]
    fn only_the_compiler_of_lessons_reads_files() {
        let text = "std::fs::read(path)";
        assert!(reaching_outside("crates/study/src/author/folder.rs", text).is_empty());
        for path in [
            "crates/study/src/author.rs",
            "crates/study/src/key.rs",
            "crates/cli/src/author/a.rs",
        ] {
            assert_eq!(reaching_outside(path, text).len(), 1, "{path}");
        }
    }

    #[test]
    fn an_allow_does_not_help() {
        let text = "#[allow(clippy::disallowed_methods)]\nfn f(x: f64) -> f64 {\n    x.ln()\n}\n";
        assert_eq!(violations("a.rs", text), ["a.rs:3: ln of std"]);
    }

    #[test]
    fn what_is_allowed_passes() {
        let text = "libm::exp(x); x.sqrt(); // x.exp()\nx.expect(\"HashMap\"); let instant = 1;\n\
            x.max(y); BTreeMap::new(); xs.log_all(); x.abs();";
        assert!(violations("a.rs", text).is_empty());
    }

    /// Clippy's lists and this one are the same list.
    #[test]
    fn clippy_denies_the_same() {
        for name in CRATES {
            let path = root().join(format!("crates/{name}/clippy.toml"));
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for method in FLOAT_METHODS {
                for float in ["f32", "f64"] {
                    let entry = format!("path = \"{float}::{method}\"");
                    assert!(
                        text.contains(&entry),
                        "{}: {entry} is missing",
                        path.display()
                    );
                }
            }
            for type_path in [
                "std::collections::HashMap",
                "std::collections::HashSet",
                "std::time::Instant",
                "std::time::SystemTime",
            ] {
                assert!(text.contains(type_path), "{}: {type_path}", path.display());
            }
        }
    }
}
