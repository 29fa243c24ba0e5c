//! The `headroom` command line: scenarios and lessons from files, reports to files and pipes.
//!
//! Exit codes: 0 done, 1 refused (every reason on standard error), 2 the SLO was missed and
//! `--require-slo` asked. Standard output carries the result and nothing else.
//!
//! Architecture Invariant: this crate adds no rule of the simulation and no wording of a report;
//! it reads, calls, counts over seeds and prints.
#![forbid(unsafe_code)]

mod arguments;
mod check;
mod digest;
mod export;
mod failure;
mod figure;
mod file;
mod new;
mod output;
mod pack;
mod parallel;
mod replicate;
mod simulate;
mod size;
pub mod soak;
mod sweep;
pub mod table;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// What a command that did its work has to say.
enum Verdict {
    /// Exit code 0.
    Done,
    /// Exit code 2.
    SloMissed,
}

/// Runs the command of `arguments`, whose first is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap would exit with 2, which means a missed SLO here. Help is no error.
            let code = u8::from(error.use_stderr());
            // A closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let result = match arguments.command {
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Sweep(arguments) => sweep::run(&arguments),
        Command::Size(arguments) => size::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Soak(arguments) => soak::run(&arguments),
        Command::Digest(arguments) => digest::run(&arguments),
        Command::New { what } => new::run(&what),
        Command::Pack(arguments) => pack::run(&arguments),
    };
    match result {
        Ok(Verdict::Done) => ExitCode::SUCCESS,
        Ok(Verdict::SloMissed) => ExitCode::from(2),
        Err(failure) => {
            output::complain(&failure.to_string());
            ExitCode::from(1)
        }
    }
}
