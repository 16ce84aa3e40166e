//! One exported function: what the engine, built for WebAssembly, makes of a block of
//! generated cases. `cargo xtask test` runs it under Node and compares it with the native
//! example `engine-cases`.

#[path = "../../examples/cases/mod.rs"]
mod cases;

/// The digest of one block of a thousand cases; the same as line `block` of the example.
#[unsafe(no_mangle)]
pub extern "C" fn digest(seed: u64, block: u32) -> u64 {
    cases::digest(seed, block)
}
