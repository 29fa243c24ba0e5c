//! Set-up: brings what is missing into the project's own `.tools/` and `node_modules/`.
//!
//! Safe to run twice or after an interruption: cargo puts a program in place only when it is whole,
//! npm's stamp is written last, and everything is asked for its version before it is trusted.

mod browser;
mod node;
mod rust;

use crate::command::{answer, command};
use crate::steps::Steps;
use std::path::PathBuf;

pub use browser::chromium;

/// A tool of ours: whether a fitting one is here, and how to get it.
pub struct Tool {
    /// The name for people.
    pub name: &'static str,
    /// What is here, in words, when it fits.
    pub found: fn() -> Option<String>,
    /// Brings it, or says exactly what to install by hand.
    pub install: fn() -> Result<(), String>,
    /// What a person can type to get it.
    pub how: &'static str,
}

/// What a build needs, in the order to bring it.
pub const FOR_BUILD: &[Tool] = &[
    rust::WASM_TARGET,
    rust::TRUNK_TOOL,
    rust::WASM_BINDGEN,
    node::PACKAGES,
];

/// What the checks need.
pub const FOR_CHECK: &[Tool] = &[rust::WASM_TARGET];

/// What the browser tests need besides.
pub const FOR_TEST: &[Tool] = &[browser::CHROMIUM];

/// What Lighthouse's scores need besides; no build and no test does.
pub const FOR_LIGHTHOUSE: &[Tool] = &[node::LIGHTHOUSE];

/// What the fuzz targets need.
pub const FOR_FUZZ: &[Tool] = &[rust::FUZZER];

/// Brings the tools that are missing, each as a step; false when one could not be had.
pub fn bring(steps: &mut Steps, tools: &[Tool], again: &str) -> bool {
    tools.iter().all(|tool| {
        if let Some(found) = (tool.found)() {
            eprintln!("    here: {} ({found})", tool.name);
            return true;
        }
        steps.run(&format!("set up {}", tool.name), again, || {
            (tool.install)()?;
            match (tool.found)() {
                Some(found) => {
                    eprintln!("    now here: {found}");
                    Ok(())
                }
                None => Err(format!(
                    "{} was installed but does not answer as expected.\n    By hand: {}",
                    tool.name, tool.how
                )),
            }
        })
    })
}

/// The first line of what a program says about its version, when it has all the words.
fn version_with(program: &str, arguments: &[&str], words: &[&str]) -> Option<String> {
    let line = answer(program, arguments)?.lines().next()?.to_owned();
    let said: Vec<&str> = line.split_whitespace().collect();
    words
        .iter()
        .all(|word| said.contains(word))
        .then_some(line.clone())
}

/// Whether a program is on PATH at all.
fn is_on_path(program: &str) -> bool {
    on_path(program).is_some()
}

fn on_path(program: &str) -> Option<PathBuf> {
    let resolved = command(program, &[]);
    let path = PathBuf::from(resolved.get_program());
    path.is_file().then_some(path)
}
