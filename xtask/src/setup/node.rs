//! The Node side of set-up: the packages of package-lock.json, among them wasm-opt.

use super::{Tool, is_on_path};
use crate::command::{answer, command, root, run};
use std::path::{Path, PathBuf};

/// The oldest Node that playwright-core and `node --test` work with.
const NODE_MIN: u32 = 20;

pub const PACKAGES: Tool = Tool {
    name: "the npm packages",
    found: || {
        let optimiser = answer("wasm-opt", &["--version"])?;
        is_installed(&root()).then_some(optimiser)
    },
    install: || install(&root()),
    how: "npm ci (needs Node 20 or later)",
};

/// Two hundred packages, with a lock file of their own: only who asks for the scores needs them.
pub const LIGHTHOUSE: Tool = Tool {
    name: "Lighthouse",
    found: || is_installed(&lighthouse()).then(|| "tools/lighthouse".into()),
    install: || install(&lighthouse()),
    how: "npm ci --prefix tools/lighthouse (needs Node 20 or later)",
};

fn lighthouse() -> PathBuf {
    root().join("tools/lighthouse")
}

/// Whether what the folder's lock file names was installed whole.
fn is_installed(folder: &Path) -> bool {
    let lock = std::fs::read(folder.join("package-lock.json"));
    let installed = std::fs::read(stamp(folder));
    matches!((lock, installed), (Ok(lock), Ok(installed)) if lock == installed)
}

fn install(folder: &Path) -> Result<(), String> {
    node_fits(answer("node", &["--version"]).as_deref())?;
    if !is_on_path("npm") {
        return Err("    npm is missing. On Debian and Ubuntu: apt-get install npm".into());
    }
    let words = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    run(command("npm", &words).current_dir(folder))?;
    // Written last: without it the packages count as absent. `npm ci` itself deletes it first.
    std::fs::copy(folder.join("package-lock.json"), stamp(folder))
        .map(|_| ())
        .map_err(|e| format!("{}: {e}", stamp(folder).display()))
}

fn stamp(folder: &Path) -> PathBuf {
    folder.join("node_modules/.headroom-installed.json")
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
