//! What the person's system prefers, and the colour theme on the root element.

/// Whether the system asks for little motion; `false` where it cannot be asked.
pub fn prefers_reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// Whether the system asks for a dark theme; `false` where it cannot be asked.
pub fn prefers_dark() -> bool {
    matches("(prefers-color-scheme: dark)")
}

/// Whether text and lab stand in one column. The width is that of the style sheet.
pub fn is_narrow() -> bool {
    matches("(max-width: 1100px)")
}

/// Whether the page runs as an installed app, without the browser around it.
pub fn is_installed() -> bool {
    matches("(display-mode: standalone)")
}

/// Whether the window is as narrow as a phone's. The width is that of the style sheet.
pub fn is_phone() -> bool {
    matches("(max-width: 760px)")
}

/// The theme that stands on the root element, where boot.js or [`set_theme`] wrote it.
pub fn theme() -> Option<String> {
    root()?.get_attribute("data-theme")
}

/// Writes the theme on the root element, where the style sheet reads it.
pub fn set_theme(theme: &str) {
    if let Some(root) = root() {
        // Fails only for an invalid attribute name, and this one is valid.
        let _ = root.set_attribute("data-theme", theme);
    }
}

fn matches(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}
