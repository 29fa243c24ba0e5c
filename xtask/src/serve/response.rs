//! From the first line of a request to the bytes of the answer.

use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// A request as far as it matters here.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// Whether the body is wanted: false for HEAD.
    body: bool,
    /// The path below the folder; an index.html stands for its folder.
    path: PathBuf,
}

impl Request {
    /// Reads `GET /path?query HTTP/1.1`; nothing for another method or a path that leaves the folder.
    pub fn parse(line: &str) -> Option<Request> {
        let mut words = line.split(' ');
        let body = match words.next()? {
            "GET" => true,
            "HEAD" => false,
            _ => return None,
        };
        let target = words.next()?.strip_prefix('/')?;
        let target = target.split(['?', '#']).next()?;
        let mut decoded = percent_decoded(target)?;
        if decoded.is_empty() || decoded.ends_with('/') {
            decoded.push_str("index.html");
        }
        let path = PathBuf::from(decoded);
        // Only plain names: no "..", no second root, no drive.
        path.components()
            .all(|part| matches!(part, Component::Normal(_)))
            .then_some(Request { body, path })
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    (!text.contains(['\0', '\\'])).then_some(text)
}

/// Sends the file, or 404.
pub fn answer(request: &Request, folder: &Path, stream: impl Write) -> io::Result<()> {
    // A symbolic link may lead out of the folder: what counts is where the path really ends.
    let file = folder
        .join(&request.path)
        .canonicalize()
        .ok()
        .filter(|path| path.starts_with(folder));
    match file.and_then(|path| std::fs::read(&path).ok().map(|bytes| (path, bytes))) {
        Some((path, bytes)) => send(stream, "200 OK", content_type(&path), &bytes, request.body),
        None => send(stream, "404 Not Found", TEXT, b"Not found\n", request.body),
    }
}

/// The answer to what is not a plain GET or HEAD below the folder.
pub fn refuse(stream: impl Write) -> io::Result<()> {
    send(
        stream,
        "400 Bad Request",
        TEXT,
        b"Not a request for a file\n",
        true,
    )
}

const TEXT: &str = "text/plain; charset=utf-8";

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "toml" => TEXT,
        _ => "application/octet-stream",
    }
}

fn send(
    mut stream: impl Write,
    status: &str,
    kind: &str,
    bytes: &[u8],
    body: bool,
) -> io::Result<()> {
    // no-cache: several files keep their names between builds. Allow-Origin: a page that embeds
    // the app in a sandboxed frame has the origin "null", and the app's own files count as foreign.
    let header = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nAccess-Control-Allow-Origin: *\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    stream.write_all(header.as_bytes())?;
    if body {
        stream.write_all(bytes)?;
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(line: &str) -> Option<String> {
        Request::parse(line).map(|request| request.path.display().to_string())
    }

    #[test]
    fn a_path_stays_below_the_folder() {
        assert_eq!(path_of("GET / HTTP/1.1").as_deref(), Some("index.html"));
        assert_eq!(path_of("GET /a/ HTTP/1.1").as_deref(), Some("a/index.html"));
        assert_eq!(
            path_of("HEAD /a%20b.js?x=1 HTTP/1.1").as_deref(),
            Some("a b.js")
        );
        for line in [
            "GET /../Cargo.toml HTTP/1.1",
            "GET /a/../../Cargo.toml HTTP/1.1",
            "GET /%2e%2e/Cargo.toml HTTP/1.1",
            "GET //etc/passwd HTTP/1.1",
            "GET /..%5cCargo.toml HTTP/1.1",
            "GET /%zz HTTP/1.1",
            "GET /%c3 HTTP/1.1",
            "GET http://example.org/ HTTP/1.1",
            "POST / HTTP/1.1",
            "",
        ] {
            assert_eq!(path_of(line), None, "{line}");
        }
    }

    #[test]
    fn files_come_with_type_and_headers_and_head_without_body() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("headroom-serve-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        std::fs::write(folder.join("x.wasm"), b"\0asm")?;
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", folder.join("outside"))?;
        let ask = |line: &str| -> io::Result<String> {
            let mut out = Vec::new();
            match Request::parse(line) {
                Some(request) => answer(&request, &folder, &mut out)?,
                None => refuse(&mut out)?,
            }
            Ok(String::from_utf8_lossy(&out).into_owned())
        };
        let got = ask("GET /x.wasm HTTP/1.1")?;
        let head = ask("HEAD /x.wasm HTTP/1.1")?;
        let absent = ask("GET /y.wasm HTTP/1.1")?;
        let outside = ask("GET /outside HTTP/1.1")?;
        let refused = ask("GET /../x.wasm HTTP/1.1")?;
        std::fs::remove_dir_all(&folder)?;
        assert!(
            got.starts_with("HTTP/1.1 200") && got.ends_with("\r\n\r\n\0asm"),
            "{got}"
        );
        for header in [
            "application/wasm",
            "no-cache",
            "Access-Control-Allow-Origin: *",
        ] {
            assert!(got.contains(header), "{header} in {got}");
        }
        assert!(
            head.ends_with("\r\n\r\n") && head.contains("Content-Length: 4"),
            "{head}"
        );
        assert!(absent.starts_with("HTTP/1.1 404"), "{absent}");
        assert!(outside.starts_with("HTTP/1.1 404"), "{outside}");
        assert!(refused.starts_with("HTTP/1.1 400"), "{refused}");
        Ok(())
    }
}
