//! The site: Trunk turns the app and the lessons into the static folder `dist/`.

pub mod kept;

use crate::command::{command, root, run};
use crate::setup;
use crate::steps::Steps;
use std::path::{Path, PathBuf};

/// Which site to build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What is published: small and fast, in `dist/`.
    Optimised,
    /// Quick to build, slow to run, in `dist-dev/`.
    Dev,
}

impl Kind {
    /// The folder it is built into.
    pub fn folder(self) -> PathBuf {
        root().join(match self {
            Kind::Optimised => "dist",
            Kind::Dev => "dist-dev",
        })
    }
}

/// `cargo xtask build`.
pub fn build_with_setup() -> Result<(), String> {
    let mut steps = Steps::default();
    prepare(&mut steps, Kind::Optimised, "cargo xtask build");
    steps.finish()
}

/// Set-up and build as steps; true when the folder is ready.
pub fn prepare(steps: &mut Steps, kind: Kind, again: &str) -> bool {
    setup::bring(steps, setup::FOR_BUILD, again)
        && steps.run("build the site", again, || build(kind))
}

/// Builds the site with tools that are in place.
pub fn build(kind: Kind) -> Result<(), String> {
    // Trunk builds offline, so that it never fetches a tool of its own choice: crates come first.
    run(&mut command("cargo", &["fetch", "--locked"]))?;
    forget_lessons()?;
    match kind {
        Kind::Optimised => run(&mut command("trunk", &["build", "--release"]))?,
        Kind::Dev => run(&mut command("trunk", &["build", "--dist", "dist-dev"]))?,
    }
    report_sizes(&kind.folder())
}

/// Trunk's hook compiles the lessons afresh; one that was taken out of the course must not stay.
fn forget_lessons() -> Result<(), String> {
    let folder = root().join("target/lessons");
    match std::fs::remove_dir_all(&folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {e}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// The sizes of the files a first visit loads, so that a jump is seen when it happens.
fn report_sizes(folder: &Path) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<(u64, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let meta = entry.metadata().ok()?;
            let name = entry.file_name().to_string_lossy().into_owned();
            meta.is_file().then_some((meta.len(), name))
        })
        .collect();
    files.sort_by(|a, b| b.cmp(a));
    for (size, name) in files {
        eprintln!("    {:>9.1} kB  {name}", size as f64 / 1000.0);
    }
    Ok(())
}
