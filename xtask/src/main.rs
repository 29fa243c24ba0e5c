//! The one door: everything a person or CI does with this repository goes through `cargo xtask`.
//!
//! The folder list is the story: `setup` brings the tools, `site` builds `dist/`, `serve` shows it,
//! `check` holds the rules of the house, `test` runs everything, `steps` tells how it went.

mod bench;
mod check;
mod command;
mod doctor;
mod fuzz;
mod serve;
mod setup;
mod site;
mod steps;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  serve [--port N] [--dev]   set up what is missing, build, serve on 127.0.0.1 (8080), print the address
  build                      the optimised static site in dist/
  test                       everything: check, Rust tests, site, digests in Node, browser tests
  check                      the fast part of test: format, lints, arrows, guards, licences, lessons
  doctor                     what is here, what is missing, how to get it; installs nothing
  bench                      speed and memory against their gates, written to docs/PERFORMANCE.md
  bench --browser            how fast the page answers, in Chromium on the optimised build
  bench --lighthouse         Lighthouse's scores of the optimised build, desktop, median of three
  fuzz [TARGET [INPUTS]]     links, scenarios and pasted AWS JSON by libFuzzer, a million inputs each
  bless                      rewrite the golden files and docs/FACTS.md (`bless facts`: only that); read the
                             difference before you commit it

`test <part>` runs one part alone: rust, digests, browser; interop needs
Python and is run only by name. `check <part>` likewise: see its output.
`check --facts [id ...]` breaks the rule of every fact (or of those named), one at
a time in a copy, and tells which tests do not notice: slow, and run only by name.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\n{why}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Result<(), String> {
    match words {
        ["serve", options @ ..] => serve::serve(&serve::Options::parse(options)?),
        ["build"] => site::build_with_setup(),
        ["test"] => test::everything(),
        ["test", part] => test::one(part),
        ["check"] => check::everything(),
        ["check", "--facts", ids @ ..] => check::facts::perturb::all(ids),
        ["check", part] => check::one(part),
        ["doctor"] => doctor::doctor(),
        ["bench"] => bench::bench(),
        ["bench", "--browser"] => bench::browser(),
        ["bench", "--lighthouse"] => bench::lighthouse(),
        ["fuzz", words @ ..] => fuzz::fuzz(words),
        ["bless", "facts"] => check::facts::bless(),
        ["bless"] => check::facts::bless().and_then(|()| test::bless()),
        // Trunk's, and so not in the list above.
        ["keep"] => site::kept::from_trunk(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(format!(
            "cargo xtask does not know `{}`.\n\n{USAGE}",
            other.join(" ")
        )),
    }
}
