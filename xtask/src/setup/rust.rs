//! The WebAssembly target of the compiler.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{console, programs};

/// The target for all browser code.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the toolchain if it is missing.
pub fn wasm_target() -> Result<()> {
    let sysroot = programs::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM)
        .exists()
    {
        return Ok(());
    }
    console::step("rustup target add", || {
        programs::run(Command::new("rustup").args(["target", "add", WASM]))
    })
    .with_context(|| {
        format!("the compiler lacks {WASM}: install rustup, then `rustup target add {WASM}`")
    })
}
