//! The network, the site on this device, and what a person should know about keeping it.

use leptos::prelude::*;

use crate::platform::offline::{self, Browser, Kept};
use crate::platform::storage;

/// Under this name it is kept that the notice of the seven days was shown.
const SEVEN_DAYS: &str = "headroom-told-seven-days";

/// Whether the site works without a network, and what is new.
#[derive(Clone, Copy)]
pub struct Connection {
    /// Whether there is a network, as far as the browser knows.
    pub online: RwSignal<bool>,
    /// What is on this device.
    pub kept: RwSignal<Kept>,
    /// How the app is installed here.
    pub browser: Browser,
    /// The notice of the seven days was shown.
    told: RwSignal<bool>,
}

impl Connection {
    /// Listens from now on.
    pub fn open() -> Connection {
        let connection = Connection {
            online: RwSignal::new(offline::online()),
            kept: RwSignal::new(offline::now()),
            browser: offline::browser(),
            told: RwSignal::new(storage::was_told(SEVEN_DAYS)),
        };
        let changed = offline::on_change(move || connection.kept.set(offline::now()));
        let network = offline::on_network_change(move || connection.online.set(offline::online()));
        on_cleanup(move || {
            changed.remove();
            network.into_iter().for_each(WindowListenerHandle::remove);
        });
        connection
    }

    /// Whether this browser deletes what a site keeps after seven days without a visit, and the
    /// person has not been told yet.
    pub fn must_tell_of_seven_days(self) -> bool {
        matches!(self.browser, Browser::AppleTouch | Browser::AppleDesktop) && !self.told.get()
    }

    /// The person has been told.
    pub fn told_of_seven_days(self) {
        self.told.set(true);
        storage::keep_told(SEVEN_DAYS);
    }

    /// Goes on with the newer build.
    pub fn update(self) {
        offline::update();
    }

    /// Shows the browser's question about installing.
    pub fn install(self) {
        offline::install();
    }
}
