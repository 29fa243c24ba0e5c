//! Two configurations on one clock.

/// A strip, or its sentence, of one configuration of two.
pub fn of_side(side: &str, words: &str) -> String {
    format!("{side}: {words}")
}

/// What a strip measures of two configurations: one line each, and no second one beside it.
pub fn unit_of_both(unit: &str) -> String {
    let alone = unit.split([',', '.']).next().unwrap_or_default();
    match [super::COPIES.1, super::COLD_STARTS.1].contains(&unit) {
        true => alone.into(),
        false => unit.into(),
    }
}

/// The sentences of both configurations.
pub fn both(a: &str, b: &str) -> String {
    format!("A: {a} B: {b}")
}
