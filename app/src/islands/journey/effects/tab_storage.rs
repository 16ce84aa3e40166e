//! The tab's session storage. Private windows and strict settings may not have any; then only what
//! the server has stored survives a reload.

use super::browser::{self, window};
use crate::islands::from_js;
use crate::islands::journey::machine::stored::{Stored, dated, unexpired};
use web_sys::Storage;

const KEY: &str = "doorstep-unsent";

fn storage() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// The stored value, unless its draft is gone by now.
pub fn read(idle_minutes: u32) -> Option<Stored> {
    let text = storage()?.get_item(KEY).ok()??;
    from_js::parse(unexpired(&text, minute(), idle_minutes)?)
}

/// Replaces the stored value; `None` removes it.
pub fn write(stored: Option<&Stored>) {
    let Some(storage) = storage() else { return };
    let _ = match stored.map(serde_json::to_string) {
        Some(Ok(text)) => storage.set_item(KEY, &dated(&text, minute())),
        Some(Err(_)) => Ok(()),
        None => storage.remove_item(KEY),
    };
}

/// Minutes since 1970, by the device's clock.
fn minute() -> u32 {
    (browser::now() / 60_000.0) as u32
}
