//! Light or dark: the system's choice until the person makes one.

use headroom_embed::options;
use leptos::prelude::*;

use crate::platform::{media, storage};

const DARK: &str = "dark";
const LIGHT: &str = "light";

/// The colour theme.
#[derive(Clone, Copy)]
pub struct Theme {
    dark: RwSignal<bool>,
}

impl Theme {
    /// What is shown now: boot.js wrote a kept choice on the root element before the first paint.
    pub fn open() -> Theme {
        let dark = match media::theme().as_deref() {
            Some(DARK) => true,
            Some(LIGHT) => false,
            _ => media::prefers_dark(),
        };
        Theme {
            dark: RwSignal::new(dark),
        }
    }

    /// Whether the dark theme is shown.
    pub fn is_dark(self) -> bool {
        self.dark.get()
    }

    /// The theme that the address or the page around a frame asks for; not kept.
    pub fn show(self, asked: options::Theme) {
        let dark = match asked {
            options::Theme::System => media::prefers_dark(),
            options::Theme::Light => false,
            options::Theme::Dark => true,
        };
        self.dark.set(dark);
        media::set_theme(if dark { DARK } else { LIGHT });
    }

    /// The other theme, from now on.
    pub fn switch(self) {
        self.dark.update(|dark| *dark = !*dark);
        let name = if self.dark.get_untracked() {
            DARK
        } else {
            LIGHT
        };
        media::set_theme(name);
        storage::keep_theme(name);
    }
}
