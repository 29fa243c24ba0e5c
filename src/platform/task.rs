//! Futures on the browser's event loop.

use std::future::Future;

/// Starts a future; it runs when the event loop is free, in the page and in the worker alike.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}
