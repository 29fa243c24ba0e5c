//! The fragment of the page's address: where a route lives.

use leptos::ev;
use leptos::prelude::{WindowListenerHandle, window_event_listener};

/// The fragment with its `#`, or nothing.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// The address of the page without its fragment.
pub fn page() -> String {
    let whole = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    whole.split('#').next().unwrap_or_default().to_owned()
}

/// Goes to a fragment in place of the one that stands there: Back leads past both.
pub fn replace_fragment(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // Refused only for an address of another origin, which a fragment never is.
        let _ = window.location().replace(fragment);
    }
}

/// Calls `then` whenever the fragment changes.
pub fn on_fragment_change(then: impl Fn() + 'static) -> WindowListenerHandle {
    window_event_listener(ev::hashchange, move |_| then())
}
