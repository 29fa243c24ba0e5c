//! Every word of the interface, in one place: a constant a sentence, a function where a sentence
//! has arguments, so that a missing word does not compile. Lesson prose comes from the pack;
//! sentences about a run come from `headroom_explain`.

pub mod embed;
mod home;
pub mod keeping;
mod lesson;
pub mod plan;
pub mod progress;
mod question;
pub mod reference;
pub mod review;
pub mod sandbox;

use crate::platform::crash;

pub use home::*;
pub use lesson::*;
pub use question::*;

/// The product's name.
pub const NAME: &str = "Headroom";

/// The page that stands when the program has stopped.
pub const CRASH: crash::Words = crash::Words {
    title: "Headroom stopped.",
    body: "The program reached a state that it cannot go on from. Progress that was saved \
           stays saved. Reload to go on from the learning path.",
    reload: "Reload",
    copy: "Copy details",
    version: concat!("Headroom ", env!("CARGO_PKG_VERSION")),
};

/// The tab's title.
pub fn tab_title(page: &str) -> String {
    if page == NAME {
        format!("{NAME}: auto scaling SageMaker endpoints")
    } else {
        format!("{page} · {NAME}")
    }
}

// The top bar.

/// The link of the mark.
pub const TO_PATH: &str = "Headroom, learning path";
/// The name of the navigation.
pub const PAGES: &str = "Pages";
/// The button that opens it where it has no room.
pub const MENU: &str = "Menu";
/// The theme button.
pub const TO_DARK: &str = "Switch to the dark theme";
/// The theme button.
pub const TO_LIGHT: &str = "Switch to the light theme";

// An address that leads nowhere.

/// The heading.
pub const NO_SUCH_PAGE: &str = "There is no such page";

/// The message.
pub fn leads_nowhere(address: &str) -> String {
    format!("Nothing is at {address} in this version.")
}

// Numbers.

/// To two decimals, and no more of them than needed.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// A whole number with commas: 12,345.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with its noun.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_between_thousands() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(1_234_567), "1,234,567");
    }

    #[test]
    fn points_have_two_decimals_at_most() {
        assert_eq!(points(1.68 + 2e-16, 3.0), "1.68 of 3 points.");
        assert_eq!(points(0.68 + 1.0 + 0.0, 3.0), "1.68 of 3 points.");
        assert_eq!(points(1.5, 3.0), "1.5 of 3 points.");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1, "lesson", "lessons"), "1 lesson");
        assert_eq!(counted(2_000, "lesson", "lessons"), "2,000 lessons");
    }

    #[test]
    fn spans_leave_out_what_is_zero() {
        assert_eq!(span(45), "45 s");
        assert_eq!(span(600), "10 min");
        assert_eq!(span(615), "10 min 15 s");
    }
}
