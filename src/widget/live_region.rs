//! The live region: what a screen reader says while things move. At most one message in two
//! seconds; what happens in between is said together.

use leptos::prelude::*;

/// Milliseconds between two messages.
const QUIET_MS: f64 = 2000.0;

/// Holds messages back until it is their time. Time is an argument.
#[derive(Clone, Debug, Default)]
pub struct Announcer {
    last_ms: Option<f64>,
    waiting: Vec<String>,
}

impl Announcer {
    /// Something to say, now or later.
    pub fn say(&mut self, words: &str) {
        self.waiting.push(words.into());
    }

    /// What to say at `now_ms`: everything that waits, unless the last message is too young.
    pub fn due(&mut self, now_ms: f64) -> Option<String> {
        if self.waiting.is_empty() || self.last_ms.is_some_and(|last| now_ms - last < QUIET_MS) {
            return None;
        }
        self.last_ms = Some(now_ms);
        self.rest()
    }

    /// Everything that still waits, at once: nothing more is coming.
    pub fn rest(&mut self) -> Option<String> {
        let words = std::mem::take(&mut self.waiting).join(" ");
        (!words.is_empty()).then_some(words)
    }
}

/// A polite live region. It never takes the focus and never shows on the screen.
#[component]
pub fn LiveRegion(
    /// What it says; a new value is spoken.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="sr" role="status" aria-live="polite">
            {words}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_two_seconds_apart_and_none_is_lost() {
        let mut announcer = Announcer::default();
        assert_eq!(announcer.due(0.0), None);
        announcer.say("09:08, AlarmHigh on.");
        assert_eq!(announcer.due(10.0).as_deref(), Some("09:08, AlarmHigh on."));
        announcer.say("09:08, 4 instances requested.");
        announcer.say("09:12, 5 in service.");
        assert_eq!(announcer.due(1000.0), None);
        assert_eq!(
            announcer.due(2010.0).as_deref(),
            Some("09:08, 4 instances requested. 09:12, 5 in service.")
        );
        assert_eq!(announcer.due(9000.0), None);
    }

    #[test]
    fn what_waits_at_the_end_is_said_at_once() {
        let mut announcer = Announcer::default();
        announcer.say("a");
        let _ = announcer.due(0.0);
        announcer.say("b");
        assert_eq!(announcer.rest().as_deref(), Some("b"));
        assert_eq!(announcer.rest(), None);
    }
}
