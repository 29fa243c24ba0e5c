//! The engine's worker, from both sides. Messages are bytes.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, ErrorEvent, Event, MessageEvent, Worker};

use super::fetch::spell;

#[wasm_bindgen]
extern "C" {
    // boot.js makes the worker from the module that it compiled. Throws where none may be made.
    #[wasm_bindgen(catch, js_namespace = headroomBoot, js_name = spawnWorker)]
    fn spawn_worker() -> Result<Worker, JsValue>;
}

/// What the page hears from its worker.
pub enum Heard {
    /// A message in bytes.
    Bytes(Vec<u8>),
    /// It died, or never came to life: the reason.
    Dead(String),
}

/// The page's end of a worker. Dropping it ends the worker.
pub struct Handle {
    worker: Worker,
    // The listeners live as long as the handle.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Handle {
    /// Starts a worker that calls `heard`.
    ///
    /// # Errors
    /// Why none can be made here; a worker that fails later says so through [`Heard::Dead`].
    pub fn spawn(heard: impl Fn(Heard) + Clone + 'static) -> Result<Handle, String> {
        let worker = spawn_worker().map_err(spell)?;
        let hear = heard.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            match data.dyn_ref::<Uint8Array>() {
                Some(bytes) => hear(Heard::Bytes(bytes.to_vec())),
                // worker.js speaks words only when it could not start.
                None => hear(Heard::Dead(data.as_string().unwrap_or_default())),
            }
        });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // Handled here: the page goes on without the worker.
            event.prevent_default();
            // A script that cannot be fetched gives a plain event, without a message.
            let error = event.dyn_ref::<ErrorEvent>();
            heard(Heard::Dead(
                error.map(ErrorEvent::message).unwrap_or_default(),
            ));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Handle {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Sends bytes. A message that cannot be posted is reported like a dead worker.
    ///
    /// # Errors
    /// Why it was not posted.
    pub fn post(&self, bytes: &[u8]) -> Result<(), String> {
        self.worker
            .post_message(&Uint8Array::from(bytes))
            .map_err(spell)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// Whether this is a worker and not the page.
pub fn inside() -> bool {
    web_sys::window().is_none()
}

/// Inside the worker: calls `heard` for every message.
pub fn listen(mut heard: impl FnMut(Vec<u8>) + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(bytes) = event.data().dyn_ref::<Uint8Array>() {
            heard(bytes.to_vec());
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    on_message.forget();
}

/// Inside the worker: sends bytes to the page.
pub fn answer(bytes: &[u8]) {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        // Plain bytes can always be cloned.
        let _ = scope.post_message(&Uint8Array::from(bytes));
    }
}
