//! What the command line accepts, and its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::soak::world::Worlds;
use headroom_model::scenario::Seed;
use headroom_model::time::Span;
use headroom_scenario::sweep::Axis;

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
    /// Run a scenario under every combination of values for some of its fields, a JSON line a run
    #[command(after_help = EXIT_CODES, after_long_help = SWEEP)]
    Sweep(Sweep),
    /// From a load test to a target value and a number of instances
    #[command(after_help = SIZE)]
    Size(Size),
    /// Print the requests to AWS that set a scenario's scaling up
    Export(Export),
    /// Run random worlds and hold every invariant in each of them; exit code 1 when one breaks
    Soak(Soak),
    /// Run a scenario and print the digest of the run
    Digest(Digest),
    /// Write a new lesson that passes the check, to be changed into another one
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Compile a folder of lessons into the JSON files that the app reads; exit code 1 when a lesson
    /// does not load, with the others written all the same
    Pack(Pack),
}

#[derive(Subcommand)]
pub enum New {
    /// A lesson: a folder with lesson.toml, scenario.toml and text.md, named in course.toml
    Lesson(NewLesson),
}

#[derive(Args)]
pub struct NewLesson {
    /// Its id, kebab-case
    pub id: String,
    /// The course's folder
    #[arg(long, value_name = "DIR", default_value = "lessons")]
    pub folder: PathBuf,
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
    /// Print why something scaled at this time, or why nothing did: HH:MM or HH:MM:SS on the
    /// simulated clock, at its first occurrence, or seconds from the start, as 720s
    #[arg(long, value_name = "TIME", value_parser = Asked::read, conflicts_with_all = ["runs", "format"])]
    pub why: Option<Asked>,
    /// Rule set instead of the file's; `both` prints what flips between them
    #[arg(long, value_enum)]
    pub ruleset: Option<Reading>,
    /// Exit with 2 when the scenario's SLO is missed, by any of the runs
    #[arg(long)]
    pub require_slo: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Which reading of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Reading {
    /// What AWS documents
    #[value(name = "aws")]
    Aws,
    /// What study guides teach
    #[value(name = "study_guide")]
    StudyGuide,
    /// Both, and the outcomes that differ
    #[value(name = "both")]
    Both,
}

/// A moment of a run, as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `09:12`, `09:12:30`: second of the day on the simulated clock.
    Clock(u32),
    /// `720s`: from second 0.
    After(Span),
}

impl Asked {
    fn read(text: &str) -> Result<Asked, String> {
        let read = || match text.strip_suffix('s') {
            Some(seconds) => {
                let seconds: f64 = seconds.trim_end().parse().ok()?;
                let is_time = seconds.is_finite() && (0.0..1e12).contains(&seconds);
                is_time.then(|| Asked::After(Span::from_secs_f64(seconds)))
            }
            None => {
                let parts: Option<Vec<u32>> = text.split(':').map(two_digits).collect();
                let (hour, minute, second) = match parts?[..] {
                    [hour, minute] => (hour, minute, 0),
                    [hour, minute, second] => (hour, minute, second),
                    _ => return None,
                };
                let is_time = hour < 24 && minute < 60 && second < 60;
                is_time.then_some(Asked::Clock(hour * 3600 + minute * 60 + second))
            }
        };
        read().ok_or_else(|| "a time is HH:MM, HH:MM:SS, or seconds from the start, as 720s".into())
    }
}

fn two_digits(text: &str) -> Option<u32> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
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
pub struct Sweep {
    /// Scenario, .toml or .json; its alternatives are left out
    pub file: PathBuf,
    /// A field and the values it takes; with several, every combination runs
    #[arg(long, value_name = "PATH=A,B,C", value_parser = Vary::read)]
    pub vary: Vec<Vary>,
    /// First seed, instead of the file's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=Seed::MAX))]
    pub seed: Option<u64>,
    /// Run each combination under so many consecutive seeds
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub seeds: u32,
    /// Run part I of N only: the runs whose index leaves I-1 when divided by N
    #[arg(long, value_name = "I/N", default_value = "1/1", value_parser = Shard::read)]
    pub shard: Shard,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A field and its values.
#[derive(Clone, Debug)]
pub struct Vary(pub Axis);

impl Vary {
    fn read(text: &str) -> Result<Vary, String> {
        Axis::read(text).map(Vary)
    }
}

/// A part of a sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    pub part: u64,
    /// At least `part`.
    pub of: u64,
}

impl Shard {
    fn read(text: &str) -> Result<Shard, String> {
        let read = || {
            let (part, of) = text.split_once('/')?;
            let (part, of): (u32, u32) = (part.parse().ok()?, of.parse().ok()?);
            (1..=of).contains(&part).then_some(Shard {
                part: part.into(),
                of: of.into(),
            })
        };
        read().ok_or_else(|| "a shard is I/N with I from 1 to N".into())
    }
}

