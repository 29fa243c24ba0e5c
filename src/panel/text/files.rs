//! Charts as files.

use crate::chart::drawing::Ink;

/// The choice of a chart.
pub const FILE_OF: &str = "Chart";
/// Every one that stands there.
pub const EVERY_CHART: &str = "All of these charts";
/// Saves a picture.
pub const SAVE_PNG: &str = "Save as PNG";
/// Saves rows of figures.
pub const SAVE_CSV: &str = "Save as CSV";

/// The name of a file: the scenario, the chart if it is one, the ending.
pub fn file_name(scenario: &str, chart: &str, ending: &str) -> String {
    let plain = |text: &str| -> String {
        let letters = text.chars().map(|c| match c.is_ascii_alphanumeric() {
            true => c.to_ascii_lowercase(),
            false => '-',
        });
        let text: String = letters.collect();
        let words = text.split('-').filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("-")
    };
    match plain(chart) {
        chart if chart.is_empty() => format!("{}-charts.{ending}", plain(scenario)),
        chart => format!("{}-{chart}.{ending}", plain(scenario)),
    }
}

/// It is saved.
pub fn file_saved(name: &str) -> String {
    format!("Saved as {name}.")
}

/// It is not.
pub fn file_not_saved(why: &str) -> String {
    format!("The file was not saved: {why}.")
}

/// What a line stands for, where no end label says it.
pub fn line(ink: Ink) -> Option<&'static str> {
    Some(match ink {
        Ink::Capacity => "in service",
        Ink::Desired => "desired",
        Ink::Ghost => "one thing lifted",
        Ink::Slow => "p99",
        Ink::Middle => "p50",
        Ink::A => "A",
        Ink::B => "B",
        Ink::FaintA => "A, other seeds",
        Ink::FaintB => "B, other seeds",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_scenario_and_chart() {
        assert_eq!(
            file_name("spike", "A: CPU / GPU", "csv"),
            "spike-a-cpu-gpu.csv"
        );
        assert_eq!(file_name("spike", "", "png"), "spike-charts.png");
    }
}
