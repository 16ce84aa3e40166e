//! The browser's entry point. It is a crate of its own because the linker keeps
//! far less when the `cdylib` holds nothing but this function.

// The islands export themselves. The linker keeps those exports only when something
// of their crate is used, so it is named here even where nothing is called.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Prepares the reactive system. `boot.js` calls it once, then starts each island by its name.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
