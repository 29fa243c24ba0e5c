//! Chance from the operating system: only to draw the seed of a new attempt.

use headroom_model::scenario::Seed;

/// Seeds are drawn below this, so that a person can read one out.
const SEEDS: u32 = 1_000_000;

/// A new seed, or `None` where the browser gives no entropy.
pub fn seed() -> Option<Seed> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let mut bytes = [0u8; 4];
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Seed::new(u64::from(u32::from_le_bytes(bytes) % SEEDS))
}
