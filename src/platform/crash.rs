//! The page that stands when the program has stopped: a panic hook that needs no Leptos.

use std::panic;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn log(text: &str);
}

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
}

fn show(words: Words, details: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let body = document.body()?;
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
    let pre = add(&document, &main, "pre", details)?;
    pre.set_id("crash-details");
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
