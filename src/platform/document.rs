//! The document around the app: title, focus, scroll.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Sets the tab's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Moves the focus to the first element that `selector` finds, if there is one. The element needs
/// `tabindex`.
pub fn focus(selector: &str) {
    if let Some(element) = element(selector) {
        // Refused only for an element that cannot take focus.
        let _ = element.focus();
    }
}

/// Scrolls to the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

fn element(selector: &str) -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .query_selector(selector)
        .ok()??
        .dyn_into()
        .ok()
}
