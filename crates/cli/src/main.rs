//! The `headroom` command: see the library for what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    headroom_cli::run(std::env::args_os())
}
