//! The allowed arrows between our packages, read from `cargo metadata`.
//!
//! A new arrow is a change of the architecture: it is made here and in ARCHITECTURE.md together.

use serde_json::Value;

/// Who may use whom among our own packages. A package that is not listed may use none.
const ARROWS: &[(&str, &[&str])] = &[
    ("headroom-model", &[]),
    ("headroom-engine", &["headroom-model"]),
    ("headroom-scenario", &["headroom-model"]),
    ("headroom-explain", &["headroom-engine", "headroom-model"]),
    (
        "headroom-study",
        &[
            "headroom-explain",
            "headroom-scenario",
            "headroom-engine",
            "headroom-model",
        ],
    ),
    ("headroom-embed", &["headroom-study", "headroom-model"]),
    ("headroom-cli", LIBRARIES),
    ("headroom-app", LIBRARIES),
    ("headroom-tests", LIBRARIES_AND_CLI),
    ("headroom-bench", LIBRARIES_AND_CLI),
    (
        "headroom-node",
        &["headroom-scenario", "headroom-engine", "headroom-model"],
    ),
    ("xtask", &[]),
];

const LIBRARIES: &[&str] = &[
    "headroom-model",
    "headroom-engine",
    "headroom-scenario",
    "headroom-explain",
    "headroom-study",
    "headroom-embed",
];

const LIBRARIES_AND_CLI: &[&str] = &[
    "headroom-model",
    "headroom-engine",
    "headroom-scenario",
    "headroom-explain",
    "headroom-study",
    "headroom-embed",
    "headroom-cli",
];

/// The browser belongs to the app alone.
const BROWSER: &[&str] = &[
    "leptos",
    "wasm-bindgen",
    "web-sys",
    "js-sys",
    "gloo",
    "console_error_panic_hook",
];

pub fn check() -> Result<(), String> {
    super::none_of(
        "arrows that are not allowed",
        &forbidden(&super::metadata("Cargo.toml", false)?)?,
    )
}

/// Every arrow of the workspace that the table does not have. Development and build dependencies
/// count: a test that reaches backwards ties the crates together just the same.
fn forbidden(metadata: &Value) -> Result<Vec<String>, String> {
    let packages = metadata["packages"]
        .as_array()
        .ok_or("cargo metadata names no packages")?;
    let name_of = |package: &Value| package["name"].as_str().unwrap_or("").to_owned();
    let ours: Vec<String> = packages.iter().map(name_of).collect();
    let mut found = Vec::new();
    for package in packages {
        let from = name_of(package);
        let row = ARROWS.iter().find(|(name, _)| *name == from);
        if row.is_none() {
            found.push(format!(
                "{from} is not in the table of xtask/src/check/arrows.rs"
            ));
        }
        let allowed = row.map_or(&[][..], |(_, to)| to);
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let to = name_of(dependency);
            if ours.contains(&to) && !allowed.contains(&to.as_str()) {
                found.push(format!("{from} -> {to}"));
            }
            if from != "headroom-app" && is_browser(&to) {
                found.push(format!(
                    "{from} -> {to}: only headroom-app may know the browser"
                ));
            }
        }
    }
    Ok(found)
}

fn is_browser(name: &str) -> bool {
    BROWSER.iter().any(|browser| {
        name.strip_prefix(browser)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(packages: Value) -> Vec<String> {
        forbidden(&json!({ "packages": packages })).unwrap_or_default()
    }

    #[test]
    fn allowed_arrows_pass() {
        let packages = json!([
            { "name": "headroom-model", "dependencies": [{ "name": "serde" }] },
            { "name": "headroom-engine", "dependencies": [{ "name": "headroom-model" }, { "name": "libm" }] },
            { "name": "headroom-app", "dependencies": [{ "name": "leptos" }, { "name": "headroom-engine" }] },
        ]);
        assert!(found(packages).is_empty());
    }

    #[test]
    fn a_backward_arrow_is_found_also_for_tests() {
        let packages = json!([
            { "name": "headroom-scenario", "dependencies": [] },
            { "name": "headroom-engine", "dependencies": [{ "name": "headroom-scenario", "kind": "dev" }] },
        ]);
        assert_eq!(found(packages), ["headroom-engine -> headroom-scenario"]);
    }

    #[test]
    fn nobody_uses_the_app() {
        let packages = json!([
            { "name": "headroom-app", "dependencies": [] },
            { "name": "headroom-tests", "dependencies": [{ "name": "headroom-app" }] },
        ]);
        assert_eq!(found(packages), ["headroom-tests -> headroom-app"]);
    }

    #[test]
    fn the_browser_stays_in_the_app() {
        for browser in [
            "web-sys",
            "js-sys",
            "gloo-timers",
            "leptos",
            "leptos_dom",
            "wasm-bindgen-futures",
        ] {
            let packages =
                json!([{ "name": "headroom-study", "dependencies": [{ "name": browser }] }]);
            assert_eq!(found(packages).len(), 1, "{browser}");
        }
        assert!(!is_browser("globset"));
    }

    #[test]
    fn an_unknown_package_must_be_placed_first() {
        assert_eq!(
            found(json!([{ "name": "headroom-misc", "dependencies": [] }])).len(),
            1
        );
    }
}
