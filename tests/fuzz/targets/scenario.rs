//! A scenario file: accepted, or refused with at least one error.
#![no_main]

use headroom_scenario::{Severity, Source, load_json, load_toml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let is_json = text.starts_with('{');
    let read = if is_json {
        load_json(text)
    } else {
        load_toml(text)
    };
    match read {
        Ok(_) => {
            let source = if is_json {
                Source::json(text)
            } else {
                Source::toml(text)
            };
            // What is accepted can be exported, or says why not.
            let _ = source.expect("it was read before").export();
        }
        Err(problems) => {
            let errors = problems.0.iter().filter(|p| p.severity == Severity::Error);
            assert!(errors.count() > 0, "refused without an error: {problems}");
        }
    }
});
