//! What the command line accepts, and its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use headroom_model::scenario::Seed;

/// Study and simulate the auto scaling of SageMaker endpoints.
#[derive(Parser)]
#[command(name = "headroom", version, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 refused, with every reason on standard error; 2 the SLO was missed and --require-slo asked.";

#[derive(Subcommand)]
pub enum Command {
    /// Run a scenario and print its report
    #[command(after_help = EXIT_CODES, after_long_help = TABLE)]
    Simulate(Simulate),
    /// Check scenario files, or a folder of lessons, and print every problem
    #[command(after_help = EXIT_CODES)]
    Check(Check),
    /// Run a scenario and print the digest of the run
    Digest(Digest),
    /// Compile a folder of lessons into the JSON files that the app reads; exit code 1 when a lesson
    /// does not load, with the others written all the same
    Pack(Pack),
}

#[derive(Args)]
pub struct Simulate {
    /// Scenario, .toml or .json
    pub file: PathBuf,
    /// Seed instead of the file's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=Seed::MAX))]
    pub seed: Option<u64>,
    /// Run the seeds N .. N+RUNS-1 and print mean and 95 % confidence interval of every figure
    #[arg(long, value_name = "RUNS", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub runs: Option<u32>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Exit with 2 when the scenario's SLO is missed, by any of the runs
    #[arg(long)]
    pub require_slo: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The whole report
    Json,
    /// The series, one row a minute; with --runs one row a figure
    Csv,
    /// One line a minute, to read; with --runs one line a figure
    Table,
}

#[derive(Args)]
pub struct Check {
    /// Scenarios (.toml, .json) or folders
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
}

#[derive(Args)]
pub struct Digest {
    /// Scenario, .toml or .json
    pub file: PathBuf,
    /// Seed instead of the file's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=Seed::MAX))]
    pub seed: Option<u64>,
}

#[derive(Args)]
pub struct Pack {
    /// Folder of lessons, with course.toml
    pub folder: PathBuf,
    /// Folder to write to; created when missing
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

const TABLE: &str = "\
The table, one line a minute:

  08:03  rpm   3120  inst 2>4      HIGH 3/3    cool -         why load

  08:03  start of the minute on the simulated clock; the evaluation of the
         policies at that moment opens the line
  rpm    requests that arrive in the minute
  inst   instances in service > desired, at the end of the minute
  HIGH   AlarmHigh is in ALARM, with the datapoints that breached when it
         began; LOW likewise; ok: neither; nodata: INSUFFICIENT_DATA
  cool   the cooldown in force at the evaluation and its seconds to go
  why    what came of the evaluation: load (a scaling activity began),
         alarm (the load asks for another capacity, the alarm does not yet),
         cooldown, max, min, updating, nodata, disabled, disagree, other;
         - when the capacity is what the load needs

Exit codes: 0 done; 1 refused, with every reason on standard error; 2 the SLO
was missed and --require-slo asked.";
