//! The search for a better configuration.

use crate::state::sandbox::optimise::Report;
use crate::text::number;

/// The section.
pub const TITLE: &str = "Optimise";
/// What it does.
pub const HOW: &str = "Searches variations of A for the cheapest that keeps the SLO. Every \
    combination runs once with the same seed; the ten best run with ten other seeds, and what is \
    reported of them comes from ten more that chose nobody.";
/// What is varied.
pub const AXES: &str = "What varies, one field a line: path=value,value";
/// Begins.
pub const START: &str = "Search";
/// Ends.
pub const CANCEL: &str = "Cancel";
/// A lesson's question is still open.
pub const TOO_EARLY: &str =
    "This scenario belongs to a lesson: the search opens after your first attempt at it.";
/// The table of the best.
pub const FINALISTS: &str = "The best, on ten seeds that chose nobody";
/// The table of the front.
pub const FRONT: &str = "Beaten by none in cost and failures at once, on the first seed";
/// Columns of both.
pub const COLUMNS: [&str; 6] = [
    "Variation of A",
    "Cost",
    "Failed",
    "Latency p99",
    "SLO kept",
    "",
];
/// Takes a candidate.
pub const LOAD: &str = "Load as B";
/// The picture.
pub const PICTURE: &str = "Cost against failed requests";
/// What it shows.
pub const PICTURE_IS: &str = "a dot for each combination; the line joins those that none beats";

/// How many combinations.
pub fn combinations(n: u64) -> String {
    match n {
        1 => "1 combination".into(),
        n => format!("{} combinations", number(n)),
    }
}

/// What is wrong with the lines.
pub fn wrong(why: &str) -> String {
    format!("Nothing can be searched: {why}.")
}

/// How far it is.
pub fn searching(done: usize, of: usize) -> String {
    format!("{} of {} runs", number(done as u64), number(of as u64))
}

/// What came of it.
pub fn found(report: &Report) -> String {
    let kept = report
        .found
        .finalists
        .iter()
        .filter(|r| r.always_meets())
        .count();
    let what = if report.has_slo {
        "keeps the SLO"
    } else {
        "fails no request"
    };
    let best = match kept {
        0 => format!("No combination {what} on every one of the ten seeds."),
        n => format!(
            "{n} of the ten best {what} on every one of ten new seeds; the cheapest comes first."
        ),
    };
    match report.refused {
        0 => best,
        n => format!(
            "{best} {} combinations are no scenario and were left out.",
            number(n)
        ),
    }
}

/// The picture in a sentence.
pub fn pictured(report: &Report) -> String {
    format!(
        "{} combinations by cost and failed requests; {} of them are beaten by none.",
        number(report.found.screened.len() as u64),
        number(report.found.front.len() as u64)
    )
}

/// What a candidate changes: the fields' own names.
pub fn changes(changes: &[(String, serde_json::Value)]) -> String {
    let one = |(path, value): &(String, serde_json::Value)| {
        let name = path.rsplit('.').next().unwrap_or(path);
        let value = match value {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        format!("{name} {value}")
    };
    changes.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The button of a candidate.
pub fn load(name: &str) -> String {
    format!("{LOAD}: {name}")
}

/// Seeds that kept the SLO.
pub fn kept(met: u32, seeds: u32) -> String {
    format!("{met} of {seeds}")
}
