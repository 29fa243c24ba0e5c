//! What stays on this device: attempt records in IndexedDB, the theme in localStorage.
//!
//! Storage may be denied at any step (private windows, third-party frames, a full disk). Every
//! step then answers with an error in words, and the app goes on in memory.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use wasm_bindgen::JsValue;

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

    /// Appends one record and waits until it is written.
    ///
    /// # Errors
    /// Why it was not written.
    pub async fn append(&self, record: &str) -> Result<(), String> {
        let transaction = self
            .database
            .transaction(&[RECORDS], TransactionMode::ReadWrite)
            .map_err(words)?;
        let store = transaction.object_store(RECORDS).map_err(words)?;
        store
            .add(&JsValue::from_str(record), None)
            .map_err(words)?
            .await
            .map_err(words)?;
        let result = transaction.commit().map_err(words)?.await.map_err(words)?;
        if result.is_committed() {
            Ok(())
        } else {
            Err("the browser took the record back".into())
        }
    }
}

/// Keeps the chosen theme. Where localStorage is denied the choice lasts as long as the page.
pub fn keep_theme(theme: &str) {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    if let Some(storage) = storage {
        // A full or denied storage loses no more than this choice.
        let _ = storage.set_item(THEME, theme);
    }
}

fn words(error: idb::Error) -> String {
    error.to_string()
}
