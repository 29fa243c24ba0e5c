//! `headroom simulate`.

use headroom_engine::run::Run;
use headroom_explain::{Report, csv};
use headroom_model::scenario::{Scenario, Seed};

use crate::arguments::{Format, Simulate};
use crate::failure::Failure;
use crate::{Verdict, file, output, replicate, table};

pub fn run(arguments: &Simulate) -> Result<Verdict, Failure> {
    let scenario = file::load(&arguments.file)?.scenario;
    if arguments.require_slo && scenario.slo.is_none() {
        return Err(Failure::NoSlo(arguments.file.clone()));
    }
    let seed = seed(&scenario, arguments.seed);
    let (text, met) = match arguments.runs {
        Some(runs) => replicate::print(&scenario, seed, runs, arguments.format),
        None => {
            let run = headroom_engine::simulate(&scenario, seed);
            let met = run.summary.slo.is_none_or(|slo| slo.met);
            (print(&scenario, &run, arguments.format), met)
        }
    };
    output::write(arguments.output.as_deref(), &text)?;
    Ok(if arguments.require_slo && !met {
        Verdict::SloMissed
    } else {
        Verdict::Done
    })
}

/// The seed that was asked for, or the file's.
pub fn seed(scenario: &Scenario, asked: Option<u64>) -> Seed {
    asked.and_then(Seed::new).unwrap_or(scenario.seed)
}

fn print(scenario: &Scenario, run: &Run, format: Format) -> String {
    match format {
        Format::Json => json(&Report::new(scenario, run)),
        Format::Csv => csv(run),
        Format::Table => table::table(run),
    }
}

/// Indented JSON with a newline at the end.
pub fn json(value: &impl serde::Serialize) -> String {
    // Reports are plain data with text keys: they always have a JSON form.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
