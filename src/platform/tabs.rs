//! A word to the other tabs of this site.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel among the tabs.
pub struct Tabs {
    channel: BroadcastChannel,
    // It listens as long as the channel lives.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    /// Calls `heard` for every word of another tab; `None` where tabs cannot speak. Then each sees
    /// the others' records when it is loaded again.
    pub fn open(name: &str, heard: impl Fn(String) + 'static) -> Option<Tabs> {
        let channel = BroadcastChannel::new(name).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(word) = event.data().as_string() {
                heard(word);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Tabs {
            channel,
            _on_message: on_message,
        })
    }

    /// Says a word to the others.
    pub fn say(&self, word: &str) {
        // Fails only when the channel is closed, which nothing does.
        let _ = self.channel.post_message(&JsValue::from_str(word));
    }
}
