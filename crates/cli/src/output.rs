//! Where results and complaints go. A reader who closes the pipe has seen enough: no error.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
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

/// Whether anybody still reads what is written.
pub enum Reader {
    /// Somebody does.
    Listens,
    /// The pipe is closed.
    Gone,
}

/// Results line by line, each as soon as it is there.
pub struct Lines {
    out: Box<dyn Write>,
    place: PathBuf,
}

impl Lines {
    /// To `file`, or to standard output.
    pub fn to(file: Option<&Path>) -> Result<Lines, Failure> {
        let Some(path) = file else {
            return Ok(Lines {
                out: Box::new(io::stdout().lock()),
                place: PathBuf::from("standard output"),
            });
        };
        let file = File::create(path).map_err(|error| Failure::Write(path.into(), error))?;
        Ok(Lines {
            out: Box::new(BufWriter::new(file)),
            place: path.into(),
        })
    }

    /// Writes a line.
    pub fn write(&mut self, line: &str) -> Result<Reader, Failure> {
        let written = writeln!(self.out, "{line}");
        self.judge(written)
    }

    /// Nothing more follows.
    pub fn end(mut self) -> Result<Reader, Failure> {
        let written = self.out.flush();
        self.judge(written)
    }

    fn judge(&self, written: io::Result<()>) -> Result<Reader, Failure> {
        match written {
            Ok(()) => Ok(Reader::Listens),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Reader::Gone),
            Err(error) => Err(Failure::Write(self.place.clone(), error)),
        }
    }
}

/// Writes lines to standard error; no text is no line.
pub fn complain(text: &str) {
    if text.is_empty() {
        return;
    }
    // Nobody is left to hear that standard error is closed.
    let _ = writeln!(io::stderr().lock(), "{text}");
}
