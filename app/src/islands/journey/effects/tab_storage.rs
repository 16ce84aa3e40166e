//! The tab's session storage. Private windows and strict settings may not have any; then only what
//! the server has stored survives a reload.

use super::browser::{self, window};
use crate::islands::from_js;
use crate::islands::journey::machine::stored::Stored;
use web_sys::Storage;

const KEY: &str = "doorstep-unsent";

fn storage() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// The stored value, unless it is older than this: the draft it belongs to is then gone.
pub fn read(idle_minutes: u32) -> Option<Stored> {
    let text = storage()?.get_item(KEY).ok()??;
    let Some((at, value)) = text.split_once('\n') else {
        // Stored by a release without times.
        return from_js::parse(&text);
    };
    let age = minute().checked_sub(at.parse().ok()?)?;
    if age >= idle_minutes {
        return None;
    }
    from_js::parse(value)
}

/// Replaces the stored value; `None` removes it.
pub fn write(stored: Option<&Stored>) {
    let Some(storage) = storage() else { return };
    let _ = match stored.map(serde_json::to_string) {
        Some(Ok(text)) => storage.set_item(KEY, &[&minute().to_string(), "\n", &text].concat()),
        Some(Err(_)) => Ok(()),
        None => storage.remove_item(KEY),
    };
}

/// Minutes since 1970, by the device's clock.
fn minute() -> u32 {
    (browser::now() / 60_000.0) as u32
}
