//! Texts that leave the page and enter it by the person's hand: a file, the share sheet, the
//! clipboard. Nothing is sent anywhere.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Event, File, FilePropertyBag,
    HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, HtmlInputElement, Navigator, ShareData,
    Url,
};

use super::fetch::spell;

const KIND: &str = "text/plain";

/// Hands `text` to the browser as a download named `name`.
///
/// # Errors
/// Why there is no file.
pub fn save(name: &str, text: &str) -> Result<(), String> {
    save_blob(name, &blob_of(text, KIND)?)
}

/// Draws an SVG document of `width` by `height` pixels `scale` times as large, and hands it to the
/// browser as a PNG named `name`.
///
/// # Errors
/// Why there is no file.
pub async fn save_picture(
    name: &str,
    svg: &str,
    (width, height): (f64, f64),
    scale: f64,
) -> Result<(), String> {
    let address = Url::create_object_url_with_blob(&blob_of(svg, "image/svg+xml")?);
    let address = address.map_err(spell)?;
    let image = HtmlImageElement::new().map_err(spell)?;
    image.set_src(&address);
    let decoded = JsFuture::from(image.decode()).await;
    // The image has its own hold on the bytes by now.
    Url::revoke_object_url(&address).map_err(spell)?;
    decoded.map_err(spell)?;
    let canvas: HtmlCanvasElement = element("canvas")?;
    canvas.set_width((scale * width) as u32);
    canvas.set_height((scale * height) as u32);
    let context = canvas.get_context("2d").map_err(spell)?;
    let context: CanvasRenderingContext2d = context
        .and_then(|context| context.dyn_into().ok())
        .ok_or("there is no canvas to draw on")?;
    let (width, height) = (scale * width, scale * height);
    let drawn =
        context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height);
    drawn.map_err(spell)?;
    let made = Promise::new(&mut |resolve, reject| {
        if let Err(why) = canvas.to_blob(&resolve) {
            // Nobody listens to what a rejection gives back.
            let _ = reject.call1(&JsValue::NULL, &why);
        }
    });
    let blob: Blob = JsFuture::from(made)
        .await
        .map_err(spell)?
        .dyn_into()
        .map_err(|_| "the picture is too large")?;
    save_blob(name, &blob)
}

fn blob_of(text: &str, kind: &str) -> Result<Blob, String> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&parts(text), &options).map_err(spell)
}

fn element<T: JsCast>(name: &str) -> Result<T, String> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or("there is no document")?;
    let element = document.create_element(name).map_err(spell)?;
    element
        .dyn_into()
        .map_err(|_| format!("there is no {name}"))
}

fn save_blob(name: &str, blob: &Blob) -> Result<(), String> {
    let address = Url::create_object_url_with_blob(blob).map_err(spell)?;
    let link: HtmlAnchorElement = element("a")?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has its own hold on the bytes by now.
    Url::revoke_object_url(&address).map_err(spell)
}

/// Whether the browser has a share sheet that takes a file.
pub fn can_share() -> bool {
    let Some(navigator) = navigator() else {
        return false;
    };
    // Both are absent in browsers without a share sheet.
    ["share", "canShare"]
        .iter()
        .all(|name| has(&navigator, name))
        && shared("x.txt", "x").is_ok_and(|data| navigator.can_share_with_data(&data))
}

/// Opens the share sheet with `text` as a file. `Ok(false)` when the person closed it.
///
/// # Errors
/// Why it did not open.
pub async fn share(name: &str, text: &str) -> Result<bool, String> {
    let navigator = navigator().ok_or("there is no window")?;
    let data = shared(name, text)?;
    match JsFuture::from(navigator.share_with_data(&data)).await {
        Ok(_) => Ok(true),
        Err(thrown) => {
            let name = Reflect::get(&thrown, &JsValue::from_str("name"));
            let closed = name.is_ok_and(|name| name.as_string().as_deref() == Some("AbortError"));
            if closed {
                Ok(false)
            } else {
                Err(spell(thrown))
            }
        }
    }
}

/// Copies `text` to the clipboard.
///
/// # Errors
/// Why it is not there.
pub async fn copy(text: &str) -> Result<(), String> {
    let navigator = navigator().ok_or("there is no window")?;
    if !has(&navigator, "clipboard") {
        return Err("the clipboard is not available here".into());
    }
    let written = JsFuture::from(navigator.clipboard().write_text(text)).await;
    written.map(|_| ()).map_err(spell)
}

/// The text of the file that a person chose in a field; `Ok(None)` when none was chosen. The field
/// is emptied, so that the same file may be chosen again.
///
/// # Errors
/// Why it cannot be read, also when it is longer than `most_bytes`.
pub async fn chosen(event: Event, most_bytes: usize) -> Result<Option<String>, String> {
    let field: HtmlInputElement = event
        .target()
        .and_then(|target| target.dyn_into().ok())
        .ok_or("there is no field")?;
    let Some(file) = field.files().and_then(|files| files.get(0)) else {
        return Ok(None);
    };
    field.set_value("");
    if file.size() > most_bytes as f64 {
        return Err(format!("it is longer than {} MB", most_bytes >> 20));
    }
    let text = JsFuture::from(file.text()).await.map_err(spell)?;
    Ok(Some(text.as_string().unwrap_or_default()))
}

fn shared(name: &str, text: &str) -> Result<ShareData, String> {
    let kind = FilePropertyBag::new();
    kind.set_type(KIND);
    let file = File::new_with_str_sequence_and_options(&parts(text), name, &kind).map_err(spell)?;
    let data = ShareData::new();
    data.set_files(&Array::of1(&file));
    Ok(data)
}

fn parts(text: &str) -> Array {
    Array::of1(&JsValue::from_str(text))
}

fn navigator() -> Option<Navigator> {
    web_sys::window().map(|window| window.navigator())
}

fn has(navigator: &Navigator, name: &str) -> bool {
    Reflect::get(navigator, &JsValue::from_str(name)).is_ok_and(|value| value.is_truthy())
}
