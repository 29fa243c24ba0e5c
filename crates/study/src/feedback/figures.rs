//! Figures in the texts of options: `{failed}` becomes the option's own number.

use headroom_explain::figure::{clock, count, counted, failed_requests, latency, number, usd};
use headroom_model::time::{Span, Start, Time};

use crate::figure::{Column, Figure, Fold, Happening, Part, Place};
use crate::key::{Key, Spread};
use crate::question::{Goal, Question};

/// Names that may stand in braces, each with its meaning. Besides, any figure of a run may stand
/// there that the question asks for: `{InService at 900}` is its mean over the seeds.
pub const FIGURES: [(&str, &str); 8] = [
    ("failed", "failed requests, mean over the seeds"),
    ("failed_min", "failed requests, lowest over the seeds"),
    ("failed_max", "failed requests, highest over the seeds"),
    (
        "failed_less",
        "fewer failed requests than the world with most",
    ),
    ("cost", "US dollars, mean over the seeds"),
    ("cost_more", "US dollars more than the cheapest world"),
    ("p99", "99th percentile of latency, mean over the seeds"),
    ("slo_met", "runs that met the SLO, of all runs"),
];

/// The first name in braces that is neither one of [`FIGURES`] nor a figure of `question`.
pub fn unknown_figure<'a>(text: &'a str, question: &Question) -> Option<&'a str> {
    let of_question = question.figures();
    unknown(text, |figure| of_question.contains(figure))
}

/// The first name in braces that is no figure of any run.
pub fn unknown_name(text: &str) -> Option<&str> {
    unknown(text, |_| true)
}

fn unknown(text: &str, is_asked: impl Fn(&Figure) -> bool) -> Option<&str> {
    let known = |name: &str| {
        FIGURES.iter().any(|(figure, _)| *figure == name)
            || name.parse().is_ok_and(|figure| is_asked(&figure))
    };
    pieces(text).find_map(|piece| match piece {
        Piece::Figure(name) if !known(name) => Some(name),
        _ => None,
    })
}

/// What a goal looks at, in words: `12,034 failed requests on average`.
pub fn came_to(goal: &Goal, key: &Key, world: usize, start: Start) -> String {
    let (figure, absent) = goal.figure();
    let values = key.runs.values(world, &figure, absent);
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    if *goal == Goal::CheapestMeetingSlo {
        let met = key.runs.slo_met(world);
        let met = format!("{met} of {} runs", key.runs.seeds());
        return format!("the SLO met in {met}, {} a run on average", usd(mean));
    }
    if !mean.is_finite() {
        return format!("no {} in every run", noun(&figure));
    }
    said(&figure, mean, start)
}

/// A figure's mean with its noun.
fn said(figure: &Figure, mean: f64, start: Start) -> String {
    let peak = Figure::Over(Fold::Max, Column::Desired, None);
    match figure {
        _ if *figure == Figure::failed() => format!("{} on average", failed_requests(whole(mean))),
        _ if *figure == peak => {
            let instances = counted(whole(mean), "instance", "instances");
            format!("{instances} requested on average")
        }
        _ if *figure == Figure::cost_usd() => format!("{} on average", usd(mean)),
        Figure::Event(_, _, Part::TimeS) => {
            let time = Time::ZERO + Span::from_secs_f64(mean.round());
            let noun = noun(figure);
            format!(
                "{noun} after {} s on average, at {}",
                count(whole(mean)),
                clock(start, time)
            )
        }
        _ => format!("{} {} on average", noun(figure), number(mean)),
    }
}

/// What a figure is called in a sentence.
fn noun(figure: &Figure) -> String {
    match figure {
        Figure::Event(Happening::NewInService, Place::First, Part::TimeS) => {
            "new instance in service".to_owned()
        }
        other => other.to_string(),
    }
}

/// The text with its figures. A name that is not known stays as it was written: the compiler
/// refuses it before anybody reads it.
pub fn fill(text: &str, question: &Question, key: &Key, world: Option<usize>) -> String {
    let start = question.worlds.first().map(|world| world.scenario.start);
    pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Figure(name) => world
                .and_then(|world| figure(name, key, world, start.unwrap_or(Start(0))))
                .unwrap_or_else(|| format!("{{{name}}}")),
        })
        .collect()
}

fn figure(name: &str, key: &Key, world: usize, start: Start) -> Option<String> {
    let spread = |figure: Figure| key.runs.spread(world, &figure);
    let of_all = |figure: Figure, best: fn(f64, f64) -> f64, from: f64| {
        let worlds = 0..key.runs.rows.len();
        let means = worlds.filter_map(|w| key.runs.spread(w, &figure).map(|s| s.mean));
        means.fold(from, best)
    };
    let failed = |of: fn(&Spread) -> f64| spread(Figure::failed()).map(|s| count(whole(of(&s))));
    Some(match name {
        "failed" => failed(|s| s.mean)?,
        "failed_min" => failed(|s| s.min)?,
        "failed_max" => failed(|s| s.max)?,
        // Differences of what is shown, so that the reader's sum holds.
        "failed_less" => {
            let most = of_all(Figure::failed(), f64::max, 0.0);
            count(whole(most) - whole(spread(Figure::failed())?.mean).min(whole(most)))
        }
        "cost" => usd(spread(Figure::cost_usd())?.mean),
        "cost_more" => {
            let cheapest = of_all(Figure::cost_usd(), f64::min, f64::INFINITY);
            usd(cents(spread(Figure::cost_usd())?.mean) - cents(cheapest))
        }
        "p99" => spread(Figure::latency_ms_p99())
            .map_or_else(|| "no value".to_owned(), |p99| latency(p99.mean)),
        "slo_met" => {
            let runs = key.runs.seeds();
            format!("{} of {runs} runs", key.runs.slo_met(world))
        }
        other => {
            let figure: Figure = other.parse().ok()?;
            let mean = spread(figure.clone()).map(|s| s.mean);
            match (mean, &figure) {
                (None, _) => "never".to_owned(),
                (Some(mean), Figure::Event(_, _, Part::TimeS)) => {
                    clock(start, Time::ZERO + Span::from_secs_f64(mean.round()))
                }
                (Some(mean), _) => number(mean),
            }
        }
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
