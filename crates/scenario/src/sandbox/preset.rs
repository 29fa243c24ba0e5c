//! Scenarios that ship with the sandbox, as one file.

use serde::{Deserialize, Serialize};

use super::pair::Pair;
use crate::{Problems, Source};

/// A scenario to begin with. Its title stands in its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preset {
    /// Its folder.
    pub id: String,
    /// It belongs to the lesson of this name; otherwise to the gallery.
    pub lesson: bool,
    /// The scenario with its alternatives, as JSON.
    pub text: String,
}

impl Preset {
    /// Of a scenario's text.
    pub fn new(id: &str, lesson: bool, source: &Source) -> Preset {
        Preset {
            id: id.into(),
            lesson,
            text: source.compact(),
        }
    }

    /// The scenario as A, and as B its alternative of this id, else its first one; without any, A
    /// twice.
    ///
    /// # Errors
    /// The text is not well-formed.
    pub fn pair(&self, alternative: Option<&str>) -> Result<Pair, Problems> {
        let source = Source::json(&self.text)?;
        let mut others = source.alternatives();
        let wanted = others
            .iter()
            .position(|(id, _)| Some(id.as_str()) == alternative);
        Ok(match others.is_empty() {
            true => Pair::twice(source),
            false => Pair::new(source, others.swap_remove(wanted.unwrap_or(0)).1),
        })
    }

    /// The title of the scenario.
    pub fn title(&self) -> String {
        let source = Source::json(&self.text);
        source.map_or_else(|_| self.id.clone(), |source| source.title().into())
    }
}
