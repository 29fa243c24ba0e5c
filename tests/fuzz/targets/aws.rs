//! What AWS describes, pasted: taken over or refused, and the result is judged like a file.
#![no_main]

use std::sync::LazyLock;

use headroom_scenario::Source;
use headroom_scenario::aws::import::import;
use headroom_scenario::sandbox::{Pair, Side};
use libfuzzer_sys::fuzz_target;

static PAIR: LazyLock<Pair> = LazyLock::new(|| {
    let text = include_str!("../../../lessons/spiky-traffic/scenario.toml");
    Pair::twice(Source::toml(text).expect("a lesson's scenario"))
});

fuzz_target!(|text: &str| {
    let Ok(import) = import(text) else { return };
    let pair = PAIR.with_scaling(Side::B, &import);
    let _ = pair.document(Side::B);
    let _ = pair.lines();
});
