//! What an answer is told: right or not, and what every option buys and costs, with figures from
//! the simulated runs.

use headroom_explain::figure::{count, counted, failed_requests, latency, usd};
use serde::{Deserialize, Serialize};

use crate::choice::{Choice, Goal};
use crate::key::{Key, OptionOutcome};
use crate::quantity::Quantity;

/// The answer to an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// Whether the chosen option is the right one.
    pub correct: bool,
    /// Right or not, and what the chosen option came to. It never names the right option.
    pub sentence: String,
    /// Every option, in order.
    pub options: Vec<OptionFeedback>,
}

/// What is said of one option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionFeedback {
    /// As in the question.
    pub label: String,
    /// Whether it is the right one.
    pub right: bool,
    /// What it buys, figures filled in.
    pub buys: String,
    /// What it costs, figures filled in.
    pub costs: String,
}

/// Names that may stand in braces in an option's `buys` and `costs`, each with its meaning.
pub const FIGURES: [(&str, &str); 8] = [
    ("failed", "failed requests, mean over the seeds"),
    ("failed_min", "failed requests, lowest over the seeds"),
    ("failed_max", "failed requests, highest over the seeds"),
    (
        "failed_less",
        "fewer failed requests than the option with most",
    ),
    ("cost", "US dollars, mean over the seeds"),
    ("cost_more", "US dollars more than the cheapest option"),
    ("p99", "99th percentile of latency, mean over the seeds"),
    ("slo_met", "runs that met the SLO, of all runs"),
];

/// What to tell somebody who chose option `chosen`. A number that is no option's is not correct.
pub fn feedback(choice: &Choice, key: &Key, chosen: usize) -> Feedback {
    let options = choice
        .options
        .iter()
        .enumerate()
        .map(|(i, option)| OptionFeedback {
            label: option.label.clone(),
            right: i == key.right,
            buys: fill(&option.buys, key, i),
            costs: fill(&option.costs, key, i),
        })
        .collect();
    let correct = chosen == key.right;
    Feedback {
        correct,
        sentence: sentence(choice, key, chosen, correct),
        options,
    }
}

/// Checks the braces of an option's text: the first name that is none of [`FIGURES`].
pub fn unknown_figure(text: &str) -> Option<&str> {
    let known = |name: &str| FIGURES.iter().any(|(figure, _)| *figure == name);
    pieces(text).find_map(|piece| match piece {
        Piece::Figure(name) if !known(name) => Some(name),
        _ => None,
    })
}

fn sentence(choice: &Choice, key: &Key, chosen: usize, correct: bool) -> String {
    let verdict = if correct { "Correct." } else { "Not this." };
    let (Some(option), Some(outcome)) = (choice.options.get(chosen), key.by_option.get(chosen))
    else {
        return verdict.to_owned();
    };
    let came_to = came_to(choice.goal, outcome);
    let seeds = counted(u64::from(outcome.seeds), "seed", "seeds");
    format!("{verdict} {}: {came_to} over {seeds}.", option.label)
}

/// What a goal looks at, in words: `12,034 failed requests on average`.
fn came_to(goal: Goal, outcome: &OptionOutcome) -> String {
    let mean = outcome.value.mean;
    match goal {
        Goal::Lowest(_) if !mean.is_finite() => {
            "no new instance in service in every run".to_owned()
        }
        Goal::Lowest(Quantity::FailedRequests) => {
            format!("{} on average", failed_requests(whole(mean)))
        }
        Goal::Lowest(Quantity::PeakRequested) => {
            format!(
                "{} requested on average",
                counted(whole(mean), "instance", "instances")
            )
        }
        Goal::Lowest(Quantity::FirstNewInService) => {
            format!(
                "the first new instance after {} s on average",
                count(whole(mean))
            )
        }
        Goal::CheapestMeetingSlo => {
            let met = count(u64::from(outcome.slo_met));
            format!("the SLO met in {met} runs, {} a run on average", usd(mean))
        }
    }
}

