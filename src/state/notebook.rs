//! The learner's records: read once, appended to, kept on this device where that is allowed, and in
//! step with the other tabs.

use std::rc::Rc;

use headroom_study::record::archive::Archive;
use headroom_study::record::{Log, Record, RecordError, union};
use leptos::prelude::*;

use super::drill;
use crate::platform::storage::{self, NotWritten, Store};
use crate::platform::tabs::Tabs;
use crate::platform::task;

/// The channel of the tabs, and what they say on it.
const CHANNEL: &str = "headroom-records";
const MORE: &str = "more";
const NONE: &str = "none";

/// Whether records are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Not known yet.
    Opening,
    /// On this device.
    Saved,
    /// Only in memory, until the page is left; the reason in words.
    Blocked(String),
    /// The device has no room. What is not kept yet is tried again with the next record.
    Full,
}

/// What an import brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Records that were not here.
    pub added: usize,
    /// Records that were.
    pub known: usize,
    /// Lines that were left out.
    pub damaged: usize,
    /// Lines that did not arrive.
    pub missing: usize,
    /// Lines that a newer version will read.
    pub newer: usize,
}

/// The learner's records.
#[derive(Clone, Copy)]
pub struct Notebook {
    /// Every record that could be read, in the order in which records count.
    pub records: RwSignal<Vec<Record>>,
    /// Records that could not be read and were skipped.
    pub damaged: RwSignal<usize>,
    /// Lines of a newer version, kept as they are.
    pub newer: RwSignal<Vec<String>>,
    /// Whether new records are kept.
    pub saving: RwSignal<Saving>,
    store: StoredValue<Option<Rc<Store>>, LocalStorage>,
    tabs: StoredValue<Option<Rc<Tabs>>, LocalStorage>,
    /// Lines that are not kept yet, oldest first.
    unkept: RwSignal<Vec<String>>,
    /// Whether a write is on its way: one at a time keeps their order.
    writing: StoredValue<bool>,
    /// Whether the browser was asked not to clear the storage by itself.
    asked: StoredValue<bool>,
}

impl Notebook {
    /// Begins to read the records.
    pub fn open() -> Notebook {
        let notebook = Notebook {
            records: RwSignal::new(Vec::new()),
            damaged: RwSignal::new(0),
            newer: RwSignal::new(Vec::new()),
            saving: RwSignal::new(Saving::Opening),
            store: StoredValue::new_local(None),
            tabs: StoredValue::new_local(None),
            unkept: RwSignal::new(Vec::new()),
            writing: StoredValue::new(false),
            asked: StoredValue::new(false),
        };
        let tabs = Tabs::open(CHANNEL, move |word| notebook.heard(&word));
        notebook.tabs.set_value(tabs.map(Rc::new));
        task::spawn(async move {
            match read().await {
                Ok((store, lines)) => {
                    notebook.store.set_value(Some(Rc::new(store)));
                    notebook.take_up(&lines);
                    notebook.saving.set(Saving::Saved);
                    notebook.write();
                }
                Err(why) => notebook.saving.set(Saving::Blocked(why)),
            }
        });
        notebook
    }

    /// Appends a record: at once in memory, soon on this device.
    pub fn append(self, record: Record) {
        self.unkept.update(|lines| lines.push(record.encode()));
        // Behind the others, even if the clock was put back: the order of the moments holds from
        // the next visit on.
        self.records.update(|records| records.push(record));
        self.write();
    }

    /// Adds what is not here yet.
    pub fn import(self, archive: Archive) -> Imported {
        let brought = archive.records.len();
        let mine = self.records.get_untracked();
        let all = union(mine.iter().cloned().chain(archive.records));
        let before = union(mine);
        let added: Vec<String> = all
            .iter()
            .filter(|record| before.binary_search_by(|mine| mine.order(record)).is_err())
            .map(Record::encode)
            .collect();
        let known_lines = self.newer.get_untracked();
        let newer: Vec<String> = archive
            .newer
            .into_iter()
            .filter(|line| !known_lines.contains(line))
            .collect();
        let imported = Imported {
            added: added.len(),
            known: brought - added.len().min(brought),
            damaged: archive.damaged,
            missing: archive.missing,
            newer: newer.len(),
        };
        self.unkept.update(|lines| {
            lines.extend(added);
            lines.extend(newer.iter().cloned());
        });
        self.newer.update(|lines| lines.extend(newer));
        self.records.set(all);
        self.write();
        imported
    }

