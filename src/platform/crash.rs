//! The page that stands when the program has stopped: a panic hook that needs no Leptos.

use std::panic;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn log(text: &str);
}

/// The id of the details, which boot.js copies.
const DETAILS: &str = "crash-details";

/// The words of the crash page.
#[derive(Clone, Copy)]
pub struct Words {
    /// The heading.
    pub title: &'static str,
    /// What happened and what is safe.
    pub body: &'static str,
    /// The label of the reload button.
    pub reload: &'static str,
    /// The label of the copy button.
    pub copy: &'static str,
    /// What stands before the engine's version in the details.
    pub version: &'static str,
}

/// From now on a panic shows the crash page instead of a blank one. In a worker it only logs: the
/// page hears of the dead worker and goes on without it.
pub fn install(words: Words) {
    panic::set_hook(Box::new(move |panic| {
        let details = format!("{}\n{panic}", words.version);
        log(&details);
        // A page that cannot be built leaves the log; a second panic here would help nobody.
        let _ = show(words, &details);
    }));
    if let Some(window) = web_sys::window() {
        let listener = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            if let Some(trap) = trap(&event) {
                // The panic's own page says more.
                let details = format!("{}\n{trap}", words.version);
                let _ = unless_shown().and_then(|()| show(words, &details));
            }
        });
        for kind in ["error", "unhandledrejection"] {
            let target: &web_sys::EventTarget = &window;
            // Refused only for a listener that is no function.
            let _ =
                target.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
        }
        // It listens as long as the page lives.
        listener.forget();
    }
}

/// What a trap says that no panic announced, for instance when memory ran out. Other errors are
/// not the program's death.
fn trap(event: &JsValue) -> Option<String> {
    let thrown = ["error", "reason"]
        .iter()
        .filter_map(|name| js_sys::Reflect::get(event, &JsValue::from_str(name)).ok())
        .find_map(|thrown| thrown.dyn_into::<js_sys::Error>().ok())?;
    let name = String::from(thrown.name());
    (name == "RuntimeError").then(|| format!("{name}: {}", String::from(thrown.message())))
}

fn unless_shown() -> Option<()> {
    let document = web_sys::window()?.document()?;
    match document.get_element_by_id(DETAILS) {
        Some(_) => None,
        None => Some(()),
    }
}

fn show(words: Words, details: &str) -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let body = document.body()?;
    let place = window.location().hash().unwrap_or_default();
    // A page that always stops the program must not stop it again after the reload. Where history
    // is denied, the reader has the address bar.
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some("#/"));
    }
    // The program is dead: what it has drawn must not look alive.
    body.set_text_content(None);
    let main = add(&document, &body, "main", "")?;
    main.set_class_name("crash");
    main.set_attribute("role", "alert").ok()?;
    let title = add(&document, &main, "h1", words.title)?;
    title.set_attribute("tabindex", "-1").ok()?;
    add(&document, &main, "p", words.body)?;
    let acts = add(&document, &main, "p", "")?;
    // boot.js acts on these attributes: no closure of a dead program is called.
    act(&document, &acts, "reload", "btn pri", words.reload)?;
    act(&document, &acts, "copy", "btn", words.copy)?;
    let pre = add(&document, &main, "pre", &format!("{details}\n{place}"))?;
    pre.set_id(DETAILS);
    pre.set_attribute("tabindex", "0").ok()?;
    Some(())
}

fn act(document: &Document, parent: &Element, act: &str, class: &str, label: &str) -> Option<()> {
    let button = add(document, parent, "button", label)?;
    button.set_class_name(class);
    button.set_attribute("type", "button").ok()?;
    button.set_attribute("data-crash", act).ok()
}

fn add(document: &Document, parent: &Element, name: &str, text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content(Some(text));
    parent.append_child(&element).ok()?;
    Some(element)
}