/// The text with its figures. A name that is not known stays as it was written: the lint refuses
/// it before anybody reads it.
fn fill(text: &str, key: &Key, option: usize) -> String {
    pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Figure(name) => {
                figure(name, key, option).unwrap_or_else(|| format!("{{{name}}}"))
            }
        })
        .collect()
}

fn figure(name: &str, key: &Key, option: usize) -> Option<String> {
    let outcome = key.by_option.get(option)?;
    let all = || key.by_option.iter();
    let most_failed = all().map(|o| o.failed.mean).fold(0.0, f64::max);
    let cheapest = all().map(|o| o.cost_usd.mean).fold(f64::INFINITY, f64::min);
    Some(match name {
        "failed" => count(whole(outcome.failed.mean)),
        "failed_min" => count(whole(outcome.failed.min)),
        "failed_max" => count(whole(outcome.failed.max)),
        // Differences of what is shown, so that the reader's sum holds.
        "failed_less" => count(whole(most_failed) - whole(outcome.failed.mean)),
        "cost" => usd(outcome.cost_usd.mean),
        "cost_more" => usd(cents(outcome.cost_usd.mean) - cents(cheapest)),
        "p99" => outcome
            .latency_ms_p99
            .map_or_else(|| "no value".to_owned(), |p99| latency(p99.mean)),
        "slo_met" => format!("{} of {} runs", outcome.slo_met, outcome.seeds),
        _ => return None,
    })
}

fn whole(value: f64) -> u64 {
    value.max(0.0).round() as u64
}

fn cents(usd: f64) -> f64 {
    (usd * 100.0).round() / 100.0
}

enum Piece<'a> {
    Text(&'a str),
    Figure(&'a str),
}

/// `a {b} c` as text, figure, text. A brace without its partner is text.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('{')
            && let Some((name, after)) = inside.split_once('}')
        {
            rest = after;
            return Some(Piece::Figure(name));
        }
        let next = rest.char_indices().skip(1).find(|(_, c)| *c == '{');
        let (text, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(Piece::Text(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Spread;

    fn key() -> Key {
        let spread = |mean| Spread {
            mean,
            min: mean - 1.0,
            max: mean + 1.0,
        };
        let outcome = |failed, cost_usd| OptionOutcome {
            value: spread(failed),
            failed: spread(failed),
            cost_usd: spread(cost_usd),
            latency_ms_p99: Some(spread(1400.0)),
            slo_met: 3,
            seeds: 20,
        };
        Key {
            right: 1,
            by_option: vec![outcome(12_034.0, 1.5), outcome(10.0, 1.84)],
            doubt: None,
        }
    }

    #[test]
    fn figures_are_those_of_the_option() {
        let text = "{failed} ({failed_min} to {failed_max}), {failed_less} fewer, {cost}, {cost_more} more, p99 {p99}, SLO in {slo_met}.";
        assert_eq!(
            fill(text, &key(), 1),
            "10 (9 to 11), 12,024 fewer, $1.84, $0.34 more, p99 1.4 s, SLO in 3 of 20 runs."
        );
        for (name, _) in FIGURES {
            assert!(figure(name, &key(), 0).is_some(), "{name}");
        }
    }

    #[test]
    fn unknown_names_and_lone_braces_are_found_or_left_alone() {
        assert_eq!(unknown_figure("{failed} and {faild}"), Some("faild"));
        assert_eq!(unknown_figure("{cost}, { and }"), Some(" and "));
        assert_eq!(unknown_figure("a } and a { stay"), None);
        assert_eq!(
            fill("a } and é{ stay {faild}", &key(), 0),
            "a } and é{ stay {faild}"
        );
    }

    #[test]
    fn a_goal_is_said_in_its_own_words() {
        let outcome = key().by_option[0];
        let lowest = |quantity| came_to(Goal::Lowest(quantity), &outcome);
        assert_eq!(
            lowest(Quantity::FailedRequests),
            "12,034 failed requests on average"
        );
        assert_eq!(
            lowest(Quantity::PeakRequested),
            "12,034 instances requested on average"
        );
        assert!(
            came_to(Goal::CheapestMeetingSlo, &outcome).starts_with("the SLO met in 3 runs, $")
        );
    }
}
