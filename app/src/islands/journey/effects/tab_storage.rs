//! The tab's session storage. Private windows and strict settings may not have any; then only what
//! the server has stored survives a reload.

use super::browser::window;
use crate::islands::from_js;
use crate::islands::journey::machine::stored::Stored;
use web_sys::Storage;

const KEY: &str = "doorstep-unsent";

fn storage() -> Option<Storage> {
    window()?.session_storage().ok()?
}

pub fn read() -> Option<Stored> {
    from_js::parse(&storage()?.get_item(KEY).ok()??)
}

/// Replaces the stored value; `None` removes it.
pub fn write(stored: Option<&Stored>) {
    let Some(storage) = storage() else { return };
    let _ = match stored.map(serde_json::to_string) {
        Some(Ok(text)) => storage.set_item(KEY, &text),
        Some(Err(_)) => Ok(()),
        None => storage.remove_item(KEY),
    };
}
