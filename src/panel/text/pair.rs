//! Two configurations on one clock.

/// A strip, or its sentence, of one configuration of two.
pub fn of_side(side: &str, words: &str) -> String {
    format!("{side}: {words}")
}

/// The sentences of both configurations.
pub fn both(a: &str, b: &str) -> String {
    format!("A: {a} B: {b}")
}
