//! The `headroom` command from the outside: standard output, standard error, exit code.

mod check;
mod export;
mod lessons;
mod refusal;
mod ruleset;
mod simulate;
mod size;
mod soak;
mod sweep;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A spike that doubles the traffic of four instances.
const SPIKE: &str = include_str!("spike.toml");

/// What a command left behind.
struct Done {
    code: i32,
    out: String,
    err: String,
}

/// Runs `headroom` in `folder`.
fn headroom(folder: &Path, arguments: &[&str]) -> Done {
    let output = Command::new(env!("CARGO_BIN_EXE_headroom"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("headroom starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Done {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A folder of its own for a test, empty at the start.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// A folder with the scenario `text` as `scenario.toml`.
fn folder_with(test: &str, text: &str) -> PathBuf {
    let folder = folder(test);
    std::fs::write(folder.join("scenario.toml"), text).expect("the scenario is written");
    folder
}