#[derive(Args)]
pub struct Size {
    /// Requests per second that one instance took at most in the load test
    #[arg(long, value_name = "RPS", value_parser = above_0)]
    pub max_rps: f64,
    /// The share of it at which to scale, above 0 and at most 1; AWS suggests to begin with 0.5
    #[arg(long, value_name = "SHARE", default_value_t = 0.5, value_parser = share)]
    pub safety: f64,
    /// Requests per second that the fleet shall take
    #[arg(long, value_name = "RPS", value_parser = above_0)]
    pub traffic: f64,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn above_0(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "it must be a number")?;
    if number.is_finite() && number > 0.0 {
        Ok(number)
    } else {
        Err("it must be above 0".into())
    }
}

fn share(text: &str) -> Result<f64, String> {
    above_0(text).and_then(|number| {
        let is_share = number <= 1.0;
        is_share
            .then_some(number)
            .ok_or_else(|| "it must be at most 1".into())
    })
}

#[derive(Args)]
pub struct Soak {
    /// How many worlds
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub seeds: u64,
    /// The first of them
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=1_000_000_000))]
    pub first: u64,
    /// Which worlds
    #[arg(long, value_enum, default_value_t)]
    pub worlds: Worlds,
    /// Print the worlds as scenario files instead of the summary
    #[arg(long)]
    pub print: bool,
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
pub struct Export {
    /// Scenario, .toml or .json
    pub file: PathBuf,
    /// In which form
    #[arg(long = "as", value_enum, default_value_t = Form::Cli)]
    pub form: Form,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Commands of the AWS CLI
    Cli,
    /// A template of AWS CloudFormation, in JSON
    Cloudformation,
    /// Resources of Terraform's AWS provider
    Terraform,
    /// A Python script that calls boto3
    Boto3,
}

#[derive(Args)]
pub struct Pack {
    /// Folder of lessons, with course.toml
    pub folder: PathBuf,
    /// Folder to write to; created when missing
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Folder of scenarios, DIR/NAME/scenario.toml, that the sandbox offers beside those of the
    /// lessons
    #[arg(long, value_name = "DIR")]
    pub gallery: Option<PathBuf>,
    /// Table of facts for the page Reference; its runs are scenarios of the gallery
    #[arg(long, value_name = "FILE", requires = "gallery")]
    pub facts: Option<PathBuf>,
}

const SIZE: &str = "\
The target is MAX_RPS x SAFETY x 60: SageMakerVariantInvocationsPerInstance counts per minute.
The number of instances is what target tracking asks for under the traffic.";

const SWEEP: &str = "\
  headroom sweep scenario.toml \\
    --vary scaling.scalable_target.MinCapacity=1,2,4 \\
    --vary 'scaling.policies[0].TargetTrackingScalingPolicyConfiguration.TargetValue=300,600' \\
    --seeds 10 --shard 1/4

A path is written as in error messages. A value is JSON, or else a text; a field
that the file leaves out may be varied too. Every combination is checked before
the first run, and every problem is reported.

A line is { index, scenario, engine, set, seed, summary }, with the summary of
`simulate`. The lines are in order of their index: the last --vary changes
faster than the first, and the seed fastest. All shards together are the lines
of the whole sweep, each once, so that any batch system can spread it.

Exit codes: 0 done; 1 refused, with every reason on standard error.";

const TABLE: &str = "\
The table, one line a minute:

  08:03  rpm   3120  inst 2>4      HIGH 3/3    cool -         why load

  08:03  start of the minute on the simulated clock; the evaluation of the
         policies at that moment opens the line
  rpm    requests that arrive in the minute
  inst   instances in service > desired, at the end of the minute
  HIGH   AlarmHigh is in ALARM, with the datapoints that breached when it
         began; LOW likewise; ok: neither; nodata: INSUFFICIENT_DATA. For a
         step policy its own alarm: HIGH when it watches for more, else LOW
  cool   the cooldown in force at the evaluation and its seconds to go
  why    what came of the evaluation: load (a scaling activity began),
         alarm (the load asks for another capacity, the alarm does not yet),
         cooldown, max, min, updating, nodata, disabled, disagree, other;
         - when the capacity is what the load needs

--why 09:12 prints the answer in one sentence and then five links, always in
this order, each with its time, what it says, its value and more about it:

  Datapoint  what could be seen of the metric, against the target
  Alarm      the datapoints that breach, and the alarm's state
  Policy     the capacity that the load asks for; of several policies the one
             that acted, else the one that came closest
  Cooldown   the one in force, and until when
  Activity   the result: what started, what was under way, or no change

Exit codes: 0 done; 1 refused, with every reason on standard error; 2 the SLO
was missed and --require-slo asked.";
