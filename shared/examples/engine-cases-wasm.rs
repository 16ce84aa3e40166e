//! Runs generated cases in the WebAssembly build of the engine. `cargo xtask test` runs this under
//! Node and compares it with the native example `engine-cases`.

#[cfg(target_arch = "wasm32")]
mod cases;

/// The digest of one block of a thousand cases; equals line `block` of the native example.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn digest(seed: u64, block: u32) -> u64 {
    cases::digest(seed, block)
}
