//! The document around the app: title, focus, scroll.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, FocusOptions, HtmlElement};

use super::host;

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused in a frame that may not print: nothing happens.
        let _ = window.print();
    }
}

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

/// The same without scrolling.
pub fn focus_in_place(selector: &str) {
    if let Some(element) = element(selector) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // Refused only for an element that cannot take focus.
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the focus to what `selector` finds, without scrolling, if nothing has it: what had it is
/// gone, and a keyboard would start again at the top of the page. A frame that the person is not in
/// takes nothing from the page around it.
pub fn focus_if_lost(selector: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let here = document.has_focus().unwrap_or(true);
    let lost = document
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY");
    if here && lost {
        focus_in_place(selector);
    }
}

/// Scrolls what `selector` finds to the top of the window. In a frame nothing scrolls: it would move
/// the page around it.
pub fn scroll_to(selector: &str) {
    if let Some(element) = element(selector).filter(|_| !host::framed()) {
        element.scroll_into_view();
    }
}

/// A token of the style sheet as it holds now: `--s-a`. Empty when there is none.
pub fn token(name: &str) -> String {
    let root = web_sys::window()
        .and_then(|window| Some((window.document()?.document_element()?, window)))
        .and_then(|(root, window)| window.get_computed_style(&root).ok()?);
    let value = root.and_then(|style| style.get_property_value(name).ok());
    value.unwrap_or_default()
}

/// Calls `change` with true before the page is printed and with false afterwards. The listener is
/// taken away when what is returned is dropped.
pub fn while_printing(change: impl Fn(bool) + 'static) -> Option<Printing> {
    let window = web_sys::window()?;
    let call = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        change(event.type_() == "beforeprint");
    });
    for name in PRINT_EVENTS {
        let call = call.as_ref().unchecked_ref();
        window.add_event_listener_with_callback(name, call).ok()?;
    }
    Some(Printing { window, call })
}

const PRINT_EVENTS: [&str; 2] = ["beforeprint", "afterprint"];

/// A listener to printing.
pub struct Printing {
    window: web_sys::Window,
    call: Closure<dyn Fn(Event)>,
}

impl Drop for Printing {
    fn drop(&mut self) {
        for name in PRINT_EVENTS {
            let call = self.call.as_ref().unchecked_ref();
            // It was added with the same two arguments.
            let _ = self.window.remove_event_listener_with_callback(name, call);
        }
    }
}

/// Scrolls to the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The name of the build that this page is; `None` in a development build.
pub fn build() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document
        .query_selector("meta[name=headroom-build]")
        .ok()??;
    let name = meta.get_attribute("content")?;
    (!name.starts_with("__")).then_some(name)
}

fn element(selector: &str) -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .query_selector(selector)
        .ok()??
        .dyn_into()
        .ok()
}
