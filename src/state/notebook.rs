//! The learner's records: read once, appended to, kept on this device where that is allowed.

use std::rc::Rc;

use headroom_study::record::{Log, Record};
use leptos::prelude::*;

use crate::platform::storage::Store;
use crate::platform::task;

/// Whether records are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Not known yet.
    Opening,
    /// On this device.
    Saved,
    /// Only in memory, until the page is left; the reason in words.
    Blocked(String),
}

/// The learner's records.
#[derive(Clone, Copy)]
pub struct Notebook {
    /// Every record that could be read, oldest first.
    pub records: RwSignal<Vec<Record>>,
    /// Records that could not be read and were skipped.
    pub damaged: RwSignal<usize>,
    /// Whether new records are kept.
    pub saving: RwSignal<Saving>,
    store: StoredValue<Option<Rc<Store>>, LocalStorage>,
}

impl Notebook {
    /// Begins to read the records.
    pub fn open() -> Notebook {
        let notebook = Notebook {
            records: RwSignal::new(Vec::new()),
            damaged: RwSignal::new(0),
            saving: RwSignal::new(Saving::Opening),
            store: StoredValue::new_local(None),
        };
        task::spawn(async move {
            match read().await {
                Ok((store, lines)) => {
                    notebook.store.set_value(Some(Rc::new(store)));
                    let log = Log::read(lines.iter().map(String::as_str));
                    notebook.damaged.set(log.damaged.len());
                    notebook.records.set(log.records);
                    notebook.saving.set(Saving::Saved);
                }
                Err(why) => notebook.saving.set(Saving::Blocked(why)),
            }
        });
        notebook
    }

    /// Appends a record: at once in memory, soon on this device.
    pub fn append(self, record: Record) {
        let line = record.encode();
        self.records.update(|records| records.push(record));
        let Some(store) = self.store.get_value() else {
            return;
        };
        task::spawn(async move {
            if let Err(why) = store.append(&line).await {
                self.saving.set(Saving::Blocked(why));
            }
        });
    }
}

async fn read() -> Result<(Store, Vec<String>), String> {
    let store = Store::open().await?;
    let lines = store.all().await?;
    Ok((store, lines))
}
