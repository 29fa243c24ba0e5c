//! The engine as a wasm module that Node loads without any glue: numbers in and out, texts through
//! one buffer. The tests beside it compare its digests with the native program's.
//!
//! Exporting a name to the host needs `unsafe(no_mangle)`; nothing else here is unsafe.

use headroom_engine::run::Run;
use headroom_engine::{Sim, simulate};
use headroom_model::scenario::{Scenario, Seed};
use headroom_model::time::Time;
use std::cell::RefCell;

/// What one host works with: this module has one caller at a time.
#[derive(Default)]
struct Desk {
    /// Texts from and to the host.
    text: Vec<u8>,
    scenario: Option<Scenario>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Makes room for a text of `length` bytes and gives its address.
#[unsafe(no_mangle)]
pub extern "C" fn text_room(length: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| {
        desk.text = vec![0; length];
        desk.text.as_mut_ptr()
    })
}

/// The address of the text that an export left.
#[unsafe(no_mangle)]
pub extern "C" fn text_address() -> *const u8 {
    DESK.with_borrow(|desk| desk.text.as_ptr())
}

/// The length of the text that an export left.
#[unsafe(no_mangle)]
pub extern "C" fn text_length() -> usize {
    DESK.with_borrow(|desk| desk.text.len())
}

/// Reads the text as a scenario, TOML or JSON. Gives 1, or 0 and leaves the problems as text.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> u32 {
    DESK.with_borrow_mut(|desk| {
        let text = String::from_utf8_lossy(&desk.text).into_owned();
        let read = if text.trim_start().starts_with('{') {
            headroom_scenario::load_json(&text)
        } else {
            headroom_scenario::load_toml(&text)
        };
        match read {
            Ok(document) => {
                desk.scenario = Some(document.scenario);
                1
            }
            Err(problems) => {
                desk.text = problems.to_string().into_bytes();
                0
            }
        }
    })
}

/// Runs the scenario and leaves the digest as text. Gives the number of requests that arrived.
#[unsafe(no_mangle)]
pub extern "C" fn digest(seed: f64) -> f64 {
    with_scenario(seed, simulate)
}

/// The same in steps of a simulated minute, as the page does it. Its digest must be the same.
#[unsafe(no_mangle)]
pub extern "C" fn digest_in_steps(seed: f64) -> f64 {
    with_scenario(seed, in_steps)
}

/// Only runs, in steps of a minute: what `cargo xtask bench` measures.
#[unsafe(no_mangle)]
pub extern "C" fn run_in_steps(seed: f64) -> f64 {
    DESK.with_borrow(|desk| match (&desk.scenario, seed_of(seed)) {
        (Some(scenario), Some(seed)) => in_steps(scenario, seed).summary.requests.arrived as f64,
        _ => -1.0,
    })
}

fn with_scenario(seed: f64, run: impl FnOnce(&Scenario, Seed) -> Run) -> f64 {
    DESK.with_borrow_mut(|desk| {
        let (Some(scenario), Some(seed)) = (&desk.scenario, seed_of(seed)) else {
            return -1.0;
        };
        let run = run(scenario, seed);
        desk.text = run.digest().into_bytes();
        run.summary.requests.arrived as f64
    })
}

fn in_steps(scenario: &Scenario, seed: Seed) -> Run {
    let mut sim = Sim::new(scenario, seed);
    let end = scenario.duration.micros();
    let mut now = 0;
    while now < end {
        now += 60_000_000;
        sim.advance_to(Time::from_micros(now));
    }
    sim.finish()
}

/// Seeds are whole numbers up to 2^53 - 1, which JavaScript's numbers carry exactly.
fn seed_of(seed: f64) -> Option<Seed> {
    let whole = seed as u64;
    (whole as f64 == seed).then(|| Seed::new(whole)).flatten()
}
