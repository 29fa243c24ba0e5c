//! The digest of a run: equal on every platform, or the engine is wrong.

use alloc::string::String;
use core::fmt::Write;

use sha2::{Digest, Sha256};

use crate::run::Run;

impl Run {
    /// The first 128 bits of SHA-256 over the run's postcard bytes, in hexadecimal. Floats take
    /// part with all their bits.
    pub fn digest(&self) -> String {
        // A run has no map and no type that postcard refuses; writing to memory cannot fail.
        let bytes = postcard::to_allocvec(self).unwrap_or_default();
        let mut text = String::with_capacity(32);
        for byte in &Sha256::digest(bytes)[..16] {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}
