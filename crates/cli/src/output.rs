//! Where results and complaints go. A reader who closes the pipe has seen enough: no error.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Writes a result to `file`, or to standard output.
pub fn write(file: Option<&Path>, text: &str) -> Result<(), Failure> {
    let Some(path) = file else {
        let mut out = io::stdout().lock();
        return match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::Write(PathBuf::from("standard output"), error))
            }
            _ => Ok(()),
        };
    };
    std::fs::write(path, text).map_err(|error| Failure::Write(path.into(), error))
}

/// Writes lines to standard error; no text is no line.
pub fn complain(text: &str) {
    if text.is_empty() {
        return;
    }
    // Nobody is left to hear that standard error is closed.
    let _ = writeln!(io::stderr().lock(), "{text}");
}
