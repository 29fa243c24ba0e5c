//! Every word of the interface, in one place: a constant a sentence, a function where a sentence
//! has arguments, so that a missing word does not compile. Lesson prose comes from the pack.

use crate::platform::crash;

/// The page that stands when the program has stopped.
pub const CRASH: crash::Words = crash::Words {
    title: "Headroom stopped.",
    body: "The program reached a state that it cannot go on from. Progress that was saved \
           stays saved. Reload to start again.",
    reload: "Reload",
    copy: "Copy details",
    version: concat!("Headroom ", env!("CARGO_PKG_VERSION")),
};
