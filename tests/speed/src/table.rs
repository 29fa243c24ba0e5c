//! Rows of a Markdown table: what was measured, against the gate and the aim.

use std::process::ExitCode;

/// Which side of a gate is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Good {
    /// At most the gate.
    Low,
    /// At least the gate.
    High,
}

/// A measure with its limits.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Beyond it the bench fails.
    pub gate: f64,
    /// What we would like.
    pub aim: f64,
    /// Which side is good.
    pub good: Good,
}

impl Limit {
    /// Small is good.
    pub const fn at_most(gate: f64, aim: f64) -> Limit {
        Limit {
            gate,
            aim,
            good: Good::Low,
        }
    }

    /// Large is good.
    pub const fn at_least(gate: f64, aim: f64) -> Limit {
        Limit {
            gate,
            aim,
            good: Good::High,
        }
    }

    fn holds(self, measured: f64, limit: f64) -> bool {
        match self.good {
            Good::Low => measured <= limit,
            Good::High => measured >= limit,
        }
    }

    /// In a word. A measure that is no number has missed.
    pub fn verdict(self, measured: f64) -> &'static str {
        if self.holds(measured, self.aim) {
            "aim met"
        } else if self.holds(measured, self.gate) {
            "gate met"
        } else {
            "MISSED"
        }
    }
}

/// A table while it is being printed.
#[derive(Debug, Default)]
pub struct Table {
    missed: Vec<String>,
}

impl Table {
    /// A row with a verdict; `show` writes a figure with its unit.
    pub fn judged(
        &mut self,
        what: &str,
        measured: f64,
        limit: Limit,
        show: impl Fn(f64) -> String,
    ) {
        let verdict = limit.verdict(measured);
        println!(
            "| {what} | {} | {} | {} | {verdict} |",
            show(measured),
            show(limit.gate),
            show(limit.aim)
        );
        if verdict == "MISSED" {
            self.missed.push(what.to_owned());
        }
    }

    /// A row without.
    pub fn plain(&mut self, what: &str, measured: &str) {
        println!("| {what} | {measured} | | | |");
    }

    /// Fails when a gate was missed.
    pub fn finish(self) -> ExitCode {
        if self.missed.is_empty() {
            return ExitCode::SUCCESS;
        }
        eprintln!("beyond the gate: {}", self.missed.join("; "));
        ExitCode::FAILURE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gate_and_aim_hold_on_their_good_side() {
        let low = Limit::at_most(4.5, 3.0);
        let high = Limit::at_least(1.5, 2.0);
        for (limit, measured, verdict) in [
            (low, 3.0, "aim met"),
            (low, 4.5, "gate met"),
            (low, 4.6, "MISSED"),
            (low, f64::NAN, "MISSED"),
            (high, 2.0, "aim met"),
            (high, 1.5, "gate met"),
            (high, 1.4, "MISSED"),
            (high, f64::NAN, "MISSED"),
        ] {
            assert_eq!(limit.verdict(measured), verdict, "{measured} in {limit:?}");
        }
    }
}
