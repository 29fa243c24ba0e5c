//! `cargo xtask serve`: set up, build, and show the site on this machine.
//!
//! A static server and no more: GET and HEAD of files below one folder, on 127.0.0.1 only.

mod response;

use crate::site::{self, Kind};
use crate::steps::Steps;
use response::Request;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

/// No header of a browser is longer; a longer one is not for us.
const HEADER_BYTES_MAX: u64 = 64 * 1024;

/// What `serve` was asked for.
pub struct Options {
    port: u16,
    kind: Kind,
    build: bool,
}

impl Options {
    /// Reads `--port N`, `--dev` and `--no-build`.
    pub fn parse(words: &[&str]) -> Result<Options, String> {
        let mut options = Options {
            port: 8080,
            kind: Kind::Optimised,
            build: true,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--dev" => options.kind = Kind::Dev,
                "--no-build" => options.build = false,
                "--port" => {
                    let given = words.next().copied().unwrap_or("");
                    options.port = given.parse().map_err(|_| {
                        format!("--port wants a number from 0 to 65535, not `{given}`")
                    })?;
                }
                other => {
                    return Err(format!(
                        "serve takes --port N, --dev and --no-build, not `{other}`"
                    ));
                }
            }
        }
        Ok(options)
    }
}

/// Sets up, builds and serves until interrupted.
pub fn serve(options: &Options) -> Result<(), String> {
    // The port first: a taken one should not be found out after minutes of building.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).map_err(|e| {
        format!(
            "127.0.0.1:{} cannot be used: {e}. Another one: cargo xtask serve --port 8081",
            options.port
        )
    })?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    if options.build {
        let mut steps = Steps::default();
        site::prepare(&mut steps, options.kind, "cargo xtask serve");
        steps.finish()?;
    }
    let folder = options.kind.folder();
    let folder = folder
        .canonicalize()
        .map_err(|e| format!("{}: {e}. Without --no-build it is built.", folder.display()))?;
    eprintln!("\nHeadroom is at");
    println!("http://{address}/");
    eprintln!("Stop it with Ctrl-C.");
    for stream in listener.incoming() {
        let folder = folder.clone();
        // One thread a connection: browsers keep a few open, and this server has one visitor.
        std::thread::spawn(move || {
            if let Ok(stream) = stream {
                // A visitor who goes away in the middle is no concern of ours.
                let _ = converse(&stream, &folder);
            }
        });
    }
    Ok(())
}

/// Reads one request and answers it.
fn converse(stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut lines = BufReader::new(stream.take(HEADER_BYTES_MAX)).lines();
    let Some(first) = lines.next().transpose()? else {
        return Ok(()); // a connection opened ahead and never used
    };
    // The header is read to its end, or closing the connection would reset it under the answer.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    match Request::parse(&first) {
        Some(request) => response::answer(&request, folder, stream),
        None => response::refuse(stream),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_nonsense_is_refused() {
        let Ok(options) = Options::parse(&["--dev", "--port", "9000"]) else {
            panic!("valid options");
        };
        assert!(options.port == 9000 && options.kind == Kind::Dev && options.build);
        for wrong in [&["--port"][..], &["--port", "70000"], &["--open"]] {
            assert!(Options::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
