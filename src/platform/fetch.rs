//! Files of the site, by relative address.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::document;

/// The text of `address`, or why there is none, in words for people.
pub async fn text(address: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or("there is no window")?;
    // The service worker answers with the file of this page's build, also after another tab has
    // gone on to a newer one. A server takes no notice of the query.
    let of_build = match document::build() {
        Some(build) => format!("{address}?build={build}"),
        None => address.to_owned(),
    };
    let response = JsFuture::from(window.fetch_with_str(&of_build))
        .await
        .map_err(spell)?
        .dyn_into::<Response>()
        .map_err(spell)?;
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(spell)?)
        .await
        .map_err(spell)?;
    text.as_string().ok_or_else(|| "not text".into())
}

/// What a thrown value says.
pub(super) fn spell(thrown: JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{thrown:?}"),
    }
}
