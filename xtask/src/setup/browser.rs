//! The browser of the tests: the distribution's Chromium, or the one that CHROMIUM names.

use super::{Tool, is_on_path, on_path};
use crate::command::{answer, capture, command, run};
use std::path::PathBuf;

/// Names under which distributions ship it.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

const BY_HAND: &str = "as root: apt-get update && apt-get install chromium fonts-liberation; \
    or set CHROMIUM=/path/to/a/chromium";

pub const CHROMIUM: Tool = Tool {
    name: "Chromium",
    found: || chromium().map(|(path, version)| format!("{version}, {}", path.display())),
    install: || {
        if let Some(named) = std::env::var_os("CHROMIUM") {
            return Err(format!(
                "    CHROMIUM is {}, which does not answer to --version.",
                PathBuf::from(named).display()
            ));
        }
        let rights = rights()?;
        // A foreign source that does not answer fails the update, and need not fail the install.
        let updated = apt_get(rights, &["update", "-qq"]);
        // The fonts: a machine without a desktop has none, and text without fonts has no size.
        apt_get(
            rights,
            &[
                "install",
                "-y",
                "-qq",
                "--no-install-recommends",
                "chromium",
                "fonts-liberation",
            ],
        )
        .map_err(|why| match updated {
            Ok(()) => why,
            Err(before) => format!("{before}\n{why}"),
        })
    },
    how: BY_HAND,
};

/// The browser's path and version; only one that starts counts (Ubuntu's package may be an empty shell).
pub fn chromium() -> Option<(PathBuf, String)> {
    let candidates: Vec<PathBuf> = match std::env::var_os("CHROMIUM") {
        Some(named) => vec![PathBuf::from(named)],
        None => NAMES.iter().filter_map(|name| on_path(name)).collect(),
    };
    candidates.into_iter().find_map(|path| {
        let version = answer(&path.to_string_lossy(), &["--version"])?;
        Some((path, version))
    })
}

/// How we may install packages.
#[derive(Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

fn rights() -> Result<Rights, String> {
    if !is_on_path("apt-get") {
        return Err(format!(
            "    This system has no apt-get, so Chromium must come from its own package manager.\n    {BY_HAND}"
        ));
    }
    if answer("id", &["-u"]).as_deref() == Some("0") {
        return Ok(Rights::Root);
    }
    // -n: never asks for a password, so an unattended run cannot hang.
    if is_on_path("sudo") && capture(&mut command("sudo", &["-n", "true"])).is_ok() {
        return Ok(Rights::Sudo);
    }
    Err(format!(
        "    Chromium is missing and this user may not install packages.\n    {BY_HAND}"
    ))
}

fn apt_get(rights: Rights, arguments: &[&str]) -> Result<(), String> {
    let mut words = match rights {
        Rights::Root => vec![],
        Rights::Sudo => vec!["sudo", "-n"],
    };
    // Given by `env`, because sudo drops variables.
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    // Another program may hold the lock for a moment, as on a machine that has just started.
    words.extend(["-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120"]);
    words.extend(arguments);
    run(&mut command(words[0], &words[1..]))
}
