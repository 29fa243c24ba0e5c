//! A figure of two runs, in words.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use headroom_model::time::{Start, Time};

use crate::compare::{Figure, Row, Verdict};
use crate::figure::{clock, count, latency, number, usd};

/// A figure in A and in B, the difference, and who is better.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)] // A field is named after what it stands for in the sentence.
pub struct ComparisonMessage {
    pub figure: Figure,
    pub a: Option<f64>,
    pub b: Option<f64>,
    pub verdict: Verdict,
    pub start: (Start, Start),
}

impl Figure {
    /// The figure's name.
    pub const fn name(self) -> &'static str {
        match self {
            Figure::FailedRequests => "Failed requests",
            Figure::LatencyP50 => "Latency p50",
            Figure::LatencyP99 => "Latency p99",
            Figure::Cost => "Cost",
            Figure::MeanCapacity => "Mean capacity",
            Figure::FirstScaleOut => "First scale-out",
            Figure::ScaleOuts => "Scale-outs",
            Figure::ScaleIns => "Scale-ins",
            Figure::FailedActivities => "Failed activities",
            Figure::BlockedByCooldown => "Evaluations held by a cooldown",
            Figure::ClippedByMax => "Evaluations held by MaxCapacity",
        }
    }

    /// A value of it, with its unit.
    fn shown(self, value: Option<f64>, start: Start) -> String {
        let Some(value) = value else {
            return "none".to_string();
        };
        match self {
            Figure::LatencyP50 | Figure::LatencyP99 => latency(value),
            Figure::Cost => usd(value),
            Figure::MeanCapacity => format!("{} in service", number(value)),
            Figure::FirstScaleOut => {
                let micros = (value * 1e6 + 0.5) as u64;
                clock(start, Time::from_micros(micros))
            }
            _ => count(value as u64),
        }
    }

    /// `1,222 fewer`, `$0.20 more`, `120 s earlier`.
    fn gap(self, difference: f64) -> String {
        let size = if difference < 0.0 {
            -difference
        } else {
            difference
        };
        let less = difference < 0.0;
        let word = |fewer: &'static str, more: &'static str| if less { fewer } else { more };
        match self {
            Figure::LatencyP50 | Figure::LatencyP99 => {
                format!("{} {}", latency(size), word("less", "more"))
            }
            Figure::Cost => format!("{} {}", usd(size), word("less", "more")),
            Figure::MeanCapacity => format!("{} {}", number(size), word("fewer", "more")),
            Figure::FirstScaleOut => format!("{} s {}", number(size), word("earlier", "later")),
            _ => format!("{} {}", count(size as u64), word("fewer", "more")),
        }
    }
}

impl ComparisonMessage {
    /// The sentence of a row.
    pub fn of_row(row: &Row) -> ComparisonMessage {
        ComparisonMessage {
            figure: row.figure,
            a: row.a,
            b: row.b,
            verdict: row.verdict,
            start: row.start,
        }
    }

    /// The message's name: stable, for tests and translations.
    pub const fn key(&self) -> &'static str {
        "comparison.row"
    }

    /// A and B as they are shown.
    pub fn shown(&self) -> [String; 2] {
        [
            self.figure.shown(self.a, self.start.0),
            self.figure.shown(self.b, self.start.1),
        ]
    }

    /// B minus A as it is shown; `None` when one of them has no value.
    pub fn difference(&self) -> Option<String> {
        let (a, b) = self.a.zip(self.b)?;
        Some(match self.verdict {
            Verdict::Equal => "no difference".to_string(),
            _ => {
                let verb = match self.figure {
                    Figure::FirstScaleOut => "is",
                    _ => "has",
                };
                format!("B {verb} {}", self.figure.gap(b - a))
            }
        })
    }

    /// Who is better, in words.
    pub const fn better(&self) -> &'static str {
        match self.verdict {
            Verdict::A => "A is better",
            Verdict::B => "B is better",
            Verdict::Equal => "equal",
            Verdict::Neither => "neither is better by this alone",
            Verdict::AButFailsMore => "A is lower but fails more requests, which have no latency",
            Verdict::BButFailsMore => "B is lower but fails more requests, which have no latency",
        }
    }
}

impl fmt::Display for ComparisonMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.shown();
        write!(f, "{}: {a} in A, {b} in B; ", self.figure.name())?;
        if self.verdict == Verdict::Equal {
            return f.write_str("equal.");
        }
        if let Some(difference) = self.difference() {
            write!(f, "{difference}; ")?;
        }
        write!(f, "{}.", self.better())
    }
}
