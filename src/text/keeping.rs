//! What stays on this device: the site, the records, updates, installing.

use super::{counted, number};

/// This version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

// The connection state in the top bar.

/// Records are kept.
pub const SAVED: &str = "Saved on this device";
/// Records are kept, and so is the site.
pub const SAVED_AND_OFFLINE: &str = "Saved, works offline";
/// There is no network, and the site is here.
pub const OFFLINE: &str = "You are offline. Everything here still works.";
/// There is no network, and the site is not here whole.
pub const OFFLINE_PARTLY: &str = "You are offline. What is already open still works.";
/// Either, where the bar is narrow.
pub const OFFLINE_SHORT: &str = "Offline";
/// Records are not kept.
pub const NOT_SAVED: &str = "Progress is not saved: storage is blocked.";
/// The device has no room for a record.
pub const STORAGE_FULL: &str = "Progress is not saved: storage is full.";
/// Either, where the bar is narrow.
pub const NOT_SAVED_SHORT: &str = "Not saved";
/// The button that goes on with a newer build.
pub const UPDATE: &str = "Update";

/// A newer build is ready.
pub fn update_ready(version: &str) -> String {
    if version == VERSION {
        "A newer build is ready.".into()
    } else {
        format!("Version {version} is ready.")
    }
}

// The section of the home page.

/// Its heading.
pub const ON_THIS_DEVICE: &str = "On this device";
/// The button of the browser's question.
pub const INSTALL: &str = "Install Headroom";
/// The same in the bar.
pub const INSTALL_SHORT: &str = "Install";
/// The site is not here whole.
pub const LOADED_AS_OPENED: &str = "Lessons load when you open them.";
/// How a phone or tablet of Apple's installs a site.
pub const INSTALL_BY_SHARE: &str =
    "To install Headroom, open the share sheet and choose Add to Home Screen.";
/// How Safari on a desktop installs a site.
pub const INSTALL_BY_MENU: &str = "To install Headroom, choose Add to Dock in Safari's File menu.";

/// The whole course is here.
pub fn on_this_device(lessons: usize) -> String {
    let all = match lessons {
        1 => "The lesson is".into(),
        n => format!("All {} lessons are", number(n as u64)),
    };
    format!("{all} on this device. Version {VERSION}.")
}

/// How many records are kept, if they are.
pub fn records_here(n: usize, saved: bool) -> String {
    let records = counted(n as u64, "record", "records");
    if saved {
        format!("{records} of your progress, only in this browser.")
    } else {
        format!("{records} of your progress, until you close this page.")
    }
}

// Safari's seven days.

/// Names the notice.
pub const NOTICE: &str = "Notice";
/// What Safari does, and what helps.
pub const SEVEN_DAYS: &str = "Safari deletes what a website has saved after seven days \
     without a visit. Installing Headroom, or exporting your progress, keeps it.";
/// The button that puts the notice away.
pub const UNDERSTOOD: &str = "Understood";
