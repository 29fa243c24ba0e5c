//! Clocks and waiting. Works in the page and in the worker.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;

use super::task;

#[wasm_bindgen]
extern "C" {
    // The global `performance` exists in the page and in the worker.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// Milliseconds of a clock that never goes back, with an arbitrary zero.
pub fn monotonic_ms() -> f64 {
    now()
}

/// Milliseconds since 1970-01-01T00:00:00Z.
pub fn epoch_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Waits; zero lets the events that wait come first.
pub async fn sleep(ms: u32) {
    TimeoutFuture::new(ms).await;
}

/// Calls `tick` every `ms` milliseconds with the milliseconds since the last call, until it
/// returns `false` or the [`Ticker`] is dropped.
pub fn every(ms: u32, mut tick: impl FnMut(f64) -> bool + 'static) -> Ticker {
    let alive = Rc::new(Cell::new(true));
    let held = alive.clone();
    task::spawn(async move {
        let mut last = monotonic_ms();
        loop {
            sleep(ms).await;
            let now = monotonic_ms();
            if !held.get() || !tick(now - last) {
                return;
            }
            last = now;
        }
    });
    Ticker { alive }
}

/// Stops its timer when dropped.
pub struct Ticker {
    alive: Rc<Cell<bool>>,
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.alive.set(false);
    }
}
