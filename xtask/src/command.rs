//! Other programs: started in the repository's root, with the project's own tools first on PATH.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository's root: the folder above this package.
pub fn root() -> PathBuf {
    // Cargo sets the variable on `cargo run`, so a moved clone works without a rebuild.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or(package.clone(), Path::to_path_buf)
}

/// The folder of the project's own tools.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// Where cargo builds: `target`, unless the person's settings say otherwise.
pub fn target_folder() -> Result<PathBuf, String> {
    let arguments = ["metadata", "--format-version", "1", "--no-deps"];
    let text = capture(&mut command("cargo", &arguments))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&text).map_err(|e| format!("cargo metadata: {e}"))?;
    let folder = metadata["target_directory"].as_str();
    folder
        .map(PathBuf::from)
        .ok_or_else(|| "cargo metadata names no target folder".into())
}

/// A command in the root, with `.tools/bin` and `node_modules/.bin` before the rest of PATH.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut folders = vec![tools().join("bin"), root().join("node_modules/.bin")];
    folders.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    let path = std::env::join_paths(folders).unwrap_or_else(|_| OsString::from(""));
    let mut command = Command::new(resolve(program, &path));
    command.args(arguments).current_dir(root());
    if !path.is_empty() {
        command.env("PATH", path);
    }
    command
}

/// `Command` looks the program up in the parent's PATH on some systems; we want the child's.
fn resolve(program: &str, path: &OsStr) -> PathBuf {
    std::env::split_paths(path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
        .unwrap_or_else(|| PathBuf::from(program))
}

/// Runs a command whose output the reader sees.
pub fn run(command: &mut Command) -> Result<(), String> {
    let line = spell(command);
    eprintln!("    $ {line}");
    let status = command.status().map_err(|e| not_started(&line, &e))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{line}` failed ({status})"))
    }
}

/// Runs a command whose output the reader sees and we count: each line of stdout goes to both.
pub fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<(), String> {
    let line = spell(command);
    eprintln!("    $ {line}");
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| not_started(&line, &e))?;
    if let Some(output) = child.stdout.take() {
        for text in BufReader::new(output).split(b'\n') {
            let text = text.map_err(|e| format!("`{line}`: {e}"))?;
            let text = String::from_utf8_lossy(&text);
            println!("{text}");
            read(&text);
        }
    }
    let status = child.wait().map_err(|e| format!("`{line}`: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{line}` failed ({status})"))
    }
}

/// Runs a command quietly and gives its standard output; its error output goes into the error.
pub fn capture(command: &mut Command) -> Result<String, String> {
    let line = spell(command);
    let output = command.output().map_err(|e| not_started(&line, &e))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let why = String::from_utf8_lossy(&output.stderr);
        Err(format!("`{line}` failed ({})\n{why}", output.status))
    }
}

/// What `program arguments` prints, or nothing where the program is absent or fails.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    capture(&mut command(program, arguments))
        .ok()
        .map(|text| text.trim().to_owned())
}

/// The command as a person would type it.
fn spell(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let mut words = vec![program.to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

fn not_started(line: &str, error: &std::io::Error) -> String {
    format!("`{line}` could not be started: {error}")
}
