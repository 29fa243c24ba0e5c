//! The Node side of set-up: the packages of package-lock.json, among them wasm-opt.

use super::{Tool, is_on_path};
use crate::command::{answer, command, root, run};
use std::path::PathBuf;

/// The oldest Node that playwright-core and `node --test` work with.
const NODE_MIN: u32 = 20;

pub const PACKAGES: Tool = Tool {
    name: "the npm packages",
    found: || {
        let lock = std::fs::read(root().join("package-lock.json")).ok()?;
        let installed = std::fs::read(stamp()).ok()?;
        let optimiser = answer("wasm-opt", &["--version"])?;
        (lock == installed).then_some(optimiser)
    },
    install: || {
        node_fits(answer("node", &["--version"]).as_deref())?;
        if !is_on_path("npm") {
            return Err("    npm is missing. On Debian and Ubuntu: apt-get install npm".into());
        }
        run(&mut command(
            "npm",
            &["ci", "--no-audit", "--no-fund", "--loglevel=error"],
        ))?;
        // Written last: without it the packages count as absent. `npm ci` itself deletes it first.
        std::fs::copy(root().join("package-lock.json"), stamp())
            .map(|_| ())
            .map_err(|e| format!("{}: {e}", stamp().display()))
    },
    how: "npm ci (needs Node 20 or later)",
};

fn stamp() -> PathBuf {
    root().join("node_modules/.headroom-installed.json")
}

fn node_fits(version: Option<&str>) -> Result<(), String> {
    let Some(version) = version else {
        return Err(format!(
            "    Node is missing. Install Node {NODE_MIN} or later: https://nodejs.org, or your \
             distribution's package nodejs."
        ));
    };
    let major = version.trim_start_matches('v').split('.').next();
    match major.and_then(|number| number.parse::<u32>().ok()) {
        Some(major) if major >= NODE_MIN => Ok(()),
        _ => Err(format!(
            "    Node {version} is too old: install Node {NODE_MIN} or later (https://nodejs.org)."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_absent_node_are_refused() {
        assert!(node_fits(None).is_err());
        assert!(node_fits(Some("v18.19.0")).is_err());
        assert!(node_fits(Some("nonsense")).is_err());
        assert!(node_fits(Some("v20.0.0")).is_ok());
        assert!(node_fits(Some("v100.1.0")).is_ok());
    }
}
