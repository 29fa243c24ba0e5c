//! What follows `#s=` in an address: read whole or refused, and what was read is written alike.
#![no_main]

use headroom_scenario::sandbox::{Link, Side};
use headroom_scenario::token;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // A damaged token is refused by its checksum: the inside of a token is fuzzed as well.
    let inside = text.starts_with('{');
    let link = if inside {
        format!("1.{}", token::write(text))
    } else {
        text.to_owned()
    };
    let Ok(link) = Link::read(&link) else { return };
    for side in Side::BOTH {
        // Judged like a file; every problem is a value.
        let _ = link.pair.document(side);
    }
    let _ = link.pair.lines();
    let _ = link.pair.differences();
    let again = Link::read(&link.write()).expect("what was written is read");
    // The digests are cut to what a link needs.
    assert_eq!((again.pair, again.engine), (link.pair, link.engine));
});
