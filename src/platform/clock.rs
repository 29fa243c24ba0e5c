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

/// Today on the person's wall: year, month from 1, day from 1.
pub fn date() -> (i32, u32, u32) {
    let now = js_sys::Date::new_0();
    (
        now.get_full_year() as i32,
        now.get_month() + 1,
        now.get_date(),
    )
}

/// How many minutes the person's wall clock is ahead of UTC.
pub fn minutes_east() -> i32 {
    -js_sys::Date::new_0().get_timezone_offset() as i32
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
