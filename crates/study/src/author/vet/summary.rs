//! What the check says of what it found: a line for each key, and one for each lesson.

use std::fmt;

use super::SEEDS;
use crate::author::families::Found;
use crate::key::Key;
use crate::question::Fragile;

/// A key that was simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The lesson's id.
    pub lesson: String,
    /// The question's id.
    pub question: String,
    /// Its kind's word.
    pub kind: &'static str,
    /// What is right, by ids.
    pub right: String,
    /// How far the nearest rival is, as a share; `None` where nothing is compared.
    pub margin: Option<f64>,
    /// The key itself.
    pub key: Key,
    /// What it is said not to survive, and why.
    pub fragile: Vec<Fragile>,
    /// The best design of each family that a design's reference was held against.
    pub families: Vec<Found>,
}

/// `spiky-traffic/which-change (choice): min-capacity-8 over 20 seeds, margin 100 %`.
impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seeds = self.key.runs.seeds();
        let Checked {
            lesson,
            question,
            kind,
            right,
            ..
        } = self;
        write!(f, "{lesson}/{question} ({kind}): {right}")?;
        if seeds > 0 {
            write!(f, " over {seeds} seeds")?;
        } else {
            write!(f, " by fact")?;
        }
        if let Some(margin) = self.margin {
            write!(f, ", margin {:.0} %", margin * 100.0)?;
        }
        if !self.key.clear() {
            write!(f, ", in doubt")?;
        }
        for found in &self.families {
            write!(f, "\n    {found}")?;
        }
        for Fragile { under, reason } in &self.fragile {
            write!(f, "\n    not with {}: {reason}", under.words())?;
        }
        Ok(())
    }
}

/// What was checked of one lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Its id.
    pub lesson: String,
    /// How many questions it has.
    pub questions: usize,
    /// How many claims hold.
    pub claims: usize,
    /// The smallest margin of its keys.
    pub narrowest: Option<f64>,
}

/// `spiky-traffic: 6 questions and 5 claims over 20 seeds, narrowest margin 12 %`.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let Summary {
            lesson,
            questions,
            claims,
            narrowest,
        } = self;
        let (q, c) = (plural(*questions), plural(*claims));
        write!(
            f,
            "{lesson}: {questions} question{q} and {claims} claim{c} over {SEEDS} seeds"
        )?;
        match narrowest {
            Some(margin) => write!(f, ", narrowest margin {:.0} %", margin * 100.0),
            None => Ok(()),
        }
    }
}
