//! The engine's tree must not have num-traits with its feature `std`.
//!
//! With it, crates that draw random numbers switch to std's float functions, and results change
//! as soon as any dependency anywhere asks for the feature.

use crate::command::{capture, command};

pub fn check() -> Result<(), String> {
    // Cargo joins features over everything it builds together, so the consumers are asked too.
    for package in ["headroom-engine", "headroom-cli", "headroom-app"] {
        let tree = tree_of(package)?;
        let verdict =
            verdict(&tree).map_err(|line| format!("    in the tree of {package}: {line}"))?;
        eprintln!("    {package}: num-traits {verdict}");
        if package == "headroom-engine" && verdict == ABSENT {
            return Ok(());
        }
    }
    Ok(())
}

/// One line a package: its name, version and features.
fn tree_of(package: &str) -> Result<String, String> {
    capture(&mut command(
        "cargo",
        &[
            "tree",
            "--locked",
            "--package",
            package,
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p} features={f}",
            "--target",
            "all",
        ],
    ))
}

const ABSENT: &str = "is absent";

/// What the tree says about num-traits; the offending line when it has std.
fn verdict(tree: &str) -> Result<&'static str, String> {
    let mut verdict = ABSENT;
    for line in tree.lines().filter(|line| line.starts_with("num-traits ")) {
        let features = line.split("features=").nth(1).unwrap_or("");
        let features = features.trim_end_matches(" (*)");
        if features.split(',').any(|feature| feature == "std") {
            return Err(line.to_owned());
        }
        verdict = "is there, without std";
    }
    Ok(verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn std_is_found_and_its_absence_passes() {
        let head = "headroom-engine v0.1.0 (/x) features=\nlibm v0.2.16 features=std\n";
        assert_eq!(verdict(head), Ok(ABSENT));
        let without = format!("{head}num-traits v0.2.19 features=i128,libm\n");
        assert!(verdict(&without).is_ok_and(|v| v != ABSENT));
        for features in ["std", "default,std", "default,std (*)"] {
            let with = format!("{head}num-traits v0.2.19 features={features}\n");
            assert!(verdict(&with).is_err(), "{with}");
        }
    }
}
