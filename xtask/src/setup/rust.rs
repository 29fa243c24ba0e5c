//! The Rust side of set-up: the wasm target, Trunk, and the wasm-bindgen command.

use super::{Tool, is_on_path, version_with};
use crate::command::{answer, command, root, run, tools};
use std::path::Path;

/// The version of Trunk that the configuration was proven with; 0.22 needs a newer Rust.
const TRUNK: &str = "0.21.14";

pub const WASM_TARGET: Tool = Tool {
    name: "the target wasm32-unknown-unknown",
    found: || wasm_target_is_here().then(|| "in the toolchain".into()),
    install: || {
        if !is_on_path("rustup") {
            return Err("    This Rust was not installed by rustup, and it lacks the target \
                wasm32-unknown-unknown.\n    Install rustup (https://rustup.rs), then run this again."
                .into());
        }
        run(&mut command(
            "rustup",
            &["target", "add", "wasm32-unknown-unknown"],
        ))
    },
    how: "rustup target add wasm32-unknown-unknown",
};

/// Asks the compiler's own folder: quick, and right with or without rustup.
fn wasm_target_is_here() -> bool {
    answer("rustc", &["--print", "sysroot"]).is_some_and(|sysroot| {
        Path::new(&sysroot)
            .join("lib/rustlib/wasm32-unknown-unknown/lib")
            .is_dir()
    })
}

pub const TRUNK_TOOL: Tool = Tool {
    name: "trunk 0.21.14",
    found: || version_with("trunk", &["--version"], &["trunk", TRUNK]),
    install: || {
        eprintln!("    Trunk is compiled once, in a few minutes.");
        // Trunk's own release profile takes over ten minutes of CPU time and gains us nothing;
        // without its default features it needs no TLS, and it never downloads here.
        cargo_install(
            &[
                "trunk",
                "--version",
                TRUNK,
                "--locked",
                "--no-default-features",
            ],
            &[
                ("CARGO_PROFILE_RELEASE_LTO", "off"),
                ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
                ("CARGO_PROFILE_RELEASE_STRIP", "true"),
            ],
        )
    },
    how: "cargo install trunk --version 0.21.14 --locked --no-default-features",
};

pub const WASM_BINDGEN: Tool = Tool {
    name: "the wasm-bindgen command",
    found: || {
        let version = wasm_bindgen_wanted().ok()?;
        version_with("wasm-bindgen", &["--version"], &["wasm-bindgen", &version])
    },
    install: || {
        let wanted = wasm_bindgen_wanted()?;
        eprintln!("    wasm-bindgen {wanted} is compiled once, in a minute or two.");
        cargo_install(&["--path", "tools/wasm-bindgen", "--locked"], &[])
    },
    how: "cargo install --path tools/wasm-bindgen --locked --root .tools",
};

/// Of the fuzz targets alone.
const CARGO_FUZZ: &str = "0.13.2";

pub const FUZZER: Tool = Tool {
    name: "cargo-fuzz 0.13.2",
    found: || version_with("cargo-fuzz", &["--version"], &["cargo-fuzz", CARGO_FUZZ]),
    install: || cargo_install(&["cargo-fuzz", "--version", CARGO_FUZZ, "--locked"], &[]),
    how: "cargo install cargo-fuzz --version 0.13.2 --locked --root .tools",
};

/// The version in the app's lock file; before the app uses wasm-bindgen, that of our own tool.
fn wasm_bindgen_wanted() -> Result<String, String> {
    let own = cargo_lock_version("tools/wasm-bindgen/Cargo.lock", "wasm-bindgen-cli")?
        .ok_or("tools/wasm-bindgen/Cargo.lock does not name wasm-bindgen-cli")?;
    match cargo_lock_version("Cargo.lock", "wasm-bindgen")? {
        Some(app) if app != own => Err(format!(
            "Cargo.lock has wasm-bindgen {app}, tools/wasm-bindgen builds {own}: \
             change tools/wasm-bindgen/Cargo.toml to {app} and run `cargo update` there"
        )),
        _ => Ok(own),
    }
}

/// The version of a package in a lock file of cargo, relative to the root.
fn cargo_lock_version(lock: &str, package: &str) -> Result<Option<String>, String> {
    let text = std::fs::read_to_string(root().join(lock)).map_err(|e| format!("{lock}: {e}"))?;
    Ok(version_in(&text, package))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        // The path package of the same name has no source line.
        .filter(|entry| entry.contains("\nsource = "))
        .find(|entry| entry.lines().any(|line| line == name))?
        .lines()
        .find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
}

/// `cargo install` into `.tools/`. The build folder stays when it is interrupted, so the next try
/// goes on from there, and goes away when it succeeds.
fn cargo_install(what: &[&str], environment: &[(&str, &str)]) -> Result<(), String> {
    let tools = tools();
    let build = tools.join("build");
    let (root, target) = (tools.display().to_string(), build.display().to_string());
    // --force: also replaces a program that an interrupted or foreign install left there.
    let mut arguments = vec![
        "install",
        "--force",
        "--root",
        &root,
        "--target-dir",
        &target,
    ];
    arguments.extend(what);
    let mut command = command("cargo", &arguments);
    command.envs(environment.iter().copied());
    run(&mut command)?;
    std::fs::remove_dir_all(&build).map_err(|e| format!("{}: {e}", build.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_has_the_version_of_the_library() {
        if let Err(why) = wasm_bindgen_wanted() {
            panic!("{why}");
        }
    }

    #[test]
    fn a_version_is_read_from_the_right_entry() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"9.9.9\"\n\n\
            [[package]]\nname = \"a\"\nversion = \"1.2.3\"\nsource = \"registry+x\"\n\n\
            [[package]]\nname = \"ab\"\nversion = \"4.5.6\"\nsource = \"registry+x\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("1.2.3"));
        assert_eq!(version_in(lock, "ab").as_deref(), Some("4.5.6"));
        assert_eq!(version_in(lock, "b"), None);
    }
}
