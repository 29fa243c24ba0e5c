//! Scenario files to the model: a checked [`Scenario`], or every problem of the file at once.
//!
//! A text becomes a tree ([`raw`]), the tree is read and judged ([`check`]), and alternatives are
//! applied to the tree and judged again ([`alternative`]).
//!
//! Architecture Invariant: this crate knows files and the model, never the engine. No scenario
//! with an error leaves it, and no text makes it panic.
#![forbid(unsafe_code)]

mod alternative;
pub mod assumption;
pub mod aws;
mod check;
pub mod diagnostic;
pub mod prices;
mod raw;
pub mod sandbox;
mod schedule;
pub mod sweep;
pub mod token;

use headroom_model::ruleset::Ruleset;
use headroom_model::scenario::Scenario;

pub use assumption::assumptions;
pub use diagnostic::{CODES, Problem, Problems, Severity, code};
pub use raw::nearest::nearby;

/// A file that was accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The scenario itself.
    pub scenario: Scenario,
    /// Its named changes, in file order.
    pub alternatives: Vec<Alternative>,
    /// What was accepted and does not do what it may seem to do.
    pub warnings: Problems,
}

/// A named change of a scenario (SCENARIO, section 9), already applied and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Kebab-case, unlike every other alternative of the file.
    pub id: String,
    /// For people.
    pub title: String,
    /// The scenario after the change.
    pub scenario: Scenario,
}

/// What a file says, before anything is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    root: raw::Node,
}

impl Source {
    /// Reads JSON.
    ///
    /// # Errors
    /// The text is not well-formed.
    pub fn json(text: &str) -> Result<Source, Problems> {
        let root = raw::json::parse(text).map_err(|problem| Problems(vec![*problem]))?;
        Ok(Source { root })
    }

    /// Reads TOML; every value keeps its line.
    ///
    /// # Errors
    /// The text is not well-formed.
    #[cfg(feature = "toml")]
    pub fn toml(text: &str) -> Result<Source, Problems> {
        let root = raw::toml::parse(text).map_err(Problems)?;
        Ok(Source { root })
    }

    /// The same under another rule set, whatever the text says.
    pub fn under(mut self, ruleset: Ruleset) -> Source {
        if let raw::Value::Table(fields) = &mut self.root.value {
            fields.retain(|(name, _)| name != "ruleset");
            fields.push(("ruleset".into(), raw::Node::of(ruleset.name())));
        }
        self
    }

    /// Judges it as a scenario of format 1.
    ///
    /// # Errors
    /// Every problem of the text; warnings among them when there are errors as well.
    pub fn document(&self) -> Result<Document, Problems> {
        check::document(&self.root)
    }
}

/// Reads a scenario of format 1 from JSON.
///
/// # Errors
/// Every problem of the text; warnings among them when there are errors as well.
pub fn load_json(text: &str) -> Result<Document, Problems> {
    Source::json(text)?.document()
}

/// Reads a scenario of format 1 from TOML.
///
/// # Errors
/// Every problem of the text, with its line; warnings among them when there are errors as well.
#[cfg(feature = "toml")]
pub fn load_toml(text: &str) -> Result<Document, Problems> {
    Source::toml(text)?.document()
}
