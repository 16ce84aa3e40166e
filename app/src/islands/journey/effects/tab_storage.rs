//! The storage of this tab. Private windows and strict settings may have none; then a reload
//! keeps only what the server has.

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

/// Replaces what is stored; `None` removes it.
pub fn write(stored: Option<&Stored>) {
    let Some(storage) = storage() else { return };
    let _ = match stored.map(serde_json::to_string) {
        Some(Ok(text)) => storage.set_item(KEY, &text),
        Some(Err(_)) => Ok(()),
        None => storage.remove_item(KEY),
    };
}
