//! How sure a comparison is, in words.

use core::fmt;

use crate::doubt::{Doubt, Measure, Moved};

impl Moved {
    /// What is assumed, and how much of it.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Moved::LaunchShort => ("the launch time", "0.6 times as much"),
            Moved::LaunchLong => ("the launch time", "1.8 times as much"),
            Moved::DelayShort => ("the metric delay", "60 s"),
            Moved::DelayLong => ("the metric delay", "240 s"),
            Moved::ServiceFast => ("the service time", "a tenth less"),
            Moved::ServiceSlow => ("the service time", "a tenth more"),
            Moved::QueueShort => ("the queue limit", "half of it"),
            Moved::QueueLong => ("the queue limit", "twice as much"),
        }
    }
}

impl Measure {
    /// The measure, and what the better one has.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Measure::Failed => ("Failed requests", "fewer"),
            Measure::Cost => ("Cost", "less"),
            Measure::Latency => ("Latency p99", "less"),
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, less) = self.measure.words();
        let [a, b, neither] = self.seeds;
        let all = a + b + neither;
        write!(f, "{name}: ")?;
        if neither == all {
            write!(f, "no difference under any of {all} seeds.")?;
        } else {
            let mut separator = "";
            // The one that is better more often comes first.
            let order = if b >= a {
                [("B", b), ("A", a)]
            } else {
                [("A", a), ("B", b)]
            };
            for (side, count) in order {
                if count == all {
                    write!(f, "{side} has {less} under all {all} seeds")?;
                } else if count > 0 {
                    write!(
                        f,
                        "{separator}{side} has {less} under {count} of {all} seeds"
                    )?;
                    separator = ", ";
                }
            }
            if neither > 0 {
                write!(f, ", neither under {neither}")?;
            }
            f.write_str(".")?;
        }
        for moved in &self.flips {
            let (what, how) = moved.words();
            write!(
                f,
                " It depends on {what}: with {how} the verdict is another one."
            )?;
        }
        Ok(())
    }
}
