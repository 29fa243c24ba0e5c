//! The worker's side: requests in, replies out.

use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;

use super::driver::Driver;
use super::message::{self, Request};
use crate::platform::worker;

/// Milliseconds of work between two looks at the mailbox. The worker has no frame to keep.
const SLICE_MS: f64 = 30.0;

/// Called by worker.js once the module runs there.
#[wasm_bindgen]
pub fn worker_start() {
    let driver = Driver::new(
        SLICE_MS,
        Rc::new(|reply| {
            if let Some(bytes) = message::encode(&reply) {
                worker::answer(&bytes);
            }
        }),
    );
    worker::listen(move |bytes| {
        if let Some(request) = message::decode::<Request>(&bytes) {
            driver.handle(request);
        }
    });
}
