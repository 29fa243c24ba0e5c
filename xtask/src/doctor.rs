//! `cargo xtask doctor`: what is here and what is missing; installs nothing.

use crate::command::answer;
use crate::setup::{FOR_BUILD, FOR_TEST, Tool};

/// What the README names first: the three that set-up does not bring.
const FIRST: [(&str, &[&str], &str); 3] = [
    ("rustc", &["--version"], "https://rustup.rs"),
    (
        "cc",
        &["--version"],
        "a C compiler; on Debian and Ubuntu: apt-get install gcc libc6-dev",
    ),
    (
        "node",
        &["--version"],
        "Node 20 or later: https://nodejs.org",
    ),
];

/// Prints the list; an error when something is missing, so that scripts can ask.
pub fn doctor() -> Result<(), String> {
    let mut missing = 0;
    for (program, arguments, how) in FIRST {
        let found =
            answer(program, arguments).and_then(|text| Some(text.lines().next()?.to_owned()));
        missing += report(program, found, how);
    }
    for tool in FOR_BUILD.iter().chain(FOR_TEST) {
        missing += report_tool(tool);
    }
    if missing == 0 {
        eprintln!("\nEverything is here.");
        return Ok(());
    }
    Err(format!(
        "{missing} missing. `cargo xtask serve` and `cargo xtask test` bring what they can by themselves."
    ))
}

fn report_tool(tool: &Tool) -> u32 {
    report(tool.name, (tool.found)(), tool.how)
}

fn report(name: &str, found: Option<String>, how: &str) -> u32 {
    match found {
        Some(found) => {
            eprintln!("  here     {name}: {found}");
            0
        }
        None => {
            eprintln!("  MISSING  {name}\n           get it: {how}");
            1
        }
    }
}