    /// Whether the store has confirmed everything that is in memory.
    pub fn is_kept(self) -> bool {
        self.unkept.with(Vec::is_empty)
    }

    /// Every line that leaves with an export.
    pub fn lines(self) -> Vec<String> {
        let mut lines = self.newer.get_untracked();
        let records = self.records.get_untracked();
        lines.extend(records.iter().map(Record::encode));
        lines
    }

    /// Whether there is anything to delete, damaged lines too.
    pub fn holds_anything(self) -> bool {
        !self.records.with(Vec::is_empty)
            || self.damaged.get() > 0
            || !self.newer.with(Vec::is_empty)
    }

    /// Deletes every record, here and in the other tabs.
    pub fn delete_all(self) {
        let Some(store) = self.store.get_value() else {
            self.forget();
            return;
        };
        task::spawn(async move {
            match store.clear().await {
                // Only now: a page that is left before keeps what the store has not deleted yet.
                Ok(()) => {
                    self.forget();
                    self.saving.set(Saving::Saved);
                    self.say(NONE);
                }
                Err(why) => self.saving.set(Saving::Blocked(why)),
            }
        });
    }

    /// Nothing is left in memory.
    fn forget(self) {
        drill::forget();
        self.unkept.update(Vec::clear);
        self.newer.set(Vec::new());
        self.damaged.set(0);
        self.records.set(Vec::new());
    }

    /// Takes the lines of the store up, besides what is in memory.
    fn take_up(self, lines: &[String]) {
        let log = Log::read(lines.iter().map(String::as_str));
        let is_newer = |error: &RecordError| matches!(error, RecordError::Schema { .. });
        let (newer, damaged): (Vec<_>, Vec<_>) =
            log.damaged.into_iter().partition(|d| is_newer(&d.error));
        let newer = newer.iter().filter_map(|d| lines.get(d.line - 1).cloned());
        self.newer.set(newer.collect());
        self.damaged.set(damaged.len());
        let mine = self.records.get_untracked();
        let all = union(log.records.into_iter().chain(mine.iter().cloned()));
        if all != mine {
            self.records.set(all);
        }
    }

    /// Another tab has changed the store.
    fn heard(self, word: &str) {
        if word == NONE {
            return self.forget();
        }
        let Some(store) = self.store.get_value() else {
            return;
        };
        task::spawn(async move {
            // Unreadable now: what is in memory stays, and the next word or visit tries again.
            if let Ok(lines) = store.all().await {
                self.take_up(&lines);
            }
        });
    }

    fn say(self, word: &str) {
        if let Some(tabs) = self.tabs.get_value() {
            tabs.say(word);
        }
    }

    /// Keeps what is not kept yet, unless a write is on its way, which will see to it.
    fn write(self) {
        let Some(store) = self.store.get_value() else {
            return;
        };
        if self.writing.get_value() {
            return;
        }
        self.writing.set_value(true);
        task::spawn(async move {
            loop {
                let lines = self.unkept.get_untracked();
                if lines.is_empty() {
                    break;
                }
                match store.append(&lines).await {
                    Ok(()) => self.written(lines.len()),
                    Err(NotWritten::Full) => {
                        self.saving.set(Saving::Full);
                        break;
                    }
                    Err(NotWritten::Other(why)) => {
                        self.saving.set(Saving::Blocked(why));
                        break;
                    }
                }
            }
            self.writing.set_value(false);
        });
    }

    /// The first `n` lines are kept.
    fn written(self, n: usize) {
        self.saving.set(Saving::Saved);
        self.unkept
            .update(|lines| drop(lines.drain(..n.min(lines.len()))));
        self.say(MORE);
        // Only now is there something to lose.
        if !self.asked.get_value() {
            self.asked.set_value(true);
            storage::ask_to_persist();
        }
    }
}

async fn read() -> Result<(Store, Vec<String>), String> {
    let store = Store::open().await?;
    let lines = store.all().await?;
    Ok((store, lines))
}
