//! Small parts that know nothing of Headroom: native elements with their words and states.

pub mod field;
pub mod live_region;
pub mod options;
pub mod segment;
pub mod select;
pub mod sortable;
pub mod stepper;

use std::sync::atomic::{AtomicU32, Ordering};

/// An id that no other element of the page has.
pub fn unique_id(kind: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{kind}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
