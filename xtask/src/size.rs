//! `cargo xtask size`: prints the size of each asset and checks the budgets.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use crate::{assets, console};

/// WebAssembly with its glue, brotli, in bytes: the limit and the target.
const WASM_LIMIT: u64 = 190_000;
const WASM_TARGET: u64 = 160_000;

/// Limit for the stylesheet and scripts after the first page, brotli, in bytes. With 14 KB of HTML
/// they make up the 45 KB of a cold first page; `cargo xtask bench` measures the total over HTTP.
const PAGE_LIMIT: u64 = 31_000;

/// The size of one asset in bytes: uncompressed and compressed.
struct Weight {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Builds the assets, prints their sizes, and fails if any exceeds its budget.
pub fn size(workspace: &Workspace) -> Result<()> {
    let site = assets::build(workspace)?;
    console::line(&format!(
        "\n{:<30} {:>10} {:>10} {:>10}",
        "asset", "raw", "gzip", "brotli"
    ));
    let mut wasm = 0;
    let mut page = 0;
    for (plain, hashed) in &site.names {
        let weight = weigh(&site.folder, hashed)?;
        console::line(&format!(
            "{hashed:<30} {:>10} {:>10} {:>10}",
            weight.raw, weight.gzip, weight.brotli
        ));
        match plain.as_str() {
            "front.js" | "front_bg.wasm" => wasm += weight.brotli,
            "main.css" | "page.js" | "boot.js" => page += weight.brotli,
            _ => {}
        }
    }
    console::line(&format!(
        "\nWebAssembly with glue: {wasm} bytes brotli (at most {WASM_LIMIT}, aim {WASM_TARGET})"
    ));
    console::line(&format!(
        "Stylesheet and scripts before it: {page} bytes brotli (at most {PAGE_LIMIT})"
    ));
    if wasm > WASM_LIMIT {
        bail!(
            "the WebAssembly is {} bytes over its budget",
            wasm - WASM_LIMIT
        );
    }
    if page > PAGE_LIMIT {
        bail!(
            "the stylesheet and scripts are {} bytes over their budget",
            page - PAGE_LIMIT
        );
    }
    if wasm > WASM_TARGET {
        console::line("The WebAssembly is within its budget but over what we aim for.");
    }
    Ok(())
}

/// A file too small to compress is sent as it is.
fn weigh(folder: &Path, name: &str) -> Result<Weight> {
    let length = |name: &str| fs::metadata(folder.join(name)).map(|file| file.len());
    let raw = length(name).with_context(|| format!("{name} is missing"))?;
    Ok(Weight {
        raw,
        gzip: length(&format!("{name}.gz")).unwrap_or(raw),
        brotli: length(&format!("{name}.br")).unwrap_or(raw),
    })
}
