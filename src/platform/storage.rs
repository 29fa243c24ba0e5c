//! What stays on this device: attempt records in IndexedDB, the theme in localStorage.
//!
//! Storage may be denied at any step (private windows, third-party frames, a full disk). Every
//! step then answers with an error in words, and the app goes on in memory.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};

const DATABASE: &str = "headroom";
const VERSION: u32 = 1;
const RECORDS: &str = "records";
const THEME: &str = "headroom-theme";

/// An open store of records, in the order in which they were appended.
pub struct Store {
    database: Database,
}

impl Store {
    /// Opens it, and makes it the first time.
    ///
    /// # Errors
    /// Why storage is not available here.
    pub async fn open() -> Result<Store, String> {
        let factory = Factory::new().map_err(words)?;
        let mut request = factory.open(DATABASE, Some(VERSION)).map_err(words)?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                let mut parameters = ObjectStoreParams::new();
                parameters.auto_increment(true);
                // Fails only when the store exists, and then there is nothing to do.
                let _ = database.create_object_store(RECORDS, parameters);
            }
        });
        let database = request.await.map_err(words)?;
        Ok(Store { database })
    }

    /// Every record, oldest first, as it was written.
    ///
    /// # Errors
    /// Why they cannot be read.
    pub async fn all(&self) -> Result<Vec<String>, String> {
        let transaction = self
            .database
            .transaction(&[RECORDS], TransactionMode::ReadOnly)
            .map_err(words)?;
        let store = transaction.object_store(RECORDS).map_err(words)?;
        let rows = store
            .get_all(None, None)
            .map_err(words)?
            .await
            .map_err(words)?;
        Ok(rows.iter().filter_map(JsValue::as_string).collect())
    }

    /// Appends records, all or none, and waits until they are written.
    ///
    /// # Errors
    /// Why they were not written.
    pub async fn append(&self, records: &[String]) -> Result<(), NotWritten> {
        let transaction = self
            .database
            .transaction(&[RECORDS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(RECORDS)?;
        for record in records {
            store.add(&JsValue::from_str(record), None)?.await?;
        }
        // A full disk may show only here.
        if transaction.commit()?.await?.is_committed() {
            Ok(())
        } else {
            Err(NotWritten::Full)
        }
    }
}

impl Store {
    /// Deletes every record.
    ///
    /// # Errors
    /// Why they are still there.
    pub async fn clear(&self) -> Result<(), String> {
        let transaction = self
            .database
            .transaction(&[RECORDS], TransactionMode::ReadWrite)
            .map_err(words)?;
        let store = transaction.object_store(RECORDS).map_err(words)?;
        store.clear().map_err(words)?.await.map_err(words)?;
        let result = transaction.commit().map_err(words)?.await.map_err(words)?;
        if result.is_committed() {
            Ok(())
        } else {
            Err("the browser took the deletion back".into())
        }
    }
}

/// Why records were not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotWritten {
    /// There is no room for them.
    Full,
    /// The reason in words.
    Other(String),
}

impl From<idb::Error> for NotWritten {
    fn from(error: idb::Error) -> NotWritten {
        let words = words(error);
        if words.contains("QuotaExceeded") {
            NotWritten::Full
        } else {
            NotWritten::Other(words)
        }
    }
}

/// Keeps the chosen theme. Where localStorage is denied the choice lasts as long as the page.
pub fn keep_theme(theme: &str) {
    // A full or denied storage loses no more than this choice.
    keep(THEME, theme);
}

/// Asks the browser not to clear this site's storage by itself. It may ask the person, or refuse:
/// then storage stays as lasting as it was.
pub fn ask_to_persist() {
    let Some(window) = web_sys::window() else {
        return;
    };
    // Absent in old browsers and in windows without a safe origin.
    let manager = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("storage"));
    if let Some(manager) = manager
        .ok()
        .and_then(|manager| manager.dyn_into::<web_sys::StorageManager>().ok())
    {
        // The browser's answer changes nothing here.
        let _ = manager.persist();
    }
}

/// Whether a notice was shown before; `false` where nothing can be kept.
pub fn was_told(notice: &str) -> bool {
    kept(notice).is_some()
}

/// Keeps that a notice was shown. Where localStorage is denied it is shown again at the next visit.
pub fn keep_told(notice: &str) {
    // A full storage repeats a notice, no more.
    keep(notice, "told");
}

/// Keeps a text under a name in localStorage; `false` where that is denied or full.
pub fn keep(name: &str, text: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// The text that is kept under a name.
pub fn kept(name: &str) -> Option<String> {
    local()?.get_item(name).ok().flatten()
}

/// Forgets what is kept under a name.
pub fn forget(name: &str) {
    if let Some(storage) = local() {
        // What is not there is forgotten already.
        let _ = storage.remove_item(name);
    }
}

/// Whether localStorage is there.
pub fn keeps() -> bool {
    local().is_some()
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window().and_then(|window| window.local_storage().ok().flatten())
}

fn words(error: idb::Error) -> String {
    error.to_string()
}
