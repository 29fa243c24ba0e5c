//! The site on this device, from the program's side. public/offline.js registers the service
//! worker and hears the browser; here is what it knows, and the two things a person may ask for.

use leptos::ev;
use leptos::prelude::{WindowListenerHandle, window_event_listener, window_event_listener_untyped};
use wasm_bindgen::prelude::*;

/// The event by which offline.js says that something has changed.
const CHANGED: &str = "headroom-offline";

#[wasm_bindgen]
extern "C" {
    // Each throws where offline.js could not be loaded.
    #[wasm_bindgen(catch, js_namespace = headroomOffline)]
    fn kept() -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = headroomOffline)]
    fn version() -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = headroomOffline)]
    fn installable() -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = headroomOffline, js_name = update)]
    fn take_update() -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = headroomOffline, js_name = install)]
    fn take_install() -> Result<(), JsValue>;
}

/// What is known about the site on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Every file of this build is here: it works without a network.
    pub whole: bool,
    /// The version of a newer build that is ready.
    pub update: Option<String>,
    /// The browser offers to install the app.
    pub installable: bool,
}

/// What is known now; nothing where it cannot be known.
pub fn now() -> Kept {
    Kept {
        whole: kept().unwrap_or(false),
        update: version().unwrap_or(None),
        installable: installable().unwrap_or(false),
    }
}

/// Calls `then` whenever [`now`] may say something else.
pub fn on_change(then: impl Fn() + 'static) -> WindowListenerHandle {
    window_event_listener_untyped(CHANGED, move |_| then())
}

/// Goes on with the newer build: the page loads again.
pub fn update() {
    // Throws only where there is no update either.
    let _ = take_update();
}

/// Shows the browser's own question about installing.
pub fn install() {
    // Throws only where nothing was offered.
    let _ = take_install();
}

/// Whether the browser believes that there is a network; `true` where it does not say.
pub fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `then` whenever [`online`] may say something else.
pub fn on_network_change(then: impl Fn() + Clone + 'static) -> [WindowListenerHandle; 2] {
    let other = then.clone();
    [
        window_event_listener(ev::online, move |_| then()),
        window_event_listener(ev::offline, move |_| other()),
    ]
}

/// Which way of installing a person has to be told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// It runs as an installed app.
    Installed,
    /// Safari's engine on a phone or tablet: installed by hand, from the share sheet.
    AppleTouch,
    /// Safari on a desktop.
    AppleDesktop,
    /// Any other: it offers by itself, or cannot.
    Other,
}

/// The browser, as far as keeping things goes.
pub fn browser() -> Browser {
    let Some(window) = web_sys::window() else {
        return Browser::Other;
    };
    let navigator = window.navigator();
    // Only Apple's touch devices have this property.
    let standalone = js_sys::Reflect::get(&navigator, &JsValue::from_str("standalone"))
        .ok()
        .and_then(|value| value.as_bool());
    if standalone == Some(true) || super::media::is_installed() {
        Browser::Installed
    } else if standalone.is_some() {
        Browser::AppleTouch
    } else if vendor(&navigator).starts_with("Apple") {
        Browser::AppleDesktop
    } else {
        Browser::Other
    }
}

fn vendor(navigator: &web_sys::Navigator) -> String {
    let vendor = js_sys::Reflect::get(navigator, &JsValue::from_str("vendor"));
    vendor.ok().and_then(|v| v.as_string()).unwrap_or_default()
}
