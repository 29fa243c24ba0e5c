//! A question of a lesson: what was chosen, what was answered, and its key on the way.

use std::sync::Arc;

use headroom_study::key::Key;
use leptos::prelude::*;

/// The key of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyState {
    /// Not asked for yet.
    Unknown,
    /// So many trials of so many are simulated.
    Trying(u32, u32),
    /// Simulated; `None` when the question has no key.
    Known(Option<Arc<Key>>),
}

/// One question while it is answered.
#[derive(Clone, Copy)]
pub struct Quiz {
    /// The option that is marked now.
    pub chosen: RwSignal<Option<usize>>,
    /// Options that were checked, in that order. The first one is the score.
    pub answers: RwSignal<Vec<usize>>,
    /// The option that waits for the key to be judged.
    pub waiting: RwSignal<Option<usize>>,
    /// The key.
    pub key: RwSignal<KeyState>,
}

impl Quiz {
    /// A question that nobody has answered.
    pub fn new() -> Quiz {
        Quiz {
            chosen: RwSignal::new(None),
            answers: RwSignal::new(Vec::new()),
            waiting: RwSignal::new(None),
            key: RwSignal::new(KeyState::Unknown),
        }
    }

    /// The key, once it is known and there is one.
    pub fn known(self) -> Option<Arc<Key>> {
        match self.key.get() {
            KeyState::Known(key) => key,
            _ => None,
        }
    }

    /// Whether the right option was checked.
    pub fn solved(self) -> bool {
        self.known()
            .and_then(|key| key.right_option())
            .is_some_and(|right| self.answers.with(|answers| answers.contains(&right)))
    }
}
