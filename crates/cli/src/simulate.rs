//! `headroom simulate`.

use headroom_engine::run::Run;
use headroom_explain::ruleset::{Side, flips, refusal};
use headroom_explain::{Report, chain, csv};
use headroom_model::ruleset::Ruleset;
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::Time;
use headroom_scenario::{Problems, Severity};

use crate::arguments::{Asked, Format, Reading, Simulate};
use crate::failure::{self, Failure};
use crate::{Verdict, file, output, replicate, table};

const DAY_S: u32 = 86_400;

pub fn run(arguments: &Simulate) -> Result<Verdict, Failure> {
    let scenario = match arguments.ruleset {
        None => file::load(&arguments.file)?.scenario,
        Some(Reading::Aws) => file::load_under(&arguments.file, Ruleset::Aws)?.scenario,
        Some(Reading::StudyGuide) => {
            file::load_under(&arguments.file, Ruleset::StudyGuide)?.scenario
        }
        Some(Reading::Both) => return both(arguments),
    };
    if arguments.require_slo && scenario.slo.is_none() {
        return Err(Failure::NoSlo(arguments.file.clone()));
    }
    let seed = seed(&scenario, arguments.seed);
    // Before the run: a time outside it needs no simulation to be refused.
    let why = match arguments.why {
        Some(asked) => Some(moment(&scenario, asked).ok_or_else(|| Failure::OutsideRun {
            file: arguments.file.clone(),
            asked,
            start: scenario.start,
            duration: scenario.duration,
        })?),
        None => None,
    };
    let (text, met) = match arguments.runs {
        Some(runs) => replicate::print(&scenario, seed, runs, arguments.format),
        None => {
            let run = headroom_engine::simulate(&scenario, seed);
            let met = run.summary.slo.is_none_or(|slo| slo.met);
            let text = match why {
                Some(time) => chain(&scenario, &run, time).to_string(),
                None => print(&scenario, &run, arguments.format),
            };
            (text, met)
        }
    };
    output::write(arguments.output.as_deref(), &text)?;
    Ok(if arguments.require_slo && !met {
        Verdict::SloMissed
    } else {
        Verdict::Done
    })
}

/// One run under each rule set, and what flips between them.
fn both(arguments: &Simulate) -> Result<Verdict, Failure> {
    let source = file::source(&arguments.file)?;
    let under = |ruleset| {
        let document = source.clone().under(ruleset).document();
        document.map(|document| {
            let scenario = document.scenario;
            let seed = seed(&scenario, arguments.seed);
            let run = headroom_engine::simulate(&scenario, seed);
            (scenario, run, document.warnings)
        })
    };
    let codes = |problems: &Problems| {
        let errors = problems.0.iter().filter(|p| p.severity == Severity::Error);
        let codes: Vec<&str> = errors.map(|p| p.code).collect();
        codes.join(" ")
    };
    let flips = match (under(Ruleset::Aws), under(Ruleset::StudyGuide)) {
        (Ok((aws, aws_run, warnings)), Ok((guide, guide_run, _))) => {
            output::complain(&failure::about(&arguments.file, &warnings));
            let side = |scenario, run| Side { scenario, run };
            flips(&side(&aws, &aws_run), &side(&guide, &guide_run))
        }
        (Err(problems), Err(_)) => {
            return Err(Failure::Scenario(arguments.file.clone(), problems));
        }
        (aws, guide) => {
            let refused = |side: Result<_, Problems>| side.err().as_ref().map(codes);
            vec![refusal(refused(aws), refused(guide))]
        }
    };
    let text = match arguments.format {
        Format::Json => json(&flips),
        Format::Csv => {
            let mut text = String::from("figure,aws,study_guide\n");
            for flip in &flips {
                text += &format!("{},{},{}\n", flip.figure, flip.aws, flip.study_guide);
            }
            text
        }
        Format::Table if flips.is_empty() => "nothing flips\n".into(),
        Format::Table => {
            let mut text = format!("{:<20} {:>12}  {}\n", "", "aws", "study_guide");
            for flip in &flips {
                text += &format!(
                    "{:<20} {:>12}  {}\n",
                    flip.figure, flip.aws, flip.study_guide
                );
            }
            text
        }
    };
    output::write(arguments.output.as_deref(), &text)?;
    Ok(Verdict::Done)
}

/// The seed that was asked for, or the file's.
pub fn seed(scenario: &Scenario, asked: Option<u64>) -> Seed {
    asked.and_then(Seed::new).unwrap_or(scenario.seed)
}

/// The moment of the run that was asked for: of a clock time its first.
fn moment(scenario: &Scenario, asked: Asked) -> Option<Time> {
    let time = match asked {
        Asked::After(span) => Time::ZERO + span,
        Asked::Clock(second_of_day) => {
            let first = scenario.start.clock(Time::ZERO).second_of_day;
            let after = (second_of_day + DAY_S - first) % DAY_S;
            Time::from_secs(u64::from(after))
        }
    };
    (time - Time::ZERO <= scenario.duration).then_some(time)
}

fn print(scenario: &Scenario, run: &Run, format: Format) -> String {
    match format {
        Format::Json => json(&Report::new(scenario, run)),
        Format::Csv => csv(run),
        Format::Table => table::table(scenario, run),
    }
}

/// Indented JSON with a newline at the end.
pub fn json(value: &impl serde::Serialize) -> String {
    // Reports are plain data with text keys: they always have a JSON form.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
