//! The page around a frame: the address that it gave, what it posts and hears, and the height that
//! it may give.

use js_sys::{JSON, try_iter};
use leptos::ev;
use leptos::prelude::window_event_listener;
use wasm_bindgen::prelude::*;
use web_sys::{ResizeObserver, UrlSearchParams, Window};

/// The decoded parameters of the page's address, in order.
pub fn parameters() -> Vec<(String, String)> {
    let search = web_sys::window().and_then(|window| window.location().search().ok());
    let read = |search: String| {
        let parameters = UrlSearchParams::new_with_str(&search).ok()?;
        let pairs = try_iter(&parameters).ok()??;
        let pair = |pair: Result<JsValue, JsValue>| {
            let pair = js_sys::Array::from(&pair.ok()?);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        };
        Some(pairs.filter_map(pair).collect())
    };
    search.and_then(read).unwrap_or_default()
}

/// The address of the page, without its parameters and fragment.
pub fn address() -> String {
    let location = web_sys::window().map(|window| window.location());
    let read =
        |location: web_sys::Location| Some(location.origin().ok()? + &location.pathname().ok()?);
    location.and_then(read).unwrap_or_default()
}

/// Whether the page is a frame in another one.
pub fn framed() -> bool {
    parent().is_some()
}

/// Posts a JSON text, as the value that it says, to the parent window, if its origin is `origin`
/// or that is `"*"`. Without a parent nobody hears it.
pub fn post(origin: &str, text: &str) {
    if let (Some(parent), Ok(message)) = (parent(), JSON::parse(text)) {
        // Fails only for an origin that is none; then nobody is spoken to, which is right.
        let _ = parent.post_message(&message, origin);
    }
}

/// Calls `heard` with every message to this window, as long as the page lives: whether the parent
/// window posted it, its origin as the browser names it, and the message as JSON.
pub fn listen(heard: impl Fn(bool, &str, &str) + 'static) {
    let listener = window_event_listener(ev::message, move |event| {
        let source = event.source().map(JsValue::from);
        let from_parent = source.is_some() && source == parent().map(JsValue::from);
        // A message that JSON cannot say is none of ours.
        let text = JSON::stringify(&event.data())
            .ok()
            .and_then(|t| t.as_string());
        if let Some(text) = text {
            heard(from_parent, &event.origin(), &text);
        }
    });
    // It hears as long as the page lives.
    std::mem::forget(listener);
}

/// Calls `changed` with the height in CSS pixels of what `selector` finds, now and whenever it
/// changes. Where heights cannot be observed the host's own height stays.
pub fn watch_height(selector: &str, changed: impl Fn(u32) + 'static) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(selector).ok().flatten());
    let Some(element) = element else {
        return;
    };
    let watched = element.clone();
    let measure = Closure::<dyn FnMut()>::new(move || {
        changed(watched.get_bounding_client_rect().height().ceil() as u32);
    });
    if let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) {
        observer.observe(&element);
        // It watches as long as the page lives.
        measure.forget();
    }
}

fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok()??;
    (parent != window).then_some(parent)
}
