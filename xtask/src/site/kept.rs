//! What makes the site work offline: the build's name in the page, and the service worker's list of
//! every file with its hash. Trunk calls this once all files are final.

use crate::command::root;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What stands in the templates where the build's name goes.
const BUILD: &str = "__BUILD__";
const VERSION: &str = "__VERSION__";
const FILES: &str = "__FILES__";
const PAGE: &str = "index.html";

/// `cargo xtask keep`, which Trunk runs after a build: it says by its environment what it built.
pub fn from_trunk() -> Result<(), String> {
    let folder = std::env::var("TRUNK_STAGING_DIR")
        .map_err(|_| "`keep` is for Trunk: it has no staging folder to work on".to_owned())?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let (folder, public) = (Path::new(&folder), root().join("public"));
    if release {
        keep(folder, &read(&public.join("sw.js"))?)
    } else {
        // A development build must not be hidden by what an earlier visit has kept.
        write(&folder.join("sw.js"), &read(&public.join("sw-none.js"))?)
    }
}

/// Names the build in the page and writes `sw.js` from its template.
fn keep(folder: &Path, template: &str) -> Result<(), String> {
    let name = build_name(template, &files(folder)?);
    let page = folder.join(PAGE);
    let text = read(&page)?;
    if text.matches(BUILD).count() != 1 {
        return Err(format!(
            "{PAGE} must have {BUILD} once, where the build's name goes"
        ));
    }
    write(&page, &text.replace(BUILD, &name))?;
    let worker = service_worker(template, &name, &files(folder)?)?;
    write(&folder.join("sw.js"), &worker)
}

/// A file of the site: its path below the folder, and its SHA-384 as a browser reads it.
type File = (String, String);

/// Every file but the service worker itself, in the order of their paths.
fn files(folder: &Path) -> Result<Vec<File>, String> {
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<File>) -> Result<(), String> {
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), found)?;
        } else if path != "sw.js" {
            let bytes = fs::read(entry.path()).map_err(failed)?;
            let hash = STANDARD.encode(Sha384::digest(&bytes));
            found.push((path, format!("sha384-{hash}")));
        }
    }
    Ok(())
}

/// Another name as soon as any byte of any file differs, or the service worker's own code.
fn build_name(template: &str, files: &[File]) -> String {
    let mut hash = Sha384::new();
    hash.update(template);
    for (path, integrity) in files {
        hash.update(format!("\n{path} {integrity}"));
    }
    hash.finalize()[..6]
        .iter()
        .fold(String::new(), |mut name, byte| {
            // Writing into a string cannot fail.
            let _ = write!(name, "{byte:02x}");
            name
        })
}

fn service_worker(template: &str, name: &str, files: &[File]) -> Result<String, String> {
    let list: Vec<[&str; 2]> = files
        .iter()
        .map(|(path, hash)| [if path == PAGE { "./" } else { path }, hash.as_str()])
        .collect();
    let list = serde_json::to_string(&list).map_err(|e| e.to_string())?;
    let constants = [
        (BUILD, name),
        (VERSION, env!("CARGO_PKG_VERSION")),
        (FILES, list.as_str()),
    ];
    let mut text = template.to_owned();
    for (place, value) in constants {
        if text.matches(place).count() != 1 {
            return Err(format!("public/sw.js must have {place} once"));
        }
        text = text.replace(place, value);
    }
    Ok(text)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const TEMPLATE: &str = "const B = \"__BUILD__\", V = \"__VERSION__\", F = __FILES__;";

    fn site(name: &str) -> PathBuf {
        let id = std::process::id();
        let folder = std::env::temp_dir().join(format!("headroom-kept-{name}-{id}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("lessons")).expect("a temporary folder");
        fs::write(folder.join(PAGE), "<meta content=\"__BUILD__\">").expect("written");
        fs::write(folder.join("lessons/a.json"), "abc").expect("written");
        folder
    }

    /// The build's name and the list, as the page and the service worker have them.
    fn kept(folder: &Path) -> (String, String) {
        keep(folder, TEMPLATE).expect("a whole site");
        let worker = read(&folder.join("sw.js")).expect("written");
        (read(&folder.join(PAGE)).expect("there"), worker)
    }

    #[test]
    fn every_file_is_listed_with_its_hash_and_the_page_by_its_folder() {
        let folder = site("list");
        let (page, worker) = kept(&folder);
        let _ = fs::remove_dir_all(&folder);
        // The published SHA-384 of "abc".
        let abc = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert!(
            worker.contains(&format!("[\"lessons/a.json\",\"{abc}\"]")),
            "{worker}"
        );
        assert!(worker.contains("[\"./\",\"sha384-") && !worker.contains("index.html"));
        assert!(
            !worker.contains("sw.js") && !worker.contains("__"),
            "{worker}"
        );
        let name = page.split('"').nth(1).expect("quoted");
        assert!(
            name.len() == 12 && worker.contains(&format!("\"{name}\"")),
            "{page}"
        );
    }

    #[test]
    fn the_name_follows_every_byte_and_is_stable() {
        let (a, b, c) = (site("a"), site("b"), site("c"));
        fs::write(c.join("lessons/a.json"), "abd").expect("written");
        let (first, again, other) = (kept(&a).0, kept(&b).0, kept(&c).0);
        for folder in [a, b, c] {
            let _ = fs::remove_dir_all(folder);
        }
        assert_eq!(first, again);
        assert_ne!(first, other);
    }

    #[test]
    fn a_template_without_its_places_is_refused() {
        let folder = site("places");
        assert!(keep(&folder, "nothing to fill in").is_err());
        fs::write(folder.join(PAGE), "no place").expect("written");
        assert!(keep(&folder, TEMPLATE).is_err());
        let _ = fs::remove_dir_all(folder);
        let own = read(&root().join("public/sw.js")).expect("ours");
        assert!(service_worker(&own, "x", &[]).is_ok());
        assert_eq!(
            read(&root().join("index.html"))
                .expect("ours")
                .matches(BUILD)
                .count(),
            1
        );
    }
}
